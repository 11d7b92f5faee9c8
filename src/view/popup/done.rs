//! The tab of what was bought: supplier order numbers, amounts, and whether the ERP knows.

use super::super::act::PopupAct;
use super::super::controls::{erp_link, titled, waits_for};
use super::super::icon::{Icon, icon};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, say};
use super::empty::empty;
use super::head::picture;
use super::row::pixels;
use super::{PopupPage, Undo};
use crate::erp::Kind;
use crate::message::OwnRequest;
use crate::order::{OrderKey, Quantity, Report};
use crate::store::{DoneRow, ParcelState, Screen};

impl PopupPage {
    pub(super) fn done(&self, screen: &Screen) -> Element {
        if screen.done.is_empty() {
            return empty(self.words.say("nothing_done", &[]));
        }
        if self.bought.len() == 0 {
            return self.nothing_found(self.bought.search());
        }
        let label = self.words.say("tab_done", &[]);
        let mut space = classed("ul", "space").with("aria-label", label);
        space = space.styled("height", pixels(self.bought.total()));
        let of = self.bought.len().to_string();
        for (place, top, row) in self.bought.in_sight() {
            let card = self.done_card(row).with("aria-setsize", of.as_str());
            let card = card.with("aria-posinset", (place + 1).to_string());
            space = space.put(card.styled("top", pixels(top)));
        }
        classed("div", "list").with("id", "list").with("tabindex", "0").with("data-scroll", "").put(space)
    }

    fn done_card(&self, row: &DoneRow) -> Element {
        let report = &row.report;
        let order = erp_link(&row.page, "muted").unwrap_or(classed("span", "muted"));
        let order = order.put(row.order.as_str());
        let placed = classed("span", "muted").with("title", say::exact(&report.placed, &self.now));
        let text = classed("div", "card-text")
            .put(titled("row-title", &row.title))
            .put(order)
            .maybe(self.erp_of(&row.key))
            .put(placed.put(say::ago(&report.placed, &self.now, &self.words)));
        let head = classed("div", "card-head")
            .put(picture(row.picture.as_deref(), "thumb"))
            .put(text)
            .put(self.amounts(report));
        let mut card = classed("li", "entry card")
            .with("data-measure", self.bought.kind(row))
            .keyed(report.id.as_str())
            .with("data-order", row.order.as_str())
            .put(head)
            .put(self.number(row))
            .put(self.standing(row));
        if let Some(waiting) = &row.waits_for {
            card = card.put(waits_for(waiting, &self.now, &self.words));
        }
        if row.left > Quantity::ZERO {
            let left = self.words.say("part_left", &[&say::quantity(row.left)]);
            card = card.put(classed("p", "part-left").put(left));
        }
        match &self.undo {
            Some(undo) if undo.report == report.id => card.put(self.undo_form(undo)),
            _ if row.state == ParcelState::Undone => card,
            _ => {
                let act = Act::Popup(PopupAct::BeginUndo(row.key.clone(), report.id.clone()));
                let mut acts = classed("div", "acts");
                if matches!(row.state, ParcelState::Waiting | ParcelState::Refused { .. }) {
                    let send = button("send-now", "button", Act::Send(OwnRequest::SendNow));
                    acts = acts.put(send.says(&self.words, "do_send_now"));
                }
                card.put(acts.put(button("undo", "button quiet", act).says(&self.words, "do_undo")))
            }
        }
    }

    fn amounts(&self, report: &Report) -> Element {
        let mut amounts = classed("div", "amounts number");
        if let Some(total) = &report.total {
            amounts = amounts.put(classed("span", "total").put(say::money(total)));
        }
        if let Some(freight) = &report.freight {
            amounts = amounts
                .put(classed("span", "muted").put(self.words.say("with_freight", &[&say::money(freight)])));
        }
        amounts
    }

