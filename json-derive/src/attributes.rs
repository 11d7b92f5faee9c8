//! What `#[json(…)]` says.

use syn::{Attribute, Ident, LitStr, Result};

/// The attributes of a type, a member or a variant.
#[derive(Default)]
pub struct Attributes {
    /// What is missing is its type's default.
    pub default: bool,
    /// Another name.
    pub rename: Option<String>,
    /// The member that names the variant.
    pub tag: Option<String>,
    /// Names in kebab-case.
    pub kebab: bool,
}

impl Attributes {
    /// Reads them.
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut own = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("json")) {
            attribute.parse_nested_meta(|meta| {
                let text = || meta.value().and_then(|value| value.parse::<LitStr>()).map(|text| text.value());
                match meta.path.get_ident().map(Ident::to_string).as_deref() {
                    Some("default") => own.default = true,
                    Some("kebab") => own.kebab = true,
                    Some("rename") => own.rename = Some(text()?),
                    Some("tag") => own.tag = Some(text()?),
                    _ => return Err(meta.error("known are default, kebab, rename and tag")),
                }
                Ok(())
            })?;
        }
        Ok(own)
    }

    /// The name of a member in JSON.
    pub fn member(&self, name: &Ident) -> String {
        let plain = || name.to_string().trim_start_matches("r#").to_owned();
        self.rename.clone().unwrap_or_else(plain)
    }

    /// The name of a variant in JSON, of an enum with these attributes.
    pub fn variant(&self, name: &Ident, of: &Self) -> String {
        let between = if of.kebab { '-' } else { '_' };
        self.rename.clone().unwrap_or_else(|| words(&name.to_string(), between))
    }
}

/// `BuyNow` as `buy_now`.
fn words(name: &str, between: char) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(between);
        }
        words.extend(letter.to_lowercase());
    }
    words
}
