//! The types that documents are made of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Items, Json, Misfit, Object, Value};
use crate::order::Time;

impl Json for () {
    fn to_value(&self) -> Value {
        Value::Null
    }

    fn from_value(_: Value) -> Result<Self, Misfit> {
        Ok(())
    }

    fn missing() -> Option<Self> {
        Some(())
    }
}

impl Json for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        Ok(value)
    }

    fn missing() -> Option<Self> {
        Some(Self::Null)
    }
}

impl Json for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::Bool(yes) => Ok(yes),
            _ => Err(Misfit::wanted("true or false")),
        }
    }
}

impl Json for String {
    fn to_value(&self) -> Value {
        Value::text(self)
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::Text(text) => Ok(text),
            _ => Err(Misfit::wanted("a text")),
        }
    }
}

fn integer(value: &Value) -> Result<i64, Misfit> {
    match value {
        Value::Integer(whole) => Ok(*whole),
        _ => Err(Misfit::wanted("a whole number")),
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Json for $integer {
            fn to_value(&self) -> Value {
                Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
            }

            fn from_value(value: Value) -> Result<Self, Misfit> {
                Self::try_from(integer(&value)?).map_err(|_| Misfit::wanted("a number of this size"))
            }
        }
    )*};
}

integers!(u16 u32 u64 usize i32 i64);

/// Always a text, so that no digit is lost on the way; a number is taken as it is written.
impl Json for Decimal {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        let read = match &value {
            Value::Text(text) | Value::Number(text) => text.parse().ok(),
            Value::Integer(whole) => Some(Self::from(*whole)),
            _ => None,
        };
        read.ok_or_else(|| Misfit::wanted("a decimal number as text"))
    }
}

/// RFC 3339.
impl Json for Time {
    fn to_value(&self) -> Value {
        Value::Text(self.to_rfc3339())
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        let read = value.as_text().and_then(|text| Self::parse_from_rfc3339(text).ok());
        read.ok_or_else(|| Misfit::wanted("a time as in RFC 3339"))
    }
}

impl<T: Json> Json for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map(T::to_value).unwrap_or_default()
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Json> Json for Box<T> {
    fn to_value(&self) -> Value {
        T::to_value(self)
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        T::from_value(value).map(Self::new)
    }
}

impl<T: Json> Json for Vec<T> {
    fn to_value(&self) -> Value {
        Value::List(self.iter().map(T::to_value).collect())
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        let Value::List(items) = value else { return Err(Misfit::wanted("a list")) };
        let mut read = Self::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            read.push(T::from_value(item).map_err(|misfit| misfit.under(&at.to_string()))?);
        }
        Ok(read)
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn to_value(&self) -> Value {
        Value::Object(Object(
            self.iter().map(|(name, value)| (name.clone().into(), value.to_value())).collect(),
        ))
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        let Value::Object(object) = value else { return Err(Misfit::wanted("an object")) };
        let mut read = Self::new();
        for (name, value) in object.0 {
            read.insert(name.into_owned(), T::from_value(value)?);
        }
        Ok(read)
    }
}

/// Something that travels as JSON within one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InText<T>(pub T);

impl<T: Json> Json for InText<T> {
    fn to_value(&self) -> Value {
        Value::Text(super::write(&self.0))
    }

    fn from_value(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::Text(text) => super::read(&text).map(Self),
            _ => Err(Misfit::wanted("JSON in a text")),
        }
    }
}

macro_rules! tuples {
    ($(($($item:ident $place:tt),*))*) => {$(
        impl<$($item: Json),*> Json for ($($item,)*) {
            fn to_value(&self) -> Value {
                Value::List(vec![$(self.$place.to_value()),*])
            }

            fn from_value(value: Value) -> Result<Self, Misfit> {
                let mut items = Items::of(value)?;
                Ok(($(items.read::<$item>()?,)*))
            }
        }
    )*};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2, D 3)
}
