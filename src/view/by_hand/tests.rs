//! What is typed by hand becomes reports, or is said to be wrong where it is wrong.

use super::check::{Field, reports};
use super::*;
use crate::order::Quantity;
use crate::store::Language;
use crate::view::samples::{now, order, row};

fn key() -> OrderKey {
    OrderKey { connection: "desk".to_owned(), order: "7".to_owned() }
}

fn form() -> ByHand {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let mut form = ByHand::new(|| format!("id-{}", NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)));
    form.choose(key());
    form.found(&Read::Order(key()), Some(&serde_json::to_string(&order()).unwrap()), now());
    form.found(&Read::Draft(key()), None, now());
    form
}

fn type_in(form: &mut ByHand, act: FormAct, text: &str) -> Vec<Effect> {
    form.does(act, text.to_owned(), now())
}

fn sent(effects: &[Effect]) -> Vec<crate::order::Report> {
    let report = |effect: &Effect| match effect {
        Effect::Send(OwnRequest::Record { report, .. }) => Some((**report).clone()),
        _ => None,
    };
    effects.iter().filter_map(report).collect()
}

fn wrong(form: &ByHand) -> Vec<(Field, &'static str)> {
    let wrong = reports(&form.draft, &order(), form.shared, &form.taken, now()).unwrap_err();
    wrong.into_iter().map(|mistake| (mistake.field, mistake.word)).collect()
}

