//! The browser as the service knows it.

use wasm_bindgen::JsValue;

use super::clock::BrowserClock;
use super::database::Database;
use super::reader::Module;
use super::{api, cipher, clock, connectors, message};
use crate::erp::{Clock, Connectors, Later};
use crate::order::Time;
use crate::page::{ButtonRole, Learnt, Lesson, Reading, Thing};
use crate::purchase::TabId;
use crate::service::{Cipher, OpenTab, Platform, Reader, Tone};
use crate::store::{Change, Secret, Suppliers};

/// The colours of the badge: a count, and a person who is waited for.
const QUIET: &str = "#52606d";
const TURN: &str = "#b45309";
/// Size of a window of the extension's own, in CSS pixels.
const WINDOW: (i32, i32) = (460, 640);

/// Where the browser session keeps the key of the lock: in memory, and not for content scripts.
const LOCK_KEY: &str = "lock_key";

/// The real browser.
#[derive(Debug)]
pub struct Browser {
    database: Database,
}

impl Browser {
    /// Opens the database.
    pub async fn open() -> Result<Self, String> {
        Ok(Self { database: Database::open().await? })
    }
}

impl Clock for Browser {
    fn now(&self) -> Time {
        BrowserClock.now()
    }

    fn ticks(&self) -> u64 {
        BrowserClock.ticks()
    }

    fn wait(&self, milliseconds: u32) -> Later<'_, ()> {
        BrowserClock.wait(milliseconds)
    }
}

impl Cipher for Browser {
    fn salt(&self) -> String {
        cipher::salt()
    }

    fn derive(
        &self,
        passphrase: &Secret,
        salt: &str,
        rounds: u32,
    ) -> impl Future<Output = Result<Secret, String>> {
        cipher::derive(passphrase, salt, rounds)
    }

    fn encrypt(
        &self,
        key: &Secret,
        text: &Secret,
        bound: &str,
    ) -> impl Future<Output = Result<String, String>> {
        cipher::encrypt(key, text, bound)
    }

    fn decrypt(&self, key: &Secret, encrypted: &str, bound: &str) -> impl Future<Output = Option<Secret>> {
        cipher::decrypt(key, encrypted, bound)
    }

    fn remember(&self, key: Option<&Secret>) -> impl Future<Output = Result<(), String>> {
        match key {
            Some(key) => api::keep_for_session(LOCK_KEY, key),
            None => api::forget_for_session(LOCK_KEY),
        }
    }

    async fn remembered(&self) -> Option<Secret> {
        let kept = api::session(LOCK_KEY).await.ok()?;
        api::member(&kept, LOCK_KEY).as_string().map(Secret::from)
    }
}

impl Connectors for Browser {
    fn call(&self, asked: String) -> Later<'_, Result<String, String>> {
        connectors::Module.call(asked)
    }
}

impl Reader for Browser {
    fn page(&self, snapshot: &str) -> impl Future<Output = Result<Reading, String>> {
        Module.page(snapshot)
    }

    fn role(&self, words: &str) -> impl Future<Output = Option<ButtonRole>> {
        Module.role(words)
    }

    fn learn(&self, lesson: &Lesson, snapshot: &str) -> impl Future<Output = Result<Option<Learnt>, String>> {
        Module.learn(lesson, snapshot)
    }

    fn know(&self, suppliers: &Suppliers) {
        Module.know(suppliers);
    }
}

fn kind(kind: &str) -> JsValue {
    api::object(&[("kind", kind.into())])
}

impl Platform for Browser {
    fn read(&self, store: &'static str, key: &str) -> impl Future<Output = Result<Option<String>, String>> {
        self.database.get(store, key)
    }

    fn read_all(&self, store: &'static str) -> impl Future<Output = Result<Vec<(String, String)>, String>> {
        self.database.all(store)
    }

    fn write(&self, changes: Vec<Change>) -> impl Future<Output = Result<(), String>> {
        self.database.write(&changes)
    }

