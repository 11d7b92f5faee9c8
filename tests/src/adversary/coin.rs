//! How shops write amounts.

use super::dice::Dice;

/// A currency as pages write it.
#[derive(Debug, Clone, Copy)]
pub struct Coin {
    /// ISO 4217.
    pub code: &'static str,
    /// Minor units in one are ten to the power of this.
    pub decimals: u32,
    /// Between units and decimals.
    pub point: &'static str,
    /// Between thousands.
    pub group: &'static str,
    /// What stands before and behind the number, one way and another.
    pub signs: &'static [(&'static str, &'static str)],
    /// The least and the most of a usual price, in minor units.
    pub usual: (i64, i64),
}

const fn coin(
    code: &'static str,
    decimals: u32,
    marks: (&'static str, &'static str),
    signs: &'static [(&'static str, &'static str)],
    usual: (i64, i64),
) -> Coin {
    Coin { code, decimals, point: marks.0, group: marks.1, signs, usual }
}

/// Dollars of the United States.
pub const USD: Coin =
    coin("USD", 2, (".", ","), &[("$", ""), ("US$", ""), ("US $", ""), ("$", " USD")], (190, 32_000));
/// Pounds.
pub const GBP: Coin = coin("GBP", 2, (".", ","), &[("£", ""), ("GBP ", "")], (150, 29_000));
/// Yuan.
pub const CNY: Coin =
    coin("CNY", 2, (".", ""), &[("¥", ""), ("￥", ""), ("", "元"), ("¥ ", ""), ("CN¥", "")], (280, 99_000));
/// Euros, as most of the continent writes them.
pub const EUR: Coin =
    coin("EUR", 2, (",", "."), &[("", " €"), ("", "\u{a0}€"), ("€ ", ""), ("", " EUR")], (190, 39_000));
/// Reais.
pub const BRL: Coin = coin("BRL", 2, (",", "."), &[("R$ ", ""), ("R$", ""), ("R$\u{a0}", "")], (990, 99_000));
/// Złote.
pub const PLN: Coin =
    coin("PLN", 2, (",", " "), &[("", " zł"), ("", "\u{a0}zł"), ("", " PLN")], (490, 89_000));
/// Yen.
pub const JPY: Coin =
    coin("JPY", 0, (".", ","), &[("¥", ""), ("", "円"), ("￥", ""), ("¥ ", "")], (280, 48_000));
/// Won.
pub const KRW: Coin = coin("KRW", 0, (".", ","), &[("", "원"), ("₩", ""), ("₩ ", "")], (2_900, 480_000));
/// Roubles.
pub const RUB: Coin =
    coin("RUB", 0, (",", " "), &[("", " ₽"), ("", "\u{a0}₽"), ("", " руб.")], (190, 48_000));
/// Lira.
pub const TRY: Coin = coin("TRY", 2, (",", "."), &[("", " TL"), ("₺", ""), ("", " ₺")], (2_990, 990_000));

/// Dong.
pub const VND: Coin =
    coin("VND", 0, (",", "."), &[("", "₫"), ("", " ₫"), ("", "đ"), ("₫", "")], (19_000, 2_900_000));
/// Baht.
pub const THB: Coin = coin("THB", 2, (".", ","), &[("฿", ""), ("฿ ", ""), ("", " บาท")], (1_900, 490_000));
/// Rupiah.
pub const IDR: Coin =
    coin("IDR", 0, (",", "."), &[("Rp", ""), ("Rp ", ""), ("Rp\u{a0}", "")], (9_900, 2_900_000));

impl Default for Coin {
    fn default() -> Self {
        USD
    }
}

impl Coin {
    /// The number alone, as the shop writes it: units, then decimals with their point.
    pub fn parts(&self, minor: i64) -> (String, String) {
        let scale = 10_i64.pow(self.decimals);
        let units = self.grouped(minor / scale);
        let rest = if self.decimals == 0 {
            String::new()
        } else {
            let width = usize::try_from(self.decimals).unwrap_or_default();
            format!("{}{:0width$}", self.point, minor % scale)
        };
        (units, rest)
    }

    /// A whole number, with the digits in groups of three.
    pub fn grouped(&self, number: i64) -> String {
        let digits = number.to_string();
        let mut units = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                units.push_str(self.group);
            }
            units.push(digit);
        }
        units
    }

    /// The amount with the sign number `form`.
    pub fn text(&self, minor: i64, form: usize) -> String {
        let (before, behind) = self.sign(form);
        let (units, rest) = self.parts(minor);
        format!("{before}{units}{rest}{behind}")
    }

    /// What stands around the number in that form.
    pub fn sign(&self, form: usize) -> (&'static str, &'static str) {
        self.signs.get(form % self.signs.len().max(1)).copied().unwrap_or_default()
    }

    /// The amount for programs: `12.80`.
    pub fn plain(&self, minor: i64) -> String {
        let scale = 10_i64.pow(self.decimals);
        match usize::try_from(self.decimals).unwrap_or_default() {
            0 => minor.to_string(),
            width => format!("{}.{:0width$}", minor / scale, minor % scale),
        }
    }

    /// A usual price. Most end as shops like them to.
    pub fn price(&self, dice: &mut Dice) -> i64 {
        let (low, high) = self.usual;
        // Small ones are more usual than large ones.
        let top = (dice.between(low, high) + dice.between(low, high)).min(high) / 2;
        let price = dice.between(low, top.max(low + 10));
        let ending = dice.of_all(&[0_i64, 0, 9, 90, 99, 50]);
        if price > 1_000 && ending > 0 { price / 100 * 100 + ending } else { price.max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_each_country_does() {
        assert_eq!(USD.text(1_280, 0), "$12.80");
        assert_eq!(EUR.text(1_234_505, 0), "12.345,05 €");
        assert_eq!(JPY.text(12_800, 1), "12,800円");
        assert_eq!((PLN.plain(705), RUB.plain(705)), ("7.05".to_owned(), "705".to_owned()));
    }
}
