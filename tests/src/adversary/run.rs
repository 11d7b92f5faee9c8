//! One purchase at the stand.

use chrono::Utc;
use one_click_purchase::json;
use one_click_purchase::order::{Claim, PurchaseOrder, Time};
use one_click_purchase::page::{Reading, Snapshot, read};
use one_click_purchase::purchase::{Effect, Event, Look, NothingKnown, Pace, Purchase, Stage};
use serde::Deserialize;
use serde_json::{Value, json};

/// The only tab.
const TAB: i32 = 1;

/// A purchase with what it waits for.
pub struct Run {
    /// The purchase.
    pub purchase: Purchase,
    /// It asked to be led there, which has not been done.
    pub leads: Option<String>,
    /// Looks that were told.
    pub looks: u32,
    /// Messages that could not be understood.
    pub misheard: Vec<String>,
    /// The last reading, for whoever looks into a failure.
    pub reading: Option<Reading>,
    /// The snapshot that it was read from, as the agent sent it.
    pub seen: String,
    /// It will look again by itself.
    awaits: bool,
}

/// What the agent tells; the address is added by the extension's background.
#[derive(Deserialize)]
struct Told {
    kind: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    look: u32,
    #[serde(default)]
    snapshot: String,
    #[serde(default)]
    covered: bool,
    pace: Option<Paced>,
}

#[derive(Deserialize)]
struct Paced {
    quiet: u32,
    stirred: u32,
}

fn now() -> Time {
    Utc::now().fixed_offset()
}

impl Run {
    /// A purchase that has access and the claim, and whose page is being opened.
    pub fn start(mut order: PurchaseOrder) -> Self {
        let purchase = Purchase::start("p".into(), "s".into(), "erp".into(), order.clone(), now());
        let mut run = Self {
            purchase,
            leads: None,
            looks: 0,
            misheard: Vec::new(),
            reading: None,
            seen: String::new(),
            awaits: false,
        };
        run.happens(Event::Access(true));
        order.claim = Some(Claim { by: "p".into(), purchase: "p".into(), until: now() });
        run.happens(Event::Claimed(Ok(order), 0));
        run.happens(Event::Opened(Ok(TAB)));
        run
    }

    fn happens(&mut self, event: Event) -> Vec<Effect> {
        self.purchase.apply(event, now(), &NothingKnown)
    }

    /// Whether it is the person's turn, or has stopped, and nothing is to come by itself.
    pub fn stands(&self) -> bool {
        !self.awaits && matches!(self.purchase.stage, Stage::Ready { .. } | Stage::Paused { .. })
    }

    /// The answer to a message of the agent's.
    pub fn hear(&mut self, message: &str) -> Option<String> {
        let told: Told = match serde_json::from_str(message) {
            Ok(told) => told,
            Err(why) => {
                self.misheard.push(why.to_string());
                return None;
            }
        };
        // Late words of the page before are not about this one.
        let path =
            |url: &str| url.rsplit("/item/").next().unwrap_or_default().split('/').next().map(str::to_owned);
        let own = self.purchase.tasks.first().map(|task| path(&task.url));
        if told.kind != "look" || own != Some(path(&told.url)) {
            return None;
        }
        let snapshot: Snapshot = match json::read(&told.snapshot) {
            Ok(snapshot) => snapshot,
            Err(why) => {
                self.misheard.push(why.to_string());
                return None;
            }
        };
        let answer = self.look(&told, &snapshot).to_string();
        self.seen = told.snapshot;
        Some(answer)
    }

    fn look(&mut self, told: &Told, snapshot: &Snapshot) -> Value {
        self.looks += 1;
        let mut reading = read(snapshot);
        reading.top = true;
        self.reading = Some(reading.clone());
        let pace = told
            .pace
            .as_ref()
            .map_or(Pace { quiet: 0, stirred: 0 }, |pace| Pace { quiet: pace.quiet, stirred: pace.stirred });
        let (never_cover, keep_clear) = (reading.never_cover.clone(), reading.keep_clear.clone());
        let (look, covered) = (told.look, told.covered);
        let look = Look { tab: TAB, look, covered, pace, panel: None, reading: reading.into() };
        let (mut steps, mut outline, mut again) = (Vec::new(), Vec::new(), 0);
        for effect in self.happens(Event::Look(Box::new(look))) {
            match effect {
                Effect::Steps(all) => steps = all,
                Effect::Outline(handle) => outline.push(handle),
                Effect::LookIn(milliseconds) => again = milliseconds,
                Effect::Go(_, url) => self.leads = Some(url),
                _ => {}
            }
        }
        self.awaits = again > 0 || !steps.is_empty();
        json!({
            "steps": steps, "outline": outline, "panel": null, "never_cover": never_cover,
            "keep_clear": keep_clear, "watch": true, "again": again,
        })
    }
}
