//! What is wrong with a JSON text.

use std::fmt;

/// Why a text or value cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    /// The way to it, such as `lines.0.quantity`.
    path: String,
    /// What should be there.
    wanted: &'static str,
}

impl Misfit {
    /// Something else should be there.
    #[cold]
    pub fn wanted(what: &'static str) -> Self {
        Self(Box::new(Inner { path: String::new(), wanted: what }))
    }

    /// The same, seen from the object or list that holds it.
    #[cold]
    #[must_use]
    pub fn under(mut self, member: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() {
            path.insert(0, '.');
        }
        path.insert_str(0, member);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.0.path.is_empty() { "JSON" } else { &self.0.path };
        to.write_str(place)?;
        to.write_str(": wanted ")?;
        to.write_str(self.0.wanted)
    }
}

impl std::error::Error for Misfit {}
