//! The panel in the supplier's page: what was found, and whose turn it is. It informs, folds,
//! leads and stops; whatever spends or accepts is decided in the extension's own pages.

use serde::{Deserialize, Serialize};

use super::act::PanelDoes;
use super::icon::{Icon, icon};
use super::stage::{self, LineName, STEPS, Teller, Tone};
use super::tree::{Element, button, classed};
use super::{Act, Effect, News, Page, Words, checks, stop};
use crate::message::{PanelAct, PanelRequest};
use crate::order::{Time, Warehouse};
use crate::purchase::{Check, Purchase, Stage, Turn};
use crate::store::Language;

/// How wide the panel is, and how large the pill that it folds to.
const WIDTH: i32 = 320;
const PILL: (i32, i32) = (200, 40);
/// In a frame lower than this only the pill has room.
const SQUEEZED: i32 = 64;

/// What the panel shows of a purchase: no key, no address of the ERP.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct PanelView {
    /// The language to speak.
    pub language: Language,
    /// The order's number.
    pub number: String,
    /// Where the purchase stands.
    pub stage: Stage,
    /// Names of the order's lines.
    pub lines: Vec<LineName>,
    /// What was compared on the page at hand.
    pub checks: Vec<Check>,
    /// Words of the button that the person is to press.
    pub button: Option<String>,
    /// Which of how many pages this is, counted from one.
    pub page: (usize, usize),
    /// Where the goods go; only on cart and checkout, where the person needs it.
    pub ship_to: Option<Warehouse>,
    /// The note for the supplier; like the address.
    pub note: String,
    /// Supplier order numbers recorded by this purchase.
    pub numbers: Vec<String>,
    /// A press that may have placed an order is not settled.
    pub may_be_placed: bool,
    /// Folded to a pill.
    pub folded: bool,
}

impl PanelView {
    /// What the panel of this purchase shows. `numbers` are the supplier order numbers of its reports.
    pub fn of(purchase: &Purchase, numbers: &[String], language: Language, folded: bool) -> Self {
        let paying = matches!(purchase.stage, Stage::Ready { turn: Turn::Cart | Turn::Submit | Turn::Pay });
        Self {
            language,
            number: purchase.order.number.clone(),
            stage: purchase.stage.clone(),
            lines: stage::names(&purchase.order),
            checks: purchase.found.checks.clone(),
            button: purchase.found.button.as_ref().map(|(_, label)| label.clone()),
            page: (purchase.at + 1, purchase.tasks.len()),
            ship_to: paying.then(|| purchase.order.warehouse.clone()),
            note: if paying { purchase.order.note.clone() } else { String::new() },
            numbers: numbers.to_vec(),
            may_be_placed: purchase.may_be_placed(),
            folded,
        }
    }
}

/// The panel.
#[derive(Debug)]
pub struct PanelPage {
    token: String,
    now: Time,
    words: Words,
    shown: Option<PanelView>,
    folded: bool,
    /// The agent found no room for more than a pill.
    squeezed: bool,
    asks_stop: bool,
    copied: Option<String>,
    /// Height of the content as last measured.
    height: i32,
    /// How much of the drag at hand has been told.
    dragged: (i32, i32),
}

impl PanelPage {
    /// A panel with its token.
    pub fn new(token: String, now: Time, browser_language: &str) -> Self {
        Self {
            token,
            now,
            words: Words::of(Words::choose(None, browser_language)),
            shown: None,
            folded: false,
            squeezed: false,
            asks_stop: false,
            copied: None,
            height: 0,
            dragged: (0, 0),
        }
    }

    fn tell(&self, act: Option<PanelAct>) -> Effect {
        Effect::Tell(PanelRequest { kind: "panel".to_owned(), token: self.token.clone(), act })
    }

    fn place(&self, x: i32, y: i32) -> Effect {
        let (width, height) = if self.folded { PILL } else { (WIDTH, self.height) };
        self.tell(Some(PanelAct::Place { x, y, width, height, folded: self.folded }))
    }

