//! What a company provisions: connections that are shown and locked, and the language.

use super::connecting::checked_origin;
use super::{Platform, Service, problem};
use crate::erp::{Kind, Settings};
use crate::json::{self, Json};
use crate::message::Problem;
use crate::store::{Connection, Language, Secret};

/// The word for an address at which the key could be read on its way.
const PLAIN: &str = "provisioned_plain_http";

/// What a company provisions through managed storage.
#[derive(Debug, Default, Json)]
#[json(default)]
struct Provisioned {
    connections: Vec<ProvisionedConnection>,
    language: String,
}

#[derive(Debug, Default, Json)]
#[json(default)]
struct ProvisionedConnection {
    erp: String,
    address: String,
    key: Secret,
    name: String,
    settings: Settings,
}

impl ProvisionedConnection {
    /// The kind and the origin, or what is wrong. In its own network a company decides about plain http.
    fn place(&self) -> Result<(Kind, String), Problem> {
        let erp = Kind::ALL.into_iter().find(|kind| kind.name() == self.erp);
        let erp = erp.ok_or_else(|| problem("provisioned_kind", &[&self.erp, &self.address]))?;
        match checked_origin(&self.address, true) {
            Err(wrong) if wrong.word == "plain_http_refused" => Err(problem(PLAIN, &[&self.address])),
            checked => checked.map(|origin| (erp, origin)),
        }
    }
}

impl<P: Platform> Service<P> {
    /// Takes over what the company has provisioned; what it took away is forgotten. What cannot be read takes
    /// nothing away, and is said. Tells whether anything changed by it.
    pub async fn provision(&self) -> bool {
        let unreadable = |why: &str| Some(problem("provisioned_unreadable", &[why]));
        let read = match self.platform.provisioned().await {
            Ok(text) => json::read(&text).map_err(|misfit| unreadable(&misfit.to_string())),
            // Nothing is amiss where nobody has provisioned anything and the browser cannot be asked.
            Err(why) => Err(unreadable(&why).filter(|_| self.is_provisioned())),
        };
        let (changed, wrong) = match read {
            Ok(provisioned) => self.take_provisioned(provisioned),
            Err(wrong) => (false, wrong.into_iter().collect()),
        };
        if changed {
            let _ = self.keep_connections().await;
        }
        let before = std::mem::replace(&mut self.kept.borrow_mut().policy, wrong);
        if before != self.kept.borrow().policy {
            self.publish().await;
        }
        changed
    }

    fn is_provisioned(&self) -> bool {
        self.kept.borrow().connections.iter().any(|own| own.provisioned)
    }

    /// Tells whether a connection, or the language, changed by it, and what of it is wrong.
    fn take_provisioned(&self, provisioned: Provisioned) -> (bool, Vec<Problem>) {
        let mut kept = self.kept.borrow_mut();
        let before = (json::write_all(&kept.connections), kept.settings.language);
        let (mut wanted, mut wrong) = (Vec::new(), Vec::new());
        for entry in provisioned.connections {
            match entry.place() {
                Ok((erp, origin)) => {
                    let mut new = self.connection(erp, &entry.name, &entry.key, origin);
                    (new.settings, new.provisioned) = (entry.settings, true);
                    wanted.push(new);
                }
                Err(problem) => wrong.push(problem),
            }
        }
        // A connection that is only written wrongly is not taken away; one whose key could be read on its way is.
        let whole = wrong.iter().all(|problem| problem.word == PLAIN);
        kept.keep_connected(&|own: &Connection| {
            let stays = || !whole && checked_origin(&own.origin, true).is_ok();
            !own.provisioned || wanted.iter().any(|new| new.is_erp_of(own)) || stays()
        });
        for mut new in wanted {
            if let Some(own) = kept.connections.iter_mut().find(|own| own.is_erp_of(&new)) {
                own.provisioned = true;
                (own.key, own.locked_key) = (new.key, String::new());
                own.settings = new.settings;
                continue;
            }
            kept.come_back(&mut new);
            kept.connections.push(new);
        }
        kept.settings.language = match provisioned.language.as_str() {
            "zh-CN" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => kept.settings.language,
        };
        ((json::write_all(&kept.connections), kept.settings.language) != before, wrong)
    }
}
