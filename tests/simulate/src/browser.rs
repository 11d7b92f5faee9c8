//! A browser: what it stores, its tabs with the agents in them, and its background, dead or alive.

mod agent;
mod store;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use one_click_purchase::message::OwnRequest;
use one_click_purchase::order::Time;
use one_click_purchase::page::{ButtonRole, Press, Reading};
use one_click_purchase::purchase::{Pace, Purchase};
use one_click_purchase::store::{Change, Parcel};

pub use agent::Agent;

use crate::shop::Page;
use crate::truth;
use crate::world::{Happening, Ms, Who, World};

/// A background that has had nothing to do for so many milliseconds ends.
pub const IDLE: Ms = 30_000;
/// Milliseconds between two rounds.
pub const ROUND: Ms = 60_000;

/// What reaches a background.
#[derive(Clone)]
pub enum Told {
    /// An agent looked.
    Look {
        /// In this tab.
        tab: i32,
        /// At this document.
        document: u64,
        /// Its how many-eth look.
        look: u32,
        /// What was seen: the place of a reading.
        snapshot: String,
        /// How restless the page is.
        pace: Pace,
        /// The token of the panel that is shown.
        panel: Option<String>,
    },
    /// The person pressed something in a tab, of which this was seen last.
    Press(i32, Press, String, Time),
    /// The person wants to be led on by the panel with this token.
    Lead(i32, String),
    /// A tab was opened, perhaps by another.
    Created(i32, Option<i32>),
    /// A tab was closed.
    Removed(i32),
    /// A tab begins or ends to load.
    Loading(i32, &'static str),
    /// The alarm.
    Alarm,
    /// Access was given or taken.
    Access,
    /// The extension was installed or updated.
    Installed,
    /// The browser was started.
    Started,
    /// A page of the extension asks for something.
    Own(Rc<OwnRequest>),
}

/// Whether a background is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not there; the next thing that happens starts it.
    Dead,
    /// It reads what is kept.
    Starting,
    /// It works.
    Alive,
}
/// A tab with its document.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Its id in this browser session.
    pub id: i32,
    /// Which document it shows; each has another number.
    pub document: u64,
    /// What that shows.
    pub page: Page,
    /// It loads.
    pub loading: bool,
    /// When the document came.
    pub came: Ms,
    /// When the page last changed.
    pub changed: Ms,
    /// What was last pressed in the document, and when.
    pub pressed: Option<(ButtonRole, Ms)>,
    /// The purchase order that it was last about.
    pub about: Option<u32>,
    /// Its agent.
    pub agent: Option<Agent>,
}

/// A browser.
pub struct Browser {
    /// What is stored, as it would survive anything.
    pub store: BTreeMap<(&'static str, String), String>,
    /// The purchases in the store, as they can be read there.
    pub purchases: BTreeMap<String, Purchase>,
    /// The parcels in the store.
    pub parcels: BTreeMap<String, Parcel>,
    /// Writes on their way, in their order: when each takes effect, and whether its transaction fails.
    pub writes: VecDeque<(Ms, Vec<Change>)>,
    /// The browser session.
    pub session: u32,
    /// The tabs.
    pub tabs: Vec<Tab>,
    next_tab: i32,
    /// Milliseconds by which the browser's clock is ahead.
    pub clock: i64,
    /// There is access to the supplier.
    pub granted: bool,
    /// The person is signed in at the supplier.
    pub signed_in: bool,
    /// Which life of the background this is.
    pub life: u64,
    /// Whether it is there.
    pub state: State,
    /// What waits for it to start.
    pub inbox: VecDeque<Told>,
    /// When it last had something to do.
    pub busy_at: Ms,
    /// The computer sleeps until then.
    pub asleep: Ms,
    /// The person's purse of readings, by their place.
    pub readings: Vec<Reading>,
    /// Ids made so far.
    pub ids: u64,
}

impl Browser {
    /// A browser that was just installed.
    pub fn new() -> Self {
        Self {
            store: BTreeMap::new(),
            purchases: BTreeMap::new(),
            parcels: BTreeMap::new(),
            writes: VecDeque::new(),
            session: 1,
            tabs: Vec::new(),
            next_tab: 1,
            clock: 0,
            granted: true,
            signed_in: true,
            life: 0,
            state: State::Dead,
            inbox: VecDeque::new(),
            busy_at: 0,
            asleep: 0,
            readings: Vec::new(),
            ids: 0,
        }
    }

