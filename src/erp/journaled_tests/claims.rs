//! Claims of one order by two purchasers, whatever their requests take.

use super::super::fake::Pace;
use super::*;

/// The clock of a client that does not wait for claims to settle.
struct Hasty<'f>(&'f Fake);

impl Clock for Hasty<'_> {
    fn now(&self) -> Time {
        self.0.now()
    }

    fn ticks(&self) -> u64 {
        self.0.ticks()
    }

    fn wait(&self, _: u32) -> Later<'_, ()> {
        self.0.wait(0)
    }
}

/// What two purchasers are told who claim one order, the second so much later.
fn race(one: Pace, other: Pace, later: u32, hasty: bool) -> Vec<Told> {
    let fake = Fake::new();
    let (one, other) = (fake.client("li", one), fake.client("wang", other));
    let (hasty_one, hasty_other) = (Hasty(&one), Hasty(&other));
    let clock = |own: &'static str| -> &dyn Clock {
        match (hasty, own) {
            (true, "li") => &hasty_one,
            (true, _) => &hasty_other,
            (false, "li") => &one,
            (false, _) => &other,
        }
    };
    let first = Journaled::new(Box::new(one.clone()), clock("li"));
    let second = Journaled::new(Box::new(other.clone()), clock("wang"));
    let id = "1".to_owned();
    let started = async {
        other.wait(later).await;
        Erp::claim(&second, &id, "p2").await
    };
    run(&fake.world, vec![Erp::claim(&first, &id, "p1"), Box::pin(started)])
}

fn paces() -> Vec<Pace> {
    let mut paces = Vec::new();
    for before in [0, 2, 5] {
        for commit in [0, 2, 5] {
            for reply in [0, 3] {
                for later in [0, 3] {
                    paces.push(Pace { before, commit, reply, later });
                }
            }
        }
    }
    paces
}

#[test]
fn two_purchasers_never_both_hold_an_order() {
    let (mut both_hasty, mut none) = (0, 0);
    let fast = |pace: &Pace| pace.before + pace.commit + pace.reply <= 4;
    for one in paces() {
        for other in paces() {
            for later in [0, 1, 3, 6] {
                let told = race(one, other, later, false);
                let winners = told.iter().filter(|told| told.is_ok()).count();
                assert!(winners < 2, "{one:?} {other:?} {later}: {told:?}");
                if fast(&one) && fast(&other) {
                    assert_eq!(winners, 1, "{one:?} {other:?} {later}: {told:?}");
                    let loser = told.iter().find_map(|told| told.as_ref().err());
                    assert!(matches!(loser, Some(ErpError::Claimed(..))), "{loser:?}");
                }
                none += usize::from(winners == 0);
            }
            let told = race(one, other, 1, true);
            both_hasty += usize::from(told.iter().all(Result::is_ok));
        }
    }
    assert!(both_hasty > 0, "without settling there must be races that both win, or this test shows nothing");
    assert!(none > 0, "a request that takes too long is no claim");
}

#[test]
fn a_claim_is_held_renewed_given_back_and_runs_out() {
    let fake = Fake::new();
    let wang = fake.client("wang", Pace::default());
    let held = claim(&fake, "p1").unwrap();
    assert_eq!(held.status, Status::Purchasing);
    assert_eq!(held.claim.as_ref().map(|claim| claim.by.as_str()), Some("li"));
    let until = held.claim.map(|claim| claim.until);
    assert!(matches!(claim(&wang, "p2"), Err(ErpError::Claimed(by, _)) if by == "li"));
    // Renewed only when half of it has passed: every renewal is an entry that people see.
    assert_eq!(claim(&fake, "p1").unwrap().claim.map(|claim| claim.until), until);
    assert_eq!(acts(&fake).len(), 2);
    fake.after(1000);
    assert!(claim(&fake, "p1").unwrap().claim.map(|claim| claim.until) > until);
    fake.after(1500);
    assert!(matches!(claim(&wang, "p2"), Err(ErpError::Claimed(by, _)) if by == "li"));
    fake.after(301);
    assert_eq!(claim(&wang, "p2").unwrap().claim.map(|claim| claim.by).as_deref(), Some("wang"));
    // Whose lease has run out is told who has it now, and cannot give back what is not theirs.
    assert!(matches!(claim(&fake, "p1"), Err(ErpError::Claimed(by, _)) if by == "wang"));
    assert_eq!(release(&fake, "p1").unwrap().status, Status::Purchasing);
    assert_eq!(release(&wang, "p2").unwrap().status, Status::Pending);
    assert!(claim(&fake, "p1").is_ok());
}

#[test]
fn a_claim_whose_answer_was_lost_is_made_anew() {
    for after_effect in [false, true] {
        for fails_in in 0..5 {
            let fake = Fake::new();
            fake.world.borrow_mut().fails_in = Some(fails_in);
            fake.world.borrow_mut().after_effect = after_effect;
            assert!(claim(&fake, "p1").is_err(), "{fails_in}");
            assert!(claim(&fake, "p1").is_ok(), "{fails_in} {after_effect}");
            let wang = fake.client("wang", Pace::default());
            assert!(matches!(claim(&wang, "p2"), Err(ErpError::Claimed(..))));
        }
    }
}

#[test]
fn a_held_claim_is_not_lost_to_an_entry_that_comes_late() {
    let fake = Fake::new();
    let wang = fake.client("wang", Pace { commit: 60, ..Pace::default() });
    let id = "1".to_owned();
    let first = Journaled::new(Box::new(wang.clone()), &wang);
    let second = Journaled::new(Box::new(fake.clone()), &fake);
    // wang's background dies while its request is on its way: it never gets to giving its claim back.
    let mut dying = Erp::claim(&first, &id, "p2");
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(dying.as_mut().poll(&mut context).is_pending());
    let told = run(&fake.world, vec![Erp::claim(&second, &id, "p1")]);
    drop(dying);
    assert!(told.iter().all(Result::is_ok));
    fake.after(1);
    assert!(fake.world.borrow().entries.iter().any(|(entry, _)| entry.author == "wang"));
    assert!(matches!(claim(&wang, "p2"), Err(ErpError::Claimed(by, _)) if by == "li"));
    assert!(claim(&fake, "p1").is_ok());
}
