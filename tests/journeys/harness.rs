//! What the other journeys rely on: that the client drives both browsers as a person does.

use anyhow::{Result, ensure};
use journeys::axe;
use journeys::browser::{Answer, Browser, Kind, Language, Launch, Scheme};
use journeys::place;
use journeys::site::{Page, Site};
use journeys::webdriver::Key;
use serde_json::{Value, json};

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("a press and typing are trusted, also in frames and components", trusted),
    ("a tab that a page opens is found, and a picture of it taken", tabs),
    ("the background dies, wakes up as another and remembers", background),
    ("a restart and a crash keep the extension's storage", restart),
    ("the toolbar's popup opens and takes a press", toolbar),
    ("a host is refused, then given, then withdrawn", permission),
    ("a host that was consented to before is given without a question", consent),
    ("a host is given without a click where a test starts after that", grant),
    ("language and colour scheme are those of the launch", surroundings),
    ("a page with an unnamed button breaks a rule of accessibility", accessibility),
];

fn fixture(kind: Kind) -> Result<Browser> {
    Browser::start(Launch::new(kind).with_extension(place::root().join("tests/fixtures/extension")))
}

const SHOP: &str = r#"<!doctype html><title>Shop</title>
<button onclick="this.textContent = event.isTrusted">buy</button>
<input oninput="this.title = event.isTrusted">
<a href="/other" target="_blank">other</a>
<x-quantity></x-quantity>
<iframe src="/frame"></iframe>
<script>
    const inside = document.querySelector("x-quantity").attachShadow({ mode: "open" });
    inside.innerHTML = "<b></b><button>more</button>";
    inside.querySelector("button").onclick = () => { inside.querySelector("b").textContent = "2"; };
</script>"#;

const FRAME: &str = r#"<!doctype html><button onclick="this.textContent = event.isTrusted">pay</button>"#;

fn shop() -> Result<Site> {
    Site::serve([
        ("/", Page::new(SHOP)),
        ("/frame", Page::new(FRAME)),
        ("/other", Page::new("<!doctype html><title>Other</title><h1>Other</h1>")),
    ])
}

fn trusted(kind: Kind) -> Result<()> {
    let (browser, site) = (Browser::start(Launch::new(kind))?, shop()?);
    browser.go(&site.url("localhost", "/"))?;
    let button = browser.find("button")?;
    button.click()?;
    ensure!(button.text()? == "true", "the click was not trusted");
    let field = browser.find("input")?;
    field.type_text("12")?;
    browser.press(Key::Char('3'))?;
    ensure!(field.value()? == "123" && field.attribute("title")?.as_deref() == Some("true"));
    browser.pierce(&["x-quantity", "button"])?.click()?;
    ensure!(browser.pierce(&["x-quantity", "b"])?.text()? == "2", "the component was not pressed");
    let frame = browser.find("iframe")?;
    let said = browser.inside(&frame, || {
        let button = browser.find("button")?;
        button.click()?;
        button.text()
    })?;
    ensure!(said == "true", "the click in the frame was not trusted");
    ensure!(browser.title()? == "Shop", "not back from the frame");
    Ok(())
}

fn tabs(kind: Kind) -> Result<()> {
    let (browser, site) = (Browser::start(Launch::new(kind))?, shop()?);
    browser.go(&site.url("127.0.0.1", "/"))?;
    let known = browser.windows()?;
    browser.find("a")?.click()?;
    browser.opened_beside(&known)?;
    browser.find_with_text("h1", "Other")?;
    ensure!(browser.url()? == site.url("127.0.0.1", "/other"));
    ensure!(browser.screenshot()?.starts_with(b"\x89PNG"));
    Ok(())
}

const PING: &str = "const done = arguments[arguments.length - 1];
    chrome.runtime.sendMessage('ping').then(done, (error) => done({ error: String(error) }));";

