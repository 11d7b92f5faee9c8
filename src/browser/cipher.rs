//! The browser's own cryptography: PBKDF2 and AES-GCM. Bytes go in and out as hexadecimal digits.

use js_sys::{Array, JsString, Promise, Uint8Array};
use wasm_bindgen::prelude::*;

use super::api::object;
use super::call::{Call, Outcome, told};
use crate::store::Secret;

/// Bytes of a salt, and of a nonce.
const SALT: u32 = 16;
const NONCE: u32 = 12;
/// Bits of a key.
const BITS: u32 = 256;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["globalThis", "crypto"], js_name = getRandomValues)]
    fn fill(bytes: &Uint8Array);
    #[wasm_bindgen(catch, js_namespace = ["globalThis", "crypto", "subtle"], js_name = importKey)]
    fn import_key(
        format: &str,
        bytes: &Uint8Array,
        algorithm: &str,
        extractable: bool,
        uses: &JsValue,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["globalThis", "crypto", "subtle"], js_name = deriveBits)]
    fn derive_bits(algorithm: &JsValue, key: &JsValue, bits: u32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["globalThis", "crypto", "subtle"], js_name = encrypt)]
    fn encrypt_bytes(algorithm: &JsValue, key: &JsValue, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["globalThis", "crypto", "subtle"], js_name = decrypt)]
    fn decrypt_bytes(algorithm: &JsValue, key: &JsValue, bytes: &Uint8Array) -> Result<Promise, JsValue>;
}

/// A new random salt.
pub fn salt() -> String {
    digits(&random(SALT))
}

/// The key that a passphrase gives, however it was typed: letters with marks are composed first.
pub async fn derive(passphrase: &str, salt: &str, rounds: u32) -> Outcome<Secret> {
    let typed = JsString::from(passphrase).normalize("NFC");
    let typed = String::from(typed);
    let key = import("PBKDF2", typed.as_bytes(), "deriveBits").await?;
    let algorithm = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", bytes_of(salt).into()),
        ("iterations", rounds.into()),
    ]);
    let bits = Call::new(derive_bits(&algorithm, &key, BITS), told).await?;
    Ok(digits(&Uint8Array::new(&bits).to_vec()).into())
}

/// The nonce and behind it the encrypted text with its tag.
pub async fn encrypt(key: &str, text: &str, bound: &str) -> Outcome<String> {
    let key = import("AES-GCM", &bytes_of(key).to_vec(), "encrypt").await?;
    let mut whole = random(NONCE);
    let encrypted = encrypt_bytes(&gcm(&whole, bound), &key, &Uint8Array::from(text.as_bytes()));
    whole.append(&mut Uint8Array::new(&Call::new(encrypted, told).await?).to_vec());
    Ok(digits(&whole))
}

/// What was encrypted; nothing where the key, what it is bound to, or the text itself is another.
pub async fn decrypt(key: &str, encrypted: &str, bound: &str) -> Option<Secret> {
    let key = import("AES-GCM", &bytes_of(key).to_vec(), "decrypt").await.ok()?;
    let whole = bytes_of(encrypted).to_vec();
    let (nonce, rest) = whole.split_at_checked(NONCE as usize)?;
    let text = decrypt_bytes(&gcm(nonce, bound), &key, &Uint8Array::from(rest));
    let text = Uint8Array::new(&Call::new(text, told).await.ok()?).to_vec();
    String::from_utf8(text).ok().map(Secret::from)
}

fn import(algorithm: &str, bytes: &[u8], uses: &str) -> Call {
    let uses = Array::of1(&uses.into());
    Call::new(import_key("raw", &Uint8Array::from(bytes), algorithm, false, &uses), told)
}

fn gcm(nonce: &[u8], bound: &str) -> JsValue {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(bound.as_bytes()).into()),
    ])
}

fn random(count: u32) -> Vec<u8> {
    let bytes = Uint8Array::new_with_length(count);
    fill(&bytes);
    bytes.to_vec()
}

fn digits(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for half in bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        text.push(char::from_digit(half.into(), 16).unwrap_or('0'));
    }
    text
}

/// The bytes of digits; what are none are no bytes, and whatever they were for does not fit then.
fn bytes_of(digits: &str) -> Uint8Array {
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for pair in digits.as_bytes().chunks_exact(2) {
        let byte = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.extend(byte);
    }
    Uint8Array::from(bytes.as_slice())
}
