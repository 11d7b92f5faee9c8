//! What stands in a supplier's page and is nobody's business, and pages that no purchase is about.

use anyhow::{Result, ensure};
use journeys::browser::Kind;
use journeys::saved::Look;
use journeys::site::{Page, Site};
use serde_json::{Value, json};

use super::lamp;
use crate::Journey;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("attack: passwords, cards and codes that stand in a supplier's page are not told", secrets),
    ("attack: what the browser keeps for the extension alone is not read from a supplier's page", session),
    ("attack: no script of the extension's waits in any page but the connected ERP's", waiting),
];

/// Fields that hold a secret, each told as such in another way, and one that holds none.
const FIELDS: &str = r#"<form>
<input type="password" name="a" value="sesame-1">
<label>Password shown <input type="text" name="password" value="sesame-2"></label>
<input autocomplete="current-password" value="sesame-3"><input id="pwd" value="sesame-4">
<input autocomplete="cc-number" value="sesame-5"><input name="cardNumber" value="sesame-6">
<input name="ccnum" value="sesame-7"><input name="cvv2" value="sesame-8">
<input autocomplete="one-time-code" value="sesame-9"><input name="otp" value="sesame-10">
<input name="f1" placeholder="请输入密码" value="sesame-11"><input name="f2" aria-label="短信验证码" value="sesame-12">
<input name="f3" placeholder="Security code" value="sesame-13"><input name="sms_code" value="sesame-14">
<input type="hidden" name="csrf_token" value="sesame-15"><textarea name="secret">sesame-16</textarea>
<input name="iban" value="sesame-17"><input name="f4" placeholder="银行卡号" value="sesame-18">
<label>收货人 <input name="recipient" value="nothing-to-hide"></label>
</form>"#;

fn secrets(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let site = Site::serve([(lamp::PATH, lamp::page(FIELDS, ""))])?;
        let browser = &person.world.browser;
        browser.go(&site.url("localhost", lamp::PATH))?;
        let look = Look::at_hand(browser)?;
        ensure!(look.text().contains("nothing-to-hide"), "the ordinary field was not seen");
        let told: Vec<&str> = look.text().matches("sesame-").collect();
        let places = look.text().match_indices("sesame-").filter_map(|(at, _)| look.text().get(at..at + 9));
        ensure!(told.is_empty(), "told: {:?}", places.collect::<Vec<_>>());
        Ok(())
    })
}

/// Scripts run in pages by what the manifest names, by what was registered, or when a purchase asks for it.
fn waiting(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let site = Site::serve([("*", Page::new("<h1>nobody's business</h1>"))])?;
        person.look_at_popup()?;
        let body = "const done = arguments[arguments.length - 1];
            chrome.scripting.getRegisteredContentScripts().then((scripts) => done({
                registered: scripts.flatMap(({ matches }) => matches),
                manifest: chrome.runtime.getManifest().content_scripts ?? [],
                hosts: chrome.runtime.getManifest().host_permissions ?? [],
            }));";
        let told: Value = world.browser.async_script(body, json!([]))?;
        let expected =
            json!({ "registered": [format!("{}/*", world.desk.host())], "manifest": [], "hosts": [] });
        ensure!(told == expected, "{told}, not {expected}");
        // Browsers match hosts and no ports: a page at this very host would have it, and be refused by the background.
        world.browser.go(&site.url("localhost", "/"))?;
        let mark = "return document.documentElement.dataset.oneClickPurchase ?? ''";
        let mark: String = world.browser.script(mark, json!([]))?;
        ensure!(mark.is_empty(), "the ERP's script is in another page");
        Ok(())
    })
}

/// Keeps something as the passphrase's key is kept, and reads it from a script in the page in front.
const KEEP: &str = "const done = arguments[arguments.length - 1];
    chrome.storage.session.set({ lock_key: 'sesame-20' }).then(() => chrome.storage.session.get('lock_key')).then(done);";

/// What a script of the extension's own in a page gets.
const READ: &str = "const done = arguments[arguments.length - 1], [address] = arguments;
    const read = async () => {
        try { return `read ${JSON.stringify(await chrome.storage.session.get(null))}`; } catch (error) { return `refused ${error}`; }
    };
    chrome.tabs.query({}).then((tabs) => {
        const { id } = tabs.find(({ url }) => url?.startsWith(address));
        return chrome.scripting.executeScript({ target: { tabId: id }, func: read });
    }).then(([{ result }]) => done(result), (error) => done(`failed ${error}`));";

fn session(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let site = Site::serve([(lamp::PATH, lamp::page("", ""))])?;
        let browser = &person.world.browser;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        person.look_at_popup()?;
        let kept: Value = browser.async_script(KEEP, json!([]))?;
        ensure!(kept == json!({ "lock_key": "sesame-20" }), "the extension itself reads {kept}");
        let told: String = browser.async_script(READ, json!([site.url("localhost", lamp::PATH)]))?;
        ensure!(told.starts_with("refused "), "a script in the page: {told}");
        Ok(())
    })
}
