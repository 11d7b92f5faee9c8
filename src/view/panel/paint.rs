//! The parts of the panel: head, steps, whose turn it is, what to copy, what to press.

use super::guide::helps;
use super::{PanelPage, PanelView};
use crate::purchase::{Stage, Turn};
use crate::view::act::PanelDoes;
use crate::view::icon::{Icon, icon};
use crate::view::stage::{self, STEPS, Teller, Tone};
use crate::view::tree::{Element, button, classed};
use crate::view::{Act, Words, stop};

pub(super) fn pill(shown: &PanelView, tone: Tone, teller: &Teller<'_>) -> Element {
    let state = stage::short(&shown.stage, teller);
    let name = teller.say("panel_unfold", &[&shown.number, &state]);
    let open = button("unfold", "pill-open", Act::Panel(PanelDoes::Fold)).named(name);
    // The pill's own words are the name of a button, which is no live region.
    let live = classed("div", "hidden").with("role", "status").put(state.as_str());
    let number = classed("h1", "hidden").put(shown.number.as_str());
    classed("main", "pill")
        .put(number)
        .put(classed("span", "pill-grip").with("data-drag", "").with("aria-hidden", "true"))
        .put(
            open.put(classed("span", &["dot ", tone.class()].concat()))
                .put(classed("span", "pill-state").put(state)),
        )
        .put(live)
}

pub(super) fn head(shown: &PanelView, teller: &Teller<'_>) -> Element {
    let small = |name, act, key: &str, sign| {
        let label = teller.say(key, &[]);
        button(name, "button icon-only", Act::Panel(act)).named(label).put(icon(sign))
    };
    let mut title = classed("h1", "panel-number").put(shown.number.as_str());
    if shown.page.1 > 1 {
        let page = teller.say("panel_page", &[&shown.page.0.to_string(), &shown.page.1.to_string()]);
        title = title.put(classed("span", "muted").put(page));
    }
    classed("header", "panel-head")
        .with("data-drag", "")
        .put(title)
        .put(small("fold", PanelDoes::Fold, "panel_fold", Icon::Unknown))
        .put(small("stop", PanelDoes::AskStop, "panel_stop", Icon::Cross))
}

/// One dot for each step; the state of each is also said in words.
pub(super) fn steps(stage: &Stage, words: &Words) -> Element {
    let at = stage::step(stage);
    let class = stage::tone(stage).class();
    let mut list = classed("ol", "steps").with("aria-label", words.say("steps_title", &[]));
    for (index, key) in STEPS.iter().enumerate() {
        let (class, word) = match index.cmp(&at) {
            std::cmp::Ordering::Less => ("step past", "step_done"),
            std::cmp::Ordering::Equal => (class, "step_now"),
            std::cmp::Ordering::Greater => ("step", "step_later"),
        };
        let class = if index == at { ["step now ", class].concat() } else { class.to_owned() };
        let label = words.say(word, &[&words.say(key, &[])]);
        let dot = classed("li", &class).with("title", label.as_str());
        list = list.put(dot.put(classed("span", "hidden").put(label)));
    }
    list
}

pub(super) fn turn(shown: &PanelView, tone: Tone, teller: &Teller<'_>) -> Element {
    let mut sentence = stage::sentence(&shown.stage, teller);
    if let Stage::Paused { stop } = &shown.stage
        && stop::decides(stop)
    {
        sentence = teller.say("then_decide", &[&sentence]);
    }
    let mut turn = classed("div", &["turn ", tone.class()].concat())
        .with("role", "status")
        .put(classed("p", "turn-sentence").put(sentence));
    if shown.may_be_placed && !matches!(shown.stage, Stage::Recorded | Stage::Confirmed) {
        turn = turn
            .put(classed("p", "may-be-placed").put(icon(Icon::Warning)).says(teller.words, "may_be_placed"));
    }
    turn
}

