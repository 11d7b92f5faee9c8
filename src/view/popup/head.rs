//! The top of the popup: the ERPs and how they do, the search, what runs, the tabs.

use super::super::act::{PopupAct, Tab};
use super::super::controls::{damage, search_field, titled};
use super::super::icon::{Icon, icon};
use super::super::stage::{self, Teller};
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Then, say};
use super::PopupPage;
use crate::message::OwnRequest;
use crate::order::{OrderKey, Time};
use crate::purchase::pattern_of;
use crate::store::{Connection, ConnectionState, RunningRow, Screen};

/// So many running purchases stand in the strip; the tab has them all.
const STRIP: usize = 3;

impl Tab {
    /// Its name in addresses and tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Running => "running",
            Self::Done => "done",
            Self::ByHand => "by-hand",
        }
    }
}

impl PopupPage {
    pub(super) fn head(&self, screen: &Screen) -> Element {
        let busy = self.refreshing || screen.refreshing;
        let mut names = classed("div", "erps");
        for connection in &screen.connections {
            names = names.put(self.erp(connection));
        }
        let checked = last_refresh(screen).map(|time| {
            let exact = say::exact(&time, &self.now);
            classed("span", "muted checked").with("title", exact).put(say::clock(&time, &self.now))
        });
        let bar = classed("div", if busy { "bar moving" } else { "bar" }).with("aria-hidden", "true");
        let tool = |name, key: &str, act, sign| {
            let label = self.words.say(key, &[]);
            button(name, "button icon-only", act).named(label).put(icon(sign))
        };
        let refresh = tool("refresh", "do_refresh", Act::Send(OwnRequest::Refresh), Icon::Refresh);
        classed("header", "head")
            .put(classed("h1", "hidden").says(&self.words, "app_name"))
            .put(names)
            .maybe(checked)
            .maybe((!screen.connections.is_empty()).then(|| refresh.flag("disabled", busy)))
            .put(tool("options", "do_options", Act::OpenOptions, Icon::Options))
            .put(bar)
    }

    /// The name of the ERP that an order is from, where several are connected.
    pub(super) fn erp_of(&self, key: &OrderKey) -> Option<Element> {
        let connections = &self.screen.as_ref()?.connections;
        let own =
            connections.iter().find(|own| own.id == key.connection).filter(|_| connections.len() > 1)?;
        Some(titled("muted erp-of", &own.name))
    }

    fn erp(&self, connection: &Connection) -> Element {
        let (class, state) = match &connection.state {
            ConnectionState::Connected => ("dot proven", self.words.say("erp_connected", &[])),
            ConnectionState::Offline => ("dot stopped", self.words.say("erp_offline", &[])),
            ConnectionState::SignIn => ("dot yours", self.words.say("erp_sign_in", &[])),
            ConnectionState::Locked => ("dot yours", self.words.say("erp_locked", &[])),
            ConnectionState::NoAccess => ("dot yours", self.words.say("erp_no_access", &[])),
            ConnectionState::Refused { said } => ("dot stopped", self.words.say("erp_said", &[said])),
        };
        let mut title = state.clone();
        if let Some(time) = connection.refreshed {
            title.push_str(" · ");
            title.push_str(&self.words.say("checked_at", &[&say::exact(&time, &self.now)]));
        }
        classed("span", "erp")
            .keyed(connection.id.as_str())
            .with("title", title)
            .put(classed("span", class))
            .put(classed("span", "erp-name").put(connection.name.as_str()))
            .put(classed("span", "hidden").put(state))
    }

    /// What concerns the whole list: an ERP that does not answer, and what went wrong with no row
    /// to stand in.
    pub(super) fn notices(&self, screen: &Screen) -> Option<Element> {
        let waiting = screen.waiting.to_string();
        let mut notices = classed("div", "notices").keyed("notices").with("role", "status");
        let mut any = false;
        for connection in &screen.connections {
            let name = connection.name.as_str();
            let since = connection.refreshed.map(|time| say::clock(&time, &self.now)).unwrap_or_default();
            let text = match &connection.state {
                // The field for the passphrase says so.
                ConnectionState::Connected | ConnectionState::Locked => continue,
                ConnectionState::Offline if screen.waiting > 0 => {
                    self.words.say("notice_offline_waiting", &[name, &since, &waiting])
                }
                ConnectionState::Offline => self.words.say("notice_offline", &[name, &since]),
                ConnectionState::SignIn => self.words.say("notice_sign_in", &[name]),
                ConnectionState::NoAccess => self.words.say("notice_no_access", &[name]),
                ConnectionState::Refused { said } => self.words.say("notice_refused", &[name, said]),
            };
            any = true;
            let act = match connection.state {
                ConnectionState::NoAccess => {
                    let hosts: Vec<String> = pattern_of(&connection.origin).into_iter().collect();
                    let ask = Act::Ask { hosts, then: Then::Send(OwnRequest::Refresh) };
                    button("allow", "button main", ask).says(&self.words, "do_allow")
                }
                ConnectionState::SignIn => {
                    button("options", "button", Act::OpenOptions).says(&self.words, "do_options")
                }
                _ => {
                    button("retry", "button", Act::Send(OwnRequest::Refresh)).says(&self.words, "do_refresh")
                }
            };
            notices = notices.put(notice("notice yours", text).put(act).keyed(connection.id.as_str()));
        }
        if let Some(damage) = damage(screen, &self.words) {
            any = true;
            notices = notices.put(damage);
        }
        if let Some(trouble) = &self.trouble {
            any = true;
            notices = notices.put(notice("notice stopped", self.words.problem(trouble)).keyed("trouble"));
        }
        any.then_some(notices)
    }

