//! Every message between the parts of the extension.
//!
//! Sent with `runtime.sendMessage` and answered by the background alone; it checks who sent each
//! one. `Changed` goes the other way, to every open page of the extension: what they show has
//! changed in the store.

use crate::json::{self, Json};

use crate::archive::{Outcome, Slice};
use crate::erp::Kind as ErpKind;
use crate::order::{OrderKey, Report, ReportId};
use crate::page::{Handle, Press, Thing};
use crate::purchase::{Decision, Pace, Pairing, PurchaseId};
use crate::store::{Language, NewConnection, Secret, Suppliers};

/// From one of the extension's own pages (popup, options, purchase window).
#[derive(Debug, PartialEq, Json)]
#[json(tag = "kind")]
pub enum OwnRequest {
    /// Fetch the pending orders now.
    Refresh,
    /// Buy this order. Where hosts have no access yet, the page has called `permissions.request`
    /// in the same click; the purchase goes on when access is granted.
    Buy {
        /// The order.
        key: OrderKey,
    },
    /// Bring the purchase's tab to the front.
    ShowTab {
        /// The purchase.
        purchase: PurchaseId,
    },
    /// The person decides.
    Decide {
        /// The purchase.
        purchase: PurchaseId,
        /// What.
        decision: Decision,
    },
    /// The person answered a request for access.
    Answered {
        /// The purchase.
        purchase: PurchaseId,
        /// Access was granted.
        granted: bool,
    },
    /// Record a purchase by hand. The report's id and time are the form's.
    Record {
        /// The order.
        key: OrderKey,
        /// What to record.
        report: Box<Report>,
    },
    /// Take a recorded number back.
    Undo {
        /// The order.
        key: OrderKey,
        /// The report.
        report: ReportId,
        /// Why; not empty.
        reason: String,
    },
    /// Send what waits now.
    SendNow,
    /// Try a connection without keeping it.
    Test {
        /// The connection.
        connection: Box<NewConnection>,
    },
    /// Keep a connection (after a test) and fetch its orders.
    Connect {
        /// The connection.
        connection: Box<NewConnection>,
    },
    /// Forget a connection, its key and its orders.
    Disconnect {
        /// The connection's id.
        connection: String,
    },
    /// Unlock the connections' keys for this session of the browser.
    Unlock {
        /// What the person typed.
        passphrase: Secret,
    },
    /// Lock the connections' keys with a passphrase.
    Protect {
        /// The one that locks them now; empty where none does.
        before: Secret,
        /// The new one; nothing to keep the keys in plain.
        passphrase: Option<Secret>,
    },
    /// The passphrase is forgotten: give up the keys that it locks. The page has asked twice.
    GiveKeysUp,
    /// Give back the access to these hosts.
    Withdraw {
        /// Match patterns.
        hosts: Vec<String>,
    },
    /// Speak this language.
    Speak {
        /// The language; nothing follows the browser.
        language: Option<Language>,
    },
    /// Read suppliers' pages by these changes from now on.
    Suppliers {
        /// All of them.
        suppliers: Suppliers,
    },
    /// Go by these pairings from now on.
    Pairings {
        /// To keep, each in the place of the one with its key.
        keep: Vec<Pairing>,
        /// To forget, by their keys.
        forget: Vec<String>,
    },
    /// Take in a part of what was exported, or only tell what would come of it.
    Import {
        /// The part.
        slice: Box<Slice>,
        /// It is to be kept.
        keep: bool,
    },
    /// The person has read what was damaged on this computer.
    DamageRead,
    /// Forget everything that is kept on this computer: connections and keys, orders, purchases,
    /// records that the ERP does not know yet, drafts. The page has asked twice.
    Erase,
}

impl Clone for OwnRequest {
    fn clone(&self) -> Self {
        json::copy(self)
    }
}

/// From the panel in a supplier's page: it informs, folds, focuses, leads and stops.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct PanelRequest {
    /// Always `panel`.
    pub kind: String,
    /// The panel's token, which is bound to tab, document and purchase.
    pub token: String,
    /// What the person did; nothing when the panel only asks what to show.
    pub act: Option<PanelAct>,
}

