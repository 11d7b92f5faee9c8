//! The unit price that holds now: of all amounts that a page shows, the one that most signs speak for.
//!
//! The signs are questions in the code; what each says is data (`weights.txt`), found by `./build.sh fit`
//! from what stood there and labelled pages.

mod candidates;
mod instalments;
mod signs;

use self::candidates::{Candidate, candidates};
use self::signs::{SIGNS, Seen};
use super::Amount;
use super::evidence::Because;
use super::structured::Structured;
use super::tree::{At, Tree};
use super::weights::shipped;
use crate::order::{Currency, number_text};
use crate::page::text::chars::CharKind;
use crate::page::text::currency_signs::told_currency;
use crate::page::text::money::amounts;
use crate::page::text::words::Word;

/// So much, in tenths, must speak for an amount before it is a price.
pub const ENOUGH: i32 = 20;
/// So much more must speak for it than for any other amount.
pub const AHEAD: i32 = 10;
/// So much must speak for an amount that is not the one in the page's data.
const CLEARLY: i32 = 45;

/// What holds more elements than this has more words than are near an amount. Without a bound a page of
/// nothing but amounts would take minutes to read.
const NEAR: usize = 300;

/// What the search may rest on.
pub struct Where<'s> {
    /// The part of the page that is about the product.
    pub scope: At,
    /// The title.
    pub title: Option<At>,
    /// The button that buys or adds.
    pub action: Option<At>,
    /// The page's own data.
    pub data: Option<&'s Structured>,
    /// Parts that have amounts of their own: rows of variants, options.
    pub apart: &'s [At],
    /// There are variants to choose from: what the page's data says may be another one's.
    pub varied: bool,
}

/// The unit price that holds now: what the page shows, weighed with what its data says.
pub fn price(tree: &Tree, place: &Where, because: &mut Because) -> Option<Amount> {
    let mut all = candidates(tree, place);
    let told = place.data.and_then(|data| data.price);
    // Data that takes a bid for the price leaves nothing to compare with.
    if told.is_some_and(|told| is_bid(&all, told)) {
        return None;
    }
    all.retain(is_offered);
    let differs = |amount: Amount| told.is_some_and(|told| told.amount != amount.amount);
    // What the page's data says holds, but where another amount stands out clearly. Where there are variants the
    // data may be of another one: then the higher of both, so that no limit is kept by a price that is not paid.
    let is_higher = |amount: Amount| place.varied && told.is_some_and(|told| amount.amount > told.amount);
    let shown = outstanding(tree, place, &all)
        .filter(|(shown, sum)| !differs(shown.amount) || *sum >= CLEARLY || is_higher(shown.amount))
        .map(|(shown, _)| shown);
    match (shown, told) {
        (Some(shown), told) => {
            because.add("price", "text", &tree.text(shown.at));
            // The number may stand in an element of its own, apart from its sign.
            let signed =
                |one: &&Candidate| one.amount.amount == shown.amount.amount && one.amount.currency.is_some();
            let beside = all.iter().find(signed).and_then(|one| one.amount.currency);
            let currency = shown.amount.currency.or(beside).or(told.and_then(|told| told.currency));
            Some(Amount { currency, ..shown.amount })
        }
        (None, Some(told)) => {
            because.add("price", place.data.map_or("meta", |data| data.from), &number_text(told.amount));
            Some(told)
        }
        (None, None) => None,
    }
}

/// What was bid is what others would give.
fn is_offered(one: &Candidate) -> bool {
    !Word::Bid.within(&one.near)
}

/// Whether the page shows an amount, and each time as one of an auction, such as the one that bidding started at.
fn is_bid(all: &[Candidate], told: Amount) -> bool {
    let mut shown = false;
    for one in all {
        if one.amount.amount == told.amount {
            shown = true;
            let called = Word::OtherAmount.find(&one.near);
            if !called.is_some_and(|called| Word::Bid.is(called)) {
                return false;
            }
        }
    }
    shown
}

