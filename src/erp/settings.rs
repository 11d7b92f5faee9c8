//! Where an ERP keeps what the purchase needs and the ERP has no field for: settings of a connection.

use crate::json::Json;
use crate::order::{
    Attribute, Currency, Line, LineId, Money, Quantity, is_loopback, origin_of, split_at_text,
};

/// What a person may set about a connection. Everything empty is what suits its kind of ERP best.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Settings {
    /// The name of the database, where one server holds several.
    pub database: String,
    /// The name that the person signs in with, where the key is a password.
    pub login: String,
    /// Where the address of the supplier's page comes from: a field's name, or an address with
    /// `{code}`, `{sku}` or `{product}` in it, such as `https://detail.1688.com/offer/{code}.html`.
    pub address: String,
    /// Where the supplier's SKU comes from: a field's name.
    pub sku: String,
    /// Where the variant's attributes come from: a field's name. Empty, they stand behind `#` in the
    /// supplier's code, as in `610947572360#color=red;size=L`.
    pub attributes: String,
    /// The file that maps an ERP, as JSON; see `docs/mapping.md`.
    pub mapping: String,
    /// What freight is booked to, where the ERP takes that: in Odoo a product's code, where an empty one is the
    /// product that is called freight; in ERPNext the account's name.
    pub freight: String,
}

/// What an ERP knows of where a product is bought, as its fields have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supplied {
    /// The supplier's code of the product.
    pub code: String,
    /// The ERP's own code of the product.
    pub product: String,
    /// What is in the field that holds an address; empty where there is none.
    pub address: String,
    /// What is in the field that holds the SKU; empty where there is none.
    pub sku: String,
    /// What is in the field that holds the attributes; empty where there is none.
    pub attributes: String,
}

/// What is known of a product at its supplier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// The supplier's page; empty where it is not known.
    pub url: String,
    /// The supplier's code without what stands behind `#`.
    pub code: Option<String>,
    /// The supplier's SKU, or the ERP's own code.
    pub sku: Option<String>,
    /// The variant.
    pub attributes: Vec<Attribute>,
}

/// What an ERP's line says whoever supplies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// The line's id.
    pub id: LineId,
    /// What is bought, in words.
    pub title: String,
    /// How many.
    pub quantity: Quantity,
    /// In which unit; nothing for pieces.
    pub unit: Option<String>,
    /// What one may cost at most.
    pub price: Option<Quantity>,
    /// In which currency.
    pub currency: Option<Currency>,
}

impl Offer {
    /// The order's line for what is ordered.
    pub fn line(self, ordered: Ordered) -> Line {
        Line {
            id: ordered.id,
            url: self.url,
            offer: self.code,
            sku: self.sku,
            title: ordered.title,
            picture: None,
            attributes: self.attributes,
            quantity: ordered.quantity,
            purchased: Quantity::ZERO,
            unit: ordered.unit,
            limit: ordered.price.zip(ordered.currency).map(|(price, currency)| Money::new(price, currency)),
        }
    }
}

impl Settings {
    /// Whether the address is made by a template, and so needs no field.
    pub fn has_template(&self) -> bool {
        origin_of(&self.address).is_some()
    }

    /// The field that holds the address, where the setting names one; else the usual one.
    pub fn address_field<'s>(&'s self, usual: &'s str) -> &'s str {
        if self.address.is_empty() || self.has_template() { usual } else { &self.address }
    }

    /// What is known of a product at its supplier.
    pub fn offer(&self, supplied: &Supplied) -> Offer {
        let (code, behind) = match supplied.code.split_once('#') {
            Some((code, behind)) => (code.trim(), behind),
            None => (supplied.code.trim(), ""),
        };
        let written = if supplied.attributes.is_empty() { behind } else { &supplied.attributes };
        let sku = [supplied.sku.trim(), supplied.product.trim()].into_iter().find(|text| !text.is_empty());
        let url = match self.has_template() {
            true => filled(&self.address, code, supplied),
            false => page(supplied.address.trim()),
        };
        Offer {
            url,
            code: (!code.is_empty()).then(|| code.to_owned()),
            sku: sku.map(str::to_owned),
            attributes: attributes(written),
        }
    }
}

/// An address of a page that may be opened; nothing for any other text.
fn page(address: &str) -> String {
    if origin_of(address).is_some() { address.to_owned() } else { String::new() }
}

