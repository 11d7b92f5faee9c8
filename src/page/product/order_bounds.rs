//! What short texts tell of how many may be ordered: `起批量：10`, `Sold in multiples of 5`, `From 10 pcs`.
//!
//! Some words speak of the smallest quantity or of steps wherever they stand. Others, such as `from`, do so only
//! before a number of pieces: `Delivery from 2 days` tells no smallest quantity.

use crate::order::{Quantity, find_text, lower_case};
use crate::page::text::fold::fold;
use crate::page::text::money::{Signs, amounts};
use crate::page::text::numbers::whole_numbers_at;
use crate::page::text::quantity::{behind_piece, without};
use crate::page::text::words::Word;

/// The smallest quantity that a text tells by a word that says nothing else.
pub fn minimum(text: &str, signs: &Signs) -> Option<Quantity> {
    beside(text, Word::Minimum, signs, &|_| false)
}

/// The step that a text tells.
pub fn step(text: &str, signs: &Signs) -> Option<Quantity> {
    let is_measured = |behind: &str| Word::Measure.strip(behind).is_some();
    beside(text, Word::Step, signs, &is_measured).or_else(|| counted(text, Word::SoldBy))
}

/// The number of pieces right behind a word that may say something else.
pub fn counted(text: &str, word: Word) -> Option<Quantity> {
    let form = word.find(text)?;
    let text = lower_case(&fold(text));
    let behind = text.get(find_text(&text, form)? + form.len()..)?;
    let behind = behind.trim_start_matches(APART);
    let (number, unit) = whole_numbers_at(behind).into_iter().next()?;
    let leads = behind.starts_with(|char: char| char.is_ascii_digit());
    let is_piece = behind_piece(&unit).is_some() && Word::OtherUnit.strip(&unit).is_none();
    (leads && is_piece && !number.is_zero()).then_some(number)
}

/// Between a word and its number.
const APART: fn(char) -> bool = |char| matches!(char, ' ' | '\u{a0}' | ':' | '.');

/// The number nearest to a word in a text, behind it or before it, but no amount of money, no time, no share,
/// and nothing else that `other` says of what stands behind it.
fn beside(text: &str, word: Word, signs: &Signs, other: &dyn Fn(&str) -> bool) -> Option<Quantity> {
    let form = word.find(text)?;
    let text = lower_case(&without_money(text, signs));
    let at = find_text(&text, form)?;
    let (before, behind) = (text.get(..at)?, text.get(at + form.len()..)?);
    let counts = |(_, unit): &(Quantity, String)| Word::OtherUnit.strip(unit).is_none() && !other(unit);
    let nearest = [
        whole_numbers_at(behind).into_iter().next().filter(counts),
        whole_numbers_at(before).into_iter().next_back().filter(counts),
    ];
    nearest.into_iter().flatten().map(|(number, _)| number).find(|number| !number.is_zero())
}

/// A text, folded, without the amounts of money in it.
fn without_money(text: &str, signs: &Signs) -> String {
    let mut text = fold(text.trim());
    for one in amounts(&text, signs).into_iter().rev().filter(|one| one.marked) {
        let (before, behind) = without(&text, one.start, one.end);
        text = [&before, " ; ", behind.as_str()].concat();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> [Option<u32>; 3] {
        let signs = Signs::of("https://shop.example/p/1", "en");
        [minimum(text, &signs), counted(text, Word::AtLeast), step(text, &signs)]
            .map(|number| number.and_then(|number| number.to_string().parse().ok()))
    }

    #[test]
    fn words_of_the_smallest_quantity_and_of_steps_are_read_in_many_languages() {
        for (text, minimum, least, step) in [
            ("MOQ: 10", Some(10), None, None),
            ("Min. order 10 pcs ($50)", Some(10), None, None),
            ("起批量：10 件，需为 5 的倍数", Some(10), None, Some(5)),
            ("2件起售", Some(2), None, None),
            ("From 10 pcs", None, Some(10), None),
            ("Min: 10 pieces", None, Some(10), None),
            ("ขั้นต่ำ 3 ชิ้น", None, Some(3), None),
            ("Sold in multiples of 5", None, None, Some(5)),
            ("Order in 6 pieces", None, None, Some(6)),
            ("Mindestmenge 20 Stück", Some(20), None, None),
            ("Verpackungseinheit: 10 Stück", None, None, Some(10)),
            ("Кратность: 12 шт.", None, None, Some(12)),
            ("MOQ 10 kg", Some(10), None, None),
        ] {
            assert_eq!(told(text), [minimum, least, step], "{text}");
        }
    }

    #[test]
    fn what_else_such_words_say_is_no_bound() {
        for text in [
            "Delivery from 2 days",
            "Order in the next 2 hrs",
            "Order in 2 hours",
            "At least 5 years warranty",
            "From 3% off",
            "Rated by at least 100 people",
            "Minimum order $50",
            "Minimum order 50 EUR",
            "Sold in 10 shops",
            "Sold in packs of 6",
            "Step 2",
            "30 min",
            "Cook for 5 min",
            "Made from 2 layers",
            "放大倍数：10",
            "10月20日起售",
            "满300元起批",
            "In Schritten von 5 cm verstellbar",
            "Кратность: 10",
            "รับประกันขั้นต่ำ 1 ปี",
            "Pedido mínimo: 30 €",
            "Minimum order: 2 days",
        ] {
            assert_eq!(told(text), [None; 3], "{text}");
        }
    }
}
