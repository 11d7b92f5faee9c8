//! The extension API as both browsers offer it: `chrome.*`, whose functions return promises.
//!
//! Functions that must be called synchronously inside a click (`permissions.request`) return the
//! promise itself; awaiting first would lose the gesture.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::call::{Call, Outcome, done, forget, told, truth};
use crate::order::has_text;
use crate::service::OpenTab;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    fn runtime_send_message(message: &JsValue) -> Result<Promise, JsValue>;
    /// The absolute address of a file of the extension.
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getURL)]
    pub fn address_of(path: &str) -> String;

    /// Hears every message that is sent inside the extension.
    #[wasm_bindgen(js_namespace = ["chrome", "runtime", "onMessage"], js_name = addListener)]
    pub fn on_message(listener: &js_sys::Function);
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = openOptionsPage)]
    fn runtime_open_options() -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = create)]
    fn tabs_create(options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = update)]
    fn tabs_update(tab: i32, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = remove)]
    fn tabs_remove(tab: i32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    fn tabs_query(query: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    fn tabs_send_message(tab: i32, message: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "windows"], js_name = update)]
    fn windows_update(window: i32, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "windows"], js_name = create)]
    fn windows_create(options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = executeScript)]
    fn scripting_execute(options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = registerContentScripts)]
    fn scripting_register(scripts: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = getRegisteredContentScripts)]
    fn scripting_registered(filter: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = unregisterContentScripts)]
    fn scripting_unregister(filter: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "declarativeNetRequest"], js_name = getSessionRules)]
    fn session_rules() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "declarativeNetRequest"], js_name = updateSessionRules)]
    fn update_session_rules(changes: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    fn permissions_request(wanted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = contains)]
    fn permissions_contains(wanted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = getAll)]
    fn permissions_all() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = remove)]
    fn permissions_remove(wanted: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeText)]
    fn action_badge_text(options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeBackgroundColor)]
    fn action_badge_colour(options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setTitle)]
    fn action_title(options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"], js_name = create)]
    fn alarms_create(name: &str, options: &JsValue) -> Result<Option<Promise>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = get)]
    fn session_get(key: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = set)]
    fn session_set(items: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = remove)]
    fn session_remove(key: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "managed"], js_name = get)]
    fn managed_get() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    fn i18n_language() -> String;
}

/// A plain JavaScript object from its members.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        // Setting a member of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// A JavaScript array of texts.
pub fn texts<T: AsRef<str>>(items: &[T]) -> JsValue {
    let texts = js_sys::Array::new();
    for item in items {
        texts.push(&JsValue::from_str(item.as_ref()));
    }
    texts.into()
}

/// A member of an object, or `undefined`.
pub fn member(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A whole number that the browser gives as a double.
pub fn whole(value: &JsValue) -> Option<i32> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "ids of tabs, windows and frames are small whole numbers"
    )]
    value.as_f64().map(|number| number as i32)
}

/// Sends a message to the background and to the extension's other pages.
pub fn send(message: &JsValue) -> Call {
    Call::new(runtime_send_message(message), told)
}

/// Sends a message that wants no answer.
pub fn tell(message: &JsValue) {
    forget(runtime_send_message(message));
}

/// Opens an address in a new tab and tells its id.
pub fn open_tab(address: &str, active: bool, opener: Option<i32>) -> Call<i32> {
    let mut members = vec![("url", address.into()), ("active", active.into())];
    if let Some(opener) = opener {
        members.push(("openerTabId", opener.into()));
    }
    Call::new(tabs_create(&object(&members)), |tab| {
        whole(&member(&told(tab)?, "id")).ok_or_else(|| "the browser opened no tab".to_owned())
    })
}

/// Leads a tab to another address.
pub fn lead_tab(tab: i32, address: &str) -> Call<()> {
    Call::new(tabs_update(tab, &object(&[("url", address.into())])), done)
}

