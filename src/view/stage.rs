//! Where a purchase stands, in words: short for a list, as a sentence where it is the main thing.

use super::{Words, say, stop};
use crate::json::Json;
use crate::order::{LineId, PurchaseOrder, Time};
use crate::purchase::{Stage, Stop, Turn};

/// What a state asks of the person, which gives it its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The extension works.
    Working,
    /// The person's turn.
    Yours,
    /// Stopped.
    Stopped,
    /// Proven.
    Proven,
}

impl Tone {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Yours => "yours",
            Self::Stopped => "stopped",
            Self::Proven => "proven",
        }
    }
}

/// The tone of a stage.
pub fn tone(stage: &Stage) -> Tone {
    match stage {
        Stage::Claiming | Stage::Opening | Stage::Choosing | Stage::Placed => Tone::Working,
        Stage::Permission { .. } | Stage::Locked | Stage::SignIn | Stage::Ready { .. } => Tone::Yours,
        Stage::Recorded | Stage::Confirmed => Tone::Proven,
        Stage::Paused { stop: Stop::Captcha | Stop::Covered | Stop::WhichNumber { .. } } => Tone::Yours,
        Stage::Paused { .. } | Stage::GivenUp => Tone::Stopped,
    }
}

/// The eight steps that a purchase goes through, in words' keys.
pub const STEPS: [&str; 8] = [
    "step_permission",
    "step_opening",
    "step_sign_in",
    "step_choosing",
    "step_ready",
    "step_placed",
    "step_recorded",
    "step_confirmed",
];

/// Which of [`STEPS`] a stage is at.
pub fn step(stage: &Stage) -> usize {
    match stage {
        Stage::Claiming | Stage::Permission { .. } | Stage::Locked => 0,
        Stage::Opening => 1,
        Stage::SignIn => 2,
        Stage::Choosing => 3,
        Stage::Ready { .. } => 4,
        Stage::Placed => 5,
        Stage::Recorded => 6,
        Stage::Confirmed => 7,
        Stage::Paused { stop } => stop::step(stop),
        Stage::GivenUp => 0,
    }
}

/// A line's name, for sentences about one of several.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct LineName {
    /// The line.
    pub id: LineId,
    /// Title and variant.
    pub name: String,
}

/// The names of an order's lines.
pub fn names(order: &PurchaseOrder) -> Vec<LineName> {
    let name = |line: &crate::order::Line| LineName { id: line.id.clone(), name: line.name() };
    order.lines.iter().map(name).collect()
}

/// What sentences are made with.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The words.
    pub words: &'a Words,
    /// Now, in the browser's zone.
    pub now: Time,
    /// The order's lines; empty where they are not known.
    pub lines: &'a [LineName],
    /// The words of the button that the person is to press, where the page shows one.
    pub button: Option<&'a str>,
}

impl Teller<'_> {
    /// The words of a key.
    pub fn say(&self, key: &str, with: &[&str]) -> String {
        self.words.say(key, with)
    }

    /// A moment: the time of day, with the day when it is another.
    pub fn time(&self, time: Time) -> String {
        say::clock(&time, &self.now)
    }

    /// A sentence about one line, with the line's name before it when the order has several.
    pub fn about(&self, line: &str, sentence: String) -> String {
        let name = self.lines.iter().find(|own| own.id == line).map(|own| own.name.as_str());
        match name {
            Some(name) if self.lines.len() > 1 => self.say("about_line", &[name, &sentence]),
            _ => sentence,
        }
    }
}

/// A stage in a few words.
pub fn short(stage: &Stage, teller: &Teller<'_>) -> String {
    let key = match stage {
        Stage::Claiming => "stage_claiming",
        Stage::Permission { refused: false, .. } => "stage_permission",
        Stage::Permission { refused: true, .. } => "stage_refused",
        Stage::Locked => "stage_locked",
        Stage::Opening => "stage_opening",
        Stage::SignIn => "stage_sign_in",
        Stage::Choosing => "stage_choosing",
        Stage::Ready { turn: Turn::Pay } => "stage_pay",
        Stage::Ready { turn: Turn::Cart | Turn::Submit } => "stage_check",
        Stage::Ready { turn: Turn::NextPage | Turn::GoToCart } => "stage_in_cart",
        Stage::Ready { turn: Turn::Buy | Turn::AddToCart } => "stage_ready",
        Stage::Placed => "stage_placed",
        Stage::Recorded => "stage_recorded",
        Stage::Confirmed => "stage_confirmed",
        Stage::Paused { stop } => return stop::sentence(stop, teller),
        Stage::GivenUp => "stage_given_up",
    };
    teller.say(key, &[])
}

/// A stage as a sentence that says whose turn it is.
pub fn sentence(stage: &Stage, teller: &Teller<'_>) -> String {
    let key = match stage {
        Stage::Claiming => "now_claiming",
        Stage::Permission { refused: false, .. } => "now_permission",
        Stage::Permission { refused: true, .. } => "now_refused",
        Stage::Locked => "now_locked",
        Stage::Opening => "now_opening",
        Stage::SignIn => "now_sign_in",
        Stage::Choosing => "now_choosing",
        Stage::Ready { turn } => return turn_sentence(*turn, teller),
        Stage::Placed => "now_placed",
        Stage::Recorded => "now_recorded",
        Stage::Confirmed => "now_confirmed",
        Stage::Paused { stop } => return stop::sentence(stop, teller),
        Stage::GivenUp => "now_given_up",
    };
    teller.say(key, &[])
}

fn turn_sentence(turn: Turn, teller: &Teller<'_>) -> String {
    let button = teller.button.filter(|label| !label.is_empty());
    let (named, unnamed) = match turn {
        Turn::Buy => ("turn_buy", "turn_buy_unnamed"),
        Turn::AddToCart => ("turn_add", "turn_add_unnamed"),
        Turn::NextPage => return teller.say("turn_next", &[]),
        Turn::GoToCart => return teller.say("turn_to_cart", &[]),
        Turn::Cart => ("turn_cart", "turn_cart_unnamed"),
        Turn::Submit => ("turn_submit", "turn_submit_unnamed"),
        Turn::Pay => ("turn_pay", "turn_pay_unnamed"),
    };
    match button {
        Some(label) => teller.say(named, &[label]),
        None => teller.say(unnamed, &[]),
    }
}

/// What the pinned button says of a purchase that waits for the person.
pub fn tooltip(number: &str, stage: &Stage, words: &Words, now: Time) -> String {
    let teller = Teller { words, now, lines: &[], button: None };
    words.say("about_line", &[number, &short(stage, &teller)])
}
