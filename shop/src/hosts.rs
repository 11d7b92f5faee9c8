//! The four hosts that the shop answers as, all on one port.

/// Host names by role.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// Products, cart, checkout, orders and receipts.
    pub shop: String,
    /// The sign-in page.
    pub sign_in: String,
    /// The cashier of layout (f).
    pub cashier: String,
    /// The framed checkout of layout (g).
    pub checkout: String,
    /// The port of them all.
    pub port: u16,
}

/// What a host is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Products, cart, checkout, orders and receipts.
    Shop,
    /// The sign-in page.
    SignIn,
    /// The cashier of layout (f).
    Cashier,
    /// The framed checkout of layout (g).
    Checkout,
}

impl Hosts {
    /// The host name of a role.
    pub fn name(&self, role: Role) -> &str {
        match role {
            Role::Shop => &self.shop,
            Role::SignIn => &self.sign_in,
            Role::Cashier => &self.cashier,
            Role::Checkout => &self.checkout,
        }
    }

    /// The origin of a role, such as `http://localhost:8080`.
    pub fn origin(&self, role: Role) -> String {
        format!("http://{}:{}", self.name(role), self.port)
    }

    /// Whether a `Host` header names the host of that role.
    pub fn is(&self, role: Role, header: &str) -> bool {
        let name = header.rsplit_once(':').map_or(header, |(name, _)| name);
        name.eq_ignore_ascii_case(self.name(role))
    }
}
