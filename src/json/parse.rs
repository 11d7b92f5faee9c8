//! JSON text to values.

use std::borrow::Cow;

use super::{Misfit, Object, Value};

/// How deep values may lie in each other; more is refused, since each level takes from the stack.
const DEPTH: u8 = 120;

/// The value that a text holds.
///
/// # Errors
/// The text is no JSON, or too deep.
pub fn parse(text: &str) -> Result<Value, Misfit> {
    let mut parser = Parser { text, at: 0, loose: false };
    let value = parser.value(0)?;
    match parser.next_kind() {
        None => Ok(value),
        Some(_) => Err(parser.wrong("its end")),
    }
}

/// The value that stands at a place of a script, as scripts write it: names without quotes too. What
/// follows it is not looked at.
pub fn parse_behind(text: &str, at: usize) -> Option<Value> {
    Parser { text, at, loose: true }.value(0).ok()
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    /// Byte at hand.
    pub(super) at: usize,
    /// Names need no quotes.
    pub(super) loose: bool,
}

impl<'t> Parser<'t> {
    pub(super) fn wrong(&self, wanted: &'static str) -> Misfit {
        Misfit::at(["byte ", &self.at.to_string()].concat(), wanted)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over white space to the first byte of what follows.
    pub(super) fn next_kind(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        self.byte()
    }

    pub(super) fn value(&mut self, depth: u8) -> Result<Value, Misfit> {
        match self.next_kind() {
            Some(b'{') if depth < DEPTH => self.object(depth + 1),
            Some(b'[') if depth < DEPTH => self.list(depth + 1),
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            // `undefined` and the like are nothing.
            Some(byte) if self.loose && is_bare(byte) => {
                self.bare();
                Ok(Value::Null)
            }
            _ => Err(self.wrong("a value")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Misfit> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.wrong("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// After an opening bracket or an item: whether another item follows. Goes over comma and end.
    pub(super) fn more(&mut self, first: bool, end: u8) -> Result<bool, Misfit> {
        match self.next_kind() {
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.wrong("a comma or the end")),
        }
    }

    fn list(&mut self, depth: u8) -> Result<Value, Misfit> {
        self.at += 1;
        let mut items = Vec::new();
        while self.more(items.is_empty(), b']')? {
            items.push(self.value(depth)?);
        }
        Ok(Value::List(items))
    }

    fn object(&mut self, depth: u8) -> Result<Value, Misfit> {
        self.at += 1;
        let mut members = Vec::new();
        while self.more(members.is_empty(), b'}')? {
            let name = self.name()?;
            members.push((Cow::Owned(name), self.value(depth)?));
        }
        Ok(Value::Object(Object(members)))
    }

    /// A member's name with its colon.
    pub(super) fn name(&mut self) -> Result<String, Misfit> {
        let name = match self.next_kind() {
            Some(b'"') => self.string()?,
            Some(byte) if self.loose && is_bare(byte) => self.bare().to_owned(),
            _ => return Err(self.wrong("a name")),
        };
        if self.next_kind() != Some(b':') {
            return Err(self.wrong("a colon"));
        }
        self.at += 1;
        Ok(name)
    }

    /// A name or word without quotes, as scripts have them.
    fn bare(&mut self) -> &'t str {
        let start = self.at;
        while self.byte().is_some_and(is_bare) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn number(&mut self) -> Result<Value, Misfit> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        match text.parse() {
            _ if !is_number(text) => Err(self.wrong("a number before it")),
            Ok(whole) => Ok(Value::Integer(whole)),
            Err(_) => Ok(Value::Number(text.to_owned())),
        }
    }

    /// A string from its opening to its closing quote.
    fn string(&mut self) -> Result<String, Misfit> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while !matches!(self.byte(), Some(b'"' | b'\\' | 0..=0x1f) | None) {
                self.at += 1;
            }
            text.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escaped()?),
                _ => return Err(self.wrong("the end of a text")),
            }
        }
    }

    /// A character written with a backslash.
    fn escaped(&mut self) -> Result<char, Misfit> {
        self.at += 1;
        let letter = self.byte();
        self.at += 1;
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.numbered(),
            _ => return Err(self.wrong("a known escape before it")),
        })
    }

    /// A character written by its UTF-16 code, in two parts where one is too small. Pages cut texts in
    /// the middle of such a pair; half of one becomes the sign for a character that cannot be shown.
    fn numbered(&mut self) -> Result<char, Misfit> {
        let first = self.code()?;
        if !(0xd800..0xdc00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let after = self.at;
        if self.text.get(after..).is_some_and(|rest| rest.starts_with("\\u")) {
            self.at += 2;
            let second = self.code()?;
            if (0xdc00..0xe000).contains(&second) {
                let whole = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = after;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn code(&mut self) -> Result<u32, Misfit> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        let code = if digits.starts_with('+') { None } else { u32::from_str_radix(digits, 16).ok() };
        let code = code.filter(|_| digits.len() == 4).ok_or_else(|| self.wrong("four hexadecimal digits"))?;
        self.at += 4;
        Ok(code)
    }
}

fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

/// `-12.80e+3`: digits without a leading zero, then perhaps a fraction, then perhaps an exponent.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at), text.get(at + 1..)),
        None => (Some(text), Some("0")),
    };
    let (Some(mantissa), Some(exponent)) = (mantissa, exponent) else { return false };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && digits(fraction) && digits(exponent)
}
