//! What the reader takes the pages of a real shop for, beside what they are.

use anyhow::{Result, anyhow};
use one_click_purchase::json;
use one_click_purchase::page::{Kind, Reading, Snapshot, read_by};

use super::Eyes;
use super::customer::Customer;
use crate::saved::Look;
use crate::webdriver::Session;

/// A page that was visited.
#[derive(Debug)]
pub struct Visited {
    /// Its path.
    pub path: String,
    /// What it is.
    pub is: Kind,
    /// What it was read to be, by each of [`Eyes::ALL`].
    pub read: [Reading; 2],
    /// Whether somebody was signed in.
    pub signed_in: bool,
}

impl Visited {
    /// Whether kind and sign-in state are right; a page may leave it open who is signed in.
    pub fn is_right(&self, read: &Reading) -> bool {
        read.kind == self.is && read.signed_in.is_none_or(|said| said == self.signed_in)
    }
}

/// Visits the pages that anybody sees, then signs in and visits those that need it: the cart with goods
/// in it, every page of the checkout, the receipt, the orders.
pub fn visit(customer: &Customer<'_>) -> Result<Vec<Visited>> {
    let (shop, session) = (customer.shop, customer.session);
    let mut visited = Vec::new();
    for &(path, is) in shop.shop.pages {
        session.go(&shop.url(path))?;
        visited.push(see(session, is, false)?);
    }
    session.go(&shop.url(shop.shop.goods.path))?;
    customer.signs_in()?;
    customer.buys_alone_seeing(|kind| {
        visited.push(see(session, kind, true)?);
        Ok(())
    })?;
    for &(path, is) in shop.shop.own_pages {
        session.go(&shop.url(path))?;
        visited.push(see(session, is, true)?);
    }
    Ok(visited)
}

fn see(session: &Session, is: Kind, signed_in: bool) -> Result<Visited> {
    let path = session.url()?.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
    Ok(Visited { path, is, read: look(session)?, signed_in })
}

/// Reads the page at hand with the very eyes and reader of the extension.
fn look(session: &Session) -> Result<[Reading; 2]> {
    let look = Look::at_hand(session)?;
    let mut snapshot: Snapshot =
        json::read(look.text()).map_err(|why| anyhow!("what was seen of a page: {why}"))?;
    snapshot.top = true;
    Ok(Eyes::ALL.map(|eyes| read_by(eyes.shelf(), &snapshot)))
}
