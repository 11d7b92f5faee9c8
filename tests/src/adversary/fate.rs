//! Makes a page one that must be bought, or one that must stop, and for which reasons.

use super::coin::{BRL, CNY, Coin, EUR, GBP, JPY, USD};
use super::draft::Draft;
use super::goods::{Control, Deaf, Form, Named, Sku};
use super::mutation::{Fate, Mutation};

/// Brings a page's fate about, and writes the order that goes with it.
pub(super) fn befall(draft: &mut Draft) {
    match draft.fate {
        Fate::Buy => twins_told_apart(draft),
        Fate::SoldOut => sold_out(draft),
        Fate::BelowMinimum => below_minimum(draft),
        Fate::OffStep => off_step(draft),
        Fate::TooFew => too_few(draft),
        Fate::Doubt => doubt(draft),
        Fate::Deaf => deaf(draft),
        Fate::Covered => covered(draft),
        Fate::Prefilled => prefilled(draft),
        Fate::OverLimit | Fate::OtherCurrency | Fate::MissingOption | Fate::UnnamedAxis => {}
    }
    draft.write_order();
    limit(draft);
    match draft.fate {
        Fate::OverLimit => over_limit(draft),
        Fate::OtherCurrency => other_currency(draft),
        Fate::MissingOption => missing_option(draft),
        Fate::UnnamedAxis => unnamed_axis(draft),
        _ => {}
    }
}

/// What one may cost: often just what it costs.
fn limit(draft: &mut Draft) {
    let unit = draft.wanted_sku().map_or(1, |sku| draft.unit(sku, draft.quantity));
    let room = if draft.dice.percent(50) { 0 } else { draft.dice.between(0, 15) };
    draft.limit = unit + unit * room / 100;
}

fn over_limit(draft: &mut Draft) {
    draft.mark(Mutation::OverLimit);
    draft.reasons.push("Price");
    let unit = draft.wanted_sku().map_or(2, |sku| draft.unit(sku, draft.quantity));
    let less = if draft.dice.percent(30) { 1 } else { unit * draft.dice.between(1, 40) / 100 };
    draft.limit = (unit - less.max(1)).max(0);
}

fn other_currency(draft: &mut Draft) {
    draft.mark(Mutation::OtherCurrency);
    draft.reasons.push("Currency");
    let mut others: Vec<Coin> = vec![USD, GBP, CNY, EUR, JPY, BRL];
    others.retain(|coin| coin.code != draft.coin.code);
    let own = 10_i64.pow(draft.coin.decimals);
    draft.limit_in = draft.dice.of_all(&others);
    draft.limit = (draft.limit * 10_i64.pow(draft.limit_in.decimals) / own).max(1) * 3;
}

/// Sold out as a whole, an option that is barred, or a variant that tells only once it is chosen.
fn sold_out(draft: &mut Draft) {
    draft.mark(Mutation::SoldOut);
    draft.reasons.push("SoldOut");
    let twin = draft.form == Form::Axes && draft.dice.percent(25);
    if twin {
        // The order means the one that is barred, not the one that is called like it.
        add_twin(draft, false);
        draft.mark(Mutation::DisabledTwin);
        bar_wanted(draft);
        return;
    }
    match draft.dice.below(3) {
        0 => draft.skus.iter_mut().for_each(|sku| sku.stock = 0),
        1 if draft.form == Form::Axes => bar_wanted(draft),
        _ => {
            let wanted = draft.wanted.clone();
            draft.skus.iter_mut().filter(|sku| sku.options == wanted).for_each(|sku| sku.stock = 0);
            draft.stock_told |= draft.dice.percent(50);
        }
    }
}

fn bar_wanted(draft: &mut Draft) {
    let axis = draft.near.filter(|_| draft.has(Mutation::DisabledTwin)).unwrap_or_default();
    let Some(option) = draft.wanted.get(axis).copied() else { return };
    bar(draft, axis, option);
}

