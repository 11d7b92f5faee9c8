//! The tab of running purchases: each with its state in words and the ways on.

use super::super::act::PopupAct;
use super::super::icon::{Icon, icon};
use super::super::offer::{Offer, offer_button, offers};
use super::super::stage::{self, Teller};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, say};
use super::PopupPage;
use super::empty::empty;
use super::head::picture;
use crate::message::OwnRequest;
use crate::purchase::Decision;
use crate::store::{RunningRow, Screen};

impl PopupPage {
    pub(super) fn running(&self, screen: &Screen) -> Element {
        if screen.running.is_empty() {
            return empty(self.words.say("nothing_running", &[]));
        }
        let mut cards = classed("ul", "cards");
        for row in &screen.running {
            cards = cards.put(self.running_card(row));
        }
        cards
    }

    fn running_card(&self, row: &RunningRow) -> Element {
        let teller = Teller { words: &self.words, now: self.now, lines: &[], button: None };
        let tone = stage::tone(&row.stage);
        let state = classed("p", &["card-state ", tone.class()].concat()).with("role", "status");
        let started = say::ago(row.started, self.now, &self.words);
        let head = classed("div", "card-head").put(picture(row.picture.as_deref(), "thumb")).put(
            classed("div", "card-text")
                .put(classed("span", "row-title").with("title", row.title.clone()).put(row.title.clone()))
                .put(classed("span", "muted").put(row.number.clone()))
                .put(classed("span", "muted").with("title", say::exact(row.started, self.now)).put(started)),
        );
        let mut card = classed("li", "card")
            .keyed(row.purchase.clone())
            .with("data-order", row.number.clone())
            .put(head)
            .put(state.put(stage::sentence(&row.stage, &teller)));
        if row.may_be_placed {
            let may = self.words.say("may_be_placed", &[]);
            card = card.put(classed("p", "may-be-placed").put(icon(Icon::Warning)).put(el("span").put(may)));
        }
        card.put(self.ways_on(row))
    }

    fn ways_on(&self, row: &RunningRow) -> Element {
        if self.gives_up.as_ref() == Some(&row.purchase) {
            return self.ask_give_up(row);
        }
        let mut acts = classed("div", "acts");
        for (nth, offer) in offers(&row.stage, row.has_tab, row.may_be_placed).iter().enumerate() {
            let main = nth == 0 && *offer != Offer::GiveUp;
            acts = acts.put(offer_button(offer, &row.purchase, &row.key, main, &self.words));
        }
        acts
    }

    /// Giving up is asked once more; with a press that is not settled, what is at stake is said.
    fn ask_give_up(&self, row: &RunningRow) -> Element {
        let question = if row.may_be_placed { "ask_give_up_placed" } else { "ask_give_up" };
        let decide = OwnRequest::Decide { purchase: row.purchase.clone(), decision: Decision::GiveUp };
        let give_up = button("give-up-really", "button danger", Act::Send(decide)).flag("autofocus", true);
        classed("div", "acts")
            .put(classed("p", "ask").says(&self.words, question))
            .put(give_up.says(&self.words, "do_give_up"))
            .put(button("go-on", "button", Act::Popup(PopupAct::LeaveGiveUp)).says(&self.words, "do_go_on"))
    }
}