    fn number(&self, row: &DoneRow) -> Element {
        let number = row.report.number.as_str();
        let copied = self.copied.as_deref() == Some(number);
        let said = if copied { self.words.say("copied", &[]) } else { String::new() };
        let label = self.words.say("copy_number", &[number]);
        let copy = button("copy-number", "supplier-number", Act::Copy(number.to_owned()))
            .named(label)
            .put(classed("span", "number").put(number.to_owned()))
            .put(icon(if copied { Icon::Check } else { Icon::Copy }));
        let said = classed("span", "muted").with("role", "status").put(said);
        classed("div", "number-row").put(copy).put(said).maybe(self.listed(row))
    }

    /// Whether the supplier's own list of orders has the number, too, where it was looked into.
    fn listed(&self, row: &DoneRow) -> Option<Element> {
        let (class, sign, text, full) = match row.listed? {
            true => ("listed", Icon::Check, "listed", "listed_full"),
            false => ("listed missing", Icon::Unknown, "not_listed", "not_listed_full"),
        };
        let full = self.words.say(full, &[]);
        Some(
            classed("span", class)
                .with("title", full)
                .put(icon(sign))
                .put(el("span").says(&self.words, text)),
        )
    }

    fn standing(&self, row: &DoneRow) -> Element {
        let (class, sign, text) = match &row.state {
            ParcelState::Waiting => ("standing yours", Icon::Open, self.words.say("report_waiting", &[])),
            ParcelState::Confirmed => {
                ("standing proven", Icon::Check, self.words.say("report_confirmed", &[]))
            }
            ParcelState::Refused { said } => {
                ("standing stopped", Icon::Cross, self.words.say("report_refused", &[said]))
            }
            ParcelState::Undone => ("standing", Icon::Unknown, self.words.say("report_undone", &[])),
        };
        classed("p", class)
            .with("role", "status")
            .with("title", text.as_str())
            .put(icon(sign))
            .put(el("span").put(text))
    }

    /// Taking a record back wants a reason, which the ERP keeps.
    fn undo_form(&self, undo: &Undo) -> Element {
        let label = self.words.say("undo_reason", &[]);
        let mut field = classed("input", "field")
            .with("id", "undo-reason")
            .with("data-do", "undo-reason")
            .with("aria-label", label.as_str())
            .with("placeholder", label)
            .with("maxlength", "500")
            .with("value", undo.reason.as_str())
            .flag("autofocus", true)
            .does(Act::Popup(PopupAct::UndoReason));
        if undo.wants_reason {
            field = field.with("aria-invalid", "true").with("aria-describedby", "undo-wants");
        }
        let wants =
            classed("p", "field-error").with("id", "undo-wants").says(&self.words, "undo_wants_reason");
        let take_back =
            classed("button", "button danger").with("type", "submit").with("data-do", "undo-really");
        classed("form", "undo")
            .does(Act::Popup(PopupAct::Undo))
            .put(classed("p", "ask").says(&self.words, "ask_undo"))
            .maybe(self.comes_back(&undo.key))
            .put(field)
            .maybe(undo.wants_reason.then_some(wants))
            .put(classed("div", "acts").put(take_back.says(&self.words, "do_undo")).put(
                button("leave-undo", "button", Act::Popup(PopupAct::LeaveUndo)).says(&self.words, "do_leave"),
            ))
    }

    /// What becomes of the order's state: not every ERP lets an order that was placed go back.
    fn comes_back(&self, key: &OrderKey) -> Option<Element> {
        let connections = &self.screen.as_ref()?.connections;
        let says = match connections.iter().find(|own| own.id == key.connection)?.erp {
            Kind::Desk => "undo_desk",
            Kind::Tryton => "undo_tryton",
            Kind::Mapping => "undo_mapping",
            Kind::Odoo => "undo_odoo",
            Kind::ErpNext => "undo_erpnext",
            Kind::InvenTree => "undo_inventree",
            Kind::Dolibarr => "undo_dolibarr",
        };
        Some(el("p").says(&self.words, says))
    }
}
