//! The form to connect an ERP: typed, tested, then kept.

use super::super::act::OptionsAct;
use super::super::controls::tick;
use super::super::icon::{Icon, icon};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Effect, Then, Words, access};
use crate::erp::Kind;
use crate::message::{Answer, OwnRequest, Problem, TestResult};
use crate::order::{has_text, host_of, is_loopback};
use crate::purchase::pattern_of;
use crate::store::NewConnection;

/// What is typed, and what came of it.
#[derive(Debug, Default)]
pub struct Connect {
    address: String,
    key: String,
    name: String,
    plain_http: bool,
    /// A test or the connecting is on its way.
    busy: bool,
    tested: Option<TestResult>,
    problem: Option<Problem>,
    /// It was tried with these fields empty or wrong.
    wrong_address: bool,
    no_key: bool,
}

impl Connect {
    /// What the person does in the form; `granted` are the hosts to which there is access.
    pub fn does(&mut self, act: OptionsAct, value: String, granted: &[String]) -> Vec<Effect> {
        match act {
            OptionsAct::Address => {
                self.address = value;
                self.wrong_address = false;
            }
            OptionsAct::Key => {
                self.key = value;
                self.no_key = false;
            }
            OptionsAct::Name => {
                self.name = value;
                return Vec::new();
            }
            OptionsAct::PlainHttp => {
                self.plain_http = value == "true";
                return Vec::new();
            }
            OptionsAct::Test => return self.ask(granted, |connection| OwnRequest::Test { connection }),
            OptionsAct::Connect => return self.ask(granted, |connection| OwnRequest::Connect { connection }),
            _ => return Vec::new(),
        }
        // What was found held for what stood here before.
        (self.tested, self.problem) = (None, None);
        Vec::new()
    }

    /// Sends the request, after the browser's question where its host has no access yet.
    fn ask(&mut self, granted: &[String], request: fn(NewConnection) -> OwnRequest) -> Vec<Effect> {
        let connection = NewConnection {
            erp: Kind::Desk,
            address: with_scheme(self.address.trim()),
            key: self.key.trim().to_owned(),
            name: self.name.trim().to_owned(),
            plain_http: self.plain_http,
        };
        let pattern = pattern_of(&connection.address);
        (self.wrong_address, self.no_key) = (pattern.is_none(), connection.key.is_empty());
        let Some(pattern) = pattern.filter(|_| !self.no_key) else {
            return vec![Effect::Focus(if self.wrong_address { "address" } else { "key" })];
        };
        (self.busy, self.tested, self.problem) = (true, None, None);
        let request = request(connection);
        let hosts = access::missing(&[pattern], granted);
        if hosts.is_empty() {
            return vec![Effect::Send(request)];
        }
        vec![Effect::Ask { hosts, then: Then::Send(request) }]
    }

    /// The background's answer.
    pub fn answered(&mut self, answer: Answer) {
        self.busy = false;
        match answer {
            Answer::Tested { result } => {
                self.problem.clone_from(&result.problem);
                self.tested = Some(result).filter(|result| result.ok);
            }
            Answer::Failed { problem } => self.problem = Some(problem),
            _ => {}
        }
    }

    /// The person refused access to the ERP's address.
    pub fn denied(&mut self) {
        self.busy = false;
        self.problem =
            Some(Problem { word: "no_permission".to_owned(), with: vec![self.address.trim().to_owned()] });
    }

    /// The form.
    pub fn view(&self, words: &Words) -> Element {
        let say = |key: &str| words.say(key, &[]);
        let wrong_address = self.wrong_address.then(|| match self.address.trim() {
            "" => say("address_missing"),
            typed => words.say("address_wrong", &[typed]),
        });
        let no_key = self.no_key.then(|| say("key_missing"));
        let address = field(
            "address",
            say("connect_address"),
            say("connect_address_hint"),
            &self.address,
            OptionsAct::Address,
            wrong_address,
        );
        let key =
            field("key", say("connect_key"), say("connect_key_hint"), &self.key, OptionsAct::Key, no_key);
        let name =
            field("name", say("connect_name"), say("connect_name_hint"), &self.name, OptionsAct::Name, None);
        let mut form = classed("form", "connect").with("novalidate", "").does(Act::Options(OptionsAct::Test));
        form = form.put(el("h3").says(words, "connect_title")).put(address).put(key).put(name);
        form = form.maybe(self.warns_of_http().then(|| plain_http(self.plain_http, words)));
        let connect = button(
            "connect",
            if self.tested.is_some() { "button main" } else { "button" },
            Act::Options(OptionsAct::Connect),
        );
        let test = classed("button", if self.tested.is_some() { "button" } else { "button main" });
        let test = test
            .with("type", "submit")
            .with("data-do", "test")
            .flag("disabled", self.busy)
            .says(words, "do_test");
        form = form.put(
            classed("div", "acts")
                .put(test)
                .put(connect.flag("disabled", self.busy).says(words, "do_connect")),
        );
        form.put(self.outcome(words))
    }

    fn warns_of_http(&self) -> bool {
        self.plain_http || self.problem.as_ref().is_some_and(|problem| problem.word == "plain_http_warning")
    }

    fn outcome(&self, words: &Words) -> Element {
        let outcome =
            classed("div", "outcome").with("role", "status").with("data-outcome", self.outcome_name());
        if self.busy {
            return outcome.put(classed("p", "muted").says(words, "testing"));
        }
        if let Some(problem) = &self.problem {
            return outcome.put(
                classed("p", "stopped").put(icon(Icon::Cross)).put(el("span").put(words.problem(problem))),
            );
        }
        let Some(found) = &self.tested else { return outcome };
        let said = words.say("tested", &[&found.server, &found.user, &found.pending.to_string()]);
        outcome.put(classed("p", "proven").put(icon(Icon::Check)).put(el("span").put(said)))
    }

    fn outcome_name(&self) -> &'static str {
        match (self.busy, &self.problem, &self.tested) {
            (true, _, _) => "busy",
            (false, Some(_), _) => "failed",
            (false, None, Some(_)) => "ok",
            (false, None, None) => "none",
        }
    }
}

/// An address is mostly typed without its scheme: https, or http on this very machine.
fn with_scheme(address: &str) -> String {
    if address.is_empty() || has_text(address, "://") {
        return address.to_owned();
    }
    let own = host_of(&["http://", address].concat()).is_some_and(|host| is_loopback(&host));
    [if own { "http://" } else { "https://" }, address].concat()
}

fn field(
    id: &'static str,
    label: String,
    hint: String,
    value: &str,
    act: OptionsAct,
    wrong: Option<String>,
) -> Element {
    let about = [id, "-about"].concat();
    let mut input = classed("input", "field")
        .with("id", id)
        // A key is shown to nobody who looks over the shoulder, and no password manager is asked.
        .with("type", if id == "key" { "password" } else { "text" })
        .with("data-do", id)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with("aria-describedby", about.as_str())
        .with("value", value)
        .does(Act::Options(act));
    let (class, text) = match wrong {
        Some(wrong) => {
            input = input.with("aria-invalid", "true");
            ("field-error", wrong)
        }
        None => ("muted", hint),
    };
    let labelled = classed("label", "labelled").put(classed("span", "label").put(label)).put(input);
    classed("div", "input").put(labelled).put(classed("p", class).with("id", about).put(text))
}

fn plain_http(ticked: bool, words: &Words) -> Element {
    let tick = tick("plain-http", ticked, Act::Options(OptionsAct::PlainHttp));
    classed("label", "tick").keyed("plain-http").put(tick).says(words, "plain_http_read")
}
