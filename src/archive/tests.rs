//! The files themselves. What comes of an import is tested with the service.

use super::*;
use crate::erp::Settings;
use crate::json;
use crate::order::{Covered, Evidence, Money, Report, Time};
use crate::purchase::Stage;
use crate::service::test_order as order;
use crate::store::{ConnectionState, ParcelState, names, seal};

fn now() -> Time {
    Time::parse_from_rfc3339("2026-11-29T12:00:00+08:00").unwrap()
}

fn connection() -> Connection {
    Connection {
        id: "c1".into(),
        name: "Our desk".into(),
        erp: Kind::Desk,
        origin: "https://erp.example".into(),
        key: "s3cret-key".into(),
        locked_key: "10c4ed".into(),
        settings: Settings::default(),
        user: "li".into(),
        provisioned: false,
        as_of: None,
        state: ConnectionState::Connected,
        refreshed: None,
    }
}

fn purchase(id: &str) -> Purchase {
    let mut purchase = Purchase::start(id.into(), "s1".into(), "c1".into(), order("1"), now());
    (purchase.stage, purchase.tab) = (Stage::Opening, Some(7));
    purchase.tabs = vec![8];
    purchase.panels = vec![(7, "panel-token".into())];
    purchase
}

fn parcel(number: &str) -> Parcel {
    let yuan = |text: &str| Money::new(text.parse().unwrap(), "CNY".parse().unwrap());
    let report = Report {
        id: format!("r-{number}"),
        order: "1".into(),
        purchase: "p1".into(),
        supplier: "mall.example".into(),
        number: number.into(),
        lines: vec![Covered { line: "1".into(), quantity: 2.into() }],
        total: Some(yuan("24.50")),
        freight: Some(yuan("5")),
        placed: now(),
        tracking: None,
        note: "=HYPERLINK(\"https://evil.example\")".into(),
        evidence: Evidence::ShownByPage,
        shared: false,
    };
    let mut parcel = Parcel::new("c1", &order("1"), report, now());
    parcel.state = ParcelState::Confirmed;
    parcel
}

