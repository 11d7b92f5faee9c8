//! Requests to one origin that carry one key in a header, and entries of ERPs that let them be written by
//! rewriting a field.

use std::cell::RefCell;

use super::date::http_date;
use super::fault::{data_of, refused};
use super::journal::Entry;
use super::{ErpError, Fault, HttpError, Means, Method, Request, Response, Setup};
use crate::json::Value;
use crate::order::Time;

/// Longest part of what a server says that is shown.
pub const SHOWN: usize = 200;

/// Requests of one connection.
pub struct Rest<'h> {
    pub origin: String,
    key: String,
    /// Whether the person's own session goes with it, instead of a key.
    pub session: bool,
    header: (&'static str, RefCell<String>),
    means: Means<'h>,
    /// When the server answered last, by its own clock.
    time: RefCell<Option<Time>>,
}

impl<'h> Rest<'h> {
    /// Those of a connection; the header carries its key.
    pub fn new(setup: &Setup<'_>, means: Means<'h>, header: (&'static str, String)) -> Self {
        let (origin, key) = (setup.origin.to_owned(), setup.key.to_owned());
        let header = (header.0, RefCell::new(header.1));
        Self { origin, key, session: false, header, means, time: RefCell::default() }
    }

    /// What the header carries from now on; an empty one is not sent.
    pub fn carry(&self, value: String) {
        *self.header.1.borrow_mut() = value;
    }

    /// When the server answered last, by its own clock; by this computer's where it does not tell.
    pub fn time(&self) -> Time {
        self.time.borrow().unwrap_or_else(|| self.means.clock.now())
    }

    /// Sends a request; whatever the status of its answer is.
    pub async fn ask(&self, method: Method, path: &str, body: Option<String>) -> Result<Response, ErpError> {
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        let (name, value) = (self.header.0, self.header.1.borrow().clone());
        if !value.is_empty() {
            headers.push((name.to_owned(), value));
        }
        let session = self.session;
        let (origin, path) = (self.origin.clone(), path.to_owned());
        let response =
            self.means.http.carry(Request { method, origin, path, headers, body, session }).await?;
        if let Some(time) = response.header("date").and_then(http_date) {
            *self.time.borrow_mut() = Some(time);
        }
        match response.status {
            300..=399 => Err(HttpError::Redirected.into()),
            _ => Ok(response),
        }
    }

    /// Something that was found out about the connection before; kept only in memory.
    pub fn known(&self, what: &str) -> Option<String> {
        self.means.sessions.of(&self.name(what))
    }

    /// Keeps what was found out.
    pub fn know(&self, what: &str, found: String) {
        self.means.sessions.keep(&self.name(what), found);
    }

    /// Forgets what was found out.
    pub fn forget(&self, what: &str) {
        self.means.sessions.end(&self.name(what));
    }

    fn name(&self, what: &str) -> String {
        [&self.origin, "|", what, "|", &self.key].concat()
    }
}

/// The data of an answer of success; `failed` tells what another one means, by its status and data.
pub fn success(response: &Response, failed: fn(u16, &Value) -> ErpError) -> Result<Value, ErpError> {
    match response.status {
        200..=299 => data_of(response),
        status => Err(match data_of(response) {
            Ok(data) => failed(status, &data),
            Err(_) => refused(status, String::new()),
        }),
    }
}

/// What a server says, in one line that is short enough to be shown.
pub fn shown(said: &str) -> String {
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    super::html::text_of(line).trim().chars().take(SHOWN).collect()
}

/// A member that is a text; empty where it is none.
pub fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row.get(name).and_then(Value::as_text).unwrap_or_default()
}

/// A member that is an id, as a number or a text.
pub fn id(row: &Value, name: &str) -> Result<String, ErpError> {
    match row.get(name) {
        Some(Value::Integer(id)) => Ok(id.to_string()),
        Some(Value::Text(id)) if !id.is_empty() => Ok(id.clone()),
        _ => Err(misfit(name)),
    }
}

/// A member that is an id of digits, as a number or a text: it becomes a part of addresses as it is.
pub fn number_id(row: &Value, name: &str) -> Result<String, ErpError> {
    id(row, name).and_then(|id| match id.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Ok(id),
        false => Err(misfit(name)),
    })
}

/// What is missing in an answer, or not what it ought to be.
pub fn misfit(place: &str) -> ErpError {
    Fault::Unreadable(place.to_owned()).into()
}

/// Whether this very number stands in a field that holds several.
pub fn has_number(field: &str, number: &str) -> bool {
    field.split(',').any(|own| own.trim() == number)
}

/// An id that is a number and nothing else, as it is to stand in a path.
pub fn numeric(order: &str) -> Result<&str, ErpError> {
    match order.parse::<u64>() {
        Ok(id) if id > 0 && order.bytes().all(|byte| byte.is_ascii_digit()) => Ok(order),
        _ => Err(ErpError::NotFound),
    }
}

/// An entry with its place among the others: whoever adds one gives it the place behind all that they read.
pub struct Placed {
    pub place: u32,
    pub entry: Entry,
}

/// Puts an entry in its place; of the same place, by their ids.
pub fn insert(placed: &mut Vec<Placed>, one: Placed) {
    let behind = |own: &Placed| (own.place, own.entry.id.as_str()) > (one.place, one.entry.id.as_str());
    let at = placed.iter().position(behind).unwrap_or(placed.len());
    placed.insert(at, one);
}

/// The place behind all of these.
pub fn next_place(placed: &[Placed]) -> u32 {
    placed.last().map_or(1, |last| last.place.saturating_add(1))
}

/// The entries in their order.
pub fn entries(placed: Vec<Placed>) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(placed.len());
    for one in placed {
        entries.push(one.entry);
    }
    entries
}

/// A short name of a text, the same for the same text.
pub fn fingerprint(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut name = String::with_capacity(16);
    for digit in (0..16).rev() {
        let four = u32::try_from(hash >> (4 * digit) & 15).unwrap_or_default();
        name.push(char::from_digit(four, 16).unwrap_or('0'));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn an_id_that_becomes_a_part_of_an_address_has_digits_only() {
        let id = |text: &str| number_id(&json::parse(text).unwrap(), "pk");
        assert_eq!(id(r#"{"pk":12}"#), Ok("12".to_owned()));
        assert_eq!(id(r#"{"pk":"12"}"#), Ok("12".to_owned()));
        for wrong in [r#"{"pk":"12&order=13"}"#, r#"{"pk":"Not found."}"#, r#"{"pk":-1}"#, r#"{"pk":""}"#] {
            assert_eq!(id(wrong), Err(misfit("pk")), "{wrong}");
        }
    }
}
