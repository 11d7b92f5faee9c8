//! Whether a text of a cart, a checkout or a receipt is a product's title.

use super::matching::{key_of, same};
use super::spelled::spells;
use super::wanted::Wanted;

/// A title that is cut short tells the product from so many bytes on, folded.
const TELLS: usize = 8;

/// Whether a text is what the order or the product's own page calls it: whole, cut short, behind a code, or with
/// the options behind it. Never by what it only begins with: a mug holder is no mug.
pub fn names(text: &str, want: &Wanted) -> bool {
    let text = without_code(text);
    want.titles().iter().any(|title| {
        let title = without_code(title);
        same(text, title) || is_cut(text, title) || spells(text, title, &want.line.attributes)
    })
}

/// Whether a text is a title and all the options that the order names, which then stand in it.
pub fn spells_out(text: &str, want: &Wanted) -> bool {
    let text = without_code(text);
    want.titles().iter().any(|title| spells(text, without_code(title), &want.line.attributes))
}

/// The text behind a code in brackets: `[E-COM07] Cabinet`. `[Used] Cabinet` is another cabinet.
fn without_code(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((code, rest)) if is_code(code) => rest.trim_start(),
        _ => text,
    }
}

fn is_code(text: &str) -> bool {
    text.contains(|char: char| char.is_ascii_digit()) && !text.contains(char::is_whitespace)
}

/// Whether a text ends in dots that stand for the rest of the title.
fn is_cut(text: &str, title: &str) -> bool {
    let Some(begins) = text.strip_suffix('…').or_else(|| text.strip_suffix("...")) else { return false };
    let key = key_of(begins);
    key.len() >= TELLS && key_of(title).starts_with(&key)
}
