//! The words that shops put beside order numbers, amounts and times, and where they stand in a text.
//!
//! A phrase counts as a label only where something can follow it as its value: `运费：¥5` has one,
//! `运费险` has none. Phrases are written folded and in lower case.

use super::chars::{CharKind, DIGIT, SPACE, WORD};
use crate::order::{is_letter, is_letter_or_digit, lower_case};
use crate::page::lexicon::labels_like;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// The supplier's order number.
    Order,
    /// A number of a payment, an invoice, a refund or a customer: never an order number.
    OtherNumber,
    /// A tracking number.
    Tracking,
    /// A telephone number or a post code.
    Contact,
    /// The supplier's id of a product.
    Product,
    /// What is really to be paid or was paid.
    Payable,
    /// A total; with or without freight.
    Total,
    /// The goods without freight, or the total of one line.
    Subtotal,
    /// Freight.
    Freight,
    /// What is taken off.
    Discount,
    /// The price of one.
    Price,
    /// How many.
    Quantity,
    /// When the order was placed.
    Placed,
    /// Another time: paid, sent, received.
    OtherTime,
    /// Where the goods go.
    ShipTo,
    /// The buyer's account.
    Account,
    /// What is bought.
    Title,
    /// Which variant of it.
    Variant,
    /// Anything else that ends the value before it.
    Other,
}

impl Label {
    /// Their names in the lexicon.
    pub const NAMES: [(&'static str, Self); 19] = [
        ("order", Self::Order),
        ("other-number", Self::OtherNumber),
        ("tracking", Self::Tracking),
        ("contact", Self::Contact),
        ("product", Self::Product),
        ("payable", Self::Payable),
        ("total", Self::Total),
        ("subtotal", Self::Subtotal),
        ("freight", Self::Freight),
        ("discount", Self::Discount),
        ("price", Self::Price),
        ("quantity", Self::Quantity),
        ("placed", Self::Placed),
        ("other-time", Self::OtherTime),
        ("ship-to", Self::ShipTo),
        ("account", Self::Account),
        ("title", Self::Title),
        ("variant", Self::Variant),
        ("other", Self::Other),
    ];
}

/// A label in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundLabel {
    /// What it announces.
    pub label: Label,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte where its value may begin, behind colons and the like.
    pub end: usize,
}

/// Opens an aside behind a label.
const ASIDE: CharKind = |char| matches!(char, '(' | '[');
/// Stands around a label that is alone.
const AROUND: CharKind = |char| char.is_whitespace() || matches!(char, ':' | '.' | '*');
/// Letters before the scripts of East Asia, which write without spaces.
const LATIN_LETTER: CharKind = |char| is_letter(char) && char < '\u{2e80}';
/// Letters and digits of the same.
const LATIN: CharKind = |char| is_letter_or_digit(char) && char < '\u{2e80}';
/// Stands in a phrase of several words.
const BETWEEN: CharKind = |char| matches!(char, ' ' | '#');
/// Stands behind a label and before nothing else.
const SIGN: CharKind = |char| matches!(char, ':' | '#' | '№');
/// Leads from a label to its value.
const LEADING: CharKind = |char| matches!(char, ':' | '#' | '.' | '№') || char.is_whitespace();
const GAP: CharKind = |char| matches!(char, ':' | ' ');
/// Begins an amount or a number.
const OPENS_VALUE: CharKind =
    |char| char.is_ascii_digit() || matches!(char, '¥' | '$' | '€' | '£' | '-' | '(');
const ASCII_WORD: CharKind = |char| char.is_ascii_alphanumeric();

/// What a text announces that is nothing but a label, as a column's head or the term of a pair.
pub fn label_of(text: &str) -> Option<Label> {
    let text = lower_case(text);
    let bare = text.split(ASIDE).next().unwrap_or_default().trim_matches(AROUND);
    match bare {
        "订单" | "order" | "pedido" | "bestellung" => return Some(Label::Order),
        "paid" | "bezahlt" | "pagado" | "payé" => return Some(Label::Payable),
        _ => {}
    }
    let all = labels_like(bare);
    // `Item` heads what is bought, and `Item #` its number.
    let whole = all.iter().find(|(phrase, _)| *phrase == bare);
    whole
        .or_else(|| all.iter().find(|(phrase, _)| phrase.strip_suffix(" #") == Some(bare)))
        .map(|(_, label)| *label)
}

