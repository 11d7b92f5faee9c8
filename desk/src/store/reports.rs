//! Reports: every one that ever came in, with what became of it.

use one_click_purchase::order::Report;
use sqlx::Row;

use super::{Change, Result, unreadable};

/// A report that came in before.
pub struct Known {
    /// What it said.
    pub report: Report,
    /// Whether it was undone since.
    pub undone: bool,
}

impl Change {
    /// The report with that id, undone or not.
    pub async fn report(&mut self, id: &str) -> Result<Option<Known>> {
        let row = sqlx::query("SELECT document, undone FROM reports WHERE id = $1")
            .bind(id.to_owned())
            .fetch_optional(&mut *self.tx)
            .await?;
        row.map(|row| {
            let report = serde_json::from_str(row.try_get(0)?).map_err(unreadable)?;
            Ok(Known { report, undone: row.try_get::<Option<i64>, _>(1)?.is_some() })
        })
        .transpose()
    }

    /// The id of another order for which this supplier order is recorded.
    pub async fn other_owner(&mut self, report: &Report) -> Result<Option<String>> {
        sqlx::query_scalar(
            "SELECT order_id FROM reports \
             WHERE supplier = $1 AND number = $2 AND order_id <> $3 AND undone IS NULL LIMIT 1",
        )
        .bind(report.supplier.to_lowercase())
        .bind(report.number.clone())
        .bind(report.order.clone())
        .fetch_optional(&mut *self.tx)
        .await
    }

    /// Keeps a report.
    pub async fn add_report(&mut self, report: &Report, by: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO reports (id, order_id, supplier, number, document, recorded, recorded_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(report.id.clone())
        .bind(report.order.clone())
        .bind(report.supplier.to_lowercase())
        .bind(report.number.clone())
        .bind(serde_json::to_string(report).map_err(unreadable)?)
        .bind(self.tick)
        .bind(by.to_owned())
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Marks a report as undone; its number is free again.
    pub async fn undo_report(&mut self, id: &str, by: &str, reason: &str) -> Result<()> {
        sqlx::query("UPDATE reports SET undone = $1, undone_by = $2, undone_reason = $3 WHERE id = $4")
            .bind(self.tick)
            .bind(by.to_owned())
            .bind(reason.to_owned())
            .bind(id.to_owned())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