/// What a writer makes of these documents, as they are stored.
fn written(mut writer: Writer, documents: &[(&'static str, &str, String)]) -> String {
    let mut text = writer.begin(&now(), &Suppliers { off: vec!["JD".into()], own: Vec::new() });
    for store in writer.stores() {
        // A document at a time, as if each came with another reading.
        for (_, key, document) in documents.iter().filter(|(of, ..)| of == store) {
            text.push_str(&writer.take(store, &[((*key).to_owned(), document.clone())]));
        }
    }
    text.push_str(&writer.end());
    text
}

fn documents() -> Vec<(&'static str, &'static str, String)> {
    vec![
        (names::ORDERS, "c1|1", json::write(&order("1"))),
        (names::PURCHASES, "p1", seal(&json::write(&purchase("p1")))),
        (names::PURCHASES, "broken", seal(&json::write(&purchase("broken"))).replace("衬衫", "裙子")),
        (names::PAST, "p0", json::write(&purchase("p0"))),
        (names::OUTBOX, "r-1", seal(&json::write(&parcel("1")))),
        (names::OUTBOX, "r-2", seal(&json::write(&parcel("1234567890123456789")))),
    ]
}

fn everything(documents: &[(&'static str, &str, String)]) -> String {
    written(Writer::Everything(Everything::new(&[connection()])), documents)
}

fn slices(text: &str) -> Result<Vec<Slice>, String> {
    let mut reading = Reading::new(text.to_owned());
    let mut slices = Vec::new();
    while let Some(slice) = reading.next_slice().map_err(|wrong| wrong.to_string())? {
        slices.push(slice);
    }
    Ok(slices)
}

#[test]
fn what_is_written_is_read_again_without_keys_tabs_and_tokens() {
    let text = everything(&documents());
    for secret in ["s3cret", "panel-token", "li\""] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    let [slice] = &slices(&text).unwrap()[..] else { panic!() };
    assert_eq!(slice.connections, [Source::of(&connection())]);
    assert_eq!(slice.profiles.off, ["JD"]);
    assert_eq!(slice.orders, [Seen { connection: "c1".into(), order: order("1") }]);
    let ids: Vec<&str> = slice.purchases.iter().map(|purchase| purchase.id.as_str()).collect();
    assert_eq!(ids, ["p1", "p0"], "what is damaged is left out");
    let bare = Purchase { session: String::new(), tab: None, tabs: vec![], panels: vec![], ..purchase("p1") };
    assert_eq!(slice.purchases[0], bare);
    assert_eq!(slice.reports, [parcel("1"), parcel("1234567890123456789")]);
}

#[test]
fn what_was_in_another_database_is_not_of_this_connection() {
    let of = |database: &str| {
        let mut own = connection();
        database.clone_into(&mut own.settings.database);
        own
    };
    let source = Source::of(&of("shop"));
    assert!(source.is(&of("shop")) && source.is(&of("")));
    assert!(!source.is(&of("other")));
}

#[test]
fn an_export_of_nothing_is_read_too_and_so_is_one_that_was_written_anew() {
    let [slice] = &slices(&everything(&[])).unwrap()[..] else { panic!() };
    assert_eq!((slice.purchases.len(), slice.connections.len()), (0, 1));
    // Members in the order of the alphabet, and lines as a person's tool makes them.
    let value: serde_json::Value = serde_json::from_str(&everything(&documents())).unwrap();
    let sorted: std::collections::BTreeMap<String, serde_json::Value> =
        serde_json::from_value(value).unwrap();
    let [slice] = &slices(&serde_json::to_string_pretty(&sorted).unwrap()).unwrap()[..] else { panic!() };
    assert_eq!((slice.purchases.len(), slice.reports.len()), (2, 2));
}

#[test]
fn a_large_file_comes_in_slices() {
    let texts: Vec<(String, String)> =
        (0..1000).map(|n| (format!("p{n}"), json::write(&purchase(&format!("p{n}"))))).collect();
    let many: Vec<(&'static str, &str, String)> =
        texts.iter().map(|(key, text)| (names::PURCHASES, key.as_str(), text.clone())).collect();
    let slices = slices(&everything(&many)).unwrap();
    assert!(slices.iter().all(|slice| slice.purchases.len() <= 100));
    assert_eq!(slices.iter().map(|slice| slice.purchases.len()).sum::<usize>(), 1000);
}

#[test]
fn a_wrong_file_is_refused_with_line_and_path() {
    let text = everything(&documents());
    let line = |part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    let (report, purchase) = (line("r-1\""), line("\"p1\""));
    for (from, to, wrong) in [
        ("one-click-purchase-export", "something-else", "line 2: format: wanted one-click-purchase-export"),
        (
            "\"version\":1",
            "\"version\":2",
            "line 3: version: wanted 1, the version that this extension reads",
        ),
        ("\"version\":1,\n", "", "line 1: version: wanted what an export says of itself"),
        ("\"desk\"", "\"dusk\"", "line 5: connections.0.erp: wanted one of the known names"),
        (
            "\"reports\":[\n",
            "\"rapports\":[\n",
            &format!("line {}: rapports: wanted no member of this name", report - 1),
        ),
        ("\"off\":[\"JD\"]", "\"off\":[1]", "line 6: profiles.off.0: wanted a text"),
        ("\"off\":[\"JD\"]", "\"own\":[\"{}\"]", "line 6: profiles.own.0: wanted a profile without a fault"),
        (
            "\"stage\":\"opening\"",
            "\"stage\":\"flying\"",
            &format!("line {purchase}: purchases.0.stage.stage: wanted one of the known names"),
        ),
        (
            "\"number\":\"1\"",
            "\"number\":1",
            &format!("line {report}: reports.0.report.number: wanted a text"),
        ),
        (
            "\"number\":\"1\"",
            "\"number\":\" \"",
            &format!("line {report}: reports.0.report.number: wanted a text that is not empty"),
        ),
        (
            "\"evidence\"",
            "\"evidenz\"",
            &format!("line {report}: reports.0.report.evidence: wanted one of the known names"),
        ),
        (
            "\"tries\"",
            "\"tryes\":1,\"tries\"",
            &format!("line {report}: reports.0.tryes: wanted no member of this name"),
        ),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        assert_eq!(slices(&changed).unwrap_err(), wrong, "{from} → {to}");
    }
    let cut: String = text.chars().take(text.chars().count() * 3 / 4).collect();
    assert!(slices(&cut).unwrap_err().contains("byte "), "{:?}", slices(&cut));
    assert_eq!(slices("[]").unwrap_err(), "line 1: byte 0: wanted an object");
}

#[test]
fn the_table_has_a_line_for_each_report_and_for_each_purchase_without_one() {
    let columns = "A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P";
    let text = written(Writer::Table(Table::new(columns.into(), &[connection()])), &documents());
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}\"A\",\"B\""));
    assert_eq!(lines.len(), 6, "{text}");
    for line in &lines {
        assert_eq!(line.matches("\",\"").count(), 15, "{line}");
    }
    assert!(lines[2].starts_with(r#""PO-1","Our desk","衬衫","mall.example","","opening","#), "{}", lines[2]);
    let report = r#""PO-1","Our desk","衬衫","mall.example","1","confirmed","shown by the page","2026-11-29T12:00:00+08:00","24.50","5","CNY","1 × 2","","'=HYPERLINK(""https://evil.example"")","#;
    assert!(lines[4].starts_with(report), "{}", lines[4]);
    assert!(lines[5].contains(r#""'1234567890123456789""#), "no digit is lost: {}", lines[5]);
}

#[test]
fn no_cell_is_taken_for_a_formula() {
    for text in ["=1+1", "+1", "-1", "@a", " =1", "\t=1", "＝1", "|cmd", "%0A"] {
        let mut changed = parcel("1");
        changed.report.note = text.to_owned();
        let document = vec![(names::OUTBOX, "r-1", json::write(&changed))];
        let table = written(Writer::Table(Table::new("A".into(), &[])), &document);
        assert!(table.contains(&format!("\"'{text}\"")), "{text} in {table}");
    }
}

#[test]
fn no_number_is_changed_by_a_spreadsheet() {
    let cell_of = |number: &str| {
        let mut changed = parcel(number);
        changed.number = number.to_owned();
        changed.report.tracking = Some(number.to_owned());
        let table = written(
            Writer::Table(Table::new("A".into(), &[])),
            &[(names::OUTBOX, "r-1", json::write(&changed))],
        );
        let cells: Vec<&str> = table.lines().nth(1).unwrap().trim_matches('"').split("\",\"").collect();
        assert_eq!((cells[0], cells[4]), (cells[12], cells[12]), "{number}");
        cells[0].to_owned()
    };
    for number in [
        "000123456",
        "00",
        "1E10",
        "1e5",
        "3-4",
        "3/4",
        "12:30",
        "1.50",
        ".5",
        "1,000",
        "10%",
        "123456789012",
        "¥12",
        "(123)",
        "MAR-1",
        "dec12",
        "Sept 3",
        "TRUE",
        "false",
        "3月4日",
        " 12",
        "2026-11-30",
    ] {
        assert_eq!(cell_of(number), format!("'{number}"));
    }
    for number in ["0", "1", "12345678901", "PO-1", "SO/2026/004", "ORD-12", "MARS-1", "TRUEX", "订单 12"] {
        assert_eq!(cell_of(number), number);
    }
}

#[test]
fn the_table_has_a_line_for_each_order_that_was_seen() {
    let text = written(Writer::Table(Table::new("A".into(), &[connection()])), &documents());
    let own: Vec<&str> = text.lines().filter(|line| line.contains("order seen")).collect();
    assert_eq!(own.len(), 1, "{text}");
    let row = r#""PO-1","Our desk","衬衫","mall.example","","pending","order seen","","","","","1 × 2","","#;
    assert!(own[0].starts_with(row), "{}", own[0]);
}

#[test]
fn what_is_damaged_is_left_out_and_counted() {
    let mut documents = documents();
    documents.push((names::PAST, "old", seal(&json::write(&purchase("old"))).replace("衬衫", "裙子")));
    // Orders have no checksum: one that was cut short must not spoil the file.
    documents.push((names::ORDERS, "c1|2", json::write(&order("2")).chars().take(90).collect()));
    documents.push((names::OUTBOX, "r-3", seal("{}")));
    for (mut writer, damaged) in [
        (Writer::Everything(Everything::new(&[connection()])), 3),
        (Writer::Table(Table::new("A".into(), &[])), 4),
    ] {
        for store in writer.stores() {
            for (_, key, text) in documents.iter().filter(|(of, ..)| of == store) {
                writer.take(store, &[((*key).to_owned(), text.clone())]);
            }
        }
        assert_eq!(writer.left_out(), damaged, "{writer:?}");
    }
    assert!(serde_json::from_str::<serde_json::Value>(&everything(&documents)).is_ok());
}
