//! The background's work: it keeps the list, runs purchases and sends reports, over a [`Platform`].
//!
//! Every method takes one thing that happened. State changes are made without awaiting in between
//! and written before their effects run; two events may therefore interleave at any `await`.

mod buying;
mod connecting;
mod erp_page;
mod hand;
mod importing;
mod kept;
mod keys;
mod list;
mod opening;
mod pairing;
mod panel;
mod ports;
mod provisioning;
mod publish;
mod rows;
mod sending;
mod sorted;
mod step;
mod tabs;
mod teaching;
mod turns;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use litemap::LiteMap;

pub use buying::{Reply, Rest, Seen};
pub use kept::{Kept, number_key, order_key};
pub use ports::{Cipher, OpenTab, Platform, Reader, Tone};
pub use publish::newest;
pub use rows::in_order;

use turns::Turns;

use crate::erp::{ErpError, HttpError, Remote, Setup};
use crate::message::{Answer, Problem, Teaching};
use crate::order::time::hour_and_minute;
use crate::page::Reading;
use crate::purchase::{PurchaseId, TabId};
use crate::store::{Change, is_full, names};

/// A frame of a tab.
pub type FrameId = i32;

/// The background's work.
#[derive(Debug)]
pub struct Service<P> {
    platform: P,
    kept: RefCell<Kept>,
    /// The last reading of each document, to tell what was pressed in it.
    readings: RefCell<LiteMap<(TabId, FrameId), Rc<Reading>>>,
    /// The first screen as it was last kept.
    screen: RefCell<String>,
    /// Purchases whose tab is being opened.
    opening: RefCell<Vec<PurchaseId>>,
    /// Reports that are being sent.
    sending: RefCell<Vec<String>>,
    /// Whose turn it is to write what happened to a purchase.
    writing: Turns,
    /// Whose turn it is to change the connections' keys or what locks them.
    keys: Turns,
    /// What the person points at, or pointed at last, and in which tab.
    teaching: RefCell<Option<(TabId, Teaching)>>,
    /// Why the last write failed, if it did.
    not_stored: RefCell<Option<String>>,
    /// A refresh was asked for while one ran.
    refresh_again: Cell<bool>,
    /// A purchase changed since pages were last told.
    changed: Cell<bool>,
}

impl<P: Platform> Service<P> {
    /// Reads what is kept and is ready to work.
    pub async fn open(platform: P) -> Result<Self, String> {
        let kept = RefCell::new(Kept::load(&platform).await?);
        Ok(Self {
            platform,
            kept,
            readings: RefCell::default(),
            screen: RefCell::default(),
            opening: RefCell::default(),
            sending: RefCell::default(),
            writing: Turns::default(),
            keys: Turns::default(),
            teaching: RefCell::default(),
            not_stored: RefCell::default(),
            refresh_again: Cell::new(false),
            changed: Cell::new(false),
        })
    }

    /// Writes all changes or none, and remembers whether that went well.
    pub(crate) async fn write(&self, changes: Vec<Change>) -> Result<(), String> {
        let written = self.platform.write(changes).await;
        *self.not_stored.borrow_mut() = written.as_ref().err().cloned();
        written
    }

    /// The person has read what was damaged.
    pub async fn damage_read(&self) -> Answer {
        let forget = Change::Delete { store: names::SINGLES, key: "damage".to_owned() };
        if let Err(why) = self.write(vec![forget]).await {
            return Answer::Failed { problem: storage_problem(&why) };
        }
        self.kept.borrow_mut().damage.clear();
        Answer::Done
    }

    /// Why nothing can be stored, where the last try failed.
    pub fn storage_trouble(&self) -> Option<Problem> {
        self.not_stored.borrow().as_deref().map(storage_problem)
    }

    /// The connector of a connection, if it can be asked.
    fn erp(&self, connection: &str) -> Result<Remote<'_>, ErpError> {
        let kept = self.kept.borrow();
        let connection = kept
            .connection(connection)
            .ok_or_else(|| ErpError::Trouble("the ERP is not connected any more".to_owned()))?;
        if connection.lacks_key() {
            return Err(if kept.is_locked() { ErpError::Locked } else { ErpError::Key });
        }
        let (kind, origin, key) = (connection.erp, &connection.origin, &connection.key);
        let setup = Setup { kind, origin, key, settings: &connection.settings };
        Ok(Remote::new(&setup, &self.platform))
    }
}

/// An ERP's error as a page says it.
pub fn problem_of(error: &ErpError) -> Problem {
    let (word, with) = match error {
        ErpError::Http(HttpError::Unreachable(_)) => ("erp_unreachable", Vec::new()),
        ErpError::Http(HttpError::Redirected) => ("erp_redirected", Vec::new()),
        ErpError::Http(HttpError::TooLarge) => ("erp_too_large", Vec::new()),
        ErpError::Http(HttpError::NotUtf8) => ("erp_other_encoding", Vec::new()),
        ErpError::Key => ("erp_key_refused", Vec::new()),
        ErpError::Locked => ("keys_locked", Vec::new()),
        ErpError::NotFound => ("erp_not_found", vec![String::new()]),
        ErpError::Claimed(by, until) => ("claimed_by", vec![by.clone(), hour_and_minute(until)]),
        ErpError::NotOpen(status) => ("not_open", vec![status.clone()]),
        ErpError::NumberTaken(order) => ("number_taken", vec![String::new(), order.clone()]),
        ErpError::NotThisKind(_) => ("erp_not_this_kind", Vec::new()),
        ErpError::Refused(said) | ErpError::Trouble(said) => ("erp_said", vec![said.clone()]),
        ErpError::NotHeld | ErpError::Answer(_) => ("erp_said", vec![error.text()]),
    };
    Problem { word: word.to_owned(), with }
}

/// A problem by the key of its words.
pub(crate) fn problem(word: &str, with: &[&str]) -> Problem {
    let mut texts = Vec::new();
    for text in with {
        texts.push((*text).to_owned());
    }
    Problem { word: word.to_owned(), with: texts }
}

/// A failure of the browser's storage as a page says it.
pub fn storage_problem(why: &str) -> Problem {
    match is_full(why) {
        true => problem("storage_full", &[]),
        false => problem("storage_failed", &[why]),
    }
}

#[cfg(test)]
pub use tests::fake::order as test_order;

#[cfg(test)]
mod tests;
