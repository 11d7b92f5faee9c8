//! Purchase orders and what is said about them: lines, money, quantities, statuses, reports.
//!
//! Everything here is plain data that the ERP connectors fill, the purchase compares and the views
//! show. Amounts are decimals with a currency, supplier order numbers are strings, and times carry
//! a zone; nothing in this module knows a browser, a shop or a particular ERP.

mod decimal;
mod host;
mod line;
mod money;
mod purchase_order;
mod report;
#[cfg(test)]
pub mod samples;
mod text;
pub mod time;
mod warehouse;

pub use decimal::{added, at_most, decimal, divided, is_multiple, multiplied, number_text, plain_number};
pub use host::{host_of, is_loopback, origin_of};
pub use line::{Attribute, Line, LineId};
pub use money::{Currency, Money, MoneyError, Quantity};
pub use purchase_order::{Claim, OrderId, OrderKey, PurchaseOrder, Status};
pub use report::{Covered, Evidence, Report, ReportId};
pub use text::{find_text, has_text, is_letter, is_letter_or_digit, lower_case, split_at_text};
pub use time::Time;
pub use warehouse::Warehouse;
