//! What the popup shows, and what it wants done.

mod done;
mod locked;

use super::*;
use crate::message::{Answer, OwnRequest};
use crate::purchase::{Decision, Stage, Stop, Turn};
use crate::store::ConnectionState;
use crate::view::act::{FormAct, PopupAct};
use crate::view::samples::{connection, key, now, row, running, screen, yuan};
use crate::view::{Act, Then};

fn popup(screen: &Screen) -> PopupPage {
    let mut page = PopupPage::new("", now(), "en", || "new-id".to_owned());
    let text = serde_json::to_string(screen).unwrap();
    page.hear(News::Found(Read::Settings, None));
    page.hear(News::Found(Read::Screen, Some(text)));
    page
}

fn shown(page: &PopupPage) -> Element {
    page.view().expect("the popup is painted")
}

fn press(page: &mut PopupPage, name: &str) -> Vec<Effect> {
    let act = shown(page).doing(name).first().expect(name).act.clone().map(|act| *act).expect(name);
    page.hear(News::Did(act, String::new()))
}

fn key_press(name: &str, field: Option<&str>) -> Key {
    Key { name: name.to_owned(), field: field.map(str::to_owned), on_control: false }
}

#[test]
fn the_first_paint_needs_the_screen_and_nothing_else() {
    let mut page = PopupPage::new("", now(), "en", String::new);
    assert_eq!(page.start(), [Effect::Read(Read::Settings), Effect::Read(Read::Screen)]);
    assert!(page.view().is_none());
    let text = serde_json::to_string(&screen(vec![row(1, "Anna")])).unwrap();
    let then = page.hear(News::Found(Read::Screen, Some(text)));
    assert!(shown(&page).text().contains("PO-1"));
    let reads = [Read::Rows, Read::Access, Read::Drafts].map(Effect::Read);
    assert_eq!(then, reads);
}

#[test]
fn the_whole_list_leaves_out_what_runs() {
    let mut with_running = screen(vec![row(1, "Anna")]);
    with_running.running = vec![running(2, Stage::Opening)];
    let mut page = popup(&with_running);
    let chunks = [vec![row(1, "Anna")], vec![row(2, "Bolt"), row(3, "Bolt")]];
    page.hear(News::Rows(chunks.iter().map(|rows| serde_json::to_string(rows).unwrap()).collect()));
    let orders: Vec<&str> = page.list.rows().iter().map(|row| row.number.as_str()).collect();
    assert_eq!(orders, ["PO-1", "PO-3"]);
}

