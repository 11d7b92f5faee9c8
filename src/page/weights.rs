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
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(others) = others::in_their_place() {
        return others;
    }
    static PARSED: OnceLock<Shipped> = OnceLock::new();
    PARSED.get_or_init(|| Shipped::parse(section("kind"), section("forms"), section("price")))
}

impl Shipped {
    fn parse(kind: &'static str, forms: &'static str, of_price: &'static str) -> Self {
        let mut price = Vec::new();
        for line in of_price.lines() {
            let (sign, weight) = split_at_text(line, ": ").unwrap_or_default();
            price.push((sign, weight.parse().unwrap_or_default()));
        }
        Self {
            kind: Weights::parse(kind, &Kind::ALL.map(|(_, name)| name)),
            forms: Weights::parse(forms, &Purpose::ALL.map(|(_, name)| name)),
            price,
        }
    }
}

/// Weights in the place of those that are shipped, to score the pages of a shop by what was fitted without it.
#[cfg(not(target_arch = "wasm32"))]
mod others {
    use std::cell::Cell;

    use super::Shipped;

    thread_local! {
        static OTHERS: Cell<Option<&'static Shipped>> = const { Cell::new(None) };
    }

    pub fn in_their_place() -> Option<&'static Shipped> {
        OTHERS.get()
    }

    impl Shipped {
        /// Weights from texts as those of the shipped files. They are kept for good: there are as many as folds.
        pub fn other(kind: String, forms: String, price: String) -> &'static Self {
            Box::leak(Box::new(Self::parse(kind.leak(), forms.leak(), price.leak())))
        }

        /// Does something by these weights.
        pub fn during<T>(&'static self, work: impl FnOnce() -> T) -> T {
            let before = OTHERS.replace(Some(self));
            let done = work();
            OTHERS.set(before);
            done
        }
    }
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
    fn other_weights_hold_while_something_is_done_by_them() {
        let weighs = || (shipped().kind.told(&["a"]), shipped().price.len());
        let others = Shipped::other("a: cart 5\n".to_owned(), String::new(), "told: 3\n".to_owned());
        let cart = Kind::ALL.iter().position(|(kind, _)| *kind == Kind::Cart).unwrap();
        let before = weighs();
        assert_eq!(others.during(weighs), (cart, 1));
        assert_eq!(weighs(), before);
        assert_ne!(before, (cart, 1));
    }

    #[test]
    fn the_sum_of_what_holds_tells() {
        let weights = Weights::parse("always: cup 5\na: mug 10, cup -10\nb: cup 30", &["mug", "cup"]);
        assert_eq!([&[][..], &["a"], &["a", "b"]].map(|holding| weights.told(holding)), [1, 0, 1]);
    }
}
