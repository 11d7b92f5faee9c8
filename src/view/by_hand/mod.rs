//! Recording by hand (手动补录): which order, which supplier orders, what each of them covers.
//! What is typed is kept as a draft at every change, so nothing is lost when the popup closes.

mod check;
mod form;
#[cfg(test)]
mod tests;

use super::act::FormAct;
use super::tree::Element;
use super::{Effect, Read, Words, say};
use crate::json;
use crate::message::{OwnRequest, Problem};
use crate::order::{OrderKey, PurchaseOrder, ReportId, Time, host_of, number_text};
use crate::page::{Pasted, from_text};
use crate::store::{Draft, DraftLine, NumberUse, OrderRow};

use self::check::Mistake;

/// The form and the choice of its order.
#[derive(Debug)]
pub struct ByHand {
    /// Makes ids of reports.
    new_id: fn() -> ReportId,
    chosen: Option<OrderKey>,
    order: Option<PurchaseOrder>,
    draft: Draft,
    /// The draft was looked for; before that the form does not overwrite it.
    draft_read: bool,
    /// Recording was tried: mistakes are shown from then on.
    tried: bool,
    /// Supplier order numbers in use, and by which order.
    taken: Vec<(String, String)>,
    shared: bool,
    pasted: String,
    found: Option<Pasted>,
    /// Reports on their way.
    sending: Vec<ReportId>,
    problem: Option<Problem>,
}

impl ByHand {
    /// A form that takes the ids of its reports from there.
    pub fn new(new_id: fn() -> ReportId) -> Self {
        Self {
            new_id,
            chosen: None,
            order: None,
            draft: Draft::default(),
            draft_read: false,
            tried: false,
            taken: Vec::new(),
            shared: false,
            pasted: String::new(),
            found: None,
            sending: Vec::new(),
            problem: None,
        }
    }

    /// Records this order. Its document and its draft are to be read.
    pub fn choose(&mut self, key: OrderKey) {
        if self.chosen.as_ref() != Some(&key) {
            *self = Self::new(self.new_id);
            self.chosen = Some(key);
        }
    }

    /// Goes back to the choice of the order; the draft stays kept.
    pub fn leave(&mut self) {
        *self = Self::new(self.new_id);
    }

    /// Whether an order is being recorded.
    pub fn is_open(&self) -> bool {
        self.chosen.is_some()
    }

    /// Takes in the order, its draft, or who has a number.
    pub fn found(&mut self, read: &Read, text: Option<&str>, now: Time) -> Vec<Effect> {
        match read {
            Read::Order(key) if self.chosen.as_ref() == Some(key) && self.order.is_none() => {
                self.order = text.and_then(|text| json::read(text).ok());
                self.prefill(now);
            }
            Read::Draft(key) if self.chosen.as_ref() == Some(key) && !self.draft_read => {
                self.draft_read = true;
                self.draft = text.and_then(|text| json::read(text).ok()).unwrap_or_default();
                self.prefill(now);
                return (0..self.draft.numbers.len()).filter_map(|at| self.ask_for(at)).collect();
            }
            Read::Number(id) => {
                let number = id.split_once('|').map_or(id.as_str(), |(_, number)| number);
                self.taken.retain(|(own, _)| own != number);
                let usage: Option<NumberUse> = text.and_then(|text| json::read(text).ok());
                let others = usage.filter(|usage| Some(&usage.key) != self.chosen.as_ref());
                self.taken.extend(others.map(|usage| (number.to_owned(), usage.order)));
            }
            _ => {}
        }
        Vec::new()
    }

    /// A new form covers all that is left with one supplier order placed now.
    fn prefill(&mut self, now: Time) {
        let Some(order) = self.order.as_ref().filter(|_| self.draft_read) else { return };
        if self.draft.numbers.is_empty() {
            let currency = order.lines.iter().find_map(|line| line.currency());
            self.draft.currency = currency.map_or_else(String::new, |currency| currency.code().to_owned());
            self.draft.placed = say::exact(&now, &now).replace(' ', "T");
            self.draft.lines = order
                .open_lines()
                .map(|line| DraftLine {
                    number: 0,
                    line: line.id.clone(),
                    quantity: say::quantity(line.left()),
                })
                .collect();
            self.add_number(String::new());
        }
    }

    fn add_number(&mut self, number: String) {
        self.draft.numbers.push(number);
        self.draft.ids.push((self.new_id)());
        self.draft.totals.push(String::new());
        self.draft.freights.push(String::new());
    }

    fn remove_number(&mut self, at: usize) {
        if at >= self.draft.numbers.len() {
            return;
        }
        self.draft.numbers.remove(at);
        for texts in [&mut self.draft.ids, &mut self.draft.totals, &mut self.draft.freights] {
            if at < texts.len() {
                texts.remove(at);
            }
        }
        self.draft.lines.retain(|line| line.number != at);
        for line in self.draft.lines.iter_mut().filter(|line| line.number > at) {
            line.number -= 1;
        }
    }

