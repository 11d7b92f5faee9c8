//! Texts of entries in fields that are shown as HTML, or tidied up by the ERP.

/// The two parts of an entry's text: what people read, and the line that machines read. Of the line's JSON
/// only letters, digits and a few harmless signs of its strings stay as they are; everything else that an
/// ERP might tidy up is written as JSON's escapes.
pub fn parts_of(text: &str) -> (&str, String) {
    let (told, machine) = text.rsplit_once('\n').unwrap_or(("", text));
    let mut line = String::with_capacity(machine.len() + 64);
    let (mut inside, mut escaped) = (false, false);
    for char in machine.chars() {
        match char {
            '"' | '\\' if escaped => {
                line.pop();
                escape(char, &mut line);
                escaped = false;
                continue;
            }
            '\\' if inside => {
                line.push(char);
                escaped = true;
                continue;
            }
            '"' => {
                inside = !inside;
                line.push(char);
            }
            _ if !inside || escaped || is_harmless(char) => line.push(char),
            _ => escape(char, &mut line),
        }
        escaped = false;
    }
    (told, line)
}

fn is_harmless(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, ' ' | '.' | ',' | ':' | '-')
}

/// A character as escapes of JSON.
fn escape(char: char, to: &mut String) {
    for unit in char.encode_utf16(&mut [0; 2]) {
        to.push_str("\\u");
        for digit in [12, 8, 4, 0] {
            to.push(char::from_digit(u32::from(*unit) >> digit & 15, 16).unwrap_or('0'));
        }
    }
}

/// A text as HTML in one line.
pub fn html_of(text: &str) -> String {
    let (told, machine) = parts_of(text);
    let mut html = String::from("<div>");
    for line in told.split('\n') {
        for char in line.chars() {
            match char {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                _ => html.push(char),
            }
        }
        html.push_str("<br>");
    }
    html.push_str(&machine);
    html.push_str("</div>");
    html
}

/// The text that HTML shows; a text that is no HTML as it is.
pub fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, behind) = rest.split_at(at);
        text.push_str(before);
        let end = if behind.starts_with('<') { '>' } else { ';' };
        let inner = behind.get(1..).and_then(|behind| behind.split_once(end));
        let shown = match inner {
            Some((tag, _)) if end == '>' => is_tag(tag).then(|| is_break(tag).then_some('\n')),
            Some((name, _)) => entity(name).map(Some),
            None => None,
        };
        match (shown, inner) {
            (Some(shown), Some((_, after))) => {
                text.extend(shown);
                rest = after;
            }
            _ => {
                let (sign, after) = behind.split_at(1);
                text.push_str(sign);
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn is_tag(tag: &str) -> bool {
    tag.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
}

fn is_break(tag: &str) -> bool {
    matches!(tag.split([' ', '/']).next(), Some("br")) || matches!(tag, "/p" | "/div" | "/li")
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        // What was a blank: none of ours is written so.
        "nbsp" | "#160" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn what_machines_read_comes_back_as_it_was() {
        let json = r#"{"note":"a_b *c* `d` <e> & \"f\" \\ \n红 😀 \u0001 %20","list":[1,{"x":"y"}]}"#;
        let html = html_of(&["采购 5 < 6 & 7\none-click-purchase/1 ", json].concat());
        assert!(html.starts_with("<div>采购 5 &lt; 6 &amp; 7<br>one-click-purchase/1 {"), "{html}");
        let line = html.split_once("/1 ").unwrap().1.strip_suffix("</div>").unwrap();
        let own =
            line.chars().all(|char| char.is_ascii() && !matches!(char, '_' | '*' | '`' | '<' | '&' | '%'));
        assert!(own, "{line}");
        assert_eq!(parse(line), parse(json));
        // As a tidier writes quotes.
        let shown = text_of(&html.replace('"', "&quot;"));
        assert!(shown.starts_with("采购 5 < 6 & 7\n"), "{shown}");
        assert_eq!(parse(shown.split_once("/1 ").unwrap().1.trim()), parse(json));
    }

    #[test]
    fn a_text_that_is_no_html_stays() {
        for same in ["5 < 6", "a & b; c", "AT&T", "x <3> y", "", "&unknown;"] {
            assert_eq!(text_of(same), same);
        }
        assert_eq!(text_of("<p>a<br/>b</p>c"), "a\nb\nc");
    }
}