/// What a person can do in a panel.
#[derive(Debug, Clone, Copy, PartialEq, Json)]
#[json(tag = "act")]
pub enum PanelAct {
    /// Open the purchase's own window, where things are decided.
    Decide,
    /// Open the form to record by hand.
    ByHand,
    /// Stop: give the purchase up.
    Stop,
    /// Go to the next page of the order, or to the cart.
    Lead,
    /// Moved, or grown. The panel cannot know where its frame stands, only how far it was dragged.
    Place {
        /// To the right by this.
        x: i32,
        /// Down by this.
        y: i32,
        /// Width unfolded.
        width: i32,
        /// Height unfolded; zero when it is not known.
        height: i32,
        /// The person let go of it.
        dropped: bool,
    },
    /// Folded to a pill, or unfolded.
    Fold {
        /// Folded.
        folded: bool,
    },
    /// The person is about to point at something in the page; at nothing any more.
    Point {
        /// At what.
        thing: Option<Thing>,
    },
    /// Takes back what was learnt last.
    Unlearn,
}

/// From the agent in a supplier's page. What it sees, the snapshot, comes beside it as a text that only
/// the module that reads pages takes apart.
#[derive(Debug, Clone, PartialEq, Json)]
#[json(tag = "kind")]
pub enum AgentMessage {
    /// What the agent sees now.
    Look {
        /// Counts the looks of this document.
        look: u32,
        /// How restless the document is.
        pace: Pace,
        /// What the last step was to press lies under something else.
        covered: bool,
        /// The token of the panel that it shows.
        panel: Option<String>,
    },
    /// The person pressed something.
    Press {
        /// What.
        press: Press,
        /// `click` or `key`.
        how: String,
        /// When, RFC 3339.
        at: String,
    },
    /// The person pointed at something in the page, to teach what it is.
    Pointed {
        /// As what.
        thing: Thing,
        /// At what; nothing when they gave it up.
        handle: Option<Handle>,
    },
    /// Frames were added.
    Frames,
    /// The person dragged the panel, and let go.
    Dragged {
        /// Where to, see [`crate::store::PanelPlace::at`].
        at: (i32, i32),
        /// Unfolded.
        full: bool,
    },
}

/// How far the teaching of one thing of a shop is, for the panel.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Teaching {
    /// What is taught.
    pub thing: Thing,
    /// How far.
    pub state: TeachingState,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub enum TeachingState {
    /// The person is to point at it.
    Points,
    /// It was taken for what it is; the name of the profile that it is kept in.
    Learnt(String),
    /// What was pointed at cannot be it.
    NotIt,
    /// It could not be kept: what the browser says.
    NotKept(String),
}

/// From the small script in the ERP's own page: which order is meant, and nothing that the purchase goes by.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "kind")]
pub enum ErpPageMessage {
    /// The person clicked the ERP's own "one-click purchase" button.
    BuyFromPage {
        /// The ERP's order id.
        order: String,
        /// The kind of ERP by its name in data; empty where a page marked a button of its own.
        erp: String,
        /// The database whose page it is, as far as the page tells; else empty.
        database: String,
    },
}

/// What a test of a connection found.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct TestResult {
    /// The connection works.
    pub ok: bool,
    /// Kind of ERP.
    pub erp: ErpKind,
    /// The server's name and version.
    pub server: String,
    /// Who the key belongs to.
    pub user: String,
    /// How many orders wait.
    pub pending: u64,
    /// What is wrong, as a key of the words with its figures, when it does not work.
    pub problem: Option<Problem>,
}

/// Something that went wrong, in words that a page of the extension can say in its language.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Problem {
    /// Key of the words (`_locales`).
    pub word: String,
    /// What stands for `$1`, `$2` … in it.
    pub with: Vec<String>,
}

/// The background's answer to an [`OwnRequest`].
#[derive(Debug, Clone, PartialEq, Json)]
#[json(tag = "answer")]
pub enum Answer {
    /// Done.
    Done,
    /// A purchase was started or already runs.
    Purchase {
        /// Its id.
        purchase: PurchaseId,
    },
    /// A connection was tested.
    Tested {
        /// What was found.
        result: TestResult,
    },
    /// What came, or would come, of a part of an export.
    Imported {
        /// What.
        outcome: Outcome,
    },
    /// It did not work.
    Failed {
        /// Why.
        problem: Problem,
    },
}
