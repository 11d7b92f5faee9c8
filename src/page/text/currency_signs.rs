//! What signs of money mean: `€` always the same, `¥` and `$` as the page has it.

use super::chars::CharKind;
use crate::order::{Currency, has_text, host_of, split_at_text};
use crate::page::Snapshot;

/// What a page means by signs that several currencies share, and how it writes decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// The currency of `¥`.
    pub yen: &'static str,
    /// The currency of `元`. Taiwan and Hong Kong write their dollars so, too.
    pub yuan: &'static str,
    /// The currency of a bare `$`, where the page leaves no doubt.
    pub dollar: Option<&'static str>,
    /// The currency of `kr`, likewise.
    pub krone: Option<&'static str>,
    /// Decimals stand behind a comma.
    pub decimal_comma: bool,
}

/// Countries, as hosts and languages name them, with the currency of their `$`.
const DOLLARS: [(&str, &str); 10] = [
    ("us", "USD"),
    ("au", "AUD"),
    ("ca", "CAD"),
    ("hk", "HKD"),
    ("tw", "TWD"),
    ("sg", "SGD"),
    ("nz", "NZD"),
    ("mx", "MXN"),
    ("cl", "CLP"),
    ("ar", "ARS"),
];

/// The same of `kr`.
const KRONER: [(&str, &str); 8] = [
    ("sv", "SEK"),
    ("se", "SEK"),
    ("da", "DKK"),
    ("dk", "DKK"),
    ("no", "NOK"),
    ("nb", "NOK"),
    ("nn", "NOK"),
    ("is", "ISK"),
];

/// Languages, which are mostly countries too, that write decimals behind a comma.
const DECIMAL_COMMA: &str = " de at fr be es it pt br nl pl cs cz sk ru uk ua tr ro hr hu da dk sv se no nb fi el gr bg lt lv et ee sl si sr id vi vn cl ar ";

