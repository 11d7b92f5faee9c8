//! Panels: to whom they answer, what they outlive, and how they were left in a shop.

use super::fake::{Fake, order};
use super::*;
use crate::service::panel::Panel;

/// A look at a tab's top document, which shows the panel with that token; the panel it is answered.
fn shown(service: &Service<Fake>, tab: TabId, token: Option<&str>) -> Option<Panel> {
    let snapshot = Snapshot { top: true, ready: "loading".into(), ..Snapshot::default() };
    let seen = Seen {
        look: 1,
        snapshot: &crate::json::write(&snapshot),
        panel: token,
        pace: crate::purchase::Pace { quiet: 0, stirred: 0 },
        covered: false,
    };
    run(service.look(tab, 0, seen)).0.unwrap().panel
}

fn look(service: &Service<Fake>, tab: TabId, token: Option<&str>) -> String {
    shown(service, tab, token).unwrap().token
}

#[test]
fn a_panel_is_answered_only_in_its_own_tab_and_document() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    let (purchase, other) = (buy(&service, "1"), buy(&service, "2"));
    let token = look(&service, 100, None);
    assert_eq!(service.panel_purchase(100, &token), Some(purchase.clone()));
    assert_eq!(service.panel_purchase(100, "guess"), None);
    assert_eq!(look(&service, 100, Some(&token)), token, "the same document keeps its panel");
    // A tab that the first one opened, and one of another purchase.
    run(service.tab_created(110, Some(100)));
    let beside = look(&service, 110, None);
    let elsewhere = look(&service, 101, None);
    assert_eq!(service.panel_purchase(110, &beside), Some(purchase.clone()));
    assert_eq!(service.panel_purchase(101, &elsewhere), Some(other));
    for (tab, copied) in [(110, &token), (101, &token), (100, &beside), (100, &elsewhere)] {
        assert_eq!(service.panel_purchase(tab, copied), None, "{copied} in tab {tab}");
    }
    // Another document, and then the first one again as the browser kept it.
    let next = look(&service, 100, None);
    assert_eq!(service.panel_purchase(100, &token), None);
    assert_eq!(service.panel_purchase(100, &next), Some(purchase));
    let again = look(&service, 100, Some(&token));
    assert!(again != token && again != next);
    assert_eq!(service.panel_purchase(100, &next), None);
    run(service.tab_removed(110));
    assert_eq!(service.panel_purchase(110, &beside), None);
}

#[test]
fn a_panel_outlives_the_background_but_not_the_browser() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    let token = look(&service, 100, None);
    drop(service);
    let again = open(&fake);
    assert_eq!(again.panel_purchase(100, &token), Some(purchase));
    assert_eq!(look(&again, 100, Some(&token)), token);
    fake.restart_browser();
    let later = open(&fake);
    run(later.after_start());
    assert_eq!(later.panel_purchase(100, &token), None);
}

#[test]
fn panels_are_told_in_their_tabs_that_what_they_show_has_changed() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    buy(&service, "1");
    look(&service, 100, None);
    run(service.publish());
    assert_eq!(fake.log().last().unwrap(), "changed [100]");
}

#[test]
fn a_panel_whose_token_is_not_kept_is_not_shown() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    buy(&service, "1");
    fake.refuse_writes(true);
    assert_eq!(shown(&service, 100, None), None);
}

#[test]
fn the_panel_is_found_as_it_was_left_in_that_shop() {
    let mut elsewhere = order("3");
    elsewhere.lines[0].url = "https://shop.example/p/1".into();
    let fake = Fake::with(vec![order("1"), order("2"), elsewhere]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    assert_eq!(shown(&service, 100, None).unwrap().place, PanelPlace::default());
    run(service.panel_dragged(100, 0, (12, -1), true));
    // What a frame of the page tells of a panel is nothing.
    run(service.panel_dragged(100, 3, (1, 1), false));
    run(service.panel_act(100, &purchase, PanelAct::Fold { folded: true }));
    let left = PanelPlace { at: Some((12, -1)), full: true, folded: true };
    assert_eq!(shown(&service, 100, None).unwrap().place, left);
    drop(service);
    let again = open(&fake);
    buy(&again, "2");
    buy(&again, "3");
    assert_eq!(shown(&again, 101, None).unwrap().place, left, "the next purchase in the same shop");
    assert_eq!(shown(&again, 102, None).unwrap().place, PanelPlace::default(), "another shop");
    run(again.erase());
    assert!(again.kept.borrow().places.is_empty());
}

#[test]
fn an_agent_rests_only_where_nothing_is_bought_not_where_a_page_could_not_be_read() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    buy(&service, "1");
    assert!(!service.may_rest(100));
    let pace = crate::purchase::Pace { quiet: 0, stirred: 0 };
    let seen = Seen { look: 1, snapshot: "{", panel: None, pace, covered: false };
    assert!(run(service.look(100, 0, seen)).0.is_none(), "no snapshot");
    assert!(!service.may_rest(100));
    assert!(service.may_rest(101));
}

#[test]
fn a_panel_gives_nothing_up_once_an_order_may_have_been_placed() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    let (bought, other) = (buy(&service, "1"), buy(&service, "2"));
    {
        let mut kept = service.kept.borrow_mut();
        let at = kept.purchases.get(&bought).unwrap().started;
        let role = crate::page::ButtonRole::Submit;
        let press =
            crate::purchase::StoredPress::new(at, role, "https://mall.example/checkout".into(), Vec::new());
        kept.purchases.get_mut(&bought).unwrap().presses.push(press);
    }
    run(service.panel_act(100, &bought, PanelAct::Stop));
    assert_ne!(stage(&service, &bought), Stage::GivenUp);
    assert!(fake.log().contains(&format!("window purchase.html#{bought}")));
    run(service.panel_act(101, &other, PanelAct::Stop));
    assert_eq!(stage(&service, &other), Stage::GivenUp);
}
