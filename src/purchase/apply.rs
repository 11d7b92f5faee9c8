//! The transitions that do not depend on what a page shows: claim, tabs, presses.

use super::addresses::same_page;
use super::event::{Effect, Event, Known, Unclaimed};
use super::{LogEntry, Purchase, Stage, Stop, Task, Turn};
use crate::json;
use crate::order::{LineId, OrderKey, PurchaseOrder, Time, origin_of};
use crate::page::ButtonRole;
use crate::planted::{self, Bug};

/// Entries of a purchase's log that are kept.
const LOG: usize = 200;
/// A claim is renewed before the checkout when it was read back more milliseconds ago than this.
const CLAIM_FRESH: u64 = 60_000;

impl Purchase {
    /// A new purchase of an order that the ERP has listed. It asks for access first.
    pub fn start(id: String, session: String, connection: String, order: PurchaseOrder, now: Time) -> Self {
        let key = OrderKey { connection, order: order.id.clone() };
        let mut purchase = Self {
            id,
            key,
            order,
            stage: Stage::Claiming,
            tasks: Vec::new(),
            at: 0,
            tab: None,
            before: None,
            tabs: Vec::new(),
            session,
            claim: None,
            claim_ticks: None,
            panels: Vec::new(),
            found: Default::default(),
            looking_up: None,
            unlisted: Vec::new(),
            listing: None,
            seen: Vec::new(),
            account: None,
            checkout: None,
            presses: Vec::new(),
            asked: Default::default(),
            reports: Vec::new(),
            started: now,
            log: Vec::new(),
        };
        purchase.plan_tasks();
        purchase.note(now, "started");
        purchase
    }

    /// Whether it still runs: shown among the running ones, and its tab is watched.
    pub fn is_running(&self) -> bool {
        !matches!(self.stage, Stage::Recorded | Stage::Confirmed | Stage::GivenUp)
    }

    /// Whether the person gave it up.
    pub fn is_given_up(&self) -> bool {
        matches!(self.stage, Stage::GivenUp)
    }

    fn is_claiming(&self) -> bool {
        matches!(self.stage, Stage::Claiming)
    }

    /// Whether a tab is this purchase's.
    pub fn has_tab(&self, tab: super::TabId) -> bool {
        self.tab == Some(tab) || self.tabs.contains(&tab)
    }

    /// The token of the panel that a tab shows.
    pub fn panel(&self, tab: super::TabId) -> Option<&str> {
        let own = self.panels.iter().find(|(of, _)| *of == tab)?;
        Some(&own.1)
    }

    /// A document shows a panel with this token: the one before it in the tab is answered no more.
    fn show_panel(&mut self, tab: super::TabId, token: &str) {
        self.panels.retain(|(of, _)| *of != tab);
        self.panels.push((tab, token.to_owned()));
    }

    /// The browser was started anew. That its tabs are gone holds whether it can be written or not: their ids
    /// may be those of others now.
    pub fn begin_session(&mut self, session: &str) {
        session.clone_into(&mut self.session);
        if !planted::is(Bug::OldTabsCount) {
            self.forget_tabs();
        }
    }

    pub(super) fn forget_tabs(&mut self) {
        (self.tab, self.before, self.looking_up, self.listing) = (None, None, None, None);
        self.tabs.clear();
        self.panels.clear();
    }

    /// Takes an event in. Whoever calls this stores the purchase before running any of the effects.
    pub fn apply(&mut self, event: Event, now: Time, known: &dyn Known) -> Vec<Effect> {
        let before = json::write(&self.stage);
        let effects = self.take(event, now, known);
        if before != json::write(&self.stage) {
            self.note(now, self.stage.phrase());
        }
        effects
    }

