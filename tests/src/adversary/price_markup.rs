//! Amounts and facts as shops show them.

use super::draft::Draft;
use super::goods::Sku;
use super::markup::{both, classes, el, named, text};
use super::mutation::Mutation;

/// How a page writes its price: chosen once, since a page does not change its ways.
#[derive(Debug, Clone)]
pub struct Manner {
    form: usize,
    split: usize,
    /// Without a sign.
    plain: bool,
}

impl Manner {
    /// The manner of a page.
    pub fn of(draft: &mut Draft) -> Self {
        let split = if draft.has(Mutation::SplitPrice) { draft.dice.below(4) + 1 } else { 0 };
        Self { form: draft.dice.below(8), split, plain: draft.has(Mutation::PlainPrice) }
    }

    /// An amount as text.
    pub fn text(&self, draft: &Draft, minor: i64) -> String {
        if self.plain {
            let (units, rest) = draft.coin.parts(minor);
            return format!("{units}{rest}");
        }
        draft.coin.text(minor, self.form)
    }

    /// An amount as the price is written.
    pub fn price(&self, draft: &Draft, minor: i64) -> String {
        let (before, behind) = if self.plain { ("", "") } else { draft.coin.sign(self.form) };
        let (units, rest) = draft.coin.parts(minor);
        let whole = text(&self.text(draft, minor));
        match self.split {
            1 => format!("<i>{before}</i><b>{units}</b><small>{rest}</small>{behind}"),
            2 => format!("<span>{before}</span><span>{units}{rest}</span><span>{behind}</span>"),
            3 => {
                let pieces = format!(
                    "<span>{before}</span><span>{units}</span><span>{rest}</span><span>{behind}</span>"
                );
                let unseen = "style=\"position:absolute;left:-9999px\"";
                format!("<span {unseen}>{whole}</span><span aria-hidden=\"true\">{pieces}</span>")
            }
            4 => format!("<em style=\"font-style:normal\">{before}{units}</em><sup>{rest}</sup>{behind}"),
            _ => whole,
        }
    }

    /// What stands in the place of the price before a variant is chosen.
    pub fn open(&self, draft: &Draft) -> String {
        let prices: Vec<i64> = draft.skus.iter().map(|sku| draft.unit(sku, 1)).collect();
        let (low, high) =
            (prices.iter().min().copied().unwrap_or(1), prices.iter().max().copied().unwrap_or(1));
        if low == high {
            return self.price(draft, low);
        }
        text(&format!("{} - {}", self.text(draft, low), self.text(draft, high)))
    }

    /// The tiers of a variant, as a list or a table.
    pub fn tiers(&self, draft: &Draft, sku: &Sku, table: bool) -> String {
        let word = draft.language.tier.first().copied().unwrap_or("{}+");
        let all = draft.tiers.iter().map(|(from, _)| {
            (
                text(&word.replace("{}", &number_text(draft, *from))),
                text(&self.text(draft, draft.unit(sku, *from))),
            )
        });
        if table {
            let (quantities, prices): (Vec<String>, Vec<String>) =
                all.map(|(from, price)| (el("td", "", "", &from), el("td", "", "", &price))).unzip();
            return format!("<table><tr>{}</tr><tr>{}</tr></table>", quantities.concat(), prices.concat());
        }
        let lines: String = all
            .map(|(from, price)| el("li", "", "", &format!("<span>{from}</span> <b>{price}</b>")))
            .collect();
        el("ul", "", "", &lines)
    }
}

/// The place of the price, with what was before and the like.
pub fn block(draft: &mut Draft, manner: &Manner, mark: &str, inner: &str) -> String {
    let size = draft.dice.between(18, 32);
    let old = draft.has(Mutation::OldPrice);
    let highest = draft.skus.iter().map(|sku| sku.price).max().unwrap_or(100);
    let more = highest * draft.dice.between(10, 80) / 100;
    let was = text(&manner.text(draft, highest + more));
    let word = text(draft.dice.text(draft.language.was));
    let label = draft.dice.text(draft.language.price);
    let beside = beside(draft, manner);
    let (plain, code) = (draft.has(Mutation::PlainPrice), draft.coin.code);
    let dice = &mut draft.dice;
    let telling = dice.text(&["", "price", "product-price", "", "amount"]);
    // A bare number is at least called a price.
    let telling = if plain && !telling.contains("price") { "product-price" } else { telling };
    let style = format!("style=\"font-size:{size}px\"");
    let mut own = el("span", &both(telling, mark), &style, inner);
    if plain {
        own.push_str(&format!("<meta itemprop=\"priceCurrency\" content=\"{code}\">"));
    }
    let gone = match dice.below(3) {
        0 => format!("<s>{was}</s>"),
        1 => format!("<span>{word} <del>{was}</del></span>"),
        _ => format!("<span style=\"text-decoration:line-through;color:#888\">{was}</span>"),
    };
    let price = match dice.below(3) {
        0 => named(dice, label, &own),
        _ => el("div", &classes(dice), "", &own),
    };
    if !old {
        return format!("{price}{beside}");
    }
    if dice.percent(50) { format!("{gone}{price}{beside}") } else { format!("{price}{gone}{beside}") }
}

/// A fact in the shop's words, such as the stock.
pub fn fact(draft: &mut Draft, words: &[&'static str], number: i64) -> String {
    let word = draft.dice.text(words);
    text(&word.replace("{}", &number_text(draft, number)))
}

/// A number as the country groups its digits, where the page does that.
pub fn number_text(draft: &Draft, number: i64) -> String {
    if draft.has(Mutation::Large) { draft.coin.grouped(number) } else { number.to_string() }
}

/// What stands beside a price and is none: what a kilogram costs, what is saved, how many stars it has.
fn beside(draft: &mut Draft, manner: &Manner) -> String {
    if !draft.has(Mutation::BaseUnit) {
        return String::new();
    }
    let price = draft.skus.first().map_or(100, |sku| sku.price);
    let part = price * draft.dice.between(15, 90) / 100 + 1;
    let part = text(&manner.text(draft, part));
    let line = match draft.dice.below(4) {
        0 => format!("({part} / 100 g)"),
        1 => format!("{part}/kg"),
        2 => format!("-{part} (-20 %)"),
        _ => format!("1 kg = {part}"),
    };
    let stars = if draft.dice.percent(40) { "<span>★★★★☆ 4.8 (1,203)</span>" } else { "" };
    let tag = draft.dice.text(&["small", "p", "div", "span"]);
    format!("{}{stars}", el(tag, &classes(&mut draft.dice), "style=\"font-size:11px\"", &line))
}

/// Amounts that are no price: freight, instalments, vouchers.
pub fn other_amounts(draft: &mut Draft, manner: &Manner) -> String {
    if !draft.has(Mutation::OtherAmounts) {
        return String::new();
    }
    let scale = 10_i64.pow(draft.coin.decimals);
    let amount = draft.dice.between(3, 30) * scale;
    let amount = manner.text(draft, amount);
    let line = draft.dice.text(draft.language.freight).replace("{}", &amount);
    let freight = el("p", &classes(&mut draft.dice), "", &text(&line));
    if draft.dice.percent(60) {
        return freight;
    }
    // The same sum in more and more parts is no price by quantity.
    let price = draft.skus.first().map_or(100, |sku| sku.price);
    let parts: String = [2, 3, 6]
        .iter()
        .map(|parts| {
            el("li", "", "", &text(&format!("{parts}x {}", manner.text(draft, (price + parts - 1) / parts))))
        })
        .collect();
    format!("{freight}{}", el("ul", &classes(&mut draft.dice), "", &parts))
}
