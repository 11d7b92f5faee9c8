//! The words that a person reads on a page, piece by piece, in the page's order.

use std::ops::Range;

use super::tree::{At, Tree};
use crate::page::text::chars::{CharKind, DIGIT, all_digits};
use crate::page::text::fold::{fold, visible};

/// Words that stand together, folded, in one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// The element that they stand in.
    pub at: At,
    /// They are struck through.
    pub struck: bool,
    /// They stand in a button, so they name an action.
    pub action: bool,
}

/// All pieces of a page.
pub struct Pieces(Vec<Piece>);

impl Pieces {
    /// The pieces of a page.
    pub fn of(tree: &Tree<'_>) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for at in tree.all() {
            let node = tree.node(at);
            let text = visible(&fold(&node.text)).trim().to_owned();
            if !node.shown || text.is_empty() || matches!(node.tag.as_str(), "option" | "textarea" | "title")
            {
                continue;
            }
            let is_button = |at: At| tree.tag(at) == "button" || tree.attribute(at, "role") == "button";
            let action = is_button(at) || tree.outer(at, &is_button).is_some();
            let piece = Piece { text, at, struck: node.struck, action };
            match pieces.last_mut() {
                Some(last) if completes(tree, last, &piece) => last.text.push_str(&piece.text),
                _ => pieces.push(piece),
            }
        }
        Self(pieces)
    }

    /// All of them.
    pub fn all(&self) -> &[Piece] {
        &self.0
    }

    /// Those in a range of elements.
    pub fn within(&self, range: &Range<At>) -> &[Piece] {
        let start = self.0.partition_point(|piece| piece.at < range.start);
        let end = self.0.partition_point(|piece| piece.at < range.end);
        self.0.get(start..end).unwrap_or_default()
    }
}

const POINT: CharKind = |char| matches!(char, '.' | ',');
const SHARED_SIGN: CharKind = |char| matches!(char, '¥' | '$');
const SIGN_BEFORE: CharKind = |char| matches!(char, '¥' | '$' | '£');

/// Prices are often cut up for their looks (`¥`, `12`, `.80`); such pieces belong together.
fn completes(tree: &Tree<'_>, left: &Piece, right: &Piece) -> bool {
    let ends_in_digit = left.text.ends_with(DIGIT);
    let sign_then_digits = is_sign(&left.text) && right.text.starts_with(DIGIT);
    let digits_then_decimals =
        ends_in_digit && right.text.strip_prefix(POINT).is_some_and(|rest| rest.starts_with(DIGIT));
    let point_then_decimals = left.text.strip_suffix(POINT).is_some_and(|whole| whole.ends_with(DIGIT))
        && right.text.len() <= 2
        && all_digits(&right.text);
    let digits_then_point = ends_in_digit && right.text == ".";
    let digits_then_sign = ends_in_digit && is_sign(&right.text) && !is_prefix(&right.text);
    if !(sign_then_digits
        || digits_then_decimals
        || point_then_decimals
        || digits_then_point
        || digits_then_sign)
    {
        return false;
    }
    let Some(around) = tree.around(left.at, right.at) else { return false };
    tree.steps(left.at, around) <= 2 && tree.steps(right.at, around) <= 2 && left.struck == right.struck
}

fn is_sign(text: &str) -> bool {
    matches!(text, "¥" | "$" | "€" | "£" | "US$" | "CNY" | "USD" | "EUR" | "RMB" | "元" | "万" | "kr" | "zł")
        || text.ends_with(SHARED_SIGN) && text.chars().count() <= 4
}

fn is_prefix(text: &str) -> bool {
    text.ends_with(SIGN_BEFORE) || text == "CNY" || text == "RMB"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    #[test]
    fn a_price_in_pieces_is_one_piece() {
        let page = page(
            "https://shop.example/",
            "<body><div><em>¥</em><b>12</b><i>.80</i></div><p><span>$</span><span>12<span>.</span></span><span>80</span></p>\
             <td>¥12.80</td><td>2</td><p hidden>no</p></body>",
        );
        let pieces = Pieces::of(&Tree::of(&page));
        let texts: Vec<_> = pieces.all().iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["¥12.80", "$12.80", "¥12.80", "2"]);
    }
}
