//! The form as the person sees it.

use super::super::act::{FormAct, PopupAct};
use super::super::controls::{fact, search_field, tick};
use super::super::icon::{Icon, icon};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Words, say};
use super::ByHand;
use super::check::{Field, Mistake};
use crate::order::{Line, OrderKey, PurchaseOrder, Time, has_text, lower_case};
use crate::page::Pasted;
use crate::store::OrderRow;

/// So many orders are offered at once; the search narrows them down.
const OFFERED: usize = 50;

/// The choice of the order.
pub fn choice((rows, search): (&[OrderRow], &str), drafts: &[OrderKey], now: Time, words: &Words) -> Element {
    let wanted = lower_case(search);
    let mut list = classed("ul", "offered");
    for begun in [true, false] {
        for row in rows {
            if list.children.len() < OFFERED
                && drafts.contains(&row.key) == begun
                && wanted.split_whitespace().all(|word| has_text(&row.search, word))
            {
                list = list.put(offered(row, begun, now, words));
            }
        }
    }
    let none = list.children.is_empty().then(|| classed("p", "muted").says(words, "by_hand_none"));
    classed("section", "choice")
        .put(classed("p", "lead").says(words, "by_hand_choose"))
        .put(search_field("by_hand_search", search, true, words))
        .put(list)
        .maybe(none)
}

fn offered(row: &OrderRow, begun: bool, now: Time, words: &Words) -> Element {
    let kept = begun.then(|| classed("span", "draft").says(words, "draft_kept"));
    let choose = button("choose-order", "offered-order", Act::Popup(PopupAct::ByHand(row.key.clone())))
        .put(classed("span", "offered-number").put(row.number.as_str()))
        .put(classed("span", "offered-title").put(row.title.as_str()))
        .put(classed("span", "muted").put(row.supplier.as_str()))
        .put(classed("span", "age").put(say::ago(&row.created, &now, words)))
        .maybe(kept);
    el("li")
        .keyed([&row.key.connection, "|", &row.key.order].concat())
        .with("data-order", row.number.as_str())
        .put(choose)
}

/// The order's document is not here (yet).
pub fn unknown(key: &OrderKey, looked: bool, words: &Words) -> Element {
    let text = if looked { words.say("order_unknown", &[&key.order]) } else { String::new() };
    classed("section", "empty").with("role", "status").put(el("p").put(text)).put(leave(words))
}

fn leave(words: &Words) -> Element {
    button("leave-form", "button quiet", Act::Popup(PopupAct::LeaveForm)).says(words, "do_other_order")
}

/// The form of an order.
pub fn form(
    by_hand: &ByHand,
    order: &PurchaseOrder,
    mistakes: &[Mistake],
    words: &Words,
    now: Time,
) -> Element {
    let form = Form { by_hand, order, mistakes, words, now };
    let title = classed("div", "form-title")
        .put(el("h2").put(words.say("by_hand_of", &[&order.number])))
        .put(classed("span", "muted").put(order.supplier.as_str()))
        .put(leave(words));
    let mut page =
        classed("form", "by-hand").with("novalidate", "").does(Act::Popup(PopupAct::Form(FormAct::Record)));
    page = page.put(title).put(form.paste());
    for at in 0..by_hand.draft.numbers.len() {
        page = page.put(form.number(at));
    }
    let add = button("add-number", "button quiet", Act::Popup(PopupAct::Form(FormAct::AddNumber)));
    page = page.put(add.put(icon(Icon::Plus)).says(words, "do_add_number")).put(form.common());
    if let Some(problem) = &by_hand.problem {
        page = page.put(classed("p", "field-error").with("role", "alert").put(words.problem(problem)));
    }
    let busy = !by_hand.sending.is_empty();
    let record = classed("button", "button main")
        .with("type", "submit")
        .with("data-do", "record")
        .flag("disabled", busy);
    let kept = classed("span", "muted").says(words, "draft_kept");
    page.put(classed("div", "acts").put(record.says(words, "do_record")).put(kept))
}

