//! A variant remembered: what the person says of a line is kept for the next purchase of it, and taken
//! again where the order's own words do not decide and the supplier's variants are still the same.

use super::addresses::same_page;
use super::allowed::names_of;
use super::event::{Effect, Known};
use super::matching::same;
use super::pairing::{PairedPick, Pairing, is_option, key_of_line, shape_of};
use super::plan::{Plan, Planned, plan};
use super::plan_rows::find_row;
use super::wanted::{Wanted, is_piece, pack_of};
use super::{Candidate, Pick, Purchase, Stage, Stop};
use crate::json;
use crate::order::{Line, LineId, Time};
use crate::page::Product;

impl Purchase {
    /// Plans the page at hand with what was said before of its lines.
    pub(super) fn plan(&mut self, product: &Product, known: &dyn Known) -> Planned {
        loop {
            let (next, checks) = self.plan_once(product, known);
            let Plan::Stop(Stop::NoOption { line, axis, wanted, offered, .. }) = next else {
                return (next, checks);
            };
            let pairing = self.order.line(&line).and_then(|line| known.pairing(&key_of_line(line)));
            let pairing = pairing.filter(|pairing| !pairing.picks.is_empty());
            // Each turn picks one more axis, and of each no more than once.
            if let (Some(pairing), Some(first)) = (pairing, offered.first())
                && self.picks_as_before(pairing, &line, first, product)
            {
                continue;
            }
            let rows = offered.first().is_some_and(|first| first.axis >= product.axes.len());
            self.found.among = shape_of(product, rows);
            let changed = self.was_told_of_change(&line)
                || pairing.is_some_and(|pairing| self.is_out_of_date(pairing, &axis, product));
            return (Plan::Stop(Stop::NoOption { line, axis, wanted, offered, changed }), checks);
        }
    }

    fn plan_once(&self, product: &Product, known: &dyn Known) -> Planned {
        let Some(task) = self.tasks.get(self.at) else { return (Plan::Wait, Vec::new()) };
        let mut wanted = Vec::new();
        for id in &task.lines {
            let Some(line) = self.order.line(id).filter(|line| !line.left().is_zero()) else { continue };
            match Wanted::of(line, &self.asked, known.pairing(&key_of_line(line))) {
                Ok(want) => wanted.push(want),
                Err(stop) => return (Plan::Stop(stop), Vec::new()),
            }
        }
        let moved = task.moved.as_deref();
        let is_led_to = moved.is_some_and(|moved| same_page(moved, &self.found.page));
        for want in &mut wanted {
            want.is_picked_page = is_led_to && !self.asked.picked(&want.line.id).is_empty();
        }
        // Of several lines it is not known whose button was pressed.
        if let [one] = wanted.as_mut_slice()
            && task.presses > 0
            && let Some(stood) = self.stood(&one.line.id)
        {
            one.moved = Some((stood, task.presses));
        }
        plan(product, &wanted, &task.proven)
    }

    /// Picks of an axis what was picked of it before, if that is certain.
    fn picks_as_before(
        &mut self,
        pairing: &Pairing,
        line: &LineId,
        first: &Candidate,
        product: &Product,
    ) -> bool {
        let at = first.axis;
        if self.asked.picked(line).iter().any(|pick| pick.axis == at) {
            return false;
        }
        let shape = shape_of(product, at >= product.axes.len());
        let name = product.axes.get(at).map_or("", |axis| axis.name.as_str());
        let mut found: Option<Candidate> = None;
        for pick in &pairing.picks {
            if pick.among != shape || !(pick.axis == name || same(&pick.axis, name)) {
                continue;
            }
            for option in options_at(product, at) {
                if is_option(&option, &pick.label, pick.id.as_deref()) {
                    if found.as_ref().is_some_and(|other| *other != option) {
                        return false;
                    }
                    found = Some(option);
                }
            }
        }
        let (Some(Candidate { label, id, .. }), Some(said)) = (found, self.asked.said_mut(line)) else {
            return false;
        };
        let option = PairedPick { axis: name.to_owned(), label, id, among: shape };
        said.picked.push(Pick { axis: at, option, paired: Some(pairing.made) });
        true
    }

    /// Whether something was picked of this axis, or of one that is not there any more, among other options
    /// than these.
    fn is_out_of_date(&self, pairing: &Pairing, axis: &str, product: &Product) -> bool {
        let is_here = |name: &str| product.axes.iter().any(|own| own.name == name || same(&own.name, name));
        pairing.picks.iter().any(|pick| {
            let is_it = pick.axis == axis || same(&pick.axis, axis) || !is_here(&pick.axis);
            is_it && pick.among != self.found.among
        })
    }

    fn was_told_of_change(&self, line: &LineId) -> bool {
        matches!(
            &self.stage,
            Stage::Paused { stop: Stop::NoOption { line: own, changed: true, .. } } if own == line
        )
    }

    /// After a stop for variants that are others now: what was picked among the former ones is forgotten.
    pub(super) fn forget_changed(&self, known: &dyn Known) -> Option<Effect> {
        let Stage::Paused { stop: Stop::NoOption { line, changed: true, .. } } = &self.stage else {
            return None;
        };
        let mut pairing = json::copy(known.pairing(&key_of_line(self.order.line(line)?))?);
        if pairing.picks.is_empty() {
            return None;
        }
        pairing.picks.clear();
        // How many pieces one holds is asked anew before it is forgotten.
        Some(if pairing.says_something() {
            Effect::Pair(Box::new(pairing))
        } else {
            Effect::Unpair(pairing.key)
        })
    }