/// Brings a tab and its window to the front.
pub async fn show_tab(tab: i32) -> Outcome<()> {
    let shown = Call::new(tabs_update(tab, &object(&[("active", true.into())])), told).await?;
    match whole(&member(&shown, "windowId")) {
        Some(window) => Call::new(windows_update(window, &object(&[("focused", true.into())])), done).await,
        None => Ok(()),
    }
}

/// Closes a tab.
pub fn close_tab(tab: i32) -> Call<()> {
    Call::new(tabs_remove(tab), done)
}

/// All tabs, with the addresses that the extension may see.
pub fn all_tabs() -> Call<Vec<OpenTab>> {
    Call::new(tabs_query(&object(&[])), |tabs| {
        let mut all = Vec::new();
        for tab in js_sys::Array::from(&told(tabs)?).iter() {
            let text = |name: &str| member(&tab, name).as_string();
            // Where a tab is about to be, only Chromium tells.
            let address = text("pendingUrl").or_else(|| text("url")).unwrap_or_default();
            let loading = text("status").as_deref() == Some("loading");
            let front = member(&tab, "active").is_truthy();
            if let Some(id) = whole(&member(&tab, "id")) {
                all.push(OpenTab { id, address, loading, front });
            }
        }
        Ok(all)
    })
}

/// Sends a message to the agents in a tab; one without an agent does not hear it.
pub fn tell_tab(tab: i32, message: &JsValue) {
    forget(tabs_send_message(tab, message));
}

/// Opens a page of the extension in a small window of its own. A browser that opens none says so
/// itself.
pub fn open_window(page: &str, width: i32, height: i32) {
    let address = address_of(page);
    forget(windows_create(&object(&[
        ("url", address.as_str().into()),
        ("type", "popup".into()),
        ("width", width.into()),
        ("height", height.into()),
    ])));
}

/// Opens the options, or brings them to the front.
pub fn open_options() {
    forget(runtime_open_options());
}

/// Runs the agent in all frames of a tab that the extension may enter.
pub fn inject(tab: i32) -> Call<()> {
    let target = object(&[("tabId", tab.into()), ("allFrames", true.into())]);
    let files = texts(&[
        "agent/eyes.js",
        "agent/hands.js",
        "agent/overlay.js",
        "agent/pointing.js",
        "agent/agent.js",
    ]);
    let agent = object(&[("target", target), ("files", files), ("injectImmediately", true.into())]);
    Call::new(scripting_execute(&agent), done)
}

/// Keeps the button's script registered for exactly these origins' pages.
pub async fn register_button(patterns: &[String]) -> Outcome<()> {
    const ID: &str = "erp-button";
    let ids = object(&[("ids", texts(&[ID]))]);
    let registered = Call::new(scripting_registered(&ids), told).await?;
    if js_sys::Array::from(&registered).length() > 0 {
        Call::new(scripting_unregister(&ids), done).await?;
    }
    if patterns.is_empty() {
        return Ok(());
    }
    let script = object(&[
        ("id", ID.into()),
        ("js", texts(&["erp-button.js"])),
        ("matches", texts(patterns)),
        ("runAt", "document_idle".into()),
        ("persistAcrossSessions", true.into()),
    ]);
    Call::new(scripting_register(&js_sys::Array::of1(&script).into()), done).await
}

/// Runs the button's script in a tab that is open already. One that cannot have it now, gets it
/// when it is loaded anew.
pub fn inject_button(tab: i32) {
    let target = object(&[("tabId", tab.into())]);
    forget(scripting_execute(&object(&[("target", target), ("files", texts(&["erp-button.js"]))])));
}

fn origins(patterns: &[String]) -> JsValue {
    object(&[("origins", texts(patterns))])
}

/// Asks the person for access. To be called synchronously inside the handler of a click; what it
/// gives is whether it was granted.
pub fn request_access(patterns: &[String]) -> Call<bool> {
    Call::new(permissions_request(&origins(patterns)), truth)
}

