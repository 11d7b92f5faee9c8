//! What an API key may do.

use clap::ValueEnum;

/// A key's scope. Every key may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scope {
    /// Buy: read, claim and release orders, record supplier orders and take them back
    Purchase,
    /// Read orders and their history
    Read,
    /// Read and import orders
    Import,
    /// Everything that a key can do
    All,
}

impl Scope {
    /// Every scope, the usual one first.
    pub const EVERY: [Self; 4] = [Self::Purchase, Self::Read, Self::Import, Self::All];

    /// Its name in the database, in the API and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Read => "read",
            Self::Import => "import",
            Self::All => "all",
        }
    }

    /// The scope of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|scope| scope.name() == name)
    }

    /// Whether a key of this scope may do what a key of that scope is made for.
    pub fn covers(self, needed: Self) -> bool {
        self == Self::All || self == needed || needed == Self::Read
    }
}
