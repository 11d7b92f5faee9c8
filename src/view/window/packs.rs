//! What was picked and counted: asked for in a decision, shown afterwards, and changed.

use super::super::act::WindowAct;
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Effect, say};
use super::WindowPage;
use crate::order::LineId;
use crate::purchase::{Decision, Purchase, Stage, Stop};

impl WindowPage {
    /// Decides something to which a number of pieces may belong.
    pub(super) fn counted(&mut self, act: WindowAct) -> Vec<Effect> {
        let line = match &act {
            WindowAct::Pack(line)
            | WindowAct::Pick(line, _)
            | WindowAct::SetHolds(line, _)
            | WindowAct::PickAgain(line) => line.clone(),
            _ => return Vec::new(),
        };
        let typed = self.typed_holds(&line).map(str::to_owned);
        let holds = typed.as_deref().map(whole);
        if holds == Some(None) && !matches!(act, WindowAct::PickAgain(_)) {
            return self.miss("holds");
        }
        let holds = holds.flatten();
        let decision = match act {
            WindowAct::Pack(_) => match whole(&self.pieces) {
                Some(pieces) => Decision::Pack { line, pieces, holds },
                None => return self.miss("pieces"),
            },
            WindowAct::Pick(_, candidate) => Decision::Pick { line, candidate, holds },
            WindowAct::SetHolds(_, shown) => Decision::Holds { line, pieces: holds.unwrap_or(shown) },
            _ => Decision::PickAgain { line },
        };
        (self.holds, self.wants) = (None, None);
        vec![self.decide(decision)]
    }

    fn miss(&mut self, field: &'static str) -> Vec<Effect> {
        self.wants = Some(field);
        vec![Effect::Focus(field)]
    }

    fn typed_holds(&self, line: &str) -> Option<&str> {
        let (_, typed) = self.holds.as_ref().filter(|(own, _)| own == line)?;
        Some(typed)
    }

    /// A field for a number of pieces, with what is wrong with it.
    fn number_field(&self, name: &'static str, label: String, value: &str, act: WindowAct) -> Element {
        let error_id = [name, "-error"].concat();
        // Of several lines the one that is typed in bears the name.
        let typed = match &act {
            WindowAct::Holds(line) => self.holds.as_ref().is_none_or(|(own, _)| own == line),
            _ => true,
        };
        let mut field = classed("input", "field number short")
            .with("data-do", name)
            .with("inputmode", "numeric")
            .with("autocomplete", "off")
            .with("value", value)
            .does(Act::Window(act));
        let wrong = typed && self.wants == Some(name);
        if typed && (self.holds.is_some() || name != "holds") {
            field = field.with("id", name);
        }
        if wrong {
            field = field.with("aria-invalid", "true").with("aria-describedby", error_id.as_str());
        }
        let error = classed("p", "field-error").with("id", error_id).says(&self.words, "pieces_wrong");
        classed("div", "counted")
            .put(classed("label", "labelled").put(classed("span", "label").put(label)).put(field))
            .maybe(wrong.then_some(error))
    }

    /// How many pieces one of the supplier's has: as typed, as said in this purchase, else `before`.
    pub(super) fn holds_field(&self, line: &str, before: u32, purchase: &Purchase) -> Element {
        let said = purchase.asked.holds(line).unwrap_or(before);
        let said = said.to_string();
        let value = self.typed_holds(line).unwrap_or(&said);
        let label = self.words.say("holds_label", &[]);
        self.number_field("holds", label, value, WindowAct::Holds(line.to_owned()))
    }

    /// The line in the order's words, by which the person picks.
    pub(super) fn in_order(&self, line: &str, purchase: &Purchase) -> Option<Element> {
        let ordered = purchase.order.line(line)?;
        let mut parts = vec![ordered.title.clone(), ordered.variant()];
        parts.extend(ordered.sku.clone());
        parts.retain(|part| !part.is_empty());
        let text = self.words.say("pick_for", &[&parts.join(" · ")]);
        Some(classed("p", "muted").put(text))
    }

    /// A form of one decision that ends in "Go on with this".
    fn form(&self, key: &'static str, act: WindowAct, fields: Element) -> Element {
        let set = classed("button", "button main").with("type", "submit").with("data-do", key);
        classed("form", "decision")
            .keyed(key)
            .with("novalidate", "")
            .does(Act::Window(act))
            .put(fields)
            .put(classed("div", "acts").put(set.says(&self.words, "do_set_pieces")))
    }

    /// How many pieces one unit of the ERP has, and one of the supplier's.
    pub(super) fn pack(&self, line: &str, unit: &str, purchase: &Purchase) -> Element {
        let label = self.words.say("pieces_in", &[unit]);
        let pieces = self.number_field("pieces", label, &self.pieces, WindowAct::Pieces);
        let fields = classed("div", "counts").put(pieces).put(self.holds_field(line, 1, purchase));
        self.form("pack", WindowAct::Pack(line.to_owned()), fields)
    }

    /// How many pieces one of the supplier's has now.
    pub(super) fn holds_form(&self, line: &str, before: u32, purchase: &Purchase) -> Element {
        let fields = self.holds_field(line, before, purchase);
        self.form("set-holds", WindowAct::SetHolds(line.to_owned(), before), fields)
    }

    /// What was picked and counted of the lines at hand, as long as it can be changed.
    pub(super) fn said_before(&self, purchase: &Purchase) -> Option<Element> {
        // Where that very thing is asked for it stands above.
        let asks = matches!(
            &purchase.stage,
            Stage::Paused {
                stop: Stop::NoOption { .. } | Stop::Unit { .. } | Stop::Holds { .. } | Stop::PackTold { .. }
            }
        );
        let task = purchase.tasks.get(purchase.at).filter(|_| !asks && purchase.may_choose_anew())?;
        let mut all = classed("section", "said-before").keyed("said-before");
        for line in &task.lines {
            all = all.put(self.said_of(line, purchase));
        }
        Some(all)
    }

    fn said_of(&self, line: &LineId, purchase: &Purchase) -> Element {
        let mut said = classed("div", "decision").keyed(line.as_str()).maybe(self.in_order(line, purchase));
        let mut picked = classed("ul", "picked");
        for pick in purchase.asked.picked(line) {
            let mut row = el("li").put([&pick.option.axis, " ", &pick.option.label].concat());
            if let Some(paired) = &pick.paired {
                let day = self.words.say("paired_on", &[&say::day(paired, &self.now)]);
                row = row.put(classed("span", "muted").put(" ").put(day));
            }
            picked = picked.put(row);
        }
        if !picked.children.is_empty() {
            let again = button("pick-again", "button", Act::Window(WindowAct::PickAgain(line.clone())));
            said = said.put(picked).put(classed("div", "acts").put(again.says(&self.words, "do_pick_again")));
        }
        let set = button("set-holds", "button", Act::Window(WindowAct::SetHolds(line.clone(), 1)));
        said.put(self.holds_field(line, 1, purchase))
            .put(classed("div", "acts").put(set.says(&self.words, "do_set_pieces")))
    }
}

/// A whole number of pieces, one or more.
fn whole(typed: &str) -> Option<u32> {
    typed.trim().parse().ok().filter(|pieces| *pieces > 0)
}
