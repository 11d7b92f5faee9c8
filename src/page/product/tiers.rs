//! Unit prices by quantity.

use rust_decimal::Decimal;

use super::rows::FoundRow;
use crate::order::{Quantity, lower_case, multiplied};
use crate::page::text::chars::has_any;
use crate::page::text::fold::fold;
use crate::page::text::money::{amount, amounts, tells_money};
use crate::page::text::numbers::whole_numbers;
use crate::page::text::quantity::{quantity, without};
use crate::page::tree::{At, Tree};
use crate::page::{Amount, Tier};

/// Unit prices by quantity: `1-9件 ¥12.80`, `≥10 ¥11.50`; at least two places that stand alike, and that
/// are none of the variants' rows, which may grow cheaper by chance: `12 V ¥39.30`, `250 ml ¥35.00`.
pub fn tiers(tree: &Tree, scope: At, apart: &[At], variants: &[FoundRow]) -> Vec<Tier> {
    for list in tree.subtree(scope) {
        if !tree.node(list).shown || apart.iter().any(|apart| tree.contains(*apart, list)) {
            continue;
        }
        let rows = shown_children(tree, list);
        let mut read: Vec<Tier> = Vec::new();
        for &at in &rows {
            if !variants.iter().any(|variant| tree.contains(at, variant.at)) {
                read.extend(tier(tree, at));
            }
        }
        let rising = read
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.from < b.from && a.price.amount >= b.price.amount));
        if read.len() >= 2 && rising && read.len() + 2 >= rows.len() && !are_instalments(&read) {
            return read;
        }
        if let Some(read) = columns(tree, list) {
            return read;
        }
    }
    Vec::new()
}

/// `2 × 50.00, 3 × 33.34`: the same sum in more and more parts.
fn are_instalments(tiers: &[Tier]) -> bool {
    let sum = |tier: &Tier| multiplied(tier.from, tier.price.amount).unwrap_or_default();
    let Some(first) = tiers.first().map(sum) else { return false };
    let near = multiplied(first, Decimal::new(5, 2)).unwrap_or_default();
    tiers.iter().all(|tier| (sum(tier) - first).abs() <= near)
}

fn shown_children(tree: &Tree, at: At) -> Vec<At> {
    let mut children = tree.children(at);
    children.retain(|at| tree.node(*at).shown);
    children
}

fn tier(tree: &Tree, at: At) -> Option<Tier> {
    if tree.subtree(at).len() > 14 {
        return None;
    }
    let text = tree.text(at);
    if text.chars().count() > 40 {
        return None;
    }
    // Where the price has an element of its own, the quantity is in the rest: `from 1 | 176,90` read
    // as one text may be 1176.90.
    for inner in tree.inside(at) {
        if tree.node(inner).shown
            && let Some(price) = whole_price(tree, inner)
        {
            let from = from_quantity(&tree.text_without(at, &|other| other == inner))?;
            return Some(Tier { from, price });
        }
    }
    let all = amounts(&text, &tree.signs);
    let [price] = all.as_slice() else { return None };
    if !price.marked || price.ranged {
        return None;
    }
    let (before, after) = without(&fold(text.trim()), price.start, price.end);
    let from = from_quantity(&before).or_else(|| from_quantity(&after))?;
    Some(Tier { from, price: price.amount })
}

/// The price that an element is, with nothing beside it.
fn whole_price(tree: &Tree, at: At) -> Option<Amount> {
    let text = tree.text(at);
    let all = amounts(&text, &tree.signs);
    let [one] = all.as_slice() else { return None };
    let whole = one.start == 0 && one.end == fold(text.trim()).chars().count();
    (whole && one.marked && !one.ranged).then_some(one.amount)
}

