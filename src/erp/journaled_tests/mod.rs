//! Reports and undoing over an ERP in memory; claims are in a file of their own.

mod claims;

use super::fake::{Fake, Lie, Pace, order, run};
use super::journal::{Act, Standing, State, act_of};
use super::journaled::Journaled;
use super::{Clock, Erp, ErpError, Fault, Later};
use crate::order::{Covered, Evidence, Money, PurchaseOrder, Report, Status, Time};

type Told = Result<PurchaseOrder, ErpError>;

fn one(fake: &Fake, run_it: impl for<'a> FnOnce(&'a Journaled<'a>) -> Later<'a, Told>) -> Told {
    let erp = Journaled::new(Box::new(fake.clone()), fake);
    let mut told = run(&fake.world, vec![run_it(&erp)]);
    told.pop().unwrap()
}

fn claim(fake: &Fake, purchase: &str) -> Told {
    let id = "1".to_owned();
    let erp = Journaled::new(Box::new(fake.clone()), fake);
    let mut told = run(&fake.world, vec![Erp::claim(&erp, &id, purchase)]);
    told.pop().unwrap()
}

fn release(fake: &Fake, purchase: &str) -> Told {
    let id = "1".to_owned();
    let erp = Journaled::new(Box::new(fake.clone()), fake);
    let mut told = run(&fake.world, vec![Erp::release(&erp, &id, purchase)]);
    told.pop().unwrap()
}

fn record(fake: &Fake, report: &Report) -> Told {
    let erp = Journaled::new(Box::new(fake.clone()), fake);
    let mut told = run(&fake.world, vec![Erp::record(&erp, report)]);
    told.pop().unwrap()
}

fn undo(fake: &Fake, report: &Report) -> Told {
    let erp = Journaled::new(Box::new(fake.clone()), fake);
    let mut told = run(&fake.world, vec![Erp::undo(&erp, report, "wrong shirt")]);
    told.pop().unwrap()
}

fn report(id: &str, number: &str, lines: &[(&str, i64)]) -> Report {
    let covered =
        |(line, quantity): &(&str, i64)| Covered { line: (*line).into(), quantity: (*quantity).into() };
    Report {
        id: id.into(),
        order: "1".into(),
        purchase: "p1".into(),
        supplier: "mall.example".into(),
        number: number.into(),
        lines: lines.iter().map(covered).collect(),
        total: Some(Money::new("26.10".parse().unwrap(), "CNY".parse().unwrap())),
        freight: Some(Money::new("8.00".parse().unwrap(), "CNY".parse().unwrap())),
        placed: super::fake::noon(),
        tracking: Some("YT7788".into()),
        note: "the blue one was sold out".into(),
        evidence: Evidence::ShownByPage,
        shared: false,
    }
}

const BOTH: [(&str, i64); 2] = [("1", 2), ("2", 3)];

fn acts(fake: &Fake) -> Vec<Act> {
    fake.world.borrow().entries.iter().filter_map(|(entry, _)| act_of(&entry.text)).collect()
}

#[test]
fn a_report_is_written_once_however_often_it_is_sent() {
    let fake = Fake::new();
    let all = report("r1", "2187654321098765432", &BOTH);
    let purchased = record(&fake, &all).unwrap();
    assert_eq!(
        (purchased.status, purchased.reports.as_slice()),
        (Status::Purchased, std::slice::from_ref(&all))
    );
    let (version, entries) = (fake.world.borrow().version, acts(&fake).len());
    assert_eq!(record(&fake, &all), Ok(purchased));
    assert_eq!((fake.world.borrow().version, acts(&fake).len()), (version, entries));
    assert_eq!(fake.world.borrow().reference, "2187654321098765432");
    let another = Report { number: "7".into(), ..all };
    assert!(matches!(record(&fake, &another), Err(ErpError::Refused(_))));
}

#[test]
fn a_report_that_was_cut_short_anywhere_is_completed_and_never_doubled() {
    let all = report("r1", "77", &BOTH);
    for after_effect in [false, true] {
        for fails_in in 0..8 {
            let fake = Fake::new();
            fake.world.borrow_mut().fails_in = Some(fails_in);
            fake.world.borrow_mut().after_effect = after_effect;
            let first = record(&fake, &all);
            fake.world.borrow_mut().fails_in = None;
            let told = record(&fake, &all);
            assert_eq!(
                told.as_ref().map(|order| order.status),
                Ok(Status::Purchased),
                "{fails_in} {first:?}"
            );
            let reports = acts(&fake).into_iter().filter(|act| matches!(act, Act::Report { .. }));
            assert_eq!(reports.count(), 1, "{fails_in} {after_effect}");
            assert_eq!(fake.world.borrow().reference, "77");
        }
    }
}

