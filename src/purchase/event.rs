//! What happens to a purchase, and what it wants done.

use std::rc::Rc;

use super::{Decision, PurchaseId, TabId};
use crate::order::{PurchaseOrder, Report, Time};
use crate::page::{ButtonRole, Handle, Reading, Step};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Whether there is access to the purchase's hosts now.
    Access(bool),
    /// The person was asked for access and said no.
    Refused,
    /// The ERP answered to the claim, or to its renewal.
    Claimed(Result<PurchaseOrder, Unclaimed>),
    /// The supplier's page was opened in this tab, or could not be.
    Opened(Result<TabId, String>),
    /// The person's orders are being looked up in this tab.
    LookingUp(TabId),
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
    /// The ERP's view of the order changed: reports recorded or undone, by this purchase or others.
    Order(PurchaseOrder),
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
    /// A round of steps was carried out since the last look.
    pub after_steps: bool,
    /// The token for the panel of this document, when it is a new one.
    pub panel: Option<String>,
    /// What was read.
    pub reading: Rc<Reading>,
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
    /// The ERP could not be asked: what it said.
    Failed(String),
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
    /// Open this address in a new tab.
    Open(String),
    /// Lead the purchase's tab to this address.
    Go(TabId, String),
    /// Open the person's orders at the supplier in a tab behind, and look there.
    LookUp(String),
    /// Close a tab that was opened to look something up.
    Close(TabId),
    /// The answer to the look: carry out these steps.
    Steps(Vec<Step>),
    /// The answer to the look: outline what the person is to press.
    Outline(Handle),
    /// Ask the agents to look again.
    LookAgain,
    /// The agents have nothing to do any more.
    Leave,
    /// Keep this report and send it.
    Report(Box<Report>),
}

/// What a purchase needs to know about supplier order numbers that are in use.
pub trait Numbers {
    /// The number of the purchase order that has this supplier order, unless it is this purchase's own.
    fn taken(&self, supplier: &str, number: &str, purchase: &PurchaseId) -> Option<String>;
}
