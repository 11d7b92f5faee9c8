//! What happens to a purchase, and what it wants done.

use std::rc::Rc;

use super::{Decision, Pairing, PurchaseId, TabId};
use crate::json::Json;
use crate::order::{Covered, OrderKey, PurchaseOrder, Report, ReportId, Time};
use crate::page::{ButtonRole, Handle, Reading, Step};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Whether there is access to the purchase's hosts now.
    Access(bool),
    /// The person was asked for access and said no.
    Refused,
    /// The ERP answered to the claim, or to its renewal, that was asked for at these ticks. The answer may
    /// come long after, as where the computer slept meanwhile.
    Claimed(Result<PurchaseOrder, Unclaimed>, u64),
    /// The supplier's page is about to be opened; these tabs are there already.
    Opens(Vec<TabId>),
    /// The tab of a page that was opened, when the background died before it was kept.
    Adopted(TabId),
    /// The supplier's page was opened in this tab, or could not be.
    Opened(Result<TabId, String>),
    /// The person's orders are being looked up in this tab.
    LookingUp(TabId),
    /// A tab that was opened to look something up is closed, or the person works in it.
    LetGo(TabId),
    /// Some time has passed.
    Round,
    /// A tab of the purchase opened another one.
    Child(TabId),
    /// A tab was closed.
    Closed(TabId),
    /// The browser was started anew: tab ids hold no more.
    Restarted,
    /// A tab of the purchase shows a page to which there is no access.
    OutOfSight(TabId),
    /// The agent looked at a page.
    Look(Box<Look>),
    /// The person pressed a button of the supplier's.
    Pressed(Pressed),
    /// The person decided.
    Decided(Decision),
    /// The person wants to be led to the next page or the cart.
    Lead,
    /// The person recorded something of the order by hand, or took it back: the order as it is now.
    Order {
        /// The order.
        order: PurchaseOrder,
        /// The report that was recorded; nothing where one was taken back.
        recorded: Option<ReportId>,
    },
    /// All reports of this purchase are confirmed by the ERP.
    AllConfirmed,
}

/// A look at one document of one of the purchase's tabs.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The tab.
    pub tab: TabId,
    /// Counts the looks of this document; 1 is a new document.
    pub look: u32,
    /// What the last step was to press lies under something else.
    pub covered: bool,
    /// How restless the document is.
    pub pace: Pace,
    /// The token for the panel of this document, when it is a new one.
    pub panel: Option<String>,
    /// What was read.
    pub reading: Rc<Reading>,
}

/// A page to which nothing was added for so many milliseconds is at rest: what is loaded in pieces
/// seldom comes further apart.
const QUIET: u32 = 1000;
/// So many milliseconds after it had a reason to change a page is taken as it is: some never rest.
const MOST: u32 = 5000;

/// How restless a document is, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub struct Pace {
    /// Since an element last came or went; nothing as long as it loads.
    pub quiet: u32,
    /// Since it last had a reason to change: it was opened, steps were done, or the person pressed something.
    pub stirred: u32,
}

impl Pace {
    /// Whether more is to be expected of the page, and in how many milliseconds it is to be looked at again.
    pub fn rests_in(self) -> Option<u32> {
        let rest = QUIET.saturating_sub(self.quiet).min(MOST.saturating_sub(self.stirred));
        (rest > 0).then_some(rest)
    }
}

/// A trusted press on a button of the supplier's.
#[derive(Debug, Clone, PartialEq)]
pub struct Pressed {
    /// What the button does.
    pub role: ButtonRole,
    /// Its words.
    pub label: String,
    /// Address of the document.
    pub url: String,
    /// When.
    pub at: Time,
}

/// Why a claim was not had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclaimed {
    /// Somebody else holds it.
    By(String, Time),
    /// The order is not open any more: its status.
    NotOpen(String),
    /// The ERP answered, and nobody holds the order: what is to be said of it.
    NotHeld(String),
    /// The ERP could not be asked: what it said.
    Failed(String),
    /// The ERP's key is locked.
    Locked,
}

/// What a purchase wants done. Each can be repeated without harm.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Find out whether there is access to the hosts.
    CheckAccess,
    /// Claim the order, or renew the claim, and read it back.
    Claim,
    /// Give the claim back.
    Release,
    /// Open this address in a new tab, or take the tab that was opened for it.
    Open(String),
    /// Lead the purchase's tab to this address.
    Go(TabId, String),
    /// Open the person's orders at the supplier in a tab behind, and look there.
    LookUp(String),
    /// Close a tab that was opened to look something up, unless the person has it before them.
    Close(TabId),
    /// The answer to the look: carry out these steps.
    Steps(Vec<Step>),
    /// The answer to the look: outline what the person is to press.
    Outline(Handle),
    /// The answer to the look: look again after so many milliseconds, also if nothing has changed.
    LookIn(u32),
    /// Ask the agents to look again.
    LookAgain,
    /// The agents have nothing to do any more.
    Leave,
    /// Keep this report and send it.
    Report(Box<Report>),
    /// Keep whether the supplier's list of orders shows what was recorded.
    Listed {
        /// What was recorded.
        report: ReportId,
        /// It shows it.
        shown: bool,
    },
    /// Keep this pairing, in the place of the one with its key.
    Pair(Box<Pairing>),
    /// Forget the pairing with this key.
    Unpair(String),
}

/// What a purchase needs to know beyond itself.
pub trait Known {
    /// The number of the purchase order that has this supplier order, unless it is this purchase's own.
    fn taken(&self, supplier: &str, number: &str, purchase: &PurchaseId) -> Option<String>;

    /// Whether this purchase order has the number already, by whatever recorded it.
    fn has_number(&self, key: &OrderKey, supplier: &str, number: &str) -> bool;

    /// Whether the person has taken back what was recorded with this number, so that no order has it.
    fn was_taken_back(&self, supplier: &str, number: &str) -> bool;

    /// Whether another purchase saw the supplier order before that time.
    fn was_seen(&self, supplier: &str, number: &str, before: Time) -> bool;

    /// Whether something is kept here from a later time than now: the computer's clock was put back since.
    fn clock_was_put_back(&self, now: Time) -> bool;

    /// What is covered by the reports of an order that are kept here, but for those that the ERP told of.
    fn kept_here(&self, key: &OrderKey, told: &[Report]) -> Vec<Covered>;

    /// Milliseconds by a clock that is never set, since the background started.
    fn ticks(&self) -> u64;

    /// What a person said before of how a line is bought.
    fn pairing(&self, key: &str) -> Option<&Pairing>;
}

/// Nothing is known beyond a purchase: no number is in use, and nothing was said before.
#[derive(Debug, Clone, Copy)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn taken(&self, _: &str, _: &str, _: &PurchaseId) -> Option<String> {
        None
    }

    fn has_number(&self, _: &OrderKey, _: &str, _: &str) -> bool {
        false
    }

    fn was_taken_back(&self, _: &str, _: &str) -> bool {
        false
    }

    fn was_seen(&self, _: &str, _: &str, _: Time) -> bool {
        false
    }

    fn clock_was_put_back(&self, _: Time) -> bool {
        false
    }

    fn kept_here(&self, _: &OrderKey, _: &[Report]) -> Vec<Covered> {
        Vec::new()
    }

    fn ticks(&self) -> u64 {
        0
    }

    fn pairing(&self, _: &str) -> Option<&Pairing> {
        None
    }
}
