use super::receipts::{NUMBER, in_list, listed, submitted};
use super::*;

const LIST: TabId = 2;
const OTHER: &str = "4021987654321000000";

/// Recorded as the page after buying showed it; the list of orders is open in a tab of its own.
fn recorded() -> Story {
    let mut story = submitted();
    let effects = story.arrives(receipt(vec![placed(NUMBER, 3500)]));
    assert_eq!(effects.last(), Some(&Effect::LookUp("https://mall.example/orders".into())));
    assert_eq!(story.tell(Event::LookingUp(LIST)), vec![Effect::LookAgain]);
    assert!(story.purchase.watches(LIST) && !story.purchase.watches(1));
    story
}

fn found(shown: bool) -> Vec<Effect> {
    vec![Effect::Listed { report: format!("p-{NUMBER}"), shown }, Effect::Close(LIST)]
}

/// Nothing is said, and the tab is closed.
fn unsaid() -> Vec<Effect> {
    vec![Effect::Close(LIST)]
}

#[test]
fn what_the_page_after_buying_showed_is_looked_up_in_the_list_of_orders() {
    let mut story = recorded();
    assert_eq!(story.shows(LIST, listed(vec![in_list(NUMBER, 3, 3500)])), found(true));
    assert!(!story.purchase.watches(LIST) && story.purchase.unlisted.is_empty());
    assert_eq!(story.purchase.next_of_listing(), Some(Effect::Close(LIST)), "where the background died");
    story.tell(Event::LetGo(LIST));
    assert_eq!(story.purchase.next_of_listing(), None);
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_list_that_does_not_show_it_is_waited_for() {
    let mut story = recorded();
    story.pace = Pace { quiet: 2000, stirred: 2100 };
    let other = listed(vec![in_list(OTHER, 3, 3500)]);
    assert_eq!(story.shows(LIST, other.clone()), vec![Effect::LookIn(2900)]);
    story.pace = AT_REST;
    assert_eq!(story.shows(LIST, other), found(false));
}

#[test]
fn an_old_order_with_that_number_is_not_this_one() {
    let before = Placed { placed: Some(noon() - chrono::TimeDelta::days(2)), ..in_list(NUMBER, 3, 3500) };
    assert_eq!(recorded().shows(LIST, listed(vec![before])), found(false));
}

#[test]
fn where_no_list_is_seen_nothing_is_said_of_it() {
    let list = listed(vec![in_list(OTHER, 3, 3500)]);
    let elsewhere = Reading { url: "https://evil.example/orders".into(), ..list.clone() };
    assert_eq!(recorded().shows(LIST, elsewhere), unsaid());
    let sign_in = Reading { kind: Kind::Login, placed: Vec::new(), ..list.clone() };
    assert_eq!(recorded().shows(LIST, sign_in), unsaid());
    assert_eq!(recorded().shows(LIST, listed(Vec::new())), unsaid());
    assert_eq!(recorded().shows(LIST, Reading { top: false, ..list }), [], "a frame is no list");
}

#[test]
fn it_is_not_waited_for_without_end() {
    let mut story = recorded();
    story.now += chrono::TimeDelta::seconds(20);
    assert_eq!(story.tell(Event::Round), []);
    story.now += chrono::TimeDelta::seconds(20);
    assert_eq!(story.tell(Event::Round), unsaid());
    assert!(!story.purchase.watches(LIST));
}

#[test]
fn the_persons_own_tabs_may_be_closed_meanwhile() {
    let mut story = recorded();
    story.tell(Event::Closed(1));
    assert!(story.purchase.watches(LIST), "the supplier's page may be closed at once");
    assert_eq!(story.tell(Event::Closed(LIST)), []);
    assert!(!story.purchase.awaits_listing());
}

#[test]
fn it_is_looked_up_once_more_where_the_background_died_but_not_after_the_browser_was_closed() {
    let mut story = recorded();
    assert_eq!(story.purchase.next_of_listing(), Some(Effect::LookAgain), "as long as its tab is there");
    assert_eq!(story.tell(Event::LookingUp(3)), vec![Effect::Close(3)], "one is enough");
    story.purchase.listing = None;
    assert!(matches!(story.purchase.next_of_listing(), Some(Effect::LookUp(_))));
    story.purchase.begin_session("later");
    story.tell(Event::Restarted);
    assert_eq!(story.purchase.next_of_listing(), None);
}

#[test]
fn a_list_that_was_open_to_find_the_number_is_closed_when_it_is_recorded_by_hand() {
    let mut story = submitted();
    assert!(matches!(story.arrives(receipt(vec![]))[..], [Effect::LookUp(_)]));
    story.tell(Event::LookingUp(LIST));
    let lines = vec![Covered { line: "1".into(), quantity: 3.into() }];
    let report = Report { lines, ..claims::report("hand", NUMBER, &["1"]) };
    story.known.reports.push(report.clone());
    let order = story.purchase.order.clone();
    let effects = story.tell(Event::Order { order, recorded: Some(report.id) });
    assert_eq!((effects, &story.purchase.stage), (unsaid(), &Stage::Recorded));
    assert!(!story.purchase.watches(LIST));
}

#[test]
fn a_purchase_that_is_given_up_looks_nothing_up() {
    let mut story = recorded();
    story.purchase.stage = Stage::Placed;
    story.tell(Event::Decided(Decision::GiveUp));
    assert!(!story.purchase.watches(LIST) && !story.purchase.awaits_listing());
}
