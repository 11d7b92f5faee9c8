//! Freight, actual prices and tracking: what of a report goes into Odoo's own fields, and comes out again.

use super::super::adapter::Read;
use super::super::figures::number;
use super::super::journal::Standing;
use super::super::{ErpError, Settings};
use super::parse::{LINE, PRODUCT, integer, text};
use super::{Odoo, listed};
use crate::json::{self, Json, Value};
use crate::order::{Money, Quantity, Report, added, at_most, find_text, lower_case, multiplied, number_text};

/// What the name of a line begins with that freight was booked in; the supplier order number follows.
pub const FREIGHT: &str = "运费 · Freight ";
/// What a product is called that freight is booked to, unless the settings name one by its code.
const NAMES: [&str; 4] = ["freight", "运费", "shipping", "shipping costs"];
/// What machines read stands behind this: entries of this connector alone, which the journal passes over.
const MARK: &str = "one-click-purchase/1 ";

/// What this connector writes down to find it again.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "act")]
pub enum Own {
    /// A line's price is to be another one because of a report.
    Price {
        /// The report.
        report: String,
        /// The line's id.
        line: String,
        /// The price before.
        before: Quantity,
        /// The price from now on.
        after: Quantity,
    },
    /// The order is to be cancelled for a moment, and then to wait again.
    Reopen,
    /// It is not cancelled after all.
    Keep,
}

/// The text of such an entry.
fn text_of(own: &Own) -> String {
    let mut told = match own {
        Own::Price { before, after, .. } => {
            ["按实付改价 · Price as paid: ", &number_text(*before), " → ", &number_text(*after)].concat()
        }
        Own::Reopen => "退回待采购 · Goes back to what waits to be bought".to_owned(),
        Own::Keep => "保持已确认 · Stays confirmed".to_owned(),
    };
    told.push('\n');
    told.push_str(MARK);
    told.push_str(&json::write(own));
    told
}

/// What an entry of this connector says.
fn own_of(text: &str) -> Option<Own> {
    let at = find_text(text, MARK)?;
    json::fit(json::parse_behind(text, at + MARK.len())?).ok()
}

/// Whether freight is booked to a product.
pub fn is_freight(product: &Value, settings: &Settings) -> bool {
    let code = text(product, "default_code");
    if !settings.freight.is_empty() {
        return code == settings.freight;
    }
    let name = text(product, "display_name");
    let name = name.strip_prefix(["[", code, "] "].concat().as_str()).unwrap_or(name);
    text(product, "type") == "service" && [code, name].iter().any(|own| NAMES.contains(&&*lower_case(own)))
}

/// What one unit cost, where a report tells: where it covers one line, wholly, and what was paid for it can
/// be written as a price with so many decimals.
fn paid(report: &Report, order: &Read, decimals: u32) -> Option<(String, Quantity)> {
    let ([covered], Some(total)) = (report.lines.as_slice(), report.total) else { return None };
    let line = order.order.line(&covered.line)?;
    let freight = report.freight.unwrap_or(Money::new(Quantity::ZERO, total.currency));
    let fits = line.quantity == covered.quantity
        && line.currency() == Some(total.currency)
        && freight.currency == total.currency;
    let goods = added(total.amount, -freight.amount).filter(|goods| fits && *goods > Quantity::ZERO)?;
    // What is left out behind the sixth decimal is judged by what the line then comes to.
    let mut price = at_most(goods, line.quantity)?;
    if price.scale() > decimals {
        price.rescale(decimals);
    }
    let off = added(multiplied(price, line.quantity)?, -goods)?;
    (off.abs() < Quantity::new(5, 3)).then(|| (covered.line.clone(), price.normalize()))
}

