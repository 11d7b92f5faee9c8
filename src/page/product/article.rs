//! What a page calls its article: the number that stands behind `货号`, `SKU` or `Item no.`, else a number that
//! is shown and is the one of its address, else one whose class says so, else what its data says, else the number in its address.

use super::cards::in_card;
use crate::order::{has_text, is_letter_or_digit};
use crate::page::evidence::Because;
use crate::page::sheet::Sheet;
use crate::page::structured::Structured;
use crate::page::text::chars::{CharKind, DIGIT};
use crate::page::text::labels::Label;
use crate::page::text::product_id::{is_in_address, number_in_address};
use crate::page::tree::{At, Tree};

/// May stand within an article's number.
const PART: CharKind = |char| is_letter_or_digit(char) || matches!(char, '-' | '/' | '.' | '_');
/// Ends no number.
const LOOSE: CharKind = |char| matches!(char, '-' | '/' | '.' | '_');

/// The article's number. The one that a person sees counts more than the data's, which may name a
/// size or a barcode; of several the first behind the title.
pub fn article(
    tree: &Tree,
    title: Option<At>,
    data: Option<&Structured>,
    because: &mut Because,
) -> Option<String> {
    let labelled = labelled(tree, title);
    // A book's number is not its shop's: it counts only where nothing else is told.
    let own = |(words, _): &&(String, String)| !has_text(&words.to_ascii_lowercase(), "isbn");
    let addressed = |number: &str| is_in_address(&tree.page.url, number);
    let told = data.and_then(|data| data.sku.clone());
    let in_address = told.clone().filter(|told| addressed(told)).or_else(|| of_address(tree, title));
    // The parts of a set have numbers too.
    let is_other = |number: &str| in_address.is_some() && !addressed(number);
    if let Some((words, number)) = labelled.as_ref().filter(own).filter(|(_, number)| !is_other(number)) {
        because.add("sku", "text", words);
        return Some(number.clone());
    }
    if let Some(number) = in_address {
        because.add("sku", "address", &number);
        return Some(number);
    }
    if let Some(number) = classed(tree, title) {
        because.add("sku", "class", &number);
        return Some(number);
    }
    told.or_else(|| number_in_address(&tree.page.url)).or_else(|| labelled.map(|(_, number)| number))
}

/// A number behind the title that is a part of the address, and written in the page's own way.
fn of_address(tree: &Tree, title: Option<At>) -> Option<String> {
    const REACH: usize = 60;
    let title = title?;
    let is_one = |at: At| {
        let node = tree.node(at);
        node.shown
            && number(&node.text).is_some_and(|number| number == node.text.trim())
            && is_in_address(&tree.page.url, &node.text)
    };
    let at = tree.first(title..title + REACH, &is_one)?;
    number(&tree.node(at).text)
}

/// A number behind the title that nothing names but the class of what holds it, `product__sku`; its label may
/// be read to those alone who do not see the page.
fn classed(tree: &Tree, title: Option<At>) -> Option<String> {
    const REACH: usize = 200;
    const JOINT: CharKind = |char| !char.is_ascii_alphanumeric();
    let named = |at: At| {
        let names = tree.attributes(at, &["class", "id", "itemprop", "data-hook"]).to_ascii_lowercase();
        names.split(JOINT).any(|name| name == "sku")
    };
    let told = |at: At| {
        let text = tree.text(at);
        number(&text).filter(|number| number == text.trim())
    };
    let title = title?;
    let at = tree.first(title..(title + REACH).min(tree.all().end), &|at| {
        tree.node(at).shown
            && tree.subtree(at).len() <= 4
            && named(at)
            && told(at).is_some()
            && !in_card(tree, at)
    })?;
    told(at)
}

