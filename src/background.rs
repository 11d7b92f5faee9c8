//! The background: hands every event of the browser to the service. Wiring only.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{future_to_promise, spawn_local};

use crate::browser::platform::Browser;
use crate::browser::{api, clock, message};
use crate::json::Json;
use crate::message::{AgentMessage, Answer, ErpPageMessage, OwnRequest, PanelRequest};
use crate::order::time::parse_rfc3339;
use crate::order::{has_text, origin_of};
use crate::service::{Seen, Service, storage_problem};
use crate::view::{PanelView, Words};

/// Minutes between two rounds: claims renewed, parcels sent.
const ROUND: f64 = 1.0;
/// Minutes after which the list is fetched again.
const LIST: i64 = 5;

type Background = Service<Browser>;

thread_local! {
    static SERVICE: RefCell<Option<Rc<Background>>> = const { RefCell::new(None) };
    static FAILED: RefCell<String> = const { RefCell::new(String::new()) };
}

fn service() -> Option<Rc<Background>> {
    SERVICE.with(|service| service.borrow().clone())
}

/// Work that answers. In one shape, for the code around a future is made anew for every kind of it.
type Work = Pin<Box<dyn Future<Output = JsValue>>>;

fn promise(work: Work) -> Promise {
    future_to_promise(async move { Ok(work.await) })
}

/// Reads what is kept. Called once, with the words and the profiles, before any event is handed over.
#[wasm_bindgen]
pub fn background_ready(words: String, profiles: String) -> Promise {
    Words::provide(words);
    crate::supplier::provide(profiles);
    promise(Box::pin(async {
        match start().await {
            Ok(service) => SERVICE.with(|own| *own.borrow_mut() = Some(service)),
            Err(why) => FAILED.with(|failed| *failed.borrow_mut() = why),
        }
        JsValue::UNDEFINED
    }))
}

async fn start() -> Result<Rc<Background>, String> {
    let service = Rc::new(Service::open(Browser::open().await?).await?);
    service.after_start().await;
    // Alarms do not outlive a browser session everywhere.
    api::alarm("round", ROUND);
    let interrupted = service.interrupted();
    let begun = Rc::clone(&service);
    // A browser that has just started tells what the company provisions only after seconds.
    spawn_local(async move {
        if begun.provision().await {
            begun.refresh().await;
        }
    });
    let begun = Rc::clone(&service);
    spawn_local(async move {
        for (purchase, effects) in interrupted {
            begun.run(purchase, effects).await;
        }
        begun.send_left().await;
        begun.publish().await;
    });
    Ok(service)
}

/// Answers a message, by who sent it: a page of the extension, a panel, an agent, an ERP's page. What an
/// agent sees comes beside what it says.
#[wasm_bindgen]
pub fn on_message(sent: JsValue, snapshot: String, sender: JsValue) -> Promise {
    promise(Box::pin(answer(sent, snapshot, sender)))
}

async fn answer(sent: JsValue, snapshot: String, sender: JsValue) -> JsValue {
    let url = api::member(&sender, "url").as_string().unwrap_or_default();
    let tab = api::whole(&api::member(&api::member(&sender, "tab"), "id"));
    let frame = api::whole(&api::member(&sender, "frameId")).unwrap_or(0);
    let own = url.starts_with(&api::address_of("")) || is_own_dynamic(&sender);
    let Some(service) = service() else {
        let why = FAILED.with(|failed| failed.borrow().clone());
        let failed = || message::to_js(&Answer::Failed { problem: storage_problem(&why) });
        // An agent has no use for it: it looks again.
        return if own || wants_to_buy(&sent) { failed() } else { JsValue::NULL };
    };
    match (own, tab) {
        (true, tab) if has_text(&url, "/panel.html") => match tab {
            Some(tab) => from_panel(service, sent, tab).await,
            None => JsValue::NULL,
        },
        (true, _) => from_own_page(service, sent).await,
        (false, Some(tab)) => from_page(service, sent, &snapshot, &url, (tab, frame)).await,
        (false, None) => JsValue::NULL,
    }
}

/// A frame whose address carries the session's dynamic id is still ours: its origin is.
fn is_own_dynamic(sender: &JsValue) -> bool {
    let origin = api::member(sender, "origin").as_string().unwrap_or_default();
    !origin.is_empty() && api::address_of("").starts_with(&origin)
}

