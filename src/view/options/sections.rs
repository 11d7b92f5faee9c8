//! The sections of the options. Every setting says what it changes.

use super::super::act::OptionsAct;
use super::super::controls::sure;
use super::super::icon::{Icon, icon};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Then, access, say};
use super::OptionsPage;
use crate::message::OwnRequest;
use crate::purchase::pattern_of;
use crate::store::{Connection, ConnectionState, Keys, Language, Screen};

/// Each key of the popup with what it does.
const KEYS: [(&str, &str); 6] = [
    ("/", "key_search"),
    ("↑ ↓", "key_arrows"),
    ("Enter", "key_enter"),
    ("H", "key_h"),
    ("R", "key_r"),
    ("Esc", "key_escape"),
];

impl OptionsPage {
    fn section(&self, name: &'static str, title: &str, about: &str) -> Element {
        let mut section = classed("section", "section").keyed(name).with("data-section", name);
        section = section.put(el("h2").says(&self.words, title));
        section.put(classed("p", "muted").says(&self.words, about))
    }

    pub(super) fn connections(&self, screen: &Screen) -> Element {
        let mut list = classed("ul", "rows");
        for connection in &screen.connections {
            list = list.put(self.connection(connection));
        }
        self.section("connections", "section_connections", "about_connections")
            .put(list)
            .put(self.connect.view(&self.words))
    }

    fn connection(&self, connection: &Connection) -> Element {
        let say = |key: &str| self.words.say(key, &[]);
        let (class, state) = match &connection.state {
            ConnectionState::Connected => ("dot proven", say("erp_connected")),
            ConnectionState::Offline => ("dot stopped", say("erp_offline")),
            ConnectionState::SignIn => ("dot yours", say("erp_sign_in")),
            ConnectionState::Locked => ("dot yours", say("erp_locked")),
            ConnectionState::NoAccess => ("dot yours", say("erp_no_access")),
            ConnectionState::Refused { said } => ("dot stopped", self.words.say("erp_said", &[said])),
        };
        let mut facts = vec![state];
        if let Some(time) = connection.refreshed {
            facts.push(self.words.say("checked_at", &[&say::exact(&time, &self.now)]));
        }
        if !connection.user.is_empty() {
            facts.push(connection.user.clone());
        }
        let text = classed("div", "row-text")
            .put(el("strong").put(connection.name.as_str()))
            .put(classed("span", "muted").put(connection.origin.as_str()))
            .put(classed("span", "muted").put(facts.join(" · ")));
        let row = classed("li", "option-row")
            .keyed(connection.id.as_str())
            .with("data-connection", connection.name.as_str());
        let row = row.put(classed("span", class)).put(text);
        if self.removes.as_ref() == Some(&connection.id) {
            let ask = self.words.say("ask_remove", &[&connection.name]);
            let remove = Act::Send(OwnRequest::Disconnect { connection: connection.id.clone() });
            return row.put(self.sure(ask, "remove-really", remove, "do_remove"));
        }
        let mut acts = classed("div", "acts");
        if connection.state == ConnectionState::NoAccess {
            let hosts: Vec<String> = pattern_of(&connection.origin).into_iter().collect();
            let ask = Act::Ask { hosts, then: Then::Send(OwnRequest::Refresh) };
            acts = acts.put(button("allow", "button main", ask).says(&self.words, "do_allow"));
        }
        if connection.provisioned {
            let locked = classed("span", "locked muted").with("data-locked", "").put(icon(Icon::Lock));
            return row.put(acts.put(locked.says(&self.words, "provisioned")));
        }
        let remove = button("remove", "button", Act::Options(OptionsAct::BeginRemove(connection.id.clone())));
        row.put(acts.put(remove.says(&self.words, "do_remove")))
    }

    /// Where the keys lie, and the passphrase that locks them.
    pub(super) fn keys(&self, screen: &Screen) -> Element {
        let about = match screen.keys {
            Keys::Plain => "about_keys_plain",
            Keys::Unlocked => "about_keys_unlocked",
            Keys::Locked => "about_keys_locked",
        };
        let section = self.section("keys", "section_keys", about);
        let provisioned = screen.connections.iter().any(|own| own.provisioned);
        let section = section.maybe(provisioned.then(|| el("p").says(&self.words, "keys_provisioned")));
        section.put(self.keys.view(screen.keys, &self.words))
    }

    /// Asks once more, with the way back.
    fn sure(&self, question: String, name: &'static str, act: Act, label: &str) -> Element {
        sure(question, name, act, label, Act::Options(OptionsAct::Leave), &self.words)
    }

