//! What the panel says in every state, and what it asks for.

use super::*;
use crate::message::{Teaching, TeachingState};
use crate::page::{Amount, ButtonRole, Thing};
use crate::purchase::{Candidate, Check, Checked, Fit, Purchase, Stage, Stop, Turn};
use crate::store::Language;
use crate::view::samples::{now, purchase, yuan};
use crate::view::stop;

fn panel(stage: Stage) -> PanelPage {
    show(&PanelView::of(&purchase(stage), &[], Language::English, false))
}

fn show(view: &PanelView) -> PanelPage {
    let mut page = PanelPage::new("token".to_owned(), now(), "en");
    page.hear(News::Panel(Some(serde_json::to_string(view).unwrap())));
    page
}

fn sentence(stage: Stage) -> String {
    panel(stage).view().unwrap().of_class("turn-sentence").unwrap().text()
}

fn told(effects: &[Effect]) -> Vec<Option<PanelAct>> {
    let act = |effect: &Effect| match effect {
        Effect::Tell(request) if request.token == "token" && request.kind == "panel" => Some(request.act),
        _ => None,
    };
    effects.iter().filter_map(act).collect()
}

fn press(page: &mut PanelPage, name: &str) -> Vec<Option<PanelAct>> {
    let act = page.view().unwrap().doing(name).first().expect(name).act.clone().map(|act| *act).unwrap();
    told(&page.hear(News::Did(act, String::new())))
}

fn stops() -> Vec<Stop> {
    let line = || "a".to_owned();
    let found = Amount { amount: "12.8".parse().unwrap(), currency: "CNY".parse().ok() };
    let candidate = Candidate { axis: 0, label: "红".to_owned(), id: None };
    let text = |text: &str| text.to_owned();
    vec![
        Stop::NotRecognised,
        Stop::OtherProduct { found: text("Shoes") },
        Stop::Captcha,
        Stop::Gone,
        Stop::SoldOut { line: line() },
        Stop::TooFew { line: line(), stock: 3.into(), wanted: 10.into() },
        Stop::Quantity { line: line(), wanted: 10.into(), minimum: Some(20.into()), step: None },
        Stop::Quantity { line: line(), wanted: 10.into(), minimum: None, step: Some(12.into()) },
        Stop::Quantity { line: line(), wanted: 10.into(), minimum: Some(20.into()), step: Some(12.into()) },
        Stop::Quantity { line: line(), wanted: 10.into(), minimum: None, step: None },
        Stop::Price { line: line(), found, limit: Some(yuan("12")), count: 10.into() },
        Stop::Price { line: line(), found, limit: None, count: 10.into() },
        Stop::Currency { line: line(), found: "USD".parse().ok(), limit: "CNY".parse().unwrap() },
        Stop::Currency { line: line(), found: None, limit: "CNY".parse().unwrap() },
        Stop::NoPrice { line: line() },
        Stop::NoOption {
            line: line(),
            axis: text("颜色"),
            wanted: text("大红"),
            offered: vec![candidate.clone()],
            changed: false,
        },
        Stop::NoOption {
            line: line(),
            axis: text("颜色"),
            wanted: text("大红"),
            offered: vec![],
            changed: true,
        },
        Stop::NoOption {
            line: line(),
            axis: text("颜色"),
            wanted: String::new(),
            offered: vec![candidate],
            changed: false,
        },
        Stop::Unit { line: line(), unit: text("箱") },
        Stop::Holds { line: line(), before: 2 },
        Stop::PackTold { line: line(), pieces: 6 },
        Stop::NotTaken { what: text("8 instead of 10") },
        Stop::ClaimedBy { by: text("Li"), until: now() },
        Stop::NotOpen { status: text("cancelled") },
        Stop::Erp { said: text("no route") },
        Stop::NotOpened { said: text("no window") },
        Stop::TabClosed,
        Stop::Host { host: text("https://pay.example/*") },
        Stop::NoAddress { line: line(), found: text("n/a") },
        Stop::NoAddress { line: line(), found: String::new() },
        Stop::WhichNumber { found: vec![] },
        Stop::NumberTaken { number: text("A1"), by: text("PO-3"), found: Vec::new() },
    ]
}

#[test]
fn every_stop_has_its_own_sentence_in_both_languages() {
    for language in [Language::English, Language::Chinese] {
        let words = Words::of(language);
        let teller = Teller { words: &words, now: now(), lines: &[], button: None };
        let mut said: Vec<String> = stops().iter().map(|stop| stop::sentence(stop, &teller)).collect();
        assert!(said.iter().all(|sentence| !sentence.contains('$') && !sentence.contains('_')), "{said:?}");
        let all = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), all);
    }
}

