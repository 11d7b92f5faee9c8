//! What stands for the browser's cryptography.

use super::Fake;
use crate::service::{Cipher, Platform};
use crate::store::Secret;

/// Not encryption: digits that come out again only with the same key and what they are bound to. The browser's
/// own is held against what it ought to do by the journeys.
impl Cipher for Fake {
    fn salt(&self) -> String {
        self.new_id()
    }

    async fn derive(&self, passphrase: &Secret, salt: &str, rounds: u32) -> Result<Secret, String> {
        assert!(rounds >= 600_000, "fewer rounds than there must be");
        Ok(hex(&format!("{salt}/{}", &**passphrase)).into())
    }

    async fn encrypt(&self, key: &Secret, text: &Secret, bound: &str) -> Result<String, String> {
        if self.0.borrow().refuses_cipher {
            return Err("no cryptography".into());
        }
        let nonce = self.new_id();
        Ok(hex(&format!("{nonce}/{}/{bound}/{}", &**key, &**text)))
    }

    async fn decrypt(&self, key: &Secret, encrypted: &str, bound: &str) -> Option<Secret> {
        let whole = unhex(encrypted)?;
        let (_, rest) = whole.split_once('/')?;
        let text = rest.strip_prefix(&**key)?.strip_prefix('/')?.strip_prefix(bound)?.strip_prefix('/')?;
        Some(text.into())
    }

    async fn remember(&self, key: Option<&Secret>) -> Result<(), String> {
        self.0.borrow_mut().remembered = key.cloned();
        Ok(())
    }

    async fn remembered(&self) -> Option<Secret> {
        self.0.borrow().remembered.clone()
    }
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<String> {
    let pairs = digits.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    String::from_utf8(bytes?).ok()
}
