//! Signs by which one of several amounts is the price: questions here, what each says is data.

use rust_decimal::Decimal;

use super::Where;
use super::candidates::Candidate;
use crate::order::{has_text, is_letter, split_at_text};
use crate::page::text::chars::has_any;
use crate::page::text::fold::fold;
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};

/// What is asked of: one of the candidates among all.
pub struct Seen<'s, 'a> {
    /// The page.
    pub tree: &'s Tree<'a>,
    /// What the search may rest on.
    pub place: &'s Where<'s>,
    /// All candidates.
    pub all: &'s [Candidate],
    /// The one.
    pub own: &'s Candidate,
}

/// A sign of a price.
pub type Sign = fn(&Seen) -> bool;

/// Their names and what they ask.
pub const SIGNS: [(&str, Sign); 32] = [
    ("told", |seen| {
        let told = seen.place.data.and_then(|data| data.price);
        told.is_some_and(|told| told.amount == seen.own.amount.amount)
    }),
    ("typed", |seen| {
        let tree = seen.tree;
        let typed = |at: At| has_text(tree.attribute(at, "itemprop"), "price");
        typed(seen.own.at) || typed(seen.own.outer)
    }),
    ("called-price", |seen| has_text(&seen.own.marks, "price")),
    ("called-now", |seen| called_now(seen.own)),
    ("called-before", |seen| called_before(seen.own)),
    ("bare", |seen| !seen.own.marked),
    ("named-before", |seen| Word::OldPrice.within(&seen.own.near)),
    ("named-other", |seen| Word::OtherAmount.within(&seen.own.near)),
    ("named-net", |seen| Word::NetPrice.within(&seen.own.near)),
    ("named-price", |seen| Word::Price.within(&seen.own.near)),
    ("in-a-sentence", |seen| seen.own.text.chars().filter(|char| is_letter(*char)).count() > 10),
    ("in-parts", |seen| is_in_parts(&seen.own.text)),
    ("per-measure", |seen| is_per_measure(&seen.own.text)),
    ("behind-title", |seen| seen.place.title.is_some_and(|title| seen.own.at > title)),
    ("before-title", |seen| seen.place.title.is_some_and(|title| seen.own.at < title)),
    ("near-button", |seen| seen.to_button().is_some_and(|way| way <= 300)),
    ("not-far-from-button", |seen| seen.to_button().is_some_and(|way| way <= 700)),
    ("far-from-button", |seen| seen.to_button().is_some_and(|way| way > 1500)),
    ("in-card", |seen| seen.own.in_card),
    ("in-a-list", |seen| seen.is_listed()),
    ("font-16", |seen| seen.font() >= 16),
    ("font-20", |seen| seen.font() >= 20),
    ("font-25", |seen| seen.font() >= 25),
    ("font-30", |seen| seen.font() >= 30),
    ("first-of-pair", |seen| seen.pair().is_some_and(|other| other.at > seen.own.at)),
    ("lower-of-pair", |seen| seen.pair().is_some_and(|other| other.amount.amount > seen.own.amount.amount)),
    ("first", |seen| {
        let title = seen.place.title.unwrap_or_default();
        let first = seen.all.iter().find(|one| one.at > title && !one.in_card);
        // Of two that are both called the price none comes first.
        let amount = seen.own.amount.amount;
        let named = |one: &Candidate| Word::Price.within(&one.near);
        let rival = |other: &Candidate| other.amount.amount != amount && !other.in_card;
        first.is_some_and(|first| first.amount.amount == amount)
            && !(Word::Price.within(&seen.own.near)
                && seen.all.iter().any(|other| rival(other) && named(other)))
    }),
    ("closest-to-button", |seen| {
        let own = seen.room_with_button(seen.own);
        own < usize::MAX && seen.all.iter().all(|other| seen.room_with_button(other) >= own)
    }),
    ("only", |seen| seen.all.iter().all(|other| other.amount.amount == seen.own.amount.amount)),
    ("only-called", |seen| {
        let called = |one: &Candidate| has_text(&one.marks, "price");
        let same = |other: &Candidate| !called(other) || other.amount.amount == seen.own.amount.amount;
        // The only one may still be another's: `as low as $0.24`.
        let is_other = Word::OtherAmount.within(&seen.own.near) || Word::OldPrice.within(&seen.own.near);
        called(seen.own) && !is_other && seen.all.iter().all(same)
    }),
    ("beside-title", |seen| seen.place.title.is_some_and(|title| seen.is_near(title, 150))),
    ("repeated", |seen| {
        let same = |other: &&Candidate| {
            !seen.tree.contains(other.outer, seen.own.at)
                && !seen.tree.contains(seen.own.outer, other.at)
                && other.amount.amount == seen.own.amount.amount
                && !other.in_card
        };
        seen.all.iter().any(|other| same(&other))
    }),
];

/// Classes of the price that holds where another is shown beside it.
const OWN_PRICES: [&str; 10] = [
    "current",
    "actual",
    "final",
    "special",
    "sale",
    "pricenew",
    "price-new",
    "price_new",
    "newprice",
    "new-price",
];