#[test]
fn a_new_form_covers_all_that_is_left_and_is_placed_now() {
    let mut form = form();
    assert_eq!(form.draft.currency, "CNY");
    assert_eq!(form.draft.placed, "2026-11-23T10:42");
    type_in(&mut form, FormAct::Number(0), " 1234567890123456789 ");
    type_in(&mut form, FormAct::Total(0), "1,280.50");
    type_in(&mut form, FormAct::Freight(0), "8");
    let effects = type_in(&mut form, FormAct::Record, "");
    let [report] = &sent(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(report.number, "1234567890123456789");
    assert_eq!(report.supplier, "detail.shop.example");
    assert_eq!(report.total.unwrap().to_string(), "1280.50 CNY");
    assert_eq!(report.freight.unwrap().to_string(), "8 CNY");
    assert_eq!(report.placed, now());
    let covered: Vec<(&str, Quantity)> =
        report.lines.iter().map(|own| (own.line.as_str(), own.quantity)).collect();
    assert_eq!(covered, [("a", 10.into()), ("b", 4.into())]);
}

#[test]
fn two_supplier_orders_share_the_lines_and_each_becomes_a_report() {
    let mut form = form();
    type_in(&mut form, FormAct::Number(0), "A1");
    type_in(&mut form, FormAct::AddNumber, "");
    type_in(&mut form, FormAct::Number(1), "A2");
    type_in(&mut form, FormAct::Covers(0, "a".to_owned()), "6");
    type_in(&mut form, FormAct::Covers(1, "a".to_owned()), "4");
    let effects = type_in(&mut form, FormAct::Record, "");
    let reports = sent(&effects);
    assert_eq!(reports.len(), 2);
    assert_ne!(reports[0].id, reports[1].id);
    assert_eq!(reports[1].lines.len(), 1);
    type_in(&mut form, FormAct::Covers(1, "a".to_owned()), "5");
    assert_eq!(wrong(&form), [(Field::Covers(1, "a".to_owned()), "wrong_over_covered")]);
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let mut form = form();
    type_in(&mut form, FormAct::Total(0), "12,80");
    type_in(&mut form, FormAct::Freight(0), "-1");
    type_in(&mut form, FormAct::Covers(0, "a".to_owned()), "many");
    type_in(&mut form, FormAct::Currency, "¥");
    type_in(&mut form, FormAct::Placed, "2026-11-24T10:42");
    let words: Vec<&str> = wrong(&form).into_iter().map(|(_, word)| word).collect();
    for word in
        ["wrong_number_missing", "wrong_amount", "wrong_quantity", "wrong_currency", "wrong_time_future"]
    {
        assert!(words.contains(&word), "{word} in {words:?}");
    }
    assert_eq!(type_in(&mut form, FormAct::Record, ""), [Effect::Focus("first-mistake")]);
    let view = form.view((&[], ""), &[], now(), &Words::of(Language::English));
    assert!(view.text().contains("“12,80” is no amount. Write it like 12.80."));
    let invalid = view.every().into_iter().filter(|e| e.attribute("aria-invalid") == Some("true")).count();
    assert!(invalid >= 5, "{invalid}");
}

#[test]
fn the_freight_is_part_of_the_amount() {
    let mut form = form();
    type_in(&mut form, FormAct::Number(0), "A1");
    type_in(&mut form, FormAct::Total(0), "5");
    type_in(&mut form, FormAct::Freight(0), "8");
    assert_eq!(wrong(&form), [(Field::Freight(0), "wrong_freight_over_total")]);
}

#[test]
fn an_amount_without_a_currency_is_not_recorded() {
    let mut form = form();
    type_in(&mut form, FormAct::Number(0), "A1");
    type_in(&mut form, FormAct::Total(0), "5");
    type_in(&mut form, FormAct::Currency, "");
    assert_eq!(wrong(&form), [(Field::Currency, "wrong_currency_missing")]);
}

#[test]
fn a_number_in_use_is_recorded_only_when_it_is_said_to_serve_both() {
    let mut form = form();
    let asked = type_in(&mut form, FormAct::Number(0), "A1");
    let id = Read::Number("detail.shop.example|A1".to_owned());
    assert!(asked.contains(&Effect::Read(id.clone())));
    let other = NumberUse {
        key: OrderKey { order: "3".to_owned(), ..key() },
        order: "PO-3".to_owned(),
        report: "r".to_owned(),
    };
    form.found(&id, Some(&serde_json::to_string(&other).unwrap()), now());
    assert_eq!(wrong(&form), [(Field::Number(0), "wrong_number_taken")]);
    type_in(&mut form, FormAct::Record, "");
    let view = form.view((&[], ""), &[], now(), &Words::of(Language::English));
    assert!(view.text().contains("Already used for PO-3."));
    assert_eq!(view.doing("shared").len(), 1);
    type_in(&mut form, FormAct::Shared, "true");
    assert!(sent(&type_in(&mut form, FormAct::Record, ""))[0].shared);
}

#[test]
fn the_same_number_twice_is_wrong() {
    let mut form = form();
    type_in(&mut form, FormAct::Number(0), "A1");
    type_in(&mut form, FormAct::Covers(0, "b".to_owned()), "");
    type_in(&mut form, FormAct::AddNumber, "");
    type_in(&mut form, FormAct::Number(1), "A1");
    type_in(&mut form, FormAct::Covers(1, "b".to_owned()), "4");
    assert_eq!(wrong(&form), [(Field::Number(1), "wrong_number_twice")]);
}

#[test]
fn a_supplier_order_covers_something() {
    let mut form = form();
    type_in(&mut form, FormAct::Number(0), "A1");
    type_in(&mut form, FormAct::Covers(0, "a".to_owned()), "0");
    type_in(&mut form, FormAct::Covers(0, "b".to_owned()), "");
    assert_eq!(wrong(&form), [(Field::Lines(0), "wrong_nothing_covered")]);
}

#[test]
fn every_change_keeps_the_draft_and_it_comes_back() {
    let mut first = form();
    let effects = type_in(&mut first, FormAct::Note, "from the fair");
    let Some(Effect::Keep(_, kept)) = effects.last() else { panic!("{effects:?}") };
    let mut again = ByHand::new(|| "other".to_owned());
    again.choose(key());
    again.found(&Read::Draft(key()), Some(kept), now());
    again.found(&Read::Order(key()), Some(&serde_json::to_string(&order()).unwrap()), now());
    assert_eq!(again.draft, first.draft);
    assert_eq!(again.draft.ids, first.draft.ids, "a record that is sent twice stays one");
}

#[test]
fn what_was_pasted_is_shown_and_taken_over_only_then() {
    let mut form = form();
    let text = "订单编号：1234567890123456789\n实付款 ¥64.00\n下单时间：2026-11-22 09:30:00";
    assert_eq!(type_in(&mut form, FormAct::Paste, text), []);
    let view = form.view((&[], ""), &[], now(), &Words::of(Language::English));
    let pasted = view.of_class("pasted").unwrap().text();
    assert!(pasted.contains("1234567890123456789") && pasted.contains("64.00"), "{pasted}");
    assert_eq!(form.draft.numbers, [""]);
    type_in(&mut form, FormAct::TakeOver, "");
    assert_eq!(form.draft.numbers, ["1234567890123456789"]);
    assert_eq!(form.draft.totals, ["64.00"]);
    assert_eq!(form.draft.placed, "2026-11-22T09:30");
}

#[test]
fn recorded_numbers_leave_the_form_and_the_last_one_closes_it() {
    let mut form = form();
    type_in(&mut form, FormAct::Number(0), "A1");
    type_in(&mut form, FormAct::Covers(0, "b".to_owned()), "");
    type_in(&mut form, FormAct::AddNumber, "");
    type_in(&mut form, FormAct::Number(1), "A2");
    type_in(&mut form, FormAct::Covers(1, "b".to_owned()), "4");
    let ids: Vec<String> = sent(&type_in(&mut form, FormAct::Record, "")).into_iter().map(|r| r.id).collect();
    form.recorded(&key(), &ids[0], None);
    assert_eq!(form.draft.numbers, ["A2"]);
    assert_eq!(form.draft.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [0]);
    let problem = Problem { word: "storage_failed".to_owned(), with: vec!["full".to_owned()] };
    assert!(form.recorded(&key(), &ids[1], Some(problem)).is_empty());
    assert!(
        form.view((&[], ""), &[], now(), &Words::of(Language::English))
            .text()
            .contains("could not store this: full")
    );
    assert_eq!(form.recorded(&key(), &ids[1], None), [Effect::Forget(key())]);
    assert!(!form.is_open());
}

#[test]
fn orders_with_a_draft_come_first_and_say_so() {
    let rows = [row(1, "Anna"), row(2, "Anna")];
    let form = ByHand::new(|| "id".to_owned());
    let shown = form.view((&rows, ""), &[rows[1].key.clone()], now(), &Words::of(Language::English));
    let orders: Vec<&Element> =
        shown.every().into_iter().filter(|part| part.attribute("data-order").is_some()).collect();
    assert!(orders[0].text().contains("PO-2") && orders[0].text().contains("Kept as a draft"));
    assert!(orders[1].text().contains("PO-1") && !orders[1].text().contains("Kept as a draft"));
}