/// A row of quantities over a row of prices.
fn columns(tree: &Tree, list: At) -> Option<Vec<Tier>> {
    if tree.subtree(list).len() > 100 {
        return None;
    }
    let rows = shown_children(tree, list);
    let [one, other] = rows.as_slice() else { return None };
    let (a, b) = (tree.children(*one), tree.children(*other));
    if a.len() != b.len() || a.len() > 12 {
        return None;
    }
    let marked =
        |cells: &[At]| cells.iter().filter(|cell| tells_money(&tree.text(**cell), &tree.signs)).count();
    let (quantities, prices) = if marked(&b) > marked(&a) { (a, b) } else { (b, a) };
    if marked(&prices) < 2 || marked(&quantities) > 0 {
        return None;
    }
    let mut read: Vec<Tier> = Vec::new();
    for (quantity, price) in quantities.into_iter().zip(prices) {
        if let Some(from) = from_quantity(&tree.text(quantity))
            && let Some(price) = amount(&tree.text(price), &tree.signs)
        {
            read.push(Tier { from, price });
        }
    }
    let rising = read.windows(2).all(|pair| matches!(pair, [a, b] if a.from < b.from));
    (read.len() >= 2 && rising && !are_instalments(&read)).then_some(read)
}

/// The quantity from which a price holds: `1-9件`, `≥10`, `10+`, `10 or more`.
fn from_quantity(text: &str) -> Option<Quantity> {
    const TELLING: [&str; 47] = [
        "≥",
        ">",
        "+",
        "-",
        "~",
        "件",
        "个",
        "個",
        "只",
        "起",
        "以上",
        "点",
        "개",
        "이상",
        "pcs",
        "or more",
        "and up",
        "units",
        "pieces",
        "from",
        "qty",
        "at least",
        "to",
        "ab ",
        "stück",
        "stk",
        "partir",
        "pièce",
        "dès",
        "desde",
        "uds",
        "unidad",
        "da ",
        "pezzi",
        "vanaf",
        "stuks",
        "od ",
        "szt",
        "от ",
        "шт",
        "adet",
        "từ",
        "ชิ้น",
        "cái",
        "buah",
        "fra ",
        "från",
    ];
    let text = fold(text);
    let numbers = whole_numbers(&text);
    if numbers.is_empty() || numbers.len() > 2 {
        return None;
    }
    let mut from = None;
    if has_any(&lower_case(&text), &TELLING) {
        from = numbers.first().copied();
    }
    from.or_else(|| quantity(&text)).filter(|from| !from.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    #[test]
    fn tiers_are_read_from_a_list_and_from_columns() {
        for html in [
            "<body><ul><li>1-9件 ¥12.80</li><li>10-99件 ¥11.50</li><li>≥100件 ¥10.00</li></ul></body>",
            "<body><table><tr><td>1-9</td><td>10-99</td><td>≥100</td></tr><tr><td>¥12.80</td><td>¥11.50</td><td>¥10.00</td></tr></table></body>",
            "<body><div><p>¥12.80 <i>1+</i></p><p>¥11.50 <i>10+</i></p><p>¥10.00 <i>100+</i></p></div></body>",
            "<html lang=es><body><ul><li><i>a partir de 1</i> <b>€ 12,80</b></li><li><i>a partir de 10</i> <b>€ 11,50</b></li><li><i>a partir de 100</i> <b>€ 10,00</b></li></ul></body></html>",
            "<html lang=es><body><ul><li><i>a partir de 1</i> <b>12,80 €</b></li><li><i>a partir de 10</i> <b>11,50 €</b></li><li><i>a partir de 100</i> <b>10,00 €</b></li></ul></body></html>",
            "<body><ul><li>od 1 szt. ¥12.80</li><li>od 10 szt. ¥11.50</li><li>od 100 szt. ¥10.00</li></ul></body>",
        ] {
            let page = page("https://shop.example/p/1", html);
            let read: Vec<_> = tiers(&Tree::of(&page), 0, &[], &[])
                .iter()
                .map(|tier| format!("{}:{}", tier.from, tier.price.amount))
                .collect();
            assert_eq!(read, ["1:12.80", "10:11.50", "100:10.00"], "{html}");
        }
    }

    #[test]
    fn the_same_sum_in_more_and_more_parts_is_no_price_by_quantity() {
        let html = "<body><ul><li>2x ¥50.00</li><li>3x ¥33.34</li><li>6x ¥16.67</li></ul></body>";
        let page = page("https://shop.example/p/1", html);
        assert_eq!(tiers(&Tree::of(&page), 0, &[], &[]), []);
    }
}
