//! Orders: each one whole as a document, with the columns that lists are made by.

use one_click_purchase::order::{PurchaseOrder, Status};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::{Change, Result, moment, unreadable};

/// Which orders to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only these states; all when empty.
    pub statuses: Vec<Status>,
    /// Every one of these words stands in the number, supplier, a title, SKU or supplier order number.
    pub words: String,
    /// Only this supplier.
    pub supplier: String,
    /// Only those changed after this tick.
    pub changed_since: Option<i64>,
    /// Where the page begins.
    pub from: From,
    /// How many at most.
    pub limit: u16,
}

/// From where and in which direction a list goes. The number is the place of an order, not listed itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum From {
    /// The oldest first.
    #[default]
    Oldest,
    /// On from this one to newer ones.
    After(i64),
    /// The newest first.
    Newest,
    /// On from this one to older ones.
    Before(i64),
}

/// An order with its place in the list.
pub struct Placed {
    /// The place: later orders have greater ones.
    pub seq: i64,
    /// The order.
    pub order: PurchaseOrder,
}

/// How many orders there are in each state.
pub type Counts = Vec<(Status, i64)>;

/// Every state, in the order of an order's life.
pub const STATUSES: [Status; 5] =
    [Status::Pending, Status::Purchasing, Status::PartPurchased, Status::Purchased, Status::Cancelled];

/// The state of that name.
pub fn status_named(name: &str) -> Option<Status> {
    STATUSES.into_iter().find(|status| status.name() == name)
}

/// The order with that id.
pub async fn by_id(db: &mut AnyConnection, id: &str) -> Result<Option<PurchaseOrder>> {
    one(db, "SELECT document FROM orders WHERE id = $1", id).await
}

/// The order with that number.
pub async fn by_number(db: &mut AnyConnection, number: &str) -> Result<Option<PurchaseOrder>> {
    one(db, "SELECT document FROM orders WHERE number = $1", number).await
}

async fn one(db: &mut AnyConnection, sql: &'static str, key: &str) -> Result<Option<PurchaseOrder>> {
    let document: Option<String> = sqlx::query_scalar(sql).bind(key).fetch_optional(db).await?;
    document.map(|document| parse(&document)).transpose()
}

/// The orders that fit, and whether there are more in that direction.
pub async fn list(db: &mut AnyConnection, filter: &Filter) -> Result<(Vec<Placed>, bool)> {
    let (conditions, texts, numbers) = conditions(filter);
    let direction = match filter.from {
        From::Oldest | From::After(_) => "ASC",
        From::Newest | From::Before(_) => "DESC",
    };
    // The inner query sorts what an index holds; the documents are read for the page alone.
    let sql = format!(
        "SELECT seq, document FROM orders WHERE seq IN \
         (SELECT seq FROM orders WHERE {conditions} ORDER BY seq {direction} LIMIT {}) ORDER BY seq {direction}",
        u32::from(filter.limit) + 1
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for number in numbers {
        query = query.bind(number);
    }
    for text in texts {
        query = query.bind(text);
    }
    let mut rows = query.fetch_all(db).await?;
    let more = rows.len() > usize::from(filter.limit);
    rows.truncate(usize::from(filter.limit));
    let placed = rows.iter().map(|row| Ok(Placed { seq: row.try_get(0)?, order: parse(row.try_get(1)?)? }));
    Ok((placed.collect::<Result<_>>()?, more))
}

/// The conditions of a filter as SQL, the texts and the numbers that it takes, numbers first.
fn conditions(filter: &Filter) -> (String, Vec<String>, Vec<i64>) {
    let mut numbers = Vec::new();
    let mut texts = Vec::new();
    let mut sql = vec!["1 = 1".to_owned()];
    match filter.from {
        From::After(seq) => {
            numbers.push(seq);
            sql.push(format!("seq > ${}", numbers.len()));
        }
        From::Before(seq) => {
            numbers.push(seq);
            sql.push(format!("seq < ${}", numbers.len()));
        }
        From::Oldest | From::Newest => {}
    }
    if let Some(tick) = filter.changed_since {
        numbers.push(tick);
        sql.push(format!("changed > ${}", numbers.len()));
    }
    if !filter.statuses.is_empty() {
        // Names of our own enum, nothing that came in.
        let names: Vec<String> =
            filter.statuses.iter().map(|status| format!("'{}'", status.name())).collect();
        sql.push(format!("status IN ({})", names.join(", ")));
    }
    if !filter.supplier.is_empty() {
        texts.push(filter.supplier.clone());
        sql.push(format!("supplier = ${}", numbers.len() + texts.len()));
    }
    for word in filter.words.split_whitespace().take(8) {
        texts.push(format!("%{}%", escape(&word.to_lowercase())));
        sql.push(format!("search LIKE ${} ESCAPE '!'", numbers.len() + texts.len()));
    }
    (sql.join(" AND "), texts, numbers)
}

fn escape(word: &str) -> String {
    word.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// How many orders stand where.
pub async fn counts(db: &mut AnyConnection) -> Result<Counts> {
    let rows = sqlx::query("SELECT status, count(*) FROM orders GROUP BY status").fetch_all(db).await?;
    let counted: Vec<(String, i64)> =
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_>>()?;
    let of = |status: Status| counted.iter().find(|(name, _)| name == status.name()).map_or(0, |(_, n)| *n);
    Ok(STATUSES.into_iter().map(|status| (status, of(status))).collect())
}

/// The suppliers' names, sorted.
pub async fn suppliers(db: &mut AnyConnection) -> Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT supplier FROM orders WHERE supplier <> '' ORDER BY supplier LIMIT 500",
    )
    .fetch_all(db)
    .await
}

