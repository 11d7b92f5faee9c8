//! Frappe's calls: lists, documents, comments, and what its errors mean.

use super::super::fault::refused;
use super::super::journal::Entry;
use super::super::rest::{Rest, misfit, shown, success, text};
use super::super::{ErpError, HttpError, Means, Method, Response, Setup, encode, html};
use super::parse::{moment, naive};
use crate::json::Value;
use crate::order::{has_text, split_at_text};

/// The path of purchase orders.
pub const ORDERS: &str = "/api/resource/Purchase%20Order";

/// Calls to one site.
pub struct Calls<'h> {
    pub rest: Rest<'h>,
}

/// The header of the token that goes with what a session changes.
const TOKEN: &str = "X-Frappe-CSRF-Token";

/// The path of an order.
pub fn at(order: &str) -> String {
    [ORDERS, "/", &encode(order)].concat()
}

/// Rows of purchase orders: filters without their brackets, fields as JSON, at most so many.
pub async fn list(
    calls: &Calls<'_>,
    filters: &str,
    fields: &str,
    order: &str,
    most: usize,
) -> Result<Value, ErpError> {
    let filters = encode(&["[", filters, "]"].concat());
    let most = most.to_string();
    let path =
        [ORDERS, "?filters=", &filters, "&fields=", &encode(fields), "&limit_page_length=", &most, order];
    match calls.get(&path.concat()).await?.get("data") {
        Some(rows @ Value::List(_)) => Ok(rows.clone()),
        _ => Err(misfit("data")),
    }
}

impl<'h> Calls<'h> {
    /// Calls with what the connection says. Without a key the person's own session serves.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        let header = match setup.key {
            "" => (TOKEN, String::new()),
            key => ("Authorization", ["token ", key].concat()),
        };
        let mut rest = Rest::new(setup, means, header);
        rest.session = setup.key.is_empty();
        Self { rest }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, ErpError> {
        self.told(&self.rest.ask(Method::Get, path, None).await?).await
    }

    /// Writes.
    pub async fn send(&self, method: Method, path: &str, body: String) -> Result<Value, ErpError> {
        self.told(&self.change(method, path, body).await?).await
    }

    /// The data of an answer. Whoever is not signed in is told the same as whoever has no right.
    async fn told(&self, response: &Response) -> Result<Value, ErpError> {
        if self.rest.session && response.status == 403 {
            self.signed_in().await?;
        }
        success(response, failed)
    }

    /// Sends what changes something. With a session a token goes with it. Another one than the session's is refused
    /// before anything is done, so it is looked up anew and sent once more: the person may have signed in again.
    async fn change(&self, method: Method, path: &str, body: String) -> Result<Response, ErpError> {
        if !self.rest.session {
            return self.rest.ask(method, path, Some(body)).await;
        }
        for anew in [false, true] {
            self.rest.carry(self.token(anew).await?);
            let response = self.rest.ask(method, path, Some(body.clone())).await?;
            if response.status != 400 || !has_text(&response.body, "CSRFTokenError") {
                return Ok(response);
            }
        }
        Err(ErpError::Key)
    }

    /// The token of the person's session, which stands in the pages of the desk and nowhere else. Whoever is not
    /// signed in is led away from there, and so is whoever asks for the desk where another version has it.
    async fn token(&self, anew: bool) -> Result<String, ErpError> {
        if let Some(token) = self.rest.known("token").filter(|_| !anew) {
            return Ok(token);
        }
        // It may be somebody else who is signed in now.
        self.rest.forget("user");
        for page in ["/app", "/desk"] {
            let response = match self.rest.ask(Method::Get, page, None).await {
                Ok(response) if response.status < 500 => response,
                Ok(response) => return Err(refused(response.status, String::new())),
                Err(ErpError::Http(HttpError::Redirected)) => continue,
                Err(error) => return Err(error),
            };
            if let Some(token) = token_in(&response.body) {
                self.rest.know("token", token.to_owned());
                return Ok(token.to_owned());
            }
        }
        Err(ErpError::Key)
    }

    /// Whose key or session it is.
    pub async fn user(&self) -> Result<String, ErpError> {
        match self.rest.known("user") {
            Some(user) => Ok(user),
            None => self.signed_in().await,
        }
    }

    async fn signed_in(&self) -> Result<String, ErpError> {
        let response = self.rest.ask(Method::Get, "/api/method/frappe.auth.get_logged_user", None).await?;
        if self.rest.session && response.status == 403 {
            return Err(ErpError::Key);
        }
        match text(&success(&response, failed)?, "message") {
            "" => Err(ErpError::NotThisKind("there is no ERPNext at this address".to_owned())),
            "Guest" => Err(ErpError::Key),
            user => {
                self.rest.know("user", user.to_owned());
                Ok(user.to_owned())
            }
        }
    }

    /// Minutes that the site's clock is ahead of UTC, where that was found out before.
    pub fn known_zone(&self) -> Option<i64> {
        self.rest.known("zone").and_then(|zone| zone.parse().ok())
    }

    /// Minutes that the site's clock is ahead of UTC. It tells its time nowhere but where it refuses to
    /// write over a newer version of this order, so that is asked for: nothing is changed by it.
    pub async fn zone(&self, order: &str) -> Result<i64, ErpError> {
        if let Some(zone) = self.known_zone() {
            return Ok(zone);
        }
        let stale = "{\"modified\":\"2000-01-01 00:00:00.000000\"}".to_owned();
        let response = self.change(Method::Put, &at(order), stale).await?;
        let refused = response.status == 417 && has_text(&response.body, "TimestampMismatchError");
        if !refused {
            self.told(&response).await?;
            return Err(misfit("modified"));
        }
        let reply = super::super::fault::data_of(&response)?;
        // … after you have opened it (what is newer, what it is now). …
        let said = text(&reply, "exception");
        let inner = said.rsplit_once(')').and_then(|(before, _)| before.rsplit_once(','));
        let now = inner.and_then(|(_, now)| naive(now.trim())).ok_or_else(|| misfit("exception"))?;
        Ok(self.learn(now.signed_duration_since(self.rest.time()).num_seconds()))
    }

    /// Keeps how far the site's clock is ahead, in whole quarters of an hour as zones are.
    fn learn(&self, ahead: i64) -> i64 {
        let zone = (ahead + 450).div_euclid(900) * 15;
        self.rest.know("zone", zone.to_string());
        zone
    }

    /// Adds a comment; gives its name.
    pub async fn comment(&self, order: &str, entry: &str) -> Result<String, ErpError> {
        let user = Value::text(&self.user().await?).to_string();
        let name = Value::text(order).to_string();
        let content = Value::text(&html::html_of(entry)).to_string();
        let body = [
            "{\"reference_doctype\":\"Purchase Order\",\"reference_name\":",
            &name,
            ",\"content\":",
            &content,
            ",\"comment_email\":",
            &user,
            ",\"comment_by\":",
            &user,
            "}",
        ];
        let path = "/api/method/frappe.desk.form.utils.add_comment";
        let reply = self.send(Method::Post, path, body.concat()).await?;
        let made = reply.get("message").ok_or_else(|| misfit("message"))?;
        if let Some(time) = naive(text(made, "creation")) {
            self.learn(time.signed_duration_since(self.rest.time()).num_seconds());
        }
        super::super::rest::id(made, "name")
    }

    /// The comments at an order that people of the firm wrote, in the order of their times.
    pub async fn comments(&self, order: &str, zone: i64) -> Result<Vec<Entry>, ErpError> {
        let path =
            ["/api/method/frappe.desk.form.load.get_docinfo?doctype=Purchase%20Order&name=", &encode(order)];
        let reply = self.get(&path.concat()).await?;
        let info = reply.get("docinfo").or_else(|| reply.get("message")).ok_or_else(|| misfit("docinfo"))?;
        let mut entries: Vec<Entry> = Vec::new();
        for row in info.get("comments").map(Value::as_list).ok_or_else(|| misfit("comments"))? {
            let owner = text(row, "owner");
            let public = matches!(row.get("published"), Some(Value::Integer(1..) | Value::Bool(true)));
            let kind = row.get("comment_type").and_then(Value::as_text).unwrap_or("Comment");
            if public || kind != "Comment" || owner.is_empty() || owner == "Guest" {
                continue;
            }
            let Some(time) = moment(text(row, "creation"), zone) else { continue };
            let named = info.get("user_info").and_then(|users| users.get(owner));
            let author = named.map(|user| text(user, "fullname")).filter(|name| !name.is_empty());
            let entry = Entry {
                id: text(row, "name").to_owned(),
                author: author.unwrap_or(owner).to_owned(),
                time,
                text: html::text_of(text(row, "content")),
            };
            let behind = |own: &Entry| (own.time, own.id.as_str()) > (entry.time, entry.id.as_str());
            let place = entries.iter().position(behind).unwrap_or(entries.len());
            entries.insert(place, entry);
        }
        Ok(entries)
    }
}

