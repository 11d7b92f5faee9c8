//! What shops write behind an option, in one text with it.

use super::draft::Draft;
use super::mutation::Mutation;

/// Writes it: what the option costs more than the first, how many there are, or that it is gone.
pub fn write(draft: &mut Draft) {
    let form = draft.dice.below(4);
    let gone = draft.dice.text(draft.language.sold_out);
    let stock = draft.dice.text(draft.language.stock);
    let sign = draft.dice.below(8);
    let counted = draft.dice.percent(30);
    for index in 0..draft.axes.len() {
        let count = draft.axes.get(index).map_or(0, |axis| axis.options.len());
        for option in 0..count {
            let note = note(draft, index, option, (gone, stock, sign, counted)).map(|note| match form {
                0 => format!(" ({note})"),
                1 => format!(" - {note}"),
                2 => format!(" – {note}"),
                _ => format!(" [{note}]"),
            });
            let place = draft.axes.get_mut(index).and_then(|axis| axis.options.get_mut(option));
            if let (Some(choice), Some(note)) = (place, note) {
                choice.note = note;
            }
        }
    }
}

fn note(draft: &Draft, axis: usize, option: usize, words: (&str, &str, usize, bool)) -> Option<String> {
    let (gone, stock, sign, counted) = words;
    let own: Vec<_> = draft.skus.iter().filter(|sku| sku.options.get(axis) == Some(&option)).collect();
    if own.iter().all(|sku| sku.stock == 0) {
        return Some(gone.to_owned());
    }
    if counted && draft.axes.len() == 1 {
        return own.first().map(|sku| stock.replace("{}", &sku.stock.to_string()));
    }
    let price = |option: usize| {
        let fits = |sku: &&super::goods::Sku| sku.options.get(axis) == Some(&option);
        draft.skus.iter().find(fits).map(|sku| sku.price)
    };
    match price(option)? - price(0)? {
        0 => None,
        more => {
            let minus = if more < 0 { '-' } else { '+' };
            let (units, rest) = draft.coin.parts(more.abs());
            let plain = draft.has(Mutation::PlainPrice);
            let amount = if plain { units + &rest } else { draft.coin.text(more.abs(), sign) };
            Some(format!("{minus}{amount}"))
        }
    }
}
