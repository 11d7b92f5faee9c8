//! What the extension keeps in its IndexedDB.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Browser, Kind, firefox};
use crate::webdriver::Window;

/// Reads every text of a store; `done` is given the texts, or the words of an error.
const READ: &str = "opening.onerror = () => done(String(opening.error));
    opening.onsuccess = () => {
        const database = opening.result;
        const finish = (value) => { database.close(); done(value); };
        // Before its first use the extension has made no stores yet.
        if (!database.objectStoreNames.contains(arguments[1])) return finish([]);
        const reading = database.transaction(arguments[1]).objectStore(arguments[1]).getAll();
        reading.onerror = () => finish(String(reading.error));
        reading.onsuccess = () => finish(reading.result);
    };";

impl Browser {
    /// All documents, as JSON, in a store of one of the extension's databases. The current window stays as it is;
    /// `page` must show a page of the extension.
    pub fn stored(&self, page: &Window, database: &str, store: &str) -> Result<Vec<String>> {
        let texts: Value = match self.kind() {
            // A window of Chromium stays in front while the driver talks to another one.
            Kind::Chromium => self.aside(|| {
                self.switch(page)?;
                let body = format!(
                    "const done = arguments[arguments.length - 1];
                     const opening = indexedDB.open(arguments[0]); {READ}"
                );
                self.async_script(&body, json!([database, store]))
            }),
            // A window of Firefox comes to the front with that, so the store is opened from outside.
            Kind::Firefox => firefox::privileged_async(
                self.session(),
                &format!(
                    "const {{ principal }} = WebExtensionPolicy.getByID(arguments[2]).extension;
                     const opening = indexedDB.openForPrincipal(principal, arguments[0]); {READ}"
                ),
                json!([database, store, self.extension()?.id]),
            ),
        }?;
        match texts {
            Value::Array(_) => {
                let texts: Vec<String> = serde_json::from_value(texts)?;
                let open = |text: &String| {
                    let json = one_click_purchase::store::open(text).map(str::to_owned);
                    json.map_err(|why| anyhow::anyhow!("a document of “{store}”: {}", why.text()))
                };
                texts.iter().map(open).collect()
            }
            other => anyhow::bail!("the store “{store}” of the extension could not be read: {other}"),
        }
    }
}
