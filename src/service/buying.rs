//! Runs purchases: takes an event to its purchase, writes it, then runs the effects.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::json::{self, Json};

use super::kept::{put, read};
use super::panel::Panel;
use super::{FrameId, Platform, Service, kept, problem, storage_problem};
use crate::erp::ErpError;
use crate::message::{Answer, Problem};
use crate::order::{OrderKey, PurchaseOrder, Time};
use crate::page::{Handle, Press, Reading, Step};
use crate::planted::{self, Bug};
use crate::purchase::{
    Decision, Effect, Event, Look, Pace, Pressed, Purchase, PurchaseId, Stage, TabId, Unclaimed,
};
use crate::store::{Change, names};

/// What an agent tells of a look.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Counts the looks of the document.
    pub look: u32,
    /// What it sees: a snapshot in its JSON.
    pub snapshot: &'a str,
    /// The token of the panel that it shows.
    pub panel: Option<&'a str>,
    /// How restless the document is.
    pub pace: Pace,
    /// What the last step was to press lies under something else.
    pub covered: bool,
}

/// The answer to an agent's look.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Reply {
    /// What to do, in this order.
    pub steps: Vec<Step>,
    /// What the person is to press.
    pub outline: Vec<Handle>,
    /// The panel to show; only in the top document.
    pub panel: Option<Panel>,
    /// What the panel covers in no case, besides what is outlined.
    pub never_cover: Vec<Handle>,
    /// What it covers only where the person wants it.
    pub keep_clear: Vec<Handle>,
    /// Go on watching this document.
    pub watch: bool,
    /// Look again after so many milliseconds, also if nothing has changed; 0 if that is not needed.
    pub again: u32,
}

/// Effects that are still to run, for which purchase.
pub type Rest = (PurchaseId, Vec<Effect>);

impl<P: Platform> Service<P> {
    /// Starts buying an order, or shows the purchase that runs already.
    pub async fn buy(&self, key: OrderKey) -> Answer {
        let running = self.kept.borrow().running(&key).map(|purchase| (purchase.id.clone(), purchase.tab));
        if let Some((purchase, tab)) = running {
            if let Some(tab) = tab {
                let _ = self.platform.show_tab(tab).await;
            }
            return Answer::Purchase { purchase };
        }
        let order: Option<PurchaseOrder> =
            match read(&self.platform, names::ORDERS, &kept::order_key(&key)).await {
                Ok(order) => order,
                Err(why) => return Answer::Failed { problem: storage_problem(&why) },
            };
        match order {
            Some(order) => self.start(key.connection, order).await,
            None => Answer::Failed { problem: problem("order_unknown", &[&key.order]) },
        }
    }

    /// Starts the purchase of an order that was read, or gives the one that runs already.
    pub(super) async fn start(&self, connection: String, order: PurchaseOrder) -> Answer {
        let id = self.platform.new_id();
        let change = {
            let mut kept = self.kept.borrow_mut();
            // Asked for twice at once, it was started while the order was read.
            let key = OrderKey { connection: connection.clone(), order: order.id.clone() };
            if let Some(running) = kept.running(&key) {
                return Answer::Purchase { purchase: running.id.clone() };
            }
            let session = kept.session.clone();
            let purchase = Purchase::start(id.clone(), session, connection, order, self.platform.now());
            let change = put(names::PURCHASES, &id, &purchase);
            kept.purchases.insert(id.clone(), purchase);
            change
        };
        if let Err(why) = self.write(vec![change]).await {
            self.kept.borrow_mut().purchases.remove(&id);
            return Answer::Failed { problem: storage_problem(&why) };
        }
        self.run(id.clone(), vec![Effect::CheckAccess]).await;
        Answer::Purchase { purchase: id }
    }

    /// What the background left undone when it died. To be asked before any event is taken in: what
    /// an event starts is under way and no remains.
    pub fn interrupted(&self) -> Vec<Rest> {
        let kept = self.kept.borrow();
        let mut interrupted = Vec::new();
        if planted::is(Bug::NothingTakenUp) {
            return interrupted;
        }
        for purchase in kept.purchases.values() {
            if purchase.session != kept.session {
                continue;
            }
            if !purchase.is_running() {
                let effects: Vec<Effect> = purchase.next_of_listing().into_iter().collect();
                if !effects.is_empty() {
                    interrupted.push((purchase.id.clone(), effects));
                }
                continue;
            }
            let effect = match (&purchase.stage, purchase.tab) {
                (Stage::Claiming | Stage::Permission { .. } | Stage::Locked, _) => Effect::CheckAccess,
                (Stage::Opening, None) => match purchase.tasks.get(purchase.at) {
                    Some(task) => Effect::Open(task.address().to_owned()),
                    None => continue,
                },
                // What a page told last may have been lost with whom it was told.
                (_, Some(_)) => Effect::LookAgain,
                _ => continue,
            };
            interrupted.push((purchase.id.clone(), vec![effect]));
        }
        interrupted
    }

