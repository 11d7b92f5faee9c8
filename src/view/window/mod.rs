//! A purchase's own window, where whatever spends, accepts or gives up is decided.

mod decide;
mod packs;
#[cfg(test)]
mod tests;

use super::act::WindowAct;
use super::controls::{ask_give_up, erp_link, may_be_placed, unreadable};
use super::icon::{Icon, icon};
use super::offer::{Offer, offer_button, offers};
use super::stage::{self, LineName, Teller};
use super::tree::{Element, button, classed, el};
use super::{Act, Effect, News, Page, Read, Words, checks, say, stop};
use crate::json;
use crate::message::{Answer, OwnRequest, Problem};
use crate::order::{LineId, Time};
use crate::purchase::{Decision, Purchase, PurchaseId, Stage, Stop};
use crate::store::Settings;

/// The purchase's own window.
#[derive(Debug)]
pub struct WindowPage {
    id: PurchaseId,
    now: Time,
    browser_language: String,
    words: Words,
    /// The purchase; nothing inside when there is none.
    purchase: Option<Option<Box<Purchase>>>,
    /// Why what is kept cannot be read, where it cannot.
    unreadable: Option<String>,
    lines: Vec<LineName>,
    /// Pieces in one unit, as typed.
    pieces: String,
    /// Pieces in one of the supplier's, as typed, with the line.
    holds: Option<(LineId, String)>,
    /// The field that was tried with no usable number of pieces.
    wants: Option<&'static str>,
    /// Supplier order numbers that are marked.
    marked: Vec<String>,
    shared: bool,
    asks_give_up: bool,
    /// The person has decided something: the window closes when nothing is left to decide.
    decided: bool,
    problem: Option<Problem>,
}

impl WindowPage {
    /// The window of the purchase with that id.
    pub fn new(id: PurchaseId, now: Time, browser_language: &str) -> Self {
        Self {
            id,
            now,
            browser_language: browser_language.to_owned(),
            words: Words::of(Words::choose(None, browser_language)),
            purchase: None,
            unreadable: None,
            lines: Vec::new(),
            pieces: String::new(),
            holds: None,
            wants: None,
            marked: Vec::new(),
            shared: false,
            asks_give_up: false,
            decided: false,
            problem: None,
        }
    }

    fn read(&self) -> Vec<Effect> {
        vec![Effect::Read(Read::Settings), Effect::Read(Read::Purchase(self.id.clone()))]
    }

    fn take_in(&mut self, text: Option<String>) -> Vec<Effect> {
        let purchase: Option<Purchase> = text.and_then(|text| json::read(&text).ok());
        if let Some(purchase) = &purchase {
            self.lines = stage::names(&purchase.order);
        }
        let waits = purchase.as_ref().is_some_and(|purchase| waits(&purchase.stage));
        self.purchase = Some(purchase.map(Box::new));
        if self.decided && !waits { vec![Effect::Close] } else { Vec::new() }
    }

    fn decide(&self, decision: Decision) -> Effect {
        Effect::Send(OwnRequest::Decide { purchase: self.id.clone(), decision })
    }

    fn does(&mut self, act: WindowAct, value: String) -> Vec<Effect> {
        match act {
            WindowAct::Pieces => (self.pieces, self.wants) = (value, None),
            WindowAct::Holds(line) => (self.holds, self.wants) = (Some((line, value)), None),
            act @ (WindowAct::Pack(_)
            | WindowAct::Pick(..)
            | WindowAct::SetHolds(..)
            | WindowAct::PickAgain(_)) => return self.counted(act),
            WindowAct::Mark(number) => match self.marked.iter().position(|own| *own == number) {
                Some(at) => drop(self.marked.remove(at)),
                None => self.marked.push(number),
            },
            WindowAct::Shared => self.shared = !self.shared,
            WindowAct::FoundIt if !self.marked.is_empty() => {
                return vec![
                    self.decide(Decision::FoundIt { numbers: self.marked.clone(), shared: self.shared }),
                ];
            }
            WindowAct::FoundIt => {}
            WindowAct::BeginGiveUp => self.asks_give_up = true,
            WindowAct::LeaveGiveUp => self.asks_give_up = false,
        }
        Vec::new()
    }

    fn answered(&mut self, request: &OwnRequest, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Failed { problem } => self.problem = Some(problem),
            _ => {
                self.problem = None;
                let refused = matches!(request, OwnRequest::Answered { granted: false, .. });
                self.decided =
                    !refused && matches!(request, OwnRequest::Decide { .. } | OwnRequest::Answered { .. });
            }
        }
        self.asks_give_up = false;
        self.read()
    }
}

/// Whether a stage waits for something that is decided here.
fn waits(stage: &Stage) -> bool {
    match stage {
        Stage::Permission { .. } => true,
        Stage::Paused { stop } => stop::decides(stop),
        _ => false,
    }
}

