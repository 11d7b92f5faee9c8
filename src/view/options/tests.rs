//! What the options show, and what they want done.

use super::*;
use crate::archive::{Everything, LeftOut, Outcome, Tally, Why, Writer};
use crate::erp::Kind;
use crate::message::TestResult;
use crate::purchase::Stage;
use crate::store::{Connection, ConnectionState, names};
use crate::view::samples::{self, now};
use crate::view::{Saving, Then};

fn connection(provisioned: bool) -> Connection {
    Connection { provisioned, ..samples::connection(ConnectionState::Connected) }
}

fn options(connections: Vec<Connection>) -> OptionsPage {
    let mut page = OptionsPage::new(now(), "en");
    let screen = Screen { connections, ..Screen::default() };
    page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&screen).unwrap())));
    page
}

fn type_in(page: &mut OptionsPage, act: OptionsAct, text: &str) -> Vec<Effect> {
    page.hear(News::Did(Act::Options(act), text.to_owned()))
}

fn press(page: &mut OptionsPage, name: &str) -> Vec<Effect> {
    let act = page.view().unwrap().doing(name).first().expect(name).act.clone().map(|act| *act).expect(name);
    page.hear(News::Did(act, String::new()))
}

#[test]
fn a_test_asks_for_access_to_the_erps_own_address_in_the_click() {
    let mut page = options(vec![]);
    type_in(&mut page, OptionsAct::Address, " erp.example:8443/orders ");
    type_in(&mut page, OptionsAct::Key, " secret ");
    let effects = type_in(&mut page, OptionsAct::Test, "");
    let [Effect::Ask { hosts, then: Then::Send(request) }] = &effects[..] else { panic!("{effects:?}") };
    let OwnRequest::Test { connection } = request else { panic!("{request:?}") };
    assert_eq!(hosts[..], ["https://erp.example/*"]);
    assert_eq!(connection.address, "https://erp.example:8443/orders");
    assert_eq!(connection.key, "secret".into());
}

#[test]
fn a_host_that_is_allowed_already_is_not_asked_for() {
    let mut page = options(vec![]);
    page.hear(News::Access(vec!["http://127.0.0.1/*".to_owned()]));
    type_in(&mut page, OptionsAct::Address, "127.0.0.1:8710");
    type_in(&mut page, OptionsAct::Key, "secret");
    let effects = type_in(&mut page, OptionsAct::Connect, "");
    assert!(
        matches!(&effects[..], [Effect::Send(OwnRequest::Connect { connection })] if connection.address == "http://127.0.0.1:8710")
    );
}

#[test]
fn what_is_missing_is_said_at_its_field() {
    let mut page = options(vec![]);
    type_in(&mut page, OptionsAct::Address, "not an address");
    assert_eq!(type_in(&mut page, OptionsAct::Test, ""), [Effect::Focus("address")]);
    let text = page.view().unwrap().text();
    assert!(text.contains("“not an address” is no address.") && text.contains("Enter the key"));
}

#[test]
fn the_least_rights_that_a_key_needs_are_said_for_every_kind_in_both_languages() {
    for language in ["en", "zh-CN"] {
        let mut page = OptionsPage::new(now(), language);
        page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&Screen::default()).unwrap())));
        let mut said = std::collections::BTreeSet::new();
        for kind in Kind::ALL {
            type_in(&mut page, OptionsAct::Kind, kind.name());
            let text = page.view().unwrap().text();
            let rights = page.words.say(&["rights_", kind.name()].concat(), &[]);
            assert!(!rights.starts_with("rights_") && text.contains(&rights), "{kind:?}: {text}");
            said.insert(rights);
        }
        assert_eq!(said.len(), Kind::ALL.len());
    }
    // What the manuals say.
    let mut page = options(vec![]);
    for (kind, manual, least) in [
        ("odoo", include_str!("../../../docs/erps/odoo.md"), "Purchase: User"),
        ("tryton", include_str!("../../../docs/erps/tryton.md"), "Purchase"),
        ("erpnext", include_str!("../../../docs/erps/erpnext.md"), "Purchase User"),
        ("inventree", include_str!("../../../docs/erps/inventree.md"), "Purchase Orders"),
    ] {
        type_in(&mut page, OptionsAct::Kind, kind);
        assert!(manual.contains(&["**", least, "**"].concat()), "{kind}");
        assert!(page.view().unwrap().text().contains(least), "{kind}");
    }
}

