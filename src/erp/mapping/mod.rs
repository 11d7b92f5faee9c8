//! Any ERP with a REST API, as a file says that maps it.
//!
//! Nothing of the file is code. Its paths are of the granted origin, whatever is put into them is
//! percent-encoded, the key goes into one header, and a link to anywhere else is refused by name.

mod check;
mod entries;
mod fill;
mod row;
mod rules;
mod wire;

use std::cell::RefCell;

use super::adapter::{Adapter, Answer, Listed, Read};
use super::journal::{Entry, act_of};
use super::{ErpError, Fault, Means, Method, Settings, Setup};
use crate::json::{self, Value, Wrong};
use crate::order::time::{parse_rfc3339, rfc3339};
use crate::order::{Money, OrderId, Report, number_text};
use fill::{Filling, at, text_at};
use row::{Row, id_of, misfit};
use rules::{Action, List, Pages, Rules, Verb};
use wire::Server;

/// Seconds that a refresh looks back behind the last one: a change is dated by when it began.
const OVERLAP: i64 = 60;

/// Whether a text is a mapping.
///
/// # Errors
/// Names the first place that is wrong.
pub fn check_mapping(text: &str) -> Result<(), Wrong> {
    check::read(text).map(drop)
}

/// One mapped ERP.
pub struct Mapping<'h> {
    server: Server<'h>,
    settings: Settings,
    /// Who the key belongs to, once it was asked.
    user: RefCell<Option<String>>,
}

