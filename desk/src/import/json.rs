//! Orders from JSON: an array in the shape of the API, where what the desk knows itself may be absent.

use one_click_purchase::order::{PurchaseOrder, Time};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Fault, Found, RowError};

/// Reads the orders; what is absent of id, status, times and line ids is filled in.
pub(super) fn read(bytes: &[u8], now: Time) -> (Vec<Found>, Vec<RowError>) {
    let values: Vec<Value> = match serde_json::from_slice(bytes) {
        Ok(values) => values,
        Err(error) => {
            return (Vec::new(), vec![RowError::new(0, "", Fault::NotAnOrder(error.to_string()))]);
        }
    };
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for (at, value) in values.into_iter().enumerate() {
        let row = at + 1;
        match read_order(value, now) {
            Ok(order) => found.push(Found { row, rows: Vec::new(), order }),
            Err(why) => errors.push(RowError::new(row, "", Fault::NotAnOrder(why))),
        }
    }
    (found, errors)
}

fn read_order(mut value: Value, now: Time) -> Result<PurchaseOrder, String> {
    let order = value.as_object_mut().ok_or("an order is an object, such as {\"number\": …}")?;
    fill(order, "id", || json!(Uuid::new_v4().to_string()));
    fill(order, "status", || json!("pending"));
    fill(order, "created", || json!(now));
    // When it changed is for the desk to say, and its page is the desk's own.
    order.insert("changed".into(), json!(now));
    order.remove("page");
    for (at, line) in order.get_mut("lines").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
        if let Some(line) = line.as_object_mut() {
            fill(line, "id", || json!((at + 1).to_string()));
        }
    }
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn fill(members: &mut Map<String, Value>, name: &str, value: impl FnOnce() -> Value) {
    if members.get(name).is_none_or(Value::is_null) {
        members.insert(name.into(), value());
    }
}