#[test]
fn every_stage_has_its_own_sentence() {
    let turns =
        [Turn::Buy, Turn::AddToCart, Turn::NextPage, Turn::GoToCart, Turn::Cart, Turn::Submit, Turn::Pay];
    let mut stages: Vec<Stage> = turns.into_iter().map(|turn| Stage::Ready { turn }).collect();
    stages.extend([false, true].map(|refused| Stage::Permission { hosts: vec![], refused }));
    stages.extend([
        Stage::Claiming,
        Stage::Locked,
        Stage::Opening,
        Stage::SignIn,
        Stage::Choosing,
        Stage::Placed,
    ]);
    stages.extend([Stage::Recorded, Stage::Confirmed, Stage::GivenUp]);
    let mut said: Vec<String> = stages.into_iter().map(sentence).collect();
    let all = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), all);
}

#[test]
fn a_locked_key_is_unlocked_outside_of_the_page() {
    let mut page = panel(Stage::Locked);
    let view = page.view().unwrap();
    assert_eq!(view.doing("decide")[0].text(), "Unlock");
    assert!(view.every().iter().all(|part| part.tag != "input"), "no passphrase is typed where a page is");
    assert_eq!(press(&mut page, "decide"), [Some(PanelAct::Decide)]);
}

#[test]
fn a_stop_names_its_line_and_its_figures() {
    let stop = Stop::TooFew { line: "b".to_owned(), stock: 3.into(), wanted: 4.into() };
    assert_eq!(sentence(Stage::Paused { stop }), "Goods b: Only 3 in stock, you need 4.");
}

#[test]
fn what_is_decided_elsewhere_is_said_and_led_to() {
    let found = Amount { amount: "12.8".parse().unwrap(), currency: "CNY".parse().ok() };
    let stop = Stop::Price { line: "a".to_owned(), found, limit: Some(yuan("12")), count: 10.into() };
    let mut page = panel(Stage::Paused { stop });
    let text = page.view().unwrap().text();
    assert!(text.contains("¥12.80, your limit is ¥12.00. Decide in the extension."), "{text}");
    assert_eq!(press(&mut page, "decide"), [Some(PanelAct::Decide)]);
}

#[test]
fn the_panel_itself_never_accepts_or_buys() {
    for stop in stops() {
        let page = panel(Stage::Paused { stop });
        for element in page.view().unwrap().every() {
            assert!(
                matches!(element.act.as_deref(), None | Some(Act::Panel(_) | Act::Copy(_))),
                "{element:?}"
            );
        }
    }
}

#[test]
fn the_sentence_names_the_suppliers_own_button() {
    let mut ready = purchase(Stage::Ready { turn: Turn::Buy });
    ready.found.button = Some((ButtonRole::BuyNow, "立即订购".to_owned()));
    let page = show(&PanelView::of(&ready, &[], Language::English, false));
    assert!(page.view().unwrap().text().contains("press “立即订购” on the page"));
}