/// The first example of the manual.
fn mapping() -> &'static str {
    let manual = include_str!("../../../docs/mapping.md");
    manual.split("```json\n").nth(1).and_then(|block| block.split("```").next()).unwrap()
}

#[test]
fn a_mapping_is_pasted_and_sent_as_it_is() {
    let mut page = options(vec![]);
    assert!(page.view().unwrap().text().contains("Another ERP, by a mapping file"));
    type_in(&mut page, OptionsAct::Kind, "mapping");
    type_in(&mut page, OptionsAct::Address, "erp.example");
    type_in(&mut page, OptionsAct::Key, "secret");
    assert_eq!(type_in(&mut page, OptionsAct::Test, ""), [Effect::Focus("mapping")]);
    assert!(page.view().unwrap().text().contains("Paste the mapping file, or choose it."));
    type_in(&mut page, OptionsAct::Mapping, mapping());
    let effects = type_in(&mut page, OptionsAct::Test, "");
    let [Effect::Ask { then: Then::Send(OwnRequest::Test { connection }), .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((connection.erp, connection.settings.mapping.as_str()), (Kind::Mapping, mapping().trim()));
}

#[test]
fn a_wrong_mapping_is_refused_by_line_and_path_before_any_access_is_asked_for() {
    let line = mapping().lines().position(|line| line.contains("/api/me")).unwrap() + 1;
    let line = line.to_string();
    for (language, said) in
        [("en", ["Line ", &line, ": me.path: "]), ("zh-CN", ["第 ", &line, " 行：me.path: "])]
    {
        let mut page = OptionsPage::new(now(), language);
        page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&Screen::default()).unwrap())));
        type_in(&mut page, OptionsAct::Kind, "mapping");
        type_in(&mut page, OptionsAct::Address, "erp.example");
        type_in(&mut page, OptionsAct::Key, "secret");
        // No other server than the one that is connected may be named.
        type_in(&mut page, OptionsAct::Mapping, &mapping().replace("/api/me", "https://evil.example/me"));
        assert_eq!(type_in(&mut page, OptionsAct::Connect, ""), [Effect::Focus("mapping")]);
        let text = page.view().unwrap().text();
        assert!(text.contains(&said.concat()), "{text}");
        type_in(&mut page, OptionsAct::Mapping, mapping());
        assert!(!page.view().unwrap().text().contains("me.path"));
        assert!(matches!(type_in(&mut page, OptionsAct::Connect, "")[..], [Effect::Ask { .. }]));
    }
}

#[test]
fn a_test_that_works_names_server_user_and_orders() {
    let mut page = options(vec![]);
    let result = TestResult {
        ok: true,
        erp: Kind::Desk,
        server: "desk 0.1.0".to_owned(),
        user: "mei".to_owned(),
        pending: 12,
        problem: None,
    };
    let request = OwnRequest::SendNow;
    page.connect.answered(Answer::Tested { result });
    assert!(page.view().unwrap().text().contains("Connected to desk 0.1.0 as mei. Orders to buy: 12."));
    type_in(&mut page, OptionsAct::Key, "other");
    assert!(!page.view().unwrap().text().contains("Connected to desk"), "{request:?}");
}

#[test]
fn plain_http_to_a_private_address_wants_the_warning_read() {
    let mut page = options(vec![]);
    type_in(&mut page, OptionsAct::Address, "http://10.0.0.5");
    type_in(&mut page, OptionsAct::Key, "secret");
    let problem = Problem { word: "plain_http_warning".to_owned(), with: vec![] };
    page.connect.answered(Answer::Failed { problem });
    assert_eq!(page.view().unwrap().doing("plain-http").len(), 1);
    type_in(&mut page, OptionsAct::PlainHttp, "true");
    let effects = type_in(&mut page, OptionsAct::Connect, "");
    let [Effect::Ask { then: Then::Send(request), .. }] = &effects[..] else { panic!("{effects:?}") };
    let OwnRequest::Connect { connection } = request else { panic!("{request:?}") };
    assert!(connection.plain_http);
}

