//! Tryton's JSON-RPC: a session by name and password, its context, and errors that come with HTTP 200.

use std::cell::RefCell;

use super::super::date::http_date;
use super::super::fault::{data_of, refused};
use super::super::{ErpError, Fault, Means, Method, Request, Setup};
use crate::json::{self, Json, Value};
use crate::order::Time;

/// Longest part of what a server says that is shown.
const SHOWN: usize = 200;

/// What a server means that shows nothing but a page for errors.
const UNWANTED: &str =
    ": the server failed, or refuses extensions (see cors under [web] in its configuration)";

/// Calls to one database of one server.
pub struct Rpc<'h> {
    origin: String,
    database: String,
    login: String,
    password: String,
    means: Means<'h>,
    /// When the server answered last, by its own clock.
    time: RefCell<Option<Time>>,
}

/// A session as it is kept.
#[derive(Debug, Clone, Json)]
struct Session {
    /// The path that calls go to.
    path: String,
    /// What the server knows it by.
    header: String,
    /// The user's id.
    user: i32,
    /// The context of every call, as JSON.
    context: String,
}

/// What a call came to.
enum Outcome {
    Result(Value),
    /// The server does not know the session any more.
    Ended,
    /// There is nothing at this path.
    Missing,
}

impl<'h> Rpc<'h> {
    /// Calls with what the connection says.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self {
            origin: setup.origin.to_owned(),
            database: setup.settings.database.clone(),
            login: setup.settings.login.clone(),
            password: setup.key.to_owned(),
            means,
            time: RefCell::default(),
        }
    }

    /// When the server answered last, by its own clock; by this computer's where it does not tell.
    pub fn time(&self) -> Time {
        self.time.borrow().unwrap_or_else(|| self.means.clock.now())
    }

    /// The address of an order's page without its id.
    pub fn page(&self) -> String {
        let database =
            self.known().map_or_else(|| self.database.clone(), |session| database_of(&session.path));
        [&self.origin, "/#", &database, "/model/purchase.purchase/"].concat()
    }

    /// The server's version, which it tells everybody.
    pub async fn version(&self) -> Result<String, ErpError> {
        match self.common("common.server.version").await? {
            Value::Text(version) => Ok(version),
            _ => Err(ErpError::NotThisKind("there is no Tryton at this address".to_owned())),
        }
    }

    /// The name of the user.
    pub async fn user(&self) -> Result<String, ErpError> {
        let session = self.session().await?;
        let ids = ["[", &session.user.to_string(), "]"].concat();
        let users = self.call("model.res.user.read", &[&ids, r#"["rec_name"]"#]).await?;
        let name = users.as_list().first().and_then(|user| user.get("rec_name")).and_then(Value::as_text);
        Ok(name.unwrap_or(&self.login).to_owned())
    }

    /// Calls a method of a model. Parameters are JSON; the context is added.
    pub async fn call(&self, method: &str, params: &[&str]) -> Result<Value, ErpError> {
        self.call_locked(method, params, "", "").await
    }

    /// The same, refused where the record that `lock` names is not this version any more.
    pub async fn call_locked(
        &self,
        method: &str,
        params: &[&str],
        lock: &str,
        version: &str,
    ) -> Result<Value, ErpError> {
        // A session that the server has forgotten: it has done nothing, so it can be asked once more.
        for _ in 0..2 {
            let session = self.session().await?;
            let mut all = String::new();
            for param in params {
                all.push_str(param);
                all.push(',');
            }
            all.push_str(session.context.strip_suffix('}').unwrap_or("{"));
            if !version.is_empty() {
                all.push_str(if session.context.len() > 2 { "," } else { "" });
                let stamp = Value::text(version).to_string();
                all.push_str(&["\"_timestamp\":{\"", lock, "\":", &stamp, "}"].concat());
            }
            all.push('}');
            match self.exchange(&session.path, Some(&session.header), method, &all).await? {
                Outcome::Result(result) => return Ok(result),
                Outcome::Ended => self.means.sessions.end(&self.name()),
                Outcome::Missing => return Err(self.no_database()),
            }
        }
        Err(ErpError::Key)
    }

    /// What the session is kept by: the password is part of it, or any would do while a session lives.
    fn name(&self) -> String {
        [&self.origin, "|", &self.database, "|", &self.login, "|", &self.password].concat()
    }

    fn known(&self) -> Option<Session> {
        self.means.sessions.of(&self.name()).and_then(|kept| json::read(&kept).ok())
    }

    async fn session(&self) -> Result<Session, ErpError> {
        if let Some(session) = self.known() {
            return Ok(session);
        }
        let session = self.sign_in().await?;
        self.means.sessions.keep(&self.name(), json::write(&session));
        Ok(session)
    }

    async fn sign_in(&self) -> Result<Session, ErpError> {
        if self.login.is_empty() {
            return Err(ErpError::Refused("enter the name that you sign in to Tryton with".to_owned()));
        }
        let database = super::super::encode(&self.database().await?);
        let login = Value::text(&self.login).to_string();
        let password = Value::only("password", &self.password).to_string();
        let params = [&login, ",", &password, ",\"en\""].concat();
        // Before 7.6 the calls had no folder of their own.
        for folder in ["/rpc/", "/"] {
            let path = ["/", &database, folder].concat();
            let signed = match self.exchange(&path, None, "common.db.login", &params).await? {
                Outcome::Result(signed) => signed,
                Outcome::Ended => return Err(ErpError::Key),
                Outcome::Missing => continue,
            };
            let [Value::Integer(user), Value::Text(token), ..] = signed.as_list() else {
                return Err(ErpError::Key);
            };
            let known = [&self.login, ":", &user.to_string(), ":", token].concat();
            let header = ["Session ", &base64(known.as_bytes())].concat();
            let preferences = "model.res.user.get_preferences";
            let context = match self.exchange(&path, Some(&header), preferences, "true,{}").await? {
                Outcome::Result(context) => context,
                Outcome::Ended | Outcome::Missing => return Err(ErpError::Key),
            };
            let user = i32::try_from(*user).unwrap_or_default();
            return Ok(Session { path, header, user, context: context_of(&context) });
        }
        Err(self.no_database())
    }

    /// The database that was set, or the only one that the server has.
    async fn database(&self) -> Result<String, ErpError> {
        if !self.database.is_empty() {
            return Ok(self.database.clone());
        }
        let databases = self.common("common.db.list").await?;
        match databases.as_list() {
            [Value::Text(only)] => Ok(only.clone()),
            _ => Err(ErpError::Refused("enter the name of the database".to_owned())),
        }
    }

    fn no_database(&self) -> ErpError {
        ErpError::NotThisKind(["there is no Tryton database “", &self.database, "” at this address"].concat())
    }

    /// Calls what needs no session.
    async fn common(&self, method: &str) -> Result<Value, ErpError> {
        for path in ["/rpc/", "/"] {
            if let Outcome::Result(result) = self.exchange(path, None, method, "").await? {
                return Ok(result);
            }
        }
        Err(ErpError::NotThisKind("there is no Tryton at this address".to_owned()))
    }

    async fn exchange(
        &self,
        path: &str,
        session: Option<&str>,
        method: &str,
        params: &str,
    ) -> Result<Outcome, ErpError> {
        let method = Value::text(method).to_string();
        let body = ["{\"id\":1,\"method\":", &method, ",\"params\":[", params, "]}"].concat();
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        if let Some(session) = session {
            headers.push(("Authorization".to_owned(), session.to_owned()));
        }
        let request = Request {
            method: Method::Post,
            origin: self.origin.clone(),
            path: path.to_owned(),
            headers,
            body: Some(body),
            session: false,
        };
        let response = self.means.http.carry(request).await?;
        if let Some(time) = response.header("date").and_then(http_date) {
            *self.time.borrow_mut() = Some(time);
        }
        match response.status {
            200 => {}
            401 => return Ok(Outcome::Ended),
            404 | 405 => return Ok(Outcome::Missing),
            // It hides its reason; with another origin than its own that is what it means.
            status @ (403 | 500) => {
                let said = ["HTTP ", &status.to_string(), UNWANTED].concat();
                return Err(refused(500, said));
            }
            status => return Err(refused(status, String::new())),
        }
        let Value::Object(answer) = data_of(&response)? else {
            return Err(Fault::Unreadable("no object".to_owned()).into());
        };
        if let Some(error) = answer.get("error") {
            return Err(error_of(error));
        }
        let members = answer.into_members();
        let result = members.into_iter().find(|(name, _)| name == "result");
        match result {
            Some((_, result)) => Ok(Outcome::Result(result)),
            None => Err(Fault::Unreadable("no result".to_owned()).into()),
        }
    }
}

/// The database in a path of calls.
fn database_of(path: &str) -> String {
    path.split('/').nth(1).unwrap_or_default().to_owned()
}

/// The context without what nobody needs: how numbers are shown, and the user's groups.
fn context_of(context: &Value) -> String {
    let mut text = String::from("{");
    if let Value::Object(members) = context {
        for (name, member) in members.members() {
            if matches!(name, "locale" | "groups" | "language_direction") {
                continue;
            }
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&Value::text(name).to_string());
            text.push(':');
            text.push_str(&member.to_string());
        }
    }
    text.push('}');
    text
}

