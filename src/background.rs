//! The background: hands every event of the browser to the service. Wiring only.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::platform::Browser;
use crate::browser::{api, clock, message};
use crate::message::{AgentMessage, Answer, ErpPageMessage, OwnRequest, PanelRequest};
use crate::order::{Time, origin_of};
use crate::service::{Service, storage_problem};
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

/// Reads what is kept. Called once before any event is handed over.
#[wasm_bindgen]
pub async fn background_ready() {
    let opened = match Browser::open().await {
        Ok(browser) => Service::open(browser).await,
        Err(why) => Err(why),
    };
    match opened {
        Ok(service) => {
            let service = Rc::new(service);
            SERVICE.with(|own| *own.borrow_mut() = Some(service.clone()));
            service.after_start().await;
            service.provision().await;
            // Alarms do not outlive a browser session everywhere.
            let _ = api::alarm("round", ROUND).await;
            let interrupted = service.interrupted();
            spawn_local(async move {
                for (purchase, effects) in interrupted {
                    service.run(purchase, effects).await;
                }
                service.send_left().await;
                service.publish().await;
            });
        }
        Err(why) => FAILED.with(|failed| *failed.borrow_mut() = why),
    }
}

/// Answers a message, by who sent it: a page of the extension, a panel, an agent, an ERP's page.
#[wasm_bindgen]
pub async fn on_message(sent: JsValue, sender: JsValue) -> JsValue {
    let Some(service) = service() else {
        let why = FAILED.with(|failed| failed.borrow().clone());
        return message::to_js(&Answer::Failed { problem: storage_problem(&why) });
    };
    let url = api::member(&sender, "url").as_string().unwrap_or_default();
    let tab = api::whole(&api::member(&api::member(&sender, "tab"), "id"));
    let frame = api::whole(&api::member(&sender, "frameId")).unwrap_or(0);
    let own = url.starts_with(&api::address_of("")) || is_own_dynamic(&sender);
    match (own, tab) {
        (true, tab) if url.contains("/panel.html") => match tab {
            Some(tab) => from_panel(service, sent, tab).await,
            None => JsValue::NULL,
        },
        (true, _) => from_own_page(service, sent).await,
        (false, Some(tab)) => from_page(service, sent, &url, tab, frame).await,
        (false, None) => JsValue::NULL,
    }
}

/// A frame whose address carries the session's dynamic id is still ours: its origin is.
fn is_own_dynamic(sender: &JsValue) -> bool {
    let origin = api::member(sender, "origin").as_string().unwrap_or_default();
    !origin.is_empty() && api::address_of("").starts_with(&origin)
}

/// Answers, then tells the pages and the badge.
fn answered<T: Serialize>(service: Rc<Background>, answer: &T) -> JsValue {
    spawn_local(async move { service.publish().await });
    message::to_js(answer)
}

async fn from_own_page(service: Rc<Background>, sent: JsValue) -> JsValue {
    let Ok(request) = message::from_js::<OwnRequest>(&sent) else { return JsValue::NULL };
    let answer = match request {
        OwnRequest::Refresh => {
            let service = service.clone();
            spawn_local(async move { service.refresh().await });
            Answer::Done
        }
        OwnRequest::Buy { key } => service.buy(key).await,
        OwnRequest::ShowTab { purchase } => {
            service.show(&purchase).await;
            Answer::Done
        }
        OwnRequest::Decide { purchase, decision } => {
            service.decide(&purchase, decision).await;
            Answer::Done
        }
        OwnRequest::Answered { purchase, granted } => {
            service.access_answered(&purchase, granted).await;
            Answer::Done
        }
        OwnRequest::Record { key, report } => service.record_by_hand(key, *report).await,
        OwnRequest::Undo { report, reason, .. } => service.undo(&report, reason).await,
        OwnRequest::SendNow => {
            service.send_now().await;
            Answer::Done
        }
        OwnRequest::Test { connection } => service.test(&connection).await,
        OwnRequest::Connect { connection } => {
            let answer = service.connect(connection).await;
            let service = service.clone();
            spawn_local(async move { service.refresh().await });
            answer
        }
        OwnRequest::Disconnect { connection } => service.disconnect(&connection).await,
        OwnRequest::Withdraw { hosts } => service.withdraw(&hosts).await,
        OwnRequest::Speak { language } => service.speak(language).await,
        OwnRequest::Erase => service.erase().await,
    };
    answered(service, &answer)
}

