use super::receipts::{NUMBER, in_list, listed, submitted};
use super::*;

const LIST: TabId = 2;

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

#[test]
fn what_the_page_after_buying_showed_is_looked_up_in_the_list_of_orders() {
    let mut story = recorded();
    assert_eq!(story.shows(LIST, listed(vec![in_list(NUMBER, 3, 3500)])), found(true));
    assert!(!story.purchase.watches(LIST) && story.purchase.unlisted.is_empty());
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_list_that_does_not_show_it_is_waited_for_until_it_rests() {
    let mut story = recorded();
    story.pace = Pace { quiet: 200, stirred: 700 };
    let other = listed(vec![in_list("4021987654321000000", 3, 3500)]);
    assert_eq!(story.shows(LIST, other.clone()), vec![Effect::LookIn(800)]);
    story.pace = AT_REST;
    assert_eq!(story.shows(LIST, other), found(false));
}

#[test]
fn the_number_of_other_goods_or_of_an_order_before_is_not_this_one() {
    let goods = Placed { lines: vec![bought("衬衫", &["蓝色", "L"], 3)], ..placed(NUMBER, 3500) };
    let before = Placed { placed: Some(noon() - chrono::TimeDelta::days(2)), ..in_list(NUMBER, 3, 3500) };
    for one in [goods, before] {
        assert_eq!(recorded().shows(LIST, listed(vec![one])), found(false));
    }
}

#[test]
fn what_the_list_leads_to_elsewhere_shows_nothing() {
    let list = listed(vec![in_list(NUMBER, 3, 3500)]);
    let elsewhere = Reading { url: "https://evil.example/orders".into(), ..list.clone() };
    assert_eq!(recorded().shows(LIST, elsewhere), found(false));
    let frame = Reading { top: false, ..list };
    assert_eq!(recorded().shows(LIST, frame), []);
    assert_eq!(recorded().tell(Event::OutOfSight(LIST)), found(false));
}

#[test]
fn a_list_that_the_person_closes_was_not_seen() {
    let mut story = recorded();
    story.tell(Event::Closed(1));
    assert!(story.purchase.watches(LIST), "the supplier's page may be closed at once");
    assert_eq!(story.tell(Event::Closed(LIST)), found(false)[..1]);
    assert!(!story.purchase.watches(LIST));
}

#[test]
fn after_the_browser_was_closed_it_is_looked_up_again() {
    let mut story = recorded();
    assert_eq!(story.purchase.look_up_listing(), Some(Effect::LookAgain), "as long as its tab is there");
    story.purchase.begin_session("later");
    assert_eq!(story.tell(Event::Restarted), []);
    assert_eq!(story.purchase.look_up_listing(), Some(Effect::LookUp("https://mall.example/orders".into())));
}
