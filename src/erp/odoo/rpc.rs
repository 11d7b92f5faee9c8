//! Calls to Odoo in the three ways in which it takes them: JSON-2 with an API key from 19 on, `/jsonrpc` with
//! name and key or password before, and the person's own session. Which one serves is found out once.

use std::cell::RefCell;

use super::super::date::http_date;
use super::super::fault::{data_of, refused};
use super::super::{ErpError, Fault, HttpError, Means, Method, Request, Response, Setup};
use super::answer::{answer_of, error_of, spoken, version_of};
use super::parse::{integer, text};
use crate::json::{self, Json, Value};
use crate::order::Time;

/// The first version with JSON-2.
const JSON_2: i64 = 19;
/// Fields that not every version has.
const SOMETIMES: [(&str, &str); 3] = [
    ("purchase.order", r#"["note","notes","picking_type_id","locked"]"#),
    ("purchase.order.line", r#"["product_uom_id","product_uom","discount","is_downpayment","tax_ids"]"#),
    ("stock.picking", r#"["carrier_tracking_ref"]"#),
];

/// Calls to one database of one server.
pub struct Rpc<'h> {
    origin: String,
    database: String,
    login: String,
    key: String,
    means: Means<'h>,
    /// When the server answered last, by its own clock.
    time: RefCell<Option<Time>>,
}

/// How calls are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
enum Way {
    /// JSON-2, with a key.
    Key,
    /// `/jsonrpc`, with a name and a key or password.
    Name,
    /// The person's own session.
    Own,
}

/// What was found out about a server.
#[derive(Debug, Clone, Json)]
pub struct Session {
    way: Way,
    database: String,
    user: String,
    /// The version, as it is called.
    pub version: String,
    major: String,
    /// The context of every call, as JSON.
    context: String,
    /// Those of the fields that not every version has.
    fields: Vec<String>,
}

impl Session {
    /// Whether it is this version or a later one.
    pub fn is_since(&self, major: i64) -> bool {
        self.major.parse().is_ok_and(|own: i64| own >= major)
    }

    /// Whether it has one of the fields that not every version has.
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|own| own == field)
    }
}