pub(super) fn recorded(numbers: &[String], words: &Words) -> Option<Element> {
    if numbers.is_empty() {
        return None;
    }
    let mut list = classed("ul", "copies");
    for number in numbers {
        let row = classed("li", "copy-row")
            .put(classed("span", "copy-what").says(words, "supplier_order"))
            .put(classed("span", "copy-text number").put(number.as_str()));
        list = list.put(row);
    }
    Some(list)
}

impl PanelPage {
    /// Recipient, address and note with a copy button each.
    pub(super) fn to_copy(&self, shown: &PanelView) -> Option<Element> {
        let place = shown.ship_to.as_ref()?;
        let fields = [
            ("copy-recipient", "ship_recipient", &place.recipient),
            ("copy-phone", "ship_phone", &place.phone),
            ("copy-address", "ship_address", &place.address),
            ("copy-postcode", "ship_postcode", &place.postcode),
            ("copy-note", "ship_note", &shown.note),
        ];
        let mut rows = classed("ul", "copies");
        for (name, what, text) in fields.into_iter().filter(|(_, _, text)| !text.is_empty()) {
            let copied = self.copied.as_ref() == Some(text);
            let what = self.words.say(what, &[]);
            let label = self.words.say(if copied { "copied_what" } else { "copy_what" }, &[&what]);
            let sign = icon(if copied { Icon::Check } else { Icon::Copy });
            let copy = button(name, "button icon-only", Act::Copy(text.clone()));
            let copy = copy.named(label).put(sign);
            let text = classed("span", "copy-text").put(text.as_str());
            let what = classed("span", "copy-what").put(what);
            rows = rows.put(classed("li", "copy-row").keyed(name).put(what).put(text).put(copy));
        }
        (!rows.children.is_empty()).then_some(rows)
    }

    pub(super) fn actions(&self, shown: &PanelView) -> Element {
        let act = |name, does, key: &str, class| button(name, class, Act::Panel(does)).says(&self.words, key);
        let mut actions = classed("div", "panel-actions");
        if let Some(asks) = self.asks {
            let (said, way) = match asks {
                PanelDoes::AskWrong => {
                    ("wrong_product_about", act("decide", PanelDoes::Decide, "do_decide", "button main"))
                }
                // Then it is decided where no page reaches.
                _ if shown.may_be_placed => {
                    ("ask_give_up_placed", act("decide", PanelDoes::Decide, "do_decide", "button main"))
                }
                _ => ("ask_give_up", act("give-up", PanelDoes::Stop, "do_give_up", "button danger")),
            };
            return actions
                .put(classed("p", "ask").says(&self.words, said))
                .put(way.flag("autofocus", true))
                .put(act("go-on", PanelDoes::GoOn, "do_go_on", "button"));
        }
        if self.teaches {
            return self.guide(shown);
        }
        if helps(shown) {
            actions = actions.put(act("teach", PanelDoes::Teach, "do_teach", "button main"));
        }
        match &shown.stage {
            Stage::Ready { turn: Turn::NextPage } => {
                actions = actions.put(act("lead", PanelDoes::Lead, "do_next_page", "button main"));
            }
            Stage::Ready { turn: Turn::GoToCart } => {
                actions = actions.put(act("lead", PanelDoes::Lead, "do_to_cart", "button main"));
            }
            Stage::Permission { .. } => {
                actions = actions.put(act("decide", PanelDoes::Decide, "do_allow", "button main"));
            }
            Stage::Locked => {
                actions = actions.put(act("decide", PanelDoes::Decide, "do_unlock", "button main"));
            }
            Stage::Paused { stop } if stop::decides(stop) => {
                actions = actions.put(act("decide", PanelDoes::Decide, "do_decide", "button main"));
            }
            Stage::Recorded | Stage::Confirmed | Stage::GivenUp => return actions,
            _ => {}
        }
        for (name, does, key) in [
            ("ask-wrong", PanelDoes::AskWrong, "wrong_product"),
            ("by-hand", PanelDoes::ByHand, "do_by_hand"),
            ("ask-stop", PanelDoes::AskStop, "panel_stop"),
        ] {
            actions = actions.put(act(name, does, key, "button quiet"));
        }
        actions
    }
}
