//! A JSON value.

use std::borrow::Cow;

use super::Json;

/// A JSON value. Numbers that are no whole ones stay as they are written, so that no amount loses a digit.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// An object with this one member.
    pub fn only(name: &'static str, value: &impl Json) -> Self {
        let mut object = Object::with_capacity(1);
        object.put(name, value);
        Self::Object(object)
    }

    /// The text, of a text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, of a list.
    pub fn as_list(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// A member, of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(object) => object.get(name),
            _ => None,
        }
    }
}

/// The members of an object, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object(pub(super) Vec<(Cow<'static, str>, Value)>);

impl Object {
    /// An empty one with room for so many members.
    pub fn with_capacity(members: usize) -> Self {
        Self(Vec::with_capacity(members))
    }

    /// Adds a member; nothing where it is none.
    pub fn put(&mut self, name: &'static str, value: &impl Json) {
        self.push(name, value.to_value());
    }

    /// Adds the member that names a variant.
    pub fn tag(&mut self, name: &'static str, variant: &str) {
        self.push(name, Value::text(variant));
    }

    fn push(&mut self, name: &'static str, value: Value) {
        if !matches!(value, Value::Null) {
            self.0.push((Cow::Borrowed(name), value));
        }
    }

    /// Sets a member in place of the one before.
    pub fn set(&mut self, name: &str, value: Value) {
        for (own, before) in &mut self.0 {
            if own.as_ref() == name {
                *before = value;
                return;
            }
        }
        self.0.push((Cow::Owned(name.to_owned()), value));
    }

    /// One whose members are texts.
    pub fn of_texts(members: &[(String, String)]) -> Self {
        let member = |(name, text): &(String, String)| (Cow::Owned(name.clone()), Value::text(text));
        Self(members.iter().map(member).collect())
    }

    /// Its members, taken out.
    pub fn into_members(self) -> Vec<(Cow<'static, str>, Value)> {
        self.0
    }

    /// A member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// All members.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}