/// The orders whose lease had run out by then.
pub async fn with_ended_lease(db: &mut AnyConnection, tick: i64) -> Result<Vec<PurchaseOrder>> {
    let documents: Vec<String> =
        sqlx::query_scalar("SELECT document FROM orders WHERE leased_until <= $1 ORDER BY seq")
            .bind(tick)
            .fetch_all(db)
            .await?;
    documents.iter().map(|document| parse(document)).collect()
}

fn parse(document: &str) -> Result<PurchaseOrder> {
    serde_json::from_str(document).map_err(unreadable)
}

/// What a search looks through.
fn searchable(order: &PurchaseOrder) -> String {
    let lines = order.lines.iter().flat_map(|line| {
        [Some(line.title.as_str()), line.sku.as_deref(), line.offer.as_deref()].into_iter().flatten()
    });
    let reports = order
        .reports
        .iter()
        .flat_map(|report| [Some(report.number.as_str()), report.tracking.as_deref()].into_iter().flatten());
    let head = [order.number.as_str(), &order.supplier, &order.warehouse.name];
    let texts: Vec<&str> = head.into_iter().chain(lines).chain(reports).collect();
    texts.join("\n").to_lowercase()
}

impl Change {
    /// The order with that id, as this change sees it.
    pub async fn order(&mut self, id: &str) -> Result<Option<PurchaseOrder>> {
        by_id(&mut self.tx, id).await
    }

    /// The order with that number, as this change sees it.
    pub async fn order_numbered(&mut self, number: &str) -> Result<Option<PurchaseOrder>> {
        by_number(&mut self.tx, number).await
    }

    /// The orders whose lease has run out.
    pub async fn orders_with_ended_lease(&mut self) -> Result<Vec<PurchaseOrder>> {
        with_ended_lease(&mut self.tx, self.tick).await
    }

    /// Adds an order behind all others.
    pub async fn add_order(&mut self, order: &mut PurchaseOrder) -> Result<()> {
        order.changed = self.now();
        sqlx::query(
            "INSERT INTO orders (seq, id, number, status, supplier, leased_until, changed, search, document) \
             VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM orders), $1, $2, $3, $4, NULL, $5, $6, $7)",
        )
        .bind(order.id.clone())
        .bind(order.number.clone())
        .bind(order.status.name())
        .bind(order.supplier.clone())
        .bind(self.tick)
        .bind(searchable(order))
        .bind(serde_json::to_string(order).map_err(unreadable)?)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Keeps a changed order and stamps it with the moment of this change.
    pub async fn save_order(&mut self, order: &mut PurchaseOrder) -> Result<()> {
        order.changed = moment(self.tick);
        let leased_until = order.claim.as_ref().map(|claim| claim.until.timestamp_micros());
        sqlx::query(
            "UPDATE orders SET status = $1, leased_until = $2, changed = $3, search = $4, document = $5 WHERE id = $6",
        )
        .bind(order.status.name())
        .bind(leased_until)
        .bind(self.tick)
        .bind(searchable(order))
        .bind(serde_json::to_string(order).map_err(unreadable)?)
        .bind(order.id.clone())
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}