#[test]
fn a_row_says_what_is_bought_how_many_and_for_how_much() {
    let page = popup(&screen(vec![row(7, "Anna")]));
    let text = shown(&page).text();
    for part in ["Anna", "Cotton T-shirt", "红色", "XL", "12 × ¥12.80", "PO-7", "just now", "Buy"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn buy_asks_for_the_hosts_that_have_no_access_in_the_same_click() {
    let mut page = popup(&screen(vec![row(1, "Anna")]));
    let hosts = vec!["https://shop.example/*".to_owned()];
    assert_eq!(press(&mut page, "buy"), [Effect::Ask { hosts: hosts.clone(), then: Then::Buy(key(1)) }]);
    let mut page = popup(&screen(vec![row(1, "Anna")]));
    page.hear(News::Access(hosts));
    assert_eq!(press(&mut page, "buy"), [Effect::Send(OwnRequest::Buy { key: key(1) })]);
}

#[test]
fn buy_is_pressed_once() {
    let mut page = popup(&screen(vec![row(1, "Anna")]));
    press(&mut page, "buy");
    assert_eq!(shown(&page).doing("buy")[0].attribute("disabled"), Some(""));
    assert_eq!(page.key(&key_press("Enter", None)), None);
}

#[test]
fn trouble_with_one_order_stands_in_its_row() {
    let mut page = popup(&screen(vec![row(1, "Anna"), row(2, "Anna")]));
    let problem = Problem { word: "claimed_by".to_owned(), with: vec!["Li".to_owned(), "10:50".to_owned()] };
    page.hear(News::Answered(OwnRequest::Buy { key: key(1) }, Answer::Failed { problem }));
    let view = shown(&page);
    let rows: Vec<&Element> =
        view.every().into_iter().filter(|e| e.attribute("data-order").is_some()).collect();
    assert!(rows[0].text().contains("Li is buying this order until 10:50."));
    assert!(!rows[1].text().contains("Li"));
    assert!(view.of_class("notices").is_none());
}

#[test]
fn an_order_that_somebody_else_buys_has_no_button_until_the_lease_ends() {
    let mut claimed = row(1, "Anna");
    claimed.claimed = Some(("Li Wei".to_owned(), now() + chrono::TimeDelta::minutes(8)));
    let mut page = popup(&screen(vec![claimed]));
    assert!(shown(&page).text().contains("Li Wei is buying it until 10:50"));
    assert!(shown(&page).doing("buy").is_empty());
    page.hear(News::Clock(now() + chrono::TimeDelta::minutes(9)));
    assert_eq!(shown(&page).doing("buy").len(), 1);
}

#[test]
fn the_first_start_says_three_steps() {
    let page = popup(&Screen::default());
    let view = shown(&page);
    assert_eq!(view.of_class("first-steps").unwrap().children.len(), 3);
    assert_eq!(view.doing("connect")[0].act.as_deref(), Some(&Act::OpenOptions));
    assert!(view.doing("tab").is_empty());
}

#[test]
fn storage_that_cannot_be_read_is_said_and_no_first_start() {
    let mut page = PopupPage::new("", now(), "en", String::new);
    page.hear(News::Unreadable("a newer version wrote it".to_owned()));
    let view = shown(&page);
    assert!(view.of_class("first-steps").is_none() && view.doing("connect").is_empty());
    for part in ["cannot be read", "start it again", "a newer version wrote it"] {
        assert!(view.text().contains(part), "{part} in {}", view.text());
    }
    let text = serde_json::to_string(&screen(vec![row(1, "Anna")])).unwrap();
    page.hear(News::Found(Read::Screen, Some(text)));
    assert!(shown(&page).text().contains("PO-1"));
    // What is shown already stays.
    page.hear(News::Unreadable("the disk is full".to_owned()));
    let text = shown(&page).text();
    assert!(text.contains("PO-1") && text.contains("the disk is full"));
}

#[test]
fn offline_keeps_the_list_and_says_what_waits() {
    let mut offline = screen(vec![row(1, "Anna")]);
    offline.connections = vec![connection(ConnectionState::Offline)];
    offline.waiting = 2;
    let text = shown(&popup(&offline)).text();
    assert!(text.contains(
        "Our desk cannot be reached. The list is as of 10:42; reports waiting for the connection: 2."
    ));
    assert!(text.contains("PO-1"));
}

#[test]
fn every_other_state_of_an_erp_says_what_to_do() {
    let told = |state| {
        let mut screen = screen(vec![]);
        screen.connections = vec![connection(state)];
        let view = shown(&popup(&screen));
        let acts =
            view.of_class("notice").map(|notice| notice.every().iter().filter(|e| e.act.is_some()).count());
        (view.of_class("notices").map(Element::text).unwrap_or_default(), acts)
    };
    assert_eq!(told(ConnectionState::Connected), (String::new(), None));
    let (text, acts) = told(ConnectionState::SignIn);
    assert!(text.contains("does not accept the key") && acts == Some(1));
    let (text, acts) = told(ConnectionState::NoAccess);
    assert!(text.contains("no access") && acts == Some(1));
    let (text, acts) = told(ConnectionState::Refused { said: "maintenance".to_owned() });
    assert!(text.contains("Our desk refused: maintenance") && acts == Some(1));
}

#[test]
fn nothing_to_buy_says_when_it_was_checked() {
    assert!(shown(&popup(&screen(vec![]))).text().contains("Nothing to buy. Last checked 10:42"));
}

#[test]
fn a_picture_is_asked_for_without_telling_from_where() {
    let mut pictured = row(1, "Anna");
    pictured.picture = Some("https://pictures.example/1.jpg".to_owned());
    let view = shown(&popup(&screen(vec![pictured])));
    let pictures: Vec<&Element> = view.every().into_iter().filter(|one| one.tag == "img").collect();
    assert!(!pictures.is_empty());
    assert!(pictures.iter().all(|one| one.attribute("referrerpolicy") == Some("no-referrer")));
}

#[test]
fn a_search_that_finds_nothing_says_so_and_can_be_cleared() {
    let mut page = popup(&screen(vec![row(1, "Anna")]));
    page.hear(News::Did(Act::Popup(PopupAct::Search), "zzz".to_owned()));
    assert!(shown(&page).text().contains("Nothing found for “zzz”."));
    press(&mut page, "clear-search");
    assert!(shown(&page).text().contains("PO-1"));
}

#[test]
fn keys_move_buy_record_and_close_in_turn() {
    let mut page = popup(&screen(vec![row(1, "Anna"), row(2, "Anna")]));
    assert!(page.key(&key_press("h", Some("search"))).is_none());
    let moved = page.key(&key_press("ArrowDown", Some("search"))).unwrap();
    assert!(moved.contains(&Effect::Focus("list")));
    page.key(&key_press("ArrowDown", None));
    let bought = page.key(&key_press("Enter", None)).unwrap();
    assert!(matches!(&bought[..], [Effect::Ask { then: Then::Buy(bought), .. }] if *bought == key(2)));
    assert_eq!(page.key(&key_press("/", None)), Some(vec![Effect::Focus("search")]));
    assert_eq!(page.key(&key_press("r", None)), Some(vec![Effect::Send(OwnRequest::Refresh)]));
    let recorded = page.key(&key_press("H", None)).unwrap();
    assert_eq!(recorded, [Effect::Read(Read::Order(key(2))), Effect::Read(Read::Draft(key(2)))]);
    assert_eq!(page.tab, Tab::ByHand);
}

#[test]
fn escape_closes_the_row_then_the_search_then_the_popup() {
    let mut page = popup(&screen(vec![row(1, "Anna")]));
    page.hear(News::Did(Act::Popup(PopupAct::Search), "po".to_owned()));
    page.hear(News::Did(Act::Popup(PopupAct::Open(key(1))), String::new()));
    assert_eq!(page.key(&key_press("Escape", None)), Some(vec![]));
    assert!(page.list.opened().is_none());
    assert_eq!(page.key(&key_press("Escape", None)), Some(vec![Effect::Focus("search")]));
    assert_eq!(page.key(&key_press("Escape", None)), Some(vec![Effect::Close]));
}

#[test]
fn a_running_purchase_stands_above_the_list_in_one_line() {
    let mut with_running = screen(vec![row(1, "Anna")]);
    with_running.running = vec![running(2, Stage::SignIn)];
    let view = shown(&popup(&with_running));
    let strip = view.of_class("strip").unwrap();
    assert_eq!(strip.text(), "PO-2 Waiting for you to sign in Show tab");
    assert!(shown(&popup(&screen(vec![row(1, "Anna")]))).of_class("strip").is_none());
}

#[test]
fn each_running_stage_offers_its_ways_on() {
    let offered = |stage: Stage, may_be_placed: bool| {
        let mut screen = screen(vec![]);
        screen.running = vec![RunningRow { may_be_placed, ..running(1, stage) }];
        let mut page = popup(&screen);
        page.tab = Tab::Running;
        let view = shown(&page);
        let acts = view.of_class("acts").unwrap().every();
        acts.iter().filter_map(|element| element.attribute("data-do")).map(str::to_owned).collect::<Vec<_>>()
    };
    use crate::store::RunningRow;
    let hosts = vec!["https://shop.example/*".to_owned()];
    assert_eq!(offered(Stage::Permission { hosts, refused: true }, false), ["allow", "show-tab", "give-up"]);
    assert_eq!(offered(Stage::Locked, false), ["show-tab", "give-up"]);
    assert_eq!(offered(Stage::Ready { turn: Turn::Buy }, false), ["show-tab", "give-up"]);
    assert_eq!(offered(Stage::Placed, true), ["show-tab", "found-it", "not-placed", "by-hand", "give-up"]);
    let which = Stage::Paused { stop: Stop::WhichNumber { found: vec![] } };
    assert_eq!(offered(which, true)[0], "found-it");
    let differs = || Stage::Paused { stop: Stop::NotTaken { what: "2 ≠ 3".to_owned() } };
    assert_eq!(offered(differs(), false), ["show-tab", "try-again", "open", "give-up"]);
    assert!(!offered(differs(), true).contains(&"try-again".to_owned()));
    let gone = Stage::Paused { stop: Stop::Gone };
    assert_eq!(offered(gone, false), ["show-tab", "open", "give-up"]);
}

#[test]
fn an_order_that_may_have_been_placed_says_so_and_asks_before_giving_up() {
    let mut screen = screen(vec![]);
    let mut may = running(1, Stage::Placed);
    may.may_be_placed = true;
    screen.running = vec![may];
    let mut page = popup(&screen);
    page.tab = Tab::Running;
    assert!(shown(&page).of_class("may-be-placed").unwrap().text().contains("may have been placed"));
    screen.running[0].pressed_twice = true;
    let mut twice = popup(&screen);
    twice.tab = Tab::Running;
    assert!(shown(&twice).of_class("may-be-placed").unwrap().text().contains("there are two now"));
    assert!(press(&mut page, "give-up").is_empty());
    assert!(shown(&page).text().contains("Give up without its number?"));
    let decided = press(&mut page, "give-up-really");
    let decision = Decision::GiveUp;
    assert_eq!(decided, [Effect::Send(OwnRequest::Decide { purchase: "purchase-1".to_owned(), decision })]);
}

#[test]
fn by_hand_counts_the_drafts_that_wait() {
    let mut page = popup(&screen(vec![row(1, "Anna"), row(2, "Anna")]));
    let count = |page: &PopupPage| {
        let view = shown(page);
        let tabs = view.every().into_iter().find(|part| part.attribute("data-tab") == Some("by-hand"));
        tabs.map(Element::text).unwrap_or_default()
    };
    assert_eq!(count(&page), "By hand 0");
    // One is of an order that is not open any more.
    page.hear(News::Drafts(vec![key(1), key(9)]));
    assert_eq!(count(&page), "By hand 1");
    page.hear(News::Did(Act::Popup(PopupAct::ByHand(key(2))), String::new()));
    page.hear(News::Did(Act::Popup(PopupAct::Form(FormAct::Note)), "by phone".to_owned()));
    assert_eq!(count(&page), "By hand 2");
    page.hear(News::Did(Act::Popup(PopupAct::Form(FormAct::Note)), "by phone at ten".to_owned()));
    assert_eq!(count(&page), "By hand 2");
}

#[test]
fn a_change_in_the_store_is_read_again_and_the_whole_list_only_when_it_changed() {
    let before = screen(vec![row(1, "Anna")]);
    let mut page = popup(&before);
    assert!(page.hear(News::Changed).contains(&Effect::Read(Read::Screen)));
    let again = |screen: &Screen| News::Found(Read::Screen, Some(serde_json::to_string(screen).unwrap()));
    let mut running_too = before.clone();
    running_too.running = vec![running(9, Stage::Opening)];
    assert_eq!(page.hear(again(&running_too)), []);
    assert_eq!(page.hear(again(&screen(vec![row(1, "Anna"), row(2, "Anna")]))), [Effect::Read(Read::Rows)]);
}

#[test]
fn the_language_follows_the_setting() {
    let mut page = popup(&screen(vec![row(1, "Anna")]));
    page.hear(News::Found(Read::Settings, Some(r#"{"language":"zh-CN"}"#.to_owned())));
    assert!(shown(&page).text().contains("一键采购"));
    assert_eq!(page.language(), "zh-CN");
}

#[test]
fn an_order_says_which_erp_it_is_from_where_there_are_several() {
    let mut several = screen(vec![row(1, "Anna")]);
    assert!(shown(&popup(&several)).of_class("erp-of").is_none());
    let mut second = connection(ConnectionState::Connected);
    (second.id, second.name) = ("second".into(), "Second ERP".into());
    several.connections.push(second);
    several.rows[0].key.connection = "second".into();
    assert_eq!(shown(&popup(&several)).of_class("erp-of").unwrap().text(), "Second ERP");
}
