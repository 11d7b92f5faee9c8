//! IndexedDB of the extension's own origin: named stores of JSON texts.
//!
//! A write resolves only after the browser has said that the transaction is complete, and it is
//! asked for `durability: "strict"`, so that a resolved write survives a crash.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::api;
use super::call::{Call, Outcome, Settled, text_of};
use crate::store::{Change, copy_key, names};

const NAME: &str = "one-click-purchase";
/// Counted up whenever [`names::ALL`] grows.
const VERSION: u32 = 3;

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
            FACTORY.with(|factory| factory.open_with_u32(NAME, VERSION)).map_err(|e| text_of(&e))?;
        let upgrade = make_stores(&request);
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database: IdbDatabase = finish(Ok(request.into()), result).await?.unchecked_into();
        // A newer version of the extension must not wait for this one.
        let left = database.clone();
        let leave = Closure::once_into_js(move || left.close());
        database.set_onversionchange(Some(leave.unchecked_ref()));
        Ok(Self(database.unchecked_into()))
    }

    /// The text under a key.
    pub fn get(&self, store: &str, key: &str) -> Call<Option<String>> {
        let request = self.store(store).and_then(|store| store.get(&key.into()));
        finish(request, |settled| Ok(result(settled)?.as_string()))
    }

    /// All keys and texts of a store, by key.
    pub async fn all(&self, store: &str) -> Outcome<Vec<(String, String)>> {
        let store = self.store(store).map_err(|error| text_of(&error))?;
        pairs(finish(store.get_all_keys(), result), finish(store.get_all(), result)).await
    }

    /// So many keys and texts of a store at most, by key, behind this one.
    pub async fn some(&self, store: &str, after: Option<&str>, most: u32) -> Outcome<Vec<(String, String)>> {
        let range = match after {
            Some(after) => IdbKeyRange::lower_bound_with_open(&after.into(), true).map(JsValue::from),
            None => Ok(JsValue::UNDEFINED),
        };
        let range = range.map_err(|error| text_of(&error))?;
        let store = self.store(store).map_err(|error| text_of(&error))?;
        let keys = finish(store.get_all_keys_with_key_and_limit(&range, most), result);
        pairs(keys, finish(store.get_all_with_key_and_limit(&range, most), result)).await
    }

    /// Carries out all changes or none. Resolves when they are safe.
    pub fn write(&self, changes: &[Change]) -> Call<()> {
        if changes.is_empty() {
            return Call::new(Ok(Promise::resolve(&JsValue::UNDEFINED)), complete);
        }
        let options = api::object(&[("durability", "strict".into())]);
        let transaction = self.0.transaction(&api::texts(&names::ALL), "readwrite", &options);
        Call::new(transaction.and_then(|transaction| put_all(&transaction, changes)), complete)
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        self.0.transaction(&name.into(), "readonly", &JsValue::UNDEFINED)?.object_store(name)
    }
}

/// Keys with their texts, of two requests that were made in one transaction.
async fn pairs(keys: Call, texts: Call) -> Outcome<Vec<(String, String)>> {
    let (keys, texts) = (Array::from(&keys.await?), Array::from(&texts.await?));
    let mut all = Vec::new();
    for (key, text) in keys.iter().zip(texts.iter()) {
        if let (Some(key), Some(text)) = (key.as_string(), text.as_string()) {
            all.push((key, text));
        }
    }
    Ok(all)
}

/// Puts all changes into a transaction; the promise is kept when it is complete.
fn put_all(transaction: &IdbTransaction, changes: &[Change]) -> Result<Promise, JsValue> {
    for change in changes {
        put(transaction, change)?;
    }
    Ok(Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    }))
}

fn put(transaction: &IdbTransaction, change: &Change) -> Result<(), JsValue> {
    match change {
        Change::Put { store, key, text } => {
            let place = transaction.object_store(store)?;
            if let Some(copy) = copy_key(store, key) {
                keep_before(transaction, &place.get(&key.into())?, copy)?;
            }
            place.put_with_key(&text.into(), &key.into())?;
        }
        Change::Replace { store, key, text } => {
            transaction.object_store(store)?.put_with_key(&text.into(), &key.into())?;
            if let Some(copy) = copy_key(store, key) {
                transaction.object_store(names::COPIES)?.put_with_key(&text.into(), &copy.into())?;
            }
        }
        Change::Delete { store, key } => {
            transaction.object_store(store)?.delete(&key.into())?;
            if let Some(copy) = copy_key(store, key) {
                transaction.object_store(names::COPIES)?.delete(&copy.into())?;
            }
        }
        Change::Clear { store } => {
            transaction.object_store(store)?.clear()?;
        }
    }
    Ok(())
}

/// Keeps what a request reads, in the same transaction: it is asked before the new text is put.
fn keep_before(transaction: &IdbTransaction, reading: &IdbRequest, copy: String) -> Result<(), JsValue> {
    let copies = transaction.object_store(names::COPIES)?;
    let keep = Closure::once_into_js(move |event: JsValue| {
        let before = api::member(&api::member(&event, "target"), "result");
        if before.is_string() {
            // A request that cannot even be made leaves the older copy, which is as good.
            let _ = copies.put_with_key(&before, &copy.into());
        }
    });
    reading.set_onsuccess(Some(keep.unchecked_ref()));
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

/// Waits for a request: what `read` is given is its event.
fn finish<T>(request: Result<IdbRequest, JsValue>, read: fn(Settled) -> Outcome<T>) -> Call<T> {
    let promise = request.map(|request| {
        Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        })
    });
    Call::new(promise, read)
}

/// What a request found.
fn result(settled: Settled) -> Outcome {
    match settled {
        Ok(event) => Ok(api::member(&api::member(&event, "target"), "result")),
        Err(event) => Err(reason(&event)),
    }
}

fn complete(settled: Settled) -> Outcome<()> {
    settled.map(drop).map_err(|event| reason(&event))
}

/// Why a request or a transaction failed: its event names what it happened to; a call that was not
/// even taken is an error itself.
fn reason(event: &JsValue) -> String {
    let target = api::member(event, "target");
    let error = if target.is_object() { api::member(&target, "error") } else { event.clone() };
    let text = |name: &str| api::member(&error, name).as_string().unwrap_or_default();
    match (text("name"), text("message")) {
        (name, message) if name.is_empty() && message.is_empty() => "the browser's storage failed".to_owned(),
        // The name tells a store that is full from any other trouble, see `store::is_full`.
        (name, message) => [name.as_str(), ": ", &message].concat(),
    }
}
