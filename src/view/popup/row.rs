//! The tab of what is to be bought: group headers, rows, and the details of the open row.

use super::super::act::PopupAct;
use super::super::controls::{erp_link, fact, titled};
use super::super::icon::{Icon, icon};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, say};
use super::PopupPage;
use super::head::picture;
use super::list::Entry;
use crate::order::{Line, PurchaseOrder, Quantity, Status};
use crate::store::{OrderRow, Screen};

impl PopupPage {
    pub(super) fn to_buy(&self, screen: &Screen) -> Element {
        if self.list.len() == 0 {
            return self.nothing_to_buy(screen);
        }
        let (first, shown) = self.list.in_sight();
        let of = self.list.len().to_string();
        let mut space =
            classed("div", "space").with("role", "list").with("aria-label", self.words.say("tab_buy", &[]));
        space = space.styled("height", pixels(self.list.total()));
        for (nth, (top, entry)) in shown.iter().enumerate() {
            let painted = match entry {
                Entry::Group { supplier, count, sum, folded, by_number } => {
                    let sum = sum.as_ref().map(say::money).unwrap_or_default();
                    // Neither sign can begin the key of a row, which is a connection's id.
                    let key = if *by_number { "#" } else { ":" };
                    self.group(supplier, *count, sum, *folded).keyed([key, supplier].concat())
                }
                Entry::Row(row) => match self.list.rows().get(*row) {
                    Some(row) => self.row(row),
                    None => continue,
                },
            };
            let place = (first + nth + 1).to_string();
            let painted = painted
                .with("role", "listitem")
                .with("aria-setsize", of.as_str())
                .with("aria-posinset", place);
            space = space.put(painted.styled("top", pixels(*top)));
        }
        classed("div", "list").with("id", "list").with("tabindex", "0").with("data-scroll", "").put(space)
    }

    fn group(&self, supplier: &str, count: usize, sum: String, folded: bool) -> Element {
        let name = if supplier.is_empty() { self.words.say("no_supplier", &[]) } else { supplier.to_owned() };
        let header = button("fold", "group-head", Act::Popup(PopupAct::Fold(supplier.to_owned())))
            .with("aria-expanded", if folded { "false" } else { "true" })
            .put(icon(Icon::Chevron))
            .put(classed("span", "group-name").put(name))
            .put(classed("span", "count").put(count.to_string()))
            .put(classed("span", "group-sum number").put(sum));
        classed("div", "entry group").with("data-measure", "group").put(header)
    }

    fn row(&self, row: &OrderRow) -> Element {
        let opened = self.list.opened() == Some(&row.key);
        let selected = self.list.selected().is_some_and(|own| own.key == row.key);
        let class = match (opened, selected) {
            (true, _) => "entry order opened selected",
            (false, true) => "entry order selected",
            (false, false) => "entry order",
        };
        let mut entry = classed("div", class)
            .keyed([&row.key.connection, "|", &row.key.order].concat())
            .with("data-order", row.number.as_str())
            .put(self.summary(row, opened));
        if selected {
            entry = entry.with("aria-current", "true");
        }
        if opened {
            entry = entry.put(self.details(row));
        }
        entry
    }

    fn summary(&self, row: &OrderRow, opened: bool) -> Element {
        let mut chips = classed("span", "chips");
        for option in &row.variant {
            chips = chips.put(classed("span", "chip").put(option.as_str()));
        }
        if row.lines > 1 {
            let more = self.words.say("more_lines", &[&(row.lines - 1).to_string()]);
            chips = chips.put(classed("span", "chip more").put(more));
        }
        let price = row.limit.as_ref().map_or_else(|| self.words.say("no_limit", &[]), say::money);
        let price = [say::quantity(row.quantity).as_str(), " × ", &price].concat();
        let age = classed("span", "age").with("title", say::exact(&row.created, &self.now));
        let age = age.put(say::ago(&row.created, &self.now, &self.words));
        let facts = classed("span", "facts")
            .put(classed("span", "number").put(price))
            .put(classed("span", "muted").put(row.number.as_str()))
            .maybe(self.erp_of(&row.key));
        let text = classed("span", "row-text")
            .put(titled("row-title", &row.title))
            .put(classed("span", "row-middle").put(self.trouble_of(row).unwrap_or(chips)).put(age))
            .put(facts);
        let open = button("open-row", "row-open", Act::Popup(PopupAct::Open(row.key.clone())))
            .with("aria-expanded", if opened { "true" } else { "false" })
            .put(picture(row.picture.as_deref(), "thumb"))
            .put(text);
        classed("div", "row").with("data-measure", "row").put(open).put(self.buy_or_claim(row))
    }

