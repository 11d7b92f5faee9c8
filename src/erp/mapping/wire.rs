//! Requests of a mapping: to the granted origin and nowhere else, with the key in its one header.

use std::cell::RefCell;

use super::super::date::http_date;
use super::super::fault::{data_of, refused};
use super::super::{ErpError, Fault, Means, Method, Request, Setup};
use super::check::is_path;
use super::rules::Auth;
use crate::json::Value;
use crate::order::Time;

/// One server with one key.
pub struct Server<'h> {
    /// The granted origin.
    pub origin: String,
    key: String,
    means: Means<'h>,
    /// When it answered last, by its own clock.
    time: RefCell<Option<Time>>,
}

impl<'h> Server<'h> {
    /// The server of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self { origin: setup.origin.to_owned(), key: setup.key.to_owned(), means, time: RefCell::default() }
    }

    /// When it answered last, by its own clock; by this computer's where it does not tell.
    pub fn time(&self) -> Time {
        self.time.borrow().unwrap_or_else(|| self.means.clock.now())
    }

    /// What a path answers.
    pub async fn get(&self, auth: &Auth, path: String) -> Result<Value, ErpError> {
        self.send(auth, Method::Get, path, None, None).await
    }

    /// Sends a request; gives the data of its answer.
    pub async fn send(
        &self,
        auth: &Auth,
        method: Method,
        path: String,
        body: Option<String>,
        header: Option<(String, String)>,
    ) -> Result<Value, ErpError> {
        // Mappings are checked for it, but what is filled in comes from answers.
        if !is_path(&path) {
            return Err(Fault::Elsewhere(path).into());
        }
        let value = super::fill::body(&Value::text(&auth.value), &[("key", self.key.as_str())]);
        let value = value.as_text().unwrap_or_default().to_owned();
        let mut headers =
            vec![(auth.header.clone(), value), ("Accept".to_owned(), "application/json".to_owned())];
        headers.extend(header);
        let request = Request { method, origin: self.origin.clone(), path, headers, body, session: false };
        let answer = self.means.http.carry(request).await?;
        *self.time.borrow_mut() = answer.header("date").and_then(http_date);
        match answer.status {
            // What was done needs no answer.
            200..=299 if answer.body.trim().is_empty() => Ok(Value::Null),
            200..=299 => data_of(&answer),
            409 | 412 if method != Method::Get => Err(ErpError::changed()),
            404 => Err(ErpError::NotFound),
            status => Err(refused(status, String::new())),
        }
    }

    /// The path that a link leads to, where it stays on this origin.
    pub fn path_of(&self, link: &str) -> Result<String, ErpError> {
        let path = match link.strip_prefix(&self.origin) {
            Some("") => "/",
            Some(path) => path,
            None => link,
        };
        if is_path(path) { Ok(path.to_owned()) } else { Err(Fault::Elsewhere(link.to_owned()).into()) }
    }
}