#[test]
fn an_order_is_purchased_only_when_all_lines_are_covered() {
    let fake = Fake::new();
    fake.world.borrow_mut().reference = "Q-12".into();
    let part = record(&fake, &report("r1", "71", &[("1", 2), ("2", 1)])).unwrap();
    assert_eq!((part.status, fake.world.borrow().state), (Status::PartPurchased, State::Open));
    let over = record(&fake, &report("r2", "72", &[("2", 3)]));
    assert!(matches!(over, Err(ErpError::Refused(said)) if said.contains("only 2 left")));
    let whole = record(&fake, &report("r3", "73", &[("2", 2)])).unwrap();
    assert_eq!((whole.status, fake.world.borrow().state), (Status::Purchased, State::Purchased));
    assert_eq!(fake.world.borrow().reference, "Q-12, 71, 73");
}

#[test]
fn what_was_taken_back_leaves_its_reason_and_no_number() {
    for goes_back in [false, true] {
        let fake = Fake::new();
        fake.world.borrow_mut().goes_back = goes_back;
        fake.world.borrow_mut().reference = "Q-12".into();
        let all = report("r1", "77", &BOTH);
        record(&fake, &all).unwrap();
        let order = undo(&fake, &all).unwrap();
        assert!(order.reports.is_empty());
        assert_eq!(order.status, if goes_back { Status::Pending } else { Status::Purchased });
        assert_eq!(fake.world.borrow().reference, "Q-12");
        let entries = acts(&fake).len();
        assert_eq!(undo(&fake, &all).map(|order| order.reports), Ok(Vec::new()));
        assert_eq!(acts(&fake).len(), entries, "a second undo has no second effect");
        assert!(matches!(acts(&fake).last(), Some(Act::Undo { reason, .. }) if reason == "wrong shirt"));
        let text = fake.world.borrow().entries.last().map(|(entry, _)| entry.text.clone()).unwrap();
        assert!(
            text.starts_with("撤销采购 · Purchase taken back: 77\n原因 · Reason: wrong shirt\n"),
            "{text}"
        );
        assert!(matches!(record(&fake, &all), Err(ErpError::Refused(_))));
        assert_eq!(undo(&fake, &report("r9", "9", &BOTH)), Err(ErpError::NotFound));
    }
}

#[test]
fn an_erp_that_lies_is_found_out() {
    let all = report("r1", "77", &BOTH);
    for (lie, missing) in [
        (Lie::Entries, "report"),
        (Lie::Reference, "supplier order number"),
        (Lie::State, "state of being purchased"),
    ] {
        let fake = Fake::new();
        fake.world.borrow_mut().lie = lie;
        assert_eq!(record(&fake, &all), Err(Fault::NotKept(missing).into()), "{lie:?}");
    }
    let fake = Fake::new();
    fake.world.borrow_mut().lie = Lie::Entries;
    assert_eq!(claim(&fake, "p1"), Err(ErpError::NotHeld));
}

#[test]
fn a_number_belongs_to_one_order_unless_it_is_shared() {
    let fake = Fake::new();
    fake.world.borrow_mut().other = Some(("2".into(), "PO-2".into()));
    let all = report("r1", "77", &BOTH);
    assert_eq!(record(&fake, &all), Err(ErpError::NumberTaken("PO-2".into())));
    assert_eq!(fake.world.borrow().entries.len(), 0);
    let shared = Report { shared: true, ..all };
    assert_eq!(record(&fake, &shared).map(|order| order.status), Ok(Status::Purchased));
}

#[test]
fn a_report_that_was_cut_short_and_lost_its_number_meanwhile_leaves_no_entry() {
    let all = report("r1", "77", &BOTH);
    let mut begun = 0;
    for fails_in in 0..8 {
        let fake = Fake::new();
        fake.world.borrow_mut().fails_in = Some(fails_in);
        let _ = record(&fake, &all);
        fake.world.borrow_mut().fails_in = None;
        if fake_standing(&fake).reports.is_empty() || !fake.world.borrow().reference.is_empty() {
            continue;
        }
        begun += 1;
        fake.world.borrow_mut().other = Some(("2".into(), "PO-2".into()));
        assert_eq!(record(&fake, &all), Err(ErpError::NumberTaken("PO-2".into())));
        assert!(fake_standing(&fake).reports.is_empty(), "what is not told as bought stands nowhere");
    }
    assert!(begun > 0, "no try ended between entry and number");
}

