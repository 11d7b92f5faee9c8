//! Permissions for hosts: what the browser's owner answers to its question, and takes back later.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Browser, Kind, chromium, firefox};

/// An answer to the browser's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Allow,
    /// No.
    Refuse,
}

impl Browser {
    /// Answers the browser's question for a permission, which the page in the current window has
    /// just asked. The browser must have been launched [`with_prompts`](super::Launch::with_prompts),
    /// and the page must have had the [focus](Self::focus) before it asked.
    pub fn answer(&self, answer: Answer) -> Result<()> {
        match self.kind() {
            Kind::Chromium => {
                let missing = "this Chromium was launched without prompts";
                let (display, questions) =
                    (self.display.as_ref().context(missing)?, self.questions.as_ref().context(missing)?);
                let has_focus = || self.script::<bool>("return document.hasFocus()", json!([]));
                // The question takes the focus off the page, with its "no" chosen.
                self.until("the browser's question", || Ok((!has_focus()?).then_some(())))?;
                if answer == Answer::Refuse {
                    display.press(&["Escape"])?;
                    return self.until("the browser's question to close", || Ok(has_focus()?.then_some(())));
                }
                let here = self.window()?;
                let before = self.permitted()?;
                self.aside(|| questions.wait(self))?;
                display.press(&["Tab", "Return"])?;
                // The page need not get its focus back: what it asked for may open another page in
                // front of it, or close it.
                self.until("the permission to be given", || {
                    let closed = !self.windows()?.contains(&here);
                    Ok((closed || self.permitted()? != before).then_some(()))
                })
            }
            Kind::Firefox => {
                let button = match answer {
                    Answer::Allow => "button",
                    Answer::Refuse => "secondaryButton",
                };
                self.until("the browser's question", || {
                    let body = "const question = PopupNotifications.panel.firstElementChild;
                        if (PopupNotifications.panel.state !== 'open') return false;
                        question[arguments[0]].click();
                        return true;";
                    let pressed: bool = firefox::privileged(self, body, json!([button]))?;
                    Ok(pressed.then_some(()))
                })
            }
        }
    }

    /// The hosts that are permitted now, as the extension's page in the current window learns it.
    fn permitted(&self) -> Result<Vec<String>> {
        let body = "const done = arguments[arguments.length - 1];
            chrome.permissions.getAll().then(({ origins }) => done(origins));";
        self.async_script(body, json!([]))
    }

    /// Says yes to a host before it is asked for: the next request for it is given without a
    /// question. `pattern` is a match pattern such as `http://localhost/*`; Firefox takes any.
    pub fn consent(&self, pattern: &str) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::in_extensions_page(
                self,
                "chrome.developerPrivate.addHostPermission(arguments[0], arguments[1]).then(() => done(null));",
                json!([self.extension()?.id, pattern]),
            )
            .map(drop),
            Kind::Firefox => {
                let body =
                    "Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false)";
                firefox::privileged::<Value>(self, body, json!([])).map(drop)
            }
        }
    }

    /// Gives a host's permission to the extension, a page of which is in the current window, without
    /// any question: for tests of what comes after.
    pub fn grant(&self, pattern: &str) -> Result<()> {
        match self.kind() {
            Kind::Chromium => {
                self.consent(pattern)?;
                let request = format!("chrome.permissions.request({})", json!({ "origins": [pattern] }));
                let given = chromium::as_in_a_click(self, &request)?;
                ensure!(given == true, "Chromium does not give {pattern}: {given}");
                Ok(())
            }
            Kind::Firefox => firefox::change_permissions(self, self.extension()?, "add", pattern),
        }
    }

    /// Takes a host's permission back in the browser's own list of extensions. `pattern` is a match
    /// pattern such as `http://localhost/*`.
    pub fn withdraw(&self, pattern: &str) -> Result<()> {
        let extension = self.extension()?;
        match self.kind() {
            Kind::Chromium => chromium::in_extensions_page(
                self,
                "chrome.developerPrivate.removeHostPermission(arguments[0], arguments[1]).then(() => done(null));",
                json!([extension.id, pattern]),
            )
            .map(drop),
            Kind::Firefox => firefox::change_permissions(self, extension, "remove", pattern),
        }
    }
}
