//! A browser in memory and an ERP that speaks the desk's calls, both made to fail on demand.

mod cipher;
mod erp;
mod modules;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use crate::erp::{Clock, Http, HttpError, Later, Request, Response};
use crate::json;
use crate::order::{Claim, PurchaseOrder, Time};
use crate::page::Thing;
use crate::purchase::TabId;
use crate::service::{OpenTab, Platform, Tone};
use crate::store::{Change, Screen, Secret, copy_key, names};

pub use erp::{noon, order};

#[derive(Default)]
struct World {
    stores: BTreeMap<(&'static str, String), String>,
    orders: BTreeMap<String, PurchaseOrder>,
    log: Vec<String>,
    denied: BTreeSet<String>,
    offline: bool,
    lies: bool,
    refuses_writes: bool,
    full: bool,
    /// The next orders cannot be written.
    refuses_orders: bool,
    refuses_injection: bool,
    refuses_cipher: bool,
    refuses_tabs: bool,
    session: u32,
    /// What the browser remembers until it ends.
    remembered: Option<Secret>,
    ids: u32,
    tabs: TabId,
    open: Vec<OpenTab>,
    provisioned: String,
    /// Orders on a page of a list; all of them where it is none.
    page: Option<usize>,
    /// A page that cannot be had begins behind so many orders.
    broken: Option<usize>,
    circle: Option<usize>,
    ticks: u64,
    /// Since noon.
    passed: chrono::TimeDelta,
    /// Milliseconds that a request takes.
    pace: u64,
    /// Every first screen that was kept.
    screens: Vec<String>,
    /// The store lets others have their turn before it answers.
    waits: bool,
}

/// The browser and the ERP; clones share one world.
#[derive(Clone, Default)]
pub struct Fake(Rc<RefCell<World>>);

impl std::fmt::Debug for Fake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fake")
    }
}

impl Fake {
    pub fn with(orders: Vec<PurchaseOrder>) -> Self {
        let fake = Self::default();
        fake.0.borrow_mut().orders = orders.into_iter().map(|order| (order.id.clone(), order)).collect();
        fake.0.borrow_mut().tabs = 100;
        fake
    }

    pub fn erp(&self, change: impl FnOnce(&mut BTreeMap<String, PurchaseOrder>)) {
        change(&mut self.0.borrow_mut().orders);
    }

    pub fn claimed_by_zhao(&self, id: &str) {
        let claim = Claim { by: "zhao".into(), purchase: "other".into(), until: noon() };
        self.erp(|orders| orders.get_mut(id).unwrap().claim = Some(claim));
    }

    pub fn stored(&self, store: &'static str, key: &str) -> Option<String> {
        self.0.borrow().stores.get(&(store, key.to_owned())).cloned()
    }

    pub fn log(&self) -> Vec<String> {
        self.0.borrow().log.clone()
    }

    pub fn requests(&self) -> Vec<String> {
        self.log().into_iter().filter(|entry| entry.contains(" /api/")).collect()
    }

    pub fn opened(&self) -> Vec<String> {
        self.log().into_iter().filter(|entry| entry.starts_with("open ")).collect()
    }

    /// The person looks at a tab.
    pub fn look_at(&self, tab: TabId) {
        self.0.borrow_mut().open.iter_mut().for_each(|own| own.front = own.id == tab);
    }

    /// Whether a tab is open.
    pub fn is_open(&self, tab: TabId) -> bool {
        self.0.borrow().open.iter().any(|own| own.id == tab)
    }

    pub fn deny(&self, pattern: &str) {
        self.0.borrow_mut().denied.insert(pattern.into());
    }

    pub fn allow(&self, pattern: &str) {
        self.0.borrow_mut().denied.remove(pattern);
    }

    pub fn offline(&self, on: bool) {
        self.0.borrow_mut().offline = on;
    }

    /// So much later is it.
    pub fn passes(&self, time: chrono::TimeDelta) {
        self.0.borrow_mut().passed += time;
    }

    pub fn lie(&self, on: bool) {
        self.0.borrow_mut().lies = on;
    }

    pub fn refuse_writes(&self, on: bool) {
        self.0.borrow_mut().refuses_writes = on;
    }

