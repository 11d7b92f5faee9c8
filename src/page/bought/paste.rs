//! Text that a person copied off a supplier's page, for a purchase recorded by hand.

use chrono::FixedOffset;

use crate::order::{Quantity, Time, has_text, lower_case};
use crate::page::Amount;
use crate::page::fields::{Field, fields_of};
use crate::page::text::chars::{CharKind, digits_in};
use crate::page::text::fold::{fold, visible};
use crate::page::text::labels::Label;
use crate::page::text::money::{Signs, amount, amounts};
use crate::page::text::order_number::{is_number, is_well_known, numbers_in};
use crate::page::text::time::time;

/// What a pasted text tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pasted {
    /// Supplier order numbers, in the text's order.
    pub numbers: Vec<String>,
    /// What was paid.
    pub total: Option<Amount>,
    /// Freight in it.
    pub freight: Option<Amount>,
    /// When the order was placed.
    pub placed: Option<Time>,
    /// The tracking number.
    pub tracking: Option<String>,
}

/// Reads a pasted text; times without a zone are taken to be in `zone`, and `lang` is the language
/// that settles shared signs of money.
pub fn from_text(text: &str, zone: FixedOffset, lang: &str) -> Pasted {
    let mut cells: Vec<String> = Vec::new();
    for cell in text.split(CELL_END) {
        let cell = visible(&fold(cell)).trim().to_owned();
        if !cell.is_empty() {
            cells.push(cell);
        }
    }
    let lines: Vec<&str> = cells.iter().map(String::as_str).collect();
    let fields = fields_of(&lines, &|_, _| true);
    let signs = Signs::of("", lang);
    let tracking = first_value(&fields, Label::Tracking, &tracking_in);
    Pasted {
        numbers: numbers(&lines, &fields, tracking.as_deref()),
        total: total(&fields, &signs).or_else(|| only_amount(&lines, &fields, &signs)),
        freight: freight(&fields, &signs),
        placed: placed(&lines, &fields, zone),
        tracking,
    }
}

/// Ends a line, or a cell of a table that was copied.
const CELL_END: CharKind = |char| matches!(char, '\n' | '\t');
/// Stands between words that were pasted without labels.
const WORD_END: CharKind = |char| matches!(char, ' ' | ',' | '、' | ';');
const NO_ASCII_WORD: CharKind = |char| !char.is_ascii_alphanumeric();
const NO_TRACKING: CharKind = |char| !(char.is_ascii_alphanumeric() || char == '-');

/// What the first field with a label tells, of those that tell anything.
pub fn first_value<T>(fields: &[Field], label: Label, read: &dyn Fn(&str) -> Option<T>) -> Option<T> {
    for field in fields {
        if field.label == label
            && let Some(value) = read(&field.value)
        {
            return Some(value);
        }
    }
    None
}

/// The labelled numbers; without any, words in the form of a well-known supplier's numbers, or the
/// one word that was pasted.
fn numbers(lines: &[&str], fields: &[Field], tracking: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for field in fields {
        if field.label == Label::Order {
            found.extend(numbers_in(&field.value));
        }
    }
    if found.is_empty() {
        found = unlabelled(lines, fields);
    }
    let mut kept: Vec<String> = Vec::new();
    for number in found {
        if !kept.contains(&number) && tracking != Some(number.as_str()) {
            kept.push(number);
        }
    }
    kept
}

