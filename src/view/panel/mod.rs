//! The panel in the supplier's page: what was found, and whose turn it is. It informs, folds,
//! leads and stops; whatever spends or accepts is decided in the extension's own pages.

mod guide;
mod paint;
mod shown;
#[cfg(test)]
mod tests;

pub use shown::PanelView;

use self::paint::{head, pill, recorded, steps, turn};
use super::act::PanelDoes;
use super::controls::may_be_placed;
use super::stage::{self, Teller};
use super::tree::{Element, classed};
use super::{Act, Effect, News, Page, Words, checks};
use crate::json;
use crate::message::{PanelAct, PanelRequest};
use crate::order::Time;

/// How wide the panel is unfolded.
const WIDTH: i32 = 320;
/// In a frame lower than this only the pill has room.
const SQUEEZED: i32 = 64;

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
    /// What the person is asked; nothing most of the time.
    asks: Option<PanelDoes>,
    /// The person shows what is what.
    teaches: bool,
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
            asks: None,
            teaches: false,
            copied: None,
            height: 0,
            dragged: (0, 0),
        }
    }

    fn tell(&self, act: Option<PanelAct>) -> Effect {
        Effect::Tell(PanelRequest { kind: "panel".to_owned(), token: self.token.clone(), act })
    }

    fn place(&self, x: i32, y: i32, dropped: bool) -> Effect {
        self.tell(Some(PanelAct::Place { x, y, width: WIDTH, height: self.height, dropped }))
    }

    fn take_in(&mut self, json: Option<String>) {
        let shown: Option<PanelView> = json.and_then(|json| json::read(&json).ok());
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
                return vec![self.tell(Some(PanelAct::Fold { folded: self.folded }))];
            }
            PanelDoes::AskStop | PanelDoes::AskWrong | PanelDoes::GoOn => {
                self.asks = (does != PanelDoes::GoOn).then_some(does);
                self.folded = false;
                return Vec::new();
            }
            PanelDoes::Decide => {
                self.asks = None;
                PanelAct::Decide
            }
            PanelDoes::Teach => {
                self.teaches = true;
                return Vec::new();
            }
            PanelDoes::TeachEnd => {
                self.teaches = false;
                PanelAct::Point { thing: None }
            }
            PanelDoes::Point(thing) => PanelAct::Point { thing },
            PanelDoes::Unlearn => PanelAct::Unlearn,
            PanelDoes::ByHand => PanelAct::ByHand,
            PanelDoes::Lead => PanelAct::Lead,
            PanelDoes::Stop => {
                self.asks = None;
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
                return vec![self.place(0, 0, false)];
            }
            News::Dragged { x, y, done } => {
                let (told_x, told_y) =
                    std::mem::replace(&mut self.dragged, if done { (0, 0) } else { (x, y) });
                if done || (x, y) != (told_x, told_y) {
                    return vec![self.place(x - told_x, y - told_y, done)];
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
        panel = panel.maybe((shown.placed > 0).then(|| may_be_placed(shown.placed > 1, &self.words)));
        panel = panel.maybe(checks::table(&shown.checks, &shown.lines, self.now, &self.words));
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
