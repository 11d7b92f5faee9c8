//! An ERP in memory with a clock of its own: requests take as long as a test says, fail where it says, and
//! lie where it says.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::adapter::{Adapter, Answer, Listed, Read};
use super::journal::{Act, Entry, State, text_of};
use super::{Clock, ErpError, HttpError, Later, Server};
use crate::order::{OrderId, PurchaseOrder, Report, Time, samples};

/// The first moment of a test.
pub fn noon() -> Time {
    Time::parse_from_rfc3339("2026-11-23T12:00:00+00:00").unwrap()
}

/// An order of two lines, of 2 and 3 pieces.
pub fn order(id: &str) -> PurchaseOrder {
    let lines = vec![samples::line("1", 2), samples::line("2", 3)];
    PurchaseOrder { created: noon(), changed: noon(), ..samples::order(id, lines) }
}

/// Milliseconds that the parts of one client's requests take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    /// From sending an entry until the ERP gives it its id.
    pub before: u64,
    /// From then until others can read it.
    pub commit: u64,
    /// From then until the client has the answer.
    pub reply: u64,
    /// Added to `before` from the second entry on.
    pub later: u64,
}

/// What the ERP does wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lie {
    /// Nothing.
    #[default]
    None,
    /// It keeps no entry.
    Entries,
    /// It keeps no reference.
    Reference,
    /// It stays in its state.
    State,
}

/// The ERP.
pub struct World {
    pub order: PurchaseOrder,
    pub state: State,
    pub reference: String,
    pub version: u32,
    /// The entries by id, and when each can be read; none for one whose request failed.
    pub entries: Vec<(Entry, u64)>,
    pub now: u64,
    pub lie: Lie,
    /// Whether the state can be taken back.
    pub goes_back: bool,
    /// The number stands in this other order.
    pub other: Option<(OrderId, String)>,
    /// The other order got it by this report, once the number stands here.
    pub rival: Option<Report>,
    /// Before this many more requests nothing fails.
    pub fails_in: Option<u32>,
    /// The request that fails has had its effect.
    pub after_effect: bool,
    /// Somebody changes the order before each of so many writes.
    pub meddled: u32,
    wakes: Vec<u64>,
}

/// One client of the ERP; all of a test share one world.
#[derive(Clone)]
pub struct Fake {
    pub world: Rc<RefCell<World>>,
    pub name: &'static str,
    pub pace: Pace,
    pub settling: u32,
    appended: Rc<Cell<u32>>,
}

impl Fake {
    pub fn new() -> Self {
        let world = World {
            order: order("1"),
            state: State::Open,
            reference: String::new(),
            version: 0,
            entries: Vec::new(),
            now: 0,
            lie: Lie::None,
            goes_back: false,
            other: None,
            rival: None,
            fails_in: None,
            after_effect: false,
            meddled: 0,
            wakes: Vec::new(),
        };
        let world = Rc::new(RefCell::new(world));
        Self { world, name: "li", pace: Pace::default(), settling: 4, appended: Rc::default() }
    }

    pub fn client(&self, name: &'static str, pace: Pace) -> Self {
        Self { name, pace, appended: Rc::default(), ..self.clone() }
    }

    pub fn after(&self, seconds: u64) {
        self.world.borrow_mut().now += seconds * 1000;
    }

    fn sleep(&self, milliseconds: u64) -> Sleep {
        let until = self.world.borrow().now + milliseconds;
        self.world.borrow_mut().wakes.push(until);
        Sleep { world: self.world.clone(), until }
    }

    /// The connection breaks where the test says so; tells whether the effect still happens.
    fn broken(&self) -> Option<bool> {
        let mut world = self.world.borrow_mut();
        match world.fails_in {
            Some(0) => {
                world.fails_in = None;
                Some(world.after_effect)
            }
            Some(left) => {
                world.fails_in = Some(left - 1);
                None
            }
            None => None,
        }
    }

    fn changed(&self, order: &Read) -> Result<(), ErpError> {
        let mut world = self.world.borrow_mut();
        if world.meddled > 0 {
            world.meddled -= 1;
            world.version += 1;
        }
        if order.version == world.version.to_string() { Ok(()) } else { Err(ErpError::changed()) }
    }

    /// One request that changes something.
    fn write(&self, change: impl FnOnce(&mut World)) -> Result<(), ErpError> {
        let broken = self.broken();
        if broken != Some(false) {
            let mut world = self.world.borrow_mut();
            change(&mut world);
            world.version += 1;
        }
        if broken.is_some() { Err(lost()) } else { Ok(()) }
    }
}

fn lost() -> ErpError {
    ErpError::Http(HttpError::Unreachable("reset".into()))
}

