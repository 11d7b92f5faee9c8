//! IndexedDB of the extension's own origin: named stores of JSON texts.
//!
//! A write resolves only after the browser has said that the transaction is complete, and it is
//! asked for `durability: "strict"`, so that a resolved write survives a crash.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::api;
use crate::store::{Change, names};

const NAME: &str = "one-click-purchase";
const VERSION: u32 = 1;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: IdbFactory;

    // web-sys knows the transaction's options only as an unstable API.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Durable;
    #[wasm_bindgen(catch, method, js_name = transaction)]
    fn transaction(
        this: &Durable,
        stores: &JsValue,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Database(Durable);

impl std::fmt::Debug for Durable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Durable")
    }
}

impl Clone for Durable {
    fn clone(&self) -> Self {
        JsValue::from(self).unchecked_into()
    }
}

impl Database {
    /// Opens the database; makes its stores the first time.
    pub async fn open() -> Result<Self, String> {
        let request =
            FACTORY.with(|factory| factory.open_with_u32(NAME, VERSION)).map_err(|e| api::text_of(&e))?;
        let upgrade = make_stores(&request);
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database: Durable = finish(&request).await?.unchecked_into();
        Ok(Self(database))
    }

    /// The text under a key.
    pub async fn get(&self, store: &str, key: &str) -> Result<Option<String>, String> {
        let request = self.store(store)?.get(&key.into()).map_err(|error| api::text_of(&error))?;
        Ok(finish(&request).await?.as_string())
    }

    /// All keys and texts of a store, by key.
    pub async fn all(&self, store: &str) -> Result<Vec<(String, String)>, String> {
        let store = self.store(store)?;
        let keys = store.get_all_keys().map_err(|error| api::text_of(&error))?;
        let texts = store.get_all().map_err(|error| api::text_of(&error))?;
        let keys = finish(&keys).await?;
        let texts = Array::from(&finish(&texts).await?);
        let pair = |(key, text): (JsValue, JsValue)| Some((key.as_string()?, text.as_string()?));
        Ok(Array::from(&keys).iter().zip(texts.iter()).filter_map(pair).collect())
    }

    /// Carries out all changes or none. Resolves when they are safe.
    pub async fn write(&self, changes: &[Change]) -> Result<(), String> {
        if changes.is_empty() {
            return Ok(());
        }
        let options = api::object(&[("durability", "strict".into())]);
        let transaction = self.0.transaction(&api::texts(names::ALL), "readwrite", &options);
        let transaction = transaction.map_err(|error| api::text_of(&error))?;
        for change in changes {
            put(&transaction, change).map_err(|error| api::text_of(&error))?;
        }
        complete(&transaction).await
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, String> {
        let transaction = self.0.transaction(&name.into(), "readonly", &JsValue::UNDEFINED);
        transaction
            .and_then(|transaction| transaction.object_store(name))
            .map_err(|error| api::text_of(&error))
    }
}

fn put(transaction: &IdbTransaction, change: &Change) -> Result<(), JsValue> {
    match change {
        Change::Put { store, key, text } => {
            transaction.object_store(store)?.put_with_key(&text.into(), &key.into())?;
        }
        Change::Delete { store, key } => {
            transaction.object_store(store)?.delete(&key.into())?;
        }
        Change::Clear { store } => {
            transaction.object_store(store)?.clear()?;
        }
    }
    Ok(())
}

fn make_stores(request: &IdbOpenDbRequest) -> Closure<dyn FnMut()> {
    let request = request.clone();
    Closure::once(move || {
        let Ok(result) = request.result() else { return };
        let database: IdbDatabase = result.unchecked_into();
        let existing = database.object_store_names();
        for name in names::ALL {
            if !existing.contains(name) {
                // A failure here fails the opening, which is reported there.
                let _ = database.create_object_store(name);
            }
        }
    })
}

/// Waits for a request.
async fn finish(request: &IdbRequest) -> Result<JsValue, String> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(|error| api::text_of(&error)),
        Err(_) => Err(reason(request.error().ok().flatten())),
    }
}

/// Waits until a transaction is complete.
async fn complete(transaction: &IdbTransaction) -> Result<(), String> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop).map_err(|_| reason(transaction.error()))
}

fn reason(error: Option<web_sys::DomException>) -> String {
    error.map_or_else(|| "the browser's storage failed".to_owned(), |error| error.message())
}