fn background(kind: Kind) -> Result<()> {
    let browser = fixture(kind)?;
    browser.open_page("popup.html")?;
    let first: Value = browser.async_script(PING, json!([]))?;
    ensure!(browser.has_background()?);
    browser.kill_background()?;
    let second: Value = browser.async_script(PING, json!([]))?;
    let asked = [&first, &second].map(|reply| reply.get("asked").and_then(Value::as_u64));
    ensure!(asked == [Some(1), Some(2)], "{first} then {second}");
    ensure!(first.get("name") != second.get("name"), "the background was not ended");
    Ok(())
}

fn restart(kind: Kind) -> Result<()> {
    let mut browser = fixture(kind)?;
    for asked in 1..=3 {
        browser.open_page("popup.html")?;
        let reply: Value = browser.async_script(PING, json!([]))?;
        ensure!(reply.get("asked") == Some(&json!(asked)), "{reply} at the start number {asked}");
        browser = if asked == 1 { browser.restart()? } else { browser.crash()? };
    }
    Ok(())
}

fn toolbar(kind: Kind) -> Result<()> {
    let browser = fixture(kind)?;
    browser.open_page("popup.html")?;
    let popup = browser.open_toolbar_popup()?;
    ensure!(popup.text("h1")? == "Fixture");
    popup.click("#ask")?;
    popup.leave()
}

const HAS_HOST: &str = "const done = arguments[arguments.length - 1];
    chrome.permissions.contains({ origins: ['http://localhost/*'] }).then(done);";

fn permission(kind: Kind) -> Result<()> {
    let extension = place::root().join("tests/fixtures/extension");
    let browser = Browser::start(Launch::new(kind).with_extension(extension).with_prompts())?;
    browser.open_page("popup.html")?;
    for (answer, said) in [(Answer::Refuse, "refused"), (Answer::Allow, "given")] {
        browser.find("#ask")?.click()?;
        browser.answer(answer)?;
        browser.find_with_text("#answer", said)?;
        ensure!(browser.async_script::<bool>(HAS_HOST, json!([]))? == (answer == Answer::Allow));
    }
    browser.withdraw("http://localhost/*")?;
    ensure!(!browser.async_script::<bool>(HAS_HOST, json!([]))?, "the host is still allowed");
    Ok(())
}

fn consent(kind: Kind) -> Result<()> {
    let browser = fixture(kind)?;
    browser.open_page("popup.html")?;
    browser.consent("http://localhost/*")?;
    ensure!(!browser.async_script::<bool>(HAS_HOST, json!([]))?, "given before it was asked for");
    browser.find("#ask")?.click()?;
    browser.find_with_text("#answer", "given").map(drop)
}

fn grant(kind: Kind) -> Result<()> {
    let browser = fixture(kind)?;
    browser.open_page("popup.html")?;
    browser.grant("http://localhost/*")?;
    ensure!(browser.async_script::<bool>(HAS_HOST, json!([]))?);
    Ok(())
}

fn surroundings(kind: Kind) -> Result<()> {
    for language in Language::ALL {
        let extension = place::root().join("tests/fixtures/extension");
        let launch = Launch::new(kind).with_extension(extension).in_language(language);
        let browser = Browser::start(launch)?;
        browser.open_page("popup.html")?;
        let seen: String = browser.script("return chrome.i18n.getUILanguage()", json!([]))?;
        ensure!(seen == language.tag(), "the interface speaks {seen}, not {}", language.tag());
        for scheme in Scheme::ALL {
            browser.set_scheme(scheme)?;
        }
    }
    Ok(())
}

fn accessibility(kind: Kind) -> Result<()> {
    let browser = fixture(kind)?;
    browser.open_page("popup.html")?;
    axe::check(&browser, "the fixture")?;
    let _: Value = browser.script("document.querySelector('#ask').textContent = ''", json!([]))?;
    let broken = axe::violations(&browser)?;
    ensure!(broken.iter().any(|one| one.id == "button-name"), "{broken:?}");
    Ok(())
}
