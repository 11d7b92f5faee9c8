//! What signs weigh, from a file: a line for each sign, and in it the kinds that it speaks for or against
//! with whole numbers, tenths of what speaks e times as much for one kind as for another.

use std::sync::OnceLock;

use super::Kind;
use super::forms::Purpose;
use super::lexicon::section;
use crate::order::split_at_text;

/// The line that holds always.
pub const BIAS: &str = "always";

/// The weights that are shipped.
pub struct Shipped {
    /// Of the kind of a page.
    pub kind: Weights,
    /// Of what a form is there for.
    pub forms: Weights,
    /// Of an amount that may be the price: what each sign says for it.
    pub price: Vec<(&'static str, i32)>,
}

/// The weights that are shipped, parsed once. One cell for all: each would be code of its own.
pub fn shipped() -> &'static Shipped {
    static PARSED: OnceLock<Shipped> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut price = Vec::new();
        for line in section("price").lines() {
            let (sign, weight) = split_at_text(line, ": ").unwrap_or_default();
            price.push((sign, weight.parse().unwrap_or_default()));
        }
        Shipped {
            kind: Weights::parse(section("kind"), &Kind::ALL.map(|(_, name)| name)),
            forms: Weights::parse(section("forms"), &Purpose::ALL.map(|(_, name)| name)),
            price,
        }
    })
}

/// The weights of a file.
pub struct Weights {
    kinds: usize,
    lines: Vec<(&'static str, Vec<i32>)>,
}

impl Weights {
    /// The weights that stand in a text, for kinds with these names.
    pub fn parse(text: &'static str, kinds: &[&str]) -> Self {
        let mut lines = Vec::new();
        for line in text.lines() {
            let Some((sign, says)) = split_at_text(line, ": ") else { continue };
            let mut weights = vec![0; kinds.len()];
            for one in says.split(',') {
                let Some((name, weight)) = one.trim_start().split_once(' ') else { continue };
                let place = kinds.iter().position(|own| *own == name);
                if let (Some(weight), Ok(told)) = (place.and_then(|at| weights.get_mut(at)), weight.parse()) {
                    *weight = told;
                }
            }
            lines.push((sign, weights));
        }
        Self { kinds: kinds.len(), lines }
    }

    /// What a sign says for a kind; nothing where it is not named.
    pub fn of(&self, sign: &str, kind: usize) -> i32 {
        let line = self.lines.iter().find(|(name, _)| *name == sign);
        line.and_then(|(_, weights)| weights.get(kind)).copied().unwrap_or_default()
    }

    /// The kind that most speaks for, in the sum of all signs that hold.
    pub fn told(&self, holding: &[&str]) -> usize {
        let mut best = (0, i32::MIN);
        for kind in 0..self.kinds {
            let mut sum = self.of(BIAS, kind);
            for sign in holding {
                sum += self.of(sign, kind);
            }
            if sum > best.1 {
                best = (kind, sum);
            }
        }
        best.0
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Every line is of a sign and every name of a kind.
    pub fn check(text: &str, signs: &[&str], kinds: &[&str]) {
        for line in text.lines() {
            let (sign, says) = line.split_once(": ").unwrap();
            assert!(sign == BIAS || signs.contains(&sign), "{sign} is no sign");
            for one in says.split(", ") {
                let (kind, weight) = one.split_once(' ').unwrap();
                assert!(kinds.contains(&kind), "{kind} is no kind");
                assert!(weight.parse::<i32>().is_ok(), "{weight} is no whole number");
            }
        }
    }

    #[test]
    fn the_sum_of_what_holds_tells() {
        let weights = Weights::parse("always: cup 5\na: mug 10, cup -10\nb: cup 30", &["mug", "cup"]);
        assert_eq!([&[][..], &["a"], &["a", "b"]].map(|holding| weights.told(holding)), [1, 0, 1]);
    }
}
