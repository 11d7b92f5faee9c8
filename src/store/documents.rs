//! The documents themselves.

use crate::json::Json;

use super::Secret;
use crate::erp::{Kind as ErpKind, Settings as ErpSettings};
use crate::message::Problem;
use crate::order::{LineId, Money, OrderKey, Quantity, Report, ReportId, Status, Time};
use crate::purchase::{PurchaseId, Stage};

/// The person's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Settings {
    /// The language; nothing follows the browser.
    pub language: Option<Language>,
}

/// What the person changed of what is known of suppliers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Suppliers {
    /// Names of the profiles that are switched off.
    pub off: Vec<String>,
    /// The person's own profiles, as text; each stands for a shipped one of the same name.
    pub own: Vec<String>,
}

/// A language of the extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub enum Language {
    /// 简体中文.
    #[json(rename = "zh-CN")]
    Chinese,
    /// English.
    #[json(rename = "en")]
    English,
}

/// A connected ERP.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Connection {
    /// Its id, made by the extension.
    pub id: String,
    /// The name that the person gave it, or its host.
    pub name: String,
    /// Kind of ERP.
    pub erp: ErpKind,
    /// The origin that was granted, such as `https://erp.example.com`. Every request goes exactly there.
    pub origin: String,
    /// The key; empty as long as it is locked. Never shown, logged or exported.
    pub key: Secret,
    /// The key encrypted, where a passphrase locks it: that is stored in its place.
    #[json(default)]
    pub locked_key: String,
    /// What the person set about it.
    #[json(default)]
    pub settings: ErpSettings,
    /// Who the key belongs to.
    pub user: String,
    /// Set by the company through managed storage: shown, and locked.
    pub provisioned: bool,
    /// Where the next refresh goes on from, as the ERP told.
    pub as_of: Option<String>,
    /// How it does.
    pub state: ConnectionState,
    /// When its orders were last fetched.
    pub refreshed: Option<Time>,
}

/// How a connection does.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "state")]
pub enum ConnectionState {
    /// It answered last time.
    Connected,
    /// It could not be reached.
    Offline,
    /// It did not accept the key, or the session has ended; or the key is lost.
    SignIn,
    /// Its key waits for the passphrase. Only on the first screen: it is never stored with the connection.
    Locked,
    /// The person has not given access to its address, or has taken it back.
    NoAccess,
    /// It answered with an error.
    Refused {
        /// What it said.
        said: String,
    },
}

/// A connection as the person types it.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct NewConnection {
    /// Kind of ERP.
    pub erp: ErpKind,
    /// Its address.
    pub address: String,
    /// The key.
    pub key: Secret,
    /// A name for it; may be empty.
    #[json(default)]
    pub name: String,
    /// What the person set about it.
    #[json(default)]
    pub settings: ErpSettings,
    /// The person has read the warning about plain http to a private address.
    #[json(default)]
    pub plain_http: bool,
}

/// How the person left the panel in a shop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct PanelPlace {
    /// How far from the left and the top it was dragged; below zero from the right and the bottom,
    /// which are -1.
    pub at: Option<(i32, i32)>,
    /// It was dragged there unfolded.
    pub full: bool,
    /// Folded to a pill.
    pub folded: bool,
}

/// What the popup paints first: small, and complete for the first screen.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Screen {
    /// The connections, their keys left out.
    pub connections: Vec<Connection>,
    /// How their keys are kept.
    pub keys: Keys,
    /// A refresh runs.
    pub refreshing: bool,
    /// Counts of the tabs.
    pub counts: Counts,
    /// The first rows to buy, in the list's order.
    pub rows: Vec<OrderRow>,
    /// All running purchases.
    pub running: Vec<RunningRow>,
    /// The newest finished ones.
    pub done: Vec<DoneRow>,
    /// Reports that wait for the ERP.
    pub waiting: u32,
    /// What was damaged on this computer, until the person has read it.
    pub damage: Vec<Damage>,
    /// What is wrong with what the company provisions.
    pub policy: Vec<Problem>,
}

/// How the connections' keys are kept on this computer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
pub enum Keys {
    /// In plain.
    #[default]
    Plain,
    /// Encrypted, and decrypted in this session of the browser.
    Unlocked,
    /// Encrypted.
    Locked,
}

/// A stored document that was not what had been written.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Damage {
    /// Its store.
    pub store: String,
    /// Its key.
    pub key: String,
    /// Its copy of one write before stands in its place now; else it was set aside.
    pub restored: bool,
}

/// Counts of the popup's tabs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Counts {
    /// To buy.
    pub buy: u32,
    /// Running.
    pub running: u32,
    /// Done.
    pub done: u32,
}

