//! What a purchase's own window lets the person decide.

use super::*;
use crate::page::{Amount, BasketLine, ButtonRole, Placed};
use crate::purchase::{Candidate, PairedPick, Pick, Said, StoredPress};
use crate::view::Then;
use crate::view::samples::{now, purchase, yuan};

fn window(purchase: &Purchase) -> WindowPage {
    let mut page = WindowPage::new("p1".to_owned(), now(), "en");
    page.hear(found(purchase));
    page
}

fn found(purchase: &Purchase) -> News {
    News::Found(Read::Purchase("p1".to_owned()), Some(serde_json::to_string(purchase).unwrap()))
}

fn stopped(stop: Stop) -> WindowPage {
    window(&purchase(Stage::Paused { stop }))
}

fn shown(page: &WindowPage) -> Element {
    page.view().expect("the window is painted")
}

fn press(page: &mut WindowPage, name: &str) -> Vec<Effect> {
    let act = shown(page).doing(name).first().expect(name).act.clone().map(|act| *act).expect(name);
    page.hear(News::Did(act, String::new()))
}

fn decided(decision: Decision) -> Vec<Effect> {
    vec![Effect::Send(OwnRequest::Decide { purchase: "p1".to_owned(), decision })]
}

fn amount(text: &str) -> Amount {
    Amount { amount: text.parse().unwrap(), currency: "CNY".parse().ok() }
}

fn hosts() -> Vec<String> {
    vec!["https://detail.shop.example/*".to_owned(), "https://pay.example/*".to_owned()]
}

#[test]
fn access_is_asked_for_with_every_host_in_plain_words() {
    let mut page = window(&purchase(Stage::Permission { hosts: hosts(), refused: false }));
    let text = shown(&page).text();
    assert!(text.contains("detail.shop.example") && text.contains("pay.example"), "{text}");
    assert!(text.contains("Nothing is read on them outside a purchase"));
    let ask = Effect::Ask { hosts: hosts(), then: Then::Tell("p1".to_owned()) };
    assert_eq!(press(&mut page, "allow"), [ask]);
}

#[test]
fn refused_access_is_said_and_can_still_be_given() {
    let page = window(&purchase(Stage::Permission { hosts: hosts(), refused: true }));
    assert!(shown(&page).text().contains("Access was refused."));
    assert_eq!(shown(&page).doing("allow").len(), 1);
    let page = stopped(Stop::Host { host: "https://pay.example/*".to_owned() });
    assert!(shown(&page).text().contains("on pay.example, to which there is no access yet"));
    assert_eq!(shown(&page).doing("allow").len(), 1);
}