fn publish_later(service: &Rc<Background>) {
    let service = Rc::clone(service);
    spawn_local(async move { service.publish().await });
}

/// Answers, then tells the pages and the badge.
fn answered<T: Json>(service: Rc<Background>, answer: &T) -> JsValue {
    publish_later(&service);
    message::to_js(answer)
}

async fn from_own_page(service: Rc<Background>, sent: JsValue) -> JsValue {
    let Ok(request) = message::from_js::<OwnRequest>(&sent) else { return JsValue::NULL };
    let unlocks = matches!(request, OwnRequest::Unlock { .. });
    let refreshes = matches!(request, OwnRequest::Refresh | OwnRequest::Connect { .. });
    let answer = carry_out(&service, request).await;
    if refreshes || unlocks && matches!(answer, Answer::Done) {
        let service = Rc::clone(&service);
        spawn_local(async move {
            if unlocks {
                service.unlocked().await;
            }
            service.refresh().await;
        });
    }
    answered(service, &answer)
}

async fn carry_out(service: &Background, request: OwnRequest) -> Answer {
    match request {
        // The list is fetched by whoever took this; what cannot be stored is said.
        OwnRequest::Refresh => {
            if let Some(problem) = service.storage_trouble() {
                return Answer::Failed { problem };
            }
        }
        OwnRequest::Buy { key } => return service.buy(key).await,
        OwnRequest::ShowTab { purchase } => service.show(&purchase).await,
        OwnRequest::Decide { purchase, decision } => service.decide(&purchase, decision).await,
        OwnRequest::Answered { purchase, granted } => service.access_answered(&purchase, granted).await,
        OwnRequest::Record { key, report } => return service.record_by_hand(key, *report).await,
        OwnRequest::Undo { report, reason, .. } => return service.undo(&report, reason).await,
        OwnRequest::SendNow => service.send_now().await,
        OwnRequest::Test { connection } => return service.test(&connection).await,
        OwnRequest::Connect { connection } => return service.connect(*connection).await,
        OwnRequest::Disconnect { connection } => return service.disconnect(&connection).await,
        OwnRequest::Unlock { passphrase } => return service.unlock(&passphrase).await,
        OwnRequest::Protect { before, passphrase } => {
            return service.protect(&before, passphrase.as_ref()).await;
        }
        OwnRequest::GiveKeysUp => return service.give_keys_up().await,
        OwnRequest::Withdraw { hosts } => return service.withdraw(&hosts).await,
        OwnRequest::Speak { language } => return service.speak(language).await,
        OwnRequest::Suppliers { suppliers } => return service.know_suppliers(suppliers).await,
        OwnRequest::Pairings { keep, forget } => return service.keep_pairings(keep, forget).await,
        OwnRequest::Import { slice, keep } => return service.import(*slice, keep).await,
        OwnRequest::DamageRead => return service.damage_read().await,
        OwnRequest::Erase => return service.erase().await,
    }
    Answer::Done
}

async fn from_panel(service: Rc<Background>, sent: JsValue, tab: i32) -> JsValue {
    let Ok(request) = message::from_js::<PanelRequest>(&sent) else { return JsValue::NULL };
    let Some(purchase) = service.panel_purchase(tab, &request.token) else { return JsValue::NULL };
    if let Some(act) = request.act {
        service.panel_act(tab, &purchase, act).await;
        publish_later(&service);
    }
    let folded = service.panel_place(&purchase).folded;
    let Some((purchase, numbers)) = service.purchase_with_numbers(&purchase) else { return JsValue::NULL };
    let language = Words::choose(service.chosen_language(), &api::language());
    let mut shown = PanelView::of(&purchase, &numbers, language, folded);
    shown.teaching = service.teaching_in(tab);
    message::to_js(&shown)
}

/// Whether the button on an ERP's page was pressed.
fn wants_to_buy(sent: &JsValue) -> bool {
    api::member(sent, "kind").as_string().as_deref() == Some("buy_from_page")
}

