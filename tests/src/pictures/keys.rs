//! The section of the keys in the options, and the popup while they are locked.

use anyhow::Result;
use serde_json::json;

use super::Scene;
use super::album::Size;

const WORDS: &str = "four unlike words";

/// Forgets what unlocks the keys, as the end of the browser does.
const LOCK: &str = "const [done] = arguments; chrome.storage.session.remove('lock_key').then(done);";

impl Scene<'_> {
    /// A passphrase is set, then asked for, and typed wrong.
    pub(super) fn keys(&self) -> Result<()> {
        let browser = &self.world.browser;
        browser.open_page("options.html")?;
        browser.find("[data-do=protect]")?.click()?;
        browser.find("#passphrase-new")?.type_text("too short")?;
        browser.find("[data-do=keep-keys]")?.click()?;
        self.section("options-keys-plain")?;
        browser.find("#passphrase-new")?.clear()?;
        for field in ["#passphrase-new", "#passphrase-again"] {
            browser.find(field)?.type_text(WORDS)?;
        }
        browser.find("[data-do=keep-keys]")?.click()?;
        browser.find("[data-do=change-passphrase]")?;
        self.section("options-keys-unlocked")?;
        browser.async_script::<Option<bool>>(LOCK, json!([]))?;
        browser.kill_background()?;
        self.person.look_at_popup()?;
        browser.find("#passphrase")?.type_text("wrong")?;
        browser.find("[data-do=unlock]")?.click()?;
        browser.find("#passphrase[aria-invalid]")?;
        self.take("popup-locked", Size::POPUP)?;
        browser.open_page("options.html")?;
        self.section("options-keys-locked")?;
        browser.find("#passphrase")?.type_text(WORDS)?;
        browser.find("[data-do=unlock]")?.click()?;
        browser.find("[data-do=change-passphrase]").map(drop)
    }

    fn section(&self, name: &str) -> Result<()> {
        self.world.browser.find("[data-section=keys]")?.into_view()?;
        self.take(name, Size::TAB)
    }
}