async fn from_panel(service: Rc<Background>, sent: JsValue, tab: i32) -> JsValue {
    let Ok(request) = message::from_js::<PanelRequest>(&sent) else { return JsValue::NULL };
    let Some(purchase) = service.panel_purchase(tab, &request.token) else { return JsValue::NULL };
    if let Some(act) = request.act {
        service.panel_act(tab, &purchase, act).await;
        let service = service.clone();
        spawn_local(async move { service.publish().await });
    }
    let Some((purchase, parcels)) = service.purchase_with_parcels(&purchase) else { return JsValue::NULL };
    let numbers: Vec<String> = parcels.into_iter().map(|parcel| parcel.report.number).collect();
    let language = Words::choose(service.chosen_language(), &api::language());
    message::to_js(&PanelView::of(&purchase, &numbers, language, service.is_folded(tab)))
}

async fn from_page(service: Rc<Background>, sent: JsValue, url: &str, tab: i32, frame: i32) -> JsValue {
    // Looks are large: they are parsed once.
    if api::member(&sent, "kind").as_string().as_deref() == Some("buy_from_page") {
        let named = message::from_js(&sent);
        let (Ok(ErpPageMessage::BuyFromPage { order }), Some(origin)) = (named, origin_of(url)) else {
            return JsValue::NULL;
        };
        let answer = service.buy_from_page(&origin, order).await;
        return answered(service, &answer);
    }
    let Ok(told) = message::from_js::<AgentMessage>(&sent) else { return JsValue::NULL };
    match told {
        AgentMessage::Look { look, snapshot, done } => {
            let (reply, rest) = service.look(tab, frame, look, &snapshot, done.as_ref()).await;
            let Some(reply) = reply else { return JsValue::NULL };
            let answer = message::to_js(&reply);
            spawn_local(async move {
                if let Some((purchase, effects)) = rest {
                    service.run(purchase, effects).await;
                }
                service.publish().await;
            });
            answer
        }
        AgentMessage::Press { press, at, .. } => {
            service.pressed(tab, frame, &press, Time::parse_from_rfc3339(&at).ok()).await;
            answered(service, &())
        }
        AgentMessage::Frames => {
            service.frames_added(tab).await;
            JsValue::NULL
        }
    }
}

/// A tab was made, perhaps by one of a purchase.
#[wasm_bindgen]
pub async fn on_tab_created(tab: i32, opener: Option<i32>) {
    if let Some(service) = service() {
        service.tab_created(tab, opener).await;
    }
}

/// A tab was closed.
#[wasm_bindgen]
pub async fn on_tab_removed(tab: i32) {
    if let Some(service) = service() {
        service.tab_removed(tab).await;
        service.publish().await;
    }
}

/// A tab begins or ends to load a document.
#[wasm_bindgen]
pub async fn on_tab_loading(tab: i32, status: String) {
    if let Some(service) = service() {
        service.tab_loading(tab, &status).await;
    }
}

/// The alarm of the rounds.
#[wasm_bindgen]
pub async fn on_alarm(_name: String) {
    let Some(service) = service() else { return };
    service.renew_claims().await;
    service.send_due().await;
    match service.list_is_older_than(chrono::TimeDelta::minutes(LIST), clock::now()) {
        true => service.refresh().await,
        false => service.publish().await,
    }
}

/// Access was given or taken.
#[wasm_bindgen]
pub async fn on_access_changed() {
    let Some(service) = service() else { return };
    service.place_buttons().await;
    service.access_changed().await;
    service.publish().await;
}

/// The extension was installed or updated.
#[wasm_bindgen]
pub async fn on_installed() {
    if let Some(service) = service() {
        service.place_buttons().await;
        service.refresh().await;
    }
}

/// The browser was started.
#[wasm_bindgen]
pub async fn on_started() {
    if let Some(service) = service() {
        service.send_due().await;
        service.refresh().await;
    }
}