    fn new_id(&self) -> String {
        clock::new_id()
    }

    async fn session(&self) -> Result<String, String> {
        const KEY: &str = "session";
        if let Some(session) = api::member(&api::session(KEY).await?, KEY).as_string() {
            return Ok(session);
        }
        let session = clock::new_id();
        api::keep_for_session(KEY, &session).await?;
        Ok(session)
    }

    fn provisioned(&self) -> impl Future<Output = Result<String, String>> {
        api::managed()
    }

    fn has_access(&self, patterns: &[String]) -> impl Future<Output = Result<bool, String>> {
        api::has_access(patterns)
    }

    fn give_back(&self, patterns: &[String]) -> impl Future<Output = Result<(), String>> {
        api::give_back(patterns)
    }

    fn hide_origin(&self, origins: &[String]) -> impl Future<Output = Result<(), String>> {
        api::hide_origin(origins)
    }

    async fn register_button(&self, patterns: &[String]) -> Result<(), String> {
        api::register_button(patterns).await?;
        for tab in api::all_tabs().await? {
            let pattern = crate::purchase::pattern_of(&tab.address);
            if pattern.is_some_and(|pattern| patterns.contains(&pattern)) {
                // Pages that are open already get the button too.
                api::inject_button(tab.id);
            }
        }
        Ok(())
    }

    fn tabs(&self) -> impl Future<Output = Result<Vec<OpenTab>, String>> {
        api::all_tabs()
    }

    fn open_tab(
        &self,
        address: &str,
        front: bool,
        opener: Option<TabId>,
    ) -> impl Future<Output = Result<TabId, String>> {
        api::open_tab(address, front, opener)
    }

    fn lead_tab(&self, tab: TabId, address: &str) -> impl Future<Output = Result<(), String>> {
        api::lead_tab(tab, address)
    }

    fn show_tab(&self, tab: TabId) -> impl Future<Output = Result<(), String>> {
        api::show_tab(tab)
    }

    fn close_tab(&self, tab: TabId) -> impl Future<Output = Result<(), String>> {
        api::close_tab(tab)
    }

    fn inject(&self, tab: TabId) -> impl Future<Output = Result<(), String>> {
        api::inject(tab)
    }

    fn look_again(&self, tab: TabId) {
        api::tell_tab(tab, &kind("look_again"));
    }

    fn leave(&self, tab: TabId) {
        api::tell_tab(tab, &kind("leave"));
    }

    fn place_panel(&self, tab: TabId, (x, y, width, height): (i32, i32, i32, i32), dropped: bool) {
        let place = api::object(&[
            ("kind", "panel_place".into()),
            ("x", x.into()),
            ("y", y.into()),
            ("width", width.into()),
            ("height", height.into()),
            ("dropped", dropped.into()),
        ]);
        api::tell_tab(tab, &place);
    }

    fn fold_panel(&self, tab: TabId, folded: bool) {
        let fold = api::object(&[("kind", "panel_fold".into()), ("folded", folded.into())]);
        api::tell_tab(tab, &fold);
    }

    fn point(&self, tab: TabId, thing: Option<Thing>) {
        let thing = thing.map_or(JsValue::NULL, |thing| message::to_js(&thing));
        api::tell_tab(tab, &api::object(&[("kind", "point".into()), ("thing", thing)]));
    }

    fn open_window(&self, page: &str) {
        api::open_window(page, WINDOW.0, WINDOW.1);
    }

    fn badge(&self, text: &str, title: &str, tone: Tone) {
        api::badge(text, if tone == Tone::Turn { TURN } else { QUIET }, title);
    }

    fn announce(&self, tabs: &[TabId]) {
        let changed = kind("changed");
        api::tell(&changed);
        // To Firefox a page of ours in a frame of another page is a content script: it hears only this.
        for tab in tabs {
            api::tell_tab(*tab, &changed);
        }
    }

    fn language(&self) -> String {
        api::language()
    }
}