/// Classes of prices that do not hold, or are another's.
const OTHER_PRICES: [&str; 21] = [
    "barred",
    "full-price",
    "before",
    "-old",
    "_old",
    " old",
    "oldp",
    "priceold",
    "-was",
    "_was",
    " was",
    "wasp",
    "msrp",
    "list-price",
    "origin",
    "strike",
    "regular",
    "compare",
    "save",
    "shipping",
    "crossed",
];

fn called_now(own: &Candidate) -> bool {
    has_any(&own.marks, &OWN_PRICES) && !called_before(own)
}

fn called_before(own: &Candidate) -> bool {
    // A discount is taken off, but a discount price is what is left.
    let is_discount = |class: &str| has_text(class, "discount") && !has_text(class, "price");
    has_any(&own.marks, &OTHER_PRICES) || own.marks.split_whitespace().any(is_discount)
}

/// `3 x €12.50`: an instalment, or several at once.
fn is_in_parts(text: &str) -> bool {
    let text = fold(text);
    let behind = text.trim_start_matches(|char: char| char.is_ascii_digit()).trim_start();
    behind.len() < text.len()
        && behind.strip_prefix(['x', 'X', '×', '*']).is_some_and(|rest| !rest.starts_with(is_letter))
}

/// `€12.50 / kg`, `per 100 g`: the price of a measure, which shops in many countries must tell beside
/// that of a piece.
fn is_per_measure(text: &str) -> bool {
    const MEASURES: [&str; 14] =
        ["kg", "g", "l", "ml", "m", "m2", "m²", "cl", "oz", "lb", "fl", "lt", "litre", "кг"];
    let text = text.to_ascii_lowercase();
    let Some((_, unit)) = text.rsplit_once('/').or_else(|| split_at_text(&text, " per ")) else {
        return false;
    };
    let unit =
        unit.trim_matches(|char: char| char.is_ascii_digit() || matches!(char, ' ' | '(' | ')' | '.' | '='));
    let first = unit.split_whitespace().next().unwrap_or_default();
    MEASURES.contains(&first)
}

impl Seen<'_, '_> {
    fn font(&self) -> u16 {
        self.tree.largest_font(self.own.at)
    }

    /// Whether an element and it stand in a part of the page that holds no more than that.
    fn is_near(&self, other: At, most: usize) -> bool {
        self.tree.around(self.own.at, other).is_some_and(|around| self.tree.subtree(around).len() <= most)
    }

    /// Whether what holds it stands in a row of others that hold prices in the same way, as goods in a list do
    /// that lead nowhere.
    fn is_listed(&self) -> bool {
        let tree = self.tree;
        let mut alike = 0;
        let class = tree.attribute(self.own.at, "class");
        for other in self.all {
            let is_like = tree.tag(other.at) == tree.tag(self.own.at)
                && tree.attribute(other.at, "class") == class
                && tree.node(other.at).font == tree.node(self.own.at).font;
            alike += usize::from(is_like && other.amount.amount != self.own.amount.amount);
        }
        alike >= 3
    }

    /// How much the smallest part of the page holds that holds both the amount and the button.
    fn room_with_button(&self, one: &Candidate) -> usize {
        let around = self.place.action.and_then(|action| self.tree.around(one.at, action));
        around.map_or(usize::MAX, |around| self.tree.subtree(around).len())
    }

    /// How far above or below the button it stands.
    fn to_button(&self) -> Option<i32> {
        let action = self.place.action?;
        Some((self.tree.node(self.own.at).rect.1 - self.tree.node(action).rect.1).abs())
    }

    /// Another amount right beside it that may be the same goods' at another time: neither a part of it
    /// nor many times as much.
    fn pair(&self) -> Option<&Candidate> {
        // Two that are both called the price are those of two variants.
        let named = |one: &Candidate| Word::Price.within(&one.near);
        let beside = |other: &&Candidate| {
            let (one, two) = (self.own.amount.amount, other.amount.amount);
            let (low, high) = if one < two { (one, two) } else { (two, one) };
            low < high
                && high <= low.saturating_mul(Decimal::TEN / Decimal::TWO)
                && self.is_beside(other)
                && !(named(self.own) && named(other))
        };
        // Three are a list.
        let mut others = self.all.iter().filter(beside);
        others.next().filter(|first| others.all(|other| other.amount.amount == first.amount.amount))
    }

    /// Whether nothing but them stands in what holds both.
    fn is_beside(&self, other: &Candidate) -> bool {
        let tree = self.tree;
        let Some(around) = tree.around(self.own.outer, other.outer) else { return false };
        let holds = |at: Option<At>| at.is_some_and(|at| tree.contains(around, at));
        tree.subtree(around).len() <= 14
            && tree.steps(self.own.outer, around) <= 2
            && tree.steps(other.outer, around) <= 2
            && tree.leading_in(around).is_empty()
            && !holds(self.place.title)
            && !holds(self.place.action)
    }
}