/// The labels in a folded text, in order; where one holds another, the longer one.
pub fn labels_in(text: &str) -> Vec<FoundLabel> {
    // Lower case may change a letter's length; then places would not fit, and only ASCII is lowered.
    let lowered = lower_case(text);
    let lowered = if lowered.len() == text.len() { lowered } else { text.to_ascii_lowercase() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = lowered.get(at..).filter(|rest| !rest.is_empty()) {
        let before = lowered.get(..at).unwrap_or_default();
        match longest(before, rest) {
            Some((label, len, behind)) => {
                found.push(FoundLabel { label, start: at, end: at + len + behind });
                at += len + behind;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// The longest phrase that a text begins with as a label: its meaning, its length, and the length of
/// what leads over to the value.
fn longest(before: &str, rest: &str) -> Option<(Label, usize, usize)> {
    // Within a word none begins: `bridge` would say so of each, after all of them were compared.
    if rest.starts_with(LATIN_LETTER) && before.ends_with(LATIN) {
        return None;
    }
    let mut longest: Option<(Label, &str)> = None;
    for (phrase, label) in labels_like(rest) {
        if rest.starts_with(phrase) && longest.is_none_or(|(_, other)| phrase.len() >= other.len()) {
            longest = Some((*label, phrase));
        }
    }
    let (label, phrase) = longest?;
    let behind = rest.get(phrase.len()..)?;
    let leads = bridge(label, phrase, before, behind)?;
    Some((label, phrase.len(), leads))
}

/// How much leads over from a label to its value, or nothing where the phrase is only a part of
/// other words.
fn bridge(label: Label, phrase: &str, before: &str, behind: &str) -> Option<usize> {
    let latin = phrase.starts_with(LATIN_LETTER);
    if latin {
        if before.ends_with(LATIN) || phrase.ends_with(WORD) && behind.starts_with(WORD) {
            return None;
        }
        // A single word is a label only where it opens a text: `the price of shipping` names nothing.
        let opens = !before.trim_end().ends_with(LATIN_LETTER);
        // `Ihre Bestellnummer: 10023` says whose it is, in one word with a sign behind.
        let signed = label == Label::Order && behind.trim_start().starts_with(SIGN);
        if !phrase.contains(BETWEEN) && !opens && !signed {
            return None;
        }
    }
    let mut rest = behind.trim_start();
    // `合计(含运费)：¥35.60`: an aside without a number is not the value.
    if let Some((aside, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && !aside.contains(DIGIT)
    {
        rest = after.trim_start();
    }
    let aside = rest.len() != behind.trim_start().len();
    let marked = rest.trim_start_matches(LEADING);
    let mut said = None;
    for verb in ["is", "are", "was", "lautet", "est", "es", "è", "é", "to", "为", "是"] {
        if let Some(rest) = marked.strip_prefix(verb)
            && (!verb.starts_with(LATIN_LETTER) || !rest.starts_with(LATIN))
        {
            said = Some(rest.trim_start_matches(GAP));
            break;
        }
    }
    let value = said.unwrap_or(marked).trim_start();
    let stands = value.is_empty()
        || aside
        || rest.len() != marked.len()
        || behind.starts_with(SPACE)
        || said.is_some()
        || value.starts_with(OPENS_VALUE)
        || (!latin && value.starts_with(ASCII_WORD));
    stands.then_some(behind.len() - value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Label, &str)> {
        labels_in(text).into_iter().map(|found| (found.label, &text[found.end..])).collect()
    }

    #[test]
    fn a_label_leads_to_its_value() {
        for (text, label, value) in [
            ("订单编号:2885", Label::Order, "2885"),
            ("您的订单号为 2885", Label::Order, "2885"),
            ("订单号2885", Label::Order, "2885"),
            ("Your order number is 100002.", Label::Order, "100002."),
            ("Order # 112-0399923", Label::Order, "112-0399923"),
            ("Order No.: 12", Label::Order, "12"),
            ("Order #1001", Label::Order, "1001"),
            ("Ihre Bestellnummer: #10023", Label::Order, "10023"),
            ("Ihre Bestellnummer lautet 10023", Label::Order, "10023"),
            ("Votre numéro de commande est : 10023", Label::Order, "10023"),
            ("Заказ №12345", Label::Order, "12345"),
            ("支付订单号:77", Label::OtherNumber, "77"),
            ("Transaction ID: 77", Label::OtherNumber, "77"),
            ("合计(含运费):¥35.60", Label::Total, "¥35.60"),
            ("实付¥35.60", Label::Payable, "¥35.60"),
            ("Shipping & handling: $5", Label::Freight, "$5"),
            ("实付款", Label::Payable, ""),
        ] {
            assert_eq!(read(text), [(label, value)], "{text}");
        }
    }

    #[test]
    fn parts_of_other_words_are_no_labels() {
        for text in [
            "运费险",
            "退货包运费的",
            "不含运费)",
            "the price of shipping",
            "reorder numbers",
            "reorder #5",
            "totally",
            "orders",
            "实付满减",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn columns_are_named_by_whole_words() {
        assert_eq!(label_of("单价(元)"), Some(Label::Price));
        assert_eq!(label_of("Order"), Some(Label::Order));
        assert_eq!(label_of("Qty."), Some(Label::Quantity));
        assert_eq!(label_of("Order #"), Some(Label::Order));
        assert_eq!(label_of("Item"), Some(Label::Title));
        assert_eq!(label_of("Item #"), Some(Label::Product));
        assert_eq!(label_of("Ordering"), None);
    }
}