    /// Refuses to write anything as a browser does whose disk is full.
    pub fn fill_up(&self) {
        self.refuse_writes(true);
        self.0.borrow_mut().full = true;
    }

    /// Refuses to write the next orders.
    pub fn refuse_orders(&self) {
        self.0.borrow_mut().refuses_orders = true;
    }

    /// The store lets others have their turn before it answers.
    pub fn wait(&self) {
        self.0.borrow_mut().waits = true;
    }

    async fn turn(&self) {
        let mut waits = self.0.borrow().waits;
        poll_fn(|_| if std::mem::take(&mut waits) { Poll::Pending } else { Poll::Ready(()) }).await;
    }

    pub fn refuse_injection(&self, on: bool) {
        self.0.borrow_mut().refuses_injection = on;
    }

    pub fn refuse_cipher(&self, on: bool) {
        self.0.borrow_mut().refuses_cipher = on;
    }

    pub fn refuse_tabs(&self, on: bool) {
        self.0.borrow_mut().refuses_tabs = on;
    }

    /// Changes which tabs there are.
    pub fn tabs(&self, change: impl FnOnce(&mut Vec<OpenTab>)) {
        change(&mut self.0.borrow_mut().open);
    }

    /// Gives lists in pages of so many orders, and takes so many milliseconds for each.
    pub fn paged(&self, page: usize, pace: u64) {
        let mut world = self.0.borrow_mut();
        (world.page, world.pace) = (Some(page), pace);
    }

    /// The page of a list that begins behind so many orders cannot be had.
    pub fn break_at(&self, after: Option<usize>) {
        self.0.borrow_mut().broken = after;
    }

    /// The first screens that were kept since this was asked for last.
    pub fn screens(&self) -> Vec<Screen> {
        let screens = std::mem::take(&mut self.0.borrow_mut().screens);
        screens.iter().map(|text| json::read(text).unwrap()).collect()
    }

    pub fn keep(&self, store: &'static str, key: &str, document: &impl serde::Serialize) {
        let text = serde_json::to_string(document).unwrap();
        self.0.borrow_mut().stores.insert((store, key.to_owned()), text);
    }

    /// Puts a text in the place of a stored one, as only an accident does.
    pub fn damage(&self, store: &'static str, key: &str, text: &str) {
        self.0.borrow_mut().stores.insert((store, key.to_owned()), text.to_owned());
    }

    /// All that is stored, by store and key.
    pub fn all(&self) -> BTreeMap<(&'static str, String), String> {
        self.0.borrow().stores.clone()
    }

    pub fn restart_browser(&self) {
        let mut world = self.0.borrow_mut();
        world.session += 1;
        world.remembered = None;
    }

    pub fn provision(&self, text: &str) {
        self.0.borrow_mut().provisioned = text.into();
    }

    fn note(&self, entry: String) {
        self.0.borrow_mut().log.push(entry);
    }
}

impl Http for Fake {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        self.note(format!("{} {}", request.method.name(), request.path));
        let mut world = self.0.borrow_mut();
        world.ticks += world.pace;
        if world.offline {
            return Err(HttpError::Unreachable("offline".into()));
        }
        let (status, body) = erp::answer(&mut world, &request);
        Ok(Response { status, headers: Vec::new(), body: body.to_string() })
    }
}

impl Clock for Fake {
    fn now(&self) -> Time {
        noon() + self.0.borrow().passed
    }

    fn ticks(&self) -> u64 {
        self.0.borrow().ticks
    }

    fn wait(&self, _: u32) -> Later<'_, ()> {
        Box::pin(async {})
    }
}

impl Platform for Fake {
    async fn read(&self, store: &'static str, key: &str) -> Result<Option<String>, String> {
        self.turn().await;
        Ok(self.stored(store, key))
    }

    async fn read_all(&self, store: &'static str) -> Result<Vec<(String, String)>, String> {
        let world = self.0.borrow();
        let own = world.stores.iter().filter(|((of, _), _)| *of == store);
        Ok(own.map(|((_, key), text)| (key.clone(), text.clone())).collect())
    }

