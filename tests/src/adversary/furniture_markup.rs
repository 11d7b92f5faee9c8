//! What can be pressed and filled on a product's page, and has nothing to do with what is bought.

use super::draft::Draft;
use super::markup::{classes, el, soup, text};
use super::mutation::Mutation;

/// Small pictures of the product, of which one is shown large.
pub fn pictures(draft: &mut Draft) -> String {
    if !draft.has(Mutation::Furniture) || draft.dice.percent(40) {
        return String::new();
    }
    let pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    let tag = draft.dice.text(&["button", "a", "li"]);
    let current = draft.dice.text(&["class=\"active\"", "aria-current=\"true\"", "class=\"selected\""]);
    let mut inner = String::new();
    for number in 1..=draft.dice.between(2, 5) {
        let title = text(&draft.title);
        let picture = format!("<img alt=\"{title} {number}\" width=\"40\" height=\"40\" src=\"{pixel}\">");
        let kind = match tag {
            "button" => "type=\"button\"",
            "a" => "href=\"#picture\"",
            _ => "style=\"cursor:pointer\"",
        };
        inner.push_str(&el(tag, "", &format!("{kind} {}", if number == 1 { current } else { "" }), &picture));
    }
    soup(&mut draft.dice, el(if tag == "li" { "ul" } else { "div" }, "", "", &inner))
}

/// Tabs, a rating, filters of reviews and a field for a post code.
pub fn below(draft: &mut Draft) -> String {
    if !draft.has(Mutation::Furniture) {
        return String::new();
    }
    let mut all = String::new();
    if draft.dice.percent(50) {
        let about = text(draft.language.about);
        let tabs = draft.dice.text(&["role=\"tab\" aria-selected=\"true\"", "class=\"active\""]);
        let others = format!(
            "{}<button type=\"button\">FAQ</button>",
            el("button", "", &format!("type=\"button\" {tabs}"), &about)
        );
        all.push_str(&el("div", &classes(&mut draft.dice), "", &others));
    }
    if draft.dice.percent(40) {
        let stars: String = (1..=5)
            .map(|star| {
                format!("<label><input type=\"radio\" name=\"rating\" value=\"{star}\"> {star} ★</label>")
            })
            .collect();
        all.push_str(&el("fieldset", "", "", &stars));
    }
    if draft.dice.percent(40) {
        all.push_str("<div><input type=\"text\" name=\"postcode\" placeholder=\"12345\" value=\"10115\"> <button type=\"button\">OK</button></div>");
    }
    if let (true, Some(axis)) = (draft.dice.percent(40), draft.axes.first()) {
        let filters: String = axis
            .options
            .iter()
            .map(|option| el("button", "", "type=\"button\" aria-pressed=\"false\"", &text(&option.label)))
            .collect();
        let name = el("span", "", "", &text(&axis.name));
        all.push_str(&el("div", "", "", &format!("<h3>★ 4.8 (321)</h3>{name}<div>{filters}</div>")));
    }
    soup(&mut draft.dice, all)
}
