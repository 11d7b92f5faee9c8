//! What the service needs of the browser, as one trait, so that it runs and is tested without one.

use crate::erp::{Clock, Connectors};
use crate::page::{ButtonRole, Learnt, Lesson, Reading, Thing};
use crate::purchase::TabId;
use crate::store::{Change, Secret, Suppliers};

/// How loudly the pinned button speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A count.
    Quiet,
    /// A person is waited for.
    Turn,
}

/// A tab, as far as the extension may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTab {
    /// Its id.
    pub id: TabId,
    /// Where it is, or is about to be; empty where there is no access to that host, or nothing yet.
    pub address: String,
    /// It is loading.
    pub loading: bool,
    /// It is the one that its window shows.
    pub front: bool,
}

/// Reads pages. In the browser this is a module of its own, which is loaded when the first page is to be
/// read: most of what wakes the background has no page to read. Errors say why it could not be loaded.
#[allow(async_fn_in_trait, reason = "the extension has one thread; no future crosses threads")]
pub trait Reader {
    /// What a snapshot is read to be, in the agent's JSON; an error where it is none.
    async fn page(&self, snapshot: &str) -> Result<Reading, String>;
    /// What a control is there for, by its words alone.
    async fn role(&self, words: &str) -> Option<ButtonRole>;
    /// What a page teaches of its shop; nothing where what was pointed at cannot be it.
    async fn learn(&self, lesson: &Lesson, snapshot: &str) -> Result<Option<Learnt>, String>;
    /// Suppliers are known with these changes from now on.
    fn know(&self, suppliers: &Suppliers);
}

/// Encrypts short texts by a passphrase, and remembers the key for as long as the browser runs. All texts but
/// the passphrase are hexadecimal digits; errors are texts for people.
#[allow(async_fn_in_trait, reason = "the extension has one thread; no future crosses threads")]
pub trait Cipher {
    /// A new random salt.
    fn salt(&self) -> String;
    /// The key that a passphrase gives: PBKDF2 with HMAC-SHA-256, 256 bits.
    async fn derive(&self, passphrase: &Secret, salt: &str, rounds: u32) -> Result<Secret, String>;
    /// Encrypts a text with AES-GCM and a new random nonce, which comes first. It decrypts only with the text
    /// that it is `bound` to.
    async fn encrypt(&self, key: &Secret, text: &Secret, bound: &str) -> Result<String, String>;
    /// Decrypts it; nothing where it was encrypted with another key, bound to something else, or changed.
    async fn decrypt(&self, key: &Secret, encrypted: &str, bound: &str) -> Option<Secret>;
    /// Remembers a key, or none, until the browser ends: in memory only, where no page can read it.
    async fn remember(&self, key: Option<&Secret>) -> Result<(), String>;
    /// The key that is remembered.
    async fn remembered(&self) -> Option<Secret>;
}

/// The browser. Errors are texts for people. What is not `async` is begun and not waited for: nobody
/// can do anything about its failure.
#[allow(async_fn_in_trait, reason = "the extension has one thread; no future crosses threads")]
pub trait Platform: Cipher + Clock + Connectors + Reader {
    /// The text under a key of a store.
    async fn read(&self, store: &'static str, key: &str) -> Result<Option<String>, String>;
    /// All keys and texts of a store.
    async fn read_all(&self, store: &'static str) -> Result<Vec<(String, String)>, String>;
    /// Carries out all changes or none; when it returns they survive a crash.
    async fn write(&self, changes: Vec<Change>) -> Result<(), String>;

    /// A new random id.
    fn new_id(&self) -> String;
    /// What the browser session is called; another after each start of the browser.
    async fn session(&self) -> Result<String, String>;
    /// What the company has provisioned, as JSON; an empty object where it has nothing.
    async fn provisioned(&self) -> Result<String, String>;

    /// Whether there is access to all of these match patterns.
    async fn has_access(&self, patterns: &[String]) -> Result<bool, String>;
    /// Gives access back.
    async fn give_back(&self, patterns: &[String]) -> Result<(), String>;
    /// Leaves this extension's `Origin` out of its own requests to exactly these origins, as long as the
    /// browser runs: their servers refuse every origin but their own.
    async fn hide_origin(&self, origins: &[String]) -> Result<(), String>;
    /// Keeps the button's script on exactly these origins.
    async fn register_button(&self, patterns: &[String]) -> Result<(), String>;

    /// All tabs.
    async fn tabs(&self) -> Result<Vec<OpenTab>, String>;
    /// Opens an address in a new tab, in front or behind, as opened by another tab.
    async fn open_tab(&self, address: &str, front: bool, opener: Option<TabId>) -> Result<TabId, String>;
    /// Leads a tab to an address.
    async fn lead_tab(&self, tab: TabId, address: &str) -> Result<(), String>;
    /// Brings a tab to the front.
    async fn show_tab(&self, tab: TabId) -> Result<(), String>;
    /// Closes a tab.
    async fn close_tab(&self, tab: TabId) -> Result<(), String>;
    /// Starts agents in a tab: in one frame or in all.
    async fn inject(&self, tab: TabId) -> Result<(), String>;
    /// Asks the agents of a tab to look again.
    fn look_again(&self, tab: TabId);
    /// Tells the agents of a tab that they are not needed any more.
    fn leave(&self, tab: TabId);
    /// Tells the agent of a tab how far the panel was dragged, its size unfolded, and whether the person
    /// let go of it.
    fn place_panel(&self, tab: TabId, place: (i32, i32, i32, i32), dropped: bool);
    /// Tells the agent of a tab that the person folded or unfolded the panel.
    fn fold_panel(&self, tab: TabId, folded: bool);
    /// Tells the agent of a tab that the person is about to point at something in the page, or at nothing
    /// any more.
    fn point(&self, tab: TabId, thing: Option<Thing>);
    /// Opens a page of the extension in a window of its own.
    fn open_window(&self, page: &str);

    /// Shows a count and a tooltip on the pinned button.
    fn badge(&self, text: &str, title: &str, tone: Tone);
    /// Tells the extension's open pages, and the panels in these tabs, that what they show has changed.
    fn announce(&self, tabs: &[TabId]);
    /// The browser's language, such as `zh-CN`.
    fn language(&self) -> String;
}