fn bar(draft: &mut Draft, axis: usize, option: usize) {
    if let Some(choice) = draft.axes.get_mut(axis).and_then(|axis| axis.options.get_mut(option)) {
        choice.barred = true;
    }
    draft.skus.iter_mut().filter(|sku| sku.options.get(axis) == Some(&option)).for_each(|sku| sku.stock = 0);
    // A shop does not choose by itself what nobody can have.
    if let Some(chosen) = draft.chosen.get_mut(axis).filter(|chosen| **chosen == Some(option)) {
        *chosen = None;
    }
}

/// Adds an option that is called like the wanted one, with variants of its own.
fn add_twin(draft: &mut Draft, barred: bool) {
    let axis = draft.dice.below(draft.axes.len());
    let Some(wanted) = draft.wanted.get(axis).copied() else { return };
    draft.near = Some(axis);
    let Some(place) = draft.axes.get_mut(axis) else { return };
    let Some(mut twin) = place.options.get(wanted).cloned() else { return };
    twin.id = (twin.id.parse::<i64>().unwrap_or(1) + 7).to_string();
    let new = place.options.len();
    place.options.push(twin);
    // Rows have one table of tiers for all of them.
    let alike = draft.form != Form::Axes && !draft.tiers.is_empty() || draft.form == Form::Grid;
    let mut more: Vec<Sku> =
        draft.skus.iter().filter(|sku| sku.options.get(axis) == Some(&wanted)).cloned().collect();
    for sku in &mut more {
        sku.id = (sku.id.parse::<i64>().unwrap_or(1) + 7).to_string();
        // Cheaper, so that no limit keeps the wrong one out.
        sku.price = if alike { sku.price } else { (sku.price - sku.price / 5).max(1) };
        if let Some(option) = sku.options.get_mut(axis) {
            *option = new;
        }
    }
    draft.skus.extend(more);
    let mut other = new;
    // The wanted one stands first or last.
    if draft.dice.percent(50) {
        other = wanted;
        if let Some(option) = draft.wanted.get_mut(axis) {
            *option = new;
        }
    }
    if barred {
        bar(draft, axis, other);
    }
}

/// Two options that are called alike; the order has the id of the right one.
fn twins_told_apart(draft: &mut Draft) {
    if draft.form == Form::Pages {
        return;
    }
    if draft.maybe(Mutation::EqualLabels, 12) {
        add_twin(draft, false);
    } else if draft.maybe(Mutation::DisabledTwin, 12) {
        add_twin(draft, true);
    }
}

fn doubt(draft: &mut Draft) {
    draft.reasons.push("NoOption");
    let barred = draft.dice.percent(40);
    draft.mark(if barred { Mutation::DisabledTwin } else { Mutation::EqualLabels });
    add_twin(draft, barred);
}

fn below_minimum(draft: &mut Draft) {
    draft.mark(Mutation::Minimum);
    draft.reasons.push("Quantity");
    let more = draft.dice.between(1, 12);
    draft.minimum = draft.quantity + more * draft.step;
    tell_where_needed(draft);
}

fn off_step(draft: &mut Draft) {
    draft.mark(Mutation::Step);
    draft.reasons.push("Quantity");
    draft.step = draft.dice.of_all(&[2_i64, 5, 10]);
    draft.quantity = draft.step * draft.dice.between(1, 4) + draft.dice.between(1, draft.step - 1);
    draft.minimum = 1;
    draft.mutations.retain(|mutation| *mutation != Mutation::Minimum);
    tell_where_needed(draft);
}

/// Only a field knows bounds of its own.
fn tell_where_needed(draft: &mut Draft) {
    let rows = draft.form.has_rows();
    draft.told |= rows || !matches!(draft.control, Control::Number | Control::Between);
}

fn too_few(draft: &mut Draft) {
    draft.mark(Mutation::TooFew);
    draft.reasons.push("TooFew");
    (draft.minimum, draft.step) = (1, 1);
    draft.mutations.retain(|mutation| !matches!(mutation, Mutation::Minimum | Mutation::Step));
    draft.quantity = draft.quantity.max(4);
    let left = draft.dice.between(1, draft.quantity - 1);
    let wanted = draft.wanted.clone();
    draft.skus.iter_mut().filter(|sku| sku.options == wanted).for_each(|sku| sku.stock = left);
    let rows = draft.form.has_rows();
    let bounded = !rows && matches!(draft.control, Control::Number | Control::Between);
    draft.stock_told |= !bounded || draft.dice.percent(70);
}