    /// The suppliers' hosts, without those of the connected ERPs.
    pub(super) fn suppliers(&self, screen: &Screen) -> Element {
        let own: Vec<String> = screen.connections.iter().filter_map(|own| pattern_of(&own.origin)).collect();
        let mut hosts: Vec<&String> = Vec::new();
        for pattern in self.access.iter().filter(|pattern| !own.contains(pattern)) {
            let place = hosts.partition_point(|before| *before <= pattern);
            hosts.insert(place, pattern);
        }
        let mut rows = classed("ul", "rows");
        for &pattern in &hosts {
            rows = rows.put(self.supplier(pattern));
        }
        let section = self.section("suppliers", "section_suppliers", "about_suppliers").put(rows);
        if hosts.is_empty() { section.put(el("p").says(&self.words, "no_suppliers")) } else { section }
    }

    fn supplier(&self, pattern: &str) -> Element {
        let host = access::host(pattern);
        let withdraw = Act::Send(OwnRequest::Withdraw { hosts: vec![pattern.to_owned()] });
        let withdraw = button("withdraw", "button", withdraw)
            .with("aria-label", self.words.say("withdraw_label", &[host]))
            .says(&self.words, "do_withdraw");
        classed("li", "option-row")
            .keyed(pattern)
            .with("data-host", host)
            .put(classed("span", "row-text").put(host))
            .put(withdraw)
    }

    /// What is known of suppliers.
    pub(super) fn known(&self) -> Element {
        self.section("profiles", "section_profiles", "about_profiles").put(self.profiles.view(&self.words))
    }

    /// What was said of how lines are bought.
    pub(super) fn paired(&self) -> Element {
        let list = self.pairings.view(&self.now, &self.words);
        self.section("pairings", "section_pairings", "about_pairings").put(list)
    }

    pub(super) fn languages(&self) -> Element {
        let chosen = match self.settings.language {
            None => "",
            Some(Language::Chinese) => "zh-CN",
            Some(Language::English) => "en",
        };
        // Each language is named in itself, for whoever looks for it cannot read the other.
        let option = |value: &'static str, name: String| {
            let option = el("option").with("value", value).put(name);
            if value == chosen { option.with("selected", "") } else { option }
        };
        let select = classed("select", "field")
            .with("id", "language")
            .with("data-do", "language")
            .with("aria-label", self.words.say("section_language", &[]))
            .does(Act::Options(OptionsAct::Language))
            .put(option("", self.words.say("language_browser", &[])))
            .put(option("zh-CN", "简体中文".to_owned()))
            .put(option("en", "English".to_owned()));
        self.section("language", "section_language", "about_language").put(select)
    }

    pub(super) fn stored_here(&self) -> Element {
        let stored = self.stored.map(|bytes| self.words.say("stored", &[&size(bytes)]));
        let section = self.section("data", "section_data", "about_data");
        let section = section.maybe(stored.map(|stored| classed("p", "stored").put(stored)));
        let section = section.put(self.data.view(&self.now, &self.words));
        if self.erases {
            let ask = self.words.say("ask_erase", &[]);
            return section.put(self.sure(ask, "erase-really", Act::Send(OwnRequest::Erase), "do_erase"));
        }
        let erase = button("erase", "button danger", Act::Options(OptionsAct::BeginErase));
        section.put(classed("div", "acts").put(erase.says(&self.words, "do_erase")))
    }

    pub(super) fn shortcuts(&self) -> Element {
        let mut keys = classed("dl", "keys");
        for (key, does) in KEYS {
            let name = el("dt").put(el("kbd").put(key));
            keys = keys.put(classed("div", "key").put(name).put(el("dd").says(&self.words, does)));
        }
        self.section("shortcuts", "section_shortcuts", "about_shortcuts").put(keys)
    }

    pub(super) fn about(&self) -> Element {
        let version = self.words.say("version", &[env!("CARGO_PKG_VERSION")]);
        self.section("about", "section_about", "about_licence").put(el("p").put(version))
    }
}

/// A number of bytes in one unit.
fn size(bytes: u64) -> String {
    match bytes {
        ..1024 => [bytes.to_string().as_str(), " B"].concat(),
        1024..1_048_576 => [(bytes / 1024).to_string().as_str(), " KB"].concat(),
        _ => {
            let tenths = bytes * 10 / 1_048_576;
            [(tenths / 10).to_string().as_str(), ".", &(tenths % 10).to_string(), " MB"].concat()
        }
    }
}