#[test]
fn a_price_over_the_limit_shows_both_and_what_it_makes() {
    let price = amount("12.80");
    let mut page = stopped(Stop::Price {
        line: "a".to_owned(),
        found: price,
        limit: Some(yuan("12")),
        count: 10.into(),
    });
    let text = shown(&page).text();
    for part in ["Goods a: ¥12.80, your limit is ¥12.00.", "More by ¥0.80", "Quantity 10", "In all ¥128.00"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(
        press(&mut page, "accept-price"),
        decided(Decision::AcceptPrice { line: "a".to_owned(), price })
    );
}

#[test]
fn equal_options_are_told_apart_by_their_id() {
    let candidate = |id: &str| Candidate { axis: 0, label: "红".to_owned(), id: Some(id.to_owned()) };
    let offered = vec![candidate("17"), candidate("18")];
    let stop = Stop::NoOption {
        line: "a".to_owned(),
        axis: "颜色".to_owned(),
        wanted: "大红".to_owned(),
        offered: offered.clone(),
        changed: false,
    };
    let page = stopped(stop);
    let picks: Vec<String> = shown(&page).doing("pick").iter().map(|pick| pick.text()).collect();
    assert_eq!(picks, ["红 17", "红 18"]);
    let act = shown(&page).doing("pick")[1].act.clone().map(|act| *act).unwrap();
    let pick = Decision::Pick { line: "a".to_owned(), candidate: offered[1].clone(), holds: None };
    assert_eq!(window(&purchase(Stage::Opening)).hear(News::Did(act, String::new())), decided(pick));
}

#[test]
fn a_unit_wants_a_whole_number_of_pieces() {
    let mut page = stopped(Stop::Unit { line: "a".to_owned(), unit: "箱".to_owned() });
    let pack = Act::Window(WindowAct::Pack("a".to_owned()));
    for wrong in ["", "0", "1.5", "many"] {
        page.hear(News::Did(Act::Window(WindowAct::Pieces), wrong.to_owned()));
        assert_eq!(page.hear(News::Did(pack.clone(), String::new())), [Effect::Focus("pieces")], "{wrong}");
        assert!(shown(&page).text().contains("Enter a whole number"), "{wrong}");
    }
    page.hear(News::Did(Act::Window(WindowAct::Pieces), " 24 ".to_owned()));
    let effects = page.hear(News::Did(pack, String::new()));
    assert_eq!(effects, decided(Decision::Pack { line: "a".to_owned(), pieces: 24, holds: None }));
}

#[test]
fn found_orders_are_shown_with_what_tells_them_apart() {
    let line = BasketLine { title: "Goods a".to_owned(), quantity: Some(10.into()), ..BasketLine::default() };
    let placed = |number: &str| Placed {
        number: number.to_owned(),
        lines: vec![line.clone()],
        total: Some(amount("128")),
        placed: Some(now()),
        ..Placed::default()
    };
    let mut page = stopped(Stop::WhichNumber { found: vec![placed("A1"), placed("A2")] });
    let text = shown(&page).text();
    assert!(text.contains("A1 ¥128.00 · 2026-11-23 10:42 Goods a × 10"), "{text}");
    assert_eq!(press(&mut page, "found-it"), []);
    page.hear(News::Did(Act::Window(WindowAct::Mark("A2".to_owned())), "true".to_owned()));
    let found_it = Decision::FoundIt { numbers: vec!["A2".to_owned()], shared: false };
    assert_eq!(press(&mut page, "found-it"), decided(found_it));
}

#[test]
fn a_press_that_is_not_settled_is_shown_and_can_be_denied() {
    let mut placed = purchase(Stage::Placed);
    placed.presses.push(StoredPress {
        label: "提交订单".to_owned(),
        total: Some(amount("128")),
        ..StoredPress::new(now(), ButtonRole::Submit, String::new(), Vec::new())
    });
    let mut page = window(&placed);
    let text = shown(&page).text();
    assert!(text.contains("may have been placed"));
    assert!(text.contains("You pressed “提交订单” at 2026-11-23 10:42, total ¥128.00"), "{text}");
    assert_eq!(press(&mut page, "not-placed"), decided(Decision::NotPlaced));
}

#[test]
fn a_press_that_may_be_lost_says_so() {
    let mut placed = purchase(Stage::Ready { turn: crate::purchase::Turn::Submit });
    (placed.tab, placed.found.page) = (Some(1), "https://shop.example/checkout".to_owned());
    placed.lost_last_write(now());
    let text = shown(&window(&placed)).text();
    assert!(text.contains("Something may have been pressed then") && !text.contains("You pressed"), "{text}");
}

#[test]
fn giving_up_is_asked_once_more() {
    let mut page = window(&purchase(Stage::Opening));
    assert!(press(&mut page, "give-up").is_empty());
    assert_eq!(press(&mut page, "give-up-really"), decided(Decision::GiveUp));
}

#[test]
fn the_window_closes_when_nothing_is_left_to_decide() {
    let waiting = purchase(Stage::Permission { hosts: hosts(), refused: false });
    let mut page = window(&waiting);
    let answered = |granted| OwnRequest::Answered { purchase: "p1".to_owned(), granted };
    page.hear(News::Answered(answered(false), Answer::Done));
    assert_eq!(page.hear(found(&purchase(Stage::Permission { hosts: hosts(), refused: true }))), []);
    page.hear(News::Answered(answered(true), Answer::Done));
    assert_eq!(page.hear(found(&waiting)), []);
    assert_eq!(page.hear(found(&purchase(Stage::Opening))), [Effect::Close]);
}

#[test]
fn a_window_that_was_opened_to_look_stays() {
    let mut page = window(&purchase(Stage::Opening));
    assert_eq!(page.hear(found(&purchase(Stage::SignIn))), []);
}

#[test]
fn a_purchase_that_is_gone_is_said_to_be() {
    let mut page = WindowPage::new("p1".to_owned(), now(), "zh-CN");
    page.hear(News::Found(Read::Purchase("p1".to_owned()), None));
    assert_eq!(shown(&page).text(), "此次采购已不存在。");
}

#[test]
fn who_thinks_the_product_wrong_opens_the_order_records_or_gives_up() {
    let mut choosing = purchase(Stage::Choosing);
    choosing.order.page = "https://erp.example/orders/7".to_owned();
    let page = window(&choosing);
    let view = shown(&page);
    let leads = |name: &str| view.doing(name)[0].attribute("href").map(str::to_owned);
    assert_eq!(leads("open-in-erp").as_deref(), Some("https://erp.example/orders/7"));
    assert_eq!(leads("by-hand").as_deref(), Some("popup.html#by-hand=p1"));
    assert_eq!(view.doing("give-up").len(), 1);
    choosing.order.page.clear();
    assert!(shown(&window(&choosing)).doing("open-in-erp").is_empty());
}

fn typed(page: &mut WindowPage, text: &str) {
    let act = shown(page).doing("holds")[0].act.clone().map(|act| *act).unwrap();
    page.hear(News::Did(act, text.to_owned()));
}

fn asked_which() -> (WindowPage, Candidate) {
    let candidate = Candidate { axis: 0, label: "红".to_owned(), id: None };
    let (line, axis, wanted) = ("a".to_owned(), "颜色".to_owned(), "大红".to_owned());
    (
        stopped(Stop::NoOption { line, axis, wanted, offered: vec![candidate.clone()], changed: true }),
        candidate,
    )
}

#[test]
fn who_picks_reads_the_orders_words_and_says_how_many_pieces_one_has() {
    let (mut page, candidate) = asked_which();
    let text = shown(&page).text();
    assert!(text.contains("In the order: Goods a") && text.contains("has changed its variants"), "{text}");
    for wrong in ["", "0", "two"] {
        typed(&mut page, wrong);
        assert_eq!(press(&mut page, "pick"), [Effect::Focus("holds")], "{wrong}");
        assert!(shown(&page).text().contains("Enter a whole number"), "{wrong}");
    }
    typed(&mut page, " 2 ");
    let pick = |holds| decided(Decision::Pick { line: "a".to_owned(), candidate: candidate.clone(), holds });
    assert_eq!(press(&mut page, "pick"), pick(Some(2)));
    assert_eq!(press(&mut asked_which().0, "pick"), pick(None), "what was not typed is not said");
}

#[test]
fn a_unit_and_what_is_sold_are_counted_together() {
    let mut page = stopped(Stop::Unit { line: "a".to_owned(), unit: "箱".to_owned() });
    page.hear(News::Did(Act::Window(WindowAct::Pieces), "12".to_owned()));
    typed(&mut page, "4");
    let pack = Decision::Pack { line: "a".to_owned(), pieces: 12, holds: Some(4) };
    let submit = Act::Window(WindowAct::Pack("a".to_owned()));
    assert_eq!(page.hear(News::Did(submit, String::new())), decided(pack));
}

#[test]
fn packs_that_are_in_doubt_are_confirmed_or_changed() {
    let stop = || stopped(Stop::Holds { line: "a".to_owned(), before: 2 });
    let submit = |page: &mut WindowPage| {
        let form = shown(page);
        let act = form.every().into_iter().find(|element| element.tag == "form").unwrap().act.clone();
        page.hear(News::Did(*act.unwrap(), String::new()))
    };
    let holds = |pieces| decided(Decision::Holds { line: "a".to_owned(), pieces });
    assert_eq!(submit(&mut stop()), holds(2));
    let mut page = stop();
    typed(&mut page, "3");
    assert_eq!(submit(&mut page), holds(3));
}

#[test]
fn what_was_picked_before_is_shown_with_its_day_and_can_be_picked_again() {
    let mut choosing = purchase(Stage::Choosing);
    assert!(shown(&window(&choosing)).doing("pick-again").is_empty());
    let (axis, label) = ("颜色".to_owned(), "红".to_owned());
    let option = PairedPick { axis, label, id: None, among: String::new() };
    let picked = vec![Pick { axis: 0, option, paired: Some(now()) }];
    choosing.asked.said.push(Said { line: "a".to_owned(), picked, ..Said::default() });
    let mut page = window(&choosing);
    let text = shown(&page).text();
    assert!(text.contains("颜色 红 as paired on 2026-11-23"), "{text}");
    assert_eq!(press(&mut page, "pick-again"), decided(Decision::PickAgain { line: "a".to_owned() }));
    // Each of two lines has its own number.
    let ids = |page: &WindowPage| {
        let view = shown(page);
        view.every().iter().filter(|element| element.attribute("id") == Some("holds")).count()
    };
    assert_eq!((shown(&page).doing("holds").len(), ids(&page)), (2, 0));
    typed(&mut page, "x");
    assert_eq!((press(&mut page, "set-holds"), ids(&page)), (vec![Effect::Focus("holds")], 1));
    // Once an order may stand nothing of it can be changed.
    choosing.stage = Stage::Placed;
    assert!(shown(&window(&choosing)).doing("holds").is_empty());
}
