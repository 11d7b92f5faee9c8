//! Connections to ERPs: tried, kept, provisioned by the company, forgotten.

use crate::json;

use super::kept::put;
use super::{Platform, Service, problem, problem_of, storage_problem};
use crate::erp::{Kind, Remote, Settings, Setup};
use crate::message::{Answer, Problem, TestResult};
use crate::order::{has_text, host_of, is_loopback, origin_of};
use crate::purchase::pattern_of;
use crate::store::{Change, Connection, ConnectionState, Language, NewConnection, Suppliers, names};
use crate::supplier;

/// The origin of an address that a person typed; a name alone gets the scheme that suits it.
pub(super) fn checked_origin(typed: &str, plain_http: bool) -> Result<String, Problem> {
    let typed = typed.trim();
    let address = match has_text(typed, "://") {
        true => typed.to_owned(),
        false => format!("https://{typed}"),
    };
    let wrong = || problem("address_wrong", &[typed]);
    let origin = origin_of(&address).ok_or_else(wrong)?;
    let host = host_of(&address).ok_or_else(wrong)?;
    if origin.starts_with("http://") && !is_loopback(&host) {
        if !is_private(&host) {
            return Err(problem("plain_http_refused", &[&origin]));
        }
        if !plain_http {
            return Err(problem("plain_http_warning", &[&origin]));
        }
    }
    Ok(origin)
}

/// Whether a host is an address of a private network.
fn is_private(host: &str) -> bool {
    let numbers: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [10, _, _, _] | [192, 168, _, _] => host.split('.').count() == 4,
        [172, second, _, _] => (16..=31).contains(second) && host.split('.').count() == 4,
        _ => host.ends_with(".local") || host.ends_with(".lan") || host.ends_with(".internal"),
    }
}

impl<P: Platform> Service<P> {
    /// Tries a connection without keeping it.
    pub async fn test(&self, new: &NewConnection) -> Answer {
        match self.try_out(new).await {
            Ok((_, result)) => Answer::Tested { result },
            Err(problem) => Answer::Tested { result: failed(new.erp, problem) },
        }
    }

    async fn try_out(&self, new: &NewConnection) -> Result<(String, TestResult), Problem> {
        let origin = checked_origin(&new.address, new.plain_http)?;
        let pattern = pattern_of(&origin).unwrap_or_default();
        if !self.platform.has_access(std::slice::from_ref(&pattern)).await.unwrap_or(false) {
            return Err(problem("no_permission", &[&origin]));
        }
        self.prepare(new.erp, &origin).await;
        let setup = Setup { kind: new.erp, origin: &origin, key: new.key.trim(), settings: &new.settings };
        let tested = Remote::new(&setup, &self.platform).test().await;
        let server = tested.map_err(|error| problem_of(&error))?;
        let result = TestResult {
            ok: true,
            erp: new.erp,
            server: server.name,
            user: server.user,
            pending: server.pending,
            problem: None,
        };
        Ok((origin, result))
    }

    /// Keeps a connection that works, and fetches its orders. An ERP that is connected already for the same person,
    /// or whose key is lost or not accepted any more, gets the new key: what is still to be sent there goes on.
    pub async fn connect(&self, new: NewConnection) -> Answer {
        if self.kept.borrow().is_locked() {
            return Answer::Failed { problem: problem("keys_locked", &[]) };
        }
        let (origin, result) = match self.try_out(&new).await {
            Ok(tried) => tried,
            Err(problem) => return Answer::Failed { problem },
        };
        let mut connection = self.connection(new.erp, new.name.trim(), new.key.trim(), origin);
        connection.settings = new.settings;
        connection.user = result.user;
        connection.state = ConnectionState::Connected;
        let _turn = self.keys.turn().await;
        let placed = self.kept.borrow().take_place(&mut connection);
        if let Err(problem) = placed {
            return Answer::Failed { problem };
        }
        if let Err(problem) = self.lock_key_of(&mut connection).await {
            return Answer::Failed { problem };
        }
        let before = self.kept.borrow_mut().put_connection(connection);
        if let Err(problem) = self.keep_connections().await {
            self.kept.borrow_mut().connections = before;
            return Answer::Failed { problem };
        }
        self.place_buttons().await;
        Answer::Done
    }

    /// A new connection, with its host for a name where none is given.
    pub(super) fn connection(&self, erp: Kind, name: &str, key: &str, origin: String) -> Connection {
        let name = match name {
            "" => host_of(&origin).unwrap_or_default(),
            name => name.to_owned(),
        };
        Connection {
            id: self.platform.new_id(),
            name,
            erp,
            origin,
            key: key.into(),
            locked_key: String::new(),
            settings: Settings::default(),
            user: String::new(),
            provisioned: false,
            as_of: None,
            state: ConnectionState::NoAccess,
            refreshed: None,
        }
    }

    pub(super) async fn keep_connections(&self) -> Result<(), Problem> {
        let change = self.kept.borrow().put_connections();
        self.write_or_tell(vec![change]).await
    }

    /// The button's script runs on connected origins and nowhere else.
    pub async fn place_buttons(&self) {
        let mut granted = Vec::new();
        for pattern in self.patterns() {
            if self.platform.has_access(std::slice::from_ref(&pattern)).await.unwrap_or(false) {
                granted.push(pattern);
            }
        }
        // Without its script the ERP's page has no button; the popup still works.
        let _ = self.platform.register_button(&granted).await;
        self.hide_origin(None).await;
    }

