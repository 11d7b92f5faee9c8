//! Chance that is the same for the same seed.

/// A source of numbers (SplitMix64): small, and the same on every machine.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The dice of one page: pages do not depend on each other, so that one can be looked at alone.
    pub fn of(seed: u64, page: u32) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(page).rotate_left(32));
        // Neighbouring seeds begin alike.
        dice.number();
        dice
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.number() % end).unwrap_or_default()
    }

    /// A number from `low` up to and with `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let room = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(room)).unwrap_or_default()
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub fn of_all<T: Clone + Default>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len());
        all.get(at).cloned().unwrap_or_default()
    }

    /// One of several texts.
    pub fn text(&mut self, all: &[&'static str]) -> &'static str {
        let at = self.below(all.len());
        all.get(at).copied().unwrap_or_default()
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for end in (1..all.len()).rev() {
            let other = self.below(end + 1);
            all.swap(end, other);
        }
    }

    /// A short word without a meaning, for names of classes and the like. Its letters do not happen to
    /// spell what fields of cards and passwords are called, which nobody may touch.
    pub fn letters(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"bcdfghjklmnqrstxz0123456789";
        let mut word = String::from("q");
        for _ in 1..length {
            let at = self.below(LETTERS.len());
            word.push(char::from(LETTERS.get(at).copied().unwrap_or(b'z')));
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_and_pages_differ() {
        let draw = |seed, page| {
            let mut dice = Dice::of(seed, page);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }
}