    pub(super) fn search_field(&self) -> Element {
        let search = if self.tab == Tab::Done { self.bought.search() } else { self.list.search() };
        search_field("search_label", search, !self.is_locked(), &self.words).keyed("search")
    }

    /// Each running purchase in one line.
    pub(super) fn strip(&self, screen: &Screen) -> Option<Element> {
        if screen.running.is_empty() {
            return None;
        }
        let more = screen.running.len().saturating_sub(STRIP);
        let mut strip =
            classed("ul", "strip").keyed("strip").with("aria-label", self.words.say("strip_title", &[]));
        for row in screen.running.iter().take(STRIP) {
            strip = strip.put(self.strip_line(row));
        }
        if more > 0 {
            let show = button("more-running", "link", Act::Popup(PopupAct::Show(Tab::Running)));
            let show = show.put(self.words.say("strip_more", &[&more.to_string()]));
            strip = strip.put(classed("li", "strip-line").put(show));
        }
        Some(strip)
    }

    fn strip_line(&self, row: &RunningRow) -> Element {
        let teller = Teller { words: &self.words, now: self.now, lines: &[], button: None };
        let tone = if row.may_be_placed { stage::Tone::Yours } else { stage::tone(&row.stage) };
        let state = if row.may_be_placed {
            self.words.say("may_be_placed_short", &[])
        } else {
            stage::short(&row.stage, &teller)
        };
        let act = if row.has_tab {
            button("show-tab", "link", Act::Send(OwnRequest::ShowTab { purchase: row.purchase.clone() }))
                .says(&self.words, "do_show_tab")
        } else {
            button("running", "link", Act::Popup(PopupAct::Show(Tab::Running))).says(&self.words, "do_look")
        };
        classed("li", "strip-line")
            .keyed(row.purchase.as_str())
            .put(picture(row.picture.as_deref(), "thumb small"))
            .put(classed("span", "strip-number").put(row.number.as_str()))
            .put(
                classed("span", &["strip-state ", tone.class()].concat())
                    .with("title", state.as_str())
                    .put(state),
            )
            .put(act)
    }

    pub(super) fn tabs(&self, screen: &Screen) -> Element {
        let counts = &screen.counts;
        // Records that were begun and wait to be finished, of orders that can still be recorded.
        let mut drafts = 0;
        for key in &self.drafts {
            drafts += u32::from(self.list.row(key).is_some());
        }
        let tab = |tab: Tab, key: &str, count: u32| {
            let chosen = self.tab == tab;
            let label =
                button("tab", if chosen { "tab chosen" } else { "tab" }, Act::Popup(PopupAct::Show(tab)))
                    .with("role", "tab")
                    .with("id", ["tab-", tab.name()].concat())
                    .with("data-tab", tab.name())
                    .with("aria-selected", if chosen { "true" } else { "false" })
                    .with("aria-controls", "body")
                    .says(&self.words, key);
            label.put(" ").put(classed("span", "count").put(count.to_string()))
        };
        classed("div", "tabs")
            .keyed("tabs")
            .with("role", "tablist")
            .put(tab(Tab::Buy, "tab_buy", counts.buy))
            .put(tab(Tab::Running, "tab_running", counts.running))
            .put(tab(Tab::Done, "tab_done", counts.done))
            .put(tab(Tab::ByHand, "tab_by_hand", drafts))
    }
}

/// When some ERP's orders were last fetched.
pub(super) fn last_refresh(screen: &Screen) -> Option<Time> {
    let mut last = None;
    for connection in &screen.connections {
        last = last.max(connection.refreshed);
    }
    last
}

/// A picture that never moves the layout; a box where there is none.
pub(super) fn picture(address: Option<&str>, class: &str) -> Element {
    let frame = classed("span", class).with("aria-hidden", "true").put(icon(Icon::Box));
    let Some(address) = address else { return frame };
    frame.put(
        el("img")
            .with("src", address)
            .with("alt", "")
            .with("loading", "lazy")
            .with("decoding", "async")
            .with("referrerpolicy", "no-referrer"),
    )
}

fn notice(class: &str, text: String) -> Element {
    classed("div", class).put(icon(Icon::Warning)).put(el("p").put(text))
}