    /// A tab by its id.
    pub fn tab(&mut self, id: i32) -> Option<&mut Tab> {
        self.tabs.iter_mut().find(|tab| tab.id == id)
    }

    /// The purchase in the store whose tab this is.
    pub fn purchase_of(&self, tab: i32) -> Option<&Purchase> {
        let session = self.session.to_string();
        self.purchases.values().find(|purchase| purchase.session == session && purchase.has_tab(tab))
    }
}

impl World {
    /// Opens a tab.
    pub fn open_tab(&mut self, who: Who, page: Page, opener: Option<i32>) -> i32 {
        let now = self.now;
        let browser = self.browser(who);
        let id = browser.next_tab;
        browser.next_tab += 1;
        let tab = Tab {
            id,
            document: 0,
            page: Page::Blank,
            loading: true,
            came: now,
            changed: now,
            pressed: None,
            about: page.order(),
            agent: None,
        };
        browser.tabs.push(tab);
        self.tell(who, Told::Created(id, opener));
        self.load(who, id, page);
        id
    }

    /// Leads a tab to a page: it is there a little later.
    pub fn load(&mut self, who: Who, tab: i32, page: Page) {
        let slow = self.goes_wrong(self.weather.shop / 4);
        let wait = if slow { self.dice.between(1000, 8000) } else { self.dice.between(30, 400) };
        self.later(wait, Happening::Arrives(who, tab, page));
    }

    /// A document has come.
    pub fn arrives(&mut self, who: Who, id: i32, page: Page) {
        let now = self.now;
        self.note(who.name(), || format!("tab {id} shows {page:?}"));
        self.serial_document(who, id, page, now);
        self.tell(who, Told::Loading(id, "loading"));
        self.tell(who, Told::Loading(id, "complete"));
    }

    fn serial_document(&mut self, who: Who, id: i32, mut page: Page, now: Ms) {
        let about = self.browser(who).tab(id).and_then(|tab| tab.about);
        if let (Page::Cart(_), Some(order)) = (&page, about) {
            page = self.cart_of(who, order);
        }
        let browser = self.browser(who);
        browser.ids += 1;
        let document = browser.ids;
        if let Some(tab) = browser.tab(id) {
            tab.about = page.order().or(tab.about);
            (tab.document, tab.page, tab.loading, tab.agent) = (document, page, false, None);
            (tab.came, tab.changed, tab.pressed) = (now, now, None);
        }
    }

    /// Closes a tab.
    pub fn close_tab(&mut self, who: Who, id: i32) {
        let browser = self.browser(who);
        let before = browser.tabs.len();
        browser.tabs.retain(|tab| tab.id != id);
        if browser.tabs.len() < before {
            self.note(who.name(), || format!("tab {id} is closed"));
            self.tell(who, Told::Removed(id));
        }
    }

    /// Sends something to a background. It may be lost or arrive twice where it is a page's message;
    /// what the browser itself tells is neither.
    pub fn tell(&mut self, who: Who, told: Told) {
        let message = matches!(told, Told::Look { .. } | Told::Press(..) | Told::Lead(..) | Told::Own(_));
        if message && self.goes_wrong(self.weather.lost) {
            self.counts.lost += 1;
            self.note(who.name(), || "a message is lost".to_owned());
            return self.not_told(who, &told);
        }
        let wait = self.dice.between(1, 4);
        if message && self.goes_wrong(self.weather.doubled) {
            self.counts.doubled += 1;
            let again = self.dice.between(1, 300);
            self.later(wait + again, Happening::Told(who, told.clone()));
        }
        self.later(wait, Happening::Told(who, told));
    }

    /// Nobody hears a message.
    pub fn not_told(&mut self, who: Who, told: &Told) {
        match told {
            Told::Press(tab, press, ..) => truth::press_lost(self, who, *tab, &press.label),
            Told::Look { tab, document, .. } => self.unheard(who, *tab, *document),
            _ => {}
        }
    }
    /// The browser is closed, with all its tabs. It is opened again a little later.
    pub fn browser_closed(&mut self, who: Who) {
        let browser = self.browser(who);
        browser.tabs.clear();
        browser.session += 1;
        // Tab ids begin anew, so that an old one may be another tab now.
        browser.next_tab = 1;
        browser.readings.clear();
        let wait = self.dice.between(2000, 60_000);
        self.later(wait, Happening::Told(who, Told::Started));
    }
}
