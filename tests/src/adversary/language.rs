//! The languages that generated shops speak. The words are those that real shops use, collected
//! here on their own: the reader's lexicon is not looked at.

use super::coin::Coin;
use super::words;

/// What a shop says in one language.
#[derive(Debug)]
pub struct Language {
    /// As `lang` says it.
    pub tag: &'static str,
    /// What its shops are paid in.
    pub coins: &'static [Coin],
    /// What is sold.
    pub goods: &'static [&'static str],
    /// Axes of variants with their options, the first for what looks different, the second for sizes,
    /// the others for anything.
    pub axes: &'static [(&'static str, &'static [&'static str])],
    /// How many.
    pub quantity: &'static [&'static str],
    /// Puts into the cart.
    pub add: &'static [&'static str],
    /// Buys at once.
    pub buy: &'static [&'static str],
    /// Before the price.
    pub price: &'static [&'static str],
    /// Before the price that was.
    pub was: &'static [&'static str],
    /// How many there are, with `{}` for the number.
    pub stock: &'static [&'static str],
    /// The smallest quantity, with `{}`.
    pub minimum: &'static [&'static str],
    /// The step, with `{}`.
    pub step: &'static [&'static str],
    /// Cannot be bought now.
    pub sold_out: &'static [&'static str],
    /// From this quantity on, with `{}`.
    pub tier: &'static [&'static str],
    /// Heads other products.
    pub also: &'static [&'static str],
    /// Asks to choose.
    pub choose: &'static [&'static str],
    /// Freight, with `{}` for the amount.
    pub freight: &'static [&'static str],
    /// Ends the session.
    pub leave: &'static str,
    /// A sentence about the goods.
    pub praise: &'static [&'static str],
    /// Where the description begins.
    pub about: &'static str,
}

/// All languages.
pub const LANGUAGES: [&Language; 16] = [
    &words::ENGLISH,
    &words::BRITISH,
    &words::CHINESE,
    &words::GERMAN,
    &words::FRENCH,
    &words::SPANISH,
    &words::ITALIAN,
    &words::PORTUGUESE,
    &words::POLISH,
    &words::JAPANESE,
    &words::KOREAN,
    &words::RUSSIAN,
    &words::TURKISH,
    &words::VIETNAMESE,
    &words::THAI,
    &words::INDONESIAN,
];