async fn from_page(
    service: Rc<Background>,
    sent: JsValue,
    snapshot: &str,
    url: &str,
    (tab, frame): (i32, i32),
) -> JsValue {
    if wants_to_buy(&sent) {
        let named = message::from_js::<ErpPageMessage>(&sent);
        let (Ok(named), Some(origin)) = (named, origin_of(url)) else { return JsValue::NULL };
        let answer = service.buy_from_page(&origin, named).await;
        return answered(service, &answer);
    }
    let Ok(told) = message::from_js::<AgentMessage>(&sent) else { return JsValue::NULL };
    match told {
        AgentMessage::Look { look, pace, covered, panel } => {
            let seen = Seen { look, snapshot, pace, covered, panel: panel.as_deref() };
            let (reply, rest) = service.look(tab, frame, seen).await;
            // Without an answer an agent looks again; only `false` lets it rest.
            let Some(reply) = reply else {
                return if service.may_rest(tab) { JsValue::FALSE } else { JsValue::NULL };
            };
            let answer = message::to_js(&reply);
            spawn_local(async move {
                let acts = rest.is_some();
                if let Some((purchase, effects)) = rest {
                    service.run(purchase, effects).await;
                }
                // Most looks see nothing new.
                if acts || service.has_news() {
                    service.publish().await;
                }
            });
            answer
        }
        AgentMessage::Press { press, at, .. } => {
            service.pressed(tab, frame, &press, snapshot, parse_rfc3339(&at)).await;
            answered(service, &())
        }
        AgentMessage::Pointed { thing, handle } => {
            if frame == 0 {
                service.pointed(tab, thing, handle, snapshot).await;
            }
            answered(service, &())
        }
        AgentMessage::Frames => {
            service.frames_added(tab).await;
            JsValue::NULL
        }
        AgentMessage::Dragged { at, full } => {
            service.panel_dragged(tab, frame, at, full).await;
            JsValue::NULL
        }
    }
}

/// Something that happened in the browser and wants no answer.
enum Event {
    /// A tab was made, perhaps by one of a purchase.
    TabCreated(i32, Option<i32>),
    TabRemoved(i32),
    /// A tab begins or ends to load a document.
    TabLoading(i32, String),
    /// The alarm of the rounds.
    Alarm,
    /// Access was given or taken.
    AccessChanged,
    /// The extension was installed or updated.
    Installed,
    /// The browser was started.
    Started,
}

fn on(event: Event) {
    if let Some(service) = service() {
        spawn_local(async move { handle(&service, event).await });
    }
}

async fn handle(service: &Background, event: Event) {
    let refresh = match event {
        Event::TabCreated(tab, opener) => return service.tab_created(tab, opener).await,
        Event::TabLoading(tab, status) => return service.tab_loading(tab, &status).await,
        Event::TabRemoved(tab) => {
            service.tab_removed(tab).await;
            false
        }
        Event::Alarm => {
            service.renew_claims().await;
            service.send_due().await;
            service.end_listings().await;
            service.list_is_older_than(chrono::TimeDelta::minutes(LIST), clock::now())
        }
        Event::AccessChanged => {
            service.place_buttons().await;
            service.access_changed().await;
            false
        }
        Event::Installed => {
            service.place_buttons().await;
            true
        }
        Event::Started => {
            service.send_due().await;
            true
        }
    };
    match refresh {
        true => service.refresh().await,
        false => service.publish().await,
    }
}

/// See [`Event::TabCreated`].
#[wasm_bindgen]
pub fn on_tab_created(tab: i32, opener: Option<i32>) {
    on(Event::TabCreated(tab, opener));
}

/// See [`Event::TabRemoved`].
#[wasm_bindgen]
pub fn on_tab_removed(tab: i32) {
    on(Event::TabRemoved(tab));
}

/// See [`Event::TabLoading`].
#[wasm_bindgen]
pub fn on_tab_loading(tab: i32, status: String) {
    on(Event::TabLoading(tab, status));
}

/// See [`Event::Alarm`].
#[wasm_bindgen]
pub fn on_alarm(_name: String) {
    on(Event::Alarm);
}

/// See [`Event::AccessChanged`].
#[wasm_bindgen]
pub fn on_access_changed() {
    on(Event::AccessChanged);
}

/// See [`Event::Installed`].
#[wasm_bindgen]
pub fn on_installed() {
    on(Event::Installed);
}

/// See [`Event::Started`].
#[wasm_bindgen]
pub fn on_started() {
    on(Event::Started);
}