/// Signs with their currency, longest first where one begins another. `$`, `¥` and `kr` depend on the page.
pub const SIGNS: [(&str, &str); 61] = [
    ("US$", "USD"),
    ("US $", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("S$", "SGD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("R$", "BRL"),
    ("CN¥", "CNY"),
    ("JP¥", "JPY"),
    ("$", "$"),
    ("¥", "¥"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("元", "元"),
    ("圆", "CNY"),
    ("円", "JPY"),
    ("美元", "USD"),
    ("港元", "HKD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("рублей", "RUB"),
    ("рубля", "RUB"),
    ("рубль", "RUB"),
    ("руб", "RUB"),
    ("₫", "VND"),
    ("VNĐ", "VND"),
    ("đ", "VND"),
    ("฿", "THB"),
    ("บาท", "THB"),
    ("₺", "TRY"),
    ("TL", "TRY"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("원", "KRW"),
    ("Lei", "RON"),
    ("lei", "RON"),
    ("₪", "ILS"),
    ("₱", "PHP"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("kn", "HRK"),
    ("лв", "BGN"),
    ("р.", "RUB"),
    ("дин", "RSD"),
    ("₸", "KZT"),
    ("Euros", "EUR"),
    ("Euro", "EUR"),
    ("S/", "PEN"),
    ("Rs", ""),
    ("kr", "kr"),
];

/// Codes that are read as signs too.
pub const CODES: &str = "AED ARS AUD BGN BRL BYN CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK \
                     JPY KRW KZT MAD MXN MYR NOK NZD PEN PHP PKR PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND \
                     ZAR";

/// Currencies that are written with a decimal point wherever they are met.
pub const DECIMAL_POINT: &str = "AUD CAD CNY GBP HKD JPY KRW MYR PHP SGD THB TWD USD";

const JOINT: CharKind = |char| matches!(char, '-' | '_');

impl Signs {
    /// The meaning of signs at that address, on a page in that language.
    pub fn of(url: &str, lang: &str) -> Self {
        let lang = lang.to_ascii_lowercase();
        let (language, regions) = lang.split_once(JOINT).unwrap_or((&lang, ""));
        let region = regions.rsplit(JOINT).next().unwrap_or_default();
        let host = host_of(url).unwrap_or_default();
        let country = host.rsplit('.').next().unwrap_or_default();
        let comma = |of: &str| !of.is_empty() && has_text(DECIMAL_COMMA, &[" ", of, " "].concat());
        let mut signs = Self {
            yuan: "CNY",
            yen: if language == "ja" || country == "jp" { "JPY" } else { "CNY" },
            dollar: agreed(&DOLLARS, region, country),
            krone: agreed(&KRONER, language, country),
            decimal_comma: match (language, region) {
                (_, "ch" | "mx" | "us") => false,
                ("", _) => comma(country),
                _ => comma(language),
            },
        };
        if let Some(dollar) = signs.dollar {
            signs.mean(dollar);
        }
        signs
    }

    /// The meaning of signs on that page, whose data may name the currency outright; else that of the
    /// shop's own, if known: a browser may have translated the page, and its language with it.
    pub fn of_page(page: &Snapshot, own: Option<Currency>) -> Self {
        let mut signs = Self::of(&page.url, &page.lang);
        let own = own.map(|own| own.to_string());
        for code in [own.as_deref(), named_by(page)].into_iter().flatten() {
            signs.mean(code);
        }
        signs
    }

    /// Signs of this currency mean it.
    fn mean(&mut self, code: &str) {
        match code {
            "JPY" => self.yen = "JPY",
            "CNY" => (self.yen, self.yuan) = ("CNY", "CNY"),
            code => {
                let known = |of: &[(&str, &'static str)]| {
                    of.iter().find(|(_, own)| *own == code).map(|(_, own)| *own)
                };
                if let Some(dollar) = known(&DOLLARS) {
                    self.dollar = Some(dollar);
                    self.yuan = if matches!(dollar, "TWD" | "HKD") { dollar } else { "CNY" };
                }
                self.krone = known(&KRONER).or(self.krone);
            }
        }
    }

    /// The currency of a sign, where the page leaves no doubt.
    pub fn resolve(&self, sign: &str) -> Option<Currency> {
        let code = match sign {
            "¥" => self.yen,
            "$" => self.dollar?,
            "kr" => self.krone?,
            "元" => self.yuan,
            code => code,
        };
        code.parse().ok()
    }
}

/// The currency that two names of a country or language lead to, where they do not lead to two.
fn agreed(of: &[(&str, &'static str)], one: &str, other: &str) -> Option<&'static str> {
    let find = |name: &str| of.iter().find(|(own, _)| *own == name).map(|(_, code)| *code);
    match (find(one), find(other)) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

/// The one currency that a page tells for programs.
pub fn told_currency(page: &Snapshot) -> Option<Currency> {
    named_by(page)?.parse().ok()
}

/// The one currency that a page's data names.
fn named_by(page: &Snapshot) -> Option<&str> {
    let mut named: Vec<&str> = Vec::new();
    for (name, code) in &page.meta {
        if name.to_ascii_lowercase().ends_with("currency") {
            named.push(code);
        }
    }
    for data in &page.data {
        let mut text = data.text.as_str();
        while let Some((_, rest)) = split_at_text(text, "\"priceCurrency\"") {
            named.extend(rest.split('"').nth(1));
            text = rest;
        }
    }
    let first = *named.first()?;
    named.iter().all(|other| *other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_names_its_currency_settles_the_dollar() {
        let mut page = Snapshot { url: "https://shop.example/".to_owned(), ..Snapshot::default() };
        page.meta.push(("product:price:currency".to_owned(), "CAD".to_owned()));
        assert_eq!(Signs::of_page(&page, None).dollar, Some("CAD"));
        page.meta.push(("og:price:currency".to_owned(), "USD".to_owned()));
        assert_eq!(Signs::of_page(&page, None).dollar, None);
    }

    #[test]
    fn language_and_country_settle_the_krone() {
        let krone = |url, lang| Signs::of(url, lang).krone;
        assert_eq!(krone("https://shop.example/", "sv-SE"), Some("SEK"));
        assert_eq!(krone("https://shop.dk/", ""), Some("DKK"));
        assert_eq!(krone("https://shop.no/", "sv"), None);
        assert_eq!(krone("https://shop.example/", "en"), None);
    }
}
