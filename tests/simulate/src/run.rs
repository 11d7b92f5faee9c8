//! Runs one schedule to its end: one thread, one queue, and the backgrounds' work as futures that are
//! dropped where a background dies.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use one_click_purchase::erp::{Adapter, Kind, Settings};
use one_click_purchase::json;
use one_click_purchase::planted::{self, Bug};
use one_click_purchase::service::Service;
use one_click_purchase::store::{Connection, ConnectionState, names};

use crate::background::{self, Background, Begun};
use crate::browser::{IDLE, ROUND, State, Told};
use crate::erp::ORIGIN;
use crate::erp::adapter::Plain;
use crate::person;
use crate::port::Port;
use crate::report::Counts;
use crate::truth;
use crate::world::{Death, Happening, Ms, Shared, Who, World};

/// Milliseconds between two acts of a person, at the least and at the most.
pub const THINKS: (Ms, Ms) = (700, 6000);

/// How a schedule ended.
pub struct Ended {
    /// What there was in it.
    pub counts: Counts,
    /// The promise that was broken, and how.
    pub broken: Option<(&'static str, String)>,
    /// What happened, where it was to be told.
    pub trace: Vec<String>,
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// Work that waits for other work, and not for a moment, is woken by it.
struct Woken {
    task: u64,
    all: Arc<Mutex<Vec<u64>>>,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        if let Ok(mut all) = self.all.lock() {
            all.push(self.task);
        }
    }
}

struct Run {
    shared: Shared,
    tasks: BTreeMap<u64, (Who, Work)>,
    serial: u64,
    li: Option<Background>,
    zhao: Option<Background>,
    begun: [Begun; 2],
    woken: Arc<Mutex<Vec<u64>>>,
}

/// Runs the schedule of a seed, with a bug or without.
pub fn run(seed: u64, bug: Option<Bug>, told: bool) -> Ended {
    let shared: Shared = Rc::new(RefCell::new(World::of(seed, told)));
    planted::plant(bug);
    let world = shared.clone();
    planted::stand_in(Some(Box::new(move |key| {
        Box::new(Plain { port: Port::new(&world, Who::with_key(key)) }) as Box<dyn Adapter>
    })));
    let mut run = Run {
        shared: shared.clone(),
        tasks: BTreeMap::new(),
        serial: 0,
        li: None,
        zhao: None,
        begun: [Begun::default(), Begun::default()],
        woken: Arc::default(),
    };
    run.begin();
    run.go();
    // What holds the world is let go of before the next one comes.
    drop(run);
    planted::stand_in(None);
    planted::plant(None);
    let mut world = shared.borrow_mut();
    truth::counted(&mut world);
    Ended {
        counts: std::mem::take(&mut world.counts),
        broken: world.broken.take(),
        trace: world.trace.take().unwrap_or_default(),
    }
}

impl Run {
    fn begin(&mut self) {
        let mut world = self.shared.borrow_mut();
        let kind = world.erp.kind;
        for who in Who::BOTH {
            let text = json::write_all(&[connection(kind, who)]);
            world.browser(who).store.insert((names::SINGLES, "connections".to_owned()), text);
            world.later(1, Happening::Told(who, Told::Installed));
            world.later(ROUND, Happening::Alarm(who));
            let first = world.dice.between(500, 3000);
            world.later(first, Happening::Think(who));
        }
    }

    fn go(&mut self) {
        while !self.shared.borrow().truth.over {
            let next = self.shared.borrow_mut().next();
            let Some(happening) = next else { break };
            self.happens(happening);
            if self.shared.borrow().broken.is_some() {
                break;
            }
        }
        // What is at work holds the world, which holds what waits for it.
        self.tasks.clear();
        (self.li, self.zhao) = (None, None);
    }

    fn happens(&mut self, happening: Happening) {
        let mut world = self.shared.borrow_mut();
        match happening {
            Happening::Task(task) => {
                let Some((who, _)) = self.tasks.get(&task) else { return };
                let asleep = world.browser(*who).asleep;
                if asleep > world.now {
                    let wait = asleep - world.now;
                    return world.later(wait, Happening::Task(task));
                }
                drop(world);
                self.poll(task);
            }
            Happening::Told(who, told) => {
                let asleep = world.browser(who).asleep;
                if asleep > world.now {
                    let wait = asleep - world.now;
                    return world.later(wait, Happening::Told(who, told));
                }
                drop(world);
                self.told(who, told);
            }
            Happening::Alarm(who) => {
                world.later(ROUND, Happening::Alarm(who));
                // A computer that sleeps has no alarms.
                if world.browser(who).asleep <= world.now {
                    drop(world);
                    self.told(who, Told::Alarm);
                }
            }
            Happening::Idle(who, life) => {
                let browser = world.browser(who);
                if browser.life != life || browser.state == State::Dead {
                    return;
                }
                let busy_at = browser.busy_at;
                let idle = world.now.saturating_sub(busy_at);
                let works = self.tasks.values().any(|(of, _)| *of == who);
                if idle >= IDLE && !works {
                    world.counts.idle += 1;
                    world.dies = Some((who, Death::Background));
                    drop(world);
                    self.bury();
                } else {
                    let wait = IDLE.saturating_sub(idle).max(1000);
                    world.later(wait, Happening::Idle(who, life));
                }
            }
            Happening::Think(who) => {
                person::thinks(&mut world, who);
                drop(world);
                self.bury();
            }
            Happening::Arrives(who, tab, page) => world.arrives(who, tab, page),
            Happening::Looks(who, tab, document) => world.looks(who, tab, document),
            Happening::Commits(who) => world.commit(who),
            Happening::Changes(change) => change(&mut world),
        }
    }

