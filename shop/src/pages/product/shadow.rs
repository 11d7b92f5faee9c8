//! Layout (d): a strict content policy, and controls that a script builds in open shadow roots.

use maud::{Markup, PreEscaped, html};

use super::super::assets;
use super::terms;
use crate::catalogue::Product;
use crate::look::Look;

/// The custom element that does all the rest.
pub fn buy_box(look: &Look, product: &Product) -> Markup {
    let element = look.element("item");
    let styles = assets::path(look, "shop", "css");
    let open = format!("<{element} data-from=\"/api/item/{}\" data-styles=\"{styles}\">", product.offer);
    html! {
        (terms(look, product))
        (PreEscaped(open))
        (PreEscaped(format!("</{element}>")))
    }
}