#[test]
fn checks_have_an_icon_and_a_word_each() {
    let mut choosing = purchase(Stage::Choosing);
    let check = |what, line: Option<&str>, fit| Check {
        what,
        line: line.map(str::to_owned),
        expected: "红色".to_owned(),
        found: "蓝色".to_owned(),
        fit,
        paired: None,
    };
    choosing.found.checks = vec![
        check(Checked::Axis("颜色".to_owned()), Some("a"), Fit::Differs),
        check(Checked::Quantity, Some("b"), Fit::Same),
        check(Checked::Stock, Some("b"), Fit::NotChecked),
        check(Checked::ShipTo, None, Fit::Open),
    ];
    let view = show(&PanelView::of(&choosing, &[], Language::English, false)).view().unwrap();
    let table = view.of_class("checks").unwrap();
    let icons = table.every().iter().filter(|element| element.tag == "svg").count();
    assert_eq!(icons, 4);
    let text = table.text();
    for part in [
        "Goods a",
        "颜色 蓝色, expected 红色 differs",
        "as ordered",
        "Stock 蓝色, expected 红色 not checked",
        "to be filled",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn what_is_paired_says_so_and_how_a_number_comes_about_is_shown() {
    let mut choosing = purchase(Stage::Choosing);
    let check = |what, expected: &str, found: &str, paired| Check {
        what,
        line: Some("a".to_owned()),
        expected: expected.to_owned(),
        found: found.to_owned(),
        fit: Fit::Same,
        paired,
    };
    choosing.found.checks = vec![
        check(Checked::Axis("颜色".to_owned()), "红色", "红色", Some(now())),
        check(Checked::Quantity, "5 (10 = 5 × 2)", "5", None),
    ];
    let view = show(&PanelView::of(&choosing, &[], Language::English, false)).view().unwrap();
    let text = view.of_class("checks").unwrap().text();
    assert!(text.contains("颜色 红色 2026-11-23 as paired Quantity 5 (10 = 5 × 2) as ordered"), "{text}");
}

#[test]
fn what_belongs_to_no_line_has_a_section_of_its_own() {
    let mut paying = purchase(Stage::Ready { turn: Turn::Submit });
    let check = |what, line: Option<&str>| Check {
        what,
        line: line.map(str::to_owned),
        expected: String::new(),
        found: "1".to_owned(),
        fit: Fit::Same,
        paired: None,
    };
    paying.found.checks = vec![
        check(Checked::Quantity, Some("a")),
        check(Checked::Quantity, Some("b")),
        check(Checked::Total, None),
        check(Checked::Freight, None),
    ];
    let shown = |paying: &Purchase| {
        let view = show(&PanelView::of(paying, &[], Language::English, false)).view().unwrap();
        view.of_class("checks").unwrap().text()
    };
    let text = shown(&paying);
    let places =
        ["Goods a", "Goods b", "Whole order", "Total", "Freight"].map(|part| text.find(part).unwrap());
    assert!(places.is_sorted() && text.matches("Whole order").count() == 1, "{text}");
    // Also where one line alone has no heading.
    paying.order.lines.truncate(1);
    paying.found.checks.remove(1);
    let text = shown(&paying);
    assert!(!text.contains("Goods a") && text.find("Whole order") < text.find("Total"), "{text}");
}

#[test]
fn who_thinks_the_product_wrong_is_told_what_is_compared_and_led_to_the_extension() {
    for (language, says) in [
        (Language::English, "Title and picture are left to you"),
        (Language::Chinese, "标题和图片请自行查看"),
    ] {
        let mut page = show(&PanelView::of(&purchase(Stage::Choosing), &[], language, false));
        assert!(press(&mut page, "ask-wrong").is_empty());
        assert!(page.view().unwrap().text().contains(says));
        assert!(press(&mut page, "go-on").is_empty());
        press(&mut page, "ask-wrong");
        assert_eq!(press(&mut page, "decide"), [Some(PanelAct::Decide)]);
        assert!(!page.view().unwrap().text().contains(says));
    }
}

#[test]
fn the_address_is_there_to_copy_at_the_checkout_only() {
    let paying = panel(Stage::Ready { turn: Turn::Submit });
    let view = paying.view().unwrap();
    assert_eq!(view.doing("copy-address")[0].act.as_deref(), Some(&Act::Copy("Harbour Road 1".to_owned())));
    assert_eq!(view.doing("copy-note")[0].act.as_deref(), Some(&Act::Copy("No brand labels".to_owned())));
    let choosing = PanelView::of(&purchase(Stage::Choosing), &[], Language::English, false);
    assert_eq!((choosing.ship_to, choosing.note), (None, String::new()));
}

#[test]
fn stopping_is_asked_once_more() {
    let mut page = panel(Stage::SignIn);
    assert!(press(&mut page, "stop").is_empty());
    assert!(page.view().unwrap().text().contains("Give this purchase up?"));
    assert!(press(&mut page, "go-on").is_empty());
    press(&mut page, "ask-stop");
    assert_eq!(press(&mut page, "give-up"), [Some(PanelAct::Stop)]);
}

#[test]
fn giving_up_what_may_be_placed_is_decided_in_the_purchases_own_window() {
    let mut view = PanelView::of(&purchase(Stage::Placed), &[], Language::English, false);
    view.may_be_placed = true;
    let mut page = show(&view);
    press(&mut page, "ask-stop");
    assert!(page.view().unwrap().doing("give-up").is_empty());
    assert_eq!(press(&mut page, "decide"), [Some(PanelAct::Decide)]);
}

#[test]
fn who_may_have_ordered_already_is_told_so_before_more_is_pressed() {
    let told = |placed, stage| {
        let mut view = PanelView::of(&purchase(stage), &[], Language::English, false);
        view.placed = placed;
        show(&view).view().unwrap().of_class("may-be-placed").map(Element::text)
    };
    assert_eq!(told(0, Stage::Ready { turn: Turn::Submit }), None);
    assert!(
        told(1, Stage::Ready { turn: Turn::Submit }).unwrap().starts_with("An order may have been placed.")
    );
    assert!(told(2, Stage::Placed).unwrap().contains("pressed twice"));
}

#[test]
fn it_leads_to_the_next_page_and_to_the_cart() {
    for turn in [Turn::NextPage, Turn::GoToCart] {
        assert_eq!(press(&mut panel(Stage::Ready { turn }), "lead"), [Some(PanelAct::Lead)]);
    }
    assert!(panel(Stage::Ready { turn: Turn::Buy }).view().unwrap().doing("lead").is_empty());
}

#[test]
fn it_folds_to_a_pill_and_unfolds() {
    let mut page = panel(Stage::SignIn);
    page.hear(News::Measured("panel".to_owned(), 300));
    assert_eq!(press(&mut page, "fold"), [Some(PanelAct::Fold { folded: true })]);
    assert!(page.view().unwrap().of_class("pill").is_some());
    assert_eq!(press(&mut page, "unfold"), [Some(PanelAct::Fold { folded: false })]);
    assert!(page.view().unwrap().of_class("panel").is_some());
}

#[test]
fn a_frame_too_low_shows_the_pill() {
    let mut page = panel(Stage::SignIn);
    page.hear(News::Resized { width: 200, height: 40 });
    assert!(page.view().unwrap().of_class("pill").is_some());
    page.hear(News::Resized { width: 320, height: 300 });
    assert!(page.view().unwrap().of_class("panel").is_some());
}

#[test]
fn a_drag_tells_each_step_once_and_its_end() {
    let mut page = panel(Stage::SignIn);
    page.hear(News::Measured("panel".to_owned(), 300));
    let mut drag = |x, y, done| told(&page.hear(News::Dragged { x, y, done }));
    let place = |x, y, dropped| vec![Some(PanelAct::Place { x, y, width: 320, height: 300, dropped })];
    assert_eq!(drag(5, 0, false), place(5, 0, false));
    assert_eq!(drag(5, 0, false), vec![]);
    assert_eq!(drag(12, -3, false), place(7, -3, false));
    assert_eq!(drag(12, -3, true), place(0, 0, true));
    assert_eq!(drag(1, 1, false), place(1, 1, false));
}

#[test]
fn each_step_says_where_it_stands() {
    let view = panel(Stage::SignIn).view().unwrap();
    let text = view.of_class("steps").unwrap().text();
    assert!(text.starts_with("Permission: done Opening: done Sign-in: now Choosing: to come"), "{text}");
}

#[test]
fn where_a_shop_is_not_read_the_person_shows_what_is_what() {
    let mut page = panel(Stage::Paused { stop: Stop::NotRecognised });
    assert_eq!(press(&mut page, "teach"), []);
    assert_eq!(press(&mut page, "teach_quantity"), [Some(PanelAct::Point { thing: Some(Thing::Quantity) })]);
    let mut view = PanelView::of(&purchase(Stage::Opening), &[], Language::English, false);
    for (state, said) in [
        (TeachingState::Points, "Now point at it in the page: Quantity. Escape ends it."),
        (TeachingState::NotIt, "That cannot be it: Quantity. Point at it once more, as closely as you can."),
        (TeachingState::NotKept("full".to_owned()), "It could not be kept: full"),
        (TeachingState::Learnt("mugs.example".to_owned()), "Understood: Quantity."),
    ] {
        view.teaching = Some(Teaching { thing: Thing::Quantity, state });
        page.hear(News::Panel(Some(serde_json::to_string(&view).unwrap())));
        assert_eq!(page.view().unwrap().of_class("taught").unwrap().text(), said);
    }
    assert_eq!(press(&mut page, "unlearn"), [Some(PanelAct::Unlearn)]);
    assert_eq!(press(&mut page, "teach-end"), [Some(PanelAct::Point { thing: None })]);
    assert!(page.view().unwrap().doing("teach_quantity").is_empty());
}

#[test]
fn after_a_press_that_may_have_placed_an_order_its_number_is_shown() {
    let mut view = PanelView::of(&purchase(Stage::Placed), &[], Language::English, false);
    view.may_be_placed = true;
    let mut page = show(&view);
    assert_eq!(press(&mut page, "teach"), []);
    assert_eq!(press(&mut page, "teach_number"), [Some(PanelAct::Point { thing: Some(Thing::OrderNumber) })]);
    assert!(page.view().unwrap().doing("teach_price").is_empty());
    // Where nothing is wrong with the reading it is not offered.
    assert!(panel(Stage::Paused { stop: Stop::Captcha }).view().unwrap().doing("teach").is_empty());
}
