//! Style sheets and scripts: templates that the seed dresses.

use crate::look::Look;

const COMMON: &str = include_str!("../../assets/common.js");
const AXES: &str = include_str!("../../assets/axes.js");

/// Every file by plain name and extension, with the parts it is made of.
const FILES: &[(&str, &str, &[&str])] = &[
    ("shop", "css", &[include_str!("../../assets/shop.css"), include_str!("../../assets/product.css")]),
    ("axes", "js", &[COMMON, AXES]),
    ("shadow", "js", &[COMMON, include_str!("../../assets/shadow.js")]),
    ("tabs", "js", &[COMMON, include_str!("../../assets/tabs.js")]),
    ("framed", "js", &[include_str!("../../assets/framed.js")]),
    ("paid", "js", &[include_str!("../../assets/paid.js")]),
    ("hostile_clicks", "js", &[COMMON, AXES, include_str!("../../assets/hostile-clicks.js")]),
    ("hostile_swap", "js", &[COMMON, AXES, include_str!("../../assets/hostile-swap.js")]),
    ("hostile_overlay", "js", &[COMMON, AXES, include_str!("../../assets/hostile-overlay.js")]),
    ("rows", "js", &[COMMON, include_str!("../../assets/rows.js")]),
];

/// The address of a file in this seed's dress.
pub fn path(look: &Look, name: &str, extension: &str) -> String {
    format!("/static/{}", look.file(name, extension))
}

/// The content type and text of a served file name.
pub fn find(look: &Look, file: &str) -> Option<(&'static str, String)> {
    let (_, extension, parts) =
        FILES.iter().find(|(name, extension, _)| look.file(name, extension) == file)?;
    let kind = if *extension == "css" { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
    Some((kind, look.dress(&parts.concat())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_in_every_file_is_known() {
        for seed in 0..6 {
            let look = Look::new(seed);
            for (name, extension, _) in FILES {
                let (_, text) = find(&look, &look.file(name, extension)).unwrap();
                let left = text.find("{{").map(|at| &text[at..(at + 40).min(text.len())]);
                assert_eq!(left, None, "{name}.{extension}");
            }
        }
    }
}