/// An error as Tryton writes it: its name, then what belongs to it. What a failure inside says goes on with
/// a traceback, of which nothing is shown.
fn error_of(error: &Value) -> ErpError {
    let parts = error.as_list();
    let name = parts.first().and_then(Value::as_text).unwrap_or_default();
    let said = |at: usize| -> String {
        let texts = parts.get(1).map(Value::as_list).unwrap_or_default();
        texts.get(at).and_then(Value::as_text).unwrap_or_default().chars().take(SHOWN).collect()
    };
    match name {
        "UserError" => ErpError::Refused(sentences(&said(0), &said(1))),
        "UserWarning" => ErpError::Refused(
            ["Tryton asks first, so confirm the purchase there: ", &sentences(&said(1), &said(2))].concat(),
        ),
        "ConcurrencyException" => ErpError::changed(),
        "LoginException" => ErpError::Key,
        "RateLimitException" => ErpError::Trouble("too many tries; wait a little".to_owned()),
        _ => {
            let line: String = name.lines().next().unwrap_or_default().chars().take(SHOWN).collect();
            ErpError::Trouble(["Tryton failed: ", &line].concat())
        }
    }
}

fn sentences(one: &str, other: &str) -> String {
    if other.is_empty() { one.to_owned() } else { [one, " ", other].concat() }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let at = (bits >> (18 - 6 * digit)) & 63;
            let known = usize::try_from(at).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or(b'A');
            text.push(if digit as usize > three.len() { '=' } else { char::from(known) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};

    use super::super::super::{HttpError, Kind, Later, Response, Sessions, Settings, Wire};
    use super::*;

    /// A server that signs in whoever has the one password, and answers everything else.
    struct Strict;

    impl Wire for Strict {
        fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
            let asked = request.body.unwrap_or_default();
            let body = match () {
                () if !asked.contains("common.db.login") => r#"{"result":{}}"#,
                () if asked.contains("right") => r#"{"result":[1,"token",null]}"#,
                () => r#"{"result":null}"#,
            };
            let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
            Box::pin(async { Ok(Response { status: 200, headers, body: body.to_owned() }) })
        }
    }

    #[test]
    fn a_session_belongs_to_the_password_that_began_it() {
        let (sessions, clock) = (Sessions::default(), super::super::super::fake::Fake::new());
        let settings = Settings { database: "erp".into(), login: "wang".into(), ..Settings::default() };
        let called = |key: &str| {
            let setup = Setup { kind: Kind::Tryton, origin: "https://erp.example", key, settings: &settings };
            let rpc = Rpc::new(&setup, Means { http: &Strict, clock: &clock, sessions: &sessions });
            let mut call = Box::pin(rpc.call("model.res.user.read", &[]));
            match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(told) => told.map(drop),
                Poll::Pending => unreachable!("nothing here waits"),
            }
        };
        assert_eq!(called("right"), Ok(()));
        assert_eq!(called("wrong"), Err(ErpError::Key), "a session that lives does not make it right");
        assert_eq!(called("right"), Ok(()));
    }

    #[test]
    fn base64_is_that_of_everybody() {
        for (plain, coded) in [
            ("", ""),
            ("a", "YQ=="),
            ("ab", "YWI="),
            ("abc", "YWJj"),
            ("admin:1:nope", "YWRtaW46MTpub3Bl"),
            ("李:2:ÿ", "5p2OOjI6w78="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn an_error_is_told_without_its_traceback() {
        let of = |text: &str| error_of(&json::parse(text).unwrap());
        let refused = of(r#"["UserError",["You can not call \"confirm\".","",null]]"#);
        assert_eq!(refused, ErpError::Refused("You can not call \"confirm\".".into()));
        assert_eq!(
            of(r#"["ConcurrencyException","Records were modified in the meanwhile"]"#),
            ErpError::changed()
        );
        let inside =
            of(r#"["'nonexistent.model'\n  File \"/srv/x.py\"","Traceback (most recent call last)"]"#);
        assert_eq!(inside, ErpError::Trouble("Tryton failed: 'nonexistent.model'".into()));
        let warned = of(r#"["UserWarning",["w1","The date is in the past.",""]]"#);
        assert!(
            matches!(warned, ErpError::Refused(said) if said.ends_with("there: The date is in the past."))
        );
    }
}
