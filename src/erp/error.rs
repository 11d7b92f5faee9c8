//! What can go wrong with an ERP, sorted by what the person or the extension can do about it.

use super::{Fault, HttpError};
use crate::json::Json;
use crate::order::Time;
use crate::order::time::rfc3339;

/// Why an ERP did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub enum ErpError {
    /// There was no answer.
    Http(HttpError),
    /// The key was not accepted, or the session has ended.
    Key,
    /// The key is locked here, so nothing was asked.
    Locked,
    /// There is no such order.
    NotFound,
    /// Somebody else holds the claim, until then.
    Claimed(String, Time),
    /// It answered to a claim, and the claim does not stand; nobody else's does either.
    NotHeld,
    /// The order is purchased or cancelled: its status.
    NotOpen(String),
    /// The supplier order number belongs to this purchase order already.
    NumberTaken(String),
    /// It will not do this, whatever is tried again: what it said.
    Refused(String),
    /// The server is in trouble: what it said. Trying again may help.
    Trouble(String),
    /// The answer is not what this kind of ERP answers.
    NotThisKind(String),
    /// The answer is not what it ought to be.
    Answer(Fault),
}

impl ErpError {
    /// Whether the same request may succeed later without anybody changing anything but the network or the key.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Http(_)
                | Self::Key
                | Self::NotHeld
                | Self::Locked
                | Self::Trouble(_)
                | Self::NotThisKind(_)
                | Self::Answer(_)
        )
    }

    /// The error in plain English, for logs and for where no page words it.
    pub fn text(&self) -> String {
        match self {
            Self::Http(error) => error.to_string(),
            Self::Key => "the key was not accepted".to_owned(),
            Self::Locked => "its key is locked".to_owned(),
            Self::NotFound => "there is no such order".to_owned(),
            Self::Claimed(by, until) => format!("{by} buys it until {}", rfc3339(until)),
            Self::NotHeld => Fault::NotKept("claim").text(),
            Self::NotOpen(status) => format!("the order is {status}"),
            Self::NumberTaken(order) => format!("the number belongs to {order}"),
            Self::Refused(said) | Self::Trouble(said) | Self::NotThisKind(said) => said.clone(),
            Self::Answer(fault) => fault.text(),
        }
    }

    /// The order is not the version that was read any more.
    pub fn changed() -> Self {
        Self::Answer(Fault::Changed)
    }
}

impl From<Fault> for ErpError {
    fn from(fault: Fault) -> Self {
        Self::Answer(fault)
    }
}

impl From<HttpError> for ErpError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}
