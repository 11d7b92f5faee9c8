//! Page scripts that change what scripts go by, and that look for what is not theirs.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Person;
use journeys::site::Site;
use serde_json::json;

use super::lamp;
use crate::Journey;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("attack: a page that patches the prototypes of the DOM is read and filled in as it is", patched),
    ("attack: fields named after what scripts go by hide neither the page nor a press", clobbered),
    (
        "attack: a page finds no trace of the panel's token, and none of the extension's pages opens in its frame",
        traces,
    ),
];

/// All that a content script could go by lies, is counted, or throws.
const PATCHED: &str = r#"<script>{
    const touched = [], { fetch, setInterval, taken, encodeURIComponent } = globalThis;
    let last = "";
    // The driver's own ways into the page are patched too: it tells by itself what it has taken.
    setInterval(() => {
        const now = `/taken?${encodeURIComponent(taken())}=${touched.length}`;
        if (now !== last) fetch(last = now);
    }, 100);
    const lies = {
        [`HTMLInputElement value`]: { get: () => "999", set() { touched.push("value"); } },
        [`Element getBoundingClientRect`]: { value: () => ({ left: 0, top: 0, width: 0, height: 0 }) },
        [`Element checkVisibility`]: { value: () => false },
        [`Element getAttribute`]: { value: () => "forged" },
        [`Element getAttributeNames`]: { value: () => [] },
        [`Element matches`]: { value: () => true },
        [`Element attachShadow`]: { value: () => { touched.push("attachShadow"); throw new Error("no"); } },
        [`Node textContent`]: { get: () => "¥0.01" },
        [`Node firstChild`]: { get: () => null },
        [`CharacterData data`]: { get: () => "¥0.01" },
        [`Document querySelectorAll`]: { value: () => [] },
        [`Document elementsFromPoint`]: { value: () => [] },
        [`HTMLElement click`]: { value: () => touched.push("click") },
        [`Event isTrusted`]: { get: () => true },
        [`Event composedPath`]: { value: () => [] },
        [`EventTarget dispatchEvent`]: { value: (event) => touched.push(event.type) },
        [`MutationObserver observe`]: { value: () => touched.push("observe") },
    };
    for (const [name, what] of Object.entries(lies)) {
        const [type, member] = name.split(" ");
        // `isTrusted` belongs to each event and cannot be replaced.
        try { Object.defineProperty(globalThis[type].prototype, member, { configurable: true, ...what }); } catch {}
    }
    globalThis.getComputedStyle = () => ({ opacity: "0", display: "none", cursor: "pointer", overflow: "hidden" });
    JSON.stringify = () => "{}";
    JSON.parse = () => ({});
    Array.prototype.filter = () => [];
    Array.prototype.push = function push(...items) { this[this.length] = items[0]; return this.length; };
    String.prototype.replaceAll = () => "forged";
    Promise.prototype.then = function then() { return this; };
    WeakMap.prototype.get = () => undefined;
    globalThis.chrome = { runtime: { id: "forged", sendMessage: (message) => touched.push(message) } };
    globalThis.oneClickPurchase = { alive: () => true, again: () => null, leave: () => null };
    globalThis.oneClickParts = { eyes: () => ({}), hands: () => ({}) };
}</script>"#;

fn patched(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let site = Site::serve([(lamp::PATH, lamp::page("", PATCHED))])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        let told = || site.asked().into_iter().map(|one| one.path).filter(|path| path.contains("/taken?"));
        browser.until("the page to tell what it has taken", || {
            Ok(told().next_back().is_some_and(|last| last.ends_with("%202=0")).then_some(()))
        })?;
        ensure!(
            told().all(|path| path.ends_with("=0")),
            "a script of the page's was called: {:?}",
            told().next_back()
        );
        lamp::nothing_recorded(&errand)?;
        errand.give_up()?;
        closed(person)
    })
}

/// Closes the supplier's tab. The driver cannot close what patches its own ways; the extension can.
fn closed(person: &Person<'_>) -> Result<()> {
    let browser = &person.world.browser;
    browser.switch(&person.popup)?;
    let left = browser.windows()?.len() - 1;
    browser.async_script::<Option<()>>(CLOSE, json!([lamp::PATH]))?;
    browser.until("the page to close", || Ok((browser.windows()?.len() <= left).then_some(())))
}

/// Closes the tabs at a path.
const CLOSE: &str = "const [path, done] = arguments;
    chrome.tabs.query({}).then((tabs) => Promise.all(tabs.filter(({ url }) => url?.endsWith(path)).map(({ id }) => chrome.tabs.remove(id))))
        .then(() => done(null));";

/// The driver cannot look into such a page: it tells by itself what it has taken, and where its button is.
const TELLS: &str = r#"<script>{
    const buy = document.querySelector(".buy"), { fetch, setInterval, taken } = globalThis;
    let last = "";
    setInterval(() => {
        const { left, top, width, height } = buy.getBoundingClientRect();
        const now = `/taken?${encodeURIComponent(taken())}=${Math.round(left + width / 2)},${Math.round(top + height / 2)}`;
        if (now !== last) fetch(last = now);
    }, 100);
}</script>"#;

