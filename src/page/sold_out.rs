//! Whether a product cannot be bought now.

use super::buttons::says_sold_out;
use super::cards::in_card;
use super::evidence::Because;
use super::product_reader::Parts;
use super::rows::FoundRow;
use super::tree::{At, Tree};
use super::words::Word;

/// Whether it cannot be bought: as the page says so in a button's place, or in words where no button buys.
pub fn sold_out(
    tree: &Tree,
    parts: &Parts,
    action: Option<At>,
    rows: &[FoundRow],
    because: &mut Because,
) -> bool {
    if !rows.is_empty() && rows.iter().all(|row| row.row.sold_out) {
        return true;
    }
    if says_sold_out(tree, parts.pressables) {
        because.add("sold_out", "control", "");
        return true;
    }
    // Data that was rendered once may lag; it counts only where nothing can be bought either.
    let told = parts.data.and_then(|data| data.available) == Some(false);
    let can_buy = action.is_some_and(|action| !super::controls::barred(tree, action));
    if !can_buy {
        let text = tree.first(tree.all(), &|at| {
            let node = tree.node(at);
            node.shown && says_so(&node.text) && !in_card(tree, at) && !is_option(tree, at)
        });
        if let Some(at) = text {
            because.add("sold_out", "text", &tree.node(at).text);
            return true;
        }
    }
    told && !can_buy
}

/// Says that it is sold out and hardly more; "not available for collection" is another matter.
pub fn says_so(text: &str) -> bool {
    Word::SoldOut.is(text) || text.chars().count() <= 16 && Word::SoldOut.within(text)
}

fn is_option(tree: &Tree, at: At) -> bool {
    matches!(tree.tag(at), "option" | "label")
        || tree.near_outer(at, 2, &|outer| tree.pressable(outer)).is_some()
}
