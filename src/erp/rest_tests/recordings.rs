//! The connectors' requests and what they read, held against exchanges that were recorded from real servers.
//! The recordings are not part of the project: without them these tests say so and pass.

use super::super::Read;
use super::super::fake::noon;
use super::super::journal::State;
use super::replay::{exchange, now, recorded, with};
use super::{ErpError, Kind, Method, Value, parse};
use crate::order::number_text;

fn shown(read: &Read) -> String {
    let mut text = format!("{} {:?} {} ", read.order.number, read.state, read.order.supplier);
    for line in &read.order.lines {
        let limit = line.limit.map(|limit| number_text(limit.amount)).unwrap_or_default();
        let offer = line.offer.as_deref().unwrap_or("-");
        text +=
            &format!("[{} × {} {offer} {} {limit} {}]", line.quantity, line.title, line.variant(), line.url);
    }
    text
}

fn report(order: &str) -> crate::order::Report {
    let server = super::server(super::erpnext::Site::default());
    crate::order::Report { order: order.into(), ..super::report(&server, "r1", &[]) }
}

#[test]
fn erpnext_is_spoken_to_as_it_was_recorded() {
    let Some(all) = recorded("erpnext") else { return };
    let key = "080d836c335c2b2:1850d4b5898736f";
    let stale = "v1: second write with the stale modified stamp";
    let ((), asked) = with(
        &all,
        Kind::ErpNext,
        key,
        &[
            "who am I",
            "v1: count",
            "v1: list draft purchase orders",
            stale,
            "v1: read one with lines",
            r#"={"docinfo":{"comments":[]}}"#,
            "v1: write the supplier order number with the modified stamp",
            "v1: read one with lines",
            "v1: freight as an Actual charge row",
            "v1: submit by docstatus 1",
            "v1: submit again",
            "v1: order_confirmation_no after submit (allow_on_submit)",
            "comment",
            "v1: after submit",
            "missing",
            "bad token",
            "no token",
        ],
        |erp| {
            let server = now(erp.test()).unwrap();
            assert_eq!((server.user.as_str(), server.pending), ("Administrator", 12));
            let id = "PUR-ORD-2026-00001".to_owned();
            let read = now(erp.order(&id)).unwrap();
            let offer = "610947572360";
            assert_eq!(
                shown(&read),
                format!("{id} Open 1688 store Yiwu Haoda [2 × USB-C cable 1m red {offer} red 4.35 ]")
            );
            assert_eq!(read.version, "2026-11-23 19:17:06.366814");
            // 19:17:53 there when it was 13:47:53 in UTC.
            assert_eq!(crate::order::time::rfc3339(&read.order.created), "2026-11-23T13:47:06.366814Z");
            now(erp.set_reference(&read, "2187654321098765432")).unwrap();
            now(erp.set_figures(&read, &report(&id))).unwrap();
            now(erp.mark_purchased(&read)).unwrap();
            now(erp.mark_purchased(&read)).unwrap();
            let submitted = Read { state: State::Purchased, ..read };
            now(erp.set_reference(&submitted, "2187654321098765434")).unwrap();
            let read = submitted;
            assert_eq!(now(erp.append(&read, "told\nmachine".into())), Ok("7c1s191t0m".into()));
            let taken = now(erp.numbered("2187654321098765433"));
            assert_eq!(taken, Ok(vec![(id.clone(), id)]));
            assert_eq!(now(erp.order(&"PUR-ORD-2026-99999".into())), Err(ErpError::NotFound));
            assert_eq!(now(erp.numbered("1")), Err(ErpError::Key));
            // A key that the server does not take for one: it says no more than that there is no right.
            assert!(matches!(now(erp.numbered("1")), Err(ErpError::Refused(_))));
        },
    );
    let body = |at: usize| parse(asked[at].body.as_deref().unwrap()).unwrap();
    assert_eq!(
        body(6),
        parse(&exchange(&all, "v1: write the supplier order number with the modified stamp").body).unwrap()
    );
    for at in [3, 6, 8, 9, 10, 11] {
        assert!(body(at).get("modified").is_some(), "what is written is locked");
    }
    let wanted = parse(&exchange(&all, "v1: freight as an Actual charge row").body).unwrap();
    let names = |value: &Value| match &value.get("taxes").unwrap().as_list()[0] {
        Value::Object(row) => {
            let mut names: Vec<String> = row.members().map(|(name, _)| name.to_owned()).collect();
            names.sort();
            names
        }
        _ => Vec::new(),
    };
    assert_eq!(names(&body(8)), names(&wanted));
}

#[test]
fn erpnext_tells_a_lost_session_as_it_was_recorded() {
    let Some(all) = recorded("erpnext") else { return };
    let denied = r#"=403 {"exception":"frappe.exceptions.PermissionError","exc_type":"PermissionError"}"#;
    let ((), asked) = with(&all, Kind::ErpNext, "", &["no token", denied, "no token", "who am I"], |erp| {
        assert_eq!(now(erp.numbered("1")), Err(ErpError::Key));
        assert!(
            matches!(now(erp.numbered("1")), Err(ErpError::Refused(_))),
            "signed in, and without the right"
        );
    });
    assert!(asked.iter().all(|request| request.session && request.headers.len() == 1), "{asked:?}");
}