impl<'h> Rpc<'h> {
    /// Calls with what the connection says. Without a key the person's own session serves.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self {
            origin: setup.origin.to_owned(),
            database: setup.settings.database.clone(),
            login: setup.settings.login.clone(),
            key: setup.key.to_owned(),
            means,
            time: RefCell::default(),
        }
    }

    /// When the server answered last, by its own clock; by this computer's where it does not tell.
    pub fn time(&self) -> Time {
        self.time.borrow().unwrap_or_else(|| self.means.clock.now())
    }

    /// The address of an order's page without its id.
    pub fn page(&self, session: &Session) -> String {
        let path =
            if session.is_since(18) { "/odoo/purchase.order/" } else { "/web#model=purchase.order&id=" };
        [&self.origin, path].concat()
    }

    /// The name of the user.
    pub async fn user(&self) -> Result<String, ErpError> {
        let ids = ["[", &self.session().await?.user, "]"].concat();
        let users = self.call("res.users", "read", &ids, r#""fields":["name"]"#).await?;
        Ok(users.as_list().first().map(|user| text(user, "name").to_owned()).unwrap_or_default())
    }

    /// Calls a method of a model: of the records with these ids, a JSON list, or of the model itself where
    /// `ids` is empty. `named` are its arguments as the members of a JSON object.
    pub async fn call(&self, model: &str, method: &str, ids: &str, named: &str) -> Result<Value, ErpError> {
        let session = self.session().await?;
        let done = self.call_by(&session, model, method, ids, named).await;
        if matches!(done, Err(ErpError::Key | ErpError::NotThisKind(_))) {
            // Another version may be there now, or another way: it is found out anew the next time.
            self.means.sessions.end(&self.name());
        }
        done
    }

    /// What is found out is kept by this; the key is part of it, for another may be another person's.
    fn name(&self) -> String {
        [&self.origin, "|", &self.database, "|", &self.login, "|", &self.key].concat()
    }

    /// What is known of the server.
    pub async fn session(&self) -> Result<Session, ErpError> {
        let kept = self.means.sessions.of(&self.name());
        if let Some(session) = kept.and_then(|kept| json::read(&kept).ok()) {
            return Ok(session);
        }
        let mut session = self.begin().await?;
        for (model, names) in SOMETIMES {
            let named = [r#""attributes":["type"],"allfields":"#, names].concat();
            match self.call_by(&session, model, "fields_get", "", &named).await {
                Ok(Value::Object(found)) => {
                    session.fields.extend(found.members().map(|(name, _)| name.to_owned()));
                }
                // A firm without a store has no receipts.
                Err(error) if model.starts_with("purchase") => return Err(error),
                _ => {}
            }
        }
        self.means.sessions.keep(&self.name(), json::write(&session));
        Ok(session)
    }

    /// Rows of a model that are kept as long as the session.
    pub fn kept(&self, model: &str) -> Vec<Value> {
        match self.means.sessions.of(&[&self.name(), "|", model].concat()).map(|kept| json::parse(&kept)) {
            Some(Ok(Value::List(rows))) => rows,
            _ => Vec::new(),
        }
    }

    /// Keeps them, and gives them back.
    pub fn keep(&self, model: &str, rows: Vec<Value>) -> Vec<Value> {
        let rows = Value::List(rows);
        self.means.sessions.keep(&[&self.name(), "|", model].concat(), rows.to_string());
        match rows {
            Value::List(rows) => rows,
            _ => Vec::new(),
        }
    }

    async fn begin(&self) -> Result<Session, ErpError> {
        if self.key.is_empty() {
            return self.own_session().await;
        }
        let (major, version) = self.version().await?;
        let mut session = Session {
            way: Way::Key,
            database: self.database.clone(),
            user: String::new(),
            version,
            major: major.to_string(),
            context: "{}".to_owned(),
            fields: Vec::new(),
        };
        let mut found = Err(ErpError::Key);
        if major >= JSON_2 {
            found = self.call_by(&session, "res.users", "context_get", "", "").await;
        }
        // A password is no key, and before 19 a key needs a name.
        if found.is_err() && (major < JSON_2 || !self.login.is_empty()) {
            session.way = Way::Name;
            session.database = self.database().await?;
            session.user = self.sign_in(&session.database).await?;
            found = self.call_by(&session, "res.users", "context_get", "", "").await;
        }
        if let Err(ErpError::NotThisKind(said)) = &found
            && self.database.is_empty()
        {
            // Where it has several, it answers as if there were nothing.
            let which = [said, "; where the server has several databases, enter the name of yours"].concat();
            found = Err(ErpError::NotThisKind(which));
        }
        let context = found?;
        if let Some(user) = integer(&context, "uid") {
            session.user = user.to_string();
        }
        session.context = spoken(&context);
        Ok(session)
    }

    async fn own_session(&self) -> Result<Session, ErpError> {
        let told = self.remote("/web/session/get_session_info", "{}").await?;
        let user = integer(&told, "uid").ok_or(ErpError::Key)?;
        let (major, version) = version_of(&told, "server_version_info", "server_version")?;
        Ok(Session {
            way: Way::Own,
            database: text(&told, "db").to_owned(),
            user: user.to_string(),
            version,
            major: major.to_string(),
            context: spoken(told.get("user_context").unwrap_or(&Value::Null)),
            fields: Vec::new(),
        })
    }

    /// The version, which it tells everybody.
    async fn version(&self) -> Result<(i64, String), ErpError> {
        match self.exchange(Method::Get, "/web/version", None, None).await {
            Ok(response) if response.status == 200 => {
                if let Ok(found) =
                    data_of(&response).and_then(|told| version_of(&told, "version_info", "version"))
                {
                    return Ok(found);
                }
            }
            // Before 19 there is no such page, and a site in several languages looks for it in one of them.
            Ok(_) | Err(ErpError::Http(HttpError::Redirected)) => {}
            Err(error) => return Err(error),
        }
        let told = self.remote("/web/webclient/version_info", "{}").await?;
        version_of(&told, "server_version_info", "server_version")
    }

    /// The database that was set, or the only one that the server has.
    async fn database(&self) -> Result<String, ErpError> {
        if !self.database.is_empty() {
            return Ok(self.database.clone());
        }
        match self.remote("/web/database/list", "{}").await.as_ref().map(Value::as_list) {
            Ok([Value::Text(only)]) => Ok(only.clone()),
            Err(ErpError::Http(error)) => Err(error.clone().into()),
            // It may keep to itself which ones it has.
            _ => Err(ErpError::Refused("enter the name of the database".to_owned())),
        }
    }

    /// The id of the user of this name.
    async fn sign_in(&self, database: &str) -> Result<String, ErpError> {
        if self.login.is_empty() {
            return Err(ErpError::Refused("enter the name that you sign in to Odoo with".to_owned()));
        }
        let mut params = String::from(r#"{"service":"common","method":"login","args":["#);
        for (at, argument) in [database, &self.login, &self.key].into_iter().enumerate() {
            params.push_str(if at > 0 { "," } else { "" });
            params.push_str(&Value::text(argument).to_string());
        }
        params.push_str("]}");
        match self.remote("/jsonrpc", &params).await {
            Ok(Value::Integer(user)) => Ok(user.to_string()),
            Ok(_) => Err(ErpError::Key),
            Err(ErpError::Trouble(said)) => {
                let which = ["there is no Odoo database “", database, "” at this address (", &said, ")"];
                Err(ErpError::NotThisKind(which.concat()))
            }
            Err(error) => Err(error),
        }
    }

    async fn call_by(
        &self,
        session: &Session,
        model: &str,
        method: &str,
        ids: &str,
        named: &str,
    ) -> Result<Value, ErpError> {
        let comma = if named.is_empty() { "" } else { "," };
        let named = ["\"context\":", &session.context, comma, named].concat();
        let behind = [model, "/", method].concat();
        let called = ["\"", model, "\",\"", method, "\","].concat();
        match session.way {
            Way::Key => {
                let comma = if ids.is_empty() { "" } else { "," };
                let ids = if ids.is_empty() { String::new() } else { ["\"ids\":", ids].concat() };
                let body = ["{", &ids, comma, &named, "}"].concat();
                let path = ["/json/2/", &behind].concat();
                let response = self.exchange(Method::Post, &path, Some(body), Some(&self.key)).await?;
                answer_of(&response)
            }
            Way::Name => {
                let text = |text: &str| Value::text(text).to_string();
                let (database, key) = (text(&session.database), text(&self.key));
                let params =
                    [r#"{"service":"object","method":"execute_kw","args":["#, &database, ",", &session.user];
                let params =
                    [&params.concat(), ",", &key, ",", &called, "[", ids, "],{", &named, "}]}"].concat();
                self.remote("/jsonrpc", &params).await
            }
            Way::Own => {
                let params = [r#"{"model":""#, model, r#"","method":""#, method, r#"","args":["#, ids];
                let params = [&params.concat(), "],\"kwargs\":{", &named, "}}"].concat();
                self.remote(&["/web/dataset/call_kw/", &behind].concat(), &params).await
            }
        }
    }

    /// A call as Odoo's own pages make it.
    async fn remote(&self, path: &str, params: &str) -> Result<Value, ErpError> {
        let body = [r#"{"jsonrpc":"2.0","method":"call","id":1,"params":"#, params, "}"].concat();
        let response = self.exchange(Method::Post, path, Some(body), None).await?;
        if response.status != 200 {
            return Err(refused(response.status, String::new()));
        }
        let Value::Object(answer) = data_of(&response)? else {
            return Err(Fault::Unreadable("no object".to_owned()).into());
        };
        let mut result = Value::Null;
        for (name, member) in answer.into_members() {
            match name.as_ref() {
                "error" if integer(&member, "code") == Some(100) => return Err(ErpError::Key),
                "error" => return Err(error_of(500, member.get("data").unwrap_or(&Value::Null))),
                "result" => result = member,
                _ => {}
            }
        }
        Ok(result)
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        key: Option<&str>,
    ) -> Result<Response, ErpError> {
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        if let Some(key) = key {
            headers.push(("Authorization".to_owned(), ["Bearer ", key].concat()));
            if !self.database.is_empty() {
                headers.push(("X-Odoo-Database".to_owned(), self.database.clone()));
            }
        }
        let session = self.key.is_empty();
        let request =
            Request { method, origin: self.origin.clone(), path: path.to_owned(), headers, body, session };
        let response = self.means.http.carry(request).await?;
        if let Some(time) = response.header("date").and_then(http_date) {
            *self.time.borrow_mut() = Some(time);
        }
        Ok(response)
    }
}
