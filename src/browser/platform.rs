//! The browser as the service knows it.

use wasm_bindgen::JsValue;

use super::database::Database;
use super::fetch::Fetch;
use super::{api, clock, message};
use crate::erp::{Http, HttpError, Request, Response};
use crate::order::Time;
use crate::purchase::TabId;
use crate::service::{Platform, Tone};
use crate::store::Change;

/// The colours of the badge: a count, and a person who is waited for.
const QUIET: &str = "#52606d";
const TURN: &str = "#b45309";

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

impl Http for Browser {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        Fetch.send(request).await
    }
}

fn kind(kind: &str) -> JsValue {
    api::object(&[("kind", kind.into())])
}

impl Platform for Browser {
    async fn read(&self, store: &'static str, key: &str) -> Result<Option<String>, String> {
        self.database.get(store, key).await
    }

    async fn read_all(&self, store: &'static str) -> Result<Vec<(String, String)>, String> {
        self.database.all(store).await
    }

    async fn write(&self, changes: Vec<Change>) -> Result<(), String> {
        self.database.write(&changes).await
    }

    fn now(&self) -> Time {
        clock::now()
    }

    fn new_id(&self) -> String {
        clock::new_id()
    }

    async fn session(&self) -> Result<String, String> {
        const KEY: &str = "session";
        if let Some(session) = api::session_text(KEY).await? {
            return Ok(session);
        }
        let session = clock::new_id();
        api::keep_for_session(KEY, &session).await?;
        Ok(session)
    }

    async fn provisioned(&self) -> String {
        let managed = api::managed().await;
        js_sys::JSON::stringify(&managed).map(String::from).unwrap_or_default()
    }

    async fn has_access(&self, patterns: &[String]) -> Result<bool, String> {
        api::has_access(patterns).await
    }

    async fn give_back(&self, patterns: &[String]) -> Result<(), String> {
        api::give_back(patterns).await.map(drop)
    }

    async fn register_button(&self, patterns: &[String]) -> Result<(), String> {
        api::register_button(patterns).await?;
        for (tab, address) in api::all_tabs().await? {
            let pattern = crate::purchase::pattern_of(&address);
            if pattern.is_some_and(|pattern| patterns.contains(&pattern)) {
                // Pages that are open already get the button too; one that cannot, gets it when it is loaded anew.
                let _ = api::inject_button(tab).await;
            }
        }
        Ok(())
    }

    async fn open_tab(&self, address: &str, front: bool, opener: Option<TabId>) -> Result<TabId, String> {
        api::open_tab(address, front, opener).await
    }

    async fn lead_tab(&self, tab: TabId, address: &str) -> Result<(), String> {
        api::lead_tab(tab, address).await.map(drop)
    }

    async fn show_tab(&self, tab: TabId) -> Result<(), String> {
        api::show_tab(tab).await.map(drop)
    }

    async fn close_tab(&self, tab: TabId) -> Result<(), String> {
        api::close_tab(tab).await.map(drop)
    }

    async fn inject(&self, tab: TabId) -> Result<(), String> {
        api::inject(tab, None).await.map(drop)
    }

    async fn look_again(&self, tab: TabId) {
        // A tab without an agent has nothing to look with.
        let _ = api::tell_tab(tab, &kind("look_again")).await;
    }

    async fn leave(&self, tab: TabId) {
        let _ = api::tell_tab(tab, &kind("leave")).await;
    }

    async fn place_panel(&self, tab: TabId, (x, y, width, height): (i32, i32, i32, i32)) {
        let place = [("x", x.into()), ("y", y.into()), ("width", width.into()), ("height", height.into())];
        let _ =
            api::tell_tab(tab, &api::object(&[&[("kind", "panel_place".into())], &place[..]].concat())).await;
    }

    async fn open_window(&self, page: &str) -> Result<(), String> {
        api::open_window(page, 460, 640).await.map(drop)
    }

    async fn badge(&self, text: &str, title: &str, tone: Tone) {
        let colour = if tone == Tone::Turn { TURN } else { QUIET };
        // A browser without a toolbar button has nothing to show it on.
        let _ = api::badge(text, colour, title).await;
    }

    async fn announce(&self) {
        message::announce_change().await;
    }

    fn language(&self) -> String {
        api::language()
    }
}
