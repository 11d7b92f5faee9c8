//! Everything outside of the core, with one clock: two browsers with their persons, an ERP, a supplier.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::TimeDelta;
use one_click_purchase::order::Time;
use one_click_purchase::order::time::parse_rfc3339;

use crate::browser::{Browser, Told};
use crate::erp::Erp;
use crate::person::Mind;
use crate::report::Counts;
use crate::schedule::{Dice, Weather};
use crate::shop::{Page, Shop};
use crate::truth::Truth;

/// Milliseconds since a schedule began, by the one true clock.
pub type Ms = u64;

/// Which of the two purchasers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The first.
    Li,
    /// The second.
    Zhao,
}

impl Who {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Li, Self::Zhao];

    /// What the ERP calls them; also the key with which they connect.
    pub fn name(self) -> &'static str {
        match self {
            Self::Li => "li",
            Self::Zhao => "zhao",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Li => Self::Zhao,
            Self::Zhao => Self::Li,
        }
    }

    /// Who connects with a key.
    pub fn with_key(key: &str) -> Self {
        if key == Self::Zhao.name() { Self::Zhao } else { Self::Li }
    }
}

/// What changes the world when its moment has come.
pub type Change = Box<dyn FnOnce(&mut World)>;

/// What happens at a moment.
pub enum Happening {
    /// A part of a background's work goes on.
    Task(u64),
    /// A message or an event reaches a background.
    Told(Who, Told),
    /// A person looks and acts.
    Think(Who),
    /// The alarm of the rounds.
    Alarm(Who),
    /// A background that has had nothing to do for long ends.
    Idle(Who, u64),
    /// A document is there.
    Arrives(Who, i32, Page),
    /// An agent looks, if its document is still the same.
    Looks(Who, i32, u64),
    /// A write to a store takes effect.
    Commits(Who),
    /// Anything else.
    Changes(Change),
}

/// How a background ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// The browser ends it.
    Background,
    /// The extension is updated: its agents are orphans.
    Update,
    /// The whole browser is closed.
    Browser,
}

/// The world of one schedule.
pub struct World {
    /// The true time.
    pub now: Ms,
    /// Chance.
    pub dice: Dice,
    /// What may go wrong.
    pub weather: Weather,
    /// Nothing goes wrong any more, and the persons finish what they began.
    pub calm: bool,
    /// Whose background dies as soon as the work at hand waits.
    pub dies: Option<(Who, Death)>,
    /// The work that is running: its number, and whose it is.
    pub at_work: Option<(u64, Who)>,
    /// The browsers.
    pub li: Browser,
    /// The other one.
    pub zhao: Browser,
    /// The ERP.
    pub erp: Erp,
    /// The supplier.
    pub shop: Shop,
    /// What really happened, to hold the core's word against it.
    pub truth: Truth,
    /// What there was in this schedule.
    pub counts: Counts,
    /// The first promise that was broken, with how.
    pub broken: Option<(&'static str, String)>,
    /// What happened, one line each, where it is to be told.
    pub trace: Option<Vec<String>>,
    /// What the persons have in mind.
    minds: [Mind; 2],
    queue: BTreeMap<(Ms, u32, u64), Happening>,
    serial: u64,
}

/// The world as everybody shares it.
pub type Shared = Rc<RefCell<World>>;

impl World {
    /// The world of a seed.
    pub fn of(seed: u64, told: bool) -> Self {
        let mut dice = Dice::of(seed);
        let weather = Weather::of(&mut dice);
        let erp = Erp::of(&mut dice);
        let shop = Shop::of(&mut dice);
        Self {
            now: 0,
            dice,
            weather,
            calm: false,
            dies: None,
            at_work: None,
            li: Browser::new(),
            zhao: Browser::new(),
            erp,
            shop,
            truth: Truth::default(),
            counts: Counts::default(),
            broken: None,
            trace: told.then(Vec::new),
            minds: [Mind::default(), Mind::default()],
            queue: BTreeMap::new(),
            serial: 0,
        }
    }

    /// A person's browser.
    pub fn browser(&mut self, who: Who) -> &mut Browser {
        match who {
            Who::Li => &mut self.li,
            Who::Zhao => &mut self.zhao,
        }
    }

    /// What a person has in mind.
    pub fn mind(&mut self, who: Who) -> &mut Mind {
        let [li, zhao] = &mut self.minds;
        if who == Who::Li { li } else { zhao }
    }

    /// Lets something happen in so many milliseconds.
    pub fn later(&mut self, wait: Ms, happening: Happening) {
        self.serial += 1;
        let at = (self.now + wait, self.dice.tie(), self.serial);
        self.queue.insert(at, happening);
    }

    /// The next thing that happens; the clock moves on to it.
    pub fn next(&mut self) -> Option<Happening> {
        let ((at, ..), happening) = self.queue.pop_first()?;
        self.now = self.now.max(at);
        Some(happening)
    }

    /// The true time of day.
    pub fn time(&self) -> Time {
        moment(self.now, 0)
    }

    /// The time by a browser's own clock.
    pub fn time_of(&mut self, who: Who) -> Time {
        let set = self.browser(who).clock;
        moment(self.now, set)
    }

    /// Notes a line of what happened.
    pub fn note(&mut self, who: &str, what: impl FnOnce() -> String) {
        let now = self.now;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{:>4}.{:03} s  {who:<5} {}", now / 1000, now % 1000, what()));
        }
    }

    /// A promise is broken. The first one counts: what follows may only follow from it.
    pub fn breaks(&mut self, promise: &'static str, how: String) {
        self.note("!", || format!("{promise}: {how}"));
        self.broken.get_or_insert((promise, how));
    }

    /// Whether something goes wrong now.
    pub fn goes_wrong(&mut self, chance: u64) -> bool {
        !self.calm && self.dice.permille(chance)
    }
}

/// The moment at which every schedule begins.
pub fn first() -> Time {
    parse_rfc3339("2026-11-23T12:00:00+08:00").unwrap_or_default()
}

/// So many milliseconds after that, on a clock that was set by some.
fn moment(now: Ms, set: i64) -> Time {
    let first = first();
    let since = i64::try_from(now).unwrap_or_default().saturating_add(set);
    first.checked_add_signed(TimeDelta::milliseconds(since)).unwrap_or(first)
}