impl<'h> Mapping<'h> {
    /// The ERP of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self {
            server: Server::new(setup, means),
            settings: json::copy(setup.settings),
            user: RefCell::default(),
        }
    }

    fn rules(&self) -> Result<Rules, ErpError> {
        check::read(&self.settings.mapping).map_err(|wrong| ErpError::Refused(wrong.to_string()))
    }

    async fn get(&self, rules: &Rules, path: &str, filling: &Filling<'_>) -> Result<Value, ErpError> {
        self.server.get(&rules.auth, fill::path(path, filling)).await
    }

    async fn user(&self, rules: &Rules) -> Result<String, ErpError> {
        let known = self.user.borrow().clone();
        let Some(me) = rules.me.as_ref().filter(|_| known.is_none()) else {
            return Ok(known.unwrap_or_default());
        };
        let user = text_at(&self.get(rules, &me.path, &[]).await?, &me.user);
        *self.user.borrow_mut() = Some(user.clone());
        Ok(user)
    }

    /// One order as the ERP answers it.
    async fn raw(&self, rules: &Rules, id: &str) -> Result<Value, ErpError> {
        let answer = self.get(rules, &rules.order.path, &[("id", id)]).await?;
        let place = if rules.order.at.is_empty() { "/" } else { &rules.order.at };
        at(&answer, place).cloned().ok_or_else(|| misfit(place))
    }

    /// A list that stands in the order, or behind a path of its own.
    async fn inner(
        &self,
        rules: &Rules,
        row: &Value,
        path: &str,
        rows: &str,
    ) -> Result<Vec<Value>, ErpError> {
        if path.is_empty() {
            return Ok(rows_at(row, rows)?.to_vec());
        }
        let answer = self.get(rules, path, &[("id", id_of(rules, row)?.as_str())]).await?;
        Ok(rows_at(&answer, rows)?.to_vec())
    }

    fn row<'r>(&'r self, rules: &'r Rules) -> Row<'r> {
        Row { rules, settings: &self.settings, origin: &self.server.origin, read: self.server.time() }
    }

    async fn entries(&self, rules: &Rules, row: &Value) -> Result<Vec<Entry>, ErpError> {
        let journal = &rules.journal;
        if !journal.text.is_empty() {
            return Ok(entries::of(&text_at(row, &journal.text)));
        }
        let rows = self.inner(rules, row, &journal.path, &journal.rows).await?;
        self.row(rules).entries(&rows)
    }

    async fn read(&self, rules: &Rules, row: &Value) -> Result<Read, ErpError> {
        let lines = self.inner(rules, row, &rules.lines.path, &rules.lines.rows).await?;
        let entries = self.entries(rules, row).await?;
        self.row(rules).read(row, &lines, entries)
    }

    /// Does what changes an order, told by its id and the version that was read.
    async fn act(
        &self,
        rules: &Rules,
        action: &Action,
        (id, version): (&str, &str),
        filling: &Filling<'_>,
    ) -> Result<(), ErpError> {
        let mut all = vec![("id", id), ("version", version)];
        all.extend_from_slice(filling);
        let mut body = action.body.as_ref().map(|body| fill::body(body, &all));
        let method = match action.method {
            Verb::Post => Method::Post,
            Verb::Patch => Method::Patch,
            Verb::Put => {
                let whole = self.raw(rules, id).await?;
                // What is sent whole must be the version that was read.
                if text_at(&whole, &rules.fields.version) != version {
                    return Err(ErpError::changed());
                }
                body = Some(fill::merged(&whole, &body.unwrap_or_default()));
                Method::Put
            }
        };
        let header = &action.version_header;
        let header = (!header.is_empty()).then(|| (header.clone(), version.to_owned()));
        let path = fill::path(&action.path, &all);
        let body = body.map(|body| body.to_string());
        self.server.send(&rules.auth, method, path, body, header).await.map(drop)
    }

    async fn append(&self, order: &Read, text: String) -> Result<String, ErpError> {
        let rules = self.rules()?;
        let (action, id) = (&rules.journal.write, order.order.id.as_str());
        if rules.journal.text.is_empty() {
            self.act(&rules, action, (id, &order.version), &[("entry", text.as_str())]).await?;
        } else {
            let author = self.user(&rules).await?;
            // What others wrote since the order was read must not be lost.
            let row = self.raw(&rules, id).await?;
            let before = text_at(&row, &rules.journal.text);
            let whole = entries::added(&before, &self.server.time(), &author, &text);
            let version = text_at(&row, &rules.fields.version);
            self.act(&rules, action, (id, version.as_str()), &[("journal", whole.as_str())]).await?;
        }
        let row = self.raw(&rules, id).await?;
        let act = act_of(&text);
        for entry in self.entries(&rules, &row).await?.into_iter().rev() {
            if act_of(&entry.text) == act {
                return Ok(entry.id);
            }
        }
        Err(Fault::NotKept("entry").into())
    }

    async fn list(&self, since: Option<&str>, after: Option<&str>) -> Result<Listed, ErpError> {
        let rules = self.rules()?;
        let list = rules.changed.as_ref().filter(|_| since.is_some()).unwrap_or(&rules.list);
        let first = fill::path(&list.path, &[("since", since.unwrap_or_default())]);
        let path = match (after, &list.pages) {
            (None, Pages::Page { parameter, first: number }) => with(&first, parameter, &number.to_string()),
            (None, _) => first,
            (Some(after), Pages::Link { .. }) => self.server.path_of(after)?,
            (Some(after), Pages::Key { parameter, .. } | Pages::Page { parameter, .. }) => {
                with(&first, parameter, after)
            }
            (Some(_), Pages::None) => return Ok(Listed { orders: Vec::new(), next: None, as_of: None }),
        };
        let answer = self.server.get(&rules.auth, path).await?;
        let as_of = self.server.time().checked_sub_signed(chrono::TimeDelta::seconds(OVERLAP));
        let rows = rows_at(&answer, &list.rows)?;
        let next = self.next(list, &answer, rows, after)?;
        let mut orders = Vec::with_capacity(rows.len());
        for row in rows {
            orders.push(self.read(&rules, row).await?);
        }
        let as_of = as_of.filter(|_| rules.changed.is_some());
        Ok(Listed { orders, next, as_of: as_of.map(|time| rfc3339(&time)) })
    }

    /// Where the list goes on.
    fn next(
        &self,
        list: &List,
        answer: &Value,
        rows: &[Value],
        after: Option<&str>,
    ) -> Result<Option<String>, ErpError> {
        let next = match &list.pages {
            Pages::Link { at } => {
                let link = text_at(answer, at);
                if link.is_empty() {
                    return Ok(None);
                }
                self.server.path_of(&link)?
            }
            _ if rows.is_empty() => return Ok(None),
            Pages::None => return Ok(None),
            Pages::Key { key, .. } => {
                let last = rows.last().map(|row| text_at(row, key)).unwrap_or_default();
                if last.is_empty() {
                    return Err(misfit(key));
                }
                last
            }
            Pages::Page { first, .. } => {
                let number = after.and_then(|after| after.parse().ok()).unwrap_or(*first);
                number.saturating_add(1).to_string()
            }
        };
        // A list that does not go on would be read for ever.
        if after == Some(next.as_str()) { Err(misfit("next")) } else { Ok(Some(next)) }
    }

    async fn numbered(&self, number: &str) -> Result<Vec<(OrderId, String)>, ErpError> {
        let rules = self.rules()?;
        let mut orders = Vec::new();
        let Some(find) = &rules.find else { return Ok(orders) };
        let answer = self.get(&rules, &find.path, &[("number", number)]).await?;
        for row in rows_at(&answer, &find.rows)? {
            let reference = text_at(row, &rules.fields.reference);
            if reference.split(',').any(|own| own.trim() == number) {
                orders.push((id_of(&rules, row)?, text_at(row, &rules.fields.number)));
            }
        }
        Ok(orders)
    }

    async fn figures(&self, order: &Read, report: Option<&Report>) -> Result<(), ErpError> {
        let rules = self.rules()?;
        let Some(action) = &rules.figures else { return Ok(()) };
        let amount = |money: Option<Money>| money.map(|money| number_text(money.amount)).unwrap_or_default();
        let (total, freight) = (report.and_then(|own| own.total), report.and_then(|own| own.freight));
        let currency = total.or(freight).map(|money| money.currency.code().to_owned()).unwrap_or_default();
        let (total, freight) = (amount(total), amount(freight));
        let tracking = report.and_then(|own| own.tracking.as_deref()).unwrap_or_default();
        let note = report.map(|own| own.note.as_str()).unwrap_or_default();
        let filling = [
            ("total", total.as_str()),
            ("freight", freight.as_str()),
            ("currency", currency.as_str()),
            ("tracking", tracking),
            ("note", note),
        ];
        // The reference was written just now, and the order is another version.
        let row = self.raw(&rules, &order.order.id).await?;
        let version = text_at(&row, &rules.fields.version);
        self.act(&rules, action, (&order.order.id, &version), &filling).await
    }
}