    /// What went wrong with this order, in its own row.
    fn trouble_of(&self, row: &OrderRow) -> Option<Element> {
        let text = self.words.problem(self.troubles.get(&row.key)?);
        let trouble = classed("span", "row-trouble").with("role", "alert").with("title", text.as_str());
        Some(trouble.put(icon(Icon::Warning)).put(el("span").put(text)))
    }

    fn buy_or_claim(&self, row: &OrderRow) -> Element {
        if let Some((by, until)) = row.claimed.as_ref().filter(|(_, until)| *until > self.now) {
            let said = self.words.say("row_claimed", &[by, &say::clock(until, &self.now)]);
            return classed("span", "row-state stopped").with("title", said.as_str()).put(said);
        }
        let asked = !self.can_buy(row);
        let label = self.words.say(if asked { "buy_asked" } else { "do_buy" }, &[]);
        button("buy", "button main buy", self.buy(row))
            .with("aria-label", self.words.say("buy_label", &[&row.number, &row.title]))
            .flag("disabled", asked)
            .put(label)
    }

    fn details(&self, row: &OrderRow) -> Element {
        let mut details = classed("div", "details").with("data-measure", "detail");
        let order = self.order.as_ref().filter(|order| order.id == row.key.order);
        if let Some(order) = order {
            details = details.put(self.lines(order)).put(self.facts_of(order));
        }
        let mut acts = classed("div", "acts");
        if let Some(leave) = erp_link(&row.page, "button quiet") {
            acts = acts.put(leave.says(&self.words, "do_open_in_erp").put(icon(Icon::Leave)));
        }
        let by_hand = button("by-hand", "button quiet", Act::Popup(PopupAct::ByHand(row.key.clone())));
        details.put(acts.put(by_hand.says(&self.words, "do_by_hand")))
    }

    fn lines(&self, order: &PurchaseOrder) -> Element {
        let mut lines = classed("ul", "lines");
        for line in &order.lines {
            lines = lines.put(self.line(line));
        }
        lines
    }

    fn line(&self, line: &Line) -> Element {
        let limit = line.limit.as_ref().map_or_else(|| self.words.say("no_limit", &[]), say::money);
        let mut quantity = say::quantity(line.quantity);
        if let Some(unit) = &line.unit {
            quantity = [&quantity, " ", unit].concat();
        }
        let mut item = classed("li", "line")
            .keyed(line.id.as_str())
            .put(titled("line-title", &line.title))
            .put(classed("span", "line-variant muted").put(line.variant()))
            .put(classed("span", "number").put([&quantity, " × ", &limit].concat()));
        if line.purchased > Quantity::ZERO {
            let left =
                self.words.say("line_left", &[&say::quantity(line.purchased), &say::quantity(line.left())]);
            item = item.put(classed("span", "line-left").put(left));
        }
        item
    }

    fn facts_of(&self, order: &PurchaseOrder) -> Element {
        let place = &order.warehouse;
        let address = [&place.name, &place.recipient, &place.phone, &place.address, &place.postcode];
        let mut parts: Vec<&str> = Vec::new();
        for part in address {
            if !part.is_empty() {
                parts.push(part);
            }
        }
        let mut history = vec![self.words.say("history_made", &[&say::exact(&order.created, &self.now)])];
        for report in &order.reports {
            let when = say::exact(&report.placed, &self.now);
            history.push(self.words.say("history_bought", &[&report.number, &when]));
        }
        if order.status == Status::PartPurchased {
            history.push(self.words.say("history_part", &[]));
        }
        let mut facts =
            classed("dl", "facts-list").put(fact(&self.words, "fact_warehouse", parts.join(" · ")));
        if !order.note.is_empty() {
            facts = facts.put(fact(&self.words, "fact_note", order.note.clone()));
        }
        facts.put(fact(&self.words, "fact_history", history.join(" · ")))
    }
}

pub(super) fn pixels(length: i32) -> String {
    [length.to_string().as_str(), "px"].concat()
}
