//! Secrets: passwords, API keys and session tokens, and what is kept of them.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// So many passwords are hashed at once, whoever asks: each takes tens of milliseconds and 19 MiB.
const HASHED_AT_ONCE: usize = 4;
static HASHING: Semaphore = Semaphore::const_new(HASHED_AT_ONCE);

/// A new secret of 256 random bits, in hexadecimal.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// What is kept of a key or a session token. They are random, so that a plain hash suffices.
pub fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Whether two digests are the same, in a time that does not tell where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

/// What is kept of a password: an argon2id hash with its own salt; nothing where it could not be made. Takes
/// tens of milliseconds, on purpose.
pub async fn hash_password(password: String) -> Option<String> {
    let hash = move || Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string());
    in_turn(hash).await.flatten()
}

/// Whether a password fits its hash. As slow as hashing.
pub async fn fits_password(password: String, hash: String) -> bool {
    let fits = move || Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok();
    in_turn(fits).await.unwrap_or(false)
}

/// Works on a thread of its own, for it takes too long for one that answers requests, as soon as others are done.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let place = HASHING.acquire().await.ok()?;
    // The place is held to the end of the work, also when nobody waits for it any more.
    let worked = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    worked.await.ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_so_many_passwords_are_hashed_at_once() {
        static NOW: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        runtime.block_on(async {
            let work = || {
                MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                // The work itself, which takes long enough for others to begin beside it if they may.
                std::thread::sleep(Duration::from_millis(20));
                NOW.fetch_sub(1, Ordering::SeqCst);
            };
            let all: Vec<_> = (0..40).map(|_| tokio::spawn(in_turn(work))).collect();
            // Whoever goes away leaves the work behind, and its place stays taken until that is done.
            all.iter().take(10).for_each(tokio::task::JoinHandle::abort);
            for one in all {
                let _ = one.await;
            }
        });
        assert_eq!(MOST.load(Ordering::SeqCst), HASHED_AT_ONCE);
    }

    #[test]
    fn a_password_fits_the_hash_that_is_kept_of_it() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let hash = hash_password("correct horse".to_owned()).await.unwrap();
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
            assert_ne!(
                Some(hash.clone()),
                hash_password("correct horse".to_owned()).await,
                "each has its salt"
            );
            assert!(fits_password("correct horse".to_owned(), hash.clone()).await);
            assert!(!fits_password("correct horse ".to_owned(), hash).await);
        });
    }
}
