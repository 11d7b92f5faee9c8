//! What does not fit in a JSON text.

use std::fmt;

/// Why a text or value cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The way to it, such as `lines.0.quantity`.
    path: String,
    /// What should be there.
    wanted: &'static str,
}

impl Misfit {
    /// Something else should be at this place.
    #[cold]
    pub fn at(path: String, wanted: &'static str) -> Self {
        Self { path, wanted }
    }

    /// The same, of a value that stands at this place of a larger one.
    pub fn below(self, way: &str) -> Self {
        let path = if self.path.is_empty() { way.to_owned() } else { [way, ".", &self.path].concat() };
        Self { path, wanted: self.wanted }
    }

    /// The way to it; of a text that is no JSON `byte` and where it is wrong.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(if self.path.is_empty() { "JSON" } else { &self.path })?;
        to.write_str(": wanted ")?;
        to.write_str(self.wanted)
    }
}

impl std::error::Error for Misfit {}

/// The misfits met so far while a value is read. Reading goes on behind one as if nothing stood there,
/// and what comes of it is thrown away at the end: so no type needs a way out at each of its members,
/// which was half of the code of reading.
#[derive(Debug, Default)]
pub struct Misfits {
    /// The way to the value at hand.
    way: Vec<Place>,
    first: Option<Misfit>,
}

#[derive(Debug)]
enum Place {
    Member(&'static str),
    Item(usize),
}

impl Misfits {
    /// Something else should be here.
    #[cold]
    pub fn wanted(&mut self, what: &'static str) {
        if self.first.is_some() {
            return;
        }
        let mut path = String::new();
        for place in &self.way {
            if !path.is_empty() {
                path.push('.');
            }
            match place {
                Place::Member(name) => path.push_str(name),
                Place::Item(at) => path.push_str(&at.to_string()),
            }
        }
        self.first = Some(Misfit::at(path, what));
    }

    pub(super) fn enter(&mut self, member: &'static str) {
        self.way.push(Place::Member(member));
    }

    pub(super) fn enter_item(&mut self, at: usize) {
        self.way.push(Place::Item(at));
    }

    pub(super) fn leave(&mut self) {
        self.way.pop();
    }

    /// The first of them.
    pub(super) fn first(self) -> Option<Misfit> {
        self.first
    }
}