impl Page for WindowPage {
    fn start(&mut self) -> Vec<Effect> {
        self.read()
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Did(Act::Window(act), value) => return self.does(act, value),
            News::Did(Act::Send(request), _) => return vec![Effect::Send(request)],
            News::Did(Act::Ask { hosts, then }, _) => return vec![Effect::Ask { hosts, then }],
            News::Clock(now) => self.now = now,
            News::Found(Read::Settings, text) => {
                let settings: Settings = text.and_then(|text| json::read(&text).ok()).unwrap_or_default();
                let language = Words::choose(settings.language, &self.browser_language);
                if language != self.words.language() {
                    self.words = Words::of(language);
                }
            }
            News::Found(Read::Purchase(_), text) => {
                self.unreadable = None;
                return self.take_in(text);
            }
            News::Unreadable(why) => self.unreadable = Some(why),
            News::Changed => return self.read(),
            News::Answered(request, answer) => return self.answered(&request, answer),
            _ => {}
        }
        Vec::new()
    }

    fn view(&self) -> Option<Element> {
        if let Some(why) = &self.unreadable {
            return Some(unreadable(why, &self.words));
        }
        let page = classed("main", "window");
        let Some(purchase) = self.purchase.as_ref()? else {
            return Some(page.put(el("h1").says(&self.words, "window_gone")));
        };
        let button = purchase.found.button.as_ref().map(|(_, label)| label.as_str());
        let teller = Teller { words: &self.words, now: self.now, lines: &self.lines, button };
        let title = classed("h1", "window-title")
            .put(purchase.order.number.as_str())
            .put(classed("span", "muted").put(purchase.order.supplier.as_str()));
        let tone = stage::tone(&purchase.stage).class();
        let turn = classed("p", &["window-turn ", tone].concat())
            .with("role", "status")
            .put(stage::sentence(&purchase.stage, &teller));
        let mut page = page.put(title).put(turn);
        if let Some(problem) = &self.problem {
            page =
                page.put(classed("p", "field-error").with("role", "alert").put(self.words.problem(problem)));
        }
        page = page.maybe(self.decision(purchase)).maybe(self.pressed(purchase));
        page = page.maybe(checks::table(&purchase.found.checks, &self.lines, self.now, &self.words));
        page = page.maybe(self.said_before(purchase));
        Some(page.put(self.ways_on(purchase)))
    }

    fn title(&self) -> String {
        let name = self.words.say("app_name", &[]);
        match &self.purchase {
            Some(Some(purchase)) => self.words.say("about_line", &[&name, &purchase.order.number]),
            _ => name,
        }
    }

    fn language(&self) -> &'static str {
        self.words.tag()
    }
}

impl WindowPage {
    /// The presses that may have placed an order.
    fn pressed(&self, purchase: &Purchase) -> Option<Element> {
        let mut presses = classed("ul", "presses");
        for press in purchase.presses.iter().filter(|press| !press.settled) {
            let at = say::exact(&press.at, &self.now);
            let said = match &press.total {
                _ if press.lost => self.words.say("press_lost", &[&at]),
                Some(total) => {
                    self.words.say("pressed_with_total", &[&press.label, &at, &say::amount(total)])
                }
                None => self.words.say("pressed", &[&press.label, &at]),
            };
            presses = presses.put(el("li").put(said));
        }
        if presses.children.is_empty() {
            return None;
        }
        Some(
            classed("div", "pressed")
                .keyed("pressed")
                .put(may_be_placed(purchase.is_pressed_twice(), &self.words))
                .put(presses),
        )
    }

    fn ways_on(&self, purchase: &Purchase) -> Element {
        let may_be_placed = purchase.may_be_placed();
        if self.asks_give_up {
            let go_on = Act::Window(WindowAct::LeaveGiveUp);
            return ask_give_up(&self.id, may_be_placed, go_on, &self.words);
        }
        let mut acts = classed("div", "acts");
        for offer in offers(&purchase.stage, purchase.tab.is_some(), may_be_placed) {
            let way = match &offer {
                // Decided above, in this very window.
                Offer::Decide | Offer::FoundIt | Offer::ByHand => continue,
                // The way out stands at the end, and before it what may be wanted instead.
                Offer::GiveUp => {
                    acts = acts.put(self.to_form("by-hand", "do_by_hand")).maybe(self.to_erp(purchase));
                    button("give-up", "button", Act::Window(WindowAct::BeginGiveUp))
                        .says(&self.words, "do_give_up")
                }
                Offer::EnterNumber => self.to_form("found-it", "do_found_it"),
                other => {
                    let main = matches!(other, Offer::Allow(_));
                    offer_button(other, &self.id, &purchase.key, main, &self.words)
                }
            };
            acts = acts.put(way);
        }
        acts
    }

    /// Leads to the form to record by hand, which is the popup's.
    fn to_form(&self, name: &str, label: &str) -> Element {
        classed("a", "button")
            .with("data-do", name)
            .with("href", ["popup.html#by-hand=", &self.id].concat())
            .with("target", "_blank")
            .says(&self.words, label)
    }

    fn to_erp(&self, purchase: &Purchase) -> Option<Element> {
        let leave = erp_link(&purchase.order.page, "button")?;
        Some(leave.says(&self.words, "do_open_in_erp").put(icon(Icon::Leave)))
    }

    fn decision(&self, purchase: &Purchase) -> Option<Element> {
        match &purchase.stage {
            Stage::Permission { hosts, .. } => Some(decide::access(hosts, &self.words)),
            Stage::Paused { stop: Stop::Host { host } } => {
                Some(decide::access(std::slice::from_ref(host), &self.words))
            }
            Stage::Paused { stop } => self.stop_decision(stop, purchase),
            _ => None,
        }
    }
}
