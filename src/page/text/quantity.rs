//! Quantities in text: `2件`, `×2`, `Qty: 2`, `5,000 pcs`, `¥12.80 × 2`.

use super::chars::{CharKind, joins, slice};
use super::fold::fold;
use super::money::{Signs, amounts};
use super::numbers::numbers;
use crate::order::{Quantity, lower_case};
use crate::page::Amount;

/// What may stand before a quantity, longest first where one begins another.
const NAMES: [&str; 26] = [
    "订购数量",
    "采购数量",
    "购买数量",
    "订货数量",
    "商品数量",
    "数量",
    "數量",
    "件数",
    "共计",
    "共",
    "quantity ordered",
    "quantity",
    "qty.",
    "qty",
    "menge",
    "anzahl",
    "quantité",
    "qté",
    "cantidad",
    "quantità",
    "ilość",
    "количество",
    "x",
    "×",
    "*",
    "@",
];

/// What may stand behind a quantity.
const UNITS: [&str; 53] = [
    "件",
    "个",
    "個",
    "只",
    "双",
    "条",
    "套",
    "包",
    "箱",
    "盒",
    "台",
    "把",
    "支",
    "瓶",
    "张",
    "卷",
    "米",
    "千克",
    "公斤",
    "对",
    "块",
    "本",
    "根",
    "袋",
    "piece",
    "pieces",
    "pcs",
    "pc",
    "units",
    "unit",
    "items",
    "item",
    "ea",
    "each",
    "stück",
    "stk",
    "x",
    "×",
    "@",
    "개",
    "点",
    "шт",
    "шт.",
    "szt.",
    "szt",
    "ks",
    "pz",
    "adet",
    "cái",
    "ชิ้น",
    "pièces",
    "piezas",
    "unidades",
];

/// The quantity that a text is: a number with nothing but its name, its unit or a times sign.
pub fn quantity(text: &str) -> Option<Quantity> {
    read(text).map(|(quantity, _)| quantity)
}

/// The same, only where a name, a unit or a times sign says that it is a quantity.
pub fn named_quantity(text: &str) -> Option<Quantity> {
    read(text).filter(|(_, named)| *named).map(|(quantity, _)| quantity)
}

/// A unit price with the quantity beside it in the same text, as in `¥12.80 × 2` or `2 @ $4.00`.
pub fn price_and_quantity(text: &str, signs: &Signs) -> Option<(Amount, Quantity)> {
    let found = amounts(text, signs);
    let [one] = found.as_slice() else { return None };
    if !one.marked {
        return None;
    }
    let (before, behind) = without(&fold(text.trim()), one.start, one.end);
    Some((one.amount, named_quantity(&[before, behind].concat())?))
}

/// What stands behind the name of a piece, as a word of its own, in a text that begins with it.
pub fn behind_piece(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let mut shortest: Option<&str> = None;
    for unit in UNITS {
        if !matches!(unit, "x" | "×" | "@")
            && let Some(rest) = text.strip_prefix(unit)
            && !joins(unit.chars().next_back(), rest.chars().next())
            && shortest.is_none_or(|other| rest.len() < other.len())
        {
            shortest = Some(rest);
        }
    }
    shortest
}

/// What stands before and behind a part of a text whose places are counted in characters.
pub fn without(text: &str, start: usize, end: usize) -> (String, String) {
    let chars: Vec<char> = text.chars().collect();
    (slice(&chars, 0, start), slice(&chars, end, chars.len()))
}

fn read(text: &str) -> Option<(Quantity, bool)> {
    let text = lower_case(fold(text).trim());
    let chars: Vec<char> = text.chars().collect();
    let found = numbers(&chars, false);
    let [number] = found.as_slice() else { return None };
    let named_before = only(&slice(&chars, 0, number.start), &NAMES)?;
    let named_behind = only(&slice(&chars, number.end, chars.len()), &UNITS)?;
    Some((number.value.normalize(), named_before || named_behind))
}

/// Whether a text is made of those words, and punctuation, alone: then whether it has any of them,
/// else nothing.
fn only(text: &str, words: &[&str]) -> Option<bool> {
    const IDLE: CharKind = |char| matches!(char, ' ' | '\u{a0}' | ':' | '(' | ')' | '[' | ']');
    let mut rest = text.trim_start_matches(IDLE);
    let mut named = false;
    while !rest.is_empty() {
        rest = words.iter().find_map(|word| rest.strip_prefix(word))?.trim_start_matches(IDLE);
        named = true;
    }
    Some(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_shops_write_them() {
        for (text, expected) in [
            ("2", "2"),
            ("2件", "2"),
            ("x2", "2"),
            ("×2", "2"),
            ("× 2", "2"),
            ("X 2", "2"),
            ("＊２", "2"),
            ("Qty: 2", "2"),
            ("Quantity 2", "2"),
            ("数量：2 件", "2"),
            ("数量 x2", "2"),
            ("共 3 件", "3"),
            ("5,000", "5000"),
            ("5,000 pcs", "5000"),
            ("(2)", "2"),
            ("2.5千克", "2.5"),
        ] {
            assert_eq!(quantity(text).map(|q| q.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_quantity() {
        for text in
            ["", "¥2", "XL2", "2XL", "10x20", "已售2件", "2 sold", "库存 20", "2026-11-23", "1.2.3", "12%"]
        {
            assert_eq!(quantity(text), None, "{text}");
        }
        assert_eq!(named_quantity("2"), None);
        assert!(named_quantity("x2").is_some());
    }

    #[test]
    fn a_price_may_stand_beside_its_quantity() {
        let signs = Signs::of("https://shop.example/", "zh");
        for text in ["¥12.80 × 2", "¥12.80x2", "2 × ¥12.80", "Qty 2 @ ¥12.80", "12.80元 2件"] {
            let (price, quantity) = price_and_quantity(text, &signs).expect(text);
            assert_eq!(
                (price.amount.to_string().as_str(), quantity.to_string().as_str()),
                ("12.80", "2"),
                "{text}"
            );
        }
        assert_eq!(price_and_quantity("¥12.80", &signs), None);
        assert_eq!(price_and_quantity("满2件减¥12.80", &signs), None);
    }
}
