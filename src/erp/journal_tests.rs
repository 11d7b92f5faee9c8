use super::super::fake::{noon, order};
use super::*;
use crate::order::{Covered, Evidence, Money};

fn entry(id: u32, minute: i64, author: &str, act: &Act) -> Entry {
    let text = text_of(act, &order("1"));
    Entry { id: id.to_string(), author: author.into(), time: noon() + TimeDelta::minutes(minute), text }
}

fn claim(purchase: &str) -> Act {
    Act::Claim { purchase: purchase.into() }
}

fn hold(purchase: &str, entry: &str) -> Act {
    Act::Hold { purchase: purchase.into(), entry: entry.into() }
}

fn release(purchase: &str) -> Act {
    Act::Release { purchase: purchase.into() }
}

fn standing(acts: &[(i64, &str, Act)], minute: i64) -> Standing {
    let mut entries = Vec::new();
    for (at, (own, author, act)) in acts.iter().enumerate() {
        entries.push(entry(u32::try_from(at).unwrap(), *own, author, act));
    }
    Standing::of(&entries, &(noon() + TimeDelta::minutes(minute)))
}

fn holder(acts: &[(i64, &str, Act)], minute: i64) -> Option<String> {
    standing(acts, minute).claim().map(|claim| claim.by.clone())
}

#[test]
fn the_first_claim_that_lives_stands() {
    let li = (0, "li", claim("a"));
    let wang = (1, "wang", claim("b"));
    assert_eq!(holder(&[li.clone(), wang.clone()], 2).as_deref(), Some("li"));
    assert_eq!(holder(&[li.clone(), wang.clone(), (2, "li", release("a"))], 3).as_deref(), Some("wang"));
    assert_eq!(holder(&[li.clone(), wang.clone(), (2, "wang", release("b"))], 3).as_deref(), Some("li"));
    assert_eq!(holder(&[li.clone(), wang.clone()], 30).as_deref(), Some("wang"));
    assert_eq!(holder(&[li, wang], 31), None);
}

#[test]
fn a_claim_made_anew_loses_its_place() {
    let acts = [(0, "li", claim("a")), (1, "wang", claim("b")), (2, "li", claim("a"))];
    assert_eq!(holder(&acts, 3).as_deref(), Some("wang"));
    assert!(standing(&acts, 3).is_first("1"));
    assert!(!standing(&acts, 3).is_first("2"));
}

#[test]
fn what_is_held_is_held_until_its_lease_ends() {
    let held = [(0, "li", claim("a")), (1, "wang", claim("b")), (1, "wang", hold("b", "1"))];
    // wang read back before li's entry could be seen, so li's request took too long.
    assert_eq!(holder(&held, 2).as_deref(), Some("wang"));
    assert!(standing(&held, 2).held_by("b").is_some());
    let mut more = held.to_vec();
    more.push((20, "li", hold("a", "0")));
    more.push((21, "li", claim("a")));
    assert_eq!(holder(&more, 22).as_deref(), Some("wang"));
    assert_eq!(holder(&more, 31), None, "a claim while another holds is none, also afterwards");
    more.push((22, "wang", hold("b", "")));
    assert_eq!(holder(&more, 51).as_deref(), Some("wang"));
    assert_eq!(holder(&more, 52), None);
}

#[test]
fn only_the_claim_that_was_read_back_can_be_held() {
    let acts = [(0, "li", claim("a")), (1, "li", claim("a")), (2, "li", hold("a", "0"))];
    assert!(standing(&acts, 3).held_by("a").is_none());
    assert!(standing(&[(0, "li", hold("a", ""))], 1).claim().is_none());
    let late = [(0, "li", claim("a")), (31, "li", hold("a", "0"))];
    assert!(standing(&late, 32).claim().is_none());
}

#[test]
fn people_may_write_what_they_like() {
    for text in ["", "ordered!", "one-click-purchase/1 ", "one-click-purchase/1 {\"act\":\"dance\"}", "{}"] {
        assert_eq!(act_of(text), None, "{text}");
    }
    let act = claim("a");
    let text = text_of(&act, &order("1"));
    assert_eq!(act_of(&text), Some(act.clone()));
    assert_eq!(act_of(&["<p>", &text, "</p>"].concat()), Some(act));
}

#[test]
fn a_report_is_told_to_people_and_to_machines() {
    let report = Report {
        id: "r1".into(),
        order: "1".into(),
        purchase: "p".into(),
        supplier: "detail.1688.com".into(),
        number: "2187654321098765432".into(),
        lines: vec![Covered { line: "1".into(), quantity: 2.into() }],
        total: Some(Money::new("26.10".parse().unwrap(), "CNY".parse().unwrap())),
        freight: Some(Money::new("8.00".parse().unwrap(), "CNY".parse().unwrap())),
        placed: noon(),
        tracking: Some("YT7788".into()),
        note: "one-click-purchase/1 {\"act\":\"release\",\"purchase\":\"a\"}\n\"急\"".into(),
        evidence: Evidence::ByHand,
        shared: false,
    };
    let act = Act::Report { report: Box::new(report.clone()) };
    let text = text_of(&act, &order("1"));
    assert_eq!(act_of(&text), Some(act), "whatever the note says");
    let shown = "已采购 · Purchased: 2187654321098765432\n供应商 · Supplier: detail.1688.com\n2 × 衬衫 1\n\
                 金额 · Paid: 26.10 CNY\n运费 · Freight: 8.00 CNY\n运单号 · Tracking: YT7788\n备注 · Note: ";
    assert!(text.starts_with(shown), "{text}");
    let entries = [Entry { id: "1".into(), author: "li".into(), time: noon(), text }];
    assert_eq!(Standing::of(&entries, &noon()).reports, [report]);
}