impl Odoo<'_> {
    /// The product that freight is booked to.
    async fn freight(&self) -> Result<Option<i64>, ErpError> {
        let domain = match self.settings.freight.as_str() {
            "" => r#"["type","=","service"],["purchase_ok","=",true],"|","|","|","|",["default_code","=ilike","freight"],["name","=ilike","freight"],["name","=","运费"],["name","=ilike","shipping"],["name","=ilike","shipping costs"]"#.to_owned(),
            code => ["[\"default_code\",\"=\",", &Value::text(code).to_string(), "]"].concat(),
        };
        let named = [r#""fields":["id"],"limit":1,"order":"id asc","domain":["#, &domain, "]"].concat();
        let found = self.rpc.call(PRODUCT, "search_read", "", &named).await?;
        Ok(found.as_list().first().and_then(|row| integer(row, "id")))
    }

    async fn lines_of(&self, order: &Read) -> Result<Value, ErpError> {
        let discount = if self.rpc.session().await?.has("discount") { ",\"discount\"" } else { "" };
        let named = [
            r#""fields":["name","price_unit","qty_received","qty_invoiced""#,
            discount,
            r#"],"domain":[["order_id","=","#,
            &order.order.id,
            "]]",
        ];
        self.rpc.call(LINE, "search_read", "", &named.concat()).await
    }

    /// Writes commands to the lines of an order; where Odoo does not want that, they are in the journal alone.
    async fn command(&self, order: &Read, commands: &[String]) -> Result<(), ErpError> {
        if commands.is_empty() {
            return Ok(());
        }
        let values = ["\"vals\":{\"order_line\":[", &commands.join(","), "]}"].concat();
        match self.write(order, &values).await {
            Err(ErpError::Refused(_)) => Ok(()),
            done => done,
        }
    }

    /// Freight as a line of its own, and the price of a line that was bought for another one.
    pub(super) async fn book(&self, order: &Read, report: &Report) -> Result<(), ErpError> {
        let session = self.rpc.session().await?;
        let decimals = if session.is_since(19) { 6 } else { 2 };
        let price = paid(report, order, decimals);
        let currency = order.order.lines.first().and_then(|line| line.currency());
        let freight = report.freight.filter(|freight| {
            freight.amount > Quantity::ZERO && currency.is_some_and(|currency| currency == freight.currency)
        });
        if price.is_none() && freight.is_none() {
            return Ok(());
        }
        let rows = self.lines_of(order).await?;
        let mut commands = Vec::new();
        if let Some((line, after)) = price {
            let row =
                rows.as_list().iter().find(|row| integer(row, "id").is_some_and(|id| id.to_string() == line));
            let value = |name: &str| row.and_then(|row| row.get(name)).and_then(number);
            let plain = value("discount").unwrap_or_default() == Quantity::ZERO;
            if let Some(before) = value("price_unit").filter(|before| plain && *before != after) {
                commands.push(priced(&line, after));
                let own = Own::Price { report: report.id.clone(), line, before, after };
                self.note(order, &own).await?;
            }
        }
        let name = [FREIGHT, &report.number].concat();
        let there = rows.as_list().iter().any(|row| text(row, "name") == name);
        if let Some(freight) = freight.filter(|_| !there)
            && let Some(product) = self.freight().await?
        {
            let taxes = if session.has("tax_ids") { "tax_ids" } else { "taxes_id" };
            commands.push(
                [
                    "[0,0,{\"product_qty\":1,\"product_id\":",
                    &product.to_string(),
                    ",\"name\":",
                    &Value::text(&name).to_string(),
                    ",\"price_unit\":",
                    &number_text(freight.amount),
                    ",\"",
                    taxes,
                    "\":[[6,0,[]]]}]",
                ]
                .concat(),
            );
        }
        self.command(order, &commands).await
    }

    /// Adds an entry of this connector to an order.
    pub(super) async fn note(&self, order: &Read, own: &Own) -> Result<(), ErpError> {
        self.post(order, &text_of(own)).await.map(drop)
    }

    /// Whether the last entry says that the order was about to wait again.
    pub(super) fn reopens(order: &Read) -> bool {
        order.entries.last().and_then(|entry| own_of(&entry.text)) == Some(Own::Reopen)
    }

    /// Whether nothing of an order was received or billed, as far as its lines tell.
    pub(super) async fn is_untouched(&self, order: &Read) -> Result<bool, ErpError> {
        let rows = self.lines_of(order).await?;
        let none =
            |row: &Value, name: &str| row.get(name).and_then(number).unwrap_or_default() == Quantity::ZERO;
        Ok(rows.as_list().iter().all(|row| none(row, "qty_received") && none(row, "qty_invoiced")))
    }

    /// Takes freight and prices of reports that do not stand any more out of an order that waits.
    pub(super) async fn tidy(&self, order: &Read) -> Result<(), ErpError> {
        let standing = Standing::of(&order.entries, &order.at);
        let rows = self.lines_of(order).await?;
        let mut commands = Vec::new();
        for row in rows.as_list() {
            let Some(id) = integer(row, "id") else { continue };
            if let Some(number) = text(row, "name").strip_prefix(FREIGHT)
                && !standing.reports.iter().any(|report| report.number == number)
            {
                commands.push(["[2,", &id.to_string(), ",0]"].concat());
            }
            let mut price = row.get("price_unit").and_then(number);
            let mut was = None;
            // The latest change first: each leads back to the one before.
            for entry in order.entries.iter().rev() {
                if let Some(Own::Price { report, line, before, after }) = own_of(&entry.text)
                    && line == id.to_string()
                    && price == Some(after)
                    && standing.undone.contains(&report)
                {
                    (price, was) = (Some(before), Some(before));
                }
            }
            if let Some(before) = was {
                commands.push(priced(&id.to_string(), before));
            }
        }
        self.command(order, &commands).await
    }

    /// Puts the tracking numbers of the reports that stand into the order's receipts, and takes out another.
    pub(super) async fn track(&self, order: &Read, without: Option<&str>) -> Result<(), ErpError> {
        let standing = Standing::of(&order.entries, &order.at);
        let mut numbers = Vec::new();
        for tracking in standing.reports.iter().filter_map(|report| report.tracking.as_deref()) {
            if !tracking.is_empty() && !numbers.contains(&tracking) {
                numbers.push(tracking);
            }
        }
        let without = without.filter(|own| !numbers.contains(own));
        let nothing = numbers.is_empty() && without.is_none();
        if nothing || !self.rpc.session().await?.has("carrier_tracking_ref") {
            return Ok(());
        }
        match self.write_tracking(order, &numbers, without).await {
            // Whoever buys may not be one who receives.
            Err(ErpError::Refused(_)) => Ok(()),
            done => done,
        }
    }

    async fn write_tracking(
        &self,
        order: &Read,
        numbers: &[&str],
        without: Option<&str>,
    ) -> Result<(), ErpError> {
        let domain = [
            r#""fields":["carrier_tracking_ref"],"domain":[["state","not in",["done","cancel"]],["purchase_id","=","#,
            &order.order.id,
            "]]",
        ];
        let receipts = self.rpc.call("stock.picking", "search_read", "", &domain.concat()).await?;
        for receipt in receipts.as_list() {
            let present = text(receipt, "carrier_tracking_ref");
            let mut parts: Vec<&str> = listed(present).filter(|part| Some(*part) != without).collect();
            for number in numbers {
                if !parts.contains(number) {
                    parts.push(number);
                }
            }
            let wanted = parts.join(", ");
            let Some(id) = integer(receipt, "id").filter(|_| wanted != present) else { continue };
            let values = ["\"vals\":{\"carrier_tracking_ref\":", &Value::text(&wanted).to_string(), "}"];
            self.rpc
                .call("stock.picking", "write", &["[", &id.to_string(), "]"].concat(), &values.concat())
                .await?;
        }
        Ok(())
    }
}

fn priced(line: &str, price: Quantity) -> String {
    ["[1,", line, ",{\"price_unit\":", &number_text(price), "}]"].concat()
}