/// Whether there is access to all of these.
pub fn has_access(patterns: &[String]) -> Call<bool> {
    Call::new(permissions_contains(&origins(patterns)), truth)
}

/// All match patterns to which there is access.
pub fn all_access() -> Call<Vec<String>> {
    Call::new(permissions_all(), |all| {
        let mut patterns = Vec::new();
        for origin in js_sys::Array::from(&member(&told(all)?, "origins")).iter() {
            patterns.extend(origin.as_string());
        }
        Ok(patterns)
    })
}

/// Gives access back.
pub fn give_back(patterns: &[String]) -> Call<()> {
    Call::new(permissions_remove(&origins(patterns)), done)
}

/// Shows a text on the pinned button, its colour and its tooltip. A browser without a toolbar has
/// nothing to show it on.
pub fn badge(text: &str, colour: &str, title: &str) {
    forget(action_badge_text(&object(&[("text", text.into())])));
    forget(action_badge_colour(&object(&[("color", colour.into())])));
    forget(action_title(&object(&[("title", title.into())])));
}

/// Wakes the background every so many minutes.
pub fn alarm(name: &str, minutes: f64) {
    let rhythm = object(&[("delayInMinutes", minutes.into()), ("periodInMinutes", minutes.into())]);
    // Firefox gives no promise.
    if let Ok(Some(promise)) = alarms_create(name, &rhythm) {
        forget(Ok(promise));
    }
}

/// What this browser session keeps: texts by key.
pub fn session(key: &str) -> Call {
    Call::new(session_get(key), told)
}

/// Keeps a text for this browser session only.
pub fn keep_for_session(key: &str, text: &str) -> Call<()> {
    Call::new(session_set(&object(&[(key, text.into())])), done)
}

/// Forgets it.
pub fn forget_for_session(key: &str) -> Call<()> {
    Call::new(session_remove(key), done)
}

/// What the company has provisioned, as JSON; an empty object where it has nothing.
pub fn managed() -> Call<String> {
    Call::new(managed_get(), |managed| match told(managed) {
        Ok(own) => Ok(json_of(&own)),
        // Without a policy Firefox refuses the call instead of answering with nothing.
        Err(why) if has_text(&why, "manifest not found") => Ok("{}".to_owned()),
        Err(why) => Err(why),
    })
}

/// A plain JavaScript value as JSON; an empty text for what is none.
pub fn json_of(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The browser's own language, such as `zh-CN`.
pub fn language() -> String {
    i18n_language()
}

/// Leaves the `Origin` out of this extension's own requests to exactly these origins, until the browser
/// is closed. Pages' requests keep theirs.
pub async fn hide_origin(origins: &[String]) -> Outcome<()> {
    let old = js_sys::Array::new();
    for rule in js_sys::Array::from(&Call::new(session_rules(), told).await?).iter() {
        old.push(&member(&rule, "id"));
    }
    // The extension's own address has a scheme of the browser's.
    let own = address_of("");
    let host = own.split('/').nth(2).unwrap_or_default();
    let rules = js_sys::Array::new();
    for (id, origin) in (1_u32..).zip(origins) {
        let header = object(&[("header", "origin".into()), ("operation", "remove".into())]);
        let action = object(&[
            ("type", "modifyHeaders".into()),
            ("requestHeaders", js_sys::Array::of1(&header).into()),
        ]);
        let condition = object(&[
            ("urlFilter", ["|", origin, "/"].concat().into()),
            ("initiatorDomains", texts(&[host])),
            ("resourceTypes", texts(&["xmlhttprequest"])),
        ]);
        rules.push(&object(&[("id", id.into()), ("action", action), ("condition", condition)]));
    }
    let changes = object(&[("removeRuleIds", old.into()), ("addRules", rules.into())]);
    Call::new(update_session_rules(&changes), done).await
}