fn unlabelled(lines: &[&str], fields: &[Field]) -> Vec<String> {
    let mut found = Vec::new();
    for line in lines {
        for word in line.split(WORD_END) {
            let word = word.trim_matches(NO_ASCII_WORD);
            let free = !fields.iter().any(|field| has_text(&field.value, word));
            let alone = lines.len() == 1 && line.trim_start_matches('#') == word;
            if (free && is_well_known(word)) || (alone && is_number(word)) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

/// What was really paid, however many other amounts stand around it.
pub fn total(fields: &[Field], signs: &Signs) -> Option<Amount> {
    let (mut paid, mut due, mut total) = (None, None, None);
    for field in fields {
        if !matches!(field.label, Label::Payable | Label::Total) {
            continue;
        }
        let Some(amount) = first_amount(&field.value, signs) else { continue };
        if field.label == Label::Total {
            total = Some(amount);
        } else if field.words.starts_with("优惠后") || field.words.starts_with("实") {
            paid = paid.or(Some(amount));
        } else {
            due = Some(amount);
        }
    }
    paid.or(due).or(total)
}

/// Freight; nothing to pay is an amount too.
pub fn freight(fields: &[Field], signs: &Signs) -> Option<Amount> {
    first_value(fields, Label::Freight, &|value| {
        let lowered = lower_case(value);
        let free = ["免", "包邮", "free", "kostenlos", "gratis"].iter().any(|word| lowered.starts_with(word));
        first_amount(value, signs).or(free.then_some(Amount { amount: Quantity::ZERO, currency: None }))
    })
}

/// The first amount of a value; a bare number counts too, since a label stands before it.
pub fn first_amount(value: &str, signs: &Signs) -> Option<Amount> {
    let word = value.split_whitespace().next().unwrap_or_default();
    match amounts(value, signs).first() {
        Some(found) if !found.ranged => Some(found.amount),
        _ => amount(word, signs),
    }
}

/// The only amount with a currency in the text, where no label names another.
fn only_amount(lines: &[&str], fields: &[Field], signs: &Signs) -> Option<Amount> {
    if fields
        .iter()
        .any(|field| matches!(field.label, Label::Freight | Label::Subtotal | Label::Price | Label::Discount))
    {
        return None;
    }
    let mut only = None;
    for line in lines {
        for found in amounts(line, signs) {
            if found.marked && *only.get_or_insert(found.amount) != found.amount {
                return None;
            }
        }
    }
    only
}

fn placed(lines: &[&str], fields: &[Field], zone: FixedOffset) -> Option<Time> {
    let labelled = first_value(fields, Label::Placed, &|value| time(value, zone));
    if labelled.is_some() || fields.iter().any(|field| field.label == Label::OtherTime) {
        return labelled;
    }
    let mut only = None;
    for line in lines {
        if let Some(time) = time(line, zone)
            && *only.get_or_insert(time) != time
        {
            return None;
        }
    }
    only
}

/// A tracking number has at least eight letters and digits, most of them digits.
pub fn tracking_in(value: &str) -> Option<String> {
    for word in value.split(NO_TRACKING) {
        let word = word.trim_matches('-');
        if word.len() >= 8 && digits_in(word) >= 6 {
            return Some(word.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Pasted {
        from_text(text, FixedOffset::east_opt(8 * 3600).unwrap(), "zh-CN")
    }

    fn show(amount: Option<Amount>) -> Option<String> {
        amount.map(|amount| {
            format!("{} {}", amount.amount, amount.currency.map_or("?".to_owned(), |code| code.to_string()))
        })
    }

    #[test]
    fn a_chinese_order_page_is_read() {
        let pasted = read(
            "订单编号：2885410663725190012 复制\n支付宝交易号：2026112322001112345678901234\n下单时间：2026-11-23 19:17:06\n\
             付款时间：2026-11-23 19:20:00\n商品总价 ￥25.60\n运费 ￥10.00\n店铺优惠 -￥2.00\n实付款 ￥33.60\n运单号：YT1234567890123 查看物流\n\
             收货人 王小明 13800138000",
        );
        assert_eq!(pasted.numbers, ["2885410663725190012"]);
        assert_eq!(show(pasted.total).as_deref(), Some("33.60 CNY"));
        assert_eq!(show(pasted.freight).as_deref(), Some("10.00 CNY"));
        assert_eq!(pasted.placed.map(|time| time.to_rfc3339()).as_deref(), Some("2026-11-23T19:17:06+08:00"));
        assert_eq!(pasted.tracking.as_deref(), Some("YT1234567890123"));
    }

    #[test]
    fn what_was_paid_beats_other_amounts() {
        for (text, paid) in [
            ("¥1.11 优惠后付款 ¥0.61", "0.61 CNY"),
            ("合计：¥40.00\n实付金额：¥35.00\n应付金额：¥38.00", "35.00 CNY"),
            ("订单总额 ¥40.00 应付总额 ¥38.00", "38.00 CNY"),
            ("实付:35元 合计:40元", "35 CNY"),
            ("合计(含运费)：¥35.60", "35.60 CNY"),
            ("订单编号:1\n¥35.60", "35.60 CNY"),
        ] {
            assert_eq!(show(read(text).total).as_deref(), Some(paid), "{text}");
        }
        assert_eq!(read("¥1.11 ¥0.61").total, None);
    }

    #[test]
    fn an_english_order_page_is_read() {
        let pasted = read(
            "Order placed\nNovember 23, 2026\nOrder # 112-0399923-3070642\nItem(s) Subtotal: $20.00\n\
             Shipping & Handling: $5.00\nGrand Total: US$25.00\nTracking ID: 1Z999AA10123456784",
        );
        assert_eq!(pasted.numbers, ["112-0399923-3070642"]);
        assert_eq!(show(pasted.total).as_deref(), Some("25.00 USD"));
        assert_eq!(show(pasted.freight).as_deref(), Some("5.00 ?"));
        assert_eq!(pasted.placed.map(|time| time.to_rfc3339()).as_deref(), Some("2026-11-23T00:00:00+08:00"));
        assert_eq!(pasted.tracking.as_deref(), Some("1Z999AA10123456784"));
    }

    #[test]
    fn columns_copied_from_a_table_keep_their_labels() {
        let pasted = read("订单号\t2885410663725190012\n实付款\t33.60\n运费\t包邮");
        assert_eq!(pasted.numbers, ["2885410663725190012"]);
        assert_eq!(show(pasted.total).as_deref(), Some("33.60 ?"));
        assert_eq!(show(pasted.freight).as_deref(), Some("0 ?"));
    }

    #[test]
    fn numbers_without_a_label_need_a_known_form() {
        assert_eq!(read("2885410663725190012").numbers, ["2885410663725190012"]);
        assert_eq!(read("#1024").numbers, ["1024"]);
        assert_eq!(read("261123-123456789012345 待发货").numbers, ["261123-123456789012345"]);
        assert_eq!(read("订单号:11\n订单号:12\n订单号:11").numbers, ["11", "12"]);
        for text in [
            "",
            "13800138000 电话",
            "2026-11-23",
            "运单号:773123456789012",
            "流水号:2885410663725190012",
            "你好",
        ] {
            assert_eq!(read(text).numbers, [] as [&str; 0], "{text}");
        }
    }
}