    /// The person decided something about a purchase.
    pub async fn decide(&self, purchase: &PurchaseId, decision: Decision) {
        self.happen(purchase, Event::Decided(decision)).await;
    }

    /// The person answered a request for access.
    pub async fn access_answered(&self, purchase: &PurchaseId, granted: bool) {
        match granted {
            true => self.run(purchase.clone(), vec![Effect::CheckAccess]).await,
            false => self.happen(purchase, Event::Refused).await,
        }
    }

    /// Access was given or taken somewhere: every purchase finds out for itself.
    pub async fn access_changed(&self) {
        let running = self.kept.borrow().purchases_that(&Purchase::is_running);
        for id in running {
            self.run(id, vec![Effect::CheckAccess]).await;
        }
    }

    /// An agent looked. Gives the answer for it, and effects to run after it is sent.
    pub async fn look(&self, tab: TabId, frame: FrameId, seen: Seen<'_>) -> (Option<Reply>, Option<Rest>) {
        let Some(id) = self.purchase_looked_at(tab) else { return (None, None) };
        let Some(reading) = self.reading(tab, frame, seen.snapshot).await else { return (None, None) };
        let (never_cover, keep_clear) = (reading.never_cover.clone(), reading.keep_clear.clone());
        let panel = if frame == 0 { self.new_panel(&id, tab, seen.panel) } else { None };
        let (look, pace, covered) = (seen.look, seen.pace, seen.covered);
        let event = Event::Look(Box::new(Look { tab, look, covered, pace, panel, reading }));
        let effects = self.step(&id, event).await;
        let (mut reply, rest) = self.reply(effects);
        (reply.never_cover, reply.keep_clear) = (never_cover, keep_clear);
        for step in &reply.steps {
            reply.keep_clear.push(step.handle());
        }
        if frame == 0 {
            reply.panel = self.panel_of(&id, tab);
        }
        (Some(reply), (!rest.is_empty()).then_some((id, rest)))
    }

    /// Whether there is nothing to look at in a tab: its agents may rest.
    pub fn may_rest(&self, tab: TabId) -> bool {
        self.purchase_looked_at(tab).is_none()
    }

    fn purchase_looked_at(&self, tab: TabId) -> Option<PurchaseId> {
        let kept = self.kept.borrow();
        let purchase = kept.purchase_of_tab(tab)?;
        (!purchase.is_given_up()).then(|| purchase.id.clone())
    }

    /// Reads a snapshot, and remembers the reading for the presses to come. What cannot be read is not
    /// answered: the agent looks again after a while, and as soon as its page changes.
    async fn reading(&self, tab: TabId, frame: FrameId, snapshot: &str) -> Option<Rc<Reading>> {
        let mut reading = self.platform.page(snapshot).await.ok()?;
        // The browser's word, not the page's, on what is a top document.
        reading.top = frame == 0;
        let reading = Rc::new(reading);
        self.readings.borrow_mut().insert((tab, frame), reading.clone());
        Some(reading)
    }

    /// What an agent is answered, and the effects that are not for it.
    fn reply(&self, effects: Vec<Effect>) -> (Reply, Vec<Effect>) {
        let mut reply = Reply { watch: true, ..Reply::default() };
        let mut rest = Vec::new();
        for effect in effects {
            match effect {
                Effect::Steps(steps) => reply.steps = steps,
                Effect::Outline(handle) => reply.outline.push(handle),
                Effect::LookIn(rest) => reply.again = rest,
                other => rest.push(other),
            }
        }
        (reply, rest)
    }

    /// The person pressed something in a document, of which this is the last snapshot.
    pub async fn pressed(&self, tab: TabId, frame: FrameId, press: &Press, snapshot: &str, at: Option<Time>) {
        let Some(id) = self.purchase_of(tab) else { return };
        if self.kept.borrow().purchases.get(&id).is_some_and(|purchase| purchase.lists_in(tab)) {
            return;
        }
        let reading = self.read_before(tab, frame, snapshot).await;
        let known = reading.as_deref().and_then(|reading| reading.button_at(press.handle, &press.label));
        let Some(role) = (match known {
            Some(button) => Some(button.role),
            None => self.platform.role(&press.label).await,
        }) else {
            return;
        };
        let url = reading.map(|reading| reading.url.clone()).unwrap_or_default();
        let now = self.platform.now();
        // A page cannot send this, but clocks may differ: never later than now.
        let at = at.filter(|at| *at <= now).unwrap_or(now);
        self.happen(&id, Event::Pressed(Pressed { role, label: press.label.clone(), url, at })).await;
    }

