//! What else is on a shop's page.

use super::draft::Draft;
use super::markup::{classes, el, soup, text};
use super::mutation::Mutation;
use super::price_markup::Manner;

/// The head of the page: ways elsewhere, a search, and who is signed in.
pub fn head(draft: &mut Draft) -> String {
    let mut inner = String::new();
    for _ in 0..draft.dice.below(5) {
        let way = draft.dice.text(draft.language.goods);
        inner.push_str(&el("a", "", &format!("href=\"/list/{}\"", draft.dice.letters(4)), &text(way)));
        inner.push(' ');
    }
    inner.push_str("<input type=\"search\" name=\"q\" value=\"\"> ");
    if draft.has(Mutation::HeadLists) {
        inner.push_str("<select name=\"lang\"><option value=\"en\" selected>English</option><option value=\"de\">Deutsch</option></select>");
        let code = draft.coin.code;
        inner.push_str(&format!("<select name=\"currency\"><option value=\"{code}\" selected>{code}</option><option value=\"CHF\">CHF</option></select>"));
        inner.push_str("<select name=\"ship\"><option value=\"1\">Berlin</option><option value=\"2\" selected>Wien</option></select>");
    }
    if draft.dice.percent(50) {
        inner.push_str(&el("a", "", "href=\"/account/logout\"", draft.language.leave));
    }
    let tag = draft.dice.text(&["header", "div", "nav"]);
    el(tag, &classes(&mut draft.dice), "", &inner)
}

/// Other products, with prices, quantities and buttons of their own.
pub fn others(draft: &mut Draft, manner: &Manner) -> String {
    if !draft.has(Mutation::OtherProducts) {
        return String::new();
    }
    let with_quantity = draft.dice.percent(60);
    let with_button = draft.dice.percent(60);
    let (tag, inner_tag) = if draft.dice.percent(50) { ("ul", "li") } else { ("div", "div") };
    let (add, quantity) = (draft.dice.text(draft.language.add), draft.dice.text(draft.language.quantity));
    let with_axis = draft.dice.percent(30);
    let card_classes = classes(&mut draft.dice);
    let mut cards = String::new();
    for _ in 0..draft.dice.between(3, 6) {
        let name = text(draft.dice.text(draft.language.goods));
        let price = draft.coin.price(&mut draft.dice);
        let price = text(&manner.text(draft, price));
        let way = format!("href=\"/item/9{}\"", draft.dice.letters(5));
        let mut card = format!("{}<p>{price}</p>", el("a", "", &way, &name));
        if with_quantity {
            card.push_str(&format!(
                "<label>{} <input type=\"number\" name=\"qty\" value=\"1\" min=\"1\"></label>",
                text(quantity)
            ));
        }
        if let (true, Some(axis)) = (with_axis, draft.axes.first()) {
            let options: String =
                axis.options.iter().map(|option| el("option", "", "", &text(&option.label))).collect();
            let list = el("select", "", "", &options);
            card.push_str(&el("label", "", "", &format!("{} {list}", text(&axis.name))));
        }
        if with_button {
            card.push_str(&el("button", "", "type=\"button\"", add));
        }
        cards.push_str(&el(inner_tag, &card_classes, "", &card));
    }
    let heading = el("h3", "", "", &text(draft.dice.text(draft.language.also)));
    let list = el(tag, "", "style=\"display:flex;flex-wrap:wrap;gap:12px\"", &cards);
    soup(&mut draft.dice, format!("{heading}{list}"))
}

/// What is told of the product, and the foot of the page.
pub fn story(draft: &mut Draft) -> String {
    let heading = el("h2", "", "", draft.language.about);
    let mut inner = heading;
    for _ in 0..draft.dice.between(1, 4) {
        inner.push_str(&el("p", "", "", &text(draft.dice.text(draft.language.praise))));
    }
    let foot = el("footer", "", "", "© 2026 <a href=\"/imprint\">Info</a> <a href=\"/terms\">Terms</a>");
    format!("{}{foot}", soup(&mut draft.dice, inner))
}

/// The first variant's data for programs.
pub fn data(draft: &Draft) -> String {
    let Some(first) = draft.skus.first() else { return String::new() };
    let title = &draft.title;
    if draft.has(Mutation::StaleData) {
        let data = serde_json::json!({
            "@context": "https://schema.org", "@type": "Product", "name": title, "sku": first.id,
            "offers": {
                "@type": "Offer", "price": draft.coin.plain(draft.unit(first, 1)), "priceCurrency": draft.coin.code,
                "availability": "https://schema.org/InStock",
            },
        });
        return format!("<script type=\"application/ld+json\">{data}</script>");
    }
    if draft.has(Mutation::PlainPrice) {
        let prices = || draft.skus.iter().map(|sku| draft.unit(sku, 1));
        let [low, high] = [prices().min(), prices().max()].map(|minor| draft.coin.plain(minor.unwrap_or(1)));
        let data = serde_json::json!({
            "@context": "https://schema.org", "@type": "Product", "name": title,
            "offers": { "@type": "AggregateOffer", "lowPrice": low, "highPrice": high, "priceCurrency": draft.coin.code },
        });
        return format!("<script type=\"application/ld+json\">{data}</script>");
    }
    String::new()
}

/// What lies over the whole page until a person has answered it.
pub fn cover(draft: &mut Draft) -> String {
    if !draft.has(Mutation::Covered) {
        return String::new();
    }
    let lines: String =
        (0..2).map(|_| el("p", "", "", &text(draft.dice.text(draft.language.praise)))).collect();
    let inner = format!("{lines}<button type=\"button\">OK</button>");
    let role = draft.dice.text(&["", "role=\"dialog\" aria-modal=\"true\"", "role=\"dialog\""]);
    let over = "style=\"position:fixed;inset:0;z-index:99;background:rgba(0,0,0,.5)\"";
    el(
        "div",
        &classes(&mut draft.dice),
        over,
        &el("div", "", &format!("{role} style=\"background:#fff\""), &inner),
    )
}
