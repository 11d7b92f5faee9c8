//! What was bought: the newest painted first, the rest read when it is looked at.

use super::*;
use crate::erp::Kind;
use crate::message::Problem;
use crate::order::{Covered, Evidence, Quantity, Report};
use crate::purchase::Stage;
use crate::store::{DoneRow, ParcelState, RunningRow, Waiting};

fn report() -> Report {
    Report {
        id: "report-1".to_owned(),
        order: "1".to_owned(),
        purchase: String::new(),
        supplier: "shop.example".to_owned(),
        number: "1234567890123456789".to_owned(),
        lines: vec![Covered { line: "1".to_owned(), quantity: 5.into() }],
        total: Some(yuan("64")),
        freight: Some(yuan("4")),
        placed: now(),
        tracking: None,
        note: String::new(),
        evidence: Evidence::ShownByPage,
        shared: false,
    }
}

fn done(state: ParcelState, left: i32) -> Screen {
    let mut screen = screen(vec![]);
    screen.done = vec![DoneRow {
        key: key(1),
        order: "PO-1".to_owned(),
        title: "Cotton T-shirt".to_owned(),
        picture: None,
        report: report(),
        state,
        listed: None,
        left: Quantity::from(left),
        page: String::new(),
        waits_for: None,
    }];
    screen
}

#[test]
fn what_was_bought_says_number_amount_and_whether_the_erp_knows() {
    let mut page = popup(&done(ParcelState::Waiting, 7));
    page.tab = Tab::Done;
    let text = shown(&page).text();
    for part in
        ["1234567890123456789", "¥64.00", "freight ¥4.00", "waiting for the ERP", "Part purchased, 7 left"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let mut page = popup(&done(ParcelState::Refused { said: "locked".to_owned() }, 0));
    page.tab = Tab::Done;
    assert!(shown(&page).text().contains("The ERP refused: locked"));
}

#[test]
fn what_waits_says_why_and_when_it_is_tried_again() {
    let trouble = Problem { word: "erp_unreachable".to_owned(), with: Vec::new() };
    let waiting = Waiting { trouble, next: now() + chrono::TimeDelta::minutes(5) };
    let mut screen = done(ParcelState::Waiting, 0);
    screen.done[0].waits_for = Some(waiting.clone());
    screen.running = vec![RunningRow { waits_for: Some(waiting), ..running(1, Stage::Opening) }];
    for tab in [Tab::Done, Tab::Running] {
        let mut page = popup(&screen);
        page.tab = tab;
        let text = shown(&page).text();
        assert!(text.contains("Next try at 10:47. The ERP cannot be reached."), "{text}");
    }
}

#[test]
fn an_order_leads_to_its_page_only_where_that_is_an_address_of_the_web() {
    let links = |page_of: &str| {
        let mut screen = done(ParcelState::Confirmed, 0);
        screen.done[0].page = page_of.to_owned();
        let mut page = popup(&screen);
        page.tab = Tab::Done;
        let shown = shown(&page);
        assert!(shown.text().contains("PO-1"));
        shown.doing("open-in-erp").len()
    };
    assert_eq!(links("https://erp.example/po/1"), 1);
    for wrong in ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example"] {
        assert_eq!(links(wrong), 0, "{wrong}");
    }
}

#[test]
fn a_number_says_whether_the_suppliers_own_list_has_it() {
    let text = |listed| {
        let mut screen = done(ParcelState::Confirmed, 0);
        screen.done[0].listed = listed;
        let mut page = popup(&screen);
        page.tab = Tab::Done;
        shown(&page).text()
    };
    assert!(!text(None).contains("supplier's list"));
    assert!(text(Some(true)).contains("in the supplier's list") && !text(Some(true)).contains("not in"));
    assert!(text(Some(false)).contains("not in the supplier's list"));
}

#[test]
fn a_click_copies_the_number_and_says_so() {
    let mut page = popup(&done(ParcelState::Confirmed, 0));
    page.tab = Tab::Done;
    let number = report().number;
    assert_eq!(press(&mut page, "copy-number"), [Effect::Copy(number.clone())]);
    assert!(!shown(&page).text().contains("Copied"));
    page.hear(News::Copied(number));
    assert!(shown(&page).text().contains("Copied"));
}