struct Sleep {
    world: Rc<RefCell<World>>,
    until: u64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.world.borrow().now >= self.until { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Runs all of these to their end, moving the clock on whenever all of them wait.
pub fn run<T>(world: &Rc<RefCell<World>>, mut tasks: Vec<Later<'_, T>>) -> Vec<T> {
    let mut done: Vec<Option<T>> = tasks.iter().map(|_| None).collect();
    let mut context = Context::from_waker(Waker::noop());
    loop {
        for (task, done) in tasks.iter_mut().zip(&mut done) {
            if done.is_none()
                && let Poll::Ready(value) = task.as_mut().poll(&mut context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) {
            return done.into_iter().flatten().collect();
        }
        let mut world = world.borrow_mut();
        let now = world.now;
        world.wakes.retain(|wake| *wake > now);
        world.now = world.wakes.iter().copied().min().expect("somebody waits for a moment to come");
    }
}

impl Clock for Fake {
    fn now(&self) -> Time {
        noon() + chrono::TimeDelta::milliseconds(i64::try_from(self.world.borrow().now).unwrap())
    }

    fn ticks(&self) -> u64 {
        self.world.borrow().now
    }

    fn wait(&self, milliseconds: u32) -> Later<'_, ()> {
        Box::pin(self.sleep(milliseconds.into()))
    }
}

impl Adapter for Fake {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async { Ok(Server { name: "fake".into(), user: self.name.into(), pending: 1 }) })
    }

    fn list<'a>(&'a self, _: Option<&'a str>, _: Option<&'a str>) -> Answer<'a, Listed> {
        Box::pin(async {
            let id = self.world.borrow().order.id.clone();
            Ok(Listed { orders: vec![self.order(&id).await?], next: None, as_of: None })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            if self.broken().is_some() {
                return Err(lost());
            }
            let at = self.now();
            let world = self.world.borrow();
            if let Some(report) = world.rival.as_ref().filter(|report| report.order == *id) {
                let order = order(id);
                let text = text_of(&Act::Report { report: Box::new(report.clone()) }, &order);
                let entry = Entry { id: "1".into(), author: "zhao".into(), time: at, text };
                let (reference, version) = (report.number.clone(), "1".into());
                return Ok(Read { order, state: State::Open, reference, version, entries: vec![entry], at });
            }
            if *id != world.order.id {
                return Err(ErpError::NotFound);
            }
            let visible = world.entries.iter().filter(|(_, visible)| *visible <= world.now);
            Ok(Read {
                order: world.order.clone(),
                state: world.state,
                reference: world.reference.clone(),
                version: world.version.to_string(),
                entries: visible.map(|(entry, _)| entry.clone()).collect(),
                at,
            })
        })
    }

    fn append<'a>(&'a self, _: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(async move {
            let broken = self.broken();
            if broken == Some(false) {
                return Err(lost());
            }
            let count = self.appended.replace(self.appended.get() + 1);
            self.sleep(self.pace.before + if count > 0 { self.pace.later } else { 0 }).await;
            let id = {
                let time = self.now();
                let mut world = self.world.borrow_mut();
                let id = world.entries.len().to_string();
                let visible = match world.lie {
                    Lie::Entries => u64::MAX,
                    _ => world.now + self.pace.commit,
                };
                let entry = Entry { id: id.clone(), author: self.name.into(), time, text };
                world.entries.push((entry, visible));
                id
            };
            self.sleep(self.pace.commit + self.pace.reply).await;
            if broken.is_some() { Err(lost()) } else { Ok(id) }
        })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            self.changed(order)?;
            self.write(|world| {
                if world.lie != Lie::Reference {
                    world.reference = reference.into();
                }
            })
        })
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(async move {
            self.changed(order)?;
            if self.world.borrow().state != State::Open {
                return Err(ErpError::Refused("not open".into()));
            }
            self.write(|world| {
                if world.lie != Lie::State {
                    world.state = State::Purchased;
                }
            })
        })
    }

    fn take_mark_back<'a>(&'a self, _: &'a Read) -> Answer<'a, bool> {
        Box::pin(async move {
            if !self.world.borrow().goes_back {
                return Ok(false);
            }
            self.write(|world| world.state = State::Open).map(|()| true)
        })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(async move {
            let world = self.world.borrow();
            let rival = world.rival.as_ref().filter(|_| world.reference == number);
            let rival = rival.map(|report| (report.order.clone(), format!("PO-{}", report.order)));
            Ok(world.other.clone().into_iter().chain(rival).collect())
        })
    }

    fn settling(&self) -> u32 {
        self.settling
    }
}

/// Exchanges that were recorded with a real server, where they are at hand: in `recordings` of the folder that `ERPS`
/// names, or beside the checkout. They are not part of the project; what is skipped without them is said.
pub fn recording(file: &str) -> Option<String> {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/erps");
    let places = std::env::var_os("ERPS").map(std::path::PathBuf::from).into_iter().chain([beside]);
    let text = places
        .map(|place| place.join("recordings").join(file))
        .find_map(|at| std::fs::read_to_string(at).ok());
    if text.is_none() {
        eprintln!("skipped: the recording {file}, for neither $ERPS nor ../shared/erps has it");
    }
    text
}
