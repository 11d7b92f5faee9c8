//! How many pieces one of what is sold has, as titles, options and short texts say it: `pack of 6`, `100pcs`,
//! `12个/包`, `10件装`, `5 pieces / lot`.

use super::chars::{WORD, joins, slice};
use super::fold::{fold, visible};
use super::numbers::numbers;
use super::quantity::behind_piece;
use super::words::Word;
use crate::order::{Quantity, lower_case};

/// Stand between pieces and what holds them.
const PER: [&str; 9] = ["/", "per ", "pro ", "par ", "por ", "je ", "na ", "за ", "в "];

/// How many pieces a pack has, wherever a name says it; also one, which says that it is no pack.
pub fn packs(name: &str) -> Vec<Quantity> {
    let mut packs = Vec::new();
    for part in parts(name) {
        let is_pack = part.follows_pack_of() || Word::Packed.strip(part.joined()).is_some() || part.is_held();
        if is_pack && !packs.contains(&part.number) {
            packs.push(part.number);
        }
    }
    packs
}

/// How many pieces one has by a short text that says nothing else: `5 pieces / lot`, `Sold in packs of 6`.
pub fn sold_by(text: &str) -> Option<Quantity> {
    let parts = parts(text);
    let [part] = parts.as_slice() else { return None };
    let nothing = |text: &str| !text.contains(WORD);
    let unit = behind_piece(&part.behind).unwrap_or(&part.behind);
    let is_whole = nothing(&part.before) && part.is_held()
        || part.follows_pack_of() && nothing(unit) && {
            Word::PackOf.strip(&part.before).is_some_and(|rest| nothing(&rest))
        };
    (is_whole && part.number > Quantity::ONE).then_some(part.number)
}

/// A whole number with what stands around it.
struct Part {
    before: String,
    number: Quantity,
    behind: String,
}

impl Part {
    /// What stands behind the number, whether a space or a hyphen sets it apart.
    fn joined(&self) -> &str {
        self.behind.trim_start_matches([' ', '\u{a0}', '-', '\''])
    }

    /// Whether words such as `pack of` stand right before it.
    fn follows_pack_of(&self) -> bool {
        let before = self.before.trim_end_matches([' ', '\u{a0}', ':']);
        let mut starts = before.char_indices().map(|(at, _)| at);
        starts.any(|at| {
            let tail = before.get(at..).unwrap_or_default();
            let begins = at == 0
                || !joins(before.get(..at).and_then(|head| head.chars().next_back()), tail.chars().next());
            begins && Word::PackOf.strip(tail).is_some_and(|rest| rest.is_empty())
        })
    }

    /// Whether it counts pieces in something: `12 pcs / bag`.
    fn is_held(&self) -> bool {
        let Some(behind) = behind_piece(&self.behind) else { return false };
        let behind = behind.trim_start_matches(['.', ' ', '\u{a0}']);
        PER.iter()
            .any(|per| behind.strip_prefix(per).is_some_and(|rest| Word::Container.strip(rest).is_some()))
    }
}

/// The whole numbers of a text, from one on.
fn parts(text: &str) -> Vec<Part> {
    let text: Vec<char> = lower_case(&fold(&visible(text))).chars().collect();
    let mut parts = Vec::new();
    for number in numbers(&text, false) {
        if number.decimals || number.value < Quantity::ONE {
            continue;
        }
        parts.push(Part {
            before: slice(&text, 0, number.start),
            number: number.value.normalize(),
            behind: slice(&text, number.end, text.len()),
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_in_many_ways_how_many_pieces_a_pack_has() {
        for (name, pieces) in [
            ("Mug, pack of 6", 6),
            ("Screws M4x10 3.5 mm 100 pcs", 100),
            ("Screws 100pcs/bag", 100),
            ("2pcs set", 2),
            ("Bulbs 4-pack", 4),
            ("Towels, set of 3", 3),
            ("Beads 1,000 pcs per lot", 1000),
            ("5 pieces/lot", 5),
            ("口罩 10件装", 10),
            ("螺丝 12个/包", 12),
            ("Schrauben 10 Stück/Packung", 10),
            ("Glühbirne 3er-Pack", 3),
            ("Tasse, lot de 4", 4),
            ("タオル 5枚入り", 5),
            ("양말 10개입", 10),
            ("Шурупы 50 шт", 50),
            ("1 pc", 1),
        ] {
            assert_eq!(packs(name), [Quantity::from(pieces)], "{name}");
        }
        for name in [
            "iPhone 12",
            "3 in 1 cable",
            "Pad 2024",
            "M4 x 10",
            "Alarm 80 dB",
            "USB 3.0 hub with 4 ports",
            "400 thread count sheet",
            "2 m",
            "Backpack 30 l",
            "36-38",
            "Unpack of 3",
        ] {
            assert_eq!(packs(name), [] as [Quantity; 0], "{name}");
        }
    }

    #[test]
    fn a_short_text_says_what_is_sold_only_where_it_says_nothing_else() {
        for (text, pieces) in
            [("5 pieces / lot", 5), ("Sold in packs of 6", 6), ("12个/包", 12), ("Pack of 4 pieces", 4)]
        {
            assert_eq!(sold_by(text), Some(pieces.into()), "{text}");
        }
        for text in [
            "Packing: 100 pcs/bag",
            "100 pcs in stock",
            "Also as a pack of 6",
            "Pack of 6: $9.00",
            "1 pc/bag",
            "12",
        ] {
            assert_eq!(sold_by(text), None, "{text}");
        }
    }
}