fn key_of(order: &Read) -> (&str, &str) {
    (&order.order.id, &order.version)
}

/// The rows at a place.
fn rows_at<'v>(value: &'v Value, place: &str) -> Result<&'v [Value], ErpError> {
    match at(value, place) {
        Some(Value::List(rows)) => Ok(rows),
        _ => Err(misfit(place)),
    }
}

/// A path with one more parameter.
fn with(path: &str, parameter: &str, value: &str) -> String {
    let mark = if path.contains('?') { "&" } else { "?" };
    [path, mark, parameter, "=", &super::encode(value)].concat()
}

impl std::fmt::Debug for Mapping<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mapping")
    }
}

impl Adapter for Mapping<'_> {
    fn test(&self) -> Answer<'_, super::Server> {
        Box::pin(async {
            let rules = self.rules()?;
            let user = self.user(&rules).await?;
            let first = Mapping::list(self, None, None).await?;
            // The whole list would have to be read to count it.
            let pending = u64::try_from(first.orders.len()).unwrap_or_default();
            Ok(super::Server { name: rules.name, user, pending })
        })
    }

    fn list<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed> {
        // What is no time was no time of ours.
        let since = since.filter(|since| parse_rfc3339(since).is_some());
        Box::pin(self.list(since, after))
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            let rules = self.rules()?;
            let row = self.raw(&rules, id).await?;
            self.read(&rules, &row).await
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(self.append(order, text))
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let rules = self.rules()?;
            self.act(&rules, &rules.reference, key_of(order), &[("reference", reference)]).await
        })
    }

    fn set_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(self.figures(order, Some(report)))
    }

    fn clear_figures<'a>(&'a self, order: &'a Read, _report: &'a Report) -> Answer<'a, ()> {
        Box::pin(self.figures(order, None))
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(async move {
            let rules = self.rules()?;
            self.act(&rules, &rules.purchase, key_of(order), &[]).await
        })
    }

    fn take_mark_back<'a>(&'a self, order: &'a Read) -> Answer<'a, bool> {
        Box::pin(async move {
            let rules = self.rules()?;
            let Some(reopen) = &rules.reopen else { return Ok(false) };
            // What is further than `purchase` makes it is no longer only a matter of the order: its goods have come.
            let row = self.raw(&rules, &order.order.id).await?;
            if rules.states.purchased.first() != Some(&text_at(&row, &rules.fields.state)) {
                return Ok(false);
            }
            match self.act(&rules, reopen, key_of(order), &[]).await {
                Ok(()) => Ok(true),
                Err(ErpError::Refused(_)) => Ok(false),
                Err(error) => Err(error),
            }
        })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(self.numbered(number))
    }
}

#[cfg(test)]
mod rest;
#[cfg(test)]
mod tests;