/// One order of the list.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct OrderRow {
    /// The order.
    pub key: OrderKey,
    /// Its number.
    pub number: String,
    /// Its status.
    pub status: Status,
    /// The supplier, which groups the rows.
    pub supplier: String,
    /// Title of the first open line.
    pub title: String,
    /// Its picture.
    pub picture: Option<String>,
    /// Its variant, an option each.
    pub variant: Vec<String>,
    /// How many of it.
    pub quantity: Quantity,
    /// Its limit for one.
    pub limit: Option<Money>,
    /// How many open lines there are in all.
    pub lines: u32,
    /// The sum of the limits of what is left, where all lines have one currency.
    pub sum: Option<Money>,
    /// Where it goes.
    pub warehouse: String,
    /// When it was made.
    pub created: Time,
    /// The order's page in the ERP.
    pub page: String,
    /// Match patterns of the hosts that buying it needs.
    pub hosts: Vec<String>,
    /// Who else is buying it, and until when.
    pub claimed: Option<(String, Time)>,
    /// Everything that the search looks through, in lower case.
    pub search: String,
}

/// One running purchase.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct RunningRow {
    /// The purchase.
    pub purchase: PurchaseId,
    /// The order.
    pub key: OrderKey,
    /// The order's number.
    pub number: String,
    /// Title of its first line.
    pub title: String,
    /// Its picture.
    pub picture: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// It has a tab to show.
    pub has_tab: bool,
    /// A press without a receipt: an order may have been placed.
    pub may_be_placed: bool,
    /// And the same goods were pressed to be ordered again.
    #[json(default)]
    pub pressed_twice: bool,
    /// When it was started.
    pub started: Time,
    /// What the first of its reports that wait for the ERP waits for.
    #[json(default)]
    pub waits_for: Option<Waiting>,
}

/// One recorded supplier order.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct DoneRow {
    /// The order.
    pub key: OrderKey,
    /// The order's number.
    pub order: String,
    /// Title of its first line.
    pub title: String,
    /// Its picture.
    pub picture: Option<String>,
    /// The report.
    pub report: Report,
    /// Where the report stands.
    pub state: ParcelState,
    /// See [`Parcel::listed`].
    pub listed: Option<bool>,
    /// What of the order is left to buy, in pieces; zero when it is purchased.
    pub left: Quantity,
    /// The order's page in the ERP.
    pub page: String,
    /// See [`Parcel::waits_for`].
    #[json(default)]
    pub waits_for: Option<Waiting>,
}

/// Why a report waits, and how long.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Waiting {
    /// What came of the last try.
    pub trouble: Problem,
    /// When the next one is.
    pub next: Time,
}

/// A supplier order number in use.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct NumberUse {
    /// The purchase order that has it.
    pub key: OrderKey,
    /// Its number, for people.
    pub order: String,
    /// The report that claimed it.
    pub report: String,
}

/// A report on its way to the ERP.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Parcel {
    /// The order it is about.
    pub key: OrderKey,
    /// The order's number, for people.
    pub number: String,
    /// Title of the first line it covers.
    pub title: String,
    /// Its picture.
    pub picture: Option<String>,
    /// The order's page in the ERP.
    pub page: String,
    /// What of the order is left to buy after it, as the ERP told last.
    pub left: Quantity,
    /// The report.
    pub report: Report,
    /// Where it stands.
    pub state: ParcelState,
    /// How often it was sent without an answer that settles it.
    pub tries: u32,
    /// When it is sent next.
    pub next: Option<Time>,
    /// What came of the last try, as long as it waits for another.
    #[json(default)]
    pub trouble: Option<Problem>,
    /// When it was made.
    pub made: Time,
    /// Taken back: the reason, until the ERP has confirmed that too.
    pub undo: Option<String>,
    /// When that was, or when the last request that was under way then ended.
    #[json(default)]
    pub taken_back: Option<Time>,
    /// Whether the supplier's list of orders showed it after it was recorded; nothing where no such list was seen.
    #[json(default)]
    pub listed: Option<bool>,
}

/// Where a report stands.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "state")]
pub enum ParcelState {
    /// Recorded here; the ERP does not know yet.
    Waiting,
    /// The ERP has confirmed.
    Confirmed,
    /// The ERP refused: the person decides.
    Refused {
        /// What it said.
        said: String,
    },
    /// Taken back, and the ERP has confirmed that.
    Undone,
}

/// A record by hand that is being typed. Kept when the popup closes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Draft {
    /// The supplier orders being recorded.
    pub numbers: Vec<String>,
    /// The reports' ids, one for each number: a record that is sent twice stays one.
    pub ids: Vec<ReportId>,
    /// Which lines and quantities each covers: index into `numbers`, line, quantity as typed.
    pub lines: Vec<DraftLine>,
    /// Amount as typed, one for each number.
    pub totals: Vec<String>,
    /// Freight as typed, one for each number.
    pub freights: Vec<String>,
    /// Currency as typed.
    pub currency: String,
    /// Time as typed (`datetime-local`).
    pub placed: String,
    /// Tracking number as typed.
    pub tracking: String,
    /// Note as typed.
    pub note: String,
}

/// One line of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct DraftLine {
    /// Index into [`Draft::numbers`].
    pub number: usize,
    /// The line.
    pub line: LineId,
    /// The quantity as typed.
    pub quantity: String,
}
