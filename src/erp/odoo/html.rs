//! Texts as Odoo's messages hold them, which is as HTML.

/// A text as HTML. Its last line, which is JSON, comes back as it was: what Odoo would tidy up in it is
/// written as JSON's escapes.
pub fn html_of(text: &str) -> String {
    let (told, machine) = text.rsplit_once('\n').unwrap_or(("", text));
    let mut html = String::with_capacity(text.len() + 64);
    html.push_str("<p>");
    for line in told.split('\n') {
        for char in line.chars() {
            match char {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                // Odoo takes `%20` for a blank of an address, wherever it stands.
                '%' => html.push('％'),
                _ => html.push(char),
            }
        }
        html.push_str("<br>");
    }
    for char in machine.chars() {
        match char {
            '%' | '&' | '<' | '>' | '\u{7f}'..='\u{a0}' | '\u{fffe}' | '\u{ffff}' => escape(char, &mut html),
            _ => html.push(char),
        }
    }
    html.push_str("</p>");
    html
}

/// A character of the first plane as an escape of JSON.
fn escape(char: char, to: &mut String) {
    to.push_str("\\u");
    for digit in [12, 8, 4, 0] {
        to.push(char::from_digit(u32::from(char) >> digit & 15, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::html::text_of;
    use super::*;

    #[test]
    fn what_machines_read_comes_back_as_it_was() {
        let json =
            "one-click-purchase/1 {\"note\":\"a%20b <b>&amp; \\\"x\\\"  红\\u0001\",\"nbsp\":\"a\u{a0}b\"}";
        let html = html_of(&["已采购 · Purchased: 5 < 6\n备注 & more\n", json].concat());
        assert_eq!(
            html,
            concat!(
                "<p>已采购 · Purchased: 5 &lt; 6<br>备注 &amp; more<br>one-click-purchase/1 ",
                r#"{"note":"a\u002520b \u003cb\u003e\u0026amp; \"x\"  红\u0001","nbsp":"a\u00a0b"}</p>"#
            )
        );
        let shown = text_of(&html);
        let own = shown.lines().nth(2).and_then(|line| line.strip_prefix("one-click-purchase/1 ")).unwrap();
        let wanted = json.strip_prefix("one-click-purchase/1 ").unwrap();
        assert_eq!(crate::json::parse(own), crate::json::parse(wanted));
        assert!(shown.starts_with("已采购 · Purchased: 5 < 6\n备注 & more\n"), "{shown}");
    }

    #[test]
    fn html_is_read_whatever_wrote_it() {
        for (html, text) in [
            ("<p>a &#34;b&#39;&quot; &amp;lt; &nbsp;c</p>", "a \"b'\" &lt;  c\n"),
            ("<div class=\"x\">a<br/>b</div>", "a\nb\n"),
            ("a & b; c &unknown; &#x4e2d; <", "a & b; c &unknown; 中 <"),
            ("AT&T", "AT&T"),
            ("", ""),
        ] {
            assert_eq!(text_of(html), text, "{html}");
        }
    }
}
