//! JSON: how the core's documents, messages and an ERP's answers are written and read.
//!
//! Every type has one code, written by [`derive@Json`], which works on a [`Value`] that was parsed before.
//! serde's derives, one state machine for each type and format, were a quarter of the module (145 of
//! 538 KB gzip); outside of the browser the types have serde's traits by way of this one.

mod check;
mod fields;
mod lines;
mod misfit;
mod parse;
mod place;
#[cfg(not(target_arch = "wasm32"))]
mod serde;
#[cfg(test)]
mod tests;
mod types;
mod value;
mod walk;
mod write;

pub use check::{Wrong, checked, fit_known};
pub use fields::{Items, Members, variant, variant_holding};
pub use json_derive::Json;
pub use lines::in_lines;
pub use misfit::{Misfit, Misfits};
pub use parse::{parse, parse_behind};
pub use place::line_of;
pub use value::{Object, Value};
pub use walk::{Step, Walk};

/// A type that stands in JSON.
pub trait Json: Sized {
    /// What it is in JSON.
    fn to_value(&self) -> Value;

    /// Reads it. What is missing or not as it should be goes to `misfits`, and anything comes back.
    fn from_value(value: Value, misfits: &mut Misfits) -> Self;
}

/// A value of ours as JSON text.
pub fn write(value: &impl Json) -> String {
    value.to_value().to_string()
}

/// Values of ours as a JSON list.
pub fn write_all<T: Json>(items: &[T]) -> String {
    list(items).to_string()
}

/// A copy by way of [`Value`]: a large type's own `Clone` is compiled for it and everything in it,
/// while this code is there already.
pub fn copy<T: Json>(value: &T) -> T {
    T::from_value(value.to_value(), &mut Misfits::default())
}

fn list<T: Json>(items: &[T]) -> Value {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(item.to_value());
    }
    Value::List(values)
}

/// A value of ours from JSON text; unknown members are passed over.
///
/// # Errors
/// Names the place that is no JSON, or the first member that is missing or not as it should be.
pub fn read<T: Json>(text: &str) -> Result<T, Misfit> {
    fit(parse(text)?)
}

/// A value of ours from a JSON value.
///
/// # Errors
/// Names the first member that is missing or not as it should be.
pub fn fit<T: Json>(value: Value) -> Result<T, Misfit> {
    let mut misfits = Misfits::default();
    let read = T::from_value(value, &mut misfits);
    match misfits.first() {
        None => Ok(read),
        Some(misfit) => Err(misfit),
    }
}