/// The token in a page: `csrf_token = "…"`.
fn token_in(page: &str) -> Option<&str> {
    let mut rest = page;
    loop {
        (_, rest) = split_at_text(rest, "csrf_token")?;
        let value = rest.trim_start_matches('"').trim_start().strip_prefix(['=', ':']);
        let quoted = value.and_then(|value| value.trim_start().strip_prefix(['"', '\'']));
        let token = quoted.and_then(|quoted| quoted.split(['"', '\'']).next()).unwrap_or_default();
        if token.len() >= 8 && token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Some(token);
        }
    }
}

/// What an answer without success means. Its traceback is not shown.
fn failed(status: u16, data: &Value) -> ErpError {
    let kind = text(data, "exc_type");
    // `module.Error: what it says`
    let exception = text(data, "exception");
    let said = exception.split_once(':').map_or(exception, |(_, said)| said);
    match kind {
        "TimestampMismatchError" => ErpError::changed(),
        "DoesNotExistError" => ErpError::NotFound,
        "AuthenticationError" => ErpError::Key,
        "PermissionError" => ErpError::Refused(
            "the user may not do this in ERPNext; give them the role Purchase User".to_owned(),
        ),
        "" => refused(status, String::new()),
        _ if status >= 500 => ErpError::Trouble(["ERPNext failed: ", &shown(kind)].concat()),
        _ if status == 417 => ErpError::Refused(match shown(said) {
            line if line.is_empty() => kind.to_owned(),
            line => line,
        }),
        _ => refused(status, shown(said)),
    }
}