#[test]
fn erpnext_lists_orders_and_lines_as_recorded() {
    let Some(all) = recorded("erpnext") else { return };
    let script = [
        "v1: list draft purchase orders",
        "v1: list with child fields (one row for each line)",
        "v1: second write with the stale modified stamp",
    ];
    // Only what the recorded list leaves out is added to it.
    let mut all = all;
    for own in all.iter_mut().filter(|own| own.title == "v1: list draft purchase orders") {
        own.reply =
            own.reply.replace("\"status\":", "\"creation\":\"2026-11-23 19:17:06.366814\",\"status\":");
    }
    let key = "080d836c335c2b2:1850d4b5898736f";
    let (listed, _) = with(&all, Kind::ErpNext, key, &script, |erp| now(erp.list(None, None)).unwrap());
    let lines: Vec<usize> = listed.orders.iter().map(|read| read.order.lines.len()).collect();
    assert_eq!((lines, listed.next), (vec![1, 2], None));
    assert_eq!(listed.as_of.as_deref(), Some("2026-11-23 19:16:53"));
}

#[test]
fn inventree_is_spoken_to_as_it_was_recorded() {
    let Some(all) = recorded("inventree") else { return };
    let lines = "lines with part and supplier part";
    let none = r#"={"count":0,"next":null,"results":[]}"#;
    // The lines of the second order of the list were not recorded.
    let script = [
        "list pending purchase orders",
        lines,
        "=[]",
        "read after issue",
        lines,
        "read metadata",
        "write supplier reference",
        none,
        "freight as an extra line",
        r#"={"username":"admin"}"#,
        "read metadata",
        "metadata JSON on the order",
        "issue the order",
        "issue a second time",
        "change reference of a placed order",
        "issue a missing order",
        "bad token",
        "no token",
    ];
    let key = "inv-80ea7b3e32403cedbec57e24eb567a4987f3bc5b-20261123";
    let ((), asked) = with(&all, Kind::InvenTree, key, &script, |erp| {
        let listed = now(erp.list(None, None)).unwrap();
        assert_eq!((listed.orders.len(), listed.next.as_deref()), (2, Some("50-6")));
        let cable =
            "[2 × USB-C cable 1m red 610947572360 red 4.35 https://detail.1688.com/offer/610947572360.html]";
        assert_eq!(shown(&listed.orders[0]), format!("PO-0001 Open 1688 store Yiwu Haoda {cable}"));
        let read = now(erp.order(&"1".to_owned())).unwrap();
        assert_eq!(shown(&read), format!("PO-0001 Purchased 1688 store Yiwu Haoda {cable}"));
        assert_eq!((read.reference.as_str(), read.entries.len()), ("2187654321098765432", 0));
        now(erp.set_reference(&read, "2187654321098765432")).unwrap();
        now(erp.set_figures(&read, &report("1"))).unwrap();
        // The recorded reply has no entry in it, and so it is found not to be kept.
        assert!(now(erp.append(&read, "x".into())).is_err());
        now(erp.mark_purchased(&read)).unwrap();
        now(erp.mark_purchased(&read)).unwrap();
        now(erp.set_reference(&read, "2187654321098765433")).unwrap();
        let mut missing = read;
        missing.order.id = "9999".into();
        // It fails inside; the order would have been found missing when it was read before.
        assert_eq!(now(erp.mark_purchased(&missing)), Err(ErpError::Trouble("KeyError".into())));
        assert_eq!(now(erp.list(None, None)), Err(ErpError::Key));
        assert_eq!(now(erp.list(None, None)), Err(ErpError::Key));
    });
    let metadata = parse(asked[11].body.as_deref().unwrap()).unwrap();
    assert!(metadata.get("metadata").unwrap().get("purchaser").is_some(), "what others keep there is kept");
}

#[test]
fn dolibarr_is_spoken_to_as_it_was_recorded() {
    let Some(all) = recorded("dolibarr") else { return };
    let supplier = r#"={"name":"1688 store Yiwu Haoda"}"#;
    let script = [
        "list approved = waiting to be ordered",
        r#"={"currency_code":"CNY"}"#,
        supplier,
        r#"={"url":"https://detail.1688.com/offer/610947572360.html"}"#,
        "read supplier prices",
        "write the supplier reference",
        r#"={"statut":"2"}"#,
        "makeorder",
        // Only what is not ordered yet is: the state is looked at before.
        r#"={"statut":"2"}"#,
        "makeorder again",
        r#"={"statut":"3"}"#,
        "read after",
        "list when nothing matches",
        "bad key",
    ];
    let (told, asked) = with(&all, Kind::Dolibarr, "dolikey-demo-1", &script, |erp| {
        let listed = now(erp.list(None, None)).unwrap();
        let read = listed.orders.into_iter().next().unwrap();
        now(erp.set_reference(&read, "2187654321098765432")).unwrap();
        for _ in 0..3 {
            now(erp.mark_purchased(&read)).unwrap();
        }
        // The recorded reply ends before the order's number and state.
        let after = now(erp.order(&"1".to_owned())).unwrap();
        assert_eq!((after.order.id.as_str(), after.order.lines.len()), ("1", 0));
        assert_eq!(now(erp.list(None, None)).map(|listed| listed.orders.len()), Ok(0));
        assert_eq!(now(erp.list(None, None)), Err(ErpError::Key));
        read
    });
    let url = "https://detail.1688.com/offer/610947572360.html";
    assert_eq!(
        shown(&told),
        format!("PO2611-0001 Open 1688 store Yiwu Haoda [2 × USB-C cable 1m red -  4.35 {url}]")
    );
    assert_eq!(told.order.note, "web order 1");
    assert!(told.order.created > noon());
    let order = parse(asked[7].body.as_deref().unwrap()).unwrap();
    assert_eq!((asked[7].method, order.get("method")), (Method::Post, Some(&Value::Integer(1))));
}