    /// Everything stands as the order says, by what the person said now or before: that holds for the rest
    /// of this purchase, and is kept for the next one.
    pub(super) fn remember(&mut self, product: &Product, now: Time, known: &dyn Known) -> Vec<Effect> {
        let mut effects = Vec::new();
        let lines = self.tasks.get(self.at).map(|task| task.lines.clone()).unwrap_or_default();
        for id in lines {
            let Some(line) = self.order.line(&id) else { continue };
            let before = known.pairing(&key_of_line(line));
            let Ok(want) = Wanted::of(line, &self.asked, before) else { continue };
            let words = words_of(&want, product);
            let own = self.asked.holds(&id);
            let holds = own.or(before.map(|before| before.holds)).unwrap_or(1);
            let pack = pack_of(line, &self.asked, before).unwrap_or(1);
            let told = is_pack_told(&want, product);
            let pairing = self.paired(line, product, (pack, holds, told), before, now);
            if let Some(pairing) = pairing {
                effects.push(if pairing.says_something() {
                    Effect::Pair(Box::new(pairing))
                } else {
                    Effect::Unpair(pairing.key)
                });
            }
            if !is_piece(line) {
                settle(&mut self.asked.packs, &id, pack);
            }
            if (holds != 1 || !words.is_empty())
                && let Some(said) = self.asked.said_mut(&id)
            {
                (said.words, said.holds) = (words, Some(holds));
            }
        }
        effects
    }

    /// The pairing to keep of a line; nothing where what is kept says the same and is known to be in use.
    fn paired(
        &self,
        line: &Line,
        product: &Product,
        (pieces, holds, told): (u32, u32, bool),
        before: Option<&Pairing>,
        now: Time,
    ) -> Option<Pairing> {
        let (mut picks, mut own, mut taken) = (Vec::new(), false, holds != 1 || told || !is_piece(line));
        for pick in self.asked.picked(&line.id) {
            own |= pick.paired.is_none();
            taken = true;
            picks.push(pick.option.clone());
        }
        // That one is one is worth keeping where the page says otherwise, and it was asked about.
        let among = if holds == 1 && !told { String::new() } else { shape_of(product, false) };
        let mut pairing = match before {
            Some(before) => json::copy(before),
            None if taken => Pairing::of(line, &self.order.number, now),
            None => return None,
        };
        let unit = line.unit.as_deref().unwrap_or_default();
        let is_unit_new = !is_piece(line) && (pairing.pieces != pieces || pairing.unit != unit);
        own &= picks != pairing.picks;
        if own || is_unit_new || pairing.holds != holds || pairing.among != among {
            (pairing.order, pairing.made) = (self.order.number.clone(), now);
        } else if before.is_some() && (pairing.used >= self.started || !taken) {
            return None;
        }
        if own {
            pairing.picks = picks;
        }
        if is_unit_new {
            (pairing.unit, pairing.pieces) = (unit.to_owned(), pieces);
        }
        (pairing.holds, pairing.among, pairing.used) = (holds, among, now);
        Some(pairing)
    }
}

/// Keeps a number of a line, in the place of one that is there.
pub(super) fn settle(all: &mut Vec<(LineId, u32)>, line: &LineId, number: u32) {
    all.retain(|(id, _)| id != line);
    all.push((line.clone(), number));
}

/// Whether the page says that one has several pieces where the order does not.
fn is_pack_told(want: &Wanted, product: &Product) -> bool {
    let Ok((options, left)) = want.options(product) else { return false };
    let mut names = names_of(&options);
    if let Ok(row) = find_row(product, want, &left) {
        names.extend(row.labels.iter().map(String::as_str));
    }
    want.pack_told(product, &names).is_some()
}

/// What there is to pick of an axis, or of the rows behind the last one.
fn options_at(product: &Product, axis: usize) -> Vec<Candidate> {
    let mut options = Vec::new();
    if let Some(own) = product.axes.get(axis) {
        for option in &own.options {
            options.push(Candidate { axis, label: option.label.clone(), id: option.id.clone() });
        }
    } else {
        for row in &product.rows {
            options.push(Candidate { axis, label: row.name(), id: row.id.clone() });
        }
    }
    options
}

/// What the supplier calls a variant of which something was picked: the labels that carts are to name.
fn words_of(want: &Wanted, product: &Product) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let rows = product.axes.len();
    for pick in want.asked.picked(&want.line.id) {
        let label = &pick.option.label;
        match product.rows.iter().find(|row| pick.axis >= rows && row.name() == *label) {
            Some(row) => words.extend_from_slice(&row.labels),
            None => words.push(label.clone()),
        }
    }
    let Ok((chosen, left)) = want.options(product) else { return words };
    if words.is_empty() {
        return words;
    }
    for attribute in &want.line.attributes {
        // Those that name an option themselves, or, as far as none was picked, a row.
        let is_chosen = chosen.iter().any(|option| same(&option.label, &attribute.option));
        let names_row = want.pick(rows).is_none() && left.iter().any(|other| std::ptr::eq(*other, attribute));
        if is_chosen || names_row {
            words.push(attribute.option.clone());
        }
    }
    words
}
