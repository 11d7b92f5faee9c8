//! The types that documents are made of.

use rust_decimal::Decimal;

use super::{Items, Json, Misfits, Value};
use crate::order::time::{parse_rfc3339, rfc3339};
use crate::order::{Time, decimal, number_text};

impl Json for () {
    fn to_value(&self) -> Value {
        Value::Null
    }

    fn from_value(_: Value, _: &mut Misfits) -> Self {}
}

/// Whatever it is.
impl Json for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }

    fn from_value(value: Value, _: &mut Misfits) -> Self {
        value
    }
}

impl Json for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        match value {
            Value::Bool(yes) => yes,
            _ => {
                misfits.wanted("true or false");
                false
            }
        }
    }
}

impl Json for String {
    fn to_value(&self) -> Value {
        Value::text(self)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        match value {
            Value::Text(text) => text,
            _ => {
                misfits.wanted("a text");
                Self::new()
            }
        }
    }
}

fn integer(value: &Value, misfits: &mut Misfits) -> i64 {
    match value {
        Value::Integer(whole) => *whole,
        _ => {
            misfits.wanted("a whole number");
            0
        }
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Json for $integer {
            fn to_value(&self) -> Value {
                Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
            }

            fn from_value(value: Value, misfits: &mut Misfits) -> Self {
                Self::try_from(integer(&value, misfits)).unwrap_or_else(|_| {
                    misfits.wanted("a number of this size");
                    0
                })
            }
        }
    )*};
}

integers!(u16 u32 u64 usize i32);

/// Always a text, so that no digit is lost on the way; a number is taken as it is written.
impl Json for Decimal {
    fn to_value(&self) -> Value {
        Value::Text(number_text(*self))
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        let read = match &value {
            Value::Text(text) | Value::Number(text) => decimal(text),
            Value::Integer(whole) => Some(Self::from(*whole)),
            _ => None,
        };
        read.unwrap_or_else(|| {
            misfits.wanted("a decimal number as text");
            Self::ZERO
        })
    }
}

/// RFC 3339.
impl Json for Time {
    fn to_value(&self) -> Value {
        Value::Text(rfc3339(self))
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        let read = value.as_text().and_then(parse_rfc3339);
        read.unwrap_or_else(|| {
            misfits.wanted("a time as in RFC 3339");
            Self::default()
        })
    }
}

impl<T: Json> Json for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map(T::to_value).unwrap_or_default()
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        match value {
            Value::Null => None,
            value => Some(T::from_value(value, misfits)),
        }
    }
}

impl<T: Json> Json for Box<T> {
    fn to_value(&self) -> Value {
        T::to_value(self)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        Self::new(T::from_value(value, misfits))
    }
}

impl<T: Json> Json for Vec<T> {
    fn to_value(&self) -> Value {
        super::list(self)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        let mut items = Items::of(value, misfits);
        let mut read = Self::with_capacity(items.len());
        while let Some(item) = items.next() {
            read.push(T::from_value(item, items.misfits));
        }
        read
    }
}

macro_rules! tuples {
    ($(($($item:ident $place:tt),*))*) => {$(
        impl<$($item: Json),*> Json for ($($item,)*) {
            fn to_value(&self) -> Value {
                Value::List(vec![$(self.$place.to_value()),*])
            }

            fn from_value(value: Value, misfits: &mut Misfits) -> Self {
                let mut items = Items::of(value, misfits);
                ($(items.read::<$item>(),)*)
            }
        }
    )*};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2, D 3)
}
