//! The practice supplier: one small web shop in several layouts, for the demo and the tests.
//!
//! It sells made-up goods for nothing, on one port under four host names (see [`Hosts`]). A seed
//! decides every class name, id, attribute order and wording ([`look`]), so that whoever reads its
//! pages must understand them as pages, not by their markup. What was really ordered is kept and
//! told under `/-/log`, on a loopback listener only.

mod catalogue;
mod control;
mod hosts;
mod look;
mod pages;
mod picture;
mod price;
mod routes;
mod selectors;
mod shuffle;
mod store;
mod trade;
mod words;

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;

use look::Look;
use store::Store;

pub use hosts::{Hosts, Role};

/// A shop: one dress, its hosts and what it remembers.
#[derive(Clone)]
pub struct Shop {
    inner: Arc<Inner>,
}

struct Inner {
    look: Look,
    hosts: Hosts,
    store: Mutex<Store>,
}

impl Shop {
    /// A shop dressed by a seed, with nothing sold yet.
    pub fn new(seed: u64, hosts: Hosts) -> Self {
        Self { inner: Arc::new(Inner { look: Look::new(seed), hosts, store: Mutex::default() }) }
    }

    /// Where its start page is, such as `http://localhost:8080`.
    pub fn origin(&self) -> String {
        self.inner.hosts.origin(Role::Shop)
    }

    /// All its pages; with the control endpoints under `/-/` when told so.
    pub fn router(&self, with_control: bool) -> Router {
        let pages = routes::router(self);
        if with_control { pages.merge(control::router(self)) } else { pages }
    }

    fn look(&self) -> &Look {
        &self.inner.look
    }

    fn hosts(&self) -> &Hosts {
        &self.inner.hosts
    }

    /// The store; a panic elsewhere while it was held leaves it as it is.
    fn store(&self) -> MutexGuard<'_, Store> {
        self.inner.store.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
