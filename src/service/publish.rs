//! What the pages paint first, and what the pinned button shows.

use super::{Kept, Platform, Service, Tone, sorted};
use crate::json;
use crate::purchase::{Purchase, Stage, TabId};
use crate::store::{
    Change, Connection, ConnectionState, Counts, DoneRow, Language, Parcel, ParcelState, RunningRow, Screen,
    Secret, names,
};
use crate::view::{Words, tooltip};

/// Rows of the first screen: more than fit, so that a short scroll needs nothing more.
const ROWS: usize = 50;
/// Finished supplier orders on the first screen.
const DONE: usize = 100;

impl<P: Platform> Service<P> {
    /// Keeps the first screen, tells the open pages, and shows the count.
    pub async fn publish(&self) {
        self.read_rows().await;
        let (screen, turn) = self.first_screen();
        let text = json::write(&screen);
        let same = std::mem::replace(&mut *self.screen.borrow_mut(), text.clone()) == text;
        if same && !self.changed.take() {
            return;
        }
        if !same {
            let change = Change::Put { store: names::SINGLES, key: "screen".to_owned(), text };
            // A screen that is not kept is made again by the next change.
            let _ = self.write(vec![change]).await;
        }
        self.changed.set(false);
        self.platform.announce(&self.tabs_with_panels());
        self.show_count(&screen, if turn { Tone::Turn } else { Tone::Quiet });
    }

    /// Whether a purchase changed in a way that pages are to be told.
    pub fn has_news(&self) -> bool {
        self.changed.get()
    }

    fn tabs_with_panels(&self) -> Vec<TabId> {
        let kept = self.kept.borrow();
        let mut tabs = Vec::new();
        for purchase in kept.purchases.values() {
            for (tab, _) in &purchase.panels {
                tabs.push(*tab);
            }
        }
        tabs
    }

    /// The first screen, and whether a person is waited for.
    fn first_screen(&self) -> (Screen, bool) {
        let kept = self.kept.borrow();
        let running: Vec<&Purchase> =
            kept.purchases.values().filter(|purchase| purchase.is_running()).collect();
        let parcels: Vec<&Parcel> =
            kept.parcels.values().filter(|p| p.state != ParcelState::Undone).collect();
        let mut connections = json::copy(&kept.connections);
        for connection in &mut connections {
            if kept.awaits_passphrase(connection) {
                connection.state = ConnectionState::Locked;
            }
            connection.key = Secret::default();
            connection.locked_key.clear();
        }
        let locked = is_locked(&connections);
        let turn = locked || running.iter().any(|purchase| awaits_person(purchase));
        let bought = |key: &crate::order::OrderKey| running.iter().any(|purchase| purchase.key == *key);
        let to_buy = kept.rows.iter().filter(|row| !bought(&row.key));
        let screen = Screen {
            connections,
            keys: kept.keys(),
            refreshing: kept.refreshing,
            counts: Counts {
                buy: count(to_buy.clone().count()),
                running: count(running.len()),
                done: count(parcels.len()),
            },
            rows: to_buy.take(ROWS).map(json::copy).collect(),
            running: running.iter().map(|purchase| running_row(purchase, &kept)).collect(),
            done: newest(&parcels, DONE),
            waiting: count(parcels.iter().filter(|parcel| parcel.waits()).count()),
            damage: kept.damage.clone(),
            policy: kept.policy.clone(),
        };
        (screen, turn)
    }

    fn show_count(&self, screen: &Screen, tone: Tone) {
        let text = match screen.counts.buy {
            0 => String::new(),
            1..=999 => screen.counts.buy.to_string(),
            _ => "999+".to_owned(),
        };
        self.platform.badge(&text, &self.title(screen), tone);
    }

    fn title(&self, screen: &Screen) -> String {
        let language = Words::choose(self.chosen_language(), &self.platform.language());
        let words = Words::of(language);
        let waits = screen.running.iter().find(|row| awaits(&row.stage));
        match waits {
            Some(row) => tooltip(&row.number, &row.stage, &words, self.platform.now()),
            None if is_locked(&screen.connections) => words.say("keys_locked", &[]),
            None => words.say("app_name", &[]),
        }
    }

    /// The language in which to speak, if the person chose one.
    pub fn chosen_language(&self) -> Option<Language> {
        self.kept.borrow().settings.language
    }

    /// A purchase with the supplier order numbers of its reports, for its panel.
    pub fn purchase_with_numbers(&self, id: &str) -> Option<(Purchase, Vec<String>)> {
        let kept = self.kept.borrow();
        let purchase = json::copy(kept.purchases.get(id)?);
        let mut numbers = Vec::new();
        for report in &purchase.reports {
            numbers.extend(kept.parcels.get(report).map(|parcel| parcel.report.number.clone()));
        }
        Some((purchase, numbers))
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_locked(connections: &[Connection]) -> bool {
    connections.iter().any(|connection| connection.state == ConnectionState::Locked)
}

fn awaits(stage: &Stage) -> bool {
    !matches!(stage, Stage::Claiming | Stage::Opening | Stage::Choosing)
}

fn awaits_person(purchase: &Purchase) -> bool {
    awaits(&purchase.stage)
}

fn running_row(purchase: &Purchase, kept: &Kept) -> RunningRow {
    let waits_for = |id: &String| kept.parcels.get(id).and_then(Parcel::waits_for);
    let first = purchase.order.lines.first();
    RunningRow {
        purchase: purchase.id.clone(),
        key: purchase.key.clone(),
        number: purchase.order.number.clone(),
        title: first.map(|line| line.title.clone()).unwrap_or_default(),
        picture: first.and_then(|line| line.picture.clone()),
        stage: json::copy(&purchase.stage),
        has_tab: purchase.tab.is_some(),
        may_be_placed: purchase.may_be_placed(),
        pressed_twice: purchase.is_pressed_twice(),
        started: purchase.started,
        waits_for: purchase.reports.iter().find_map(waits_for),
    }
}

/// So many of the newest parcels, the newest first.
pub fn newest(parcels: &[&Parcel], most: usize) -> Vec<DoneRow> {
    let made = |at: usize| parcels.get(at).map(|parcel| parcel.made);
    let places = sorted::places(parcels.len(), &mut |a, b| made(b).cmp(&made(a)));
    places.iter().take(most).filter_map(|at| Some(done_row(parcels.get(*at)?))).collect()
}

fn done_row(parcel: &Parcel) -> DoneRow {
    DoneRow {
        key: parcel.key.clone(),
        order: parcel.number.clone(),
        title: parcel.title.clone(),
        picture: parcel.picture.clone(),
        report: json::copy(&parcel.report),
        state: parcel.state.clone(),
        listed: parcel.listed,
        left: parcel.left,
        page: parcel.page.clone(),
        waits_for: parcel.waits_for(),
    }
}
