//! The popup: what is to be bought, what runs, what is done.

mod acts;
mod done;
mod done_list;
mod empty;
mod head;
mod keys;
mod list;
mod row;
mod running;
#[cfg(test)]
mod tests;

use litemap::LiteMap;

use self::done_list::DoneList;
use self::list::List;
use super::act::Tab;
use super::by_hand::ByHand;
use super::controls::{damage, unreadable};
use super::tree::{Element, classed};
use super::unlock::Unlock;
use super::{Effect, Key, News, Page, Read, Words};
use crate::json::{self, Json};
use crate::message::Problem;
use crate::order::{OrderKey, PurchaseOrder, ReportId, Time};
use crate::purchase::{Purchase, PurchaseId};
use crate::service::in_order;
use crate::store::{ConnectionState, OrderRow, Screen, Settings};

/// The popup.
#[derive(Debug)]
pub struct PopupPage {
    now: Time,
    browser_language: String,
    words: Words,
    tab: Tab,
    /// What the first paint needs.
    screen: Option<Screen>,
    /// Why what is kept cannot be read, where it cannot.
    unreadable: Option<String>,
    list: List,
    /// Orders with a draft of a record by hand.
    drafts: Vec<OrderKey>,
    /// What was bought.
    bought: DoneList,
    /// The list is whole; before that it holds the first screen only.
    whole: bool,
    access: Vec<String>,
    /// The order whose row is open, once read.
    order: Option<PurchaseOrder>,
    /// Orders whose Buy is on its way.
    asked: Vec<OrderKey>,
    /// What went wrong, in the row that it concerns.
    troubles: LiteMap<OrderKey, Problem>,
    /// What went wrong with no row to stand in.
    trouble: Option<Problem>,
    refreshing: bool,
    unlock: Unlock,
    copied: Option<String>,
    undo: Option<Undo>,
    gives_up: Option<String>,
    /// A purchase whose order is to be recorded, until it is read.
    to_record: Option<PurchaseId>,
    by_hand: ByHand,
}

/// A record that is about to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Undo {
    key: OrderKey,
    report: ReportId,
    reason: String,
    /// It was tried without a reason.
    wants_reason: bool,
}

impl PopupPage {
    /// A popup; `hash` may name a purchase to record by hand, as `by-hand=ID`.
    pub fn new(hash: &str, now: Time, browser_language: &str, new_id: fn() -> ReportId) -> Self {
        let by_hand = ByHand::new(new_id);
        let purchase = hash.strip_prefix("by-hand=").map(str::to_owned);
        let tab = if purchase.is_some() { Tab::ByHand } else { Tab::default() };
        Self {
            now,
            browser_language: browser_language.to_owned(),
            words: Words::of(Words::choose(None, browser_language)),
            tab,
            screen: None,
            unreadable: None,
            list: List::default(),
            drafts: Vec::new(),
            bought: DoneList::default(),
            whole: false,
            access: Vec::new(),
            order: None,
            asked: Vec::new(),
            troubles: LiteMap::new(),
            trouble: None,
            refreshing: false,
            unlock: Unlock::default(),
            copied: None,
            undo: None,
            gives_up: None,
            to_record: purchase,
            by_hand,
        }
    }

    /// A connection waits for the passphrase.
    fn is_locked(&self) -> bool {
        let mut connections = self.screen.iter().flat_map(|screen| &screen.connections);
        connections.any(|own| own.state == ConnectionState::Locked)
    }

    fn found(&mut self, read: &Read, text: Option<String>) -> Vec<Effect> {
        match read {
            Read::Settings => {
                let settings: Settings = parse(text).unwrap_or_default();
                let language = Words::choose(settings.language, &self.browser_language);
                if language != self.words.language() {
                    self.words = Words::of(language);
                }
            }
            Read::Screen => {
                self.unreadable = None;
                return self.take_in(parse(text).unwrap_or_default());
            }
            Read::Purchase(id) if self.to_record.as_ref() == Some(id) => {
                self.to_record = None;
                let purchase: Option<Purchase> = parse(text);
                return purchase.map(|purchase| self.record(purchase.key)).unwrap_or_default();
            }
            other => {
                let effects = self.by_hand.found(other, text.as_deref(), self.now);
                if let Read::Order(key) = other
                    && self.list.opened() == Some(key)
                {
                    self.order = parse(text);
                }
                return effects;
            }
        }
        Vec::new()
    }

