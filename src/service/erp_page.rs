//! Buying from an ERP's own page: which order of which connection its button means.

use super::keys::same_erp;
use super::{Platform, Service, problem, problem_of};
use crate::erp::ErpError;
use crate::message::{Answer, ErpPageMessage, Problem};
use crate::order::{OrderKey, has_text};
use crate::purchase::{PurchaseId, Stage};
use crate::store::{Connection, ConnectionState};

impl<P: Platform> Service<P> {
    /// Starts buying the order that an ERP's own page names. Everything but its id comes from the ERP.
    pub async fn buy_from_page(&self, origin: &str, page: ErpPageMessage) -> Answer {
        let ErpPageMessage::BuyFromPage { order, erp, database } = page;
        let connection = match self.connection_of(origin, &erp, &database) {
            Ok(connection) => connection,
            Err(problem) => return Answer::Failed { problem },
        };
        let key = OrderKey { connection: connection.clone(), order: order.clone() };
        let running = self.kept.borrow().running(&key).map(|purchase| purchase.order.page.clone());
        if let Some(page) = running {
            return if is_in(&page, &database) { self.buy(key).await } else { foreign() };
        }
        let found = match self.erp(&connection) {
            Ok(erp) => erp.order(&order).await,
            Err(error) => Err(error),
        };
        match found {
            Ok(order) if !is_in(&order.page, &database) => foreign(),
            Ok(order) => {
                let answer = self.start(connection, order).await;
                if let Answer::Purchase { purchase } = &answer
                    && self.waits_for_access(purchase)
                {
                    self.platform.open_window(&["purchase.html#", purchase].concat());
                }
                answer
            }
            Err(error) => {
                if matches!(error, ErpError::Locked) {
                    // That page has no field for the passphrase; this one has.
                    self.platform.open_window("popup.html");
                }
                Answer::Failed { problem: problem_of(&error) }
            }
        }
    }

    /// The connection whose page it is. An id says nothing without its ERP and database: each has an order 5.
    fn connection_of(&self, origin: &str, erp: &str, database: &str) -> Result<String, Problem> {
        let kept = self.kept.borrow();
        let mut fit: Vec<&Connection> = kept.connections.iter().filter(|own| own.origin == origin).collect();
        if fit.is_empty() {
            return Err(problem("nothing_connected", &[]));
        }
        if !erp.is_empty() {
            fit.retain(|own| own.erp.name() == erp);
        }
        if !database.is_empty() {
            // One that names no database is connected to the only one that its server has.
            let named = fit.iter().any(|own| own.settings.database == database);
            let wanted = if named { database } else { "" };
            fit.retain(|own| own.settings.database == wanted);
        }
        let Some(first) = fit.first() else { return Err(problem("button_foreign", &[])) };
        if !fit.iter().all(|own| same_erp(own, first)) {
            return Err(problem("button_unclear", &[]));
        }
        let works = fit.iter().find(|own| own.state == ConnectionState::Connected);
        Ok(works.unwrap_or(first).id.clone())
    }

    fn waits_for_access(&self, purchase: &PurchaseId) -> bool {
        let kept = self.kept.borrow();
        kept.purchases
            .get(purchase)
            .is_some_and(|purchase| matches!(purchase.stage, Stage::Permission { .. }))
    }
}

fn foreign() -> Answer {
    Answer::Failed { problem: problem("button_foreign", &[]) }
}

/// Whether an order is in a database, as far as its address in the ERP tells one, which only Tryton's does:
/// `https://erp.example.com/#database/model/…`.
fn is_in(page: &str, database: &str) -> bool {
    database.is_empty() || !has_text(page, "/#") || has_text(page, &["/#", database, "/"].concat())
}