#[test]
fn a_number_that_two_orders_got_at_once_is_taken_back() {
    let all = report("r1", "77", &BOTH);
    let rival = |shared| Report { id: "r2".into(), order: "2".into(), shared, ..all.clone() };
    let fake = Fake::new();
    fake.world.borrow_mut().rival = Some(rival(false));
    assert_eq!(record(&fake, &all), Err(ErpError::NumberTaken("PO-2".into())));
    assert_eq!(fake.world.borrow().reference, "");
    assert!(fake_standing(&fake).reports.is_empty());
    // Where that was cut short it is completed, and what is said stays said.
    fake.world.borrow_mut().reference = "77".into();
    assert!(matches!(record(&fake, &all), Err(ErpError::Refused(_))));
    assert_eq!(fake.world.borrow().reference, "");
    // Who shares it takes it from nobody.
    let fake = Fake::new();
    fake.world.borrow_mut().rival = Some(rival(true));
    assert!(record(&fake, &all).is_ok());
}

#[test]
fn an_order_that_changes_meanwhile_is_read_again() {
    let fake = Fake::new();
    fake.world.borrow_mut().meddled = 2;
    let all = report("r1", "77", &BOTH);
    assert_eq!(record(&fake, &all).map(|order| order.status), Ok(Status::Purchased));
    let fake = Fake::new();
    fake.world.borrow_mut().meddled = 99;
    assert_eq!(record(&fake, &all), Err(ErpError::changed()));
}

#[test]
fn what_is_bought_is_recorded_though_the_order_was_cancelled_but_not_claimed() {
    let fake = Fake::new();
    fake.world.borrow_mut().state = State::Cancelled;
    assert_eq!(claim(&fake, "p1"), Err(ErpError::NotOpen("cancelled".into())));
    let told = record(&fake, &report("r1", "77", &BOTH)).unwrap();
    assert_eq!((told.status, told.reports.len()), (Status::Cancelled, 1));
    assert_eq!(fake.world.borrow().reference, "77");
    let fake = Fake::new();
    fake.world.borrow_mut().state = State::Purchased;
    assert_eq!(claim(&fake, "p1"), Err(ErpError::NotOpen("purchased".into())));
}

#[test]
fn an_order_tells_the_claim_as_it_is_now() {
    let fake = Fake::new();
    claim(&fake, "p1").unwrap();
    let wang = fake.client("wang", Pace::default());
    let now = one(&wang, |erp| Box::pin(async { Erp::order(erp, &"1".to_owned()).await })).unwrap();
    assert_eq!(now.claim.map(|claim| (claim.by, claim.purchase)), Some(("li".into(), "p1".into())));
    assert_eq!(order("1").claim, None);
    fake.after(1801);
    let entries: Vec<_> = fake.world.borrow().entries.iter().map(|(entry, _)| entry.clone()).collect();
    assert_eq!(Standing::of(&entries, &fake.now()).claim(), None);
}

#[test]
fn of_two_reports_that_are_written_at_once_one_is_taken_back() {
    for before in [0, 3, 40] {
        let fake = Fake::new();
        let other = fake.client("zhao", Pace { before, commit: 1, reply: 1, later: 0 });
        let (one, two) = (report("r1", "N1", &BOTH), report("r2", "N2", &BOTH));
        let (li, zhao) =
            (Journaled::new(Box::new(fake.clone()), &fake), Journaled::new(Box::new(other.clone()), &other));
        let told = run(&fake.world, vec![Erp::record(&li, &one), Erp::record(&zhao, &two)]);
        assert_eq!(told.iter().filter(|told| told.is_ok()).count(), 1, "{told:?}");
        let told = fake_standing(&fake);
        assert_eq!(told.reports.len(), 1);
    }
}

fn fake_standing(fake: &Fake) -> Standing {
    let entries: Vec<_> = fake.world.borrow().entries.iter().map(|(entry, _)| entry.clone()).collect();
    Standing::of(&entries, &fake.now())
}