    /// The last reading of a document. A background that has just started has none, and whether "next" leads
    /// on or "buy now" places an order is not told by their words: then what the agent saw is read. It is not
    /// kept, for the tab may show another document by now.
    async fn read_before(&self, tab: TabId, frame: FrameId, snapshot: &str) -> Option<Rc<Reading>> {
        let known = self.readings.borrow().get(&(tab, frame)).cloned();
        if known.is_some() || planted::is(Bug::PressUnread) {
            return known;
        }
        self.platform.page(snapshot).await.ok().map(Rc::new)
    }

    /// Runs effects and what follows from them.
    pub async fn run(&self, id: PurchaseId, effects: Vec<Effect>) {
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            if let Some(event) = self.effect(&id, effect).await {
                queue.extend(self.step(&id, event).await);
            }
        }
    }

    /// Runs one effect; what came of it is the next event.
    async fn effect(&self, id: &PurchaseId, effect: Effect) -> Option<Event> {
        let purchase = self.kept.borrow().purchases.get(id).map(json::copy)?;
        match effect {
            Effect::CheckAccess => {
                let granted = self.platform.has_access(&purchase.hosts_awaited()).await.unwrap_or(false);
                Some(Event::Access(granted))
            }
            Effect::Claim => {
                let asked = self.platform.ticks();
                Some(Event::Claimed(self.claim(&purchase).await, asked))
            }
            Effect::Release => {
                if let Ok(erp) = self.erp(&purchase.key.connection) {
                    // The lease ends by itself if this does not arrive.
                    let released = erp.release(&purchase.key.order, id).await;
                    self.take_order(&purchase.key.connection, released.ok()).await;
                }
                None
            }
            Effect::Open(address) => self.open_page(id, &address).await,
            Effect::Go(tab, address) => match self.platform.lead_tab(tab, &address).await {
                Ok(()) => None,
                Err(_) => Some(Event::Closed(tab)),
            },
            Effect::LookUp(address) => self.open_behind(&purchase, &address).await,
            Effect::Close(tab) => {
                // One that the person looks at is theirs by now.
                let tabs = self.platform.tabs().await.unwrap_or_default();
                if tabs.iter().any(|own| own.id == tab && !own.front) {
                    let _ = self.platform.close_tab(tab).await;
                }
                Some(Event::LetGo(tab))
            }
            Effect::LookAgain => {
                for tab in purchase.tab.iter().chain(&purchase.tabs).filter(|tab| purchase.watches(**tab)) {
                    // The page may have no agent yet: access came only now.
                    let _ = self.platform.inject(*tab).await;
                    self.platform.look_again(*tab);
                }
                None
            }
            Effect::Leave => {
                for tab in purchase.tab.iter().chain(&purchase.tabs) {
                    if purchase.is_given_up() {
                        self.platform.leave(*tab);
                    }
                }
                None
            }
            Effect::Report(report) => {
                self.send(&report.id).await;
                None
            }
            // Kept with the purchase already.
            Effect::Listed { .. } | Effect::Pair(_) | Effect::Unpair(_) => None,
            // These answer a look; without one there is nobody to answer.
            Effect::Steps(_) | Effect::Outline(_) | Effect::LookIn(_) => None,
        }
    }

    async fn claim(&self, purchase: &Purchase) -> Result<PurchaseOrder, Unclaimed> {
        let claimed = match self.erp(&purchase.key.connection) {
            Ok(erp) => erp.claim(&purchase.key.order, &purchase.id).await,
            Err(error) => Err(error),
        };
        self.take_order(&purchase.key.connection, claimed.as_ref().ok().map(json::copy)).await;
        claimed.map_err(|error| match error {
            ErpError::Claimed(by, until) => Unclaimed::By(by, until),
            ErpError::NotOpen(status) => Unclaimed::NotOpen(status),
            ErpError::NotHeld => Unclaimed::NotHeld(error.text()),
            ErpError::Locked => Unclaimed::Locked,
            other => Unclaimed::Failed(other.text()),
        })
    }

    /// Renews the claims of purchases whose tab lives.
    pub async fn renew_claims(&self) {
        let lives =
            |purchase: &Purchase| purchase.is_running() && purchase.tab.is_some() && purchase.claim.is_some();
        let due = self.kept.borrow().purchases_that(&lives);
        for id in due {
            self.run(id, vec![Effect::Claim]).await;
        }
    }

    pub(super) async fn write_or_tell(&self, changes: Vec<Change>) -> Result<(), Problem> {
        self.write(changes).await.map_err(|why| storage_problem(&why))
    }
}
