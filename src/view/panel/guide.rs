//! Where a shop is not read: the guide by which the person shows what is what on its page.

use super::{PanelPage, PanelView};
use crate::message::TeachingState;
use crate::page::Thing;
use crate::purchase::{Stage, Stop};
use crate::view::act::PanelDoes;
use crate::view::tree::{Element, button, classed};
use crate::view::{Act, Words};

/// Whether showing what is what may be a way on.
pub(super) fn helps(shown: &PanelView) -> bool {
    match &shown.stage {
        Stage::Recorded | Stage::Confirmed | Stage::GivenUp => false,
        // The page that came after the press may show a number that nobody calls one.
        _ if shown.may_be_placed => true,
        Stage::Paused { stop } => match stop {
            Stop::NotRecognised | Stop::NoPrice { .. } | Stop::NotTaken { .. } => true,
            Stop::NoOption { offered, .. } => offered.is_empty(),
            _ => false,
        },
        _ => false,
    }
}

/// What can be shown: the number of an order that may have been placed, else what is on a product's page.
fn things(shown: &PanelView) -> &'static [Thing] {
    use Thing::{AddToCart, BuyNow, Chosen, Options, OrderNumber, Price, Quantity};
    if shown.may_be_placed { &[OrderNumber] } else { &[Quantity, Options, Chosen, Price, AddToCart, BuyNow] }
}

fn name(thing: Thing) -> &'static str {
    match thing {
        Thing::Quantity => "teach_quantity",
        Thing::Options => "teach_options",
        Thing::Chosen => "teach_chosen",
        Thing::Price => "teach_price",
        Thing::AddToCart => "teach_add",
        Thing::BuyNow => "teach_buy",
        Thing::OrderNumber => "teach_number",
    }
}

impl PanelPage {
    /// The guide: what to show, and what came of it.
    pub(super) fn guide(&self, shown: &PanelView) -> Element {
        let words = &self.words;
        let press = |name, class, does, key| button(name, class, Act::Panel(does)).says(words, key);
        let mut guide = classed("div", "panel-actions guide")
            .put(classed("p", "ask").says(words, "do_teach"))
            .put(classed("p", "muted").says(words, "teach_about"));
        let teaching = shown.teaching.as_ref();
        for thing in things(shown) {
            let points = teaching
                .is_some_and(|teaching| teaching.thing == *thing && teaching.state == TeachingState::Points);
            let class = if points { "button main" } else { "button" };
            let does = PanelDoes::Point((!points).then_some(*thing));
            let pressed = if points { "true" } else { "false" };
            guide = guide.put(press(name(*thing), class, does, name(*thing)).with("aria-pressed", pressed));
        }
        let mut said = classed("p", "taught").with("role", "status");
        let mut learnt = false;
        if let Some(teaching) = teaching {
            learnt = matches!(teaching.state, TeachingState::Learnt(_));
            said = said.put(sentence(teaching.thing, &teaching.state, words));
        }
        guide = guide.put(said);
        if learnt {
            guide = guide.put(press("unlearn", "button quiet", PanelDoes::Unlearn, "do_unlearn"));
        }
        guide.put(press("teach-end", "button", PanelDoes::TeachEnd, "do_teach_end"))
    }
}

fn sentence(thing: Thing, state: &TeachingState, words: &Words) -> String {
    let thing = words.say(name(thing), &[]);
    match state {
        TeachingState::Points => words.say("teach_point", &[&thing]),
        TeachingState::Learnt(_) => words.say("teach_learnt", &[&thing]),
        TeachingState::NotIt => words.say("teach_not_it", &[&thing]),
        TeachingState::NotKept(why) => words.say("teach_not_kept", &[why]),
    }
}