fn labelled(tree: &Tree, title: Option<At>) -> Option<(String, String)> {
    let sheet = Sheet::of(tree);
    let (mut first, mut behind, mut isbn) = (None, None, None);
    for field in &sheet.fields.all {
        // Shops that sell by catalogue call the article's number the one to order by.
        let named = matches!(field.field.label, Label::Product | Label::Order);
        let Some(number) = number(&field.field.value).filter(|_| named && !in_card(tree, field.at)) else {
            continue;
        };
        let is_isbn = has_text(&field.field.words.to_ascii_lowercase(), "isbn");
        let found = Some(([field.field.words.as_str(), " ", &number].concat(), number));
        if is_isbn {
            isbn = isbn.or(found);
        } else if title.is_none_or(|title| field.at > title) {
            // Of a set's many articles the one that the address names is the set's.
            if found.as_ref().is_some_and(|(_, number)| is_in_address(&tree.page.url, number)) {
                return found;
            }
            behind = behind.or(found);
        } else {
            first = first.or(found);
        }
    }
    behind.or(first).or(isbn)
}

/// The number that a value begins with.
fn number(value: &str) -> Option<String> {
    let value = value.trim_start_matches(|char: char| !is_letter_or_digit(char));
    let end = value.find(|char| !PART(char)).unwrap_or(value.len());
    let number = value.get(..end)?.trim_end_matches(LOOSE);
    // Without a digit it is a word, but in capitals, and with nothing behind it.
    let is_capital = |char: char| char.is_ascii_uppercase() || LOOSE(char);
    let capitals = number.len() >= 4 && number.chars().all(is_capital) && value.len() == end;
    ((3..=32).contains(&number.chars().count()) && (number.contains(DIGIT) || capitals))
        .then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::structured::structured;
    use crate::page::testpage::page;

    fn read(html: &str) -> Option<String> {
        let page = page("https://shop.example/p/mug-4711022", html);
        let tree = Tree::of(&page);
        article(&tree, Some(1), structured(&tree).as_ref(), &mut Because::default())
    }

    #[test]
    fn a_number_that_is_shown_counts_more_than_the_datas() {
        let data =
            r#"<script type="application/ld+json">{"@type":"Product","name":"Mug","sku":"M-1-XL"}</script>"#;
        assert_eq!(
            read(&format!("<body>{data}<h1>Mug</h1><p>Item no. 1002/710.</p></body>")).as_deref(),
            Some("1002/710")
        );
        assert_eq!(
            read(&format!("<body>{data}<h1>Mug</h1><p>货号：A-77</p></body>")).as_deref(),
            Some("A-77")
        );
        assert_eq!(read(&format!("<body>{data}<h1>Mug</h1></body>")).as_deref(), Some("M-1-XL"));
        assert_eq!(read("<body><h1>Mug</h1><p>SKU: unknown</p></body>").as_deref(), Some("4711022"));
        assert_eq!(read("<body><h1>Mug</h1><p>Product code: MUGRED</p></body>").as_deref(), Some("MUGRED"));
    }

    #[test]
    fn a_number_of_the_address_is_told_as_the_page_writes_it() {
        let data =
            r#"<script type="application/ld+json">{"@type":"Product","name":"Mug","sku":"M-1-XL"}</script>"#;
        let html = format!("<body>{data}<h1>Mug</h1><p>Black - <b>4711/022</b></p></body>");
        assert_eq!(read(&html).as_deref(), Some("4711/022"));
    }

    #[test]
    fn capitals_are_a_number_and_a_class_may_be_its_label() {
        assert_eq!(read("<body><h1>Mug</h1><p>SKU: NP-MCS-GR</p></body>").as_deref(), Some("NP-MCS-GR"));
        let html = "<body><h1>Mug</h1><p class=product__sku><span hidden>SKU:</span>MCS-M</p></body>";
        assert_eq!(read(html).as_deref(), Some("MCS-M"));
        let html = "<body><h1>Mug</h1><p class=sku-hint>Ask us</p></body>";
        assert_eq!(read(html).as_deref(), Some("4711022"));
    }

    #[test]
    fn a_book_has_the_shops_number_before_its_own() {
        let html = "<body><h1>Mugs</h1><p>ISBN: 9789724084985</p></body>";
        assert_eq!(read(html).as_deref(), Some("4711022"));
    }
}
