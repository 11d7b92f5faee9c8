//! How a seed dresses the shop: class names, ids, field names, custom elements and wording.
//!
//! Everything is a pure function of the seed and the plain name that the code uses, so pages,
//! styles, scripts and the form handlers agree without a table.

use crate::words::{Language, Word};

/// One dress of the shop.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    seed: u64,
}

impl Look {
    /// The dress of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// Even seeds speak Chinese, odd ones English.
    pub fn language(&self) -> Language {
        if self.seed.is_multiple_of(2) { Language::Chinese } else { Language::English }
    }

    /// A wording of this seed.
    pub fn word(&self, word: Word) -> &'static str {
        self.pick(word.name(), word.variants(self.language())).copied().unwrap_or_default()
    }

    /// What stands between a term and its value.
    pub fn colon(&self) -> &'static str {
        if self.language() == Language::Chinese { "：" } else { ": " }
    }

    /// The class for a plain name, in the manner of the seed: CSS modules, BEM, emotion or short.
    pub fn class(&self, name: &str) -> String {
        let code = code(self.hash(&["class", name]), 5);
        match self.hash(&["manner"]) % 4 {
            0 => format!("{}{name}--{code}", self.prefix()),
            1 => format!("{}__{name}_{code}", self.prefix().trim_end_matches('-')),
            2 => format!("css-{code}{}", self.hash(&["css", name]) % 100),
            _ => format!("_{code}"),
        }
    }

    /// The class that marks a state; always a telling word, as sites write it.
    pub fn state(&self, name: &str) -> &'static str {
        let variants: &[&'static str] = match name {
            "selected" => &["selected", "active", "is-selected", "checked", "current", "is-active"],
            "disabled" => &["disabled", "is-disabled", "out-of-stock", "unavailable", "sold-out"],
            _ => &["open", "is-open", "visible", "show"],
        };
        self.pick(name, variants).copied().unwrap_or_default()
    }

    /// The element id for a plain name.
    pub fn id(&self, name: &str) -> String {
        let code = code(self.hash(&["id", name]), 4);
        match self.hash(&["id manner"]) % 3 {
            0 => format!("J_{name}{code}"),
            1 => format!("{}{name}-{code}", self.prefix()),
            _ => format!("r{code}"),
        }
    }

    /// The name of a form field.
    pub fn field(&self, name: &str) -> String {
        let variants: &[&str] = match name {
            "quantity" => &["quantity", "qty", "num", "amount", "buyNum", "count"],
            "sku" => &["skuId", "sku", "variant_id", "item", "specId", "goods_sku"],
            "name" => &["username", "loginId", "account", "fm-login-id", "email"],
            "password" => &["password", "passwd", "loginPassword", "fm-login-password", "pwd"],
            "order" => &["orderId", "order_id", "bizOrderId", "orderNo", "tradeId"],
            "payment" => &["payId", "pmntId", "flowNo", "payment_id"],
            "address" => &["addressId", "addr", "ship_to", "deliverId"],
            "note" => &["message", "buyerNote", "memo", "remark"],
            _ => return format!("{}{}", name, code(self.hash(&["field", name]), 2)),
        };
        self.pick(name, variants).copied().unwrap_or_default().to_owned()
    }

    /// The name of a data attribute, such as `data-vid`.
    pub fn data(&self, name: &str) -> String {
        let variants: &[&str] = match name {
            "option" => &["data-vid", "data-value", "data-option-id", "data-id", "data-spec-value"],
            "sku" => &["data-sku", "data-sku-id", "data-row-key", "data-variant", "data-item-id"],
            _ => &["data-key", "data-name", "data-ref"],
        };
        self.pick(name, variants).copied().unwrap_or_default().to_owned()
    }

    /// The name of a custom element.
    pub fn element(&self, name: &str) -> String {
        let family: &[&str] = &["od", "pdp", "ui", "shop", "mall", "q"];
        format!("{}-{name}", self.pick("family", family).copied().unwrap_or("ui"))
    }

    /// One of several ways, such as the markup of an option or of a price.
    pub fn way(&self, name: &str, ways: u64) -> u64 {
        self.hash(&["way", name]) % ways.max(1)
    }

    /// A number in a range, such as a delay in milliseconds.
    pub fn between(&self, name: &str, low: u64, high: u64) -> u64 {
        low + self.hash(&["between", name]) % (high - low + 1)
    }

    /// The file name under which a style sheet or script of this seed is served.
    pub fn file(&self, name: &str, extension: &str) -> String {
        format!("{name}.{}.{extension}", code(self.hash(&["file", name, extension]), 8))
    }

    /// Replaces `{{class:row}}`, `{{id:…}}`, `{{state:…}}`, `{{field:…}}`, `{{data:…}}`, `{{element:…}}`,
    /// `{{file:name.css}}`, `{{way:name.3}}`, `{{sign:colon}}` and `{{word:…}}` in a style sheet or script; unknown ones stay
    /// as they are, which a test looks for.
    pub fn dress(&self, template: &str) -> String {
        let mut dressed = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            dressed.push_str(before);
            let Some((mark, behind)) = after.split_once("}}") else {
                dressed.push_str("{{");
                rest = after;
                continue;
            };
            match self.mark(mark) {
                Some(text) => dressed.push_str(&text),
                None => dressed.push_str(&format!("{{{{{mark}}}}}")),
            }
            rest = behind;
        }
        dressed.push_str(rest);
        dressed
    }

    fn mark(&self, mark: &str) -> Option<String> {
        let (kind, name) = mark.split_once(':')?;
        Some(match kind {
            "class" => self.class(name),
            "id" => self.id(name),
            "state" => self.state(name).to_owned(),
            "field" => self.field(name),
            "data" => self.data(name),
            "element" => self.element(name),
            "file" => name.split_once('.').map(|(name, extension)| self.file(name, extension))?,
            "way" => name
                .split_once('.')
                .and_then(|(name, ways)| Some(self.way(name, ways.parse().ok()?)))?
                .to_string(),
            "sign" => self.colon().to_owned(),
            "word" => self.word(Word::named(name)?).to_owned(),
            _ => return None,
        })
    }

    fn prefix(&self) -> &'static str {
        self.pick("prefix", &["mod-", "od-", "pdp-", "pc-", "x-", "m-"]).copied().unwrap_or_default()
    }

    fn pick<'a, T>(&self, name: &str, variants: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(variants.len().max(1)).unwrap_or(1);
        let index = self.hash(&["pick", name]) % count;
        variants.get(usize::try_from(index).unwrap_or_default())
    }

    fn hash(&self, parts: &[&str]) -> u64 {
        hash(self.seed, parts)
    }
}