/// The currency that all amounts with a currency have in a part of a page; where no amount there has a
/// sign of any, the one that the page tells for programs, which is then that of all, and said to be.
pub fn currency(tree: &Tree, scope: At) -> (Option<Currency>, bool) {
    let (mut common, mut signed) = (None, false);
    for at in tree.subtree(scope) {
        let node = tree.node(at);
        if !node.shown || node.text.is_empty() {
            continue;
        }
        for one in amounts(&node.text, &tree.signs) {
            // `549,-` has no sign.
            signed |= one.marked && node.text.contains(SIGN);
            match one.amount.currency {
                Some(own) if common.is_some_and(|other| other != own) => return (None, false),
                Some(own) => common = Some(own),
                None => {}
            }
        }
    }
    if signed { (common, false) } else { (told_currency(tree.page), true) }
}

/// Is no part of a bare number, `549,-` included.
const SIGN: CharKind = |char| {
    !(char.is_ascii_digit()
        || char.is_whitespace()
        || matches!(char, '.' | ',' | ':' | '\'' | '-' | '–' | '—'))
};

/// The first of the best; two amounts that stand out alike leave it open.
fn outstanding<'c>(tree: &Tree, place: &Where, all: &'c [Candidate]) -> Option<(&'c Candidate, i32)> {
    let mut sums: Vec<i32> = Vec::new();
    for own in all {
        let mut sum = 0;
        for (name, _) in holding(tree, place, all, own) {
            sum += weight(name);
        }
        sums.push(sum);
    }
    let most = *sums.iter().max()?;
    let best = all.get(sums.iter().position(|sum| *sum == most)?)?;
    let rivalled = all
        .iter()
        .zip(&sums)
        .any(|(other, sum)| other.amount.amount != best.amount.amount && sum + AHEAD > most);
    (most >= ENOUGH && !rivalled).then_some((best, most))
}

/// The signs that hold of a candidate.
fn holding(
    tree: &Tree,
    place: &Where,
    all: &[Candidate],
    own: &Candidate,
) -> Vec<(&'static str, signs::Sign)> {
    let seen = Seen { tree, place, all, own };
    let mut holding = SIGNS.to_vec();
    holding.retain(|(_, sign)| sign(&seen));
    holding
}

/// What a sign says, in tenths.
fn weight(sign: &str) -> i32 {
    shipped().price.iter().find(|(name, _)| *name == sign).map_or(0, |(_, weight)| *weight)
}

/// An amount of a page that may be its price.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Clone)]
pub struct MayBePrice {
    /// The amount.
    pub amount: rust_decimal::Decimal,
    /// The signs that hold of it.
    pub signs: Vec<&'static str>,
    /// What they sum up to.
    pub sum: i32,
}

