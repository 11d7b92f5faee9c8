//! The form that connects an ERP, filled in for each of them as its page in `docs/erps` says.

use anyhow::Result;

use super::Scene;
use super::album::Size;

const ADDRESS: &str = "https://erp.example.com";
const SOURCE: &str = "https://detail.1688.com/offer/{code}.html";

/// Fields and what is typed into them.
type Typed = &'static [(&'static str, &'static str)];

/// The ERP as the list names it, its picture, and what is typed besides the address.
const FORMS: [(&str, &str, Typed); 5] = [
    ("Tryton", "connect-tryton", &[("login", "wang"), ("key", "4-unlike-words"), ("database", "company")]),
    ("Odoo", "connect-odoo", &[("key", "0123456789abcdef0123456789abcdef01234567")]),
    ("ERPNext", "connect-erpnext", &[("key", "0123456789abcde:fedcba987654321"), ("address-from", SOURCE)]),
    ("InvenTree", "connect-inventree", &[("key", "inv-0123456789abcdef-20261130")]),
    ("Dolibarr", "connect-dolibarr", &[("key", "0123456789abcdef0123456789abcdef")]),
];

impl Scene<'_> {
    /// The form for each ERP.
    pub(super) fn connecting(&self) -> Result<()> {
        let browser = &self.world.browser;
        for (erp, picture, typed) in FORMS {
            browser.open_page("options.html")?;
            let form = browser.find("form.connect")?;
            // Its name is typed into the list, as a person with a keyboard does.
            browser.find("#erp")?.type_text(erp)?;
            for (field, text) in [("address", ADDRESS)].iter().chain(typed) {
                if *field == "address-from" {
                    // Where fields come from is folded.
                    browser.find("form.connect summary")?.click()?;
                }
                browser.find(&format!("#{field}"))?.type_text(text)?;
            }
            form.into_view()?;
            self.take(picture, Size::TAB)?;
            browser.close()?;
            browser.switch(&self.person.popup)?;
        }
        Ok(())
    }
}
