//! The ERP: purchase orders as they really stand there, and how long its requests take.

pub mod adapter;
pub mod desk;
// The desk's own rules, without its server.
#[allow(
    dead_code,
    unused_imports,
    reason = "the desk's pages need more of its rules than its claims and reports"
)]
#[path = "../../../desk/src/rules/mod.rs"]
mod rules;

use std::cell::RefCell;
use std::rc::Rc;

use one_click_purchase::erp::journal::{Entry, Standing, State};
use one_click_purchase::erp::{ErpError, HttpError, Kind};
use one_click_purchase::order::{Attribute, Line, Money, PurchaseOrder, Quantity, Report, Status, Warehouse};
use rust_decimal::Decimal;

use crate::port::Port;
use crate::schedule::Dice;
use crate::shop::{WANTED, address_of};
use crate::truth;
use crate::world::{Ms, World};

/// Where it is.
pub const ORIGIN: &str = "https://erp.example";
/// Milliseconds in which a request has its effect and its answer, where it is not too slow.
pub const SETTLING: Ms = 2000;

/// An order as the ERP has it.
pub struct Kept {
    /// The order; the desk keeps all of it, the ERP without a lock only what is bought.
    pub order: PurchaseOrder,
    /// The ERP's own state.
    pub state: State,
    /// The field for the supplier's order number.
    pub reference: String,
    /// Counts its changes.
    pub version: u32,
    /// Entries, each with the moment from which on it can be read.
    pub entries: Vec<(Entry, Ms)>,
    /// Which purchase has the right to buy it, and since when.
    pub holder: Option<(String, Ms)>,
    /// It was purchased when it was last looked at.
    pub purchased: bool,
}

/// The ERP.
pub struct Erp {
    /// The desk, with leases, or an ERP without.
    pub kind: Kind,
    /// Its orders.
    pub orders: Vec<Kept>,
    /// The desk's reports, with whether each was taken back.
    pub reports: Vec<(Report, bool)>,
    /// Entries so far.
    pub serial: u64,
}

impl Erp {
    /// An ERP with some orders that wait to be bought.
    pub fn of(dice: &mut Dice) -> Self {
        let kind = if dice.percent(50) { Kind::Desk } else { Kind::Odoo };
        let count = dice.between(1, 3);
        let orders = (1..=count).map(|order| kept(order_of(order, dice))).collect();
        Self { kind, orders, reports: Vec::new(), serial: 0 }
    }

    /// An order by its id.
    pub fn kept(&mut self, id: &str) -> Option<&mut Kept> {
        self.orders.iter_mut().find(|kept| kept.order.id == id)
    }
}

fn kept(order: PurchaseOrder) -> Kept {
    Kept {
        order,
        state: State::Open,
        reference: String::new(),
        version: 0,
        entries: Vec::new(),
        holder: None,
        purchased: false,
    }
}

fn order_of(id: u64, dice: &mut Dice) -> PurchaseOrder {
    let lines = if dice.percent(70) { 1 } else { 2 };
    let created = crate::world::first();
    let line = |nth: u64| {
        let product = u32::try_from(id * 10 + nth).unwrap_or_default();
        Line {
            id: nth.to_string(),
            url: address_of(product),
            offer: None,
            sku: None,
            title: format!("衬衫 {product}"),
            picture: None,
            attributes: vec![Attribute { axis: "颜色".to_owned(), option: WANTED.to_owned(), id: None }],
            quantity: Quantity::from(nth + 1),
            purchased: Quantity::ZERO,
            unit: None,
            limit: "CNY".parse().ok().map(|currency| Money::new(Decimal::new(1200, 2), currency)),
        }
    };
    PurchaseOrder {
        id: id.to_string(),
        number: format!("PO-{id}"),
        status: Status::Pending,
        supplier: "义乌".to_owned(),
        lines: (1..=lines).map(line).collect(),
        warehouse: Warehouse::default(),
        note: String::new(),
        created,
        changed: created,
        claim: None,
        reports: Vec::new(),
        page: String::new(),
    }
}

