//! What came of all pages, counted.

use std::fmt::Write as _;

use super::court::Verdict;
use super::mutation::Mutation;
use super::order::{Case, Truth};

/// Of a hundred pages that can be bought so many must be handed over.
const AIM: usize = 97;
/// Among so many pages every mutation must be on this many, so many in a hundred must stop, and half
/// must carry three mutations.
const PROMISED: usize = 1000;
const OFTEN: usize = 50;
const STOPS: usize = 30;
/// So many failures are shown in full.
const SHOWN: usize = 40;

/// Verdicts of one browser.
#[derive(Debug, Default)]
pub struct Report {
    pages: usize,
    buyable: usize,
    right: usize,
    stops: usize,
    stopped: usize,
    wrong: usize,
    hard: usize,
    /// For each mutation: pages, and those that came out as they must.
    mutations: Vec<(Mutation, usize, usize)>,
    failures: Vec<String>,
}

impl Report {
    /// Takes a verdict down; says whether all is as it must be.
    pub fn add(&mut self, case: &Case, verdict: &Verdict) -> bool {
        self.pages += 1;
        self.hard += usize::from(case.mutations.len() >= 3);
        let must_stop = matches!(case.truth, Truth::Stop(_));
        let well = match verdict {
            Verdict::Right => true,
            Verdict::Stopped(_) => true,
            Verdict::Wrong(_) => {
                self.wrong += 1;
                false
            }
            Verdict::Refused(_) | Verdict::Mistaken(_) | Verdict::Hung(_) => false,
        };
        if must_stop {
            self.stops += 1;
            self.stopped += usize::from(well);
        } else {
            self.buyable += 1;
            self.right += usize::from(well);
        }
        for mutation in &case.mutations {
            match self.mutations.iter_mut().find(|(own, ..)| own == mutation) {
                Some((_, pages, right)) => {
                    *pages += 1;
                    *right += usize::from(well);
                }
                None => self.mutations.push((*mutation, 1, usize::from(well))),
            }
        }
        if !well {
            self.failures.push(format!(
                "page {}: {verdict:?}\n    order: {}\n    {:?}",
                case.number,
                case.told(),
                case.mutations
            ));
        }
        well
    }

    /// So many pages have a verdict.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// How far it has come, in one line.
    pub fn sum(&self) -> String {
        format!(
            "{} pages, right {} of {}, stopped {} of {}, wrong {}",
            self.pages, self.right, self.buyable, self.stopped, self.stops, self.wrong
        )
    }

    /// Whether everything is as it must be, the pages themselves included.
    pub fn passes(&self) -> bool {
        let promised = self.pages < PROMISED
            || self.mutations.iter().filter(|(_, pages, _)| *pages >= OFTEN).count() == Mutation::ALL.len()
                && self.hard * 2 >= self.pages
                && self.stops * 100 >= self.pages * STOPS;
        promised && self.wrong == 0 && self.stopped == self.stops && self.right * 100 >= self.buyable * AIM
    }

    /// The figures as text.
    pub fn table(&self, name: &str) -> String {
        let mut table = String::new();
        for failure in self.failures.iter().take(SHOWN) {
            let _ = writeln!(table, "  {failure}");
        }
        if self.failures.len() > SHOWN {
            let _ = writeln!(table, "  and {} more", self.failures.len() - SHOWN);
        }
        let _ = writeln!(
            table,
            "{name}, {} pages, {} of them with three mutations or more",
            self.pages, self.hard
        );
        let _ =
            writeln!(table, "  handed over right   {:>5} of {:<5} (aim ≥ {AIM} %)", self.right, self.buyable);
        let _ = writeln!(table, "  stopped with reason {:>5} of {:<5} (aim: all)", self.stopped, self.stops);
        let _ = writeln!(table, "  wrong hand-overs    {:>5} (aim: none)", self.wrong);
        let mut all = self.mutations.clone();
        all.sort();
        for line in all.chunks(3) {
            let cells: Vec<String> = line
                .iter()
                .map(|(mutation, pages, right)| {
                    format!("{:<16} {right:>4} of {pages:<4}", format!("{mutation:?}"))
                })
                .collect();
            let _ = writeln!(table, "  {}", cells.join("   "));
        }
        table
    }
}
