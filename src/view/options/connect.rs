//! The form to connect an ERP: typed, tested, then kept.

use super::super::act::OptionsAct;
use super::super::controls::{self, Field, tick};
use super::super::icon::{Icon, icon};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Effect, Then, Words, access};
use crate::erp::{Kind, Settings, address_fits, check_mapping};
use crate::json::Wrong;
use crate::message::{Answer, OwnRequest, Problem, TestResult};
use crate::order::{has_text, host_of, is_loopback};
use crate::purchase::pattern_of;
use crate::store::{NewConnection, Secret};

/// What is typed, and what came of it.
#[derive(Debug, Default)]
pub struct Connect {
    kind: Kind,
    settings: Settings,
    address: String,
    key: Secret,
    name: String,
    plain_http: bool,
    /// A test or the connecting is on its way.
    busy: bool,
    tested: Option<TestResult>,
    problem: Option<Problem>,
    /// It was tried with these fields empty or wrong.
    wrong_address: bool,
    no_key: bool,
    no_login: bool,
    wrong_source: bool,
    no_mapping: bool,
    /// What is wrong in the file, as it was tried.
    wrong_mapping: Option<Wrong>,
}

impl Connect {
    /// What the person does in the form; `granted` are the hosts to which there is access.
    pub fn does(&mut self, act: OptionsAct, value: String, granted: &[String]) -> Vec<Effect> {
        match act {
            OptionsAct::Kind => {
                self.kind = Kind::ALL.into_iter().find(|kind| kind.name() == value).unwrap_or(Kind::Desk);
                (self.no_key, self.no_login, self.wrong_source) = (false, false, false);
                (self.no_mapping, self.wrong_mapping) = (false, None);
            }
            OptionsAct::Database => self.settings.database = value,
            OptionsAct::Login => {
                self.settings.login = value;
                self.no_login = false;
            }
            OptionsAct::AddressFrom => {
                self.settings.address = value;
                self.wrong_source = false;
            }
            OptionsAct::SkuFrom => self.settings.sku = value,
            OptionsAct::AttributesFrom => self.settings.attributes = value,
            OptionsAct::Mapping => {
                self.settings.mapping = value;
                (self.no_mapping, self.wrong_mapping) = (false, None);
            }
            OptionsAct::FreightTo => self.settings.freight = value,
            OptionsAct::Address => {
                self.address = value;
                self.wrong_address = false;
            }
            OptionsAct::Key => {
                self.key = value.into();
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
            OptionsAct::Test => {
                return self.ask(granted, |connection| OwnRequest::Test { connection: Box::new(connection) });
            }
            OptionsAct::Connect => {
                return self
                    .ask(granted, |connection| OwnRequest::Connect { connection: Box::new(connection) });
            }
            _ => return Vec::new(),
        }
        // What was found held for what stood here before.
        (self.tested, self.problem) = (None, None);
        Vec::new()
    }

    /// Sends the request, after the browser's question where its host has no access yet.
    fn ask(&mut self, granted: &[String], request: fn(NewConnection) -> OwnRequest) -> Vec<Effect> {
        let connection = NewConnection {
            erp: self.kind,
            address: with_scheme(self.address.trim()),
            key: self.key.trim().into(),
            name: self.name.trim().to_owned(),
            plain_http: self.plain_http,
            settings: self.set(),
        };
        let pattern = pattern_of(&connection.address);
        self.wrong_address = pattern.is_none();
        self.no_key = self.kind.needs_key() && connection.key.is_empty();
        self.no_login = self.kind.needs_login() && connection.settings.login.is_empty();
        let mapping = &connection.settings.mapping;
        self.no_mapping = self.kind.has_mapping() && mapping.is_empty();
        // What is wrong in it is told at its field, and before the browser asks for access.
        let read = self.kind.has_mapping() && !self.no_mapping;
        self.wrong_mapping = read.then(|| check_mapping(mapping).err()).flatten();
        self.wrong_source = !address_fits(&connection.settings.address);
        let wrong = [
            (self.wrong_address, "address"),
            (self.no_login, "login"),
            (self.no_key, "key"),
            (self.no_mapping || self.wrong_mapping.is_some(), "mapping"),
            (self.wrong_source, "address-from"),
        ];
        if let Some((_, field)) = wrong.into_iter().find(|(wrong, _)| *wrong) {
            return vec![Effect::Focus(field)];
        }
        let Some(pattern) = pattern else { return Vec::new() };
        (self.busy, self.tested, self.problem) = (true, None, None);
        let request = request(connection);
        let hosts = access::missing(&[pattern], granted);
        if hosts.is_empty() {
            return vec![Effect::Send(request)];
        }
        vec![Effect::Ask { hosts, then: Then::Send(request) }]
    }

    /// What was set, as far as it belongs to the kind of ERP.
    fn set(&self) -> Settings {
        let only = |text: &str, wanted: bool| if wanted { text.trim().to_owned() } else { String::new() };
        let own = self.kind != Kind::Desk;
        Settings {
            database: only(&self.settings.database, self.kind.has_databases()),
            login: only(&self.settings.login, self.kind.has_login()),
            address: only(&self.settings.address, own),
            sku: only(&self.settings.sku, own),
            attributes: only(&self.settings.attributes, own),
            mapping: only(&self.settings.mapping, self.kind.has_mapping()),
            freight: only(
                &self.settings.freight,
                self.kind.has_freight_product() || self.kind.has_freight_account(),
            ),
        }
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
        let mut form = classed("form", "connect").with("novalidate", "").does(Act::Options(OptionsAct::Test));
        form = form.put(el("h3").says(words, "connect_title")).put(kinds(self.kind, words));
        form = form.put(field(
            "address",
            ["connect_address", "connect_address_hint"],
            &self.address,
            OptionsAct::Address,
            wrong_address,
            words,
        ));
        if self.kind.has_databases() {
            let says = ["connect_database", "connect_database_hint"];
            form =
                form.put(field("database", says, &self.settings.database, OptionsAct::Database, None, words));
        }
        let mut key_says = ["connect_key", "connect_key_hint"];
        if self.kind.has_login() {
            let wrong = self.no_login.then(|| say("login_missing"));
            let hint = if self.kind.needs_login() { "connect_login_hint" } else { "connect_login_before" };
            let says = ["connect_login", hint];
            form = form.put(field("login", says, &self.settings.login, OptionsAct::Login, wrong, words));
            key_says = ["connect_password", "connect_password_hint"];
        }
        if !self.kind.needs_key() {
            key_says[1] = "connect_session_hint";
        }
        form = form.put(field("key", key_says, &self.key, OptionsAct::Key, no_key, words));
        form = form.put(classed("p", "muted").with("data-rights", "").says(words, rights(self.kind)));
        let name_says = ["connect_name", "connect_name_hint"];
        form = form.put(field("name", name_says, &self.name, OptionsAct::Name, None, words));
        form = form.maybe(self.kind.has_mapping().then(|| self.mapping(words)));
        form = form.maybe((self.kind != Kind::Desk).then(|| self.sources(words)));
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

    /// Where the ERP keeps what the purchase needs and the ERP has no field for.
    fn sources(&self, words: &Words) -> Element {
        let wrong = self.wrong_source.then(|| words.say("source_wrong", &[]));
        let set = &self.settings;
        let address = ["address_from", "address_from_hint"];
        let (sku, attributes) = (["sku_from", "sku_from_hint"], ["attributes_from", "attributes_from_hint"]);
        let mut sources = classed("details", "sources").keyed("sources");
        if self.wrong_source {
            sources = sources.with("open", "");
        }
        sources
            .put(el("summary").says(words, "sources"))
            .put(field("address-from", address, &set.address, OptionsAct::AddressFrom, wrong, words))
            .put(field("sku-from", sku, &set.sku, OptionsAct::SkuFrom, None, words))
            .put(field(
                "attributes-from",
                attributes,
                &set.attributes,
                OptionsAct::AttributesFrom,
                None,
                words,
            ))
            .maybe(self.kind.has_freight_account().then(|| {
                let says = ["freight_to", "freight_to_hint"];
                field("freight", says, &set.freight, OptionsAct::FreightTo, None, words)
            }))
            .maybe(self.kind.has_freight_product().then(|| {
                let says = ["freight_product", "freight_product_hint"];
                field("freight", says, &set.freight, OptionsAct::FreightTo, None, words)
            }))
    }

    /// The file that says how the ERP is asked.
    fn mapping(&self, words: &Words) -> Element {
        let text = classed("textarea", "field json-text")
            .with("id", "mapping")
            .with("rows", "12")
            .with("data-do", "mapping")
            .with("spellcheck", "false")
            .with("aria-describedby", "mapping-about")
            .with("value", self.settings.mapping.as_str())
            .does(Act::Options(OptionsAct::Mapping));
        let wrong = match &self.wrong_mapping {
            Some(wrong) => Some(words.say("profile_wrong", &[&wrong.line.to_string(), &wrong.what])),
            None => self.no_mapping.then(|| words.say("mapping_missing", &[])),
        };
        let (text, class, about) = match wrong {
            Some(wrong) => (text.with("aria-invalid", "true"), "field-error", wrong),
            None => (text, "muted", words.say("mapping_hint", &[])),
        };
        let file = classed("input", "field")
            .with("type", "file")
            .with("accept", ".json")
            .with("data-into", "mapping");
        let file =
            classed("label", "labelled").put(classed("span", "label").says(words, "profile_file")).put(file);
        let label = classed("span", "label").says(words, "mapping");
        let text = classed("label", "labelled").put(label).put(text);
        let about = classed("p", class).with("id", "mapping-about").put(about);
        classed("div", "input").keyed("mapping").put(file).put(text).put(about)
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

/// The kinds of ERP to choose from.
fn kinds(chosen: Kind, words: &Words) -> Element {
    let mut select = classed("select", "field")
        .with("id", "erp")
        .with("data-do", "erp")
        .does(Act::Options(OptionsAct::Kind));
    for kind in Kind::ALL {
        let option = el("option").with("value", kind.name());
        let option = if kind == chosen { option.with("selected", "") } else { option };
        // Their names are their makers', and the same in every language.
        select = select.put(match kind {
            Kind::Desk => option.says(words, "erp_desk"),
            Kind::Tryton => option.put("Tryton"),
            Kind::Mapping => option.says(words, "erp_mapping"),
            Kind::Odoo => option.put("Odoo"),
            Kind::ErpNext => option.put("ERPNext"),
            Kind::InvenTree => option.put("InvenTree"),
            Kind::Dolibarr => option.put("Dolibarr"),
        });
    }
    let label = classed("span", "label").says(words, "connect_erp");
    classed("div", "input").put(classed("label", "labelled").put(label).put(select))
}

/// What the key's owner must be allowed at least; the manual of each ERP says where that is set.
fn rights(kind: Kind) -> &'static str {
    match kind {
        Kind::Desk => "rights_desk",
        Kind::Tryton => "rights_tryton",
        Kind::Mapping => "rights_mapping",
        Kind::Odoo => "rights_odoo",
        Kind::ErpNext => "rights_erpnext",
        Kind::InvenTree => "rights_inventree",
        Kind::Dolibarr => "rights_dolibarr",
    }
}

fn field(
    id: &'static str,
    says: [&'static str; 2],
    value: &str,
    act: OptionsAct,
    wrong: Option<String>,
    words: &Words,
) -> Element {
    let field = Field { id, says, value, secret: id == "key", focus: false, wrong };
    controls::field(field, Act::Options(act), words)
}

fn plain_http(ticked: bool, words: &Words) -> Element {
    let tick = tick("plain-http", ticked, Act::Options(OptionsAct::PlainHttp));
    classed("label", "tick").keyed("plain-http").put(tick).says(words, "plain_http_read")
}