#[test]
fn a_connection_is_removed_only_after_a_second_word() {
    let mut page = options(vec![connection(false)]);
    assert!(press(&mut page, "remove").is_empty());
    assert!(page.view().unwrap().text().contains("Remove Our desk?"));
    let removed = OwnRequest::Disconnect { connection: "desk".to_owned() };
    assert_eq!(press(&mut page, "remove-really"), [Effect::Send(removed)]);
}

#[test]
fn what_the_company_has_set_is_shown_and_locked() {
    let view = options(vec![connection(true)]).view().unwrap();
    assert!(view.text().contains("Set by your company"));
    assert!(view.doing("remove").is_empty());
}

#[test]
fn suppliers_are_listed_without_the_erp_and_can_be_withdrawn() {
    let mut page = options(vec![connection(false)]);
    page.hear(News::Access(vec!["https://shop.example/*".to_owned(), "https://erp.example/*".to_owned()]));
    let view = page.view().unwrap();
    let hosts: Vec<&str> = view.every().iter().filter_map(|e| e.attribute("data-host")).collect();
    assert_eq!(hosts, ["shop.example"]);
    let withdraw = OwnRequest::Withdraw { hosts: vec!["https://shop.example/*".to_owned()] };
    assert_eq!(press(&mut page, "withdraw"), [Effect::Send(withdraw)]);
}

#[test]
fn erasing_asks_once_more() {
    let mut page = options(vec![connection(false)]);
    assert!(press(&mut page, "erase").is_empty());
    assert_eq!(press(&mut page, "erase-really"), [Effect::Send(OwnRequest::Erase)]);
    page.hear(News::Answered(OwnRequest::Erase, Answer::Done));
    assert!(page.view().unwrap().text().contains("Everything is erased."));
}

#[test]
fn a_language_is_chosen_or_left_to_the_browser() {
    let mut page = options(vec![]);
    let speak = |language| [Effect::Send(OwnRequest::Speak { language })];
    assert_eq!(type_in(&mut page, OptionsAct::Language, "zh-CN"), speak(Some(Language::Chinese)));
    assert_eq!(type_in(&mut page, OptionsAct::Language, ""), speak(None));
}

#[test]
fn how_much_is_stored_is_said_in_one_unit() {
    let mut page = options(vec![]);
    page.hear(News::Space(1_572_864));
    assert!(page.view().unwrap().text().contains("Stored: 1.5 MB"));
}

/// An export with so many purchases, as the extension writes it.
fn exported(count: usize) -> String {
    let mut writer = Writer::Everything(Everything::new(&[connection(false)]));
    let mut text = writer.begin(&now(), &crate::store::Suppliers::default());
    let mut documents = Vec::new();
    for n in 0..count {
        let purchase = crate::purchase::Purchase { id: format!("p{n}"), ..samples::purchase(Stage::GivenUp) };
        documents.push((purchase.id.clone(), serde_json::to_string(&purchase).unwrap()));
    }
    text.push_str(&writer.take(names::PAST, &documents));
    text.push_str(&writer.end());
    text
}

/// Answers whatever slice was sent, and gives what is sent then.
fn answer(page: &mut OptionsPage, effects: Vec<Effect>, outcome: &Outcome) -> Vec<Effect> {
    match effects.into_iter().next() {
        Some(Effect::Send(request @ OwnRequest::Import { .. })) => {
            page.hear(News::Answered(request, Answer::Imported { outcome: outcome.clone() }))
        }
        other => panic!("{other:?}"),
    }
}

fn is_slice(effects: &[Effect], kept: bool) -> bool {
    matches!(effects, [Effect::Send(OwnRequest::Import { keep, .. })] if *keep == kept)
}

