//! The extension API as both browsers offer it: `chrome.*`, whose functions return promises.
//!
//! Functions that must be called synchronously inside a click (`permissions.request`) return the
//! promise itself; awaiting first would lose the gesture.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

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
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "managed"], js_name = get)]
    fn managed_get() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    fn i18n_language() -> String;
}

/// The answer of a call to the browser, or its error as text.
pub type Outcome<T = JsValue> = Result<T, String>;

/// The text of a JavaScript error.
pub fn text_of(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok();
    message
        .and_then(|text| text.as_string())
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}

async fn settle(call: Result<Promise, JsValue>) -> Outcome {
    let promise = call.map_err(|error| text_of(&error))?;
    JsFuture::from(promise).await.map_err(|error| text_of(&error))
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
pub fn texts<'a>(items: impl IntoIterator<Item = &'a str>) -> JsValue {
    items.into_iter().map(JsValue::from_str).collect::<js_sys::Array>().into()
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
pub async fn send(message: &JsValue) -> Outcome {
    settle(runtime_send_message(message)).await
}

/// Opens an address in a new tab and tells its id.
pub async fn open_tab(address: &str, active: bool, opener: Option<i32>) -> Outcome<i32> {
    let mut members = vec![("url", address.into()), ("active", active.into())];
    if let Some(opener) = opener {
        members.push(("openerTabId", opener.into()));
    }
    let tab = settle(tabs_create(&object(&members))).await?;
    whole(&member(&tab, "id")).ok_or_else(|| "the browser opened no tab".to_owned())
}

/// Leads a tab to another address.
pub async fn lead_tab(tab: i32, address: &str) -> Outcome {
    settle(tabs_update(tab, &object(&[("url", address.into())]))).await
}

/// Brings a tab and its window to the front.
pub async fn show_tab(tab: i32) -> Outcome {
    let shown = settle(tabs_update(tab, &object(&[("active", true.into())]))).await?;
    match whole(&member(&shown, "windowId")) {
        Some(window) => settle(windows_update(window, &object(&[("focused", true.into())]))).await,
        None => Ok(shown),
    }
}

/// Closes a tab.
pub async fn close_tab(tab: i32) -> Outcome {
    settle(tabs_remove(tab)).await
}

/// All tabs with the addresses that the extension may see: (id, address or empty).
pub async fn all_tabs() -> Outcome<Vec<(i32, String)>> {
    let tabs = settle(tabs_query(&object(&[]))).await?;
    let pair = |tab: JsValue| {
        Some((whole(&member(&tab, "id"))?, member(&tab, "url").as_string().unwrap_or_default()))
    };
    Ok(js_sys::Array::from(&tabs).iter().filter_map(pair).collect())
}

/// Sends a message to the agents in a tab.
pub async fn tell_tab(tab: i32, message: &JsValue) -> Outcome {
    settle(tabs_send_message(tab, message)).await
}

/// Opens a page of the extension in a small window of its own.
pub async fn open_window(page: &str, width: i32, height: i32) -> Outcome {
    let address = address_of(page);
    let size = [("width", width.into()), ("height", height.into())];
    let place = [("url", address.as_str().into()), ("type", "popup".into())];
    settle(windows_create(&object(&[place, size].concat()))).await
}

/// Opens the options, or brings them to the front.
pub async fn open_options() -> Outcome {
    settle(runtime_open_options()).await
}

/// Runs the agent in one frame of a tab, or in all that the extension may enter.
pub async fn inject(tab: i32, frame: Option<i32>) -> Outcome {
    let whom = match frame {
        Some(frame) => ("frameIds", js_sys::Array::of1(&frame.into()).into()),
        None => ("allFrames", true.into()),
    };
    let target = object(&[("tabId", tab.into()), whom]);
    let files = texts(["agent/eyes.js", "agent/hands.js", "agent/overlay.js", "agent/agent.js"]);
    settle(scripting_execute(&object(&[
        ("target", target),
        ("files", files),
        ("injectImmediately", true.into()),
    ])))
    .await
}

/// Keeps the button's script registered for exactly these origins' pages.
pub async fn register_button(patterns: &[String]) -> Outcome {
    const ID: &str = "erp-button";
    let ids = object(&[("ids", texts([ID]))]);
    let registered = settle(scripting_registered(&ids)).await?;
    if js_sys::Array::from(&registered).length() > 0 {
        settle(scripting_unregister(&ids)).await?;
    }
    if patterns.is_empty() {
        return Ok(JsValue::UNDEFINED);
    }
    let script = object(&[
        ("id", ID.into()),
        ("js", texts(["erp-button.js"])),
        ("matches", texts(patterns.iter().map(String::as_str))),
        ("runAt", "document_idle".into()),
        ("persistAcrossSessions", true.into()),
    ]);
    settle(scripting_register(&js_sys::Array::of1(&script).into())).await
}

/// Runs the button's script in a tab that is open already.
pub async fn inject_button(tab: i32) -> Outcome {
    let target = object(&[("tabId", tab.into())]);
    settle(scripting_execute(&object(&[("target", target), ("files", texts(["erp-button.js"]))]))).await
}

fn origins(patterns: &[String]) -> JsValue {
    object(&[("origins", texts(patterns.iter().map(String::as_str)))])
}

/// Asks the person for access. To be called synchronously inside the handler of a click; the
/// promise gives whether it was granted.
pub fn request_access(patterns: &[String]) -> Result<Promise, String> {
    permissions_request(&origins(patterns)).map_err(|error| text_of(&error))
}

/// Whether there is access to all of these.
pub async fn has_access(patterns: &[String]) -> Outcome<bool> {
    Ok(settle(permissions_contains(&origins(patterns))).await?.is_truthy())
}

/// All match patterns to which there is access.
pub async fn all_access() -> Outcome<Vec<String>> {
    let all = settle(permissions_all()).await?;
    Ok(js_sys::Array::from(&member(&all, "origins")).iter().filter_map(|origin| origin.as_string()).collect())
}

/// Gives access back.
pub async fn give_back(patterns: &[String]) -> Outcome<bool> {
    Ok(settle(permissions_remove(&origins(patterns))).await?.is_truthy())
}

/// Shows a text on the pinned button, its colour and its tooltip.
pub async fn badge(text: &str, colour: &str, title: &str) -> Outcome {
    settle(action_badge_text(&object(&[("text", text.into())]))).await?;
    settle(action_badge_colour(&object(&[("color", colour.into())]))).await?;
    settle(action_title(&object(&[("title", title.into())]))).await
}

/// Wakes the background every so many minutes.
pub async fn alarm(name: &str, minutes: f64) -> Outcome {
    let rhythm = object(&[("delayInMinutes", minutes.into()), ("periodInMinutes", minutes.into())]);
    match alarms_create(name, &rhythm).map_err(|error| text_of(&error))? {
        Some(promise) => settle(Ok(promise)).await,
        None => Ok(JsValue::UNDEFINED),
    }
}

/// A text kept for this browser session only.
pub async fn session_text(key: &str) -> Outcome<Option<String>> {
    Ok(member(&settle(session_get(key)).await?, key).as_string())
}

/// Keeps a text for this browser session only.
pub async fn keep_for_session(key: &str, text: &str) -> Outcome {
    settle(session_set(&object(&[(key, text.into())]))).await
}

/// What the company has provisioned; an empty object where it has nothing.
pub async fn managed() -> JsValue {
    // Browsers without a policy refuse the call instead of answering with nothing.
    settle(managed_get()).await.unwrap_or_else(|_| object(&[]))
}

/// The browser's own language, such as `zh-CN`.
pub fn language() -> String {
    i18n_language()
}