    fn take(&mut self, event: Event, now: Time, known: &dyn Known) -> Vec<Effect> {
        match event {
            // What was asked while it ran, or pressed on a page that shows it as it was, comes too late.
            Event::Access(_) | Event::Refused | Event::Decided(_) | Event::Lead if !self.is_running() => {
                Vec::new()
            }
            Event::Claimed(Err(_), _) if !self.is_running() => Vec::new(),
            Event::Access(granted) => self.access(granted),
            Event::Refused => self.refused(),
            Event::Claimed(Ok(_), _) if self.is_given_up() => vec![Effect::Release],
            Event::Claimed(answer, asked) => self.claimed(answer, asked, known),
            Event::Opens(tabs) => {
                self.before = Some(tabs);
                Vec::new()
            }
            Event::Adopted(tab) => {
                (self.tab, self.before) = (Some(tab), None);
                vec![Effect::LookAgain]
            }
            Event::Opened(Ok(tab)) => {
                (self.tab, self.before) = (Some(tab), None);
                Vec::new()
            }
            Event::Opened(Err(why)) => {
                self.before = None;
                self.pause(Stop::NotOpened { said: why })
            }
            Event::LookingUp(tab) => {
                if !self.has_tab(tab) {
                    self.tabs.push(tab);
                }
                self.note(now, super::receipt::LOOKED_UP);
                if !self.is_running() {
                    return self.begin_listing(tab);
                }
                self.looking_up = Some(tab);
                Vec::new()
            }
            Event::LetGo(tab) => {
                self.listing = self.listing.filter(|own| *own != tab);
                self.looking_up = self.looking_up.filter(|own| *own != tab);
                Vec::new()
            }
            Event::Round => self.end_listing(now),
            Event::Child(tab) => {
                if !self.has_tab(tab) {
                    self.tabs.push(tab);
                }
                Vec::new()
            }
            Event::Closed(tab) => self.closed(tab),
            Event::Restarted if planted::is(Bug::OldTabsCount) => Vec::new(),
            Event::Restarted => {
                self.forget_tabs();
                // Days later it may be on another page of the list.
                self.unlisted.clear();
                self.lost_tab()
            }
            Event::OutOfSight(tab) => self.out_of_sight(tab),
            Event::Look(look) => {
                if let Some(token) = &look.panel {
                    self.show_panel(look.tab, token);
                }
                self.look(*look, now, known)
            }
            Event::Pressed(press) => self.pressed(press),
            Event::Decided(decision) => self.decided(decision, now, known),
            Event::Lead => self.lead(),
            Event::Order { order, recorded } => self.order_changed(order, recorded, known),
            Event::AllConfirmed => {
                if matches!(self.stage, Stage::Recorded) {
                    self.stage = Stage::Confirmed;
                    return vec![Effect::Leave];
                }
                Vec::new()
            }
        }
    }

    pub(super) fn note(&mut self, at: Time, what: &str) {
        self.log.push(LogEntry { at, what: what.to_owned() });
        if self.log.len() > LOG {
            self.log.remove(0);
        }
    }

    /// Stops with a reason.
    pub(super) fn pause(&mut self, stop: Stop) -> Vec<Effect> {
        self.stage = Stage::Paused { stop };
        Vec::new()
    }

    /// One page for each address; stops at a line without one.
    fn plan_tasks(&mut self) {
        self.tasks.clear();
        for line in self.order.open_lines() {
            // What one address leaves open, two others may name otherwise: each must fit.
            let is_here = |id: &LineId| self.order.line(id).is_some_and(|own| same_page(&own.url, &line.url));
            match self.tasks.iter_mut().find(|task| task.lines.iter().all(is_here)) {
                Some(task) => task.lines.push(line.id.clone()),
                None => self.tasks.push(Task::new(line.url.clone(), vec![line.id.clone()])),
            }
        }
        self.at = 0;
    }

    pub(super) fn bad_address(&self) -> Option<Stop> {
        let line = self.order.open_lines().find(|line| origin_of(&line.url).is_none())?;
        Some(Stop::NoAddress { line: line.id.clone(), found: line.url.clone() })
    }

    fn claimed(
        &mut self,
        answer: Result<PurchaseOrder, Unclaimed>,
        asked: u64,
        known: &dyn Known,
    ) -> Vec<Effect> {
        match answer {
            Ok(order) => {
                self.claim = order.claim.clone();
                self.claim_ticks = Some(asked);
                let first = self.tab.is_none();
                let lines = json::write_all(&self.order.lines);
                self.order = order;
                self.count(known);
                let unchanged = lines == json::write_all(&self.order.lines);
                if !self.is_claiming() {
                    return Vec::new();
                }
                if self.order.open_lines().next().is_none() && !self.may_be_placed() {
                    return self.all_covered();
                }
                if first && (!unchanged || self.tasks.is_empty()) {
                    self.plan_tasks();
                }
                if let Some(stop) = self.bad_address() {
                    return self.pause(stop);
                }
                self.stage = Stage::Opening;
                match (self.tab, self.tasks.get(self.at)) {
                    (Some(_), _) => vec![Effect::LookAgain],
                    (None, Some(task)) => vec![Effect::Open(task.address().to_owned())],
                    (None, None) => self.pause(Stop::NotOpen { status: self.order.status.name().to_owned() }),
                }
            }
            Err(_) if planted::is(Bug::LostClaimIgnored) && !self.is_claiming() => Vec::new(),
            // Money may be spent already: the receipt is still looked for.
            Err(Unclaimed::By(..) | Unclaimed::NotOpen(_)) if self.may_be_placed() && !self.is_claiming() => {
                self.claim = None;
                Vec::new()
            }
            Err(Unclaimed::By(by, until)) => {
                self.claim = None;
                self.pause(Stop::ClaimedBy { by, until })
            }
            Err(Unclaimed::NotOpen(status)) => {
                self.claim = None;
                self.pause(Stop::NotOpen { status })
            }
            Err(Unclaimed::NotHeld(said)) => {
                self.claim = None;
                match (self.is_claiming(), self.may_be_placed()) {
                    (true, _) => self.pause(Stop::Erp { said }),
                    (false, true) => Vec::new(),
                    // It is claimed anew.
                    (false, false) => self.without_claim(),
                }
            }
            // A renewal that did not get through changes nothing until the checkout asks for it.
            Err(Unclaimed::Failed(_) | Unclaimed::Locked) if !self.is_claiming() => Vec::new(),
            Err(Unclaimed::Locked) => {
                self.stage = Stage::Locked;
                Vec::new()
            }
            Err(Unclaimed::Failed(said)) => self.pause(Stop::Erp { said }),
        }
    }

