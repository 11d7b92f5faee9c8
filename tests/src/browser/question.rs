//! Chromium's question for a permission, as its own accessibility tree tells of it.
//!
//! The question is drawn by the browser and out of the driver's reach, and takes a yes only half a
//! second after it is shown, so that nobody gives one by mistake. Its tree says when it does.

use anyhow::Result;
use serde_json::json;

use crate::webdriver::{Session, Window};

/// Where Chromium shows the accessibility trees of its own windows.
const TREES: &str = "chrome://accessibility";

/// Asks for the trees of all windows anew and returns those asked for before. They are hidden: shown,
/// they would be part of the next ones, and these would grow without end.
const READ: &str = "const hidden = new CSSStyleSheet();
    hidden.replaceSync('pre { display: none }');
    document.adoptedStyleSheets = [hidden];
    for (const show of document.querySelectorAll('[id^=browser_][id$=showOrRefreshTree]')) show.click();
    return [...document.querySelectorAll('pre')].map((tree) => tree.textContent);";

/// The tab in which questions are watched for; it stays in the background.
#[derive(Debug)]
pub struct Questions(Window);

impl Questions {
    /// Watches in the first tab of a browser that was just started.
    pub fn watch(session: &Session) -> Result<Self> {
        session.go(TREES)?;
        session.window().map(Self)
    }

    /// Waits until a question is shown that takes a yes.
    pub fn wait(&self, session: &Session) -> Result<()> {
        session.switch(&self.0)?;
        // Loaded anew, it knows nothing of questions that were answered before.
        session.go(TREES)?;
        session.until("the browser's question to take an answer", || {
            let trees: Vec<String> = session.script(READ, json!([]))?;
            Ok(trees.iter().any(|tree| takes_a_yes(tree)).then_some(()))
        })
    }
}

/// Whether a window's tree has a question with a yes and a no, neither of them disabled. An element
/// begins with as many `+` as there are around it.
fn takes_a_yes(tree: &str) -> bool {
    let depth = |element: &str| element.len() - element.trim_start_matches('+').len();
    let mut elements =
        tree.split(" +").skip_while(|element| !element.contains("alertDialog class_name=RootView"));
    let Some(question) = elements.next() else { return false };
    let buttons: Vec<&str> = elements
        .take_while(|element| depth(element) > depth(question))
        .filter(|element| element.contains(" class_name=MdTextButton "))
        .collect();
    buttons.len() == 2 && !buttons.iter().any(|button| button.contains("restriction=disabled"))
}