/// The wanted option is taken off the page; the one that is nearly called so stays.
fn missing_option(draft: &mut Draft) {
    draft.mark(Mutation::MissingOption);
    draft.reasons.push("NoOption");
    let apart = draft.form == Form::Axes && !draft.named.iter().any(|named| named.axis.is_empty());
    if apart && draft.dice.percent(25) {
        // Or the page knows nothing of what the order asks for.
        let taken: Vec<String> = draft.named.iter().map(|named| named.axis.clone()).collect();
        let more = draft.language.axes.iter().find(|(name, _)| !taken.iter().any(|own| own == name));
        if let Some((name, [option, ..])) = more {
            draft.named.push(Named { axis: (*name).to_owned(), option: (*option).to_owned(), id: None });
            draft.wanted.clear();
            draft.sku_known = false;
            return;
        }
    }
    let axis = draft.near.unwrap_or_default();
    let Some(place) = draft.axes.get_mut(axis) else { return };
    let Some(last) = place.options.pop() else { return };
    let gone = place.options.len();
    draft.skus.retain(|sku| sku.options.get(axis) != Some(&gone));
    if let Some(chosen) = draft.chosen.get_mut(axis).filter(|chosen| **chosen == Some(gone)) {
        *chosen = None;
    }
    let nameless = draft.named.iter().all(|named| named.axis.is_empty());
    let names: Vec<String> = draft.axes.iter().map(|axis| axis.name.clone()).collect();
    let wanted = names.get(axis).cloned().unwrap_or_default();
    let at = draft.named.iter().position(|named| named.axis == wanted);
    // Without names of axes the order tells them in the page's order.
    let at = at.or(nameless.then_some(axis));
    if let Some(named) = at.and_then(|at| draft.named.get_mut(at)) {
        named.option = last.label;
        named.id = named.id.as_ref().map(|_| last.id);
    }
    draft.wanted.clear();
    draft.sku_known = false;
}

fn unnamed_axis(draft: &mut Draft) {
    draft.mark(Mutation::UnnamedAxis);
    draft.reasons.push("NoOption");
    let at = draft.dice.below(draft.named.len());
    draft.named.remove(at);
    draft.sku_known = false;
}

fn deaf(draft: &mut Draft) {
    draft.mark(Mutation::Deaf);
    draft.reasons.push("NotTaken");
    let preset = draft.wanted.iter().all(|option| *option == 0);
    draft.deaf = match draft.dice.below(3) {
        0 if !preset => Deaf::Options,
        1 if !preset => {
            draft.chosen = draft.wanted.iter().map(|_| Some(0)).collect();
            Deaf::Forgets
        }
        _ => Deaf::Quantity,
    };
    // What stands there at first must not be what is wanted.
    let least = draft.minimum.max(draft.step) + draft.step;
    draft.quantity = draft.quantity.max((least + draft.step - 1) / draft.step * draft.step);
}

/// Something lies over the page that only a person may take away.
fn covered(draft: &mut Draft) {
    draft.mark(Mutation::Covered);
    draft.reasons.push("Covered");
    let least = draft.minimum.max(draft.step) + draft.step;
    draft.quantity = draft.quantity.max((least + draft.step - 1) / draft.step * draft.step);
}

/// A row beside the wanted one is not empty.
fn prefilled(draft: &mut Draft) {
    draft.mark(Mutation::Prefilled);
    draft.reasons.push("NotTaken");
    (draft.minimum, draft.step) = (1, 1);
    draft.mutations.retain(|mutation| !matches!(mutation, Mutation::Minimum | Mutation::Step));
    let others: Vec<usize> = (0..draft.skus.len())
        .filter(|at| draft.skus.get(*at).is_some_and(|sku| sku.options != draft.wanted))
        .collect();
    draft.prefilled = Some(draft.dice.of_all(&others));
}
