//! The tab of running purchases: each with its state in words and the ways on.

use super::super::act::PopupAct;
use super::super::controls::{ask_give_up, may_be_placed, titled, waits_for};
use super::super::offer::{Offer, offer_button, offers};
use super::super::stage::{self, Teller};
use super::super::tree::{Element, classed};
use super::super::{Act, say};
use super::PopupPage;
use super::empty::empty;
use super::head::picture;
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
        let started = say::ago(&row.started, &self.now, &self.words);
        let head = classed("div", "card-head").put(picture(row.picture.as_deref(), "thumb")).put(
            classed("div", "card-text")
                .put(titled("row-title", &row.title))
                .put(classed("span", "muted").put(row.number.as_str()))
                .maybe(self.erp_of(&row.key))
                .put(
                    classed("span", "muted").with("title", say::exact(&row.started, &self.now)).put(started),
                ),
        );
        let mut card = classed("li", "card")
            .keyed(row.purchase.as_str())
            .with("data-order", row.number.as_str())
            .put(head)
            .put(state.put(stage::sentence(&row.stage, &teller)));
        if row.may_be_placed {
            card = card.put(may_be_placed(row.pressed_twice, &self.words));
        }
        if let Some(waiting) = &row.waits_for {
            card = card.put(waits_for(waiting, &self.now, &self.words));
        }
        card.put(self.ways_on(row))
    }

    fn ways_on(&self, row: &RunningRow) -> Element {
        if self.gives_up.as_ref() == Some(&row.purchase) {
            let go_on = Act::Popup(PopupAct::LeaveGiveUp);
            return ask_give_up(&row.purchase, row.may_be_placed, go_on, &self.words);
        }
        let mut acts = classed("div", "acts");
        for (nth, offer) in offers(&row.stage, row.has_tab, row.may_be_placed).iter().enumerate() {
            let main = nth == 0 && *offer != Offer::GiveUp;
            acts = acts.put(offer_button(offer, &row.purchase, &row.key, main, &self.words));
        }
        acts
    }
}