#[test]
fn an_undo_wants_a_reason() {
    let mut page = popup(&done(ParcelState::Confirmed, 0));
    page.tab = Tab::Done;
    press(&mut page, "undo");
    let submit = Act::Popup(PopupAct::Undo);
    assert_eq!(page.hear(News::Did(submit.clone(), String::new())), [Effect::Focus("undo-reason")]);
    assert!(shown(&page).text().contains("Write a reason"));
    page.hear(News::Did(Act::Popup(PopupAct::UndoReason), " wrong shop ".to_owned()));
    let undo =
        OwnRequest::Undo { key: key(1), report: "report-1".to_owned(), reason: "wrong shop".to_owned() };
    assert_eq!(page.hear(News::Did(submit, String::new())), [Effect::Send(undo.clone())]);
    page.hear(News::Answered(undo, Answer::Done));
    assert!(page.undo.is_none());
}

#[test]
fn an_undo_says_before_what_becomes_of_the_orders_state() {
    for (kind, says) in [
        (Kind::Desk, "waits to be bought again"),
        (Kind::Odoo, "unless goods were received or billed"),
        (Kind::Tryton, "has processed already stays as it is"),
        (Kind::ErpNext, "already stays submitted"),
        (Kind::InvenTree, "stays placed"),
        (Kind::Dolibarr, "stays ordered"),
        (Kind::Mapping, "where the mapping file says how"),
    ] {
        let mut first = done(ParcelState::Confirmed, 0);
        first.connections[0].erp = kind;
        let mut page = popup(&first);
        page.tab = Tab::Done;
        assert!(!shown(&page).text().contains(says), "{kind:?}");
        press(&mut page, "undo");
        assert!(shown(&page).text().contains(says), "{kind:?}: {}", shown(&page).text());
    }
}

/// So many recorded supplier orders, as they are stored: by the ids of their reports, the newest last.
fn parcels(count: usize) -> Vec<String> {
    let parcel = |n: usize| {
        let made = now() + chrono::TimeDelta::seconds(n as i64);
        let report = Report { id: format!("report-{n:04}"), number: format!("N{n:04}"), ..report() };
        let mut order = crate::view::samples::order();
        order.number = format!("PO-{n:04}");
        let mut parcel = crate::store::Parcel::new("desk", &order, report, made);
        parcel.left = 0.into();
        serde_json::to_string(&parcel).unwrap()
    };
    (0..count).map(parcel).collect()
}

#[test]
fn what_was_bought_goes_on_past_the_newest_and_only_what_is_in_sight_is_painted() {
    let mut first = done(ParcelState::Confirmed, 0);
    first.counts.done = 1500;
    let mut page = popup(&first);
    let show = News::Did(Act::Popup(PopupAct::Show(Tab::Done)), String::new());
    assert_eq!(page.hear(show), [Effect::Read(Read::Parcels)]);
    assert!(shown(&page).text().contains("1234567890123456789"), "the newest are there at once");
    page.hear(News::Parcels(parcels(1500)));
    let cards = |page: &PopupPage| -> Vec<String> {
        let view = shown(page);
        let numbers = view.every().into_iter().filter(|part| part.attribute("data-measure").is_some());
        numbers.filter_map(|card| card.attribute("data-order").map(str::to_owned)).collect()
    };
    let top = cards(&page);
    assert!(top.len() < 12 && top[0] == "PO-1499", "{top:?}");
    page.hear(News::Scrolled { top: page.bought.total() - 480, height: 480 });
    let end = cards(&page);
    assert!(end.len() < 12 && end.last().unwrap() == "PO-0000", "{end:?}");
    // The search finds among all, and what is open makes room for itself.
    page.hear(News::Did(Act::Popup(PopupAct::Search), "n0007".to_owned()));
    assert_eq!(cards(&page), ["PO-0007"]);
    let closed = page.bought.total();
    press(&mut page, "undo");
    assert!(page.bought.total() > closed);
    page.hear(News::Did(Act::Popup(PopupAct::Search), "nowhere".to_owned()));
    assert!(shown(&page).text().contains("Nothing found"));
    press(&mut page, "clear-search");
    assert!(cards(&page).len() > 1);
}

#[test]
fn what_was_bought_is_read_again_when_it_has_changed_and_is_shown() {
    let mut first = done(ParcelState::Confirmed, 0);
    first.counts.done = 1500;
    let mut page = popup(&first);
    page.hear(News::Did(Act::Popup(PopupAct::Show(Tab::Done)), String::new()));
    page.hear(News::Parcels(parcels(1500)));
    first.counts.done = 1499;
    let again = |screen: &Screen| News::Found(Read::Screen, Some(serde_json::to_string(screen).unwrap()));
    assert!(page.hear(again(&first)).contains(&Effect::Read(Read::Parcels)));
    // Few are all on the first screen.
    first.counts.done = 1;
    assert_eq!(page.hear(again(&first)), []);
    assert_eq!(page.bought.len(), 1);
}