/// A well mixed number of a seed and some words (FNV-1a with a final mix).
pub fn hash(seed: u64, parts: &[&str]) -> u64 {
    let mut value = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        value = (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    value = (value ^ (value >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    value ^ (value >> 29)
}

/// Letters and digits that start with a letter, so that they can begin a class or an id.
fn code(mut value: u64, length: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    let first_digit = LETTERS.len() - 8;
    (0..length)
        .filter_map(|place| {
            let range = if place == 0 { first_digit } else { LETTERS.len() };
            let range = u64::try_from(range).ok()?;
            let letter = LETTERS.get(usize::try_from(value % range).ok()?);
            value /= range;
            letter.map(|byte| char::from(*byte))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_every_name() {
        let (one, same, other) = (Look::new(7), Look::new(7), Look::new(8));
        assert_eq!(one.class("row"), same.class("row"));
        assert_ne!(one.class("row"), other.class("row"));
        assert_ne!(one.class("row"), one.class("column"));
        assert!((0..40).map(|seed| Look::new(seed).field("quantity")).any(|name| name == "qty"));
    }

    #[test]
    fn a_template_is_dressed() {
        let look = Look::new(3);
        assert_eq!(look.dress(".{{class:row}} { a: 1 }"), format!(".{} {{ a: 1 }}", look.class("row")));
        assert_eq!(look.dress("{{what:row}} 100%"), "{{what:row}} 100%");
    }
}
