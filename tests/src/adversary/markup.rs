//! Elements with names that say nothing, in as many layers as a shop may have.

use super::dice::Dice;

/// Text as it stands in a document or in an attribute.
pub fn text(plain: &str) -> String {
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An element.
pub fn el(tag: &str, classes: &str, attributes: &str, inner: &str) -> String {
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{classes}\"") };
    let space = if attributes.is_empty() { "" } else { " " };
    if matches!(tag, "input" | "img" | "br" | "hr") {
        format!("<{tag}{class}{space}{attributes}>")
    } else {
        format!("<{tag}{class}{space}{attributes}>{inner}</{tag}>")
    }
}

/// A name by which the page's own script finds an element: it means nothing to anybody else.
pub fn mark(dice: &mut Dice) -> String {
    dice.letters(9)
}

/// Classes as style sheets and frameworks make them.
pub fn classes(dice: &mut Dice) -> String {
    const WORDS: [&str; 14] = [
        "box", "inner", "wrap", "row", "col", "item", "block", "content", "section", "panel", "grid", "area",
        "module", "flex",
    ];
    let mut all = Vec::new();
    for _ in 0..dice.below(3) {
        let word = dice.text(&WORDS);
        let hash = dice.letters(5);
        all.push(match dice.below(5) {
            0 => format!("css-{hash}"),
            1 => format!("{word}__{hash}"),
            2 => format!("{word}-{}", dice.text(&WORDS)),
            3 => hash,
            _ => word.to_owned(),
        });
    }
    all.join(" ")
}

/// Both sets of classes.
pub fn both(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

/// Layers of elements around something.
pub fn soup(dice: &mut Dice, inner: String) -> String {
    let mut soup = inner;
    for _ in 0..dice.below(3) {
        let tag = dice.text(&["div", "div", "div", "section"]);
        let style = dice.text(&[
            "",
            "",
            "style=\"padding:4px\"",
            "style=\"display:flex;flex-wrap:wrap;gap:4px\"",
            "data-v-7ba5bd90",
        ]);
        soup = el(tag, &classes(dice), style, &soup);
    }
    soup
}

/// A name before what it names, as one shop or another writes it.
pub fn named(dice: &mut Dice, name: &str, inner: &str) -> String {
    let label = text(name);
    let colon = dice.text(&["", "", ":", "："]);
    let label = if label.ends_with([':', '：']) { label } else { format!("{label}{colon}") };
    let (a, b) = (classes(dice), classes(dice));
    match dice.below(7) {
        0 => format!("<dl>{}{}</dl>", el("dt", &a, "", &label), el("dd", &b, "", inner)),
        1 => el("div", &a, "", &format!("{}{}", el("div", &b, "", &label), el("div", "", "", inner))),
        2 => el(
            "div",
            &a,
            "style=\"display:flex\"",
            &format!("{}{}", el("span", &b, "", &label), el("div", "", "", inner)),
        ),
        3 => el("div", &a, "", &format!("{}{inner}", el("h4", &b, "", &label))),
        4 => format!("<table><tr>{}{}</tr></table>", el("th", &a, "", &label), el("td", &b, "", inner)),
        5 => el("div", &a, "", &format!("{} {inner}", el("strong", &b, "", &label))),
        _ => el("div", &a, "", &format!("{}{inner}", el("p", &b, "", &label))),
    }
}
