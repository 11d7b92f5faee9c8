//! What a page calls its article: the number that stands behind `货号`, `SKU` or `Item no.`, else what its
//! data says, else the id in its address.

use super::cards::in_card;
use super::chars::{CharKind, DIGIT};
use super::evidence::Because;
use super::labels::Label;
use super::sheet::Sheet;
use super::structured::Structured;
use super::tree::{At, Tree};
use crate::order::is_letter_or_digit;

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
    id: Option<&str>,
    because: &mut Because,
) -> Option<String> {
    if let Some((words, number)) = labelled(tree, title) {
        because.add("sku", "text", &words);
        return Some(number);
    }
    data.and_then(|data| data.sku.clone()).or_else(|| id.map(str::to_owned))
}

fn labelled(tree: &Tree, title: Option<At>) -> Option<(String, String)> {
    let sheet = Sheet::of(tree);
    let mut first = None;
    for field in &sheet.fields.all {
        // Shops that sell by catalogue call the article's number the one to order by.
        let named = matches!(field.field.label, Label::Product | Label::Order);
        let Some(number) = number(&field.field.value).filter(|_| named && !in_card(tree, field.at)) else {
            continue;
        };
        let found = Some(([field.field.words.as_str(), " ", &number].concat(), number));
        if title.is_none_or(|title| field.at > title) {
            return found;
        }
        first = first.or(found);
    }
    first
}

/// The number that a value begins with.
fn number(value: &str) -> Option<String> {
    let value = value.trim_start_matches(|char: char| !is_letter_or_digit(char));
    let end = value.find(|char| !PART(char)).unwrap_or(value.len());
    let number = value.get(..end)?.trim_end_matches(LOOSE);
    ((3..=32).contains(&number.chars().count()) && number.contains(DIGIT)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::structured::structured;
    use super::super::testpage::page;
    use super::*;

    fn read(html: &str) -> Option<String> {
        let page = page("https://shop.example/p/1", html);
        let tree = Tree::of(&page);
        article(&tree, Some(1), structured(&tree).as_ref(), Some("id-1"), &mut Because::default())
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
        assert_eq!(read("<body><h1>Mug</h1><p>SKU: unknown</p></body>").as_deref(), Some("id-1"));
    }
}
