//! Money and quantities as decimals.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::json::{Json, Misfits, Value};

use super::decimal::{added, multiplied};

/// A number of units, as the ERP counts them. Written as a decimal string.
pub type Quantity = Decimal;

/// An ISO 4217 code: three capital letters, such as `CNY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The code as text.
    pub fn code(&self) -> &str {
        // Holds ASCII capitals only, by construction.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match text.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a, b, c].map(|letter| letter.to_ascii_uppercase())))
            }
            _ => Err(MoneyError::Currency(text.to_owned())),
        }
    }
}

impl Json for Currency {
    fn to_value(&self) -> Value {
        Value::text(self.code())
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        let read = value.as_text().and_then(|text| text.parse().ok());
        read.unwrap_or_else(|| {
            misfits.wanted("a currency code");
            Self(*b"XXX")
        })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in one currency. Amounts in different currencies are never compared or added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Json)]
pub struct Money {
    /// The amount in units of the currency (yuan, not fen).
    pub amount: Decimal,
    /// The currency of the amount.
    pub currency: Currency,
}

impl Money {
    /// An amount in a currency.
    pub fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// The amount for `quantity` pieces, or nothing when it does not fit a decimal.
    pub fn times(self, quantity: Quantity) -> Option<Self> {
        Some(Self::new(multiplied(self.amount, quantity)?, self.currency))
    }

    /// The sum, or nothing for another currency or an amount out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self::new(added(self.amount, other.amount)?, self.currency))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// Why a text is not money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyError {
    /// Not three letters of ISO 4217.
    Currency(String),
    /// Not a decimal number.
    Amount(String),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency(text) => {
                write!(f, "“{text}” is no currency; write its ISO 4217 code, such as CNY")
            }
            Self::Amount(text) => {
                write!(f, "“{text}” is no amount; write digits and one point, such as 12.80")
            }
        }
    }
}

impl std::error::Error for MoneyError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!("cny".parse::<Currency>().map(|c| c.to_string()), Ok("CNY".to_owned()));
        for wrong in ["", "¥", "CN", "CNYX", "C1Y"] {
            assert!(wrong.parse::<Currency>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn money_of_two_currencies_does_not_add_up() {
        let yuan = Money::new(Decimal::new(1280, 2), "CNY".parse().unwrap());
        let dollars = Money::new(Decimal::new(1280, 2), "USD".parse().unwrap());
        assert_eq!(yuan.plus(dollars), None);
        assert_eq!(yuan.plus(yuan).map(|sum| sum.to_string()), Some("25.60 CNY".to_owned()));
    }

    #[test]
    fn money_is_written_as_a_decimal_string() {
        let yuan = Money::new(Decimal::new(1280, 2), "CNY".parse().unwrap());
        assert_eq!(serde_json::to_string(&yuan).unwrap(), r#"{"amount":"12.80","currency":"CNY"}"#);
    }
}
