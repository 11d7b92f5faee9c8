//! Where in a text something stands, for those who have to mend it.

use super::Misfit;
use super::parse::Parser;

/// The line, counted from 1, of a misfit's path: `layouts.0.price`, or `byte 12` of what is no JSON. A
/// member that is missing is missing where its object begins.
pub fn line_of(text: &str, path: &str) -> u32 {
    let at = match path.strip_prefix("byte ").and_then(|byte| byte.parse().ok()) {
        Some(byte) => byte,
        None => place_of(text, path),
    };
    let mut line = 1;
    for byte in text.bytes().take(at) {
        line += u32::from(byte == b'\n');
    }
    line
}

fn place_of(text: &str, path: &str) -> usize {
    let mut parser = Parser { text, at: 0, loose: false };
    for name in path.split('.') {
        parser.next_kind();
        let here = parser.at;
        if !matches!(parser.enter(name), Ok(true)) {
            return here;
        }
    }
    parser.next_kind();
    parser.at
}

impl Parser<'_> {
    /// Goes to the member or the item of this name; tells whether there is one.
    fn enter(&mut self, name: &str) -> Result<bool, Misfit> {
        let list = match self.next_kind() {
            Some(b'{') => false,
            Some(b'[') => true,
            _ => return Ok(false),
        };
        self.at += 1;
        let mut met: usize = 0;
        while self.more(met == 0, if list { b']' } else { b'}' })? {
            let own = if list { met.to_string() } else { self.name()? };
            if own == name {
                return Ok(true);
            }
            self.value(0)?;
            met += 1;
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_a_line() {
        let text = "{\n \"a\": [1,\n {\"b\": 2}],\n \"c\": {\n }\n}";
        for (path, line) in [("", 1), ("a", 2), ("a.1.b", 3), ("c", 4), ("c.d", 4), ("x", 1), ("byte 12", 3)]
        {
            assert_eq!(line_of(text, path), line, "{path}");
        }
    }
}