struct Form<'a> {
    by_hand: &'a ByHand,
    order: &'a PurchaseOrder,
    mistakes: &'a [Mistake],
    words: &'a Words,
    now: Time,
}

/// A field's place in the form: where its value goes and what it may look like.
struct Input<'a> {
    name: &'static str,
    id: String,
    label: String,
    value: &'a str,
    act: FormAct,
    field: Field,
    class: &'static str,
}

impl Form<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(key, &[])
    }

    /// Text copied off the supplier's page, and what was read from it, before anything is taken over.
    fn paste(&self) -> Element {
        let label = self.say("paste_label");
        let field = classed("textarea", "field")
            .with("rows", "2")
            .with("data-do", "paste")
            .with("aria-label", label.as_str())
            .with("placeholder", label)
            .with("value", self.by_hand.pasted.as_str())
            .does(Act::Popup(PopupAct::Form(FormAct::Paste)));
        classed("div", "paste").put(field).maybe(self.by_hand.found.as_ref().map(|found| self.read(found)))
    }

    fn read(&self, found: &Pasted) -> Element {
        let mut facts = Vec::new();
        for number in &found.numbers {
            facts.push(("field_number", number.clone()));
        }
        if let Some(total) = &found.total {
            facts.push(("field_total", say::amount(total)));
        }
        if let Some(freight) = &found.freight {
            facts.push(("field_freight", say::amount(freight)));
        }
        if let Some(placed) = found.placed {
            facts.push(("field_placed", say::exact(&placed, &self.now)));
        }
        if let Some(tracking) = &found.tracking {
            facts.push(("field_tracking", tracking.clone()));
        }
        let box_ = classed("div", "pasted").with("role", "status");
        if facts.is_empty() {
            return box_.put(classed("p", "muted").says(self.words, "paste_nothing"));
        }
        let mut list = classed("dl", "facts-list");
        for (key, text) in facts {
            list = list.put(fact(self.words, key, text));
        }
        let take = button("take-over", "button", Act::Popup(PopupAct::Form(FormAct::TakeOver)));
        box_.put(list).put(take.says(self.words, "do_take_over"))
    }

    /// One supplier order: its number, what it covers, what it cost.
    fn number(&self, at: usize) -> Element {
        let draft = &self.by_hand.draft;
        let text = |texts: &[String]| texts.get(at).cloned().unwrap_or_default();
        let (number, total, freight) = (text(&draft.numbers), text(&draft.totals), text(&draft.freights));
        let mut group =
            classed("fieldset", "supplier-order").keyed(draft.ids.get(at).cloned().unwrap_or_default());
        if draft.numbers.len() > 1 {
            let remove = button(
                "remove-number",
                "button icon-only",
                Act::Popup(PopupAct::Form(FormAct::RemoveNumber(at))),
            );
            let label = self.words.say("remove_number", &[&(at + 1).to_string()]);
            let remove = remove.named(label).put(icon(Icon::Cross));
            group = group
                .put(el("legend").put(self.words.say("nth_number", &[&(at + 1).to_string()])))
                .put(remove);
        }
        group = group.put(self.input(Input {
            name: "number",
            id: at_place("number", at),
            label: self.say("field_number"),
            value: &number,
            act: FormAct::Number(at),
            field: Field::Number(at),
            class: "field order-number",
        }));
        let is_taken = self.by_hand.taken.iter().any(|(own, _)| *own == number.trim());
        group = group.maybe(is_taken.then(|| self.shared())).put(self.covers(at));
        let total = self.input(Input {
            name: "total",
            id: at_place("total", at),
            label: self.say("field_total"),
            value: &total,
            act: FormAct::Total(at),
            field: Field::Total(at),
            class: "field number",
        });
        let freight = self.input(Input {
            name: "freight",
            id: at_place("freight", at),
            label: self.say("field_freight"),
            value: &freight,
            act: FormAct::Freight(at),
            field: Field::Freight(at),
            class: "field number",
        });
        group.put(classed("div", "pair").put(total).put(freight))
    }

    fn covers(&self, at: usize) -> Element {
        let mut lines =
            classed("div", "covers").with("role", "group").with("aria-label", self.say("field_covers"));
        for line in &self.order.lines {
            lines = lines.put(self.cover(at, line));
        }
        lines.maybe(self.error(&Field::Lines(at), &at_place("lines", at)))
    }

    fn cover(&self, at: usize, line: &Line) -> Element {
        let typed = self.by_hand.draft.lines.iter().find(|own| own.number == at && own.line == line.id);
        let variant = line.variant();
        let name =
            if variant.is_empty() { line.title.clone() } else { [&line.title, " · ", &variant].concat() };
        let left = self.words.say("cover_left", &[&say::quantity(line.left())]);
        let input = self.input(Input {
            name: "covers",
            id: [&at_place("covers", at), "-", &line.id].concat(),
            label: name,
            value: typed.map_or("", |own| own.quantity.as_str()),
            act: FormAct::Covers(at, line.id.clone()),
            field: Field::Covers(at, line.id.clone()),
            class: "field number short",
        });
        classed("div", "cover")
            .keyed(line.id.as_str())
            .with("data-line", line.id.as_str())
            .put(input)
            .put(classed("span", "muted").put(left))
    }

    fn shared(&self) -> Element {
        let act = Act::Popup(PopupAct::Form(FormAct::Shared));
        let tick = tick("shared", self.by_hand.shared, act);
        classed("label", "tick").put(tick).says(self.words, "number_is_shared")
    }

    /// What all supplier orders of this record have in common.
    fn common(&self) -> Element {
        let draft = &self.by_hand.draft;
        let plain = |name, label: &str, value, act, field, class| {
            let label = self.say(label);
            self.input(Input { name, id: name.to_owned(), label, value, act, field, class })
        };
        let free = |name, label: &str, value: &str, act| {
            let field =
                classed("input", "field").with("id", name).with("data-do", name).with("autocomplete", "off");
            let field =
                field.with("maxlength", "500").with("value", value).does(Act::Popup(PopupAct::Form(act)));
            classed("label", "labelled").put(classed("span", "label").says(self.words, label)).put(field)
        };
        let currency = plain(
            "currency",
            "field_currency",
            &draft.currency,
            FormAct::Currency,
            Field::Currency,
            "field short",
        );
        let placed = plain("placed", "field_placed", &draft.placed, FormAct::Placed, Field::Placed, "field");
        classed("div", "common")
            .put(classed("div", "pair").put(currency).put(placed))
            .put(free("tracking", "field_tracking", &draft.tracking, FormAct::Tracking))
            .put(free("note", "field_note", &draft.note, FormAct::Note))
    }

    fn input(&self, input: Input<'_>) -> Element {
        let kind = if input.name == "placed" { "datetime-local" } else { "text" };
        let error = self.error(&input.field, &input.id);
        let is_first = self.mistakes.first().is_some_and(|mistake| mistake.field == input.field);
        let id = if is_first { "first-mistake".to_owned() } else { input.id.clone() };
        let mut field = classed("input", input.class)
            .with("id", id)
            .with("type", kind)
            .with("data-do", input.name)
            .with("autocomplete", "off")
            .with("value", input.value)
            .does(Act::Popup(PopupAct::Form(input.act)));
        if matches!(input.name, "total" | "freight" | "covers") {
            field = field.with("inputmode", "decimal");
        }
        if error.is_some() {
            field =
                field.with("aria-invalid", "true").with("aria-describedby", [&input.id, "-error"].concat());
        }
        let labelled = classed("label", "labelled").put(classed("span", "label").put(input.label)).put(field);
        classed("div", "input").put(labelled).maybe(error)
    }

    fn error(&self, field: &Field, id: &str) -> Option<Element> {
        let mistake = self.mistakes.iter().find(|mistake| mistake.field == *field)?;
        let with: Vec<&str> = mistake.with.iter().map(String::as_str).collect();
        let error = classed("p", "field-error").with("id", [id, "-error"].concat());
        Some(error.put(self.words.say(mistake.word, &with)))
    }
}

fn at_place(name: &str, at: usize) -> String {
    [name, "-", &at.to_string()].concat()
}