/// The amounts of a page that may be its price, to find what their signs weigh.
#[cfg(not(target_arch = "wasm32"))]
pub fn weighed(tree: &Tree, place: &Where) -> Vec<MayBePrice> {
    let mut all = candidates(tree, place);
    all.retain(is_offered);
    let mut weighed = Vec::new();
    for own in &all {
        let signs: Vec<_> = holding(tree, place, &all, own).into_iter().map(|(name, _)| name).collect();
        let sum = signs.iter().map(|name| weight(name)).sum();
        weighed.push(MayBePrice { amount: own.amount.amount, signs, sum });
    }
    weighed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;
    use rust_decimal::Decimal;

    fn all_of<'s>() -> Where<'s> {
        Where { scope: 0, title: Some(1), action: None, data: None, apart: &[], varied: false }
    }

    fn read(html: &str) -> Option<String> {
        let page = page("https://shop.example/p/1", html);
        price(&Tree::of(&page), &all_of(), &mut Because::default()).map(|price| price.amount.to_string())
    }

    #[test]
    fn the_price_is_neither_the_old_one_nor_the_freight() {
        let html = r#"<body><h1>Mug</h1><p>Price <b class=price>¥12.80</b> <s>¥20.00</s></p><p>原价 ¥30.00</p><p>运费 ¥5.00</p></body>"#;
        assert_eq!(read(html).as_deref(), Some("12.80"));
    }

    #[test]
    fn what_an_option_adds_is_no_price_also_where_the_title_takes_it_over() {
        let html = r#"<body><h1>Bolt XL – +7.97元</h1><p><b>75.40元</b></p></body>"#;
        assert_eq!(read(html).as_deref(), Some("75.40"));
        assert_eq!(
            read("<body><h1>Bolt</h1><p><b>sold 100+ ¥12.80</b></p></body>").as_deref(),
            Some("12.80")
        );
    }

    #[test]
    fn a_price_in_pieces_is_one_amount() {
        for price in [
            "<i>¥</i><b>12</b><small>.80</small>",
            "<em>¥12</em><sup>.80</sup>",
            "<span>¥</span><span>12</span><span>.80</span>",
        ] {
            let html = format!("<body><h1>Mug</h1><div><span class=price>{price}</span></div></body>");
            assert_eq!(read(&html).as_deref(), Some("12.80"), "{price}");
        }
    }

    #[test]
    fn a_number_without_a_sign_is_a_price_where_it_is_called_one() {
        let page = |inner: &str| format!("<body><h1>Mug</h1><div>{inner}</div><p>4.8</p></body>");
        assert_eq!(read(&page("<b class=actualPrice>17,10</b>")).as_deref(), Some("17.10"));
        assert_eq!(read(&page("<b class=stars>17,10</b>")), None);
        assert_eq!(read(&page("<b class=actualPrice>173<sup>34</sup></b>")).as_deref(), Some("173.34"));
        assert_eq!(read(&page("<b class=price>173<sup>34</sup> Lei</b>")).as_deref(), Some("173.34"));
    }

    #[test]
    fn an_instalment_is_no_price_whatever_stands_before_it() {
        for parts in [
            "Financiación: <b>21,45 €</b>/mes en 20 meses. TIN 6,99% TAE 7,22% sin gastos",
            "oder 24x ab 21,90 €",
            "Of € 15,25 per maand in 36 termijnen",
            "or 4 interest-free payments of <b>$18.00</b> with Later",
        ] {
            assert_eq!(read(&format!("<body><h1>Sofa</h1><div>{parts}</div></body>")), None, "{parts}");
            let html =
                format!("<body><h1>Sofa</h1><p style='font-size:30px'>399,–€</p><div>{parts}</div></body>");
            assert_eq!(read(&html).as_deref(), Some("399"), "{parts}");
        }
    }

    #[test]
    fn instalments_and_bids_of_more_languages_are_no_price() {
        for (lang, parts) in [
            ("tr", "3 taksit 133,00 TL"),
            ("tr", "<b>133,00 TL</b>/ay"),
            ("vi", "6 kỳ 133.000đ"),
            ("vi", "<b>133.000đ</b>/tháng"),
            ("th", "3 งวด งวดละ ฿133"),
            ("th", "<b>฿133</b> ต่อเดือน"),
            ("id", "3 cicilan sebesar Rp133.000"),
            ("id", "<b>Rp133.000</b>/bulan"),
            ("ko", "3개월 할부 ₩133"),
            ("ko", "<b>133원</b> 매월"),
            ("tr", "Açık artırma <b>133,00 TL</b>"),
            ("vi", "Giá khởi điểm <b>133.000đ</b>"),
            ("th", "ราคาประมูล <b>฿133</b>"),
            ("id", "Tawaran tertinggi <b>Rp133.000</b>"),
            ("ja", "開始価格 <b>¥133</b>"),
            ("ko", "현재 입찰가 <b>133원</b>"),
            ("zh", "起拍价 <b>¥133</b>"),
        ] {
            let html = format!("<html lang={lang}><body><h1>Sofa</h1><div>{parts}</div></body></html>");
            assert_eq!(read(&html), None, "{parts}");
        }
        for (lang, price) in
            [("ja", "¥1,280 月曜日まで"), ("ko", "12,800원 월요일까지"), ("tr", "Özel teklif 128,00 TL")]
        {
            let html =
                format!("<html lang={lang}><body><h1>Sofa</h1><p class=price>{price}</p></body></html>");
            assert!(read(&html).is_some(), "{price}");
        }
    }

    #[test]
    fn data_that_tells_where_bidding_started_tells_no_price() {
        let told = |words: &str| {
            let html = format!("<body><h1>Chair</h1><p>{words} $150</p></body>");
            let page = page("https://shop.example/p/1", &html);
            let amount = Amount { amount: 150.into(), currency: None };
            let data = Structured { price: Some(amount), from: "json-ld", ..Structured::default() };
            let place = Where { data: Some(&data), ..all_of() };
            price(&Tree::of(&page), &place, &mut Because::default()).map(|price| price.amount.to_string())
        };
        assert_eq!(told("Starting Price"), None);
        assert_eq!(told("Price").as_deref(), Some("150"));
    }

    #[test]
    fn data_that_may_be_another_variants_makes_no_price_lower() {
        let told = |cents: i64, varied: bool| {
            let far = "A chair for the garden. ".repeat(10);
            let html = format!("<body><h1>Chair</h1><p>{far}</p><p>€14.00</p><p>Cushion €3.00</p></body>");
            let page = page("https://shop.example/p/1", &html);
            let amount = Amount { amount: Decimal::new(cents, 2), currency: None };
            let data = Structured { price: Some(amount), from: "json-ld", ..Structured::default() };
            let place = Where { data: Some(&data), varied, ..all_of() };
            let tree = Tree::of(&page);
            let (_, sum) = outstanding(&tree, &place, &candidates(&tree, &place)).unwrap();
            assert!(sum < CLEARLY, "{sum}");
            price(&tree, &place, &mut Because::default()).map(|price| price.amount.to_string())
        };
        assert_eq!(told(1000, true).as_deref(), Some("14.00"), "what is shown follows the choice");
        assert_eq!(told(1800, true).as_deref(), Some("18.00"));
        assert_eq!(told(1000, false).as_deref(), Some("10.00"), "there is nothing to follow");
    }

    #[test]
    fn words_of_its_own_are_a_price_beside_other_amounts_in_the_same_element() {
        let html = "<body><h1>Mug</h1><p class=price>129,95 €* <span><span>169,95 €*</span> <span>(23 % off)</span></span></p></body>";
        assert_eq!(read(html).as_deref(), Some("129.95"));
        let html = "<body><h1>셔츠</h1><table><tr><th>판매가</th><td><b>35,700원 <i>(6,300원 할인)</i></b></td></tr></table></body>";
        assert_eq!(read(html).as_deref(), Some("35700"));
        let html =
            "<body><h1>Mug</h1><p class=estimate>Estimate <i></i>$600 <i></i>- <i></i>$1,600</p></body>";
        assert_eq!(read(html), None);
        let html = "<body><h1>Mug</h1><p class=price><span>3,00 €</span> – <span>6,00 €</span></p></body>";
        assert_eq!(read(html), None);
    }

    #[test]
    fn a_number_belongs_to_the_sign_that_stands_beside_it() {
        for price in [
            "<div class=price-now style='font-size:24px'><b>1 450</b> <i>р.</i></div>",
            "<div class=price-now style='font-size:24px'><div>1 450</div> <div>р.</div></div>",
            "<div class=price-discount><span>6 490</span> Ft <span>(5 110 Ft + ÁFA)</span></div>",
        ] {
            let amount = read(&format!("<html lang=hu><body><h1>Mug</h1>{price}</body></html>"));
            assert_eq!(
                amount.as_deref(),
                Some(if price.contains("Ft") { "6490" } else { "1450" }),
                "{price}"
            );
        }
    }

    #[test]
    fn what_a_link_under_a_later_heading_leads_to_has_a_price_of_its_own() {
        let html = |heading: &str| {
            format!(
                "<body><h1>Cylinder</h1><p>Call for price</p><div>{heading}<a href=/kit>Seal kit</a> <span>$14.00</span></div></body>"
            )
        };
        assert_eq!(read(&html("<h2>Related</h2>")), None);
        assert_eq!(read(&html("")).as_deref(), Some("14.00"));
    }

    #[test]
    fn what_was_bid_is_no_price() {
        let html = "<body><h1>Bag</h1><div><b class=price style='font-size:30px'>$400</b> <i>5 bids</i></div><p>Starting price $90</p></body>";
        assert_eq!(read(html), None);
    }

    #[test]
    fn a_share_behind_the_price_is_no_other_end_of_a_range() {
        let html = "<body><h1>Borsa</h1><div class=price><del>189,00 €</del> <span>113,40 €</span> <span>-40%</span></div></body>";
        assert_eq!(read(html).as_deref(), Some("113.40"));
    }

    #[test]
    fn two_prices_alike_leave_it_open() {
        assert_eq!(read("<body><h1>Mug</h1><p>Price ¥12.80</p><p>Price ¥13.80</p></body>"), None);
    }
}