    /// Whether the claim was read back so lately that the checkout may be shown as ready.
    pub(super) fn claim_is_fresh(&self, known: &dyn Known) -> bool {
        let fresh = |asked: u64| known.ticks().saturating_sub(asked) <= CLAIM_FRESH;
        self.claim.is_some() && self.claim_ticks.is_some_and(fresh)
    }

    fn closed(&mut self, tab: super::TabId) -> Vec<Effect> {
        self.tabs.retain(|other| *other != tab);
        self.panels.retain(|(of, _)| *of != tab);
        if self.looking_up == Some(tab) {
            self.looking_up = None;
            return Vec::new();
        }
        if self.listing == Some(tab) {
            self.listing = None;
            self.unlisted.clear();
            return Vec::new();
        }
        if self.tab != Some(tab) {
            return Vec::new();
        }
        // A checkout that opened in its own tab goes on there.
        self.tab = None;
        match self.tabs.iter().copied().find(|tab| self.looking_up != Some(*tab)) {
            Some(next) => {
                self.tabs.retain(|other| *other != next);
                self.tab = Some(next);
                Vec::new()
            }
            None => self.lost_tab(),
        }
    }

    fn lost_tab(&mut self) -> Vec<Effect> {
        match self.stage {
            Stage::Opening | Stage::SignIn | Stage::Choosing | Stage::Ready { .. } | Stage::Paused { .. } => {
                if self.may_be_placed() {
                    self.stage = Stage::Placed;
                    return Vec::new();
                }
                self.pause(Stop::TabClosed)
            }
            _ => Vec::new(),
        }
    }

    fn out_of_sight(&mut self, tab: super::TabId) -> Vec<Effect> {
        if self.tab != Some(tab) {
            return Vec::new();
        }
        match self.stage {
            // Shops send people to another host to sign in, and back.
            Stage::Opening | Stage::Choosing | Stage::Ready { .. } if !self.may_be_placed() => {
                self.stage = Stage::SignIn
            }
            Stage::Ready { turn: Turn::Submit } => self.stage = Stage::Ready { turn: Turn::Pay },
            _ => {}
        }
        Vec::new()
    }

    fn pressed(&mut self, press: super::event::Pressed) -> Vec<Effect> {
        let ready = matches!(self.stage, Stage::Ready { .. });
        if press.role.may_place() {
            self.store_press(press, ready);
        } else if press.role == ButtonRole::AddToCart && ready && self.here_is_task() {
            if let Some(task) = self.tasks.get_mut(self.at) {
                task.in_cart = true;
            }
            self.stage = Stage::Ready { turn: self.turn_after_cart() };
        }
        Vec::new()
    }

    /// What comes after a page of which everything is in the cart or bought.
    pub(super) fn turn_after_cart(&self) -> Turn {
        if self.next_task().is_some() { Turn::NextPage } else { Turn::GoToCart }
    }

    /// The next page of which nothing is in the cart or bought.
    pub(super) fn next_task(&self) -> Option<usize> {
        self.tasks.iter().position(|task| !task.in_cart && !task.bought)
    }

    fn lead(&mut self) -> Vec<Effect> {
        let Some(tab) = self.tab else { return Vec::new() };
        match &self.stage {
            Stage::Ready { turn: Turn::NextPage } => self.go_to_next(tab),
            Stage::Ready { turn: Turn::GoToCart } => match &self.found.cart {
                Some(cart) => vec![Effect::Go(tab, cart.clone())],
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn go_to_next(&mut self, tab: super::TabId) -> Vec<Effect> {
        let Some(next) = self.next_task() else { return Vec::new() };
        self.at = next;
        self.stage = Stage::Opening;
        self.found = Default::default();
        let Some(task) = self.tasks.get(next) else { return Vec::new() };
        vec![Effect::Go(tab, task.address().to_owned())]
    }
}