    /// A new first screen. The whole list comes after the first paint, which does without it, and
    /// again when the screen tells that it has changed.
    fn take_in(&mut self, screen: Screen) -> Vec<Effect> {
        let same_list = self.screen.as_ref().is_some_and(|old| {
            let refreshed = old.connections.iter().zip(&screen.connections);
            old.counts.buy == screen.counts.buy
                && old.connections.len() == screen.connections.len()
                && refreshed.into_iter().all(|(old, new)| old.refreshed == new.refreshed)
                && json::write_all(&old.rows) == json::write_all(&screen.rows)
        });
        if !self.whole {
            self.list.fill(json::copy(&screen.rows));
        }
        self.asked.retain(|key| !screen.running.iter().any(|row| row.key == *key));
        let bought_more = self.bought.take_in(&screen);
        let first = self.screen.replace(screen).is_none();
        let mut effects = Vec::new();
        if bought_more && self.tab == Tab::Done {
            effects.extend(self.read_bought());
        }
        if !same_list {
            effects.push(Effect::Read(Read::Rows));
        }
        if first {
            effects.push(Effect::Read(Read::Access));
            effects.push(Effect::Read(Read::Drafts));
        }
        effects
    }
}

impl Page for PopupPage {
    fn start(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::Read(Read::Settings), Effect::Read(Read::Screen)];
        if let Some(purchase) = &self.to_record {
            effects.push(Effect::Read(Read::Purchase(purchase.clone())));
        }
        effects
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Did(act, value) => return self.did(act, value),
            News::Clock(now) => self.now = now,
            News::Found(read, text) => return self.found(&read, text),
            News::Rows(chunks) => {
                let mut rows: Vec<OrderRow> = Vec::new();
                for chunk in chunks {
                    rows.append(&mut parse(Some(chunk)).unwrap_or_default());
                }
                if let Some(screen) = &self.screen {
                    // A running purchase stands above the list, not in it.
                    rows.retain(|row| !screen.running.iter().any(|own| own.key == row.key));
                }
                self.list.fill(in_order(rows));
                self.whole = true;
            }
            News::Drafts(drafts) => self.drafts = drafts,
            News::Parcels(texts) => self.bought.fill_all(texts),
            News::Unreadable(why) if self.screen.is_none() => self.unreadable = Some(why),
            News::Unreadable(why) => self.trouble = Some(storage_unreadable(why)),
            News::Access(access) => self.access = access,
            News::Changed => {
                let mut effects = vec![
                    Effect::Read(Read::Settings),
                    Effect::Read(Read::Screen),
                    Effect::Read(Read::Access),
                ];
                if let Some(key) = self.list.opened() {
                    effects.push(Effect::Read(Read::Order(key.clone())));
                }
                return effects;
            }
            News::Answered(request, answer) => return self.answered(request, answer),
            News::Copied(text) => self.copied = Some(text),
            News::Scrolled { top, height } if self.tab == Tab::Done => self.bought.scroll(top, height),
            News::Scrolled { top, height } => {
                self.list.scroll(top, height);
            }
            News::Measured(part, height) => {
                self.list.measure(&part, height);
                self.bought.measure(&part, height);
            }
            News::Panel(_)
            | News::Denied(_)
            | News::Saved(..)
            | News::Space(_)
            | News::Resized { .. }
            | News::Pairings(_)
            | News::Dragged { .. } => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: &Key) -> Option<Vec<Effect>> {
        self.pressed(key)
    }

    fn view(&self) -> Option<Element> {
        if let Some(why) = &self.unreadable {
            return Some(classed("div", "popup").put(unreadable(why, &self.words)));
        }
        let screen = self.screen.as_ref()?;
        let page = classed("div", "popup").put(self.head(screen));
        if screen.connections.is_empty() {
            let main = classed("main", "content").maybe(damage(screen, &self.words));
            return Some(page.put(main.put(self.first_start())));
        }
        let unlock = self.is_locked().then(|| self.unlock.view(screen.waiting, true, &self.words));
        let mut main = classed("main", "content").maybe(unlock).maybe(self.notices(screen));
        if self.tab == Tab::Buy {
            main = main.put(self.search_field()).maybe(self.strip(screen));
        }
        if self.tab == Tab::Done {
            main = main.put(self.search_field());
        }
        let body = match self.tab {
            Tab::Buy => self.to_buy(screen),
            Tab::Running => self.running(screen),
            Tab::Done => self.done(screen),
            Tab::ByHand => {
                let rows = (self.list.rows(), self.list.search());
                self.by_hand.view(rows, &self.drafts, self.now, &self.words)
            }
        };
        let panel = classed("div", "body").with("id", "body").with("role", "tabpanel").keyed(self.tab.name());
        let panel = panel.with("aria-labelledby", ["tab-", self.tab.name()].concat()).put(body);
        Some(page.put(main.put(self.tabs(screen)).put(panel)))
    }

    fn title(&self) -> String {
        self.words.say("app_name", &[])
    }

    fn language(&self) -> &'static str {
        self.words.tag()
    }
}

fn storage_unreadable(why: String) -> Problem {
    Problem { word: "unreadable_why".to_owned(), with: vec![why] }
}

/// A stored document. One that does not parse is as good as none: the background writes it anew.
fn parse<T: Json>(text: Option<String>) -> Option<T> {
    json::read(&text?).ok()
}
