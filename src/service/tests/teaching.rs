//! A shop is taught in the tab of a purchase, holds at once and after a start, and can be forgotten.

use super::fake::{Fake, order};
use super::{buy, connected, open, run};
use crate::json;
use crate::message::{PanelAct, Teaching, TeachingState};
use crate::page::testpage::page;
use crate::page::{Handle, Kind, Snapshot, Thing, read};
use crate::supplier;

const URL: &str = "https://mugs.example/mug/1";

/// A page of which nothing is read, and the handle of its quantity.
fn mug() -> (Snapshot, Handle) {
    let html =
        r#"<html><body><main class="mug"><h2>Mug</h2><input class="count" value="1"></main></body></html>"#;
    let page = page(URL, html);
    let field = page.nodes.iter().find(|node| node.tag == "input").unwrap().handle;
    (page, field)
}

fn told(thing: Thing, state: TeachingState) -> Option<Teaching> {
    Some(Teaching { thing, state })
}

#[test]
fn what_is_pointed_at_is_kept_as_the_persons_own_profile_until_it_is_forgotten() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    let (page, field) = mug();
    assert_ne!(read(&page).kind, Kind::Product);
    let point = PanelAct::Point { thing: Some(Thing::Quantity) };
    run(service.panel_act(100, &purchase, point));
    assert_eq!(service.teaching_in(100), told(Thing::Quantity, TeachingState::Points));
    assert_eq!(service.teaching_in(101), None, "another tab is taught nothing");

    run(service.pointed(100, Thing::Quantity, Some(9999), &json::write(&page)));
    assert_eq!(service.teaching_in(100), told(Thing::Quantity, TeachingState::NotIt));
    run(service.pointed(100, Thing::Quantity, Some(field), &json::write(&page)));
    let learnt = TeachingState::Learnt("mugs.example".to_owned());
    assert_eq!(service.teaching_in(100), told(Thing::Quantity, learnt));
    assert_eq!(read(&page).kind, Kind::Product);

    supplier::arrange(&[], &[]);
    let again = open(&fake);
    assert_eq!(read(&page).kind, Kind::Product, "it holds after a start");
    run(again.pointed(100, Thing::Quantity, Some(field), &json::write(&page)));
    run(again.panel_act(100, &purchase, PanelAct::Unlearn));
    assert_eq!((again.teaching_in(100), read(&page).kind == Kind::Product), (None, false));
    supplier::arrange(&[], &[]);
}

#[test]
fn what_cannot_be_kept_is_said_and_a_tab_without_a_purchase_teaches_nothing() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let (page, field) = mug();
    run(service.pointed(100, Thing::Quantity, Some(field), &json::write(&page)));
    assert_eq!(service.teaching_in(100), None);
    buy(&service, "1");
    fake.refuse_writes(true);
    run(service.pointed(100, Thing::Quantity, Some(field), &json::write(&page)));
    let Some(Teaching { state: TeachingState::NotKept(why), .. }) = service.teaching_in(100) else {
        panic!("{:?}", service.teaching_in(100))
    };
    assert!(!why.is_empty());
    assert_ne!(read(&page).kind, Kind::Product);
}
