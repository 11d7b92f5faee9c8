//! Parts that several pages have alike.

use super::act::PopupAct;
use super::icon::{Icon, icon};
use super::tree::{Element, button, classed, el};
use super::{Act, Words, say};
use crate::message::OwnRequest;
use crate::order::{Time, origin_of};
use crate::purchase::Decision;
use crate::store::{Screen, Waiting, names};

/// A box to tick; its label stands around it.
pub fn tick(name: &str, on: bool, act: Act) -> Element {
    el("input")
        .with("type", "checkbox")
        .with("data-do", name)
        .with("checked", if on { "true" } else { "false" })
        .does(act)
}

/// A fact of a list of facts: what it is, and the text of it.
pub fn fact(words: &Words, key: &str, text: String) -> Element {
    classed("div", "fact").put(el("dt").says(words, key)).put(el("dd").put(text))
}

/// A line of one class whose text may be cut off: its tooltip has the whole.
pub fn titled(class: &str, text: &str) -> Element {
    classed("span", class).with("title", text).put(text)
}

/// The field that looks through the list of orders, and whether it has the focus.
pub fn search_field(label: &str, search: &str, focus: bool, words: &Words) -> Element {
    let label = words.say(label, &[]);
    let field = classed("input", "field")
        .with("id", "search")
        .with("type", "search")
        .with("data-do", "search")
        .with("aria-label", label.as_str())
        .with("placeholder", label)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .flag("autofocus", focus)
        .with("value", search)
        .does(Act::Popup(PopupAct::Search));
    classed("div", "search").put(icon(Icon::Search)).put(field)
}

/// A field of a form.
#[derive(Debug)]
pub struct Field<'f> {
    /// Its id, and its name for whoever drives the page.
    pub id: &'static str,
    /// What it is called and how it is meant: keys of words.
    pub says: [&'f str; 2],
    /// What is in it.
    pub value: &'f str,
    /// Whether nobody who looks over the shoulder is to read it.
    pub secret: bool,
    /// Whether it has the focus when it comes.
    pub focus: bool,
    /// What is wrong in it, instead of how it is meant.
    pub wrong: Option<String>,
}

/// A field of a form, with its words. No password manager is asked: it would keep a key where the keys lie.
pub fn field(field: Field<'_>, act: Act, words: &Words) -> Element {
    let Field { id, says: [label, hint], value, secret, focus, wrong } = field;
    let about = [id, "-about"].concat();
    let mut input = classed("input", "field")
        .with("id", id)
        .with("type", if secret { "password" } else { "text" })
        .with("data-do", id)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .flag("autofocus", focus)
        .with("aria-describedby", about.as_str())
        .with("value", value)
        .does(act);
    let about = match wrong {
        Some(wrong) => {
            input = input.with("aria-invalid", "true");
            classed("p", "field-error").with("id", about).with("role", "alert").put(wrong)
        }
        None => classed("p", "muted").with("id", about).says(words, hint),
    };
    let labelled = classed("label", "labelled").put(classed("span", "label").says(words, label)).put(input);
    classed("div", "input").keyed(id).put(labelled).put(about)
}

/// That nothing can be read of what is kept on this computer, why, and what to do.
pub fn unreadable(why: &str, words: &Words) -> Element {
    classed("main", "empty unreadable")
        .with("role", "alert")
        .put(icon(Icon::Warning))
        .put(el("h1").says(words, "unreadable_title"))
        .put(el("p").says(words, "unreadable_help"))
        .put(classed("p", "muted").put(words.say("unreadable_why", &[why])))
}

/// A press without a receipt, or two of them for the same goods, as a warning.
pub fn may_be_placed(twice: bool, words: &Words) -> Element {
    let warning = classed("p", "may-be-placed").with("role", "status").put(icon(Icon::Warning));
    warning.put(el("span").says(words, if twice { "may_be_placed_twice" } else { "may_be_placed" }))
}

/// Giving up is asked once more; with a press that is not settled, what is at stake is said. `go_on`
/// leaves the question.
pub fn ask_give_up(purchase: &str, may_be_placed: bool, go_on: Act, words: &Words) -> Element {
    let question = if may_be_placed { "ask_give_up_placed" } else { "ask_give_up" };
    let give_up = OwnRequest::Decide { purchase: purchase.to_owned(), decision: Decision::GiveUp };
    let really = button("give-up-really", "button danger", Act::Send(give_up)).flag("autofocus", true);
    classed("div", "acts")
        .put(classed("p", "ask").says(words, question))
        .put(really.says(words, "do_give_up"))
        .put(button("go-on", "button", go_on).says(words, "do_go_on"))
}

/// Asks once more before something is done, with the way back.
pub fn sure(question: String, name: &str, act: Act, label: &str, leave: Act, words: &Words) -> Element {
    let yes = button(name, "button danger", act).flag("autofocus", true).says(words, label);
    let no = button("leave", "button", leave).says(words, "do_leave");
    classed("div", "acts sure").put(classed("p", "ask").put(question)).put(yes).put(no)
}

/// What was damaged on this computer, with the word that it was read; and what is wrong with what the company
/// provisions, which stays as long as that is so.
pub fn damage(screen: &Screen, words: &Words) -> Option<Element> {
    let mut all = classed("ul", "rows");
    for damage in &screen.damage {
        let kind = match damage.store.as_str() {
            names::PURCHASES => "damaged_purchase",
            names::OUTBOX => "damaged_record",
            _ => "damaged_setting",
        };
        let what = words.say(kind, &[&damage.key]);
        let said = if damage.restored { "damage_restored" } else { "damage_lost" };
        all = all.put(el("li").put(words.say(said, &[&what])));
    }
    for problem in &screen.policy {
        all = all.put(el("li").put(words.say("provisioned_wrong", &[&words.problem(problem)])));
    }
    if all.children.is_empty() {
        return None;
    }
    let read = button("damage-read", "button", Act::Send(OwnRequest::DamageRead));
    let read = (!screen.damage.is_empty()).then(|| read.says(words, "do_understood"));
    Some(classed("div", "notice stopped").keyed("damage").put(icon(Icon::Warning)).put(all).maybe(read))
}

/// When a report is sent again, and what came of the last try.
pub fn waits_for(waiting: &Waiting, now: &Time, words: &Words) -> Element {
    let next = words.say("report_next", &[&say::clock(&waiting.next, now)]);
    let text = [next.as_str(), " ", &words.problem(&waiting.trouble)].concat();
    let line = classed("p", "standing waits").with("title", text.as_str()).put(icon(Icon::Unknown));
    line.put(el("span").put(text))
}

/// The order's page in the ERP as a link, where it is an address of the web: it may come from a file.
pub fn erp_link(page: &str, class: &str) -> Option<Element> {
    origin_of(page)?;
    let link = classed("a", class).with("data-do", "open-in-erp").with("href", page);
    Some(link.with("target", "_blank").with("rel", "noreferrer"))
}