/// The template with what its braces name, each percent-encoded; nothing where one of them is empty.
fn filled(template: &str, code: &str, supplied: &Supplied) -> String {
    let mut address = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else { break };
        let value = match name {
            "code" => code,
            "sku" => supplied.sku.trim(),
            "product" => supplied.product.trim(),
            _ => "",
        };
        if value.is_empty() {
            return String::new();
        }
        address.push_str(before);
        address.push_str(&super::encode(value));
        rest = after;
    }
    address.push_str(rest);
    // What is filled in must not lead to another host.
    if origin_of(&address) == origin_of(template) { page(&address) } else { String::new() }
}

/// `color=red;size=L`: one option for each axis; an option alone has no axis.
pub fn attributes(written: &str) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    for part in written.split([';', '；', '|']) {
        let (axis, option) = match part.split_once(['=', ':', '：']) {
            Some((axis, option)) => (axis.trim(), option.trim()),
            None => ("", part.trim()),
        };
        if !option.is_empty() {
            attributes.push(Attribute { axis: axis.to_owned(), option: option.to_owned(), id: None });
        }
    }
    attributes
}

/// Whether a template or a field's name can stand in the setting of an address.
pub fn address_fits(setting: &str) -> bool {
    match split_at_text(setting, "://") {
        // Loopback is for trying things out on one's own machine.
        Some(("https", _)) => origin_of(setting).is_some() && setting.split('{').count() > 1,
        Some(("http", _)) => crate::order::host_of(setting).is_some_and(|host| is_loopback(&host)),
        Some(_) => false,
        None => setting.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplied(code: &str) -> Supplied {
        Supplied { code: code.into(), product: "USBC-1M".into(), ..Supplied::default() }
    }

    #[test]
    fn the_address_comes_from_a_field_or_a_template() {
        let of = |address: &str, supplied: &Supplied| {
            Settings { address: address.into(), ..Settings::default() }.offer(supplied).url
        };
        let offer = "https://detail.1688.com/offer/{code}.html";
        assert_eq!(of(offer, &supplied("6109#color=red")), "https://detail.1688.com/offer/6109.html");
        assert_eq!(of("https://a.example/?q={product}", &supplied("")), "https://a.example/?q=USBC-1M");
        assert_eq!(of(offer, &supplied("a/../b?c")), "https://detail.1688.com/offer/a%2F..%2Fb%3Fc.html");
        let named = Supplied { address: " https://a.example/1 ".into(), ..Supplied::default() };
        assert_eq!(of("", &named), "https://a.example/1");
        assert_eq!(of("x_link", &named), "https://a.example/1");
        for (setting, supplied) in [
            (offer, supplied("")),
            (offer, supplied("#color=red")),
            ("https://a.example/{sku}", supplied("6109")),
            ("https://a.example/{unknown}", supplied("6109")),
            ("", Supplied { address: "javascript:alert(1)".into(), ..Supplied::default() }),
            ("", Supplied { address: "Cable, red".into(), ..Supplied::default() }),
        ] {
            assert_eq!(of(setting, &supplied), "", "{setting} {supplied:?}");
        }
    }

    #[test]
    fn attributes_stand_behind_the_code_or_in_a_field() {
        let shown = |offer: Offer| {
            let attributes: Vec<String> =
                offer.attributes.iter().map(|own| format!("{}={}", own.axis, own.option)).collect();
            (offer.code, attributes.join(","))
        };
        let settings = Settings::default();
        let code = Some("610947572360".to_owned());
        assert_eq!(
            shown(settings.offer(&supplied("610947572360#color=red;size=L"))),
            (code.clone(), "color=red,size=L".into())
        );
        assert_eq!(shown(settings.offer(&supplied("610947572360#红色"))), (code.clone(), "=红色".into()));
        let named =
            Supplied { attributes: "颜色：红；尺码：XL".into(), ..supplied("610947572360#x=y") };
        assert_eq!(shown(settings.offer(&named)), (code, "颜色=红,尺码=XL".into()));
        assert_eq!(shown(settings.offer(&supplied(""))), (None, String::new()));
    }

    #[test]
    fn a_setting_is_a_template_or_a_field() {
        for fits in [
            "",
            "name",
            "x_studio_link",
            "product.url",
            "https://a.example/{code}",
            "http://127.0.0.1/{code}",
        ] {
            assert!(address_fits(fits), "{fits}");
        }
        for wrong in
            ["https://a.example/", "http://a.example/{code}", "ftp://a/{code}", "a b", "a/b", "{code}"]
        {
            assert!(!address_fits(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_connection_without_settings_has_all_of_them() {
        let read: Settings = crate::json::read("{}").unwrap();
        assert_eq!(read, Settings::default());
    }
}
