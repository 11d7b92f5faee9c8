//! One schedule: chance that is the same for the same seed, and what may go wrong in it.

// The adversary's, of which schedules need the numbers alone.
#[allow(dead_code, reason = "pages need words and orders, too")]
#[path = "../../src/adversary/dice.rs"]
mod dice;

/// What chance decides.
#[derive(Debug, Clone)]
pub struct Dice(dice::Dice);

impl Dice {
    /// The dice of one schedule. Schedules do not depend on each other, so that one can be replayed alone.
    pub fn of(seed: u64) -> Self {
        Self(dice::Dice::of(seed, 0))
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.number() % end.max(1)
    }

    /// A number from `low` up to and with `high`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True so many times in a thousand.
    pub fn permille(&mut self, chance: u64) -> bool {
        chance > 0 && self.below(1000) < chance
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.permille(chance * 10)
    }

    /// One of several; nothing where there is none.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(all.len() as u64)).unwrap_or_default();
        all.get(at)
    }

    /// What breaks a tie between two things at the same moment.
    pub fn tie(&mut self) -> u32 {
        (self.0.number() >> 32) as u32
    }
}

/// What may go wrong in a schedule, each in a thousand. A schedule has some of the faults and not others:
/// where everything fails at once, little else happens.
#[derive(Debug, Clone, Default)]
pub struct Weather {
    /// The background dies at a point where it waits for something.
    pub crash: u64,
    /// A write to the store fails.
    pub write_fails: u64,
    /// A message to the background is lost.
    pub lost: u64,
    /// A message to the background arrives twice.
    pub doubled: u64,
    /// A request to the ERP fails, or its answer is lost.
    pub erp_fails: u64,
    /// A request to the ERP takes up to the settling bound.
    pub erp_slow: u64,
    /// A request to the ERP takes longer than that.
    pub erp_slower: u64,
    /// The ERP answers that it did what it did not.
    pub erp_lies: u64,
    /// Something befalls a browser between two acts of its person: a tab or the browser is closed, the
    /// extension updated, access withdrawn, the clock set, the computer sent to sleep, the session at the
    /// supplier ended.
    pub mishap: u64,
    /// The person presses what is not shown as ready, or says what is not so.
    pub rash: u64,
    /// Something befalls an order at the supplier's: the answer is lost, it is refused, it is slow.
    pub shop: u64,
    /// Both purchasers want the same order at the same time.
    pub rivals: bool,
}

impl Weather {
    /// The weather of a schedule.
    pub fn of(dice: &mut Dice) -> Self {
        let mut some = |levels: [u64; 4]| {
            let at = usize::try_from(dice.below(4)).unwrap_or_default();
            levels.get(at).copied().unwrap_or_default()
        };
        Self {
            crash: some([0, 3, 10, 30]),
            write_fails: some([0, 0, 0, 20]),
            lost: some([0, 0, 20, 80]),
            doubled: some([0, 0, 30, 100]),
            erp_fails: some([0, 0, 60, 250]),
            erp_slow: some([0, 0, 100, 400]),
            erp_slower: some([0, 0, 0, 100]),
            erp_lies: some([0, 0, 0, 60]),
            mishap: some([0, 30, 80, 200]),
            rash: some([0, 0, 30, 120]),
            shop: some([0, 100, 250, 500]),
            rivals: some([0, 0, 1, 1]) == 1,
        }
    }
}
