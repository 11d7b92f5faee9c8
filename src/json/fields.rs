//! What the derived code reads from.

use std::mem::take;

use super::misfit::Misfits;
use super::{Json, Object, Value};

/// The members of an object that is being read.
#[derive(Debug)]
pub struct Members<'m> {
    members: Object,
    /// Where the next member is likely to be: they are read in the order in which they are written.
    next: usize,
    misfits: &'m mut Misfits,
}

impl<'m> Members<'m> {
    /// Those of a value, which has to be an object.
    pub fn of(value: Value, misfits: &'m mut Misfits) -> Self {
        let members = match value {
            Value::Object(members) => members,
            _ => {
                misfits.wanted("an object");
                Object::default()
            }
        };
        Self { members, next: 0, misfits }
    }

    /// Takes a member out; one that is missing is as good as `null`.
    fn take(&mut self, name: &str) -> Value {
        let members = &mut self.members.0;
        let likely = members.get(self.next).is_some_and(|(own, _)| own == name);
        if !likely {
            self.next = members.iter().position(|(own, _)| own == name).unwrap_or(members.len());
        }
        let value = members.get_mut(self.next).map(|(_, value)| take(value));
        self.next += 1;
        value.unwrap_or_default()
    }

    fn enter(&mut self, name: &'static str) -> Value {
        self.misfits.enter(name);
        self.take(name)
    }

    /// Reads a member.
    pub fn read<T: Json>(&mut self, name: &'static str) -> T {
        let value = self.enter(name);
        let read = T::from_value(value, self.misfits);
        self.misfits.leave();
        read
    }

    /// Reads a member that may be missing.
    pub fn read_or_default<T: Json + Default>(&mut self, name: &'static str) -> T {
        let value = self.enter(name);
        let read =
            if matches!(value, Value::Null) { T::default() } else { T::from_value(value, self.misfits) };
        self.misfits.leave();
        read
    }

    /// Which of these the member `tag` names.
    pub fn variant(&mut self, tag: &'static str, names: &[&str]) -> usize {
        let value = self.enter(tag);
        let which = variant(&value, names, self.misfits);
        self.misfits.leave();
        which
    }
}

/// The items of a list that is being read.
#[derive(Debug)]
pub struct Items<'m> {
    items: std::vec::IntoIter<Value>,
    /// How many were taken.
    taken: usize,
    pub(super) misfits: &'m mut Misfits,
}

impl<'m> Items<'m> {
    /// Those of a value, which has to be a list.
    pub fn of(value: Value, misfits: &'m mut Misfits) -> Self {
        let items = match value {
            Value::List(items) => items,
            _ => {
                misfits.wanted("a list");
                Vec::new()
            }
        };
        Self { items: items.into_iter(), taken: 0, misfits }
    }

    /// How many are left.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The next one.
    pub(super) fn next(&mut self) -> Option<Value> {
        let item = self.items.next()?;
        if self.taken > 0 {
            self.misfits.leave();
        }
        self.misfits.enter_item(self.taken);
        self.taken += 1;
        Some(item)
    }

    /// Reads the next one.
    pub fn read<T: Json>(&mut self) -> T {
        let item = self.next().unwrap_or_default();
        T::from_value(item, self.misfits)
    }
}

impl Drop for Items<'_> {
    fn drop(&mut self) {
        if self.taken > 0 {
            self.misfits.leave();
        }
    }
}

/// Which of these names a text is.
pub fn variant(value: &Value, names: &[&str], misfits: &mut Misfits) -> usize {
    let known = value.as_text().and_then(|text| names.iter().position(|name| *name == text));
    known.unwrap_or_else(|| {
        misfits.wanted("one of the known names");
        usize::MAX
    })
}

/// Which of these names a text or an object's only member is, and what it holds.
pub fn variant_holding<'m>(value: Value, names: &[&str], misfits: &'m mut Misfits) -> (usize, Members<'m>) {
    let (members, name) = match value {
        Value::Object(members) => {
            let name = members.members().next().map(|(name, _)| Value::text(name));
            (members, name.unwrap_or_default())
        }
        text => (Object::default(), text),
    };
    let which = variant(&name, names, misfits);
    (which, Members { members, next: 0, misfits })
}