    /// What has to be done before an ERP of that kind is asked for the first time.
    async fn prepare(&self, kind: Kind, origin: &str) {
        if kind.refuses_origins() {
            self.hide_origin(Some(origin)).await;
        }
    }

    /// The connected servers that refuse every origin but their own do not learn ours; nor does one more.
    pub(super) async fn hide_origin(&self, more: Option<&str>) {
        let mut origins: Vec<String> = more.map(str::to_owned).into_iter().collect();
        for connection in &self.kept.borrow().connections {
            if connection.erp.refuses_origins() && !origins.contains(&connection.origin) {
                origins.push(connection.origin.clone());
            }
        }
        // Where it cannot be done the server says so itself, at the next request.
        let _ = self.platform.hide_origin(&origins).await;
    }

    /// The match patterns of the connected origins, each once.
    fn patterns(&self) -> Vec<String> {
        let mut patterns = Vec::new();
        for connection in &self.kept.borrow().connections {
            if let Some(pattern) = pattern_of(&connection.origin)
                && !patterns.contains(&pattern)
            {
                patterns.push(pattern);
            }
        }
        patterns
    }

    /// Forgets a connection, its key and its orders. What was recorded stays.
    pub async fn disconnect(&self, id: &str) -> Answer {
        let provisioned = self.kept.borrow().connection(id).is_some_and(|connection| connection.provisioned);
        if provisioned {
            return Answer::Failed { problem: problem("provisioned_locked", &[]) };
        }
        let before = {
            let mut kept = self.kept.borrow_mut();
            let before = (json::copy(&kept.connections), json::copy(&kept.gone));
            kept.keep_connected(&|connection| connection.id != id);
            before
        };
        if let Err(problem) = self.keep_connections().await {
            let mut kept = self.kept.borrow_mut();
            (kept.connections, kept.gone) = before;
            return Answer::Failed { problem };
        }
        let forgotten = self.forget_orders(id).await;
        self.place_buttons().await;
        match forgotten {
            Err(why) => Answer::Failed { problem: storage_problem(&why) },
            Ok(()) => Answer::Done,
        }
    }

    /// Speaks this language from now on.
    pub async fn speak(&self, language: Option<Language>) -> Answer {
        let before = std::mem::replace(&mut self.kept.borrow_mut().settings.language, language);
        let change = put(names::SINGLES, "settings", &self.kept.borrow().settings);
        match self.write_or_tell(vec![change]).await {
            Ok(()) => Answer::Done,
            Err(problem) => {
                self.kept.borrow_mut().settings.language = before;
                Answer::Failed { problem }
            }
        }
    }

    /// Knows suppliers with these changes from now on.
    pub async fn know_suppliers(&self, suppliers: Suppliers) -> Answer {
        let change = put(names::SINGLES, "suppliers", &suppliers);
        if let Err(problem) = self.write_or_tell(vec![change]).await {
            return Answer::Failed { problem };
        }
        know(&self.platform, &suppliers);
        Answer::Done
    }

    /// Gives access to hosts back.
    pub async fn withdraw(&self, hosts: &[String]) -> Answer {
        match self.platform.give_back(hosts).await {
            Ok(()) => Answer::Done,
            Err(why) => Answer::Failed { problem: problem("erp_said", &[&why]) },
        }
    }

    /// Forgets everything: orders, purchases, reports, connections and settings.
    pub async fn erase(&self) -> Answer {
        let _turn = self.keys.turn().await;
        let changes = names::ALL.map(|store| Change::Clear { store }).into();
        if let Err(problem) = self.write_or_tell(changes).await {
            return Answer::Failed { problem };
        }
        self.kept.borrow_mut().forget();
        self.remember(None).await;
        know(&self.platform, &Suppliers::default());
        self.place_buttons().await;
        Answer::Done
    }
}

/// Suppliers are known with these changes from now on, here and where pages are read.
pub(super) fn know(platform: &impl Platform, suppliers: &Suppliers) {
    supplier::arrange(&suppliers.off, &suppliers.own);
    platform.know(suppliers);
}

fn failed(erp: Kind, problem: Problem) -> TestResult {
    TestResult {
        ok: false,
        erp,
        server: String::new(),
        user: String::new(),
        pending: 0,
        problem: Some(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str, plain_http: bool) -> Result<String, String> {
        checked_origin(address, plain_http).map_err(|problem| problem.word)
    }

    #[test]
    fn plain_http_is_for_this_machine_and_after_a_warning_for_a_private_network() {
        assert_eq!(origin("http://127.0.0.1:8710/x", false), Ok("http://127.0.0.1:8710".into()));
        assert_eq!(origin("erp.example.com", false), Ok("https://erp.example.com".into()));
        assert_eq!(origin("http://192.168.1.9", false), Err("plain_http_warning".into()));
        assert_eq!(origin("http://192.168.1.9", true), Ok("http://192.168.1.9".into()));
        assert_eq!(origin("http://erp.example.com", true), Err("plain_http_refused".into()));
        assert_eq!(origin("javascript:alert(1)", true), Err("address_wrong".into()));
    }
}
