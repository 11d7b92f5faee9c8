//! Where the goods go.

use crate::json::Json;

/// A warehouse with the address that the supplier ships to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Warehouse {
    /// The warehouse's name in the ERP.
    pub name: String,
    /// The person or firm that receives.
    pub recipient: String,
    /// The recipient's telephone number, as written.
    pub phone: String,
    /// Street, district and town, in the order that the country writes them.
    pub address: String,
    /// The post code.
    pub postcode: String,
}
