//! What is to be decided, with the figures to decide it by.

use super::super::act::WindowAct;
use super::super::controls::tick;
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Words, access, say};
use super::WindowPage;
use crate::message::OwnRequest;
use crate::order::{Money, Quantity, added, multiplied};
use crate::page::{Amount, Placed};
use crate::purchase::{Candidate, Decision, Purchase, Stop};

/// "Allow …?": which hosts, and why. The button stands among the ways on.
pub fn access(hosts: &[String], words: &Words) -> Element {
    let mut list = classed("ul", "hosts");
    for pattern in hosts {
        list = list.put(el("li").put(el("strong").put(access::host(pattern))));
    }
    classed("section", "decision")
        .keyed("access")
        .put(el("h2").says(words, "allow_title"))
        .put(list)
        .put(classed("p", "muted").says(words, "allow_why"))
}

impl WindowPage {
    pub(super) fn stop_decision(&self, stop: &Stop, purchase: &Purchase) -> Option<Element> {
        Some(match stop {
            Stop::Price { line, found, limit, count } => self.price(line, found, limit.as_ref(), *count),
            Stop::NoOption { line, offered, .. } if !offered.is_empty() => self.pick(line, offered, purchase),
            Stop::Unit { line, unit } => self.pack(line, unit, purchase),
            Stop::Holds { line, before: pieces } | Stop::PackTold { line, pieces } => {
                self.holds_form(line, *pieces, purchase)
            }
            Stop::WhichNumber { found } => self.which(found),
            Stop::NumberTaken { number, by, .. } => self.taken(number, by),
            _ => return None,
        })
    }

    fn decide_button(&self, name: &str, class: &str, decision: Decision) -> Element {
        button(name, class, Act::Send(OwnRequest::Decide { purchase: self.id.clone(), decision }))
    }

    fn fact(&self, key: &str, text: String) -> Element {
        classed("div", "fact")
            .put(el("dt").says(&self.words, key))
            .put(el("dd").with("class", "number").put(text))
    }

    /// Both prices, what lies between them, and what it makes for the whole line.
    fn price(&self, line: &str, found: &Amount, limit: Option<&Money>, count: Quantity) -> Element {
        let mut facts = classed("dl", "facts-list").put(self.fact("price_found", say::amount(found)));
        if let Some(limit) = limit {
            facts = facts.put(self.fact("price_limit", say::money(limit)));
            let more = added(found.amount, -limit.amount).unwrap_or_default();
            let more = Amount { amount: more, currency: found.currency };
            if more.currency.is_some() {
                facts = facts.put(self.fact("price_more", say::amount(&more)));
            }
        }
        facts = facts.put(self.fact("check_quantity", say::quantity(count)));
        if let Some(amount) = multiplied(found.amount, count) {
            let total = Amount { amount, currency: found.currency };
            facts = facts.put(self.fact("price_in_all", say::amount(&total)));
        }
        let accept = Decision::AcceptPrice { line: line.to_owned(), price: *found };
        let accept = self.decide_button("accept-price", "button main", accept);
        let accept = accept.put(self.words.say("do_accept_price", &[&say::amount(found)]));
        classed("section", "decision").keyed("price").put(facts).put(classed("div", "acts").put(accept))
    }

    /// Which of what is offered the order means, and how many pieces one of it has.
    fn pick(&self, line: &str, offered: &[Candidate], purchase: &Purchase) -> Element {
        let mut picks = classed("ul", "picks");
        for candidate in offered {
            let act = WindowAct::Pick(line.to_owned(), candidate.clone());
            let mut pick = button("pick", "button", Act::Window(act)).put(candidate.label.as_str());
            // Equal labels are told apart by the page's own id.
            let twins = offered.iter().filter(|other| other.label == candidate.label).count() > 1;
            if let Some(id) = candidate.id.as_ref().filter(|_| twins) {
                pick = pick.put(classed("span", "muted").put(id.as_str()));
            }
            picks = picks.put(el("li").put(pick));
        }
        classed("section", "decision")
            .keyed("pick")
            .maybe(self.in_order(line, purchase))
            .put(self.holds_field(line, 1, purchase))
            .put(picks)
    }

    /// Supplier orders that were found, each with what it says of itself.
    fn which(&self, found: &[Placed]) -> Element {
        let mut list = classed("ul", "candidates");
        for placed in found {
            list = list.put(self.candidate(placed));
        }
        let found_it = button("found-it", "button main", Act::Window(WindowAct::FoundIt));
        let found_it = found_it.flag("disabled", self.marked.is_empty()).says(&self.words, "do_found_it");
        classed("section", "decision")
            .keyed("which")
            .put(list)
            .put(self.shared_tick())
            .put(classed("div", "acts").put(found_it))
    }

    fn candidate(&self, placed: &Placed) -> Element {
        let marked = self.marked.contains(&placed.number);
        let tick = tick("mark", marked, Act::Window(WindowAct::Mark(placed.number.clone())));
        let mut facts = Vec::new();
        if let Some(total) = &placed.total {
            facts.push(say::amount(total));
        }
        if let Some(freight) = &placed.freight {
            facts.push(self.words.say("with_freight", &[&say::amount(freight)]));
        }
        if let Some(time) = placed.placed {
            facts.push(say::exact(&time, &self.now));
        }
        let mut text = classed("span", "candidate-text")
            .put(classed("strong", "number").put(placed.number.as_str()))
            .put(classed("span", "muted").put(facts.join(" · ")));
        for line in &placed.lines {
            let quantity =
                line.quantity.map(|quantity| ["× ", &say::quantity(quantity)].concat()).unwrap_or_default();
            let mut parts = vec![line.title.clone(), line.variant.join(" · "), quantity];
            parts.retain(|part| !part.is_empty());
            text = text.put(el("span").put(parts.join(" ")));
        }
        el("li").keyed(placed.number.as_str()).put(classed("label", "candidate").put(tick).put(text))
    }

    /// The number belongs to another order: it may serve both.
    fn taken(&self, number: &str, by: &str) -> Element {
        let decision = Decision::FoundIt { numbers: vec![number.to_owned()], shared: true };
        let share = self.decide_button("share-number", "button main", decision);
        let share = share.put(self.words.say("do_share_number", &[by]));
        classed("section", "decision").keyed("taken").put(classed("div", "acts").put(share))
    }

    fn shared_tick(&self) -> Element {
        let tick = tick("shared", self.shared, Act::Window(WindowAct::Shared));
        classed("label", "tick").put(tick).says(&self.words, "number_is_shared")
    }
}