    async fn write(&self, changes: Vec<Change>) -> Result<(), String> {
        self.turn().await;
        let mut world = self.0.borrow_mut();
        let has_orders =
            |change: &Change| matches!(change, Change::Put { store, .. } if *store == names::ORDERS);
        let lost = changes.iter().any(has_orders) && std::mem::take(&mut world.refuses_orders);
        if world.refuses_writes || lost {
            return Err(if world.full { "QuotaExceededError: " } else { "the disk is ill" }.into());
        }
        for change in changes {
            match change {
                Change::Put { store, key, text } if key == "screen" => {
                    world.screens.push(text.clone());
                    world.stores.insert((store, key), text);
                }
                Change::Put { store, key, text } => {
                    let before = world.stores.insert((store, key.clone()), text);
                    if let (Some(copy), Some(before)) = (copy_key(store, &key), before) {
                        world.stores.insert((names::COPIES, copy), before);
                    }
                }
                Change::Replace { store, key, text } => {
                    if let Some(copy) = copy_key(store, &key) {
                        world.stores.insert((names::COPIES, copy), text.clone());
                    }
                    world.stores.insert((store, key), text);
                }
                Change::Delete { store, key } => {
                    if let Some(copy) = copy_key(store, &key) {
                        world.stores.remove(&(names::COPIES, copy));
                    }
                    world.stores.remove(&(store, key));
                }
                Change::Clear { store } => world.stores.retain(|(of, _), _| *of != store),
            }
        }
        Ok(())
    }

    fn new_id(&self) -> String {
        let mut world = self.0.borrow_mut();
        world.ids += 1;
        format!("id{}", world.ids)
    }

    async fn session(&self) -> Result<String, String> {
        Ok(self.0.borrow().session.to_string())
    }

    async fn provisioned(&self) -> Result<String, String> {
        let text = self.0.borrow().provisioned.clone();
        if text.is_empty() { Err("no policy can be read".into()) } else { Ok(text) }
    }

    async fn has_access(&self, patterns: &[String]) -> Result<bool, String> {
        Ok(!patterns.iter().any(|pattern| self.0.borrow().denied.contains(pattern)))
    }

    async fn give_back(&self, patterns: &[String]) -> Result<(), String> {
        patterns.iter().for_each(|pattern| self.deny(pattern));
        Ok(())
    }

    async fn hide_origin(&self, origins: &[String]) -> Result<(), String> {
        if !origins.is_empty() {
            self.note(format!("hide origin {}", origins.join(" ")));
        }
        Ok(())
    }

    async fn register_button(&self, _: &[String]) -> Result<(), String> {
        Ok(())
    }

    async fn tabs(&self) -> Result<Vec<OpenTab>, String> {
        Ok(self.0.borrow().open.clone())
    }

    async fn open_tab(&self, address: &str, front: bool, _: Option<TabId>) -> Result<TabId, String> {
        if self.0.borrow().refuses_tabs {
            return Err("no tab".into());
        }
        self.note(format!("open {address}"));
        let mut world = self.0.borrow_mut();
        let id = world.tabs;
        world.tabs += 1;
        world.open.push(OpenTab { id, address: address.into(), loading: true, front });
        Ok(id)
    }

    async fn lead_tab(&self, tab: TabId, address: &str) -> Result<(), String> {
        self.note(format!("lead {tab} {address}"));
        Ok(())
    }

    async fn show_tab(&self, _: TabId) -> Result<(), String> {
        Ok(())
    }

    async fn close_tab(&self, tab: TabId) -> Result<(), String> {
        self.0.borrow_mut().open.retain(|own| own.id != tab);
        Ok(())
    }

    async fn inject(&self, _: TabId) -> Result<(), String> {
        if self.0.borrow().refuses_injection { Err("no access".into()) } else { Ok(()) }
    }

    fn look_again(&self, _: TabId) {}

    fn leave(&self, _: TabId) {}

    fn place_panel(&self, _: TabId, _: (i32, i32, i32, i32), _: bool) {}

    fn fold_panel(&self, _: TabId, _: bool) {}

    fn point(&self, tab: TabId, thing: Option<Thing>) {
        self.note(format!("point {tab} {thing:?}"));
    }

    fn open_window(&self, page: &str) {
        self.note(format!("window {page}"));
    }

    fn badge(&self, _: &str, _: &str, _: Tone) {}

    fn announce(&self, tabs: &[TabId]) {
        self.note(format!("changed {tabs:?}"));
    }

    fn language(&self) -> String {
        "en".into()
    }
}