#[test]
fn a_file_is_read_in_slices_previewed_and_only_then_kept() {
    let mut page = options(vec![connection(false)]);
    let taken = Why::Taken { by: "PO-9".to_owned() };
    let left_out = LeftOut { order: "PO-1".to_owned(), number: "77".to_owned(), why: taken };
    let outcome = Outcome {
        purchases: Tally { new: 100, here: 2, left_out: 0 },
        ran: 3,
        left_out: vec![left_out],
        ..Outcome::default()
    };
    let mut effects = type_in(&mut page, OptionsAct::ImportFile, &exported(150));
    let mut parts = 0;
    while is_slice(&effects, false) {
        parts += 1;
        assert!(page.view().unwrap().text().contains("Reading the file"));
        effects = answer(&mut page, effects, &outcome);
    }
    assert_eq!(parts, 2);
    let text = page.view().unwrap().text();
    for said in [
        "Nothing is changed yet.",
        "Purchases: 200 new, 4 here already, 0 left out",
        "6 purchases were running there.",
        "PO-1: supplier order 77 is left out, since the number already belongs to PO-9.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let mut effects = press(&mut page, "import-keep");
    let mut kept = 0;
    while is_slice(&effects, true) {
        kept += 1;
        effects = answer(&mut page, effects, &outcome);
    }
    assert_eq!(kept, 2);
    assert_eq!(effects, page.read(), "and what is stored is read again");
    assert!(page.view().unwrap().text().contains("Imported."));
}

#[test]
fn a_wrong_file_is_refused_by_its_line_and_an_import_that_fails_says_why() {
    let mut page = options(vec![connection(false)]);
    let wrong = exported(1).replace("given_up", "gave_up");
    assert!(!is_slice(&type_in(&mut page, OptionsAct::ImportFile, &wrong), false));
    let text = page.view().unwrap().text();
    assert!(text.contains("purchases.0.stage.stage: wanted one of the known names"), "{text}");
    let effects = type_in(&mut page, OptionsAct::ImportFile, &exported(1));
    let Some(Effect::Send(request)) = effects.into_iter().next() else { panic!() };
    let problem = Problem { word: "storage_full".to_owned(), with: vec![] };
    page.hear(News::Answered(request, Answer::Failed { problem }));
    assert!(page.view().unwrap().text().contains("There is no room left on this computer"));
}

#[test]
fn a_file_that_is_made_can_be_saved_under_a_name_with_its_day() {
    let mut page = options(vec![connection(false)]);
    assert_eq!(press(&mut page, "export-all"), [Effect::Save(Saving::Everything)]);
    let [Effect::Save(Saving::Table(columns))] = &press(&mut page, "export-table")[..] else { panic!() };
    assert_eq!(columns.split('|').count(), 16, "as many as the table has");
    assert!(page.view().unwrap().text().contains("The file is being made"));
    page.hear(News::Saved(Saving::Everything, Ok(("blob:1".to_owned(), 3))));
    page.hear(News::Saved(Saving::Table(columns.clone()), Err("no room".to_owned())));
    let view = page.view().unwrap();
    let link = view.doing("save-json")[0];
    assert_eq!(link.attribute("download"), Some("one-click-purchase-2026-11-23.json"));
    assert!(view.text().contains("3 documents are damaged on this computer and not in the file"));
    assert!(view.text().contains("no room") && !view.text().contains("being made"));
}

#[test]
fn what_was_damaged_is_said_until_it_is_read() {
    let mut page = options(vec![connection(false)]);
    let damage =
        |restored| crate::store::Damage { store: names::OUTBOX.to_owned(), key: "r1".to_owned(), restored };
    let screen = Screen { damage: vec![damage(true), damage(false)], ..Screen::default() };
    page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&screen).unwrap())));
    let text = page.view().unwrap().text();
    assert!(
        text.contains("A record (r1) was damaged on this computer. What stood there one step before"),
        "{text}"
    );
    assert!(
        text.contains("A record (r1) was damaged on this computer and cannot be read any more."),
        "{text}"
    );
    assert_eq!(press(&mut page, "damage-read"), [Effect::Send(OwnRequest::DamageRead)]);
}