/// A form's fields can be had by their names, and hide what is called the same.
const FORM: &str = r#"<script>{
    const form = document.createElement("form");
    document.body.prepend(form);
    form.append(...[...document.body.childNodes].filter((node) => node !== form && node.localName !== "script"));
    form.onsubmit = () => false;
    const names = ["localName", "parentElement", "assignedSlot", "firstChild", "nextSibling", "firstElementChild",
        "childNodes", "getAttributeNames", "getAttribute", "getBoundingClientRect", "checkVisibility", "matches", "shadowRoot",
        "getRootNode", "elements", "querySelector", "querySelectorAll", "closest", "type", "form", "isConnected", "attributes",
        "isContentEditable", "nodeType", "tagName", "textContent", "title", "action", "hidden", "open", "contains"];
    for (const name of names) form.insertAdjacentHTML("beforeend", `<input type="hidden" name="${name}" value="x">`);
}</script>"#;

/// So can a document's pictures, and what has an id by the window.
const DOCUMENT: &str = r#"<script>{
    const { body } = document;
    const pictures = ["documentElement", "body", "head", "title", "querySelectorAll", "querySelector", "getElementById", "readyState",
        "createElement", "elementsFromPoint", "addEventListener", "hasFocus", "baseURI", "location", "activeElement", "forms"];
    for (const name of ["oneClickPurchase", "oneClickParts", "chrome", "browser", "performance"])
        body.insertAdjacentHTML("beforeend", `<a id="${name}"></a>`);
    for (const name of pictures) body.insertAdjacentHTML("beforeend", `<img name="${name}" alt="" width="1" height="1">`);
}</script>"#;

fn clobbered(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        for hostile in [FORM, DOCUMENT] {
            let end = [TELLS, hostile].concat();
            let site = Site::serve([(lamp::PATH, lamp::page("", &end))])?;
            let errand = lamp::begin(person, &site)?;
            lamp::ready(&errand)?;
            let told = || site.asked().into_iter().map(|one| one.path).rfind(|path| path.contains("/taken?"));
            let (x, y) = browser.until("the page to tell what it has taken", || {
                let told = told().unwrap_or_default();
                let Some((_, place)) = told.split_once("%202=") else { return Ok(None) };
                let (x, y) = place.split_once(',').context("it tells a place")?;
                Ok(Some((x.parse()?, y.parse()?)))
            })?;
            // Chromium's driver ends where it is to press in such a document.
            if hostile == FORM || kind == Kind::Firefox {
                browser.switch(&errand.tab()?)?;
                browser.click_at(x, y)?;
                errand.reaches("pressed", |purchase| purchase.presses.len() == 1)?;
            }
            closed(person)?;
            errand.give_up()?;
        }
        Ok(())
    })
}

/// Everything in which a page could find the token of the panel that stands in it, as one text; and how many frames
/// of the extension's it gets to show itself.
const TRACES: &str = r#"
    const [addresses, done] = arguments;
    const seen = [document.documentElement.outerHTML, document.documentElement.getHTML?.({ serializableShadowRoots: true }) ?? ""];
    for (const one of performance.getEntries()) seen.push(JSON.stringify(one));
    for (const host of document.querySelectorAll("html > div")) {
        seen.push(String(host.shadowRoot), host.outerHTML);
        for (const name of Object.keys(host)) seen.push(`${name} ${host[name]}`);
    }
    for (let frame = 0; frame < window.length; frame += 1) seen.push("a frame: " + window[frame]);
    seen.push(String(document.activeElement?.shadowRoot), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
    seen.push(String(globalThis.chrome?.runtime?.sendMessage), String(globalThis.browser?.runtime));
    addEventListener("message", ({ data }) => seen.push(JSON.stringify(data)));
    const frames = addresses.map((address) => Object.assign(document.createElement("iframe"), { src: address }));
    let left = frames.length;
    const loaded = () => { if (--left === 0) done(seen.join("\n")); };
    for (const frame of frames) {
        frame.onload = loaded;
        frame.onerror = loaded;
        document.body.append(frame);
        frame.contentWindow.postMessage({ kind: "panel", act: { act: "stop" } }, "*");
    }"#;

fn traces(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let site = Site::serve([(lamp::PATH, lamp::page("", ""))])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        browser.switch(&errand.tab()?)?;
        let token = errand.panel_token()?;
        ensure!(token.len() > 20, "the token is no more than {token}");
        let extension = browser.extension()?;
        let pages = ["popup.html", "options.html", "purchase.html", "panel.html#guessed", "background.js"];
        let addresses: Vec<String> = pages.iter().map(|page| extension.url(page)).collect();
        let seen: String = browser.async_script(TRACES, json!([addresses]))?;
        ensure!(!seen.contains(&token), "the page sees the panel's token");
        ensure!(!seen.contains("a frame"), "the page reaches the panel's window: {seen}");
        // Of the frames none has become a page of the extension that does anything.
        for (place, page) in pages.iter().enumerate() {
            let frames = browser.all("body > iframe")?;
            let Some(frame) = frames.get(place) else { continue };
            let works =
                browser.inside(frame, || Ok(browser.look("[data-do], .panel, .pill, #search")?.is_some()));
            ensure!(!works.unwrap_or(false), "{page} works in the page's frame");
        }
        lamp::nothing_recorded(&errand)?;
        errand.give_up()
    })
}
