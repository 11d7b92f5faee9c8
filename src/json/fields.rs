//! What the derived code reads from.

use std::mem::take;

use super::{Json, Misfit, Object, Value};

/// The members of an object that is being read.
#[derive(Debug)]
pub struct Members {
    members: Object,
    /// Where the next member is likely to be: they are read in the order in which they are written.
    next: usize,
}

impl Members {
    /// Those of a value, which has to be an object.
    ///
    /// # Errors
    /// It is none.
    pub fn of(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::Object(members) => Ok(Self { members, next: 0 }),
            _ => Err(Misfit::wanted("an object")),
        }
    }

    /// Takes a member out.
    fn take(&mut self, name: &str) -> Option<Value> {
        let members = &mut self.members.0;
        let likely = members.get(self.next).is_some_and(|(own, _)| own == name);
        let at = if likely { self.next } else { members.iter().position(|(own, _)| own == name)? };
        self.next = at + 1;
        members.get_mut(at).map(|(_, value)| take(value))
    }

    /// Reads a member. One that is `null` is as good as missing.
    ///
    /// # Errors
    /// It is missing and has to be there, or is not as it should be.
    pub fn read<T: Json>(&mut self, name: &str) -> Result<T, Misfit> {
        let read = match self.take(name) {
            Some(Value::Null) | None => {
                T::missing().ok_or_else(|| Misfit::wanted("something, but it is missing"))
            }
            Some(value) => T::from_value(value),
        };
        read.map_err(|misfit| misfit.under(name))
    }

    /// Reads a member that may be missing.
    ///
    /// # Errors
    /// It is not as it should be.
    pub fn read_or_default<T: Json + Default>(&mut self, name: &str) -> Result<T, Misfit> {
        match self.take(name) {
            Some(Value::Null) | None => Ok(T::default()),
            Some(value) => T::from_value(value).map_err(|misfit| misfit.under(name)),
        }
    }

    /// Which of these the member `tag` names.
    ///
    /// # Errors
    /// None of them.
    pub fn variant(&mut self, tag: &str, names: &[&str]) -> Result<usize, Misfit> {
        variant(self.take(tag).unwrap_or_default(), names).map_err(|misfit| misfit.under(tag))
    }
}

/// The items of a list that is being read.
#[derive(Debug)]
pub struct Items(std::vec::IntoIter<Value>);

impl Items {
    /// Those of a value, which has to be a list.
    ///
    /// # Errors
    /// It is none.
    pub fn of(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::List(items) => Ok(Self(items.into_iter())),
            _ => Err(Misfit::wanted("a list")),
        }
    }

    /// Reads the next one.
    ///
    /// # Errors
    /// There is none, or it is not as it should be.
    pub fn read<T: Json>(&mut self) -> Result<T, Misfit> {
        match self.0.next() {
            Some(value) => T::from_value(value),
            None => T::missing().ok_or_else(|| Misfit::wanted("more items")),
        }
    }
}

/// Which of these names a text is.
///
/// # Errors
/// None of them.
pub fn variant(value: Value, names: &[&str]) -> Result<usize, Misfit> {
    let known = value.as_text().and_then(|text| names.iter().position(|name| *name == text));
    known.ok_or_else(|| Misfit::wanted("one of the known names"))
}

/// Which of these names a text or an object's only member is, and what it holds.
///
/// # Errors
/// None of them.
pub fn variant_holding(value: Value, names: &[&str]) -> Result<(usize, Members), Misfit> {
    let members = match value {
        Value::Object(members) => members,
        text => return Ok((variant(text, names)?, Members { members: Object::default(), next: 0 })),
    };
    let name = members.members().next().map(|(name, _)| Value::text(name));
    Ok((variant(name.unwrap_or_default(), names)?, Members { members, next: 0 }))
}
