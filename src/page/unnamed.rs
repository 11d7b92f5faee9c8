//! Pages that are known by less than a heading or a button that says so.

use super::chars::{CharKind, DIGIT, LETTER};
use super::controls::Pressable;
use super::fold::fold;
use super::kind::Signs;
use super::labels::{FoundLabel, Label, labels_in};
use super::money_text::tells_money;
use super::option_groups::is_sibling;
use super::order_number::numbers_in;
use super::tree::At;
use super::words::{Word, plain};

/// Stands between the title of a product and its variant.
const BEFORE_VARIANT: CharKind =
    |char| matches!(char, ',' | '(' | '[' | '/' | '|' | ':' | '-' | '–' | '，' | '：');

/// A receipt may say so in a sentence that also tells the number.
pub fn confirms(signs: &Signs) -> Option<String> {
    if !signs.idle() || !Word::Placed.within(signs.words) {
        return None;
    }
    let tree = signs.tree;
    let says_both = |at: At| {
        if !tree.node(at).shown || tree.tag(at) == "#text" || tree.subtree(at).len() > 8 {
            return false;
        }
        let text = tree.text(at);
        text.contains(DIGIT) && Word::Placed.within(&text) && tells_number(&text)
    };
    tree.first(tree.all(), &says_both).map(|at| tree.text(at))
}

fn tells_number(text: &str) -> bool {
    let text = fold(text);
    let tells = |found: &FoundLabel| {
        let value = text.get(found.end..).unwrap_or_default();
        found.label == Label::Order && !numbers_in(value).is_empty()
    };
    labels_in(&text).iter().any(tells)
}

/// Nothing to press, but a page for each variant: links that begin with the page's own heading.
pub fn leads_to_variants(signs: &Signs) -> Option<String> {
    let mut most = 0;
    for heading in signs.headings {
        most = most.max(heading.weight);
    }
    let title = signs.headings.iter().find(|heading| heading.weight == most && most >= 60)?;
    let named = plain(&title.text);
    let variant = |one: &&Pressable| {
        let label = plain(&one.label);
        let rest = label.strip_prefix(named.as_str()).unwrap_or_default().trim_start();
        let leads_beside = |url| is_sibling(&signs.tree.page.url, url);
        rest.starts_with(BEFORE_VARIANT) && signs.tree.leads(one.at).is_some_and(leads_beside)
    };
    let variants = signs.pressables.iter().filter(variant).count();
    let priced = tells_money(signs.words, &signs.tree.signs);
    (variants >= 2 && priced && named.contains(LETTER)).then(|| title.text.clone())
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::read::read;
    use super::super::testpage::page;

    fn kind_of(html: &str) -> Kind {
        read(&page("https://shop.example/x", html)).kind
    }

    #[test]
    fn pages_of_variants_are_siblings_and_those_of_departments_are_none() {
        let page = |links: &str| format!("<body><h1>Shoes</h1><p>$12.80</p><h2>Variants:</h2>{links}</body>");
        let variants = r#"<a href="/y">Shoes, red</a><a href="/z">Shoes, blue</a>"#;
        assert_eq!(kind_of(&page(variants)), Kind::Product);
        let departments = r#"<a href="/x/y">Shoes - men</a><a href="/x/z">Shoes - women</a>"#;
        assert_eq!(kind_of(&page(departments)), Kind::Other);
    }
}
