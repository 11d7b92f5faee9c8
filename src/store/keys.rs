//! The connections' keys as they are stored: in plain, or locked with a passphrase.

use std::fmt;
use std::ops::Deref;

use super::{Connection, ConnectionState};
use crate::erp::Settings;
use crate::json::{Json, Misfits, Value};

/// The fewest characters of a passphrase: whoever has the profile may try as long as they like.
pub const SHORTEST: usize = 12;

/// A key, a password or a passphrase: it goes where it must, and is shown nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The text itself, for messages and for what is stored.
impl Json for Secret {
    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        Self(String::from_value(value, misfits))
    }
}

/// What locks the keys: everything about it but the passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Lock {
    /// Random, in hexadecimal digits: no two locks of one passphrase have the same key.
    pub salt: String,
    /// Rounds of PBKDF2 from the passphrase to the key.
    pub rounds: u32,
    /// An empty text, encrypted: the key that decrypts it is the right one.
    pub proof: String,
}

impl Lock {
    /// What its proof is bound to.
    pub fn bound(&self) -> String {
        ["lock|", &self.salt].concat()
    }
}

/// The connected ERPs and what locks their keys, as one document: neither is of use without the other.
#[derive(Debug, Default, PartialEq, Json)]
#[json(default)]
pub struct Connections {
    /// Nothing where the keys lie in plain.
    pub lock: Option<Lock>,
    /// The connections, in the order in which they were made.
    pub all: Vec<Connection>,
    /// Those that are gone and still named by reports or purchases: which ERPs they were, and nothing else.
    pub gone: Vec<Connection>,
}

impl Connection {
    /// What its encrypted key is bound to: put into another connection, or sent elsewhere, it does not decrypt.
    pub fn bound(&self) -> String {
        ["key|", &self.id, "|", self.erp.name(), "|", &self.origin].concat()
    }

    /// Whether it is a connection to the same ERP, as far as both tell which database that is.
    pub fn is_erp_of(&self, other: &Self) -> bool {
        let (own, database) = (&self.settings.database, &other.settings.database);
        let same = own == database || own.is_empty() || database.is_empty();
        self.erp == other.erp && self.origin == other.origin && same
    }

    /// Only which ERP it was.
    pub fn without_key(self) -> Self {
        let settings = Settings { database: self.settings.database, ..Settings::default() };
        Self {
            key: Secret::default(),
            locked_key: String::new(),
            settings,
            user: String::new(),
            provisioned: false,
            as_of: None,
            state: ConnectionState::NoAccess,
            refreshed: None,
            ..self
        }
    }

    /// Its key is known only encrypted.
    pub fn lacks_key(&self) -> bool {
        self.key.is_empty() && !self.locked_key.is_empty()
    }
}
