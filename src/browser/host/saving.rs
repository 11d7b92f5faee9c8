//! Makes files of what is kept, a few documents at a time, so that the page stays alive meanwhile.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::super::call::text_of;
use super::super::clock;
use super::super::database::Database;
use super::Host;
use crate::archive::{Everything, Table, Writer};
use crate::json::{self, Json};
use crate::store::{Screen, Suppliers, names, open};
use crate::view::{News, Saving};

/// So many documents are read and written at once.
const SOME: u32 = 200;

impl Host {
    /// Makes a file and tells where it can be had, for as long as this page is open.
    pub(super) async fn save(self: Rc<Self>, saving: Saving) {
        let made = self.make(&saving).await;
        self.tell(News::Saved(saving, made));
    }

    async fn make(&self, saving: &Saving) -> Result<(String, u32), String> {
        let database = self.database().await?;
        // The connections as the first screen has them: without their keys.
        let screen: Screen = document(&database, "screen").await?;
        let suppliers: Suppliers = document(&database, "suppliers").await?;
        let (mut writer, kind) = match saving {
            Saving::Everything => {
                (Writer::Everything(Everything::new(&screen.connections)), "application/json")
            }
            Saving::Table(columns) => {
                (Writer::Table(Table::new(columns.clone(), &screen.connections)), "text/csv")
            }
        };
        let parts = Array::of1(&writer.begin(&clock::now(), &suppliers).into());
        for store in writer.stores() {
            let mut after: Option<String> = None;
            loop {
                let some = database.some(store, after.as_deref(), SOME).await?;
                let Some((last, _)) = some.last() else { break };
                after = Some(last.clone());
                parts.push(&writer.take(store, &some).into());
            }
        }
        parts.push(&writer.end().into());
        let address = address_of(&parts, kind).map_err(|error| text_of(&error))?;
        Ok((address, writer.left_out()))
    }
}

/// One of the single documents; an empty one where it is not there or damaged.
async fn document<T: Json + Default>(database: &Database, key: &str) -> Result<T, String> {
    let text = database.get(names::SINGLES, key).await?.unwrap_or_default();
    Ok(open(&text).ok().and_then(|text| json::read(text).ok()).unwrap_or_default())
}

fn address_of(parts: &Array, kind: &str) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(parts, &options)?)
}