    /// Something reaches a background; where there is none it starts.
    fn told(&mut self, who: Who, told: Told) {
        let mut world = self.shared.borrow_mut();
        let now = world.now;
        let browser = world.browser(who);
        // What a document sent that is gone by now is heard by nobody.
        if let Told::Look { tab, document, .. } = &told
            && browser.tab(*tab).is_none_or(|tab| tab.document != *document)
        {
            return;
        }
        browser.busy_at = now;
        match browser.state {
            State::Alive => {
                drop(world);
                match self.background(who).clone() {
                    Some(service) => {
                        self.begin_work(who, |port| Box::pin(background::handle(service, port, told)));
                    }
                    // One that could not start answers nothing until the browser ends it.
                    None => self.shared.borrow_mut().not_told(who, &told),
                }
            }
            State::Starting => browser.inbox.push_back(told),
            State::Dead => {
                browser.inbox.push_back(told);
                browser.state = State::Starting;
                browser.life += 1;
                let life = browser.life;
                world.counts.lives += 1;
                world.note(who.name(), || "the background starts".to_owned());
                world.later(IDLE, Happening::Idle(who, life));
                drop(world);
                let begun = Begun::default();
                *self.begun(who) = begun.clone();
                self.begin_work(who, |port| Box::pin(background::start(port, begun)));
            }
        }
    }

    fn background(&mut self, who: Who) -> &mut Option<Background> {
        if who == Who::Li { &mut self.li } else { &mut self.zhao }
    }

    fn begun(&mut self, who: Who) -> &mut Begun {
        let [li, zhao] = &mut self.begun;
        if who == Who::Li { li } else { zhao }
    }

    fn begin_work(&mut self, who: Who, work: impl FnOnce(Port) -> Work) {
        self.serial += 1;
        let task = self.serial;
        self.tasks.insert(task, (who, work(Port::new(&self.shared, who))));
        self.poll(task);
    }

    fn poll(&mut self, task: u64) {
        let Some((who, work)) = self.tasks.get_mut(&task) else { return };
        let who = *who;
        self.shared.borrow_mut().at_work = Some((task, who));
        let waker = Waker::from(Arc::new(Woken { task, all: self.woken.clone() }));
        let done = work.as_mut().poll(&mut Context::from_waker(&waker));
        let woken = self.woken.lock().map(|mut woken| std::mem::take(&mut *woken)).unwrap_or_default();
        {
            let mut world = self.shared.borrow_mut();
            world.at_work = None;
            for task in woken {
                world.later(0, Happening::Task(task));
            }
            let now = world.now;
            world.browser(who).busy_at = now;
        }
        if done == Poll::Ready(()) {
            self.tasks.remove(&task);
        }
        if self.shared.borrow().dies.is_some() {
            return self.bury();
        }
        self.take_up(who);
    }

    /// A background has started: what it left undone is taken up, and what waited for it is told.
    fn take_up(&mut self, who: Who) {
        if self.shared.borrow_mut().browser(who).state != State::Starting {
            return;
        }
        let Some(begun) = self.begun(who).take() else { return };
        let waiting: Vec<Told> = {
            let mut world = self.shared.borrow_mut();
            let browser = world.browser(who);
            browser.state = State::Alive;
            browser.inbox.drain(..).collect()
        };
        let Some((service, interrupted)) = begun else { return };
        *self.background(who) = Some(service.clone());
        self.begin_work(who, |_| Box::pin(background::goes_on(service, interrupted)));
        for told in waiting {
            self.told(who, told);
        }
    }

    /// Who was to die does: the work at hand is dropped wherever it stood.
    fn bury(&mut self) {
        let Some((who, death)) = self.shared.borrow_mut().dies.take() else { return };
        self.tasks.retain(|_, (of, _)| *of != who);
        *self.background(who) = None;
        let mut world = self.shared.borrow_mut();
        world.note(who.name(), || format!("the background dies: {death:?}"));
        world.cut_writes(who);
        truth::died(&mut world, who);
        let browser = world.browser(who);
        browser.state = State::Dead;
        let left: Vec<Told> = browser.inbox.drain(..).collect();
        world.deserted(who, death == Death::Update);
        match death {
            Death::Browser => world.browser_closed(who),
            Death::Update => world.later(300, Happening::Told(who, Told::Installed)),
            // What the browser wanted to tell starts it again; what pages sent is lost.
            Death::Background => {
                for told in left {
                    world.not_told(who, &told);
                    if matches!(told, Told::Created(..) | Told::Removed(_) | Told::Loading(..) | Told::Access)
                    {
                        world.later(1, Happening::Told(who, told));
                    }
                }
            }
        }
    }
}

fn connection(kind: Kind, who: Who) -> Connection {
    Connection {
        id: "erp".to_owned(),
        name: "ERP".to_owned(),
        erp: kind,
        origin: ORIGIN.to_owned(),
        key: who.name().into(),
        locked_key: String::new(),
        settings: Settings::default(),
        user: who.name().to_owned(),
        provisioned: false,
        as_of: None,
        state: ConnectionState::Connected,
        refreshed: None,
    }
}

/// The core's service over a part of the world.
pub type Core = Service<Port>;