    fn take_in(&mut self, json: Option<String>) {
        let shown: Option<PanelView> = json.and_then(|json| serde_json::from_str(&json).ok());
        if let Some(shown) = shown {
            if shown.language != self.words.language() {
                self.words = Words::of(shown.language);
            }
            // The background knows how the panel was left in this shop; after that the person does.
            if self.shown.is_none() {
                self.folded = shown.folded;
            }
            self.shown = Some(shown);
        }
    }

    fn does(&mut self, does: PanelDoes) -> Vec<Effect> {
        let act = match does {
            PanelDoes::Fold => {
                self.folded = !(self.folded || self.squeezed);
                return vec![self.place(0, 0)];
            }
            PanelDoes::AskStop | PanelDoes::GoOn => {
                self.asks_stop = does == PanelDoes::AskStop;
                self.folded = false;
                return Vec::new();
            }
            PanelDoes::Decide => PanelAct::Decide,
            PanelDoes::ByHand => PanelAct::ByHand,
            PanelDoes::Lead => PanelAct::Lead,
            PanelDoes::Stop => {
                self.asks_stop = false;
                PanelAct::Stop
            }
        };
        vec![self.tell(Some(act))]
    }
}

impl Page for PanelPage {
    fn start(&mut self) -> Vec<Effect> {
        vec![self.tell(None)]
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Did(Act::Panel(does), _) => return self.does(does),
            News::Did(Act::Copy(text), _) => return vec![Effect::Copy(text)],
            News::Clock(now) => self.now = now,
            News::Changed => return vec![self.tell(None)],
            News::Panel(json) => self.take_in(json),
            News::Copied(text) => self.copied = Some(text),
            News::Resized { height, .. } => self.squeezed = height < SQUEEZED,
            News::Measured(_, height) if !self.folded && height != self.height => {
                self.height = height;
                return vec![self.place(0, 0)];
            }
            News::Dragged { x, y, done } => {
                let (told_x, told_y) =
                    std::mem::replace(&mut self.dragged, if done { (0, 0) } else { (x, y) });
                if (x, y) != (told_x, told_y) {
                    return vec![self.place(x - told_x, y - told_y)];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn view(&self) -> Option<Element> {
        let shown = self.shown.as_ref()?;
        let teller = Teller {
            words: &self.words,
            now: self.now,
            lines: &shown.lines,
            button: shown.button.as_deref(),
        };
        let tone = stage::tone(&shown.stage);
        if self.folded || self.squeezed {
            return Some(pill(shown, tone, &teller));
        }
        let mut panel = classed("main", "panel").with("data-measure", "panel").put(head(shown, &teller));
        panel = panel.put(steps(&shown.stage, &self.words)).put(turn(shown, tone, &teller));
        panel = panel.maybe(checks::table(&shown.checks, &shown.lines, &self.words));
        panel = panel.maybe(self.to_copy(shown)).maybe(recorded(&shown.numbers, &self.words));
        Some(panel.put(self.actions(shown)))
    }

    fn title(&self) -> String {
        self.words.say("app_name", &[])
    }

    fn language(&self) -> &'static str {
        self.words.tag()
    }
}

fn pill(shown: &PanelView, tone: Tone, teller: &Teller<'_>) -> Element {
    let state = stage::short(&shown.stage, teller);
    let name = teller.say("panel_unfold", &[&shown.number, &state]);
    let open = button("unfold", "pill-open", Act::Panel(PanelDoes::Fold))
        .with("aria-label", name.clone())
        .with("title", name);
    // The pill's own words are the name of a button, which is no live region.
    let live = classed("div", "hidden").with("role", "status").put(state.clone());
    let number = classed("h1", "hidden").put(shown.number.clone());
    classed("main", "pill")
        .put(number)
        .put(classed("span", "pill-grip").with("data-drag", "").with("aria-hidden", "true"))
        .put(
            open.put(classed("span", &["dot ", tone.class()].concat()))
                .put(classed("span", "pill-state").put(state)),
        )
        .put(live)
}

fn head(shown: &PanelView, teller: &Teller<'_>) -> Element {
    let small = |name, act, key: &str, sign| {
        let label = teller.say(key, &[]);
        button(name, "button icon-only", Act::Panel(act))
            .with("aria-label", label.clone())
            .with("title", label)
            .put(icon(sign))
    };
    let mut title = classed("h1", "panel-number").put(shown.number.clone());
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
fn steps(stage: &Stage, words: &Words) -> Element {
    let at = stage::step(stage);
    let class = stage::tone(stage).class();
    let dot = |(index, key): (usize, &&str)| {
        let (class, word) = match index.cmp(&at) {
            std::cmp::Ordering::Less => ("step past", "step_done"),
            std::cmp::Ordering::Equal => (class, "step_now"),
            std::cmp::Ordering::Greater => ("step", "step_later"),
        };
        let class = if index == at { ["step now ", class].concat() } else { class.to_owned() };
        let label = words.say(word, &[&words.say(key, &[])]);
        classed("li", &class).with("title", label.clone()).put(classed("span", "hidden").put(label))
    };
    classed("ol", "steps")
        .with("aria-label", words.say("steps_title", &[]))
        .all(STEPS.iter().enumerate().map(dot))
}

fn turn(shown: &PanelView, tone: Tone, teller: &Teller<'_>) -> Element {
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
        turn = turn.put(
            classed("p", "may-be-placed").put(icon(Icon::Warning)).put(teller.say("may_be_placed", &[])),
        );
    }
    turn
}

fn recorded(numbers: &[String], words: &Words) -> Option<Element> {
    let number = |number: &String| {
        classed("li", "copy-row")
            .put(classed("span", "copy-what").put(words.say("supplier_order", &[])))
            .put(classed("span", "copy-text number").put(number.clone()))
    };
    (!numbers.is_empty()).then(|| classed("ul", "copies").all(numbers.iter().map(number)))
}

impl PanelPage {
    /// Recipient, address and note with a copy button each.
    fn to_copy(&self, shown: &PanelView) -> Option<Element> {
        let place = shown.ship_to.as_ref()?;
        let fields = [
            ("copy-recipient", "ship_recipient", &place.recipient),
            ("copy-phone", "ship_phone", &place.phone),
            ("copy-address", "ship_address", &place.address),
            ("copy-postcode", "ship_postcode", &place.postcode),
            ("copy-note", "ship_note", &shown.note),
        ];
        let row = |&(name, what, text): &(&'static str, &'static str, &String)| {
            let copied = self.copied.as_ref() == Some(text);
            let what = self.words.say(what, &[]);
            let label = self.words.say(if copied { "copied_what" } else { "copy_what" }, &[&what]);
            let sign = icon(if copied { Icon::Check } else { Icon::Copy });
            let copy = button(name, "button icon-only", Act::Copy(text.clone()));
            let copy = copy.with("aria-label", label.clone()).with("title", label).put(sign);
            let text = classed("span", "copy-text").put(text.clone());
            classed("li", "copy-row")
                .keyed(name)
                .put(classed("span", "copy-what").put(what))
                .put(text)
                .put(copy)
        };
        let rows: Vec<Element> = fields.iter().filter(|(_, _, text)| !text.is_empty()).map(row).collect();
        (!rows.is_empty()).then(|| classed("ul", "copies").all(rows))
    }

    fn actions(&self, shown: &PanelView) -> Element {
        let say = |key: &str| self.words.say(key, &[]);
        let act = |name, does, key: &str, class| button(name, class, Act::Panel(does)).put(say(key));
        let mut actions = classed("div", "panel-actions");
        if self.asks_stop {
            return actions
                .put(classed("p", "ask").put(say("ask_give_up")))
                .put(act("give-up", PanelDoes::Stop, "do_give_up", "button danger").flag("autofocus", true))
                .put(act("go-on", PanelDoes::GoOn, "do_go_on", "button"));
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
            Stage::Paused { stop } if stop::decides(stop) => {
                actions = actions.put(act("decide", PanelDoes::Decide, "do_decide", "button main"));
            }
            Stage::Recorded | Stage::Confirmed | Stage::GivenUp => return actions,
            _ => {}
        }
        actions.put(act("by-hand", PanelDoes::ByHand, "do_by_hand", "button quiet")).put(act(
            "ask-stop",
            PanelDoes::AskStop,
            "panel_stop",
            "button quiet",
        ))
    }
}

#[cfg(test)]
#[path = "panel_test.rs"]
mod tests;