/// What is said of a request that broke: nobody refused anything.
pub const BROKE: &str = "the connection broke";

/// What a request does when it arrives.
pub type Effect<T> = Box<dyn FnOnce(&mut World) -> T>;

/// Sends a request: its effect happens when it arrives, also where whoever sent it is dead by then.
pub async fn request<T: 'static>(port: &Port, what: &'static str, effect: Effect<T>) -> Result<T, HttpError> {
    let answer: Rc<RefCell<Option<T>>> = Rc::default();
    let (whole, breaks) = {
        let mut world = port.world();
        world.counts.requests += 1;
        let world = &mut *world;
        let whole = match () {
            () if world.goes_wrong(world.weather.erp_slower) => {
                world.counts.slower += 1;
                world.dice.between(SETTLING, 3 * SETTLING)
            }
            () if world.goes_wrong(world.weather.erp_slow) => {
                world.counts.slow += 1;
                world.dice.between(50, SETTLING - 20)
            }
            () => world.dice.between(4, 40),
        };
        let there = world.dice.between(1, whole.saturating_sub(2).max(1));
        let breaks = world.goes_wrong(world.weather.erp_fails);
        let arrives = !breaks || world.dice.percent(50);
        if breaks {
            world.counts.erp_failed += 1;
        }
        let (who, slot) = (port.who, answer.clone());
        world.note(who.name(), || match (breaks, arrives) {
            (false, _) => format!("asks the ERP: {what}, {whole} ms"),
            (true, true) => format!("asks the ERP: {what}, whose answer is lost"),
            (true, false) => format!("asks the ERP: {what}, which is lost"),
        });
        if arrives {
            let arrival = move |world: &mut World| {
                let done = effect(world);
                *slot.borrow_mut() = Some(done);
            };
            world.later(there, crate::world::Happening::Changes(Box::new(arrival)));
        }
        (whole, breaks)
    };
    port.sleep(whole).await;
    let done = answer.borrow_mut().take();
    match done.filter(|_| !breaks) {
        Some(answer) => Ok(answer),
        None => Err(HttpError::Unreachable(BROKE.to_owned())),
    }
}

/// A request that broke.
pub fn broken(error: HttpError) -> ErpError {
    ErpError::Http(error)
}

impl World {
    /// What really stands at an order changed: who holds it, and whether what stands there may stand.
    pub fn stands(&mut self, id: &str) {
        let (now, at, kind) = (self.now, self.time(), self.erp.kind);
        let Some(kept) = self.erp.kept(id) else { return };
        let claim = match kind {
            Kind::Desk => kept.order.claim.clone().filter(|claim| claim.until > at),
            _ => {
                let all: Vec<Entry> = kept.entries.iter().map(|(entry, _)| entry.clone()).collect();
                let standing = Standing::of(&all, &at);
                // Only what is held is a right to buy.
                standing.claim().filter(|claim| standing.held_by(&claim.purchase).is_some()).cloned()
            }
        };
        let before = kept.holder.take();
        kept.holder = claim.map(|claim| match before {
            Some((purchase, since)) if purchase == claim.purchase => (purchase, since),
            _ => (claim.purchase, now),
        });
        truth::stands(self, id);
    }

    /// Somebody cancels an order of which nothing was bought, in the ERP itself.
    pub fn erp_cancels(&mut self, id: &str) {
        let kind = self.erp.kind;
        let Some(kept) = self.erp.kept(id) else { return };
        match kind {
            // One that is not open any more cannot be.
            Kind::Desk => drop(rules::cancel(&mut kept.order)),
            _ if kept.state == State::Open => kept.state = State::Cancelled,
            _ => {}
        }
        kept.version += 1;
        self.stands(id);
    }

    /// Whether the ERP does not do what it is about to answer that it did.
    pub fn lies(&mut self) -> bool {
        let lies = self.goes_wrong(self.weather.erp_lies);
        self.counts.lies += u64::from(lies);
        lies
    }
}