    /// What the person does in the form.
    pub fn does(&mut self, act: FormAct, value: String, now: Time) -> Vec<Effect> {
        let Some(key) = self.chosen.clone() else { return Vec::new() };
        let mut effects = Vec::new();
        match act {
            FormAct::Number(at) => {
                set(&mut self.draft.numbers, at, value);
                self.shared = false;
                effects.extend(self.ask_for(at));
            }
            FormAct::Total(at) => set(&mut self.draft.totals, at, value),
            FormAct::Freight(at) => set(&mut self.draft.freights, at, value),
            FormAct::Covers(at, line) => self.cover(at, line, value),
            FormAct::AddNumber => self.add_number(String::new()),
            FormAct::RemoveNumber(at) => self.remove_number(at),
            FormAct::Currency => self.draft.currency = value,
            FormAct::Placed => self.draft.placed = value,
            FormAct::Tracking => self.draft.tracking = value,
            FormAct::Note => self.draft.note = value,
            FormAct::Paste => {
                self.found = (!value.trim().is_empty()).then(|| from_text(&value, *now.offset(), ""));
                self.pasted = value;
                return Vec::new();
            }
            FormAct::TakeOver => effects.extend(self.take_over(now)),
            FormAct::Shared => self.shared = !self.shared,
            FormAct::Record => return self.record(&key, now),
        }
        effects.push(Effect::Keep(key, json::write(&self.draft)));
        effects
    }

    fn cover(&mut self, at: usize, line: String, quantity: String) {
        match self.draft.lines.iter_mut().find(|own| own.number == at && own.line == line) {
            Some(own) => own.quantity = quantity,
            None => self.draft.lines.push(DraftLine { number: at, line, quantity }),
        }
    }

    /// What was read from the pasted text goes into the fields; what it does not tell stays as it is.
    fn take_over(&mut self, now: Time) -> Vec<Effect> {
        let Some(found) = self.found.take() else { return Vec::new() };
        self.pasted.clear();
        let mut first = None;
        for number in found.numbers {
            if self.draft.numbers.contains(&number) {
                continue;
            }
            let at = match self.draft.numbers.iter().position(String::is_empty) {
                Some(empty) => {
                    set(&mut self.draft.numbers, empty, number);
                    empty
                }
                None => {
                    self.add_number(number);
                    self.draft.numbers.len() - 1
                }
            };
            first = first.or(Some(at));
        }
        let at = first.unwrap_or_default();
        if let Some(total) = found.total {
            set(&mut self.draft.totals, at, number_text(total.amount));
            if let Some(currency) = total.currency {
                self.draft.currency = currency.code().to_owned();
            }
        }
        if let Some(freight) = found.freight {
            set(&mut self.draft.freights, at, number_text(freight.amount));
        }
        if let Some(placed) = found.placed {
            self.draft.placed = say::exact(&placed, &now).replace(' ', "T");
        }
        if let Some(tracking) = found.tracking {
            self.draft.tracking = tracking;
        }
        (0..self.draft.numbers.len()).filter_map(|at| self.ask_for(at)).collect()
    }

    /// Asks the store who has this number.
    fn ask_for(&self, at: usize) -> Option<Effect> {
        let number =
            self.draft.numbers.get(at).map(|number| number.trim()).filter(|number| !number.is_empty())?;
        let supplier = self.order.as_ref()?.lines.first().and_then(|line| host_of(&line.url))?;
        Some(Effect::Read(Read::Number([&supplier, "|", number].concat())))
    }

    fn record(&mut self, key: &OrderKey, now: Time) -> Vec<Effect> {
        self.tried = true;
        self.problem = None;
        let Some(order) = &self.order else { return Vec::new() };
        match check::reports(&self.draft, order, self.shared, &self.taken, now) {
            Ok(reports) => {
                self.sending = reports.iter().map(|report| report.id.clone()).collect();
                let send =
                    |report| Effect::Send(OwnRequest::Record { key: key.clone(), report: Box::new(report) });
                reports.into_iter().map(send).collect()
            }
            Err(_) => vec![Effect::Focus("first-mistake")],
        }
    }

    fn mistakes(&self, now: Time) -> Vec<Mistake> {
        match &self.order {
            Some(order) if self.tried => {
                check::reports(&self.draft, order, self.shared, &self.taken, now).err().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// A report was recorded, or was not. When all are, the form closes and the draft goes.
    pub fn recorded(&mut self, key: &OrderKey, report: &str, problem: Option<Problem>) -> Vec<Effect> {
        if self.chosen.as_ref() != Some(key) {
            return Vec::new();
        }
        self.sending.retain(|id| id != report);
        if let Some(problem) = problem {
            self.problem = Some(problem);
            return Vec::new();
        }
        if let Some(at) = self.draft.ids.iter().position(|id| id == report) {
            self.remove_number(at);
        }
        if self.draft.numbers.is_empty() {
            self.leave();
            return vec![Effect::Forget(key.clone())];
        }
        vec![Effect::Keep(key.clone(), json::write(&self.draft))]
    }

    /// The form; or the choice of an order among `rows`, first those that have one of `drafts`.
    pub fn view(
        &self,
        (rows, search): (&[OrderRow], &str),
        drafts: &[OrderKey],
        now: Time,
        words: &Words,
    ) -> Element {
        match (&self.chosen, &self.order) {
            (None, _) => form::choice((rows, search), drafts, now, words),
            (Some(_), Some(order)) => form::form(self, order, &self.mistakes(now), words, now),
            (Some(key), None) => form::unknown(key, self.draft_read, words),
        }
    }
}

fn set(texts: &mut Vec<String>, at: usize, value: String) {
    if at >= texts.len() {
        texts.resize(at + 1, String::new());
    }
    if let Some(text) = texts.get_mut(at) {
        *text = value;
    }
}
