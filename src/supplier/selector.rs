//! A small part of CSS selectors: how a profile names elements. They are matched on the tree of a
//! snapshot, in `page::select`.
//!
//! Known are tags and `*`, `#id`, `.class`, `[name]`, `[name=value]`, `[name^=value]`, `[name*=value]`,
//! `[name$=value]`, `[name~=value]`, `:nth-child(n)`, the descendant (a space), the child (`>`) and lists
//! (commas). A value may stand in quotes.

use crate::json::{Json, Misfits, Value};
use crate::order::split_at_text;

/// A list of selectors: an element fits that fits one of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selector {
    /// As it is written.
    text: String,
    /// Each of them.
    pub any: Vec<Vec<Part>>,
}

/// What one element of a selector must be: the last one is the element that is looked for, those
/// before it stand around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// It must stand directly in the one before it.
    pub child: bool,
    /// What must hold of it.
    pub tests: Vec<Test>,
}

/// What must hold of an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The attribute that is looked at.
    pub name: String,
    /// How.
    pub how: How,
    /// What with.
    pub value: String,
}

/// How an element is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The tag is the value.
    Tag,
    /// It has the attribute.
    Has,
    /// The attribute is the value.
    Is,
    /// One of the attribute's words is the value.
    Word,
    /// The attribute begins with it.
    Begins,
    /// The attribute ends with it.
    Ends,
    /// The attribute has it in it.
    Holds,
    /// It is the child with this number.
    Nth,
}

impl Selector {
    /// Reads a selector; nothing where there is something in it that is not known.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let mut any = Vec::new();
        loop {
            any.push(reader.whole()?);
            match reader.byte() {
                Some(b',') => reader.at += 1,
                _ => break,
            }
        }
        (reader.at == text.len()).then(|| Self { text: text.to_owned(), any })
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Json for Selector {
    fn to_value(&self) -> Value {
        Value::text(&self.text)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        Self::parse(value.as_text().unwrap_or_default()).unwrap_or_else(|| {
            misfits.wanted(WANTED);
            Self::default()
        })
    }
}

const WANTED: &str = "a selector of tags, #id, .class, [attribute], :nth-child(n), spaces, > and commas";

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over spaces; whether there were some.
    fn spaces(&mut self) -> bool {
        let start = self.at;
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
        self.at > start
    }

    /// Up to a comma or the end.
    fn whole(&mut self) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        let mut child = false;
        self.spaces();
        loop {
            let tests = self.tests()?;
            if tests.is_empty() {
                return None;
            }
            parts.push(Part { child, tests });
            let spaced = self.spaces();
            child = self.byte() == Some(b'>');
            if child {
                self.at += 1;
                self.spaces();
            } else if !spaced || matches!(self.byte(), None | Some(b',')) {
                return Some(parts);
            }
        }
    }

    fn tests(&mut self) -> Option<Vec<Test>> {
        let mut tests = Vec::new();
        loop {
            let (name, how) = match self.byte() {
                Some(b'#') => ("id", How::Is),
                Some(b'.') => ("class", How::Word),
                Some(b'[') => {
                    tests.push(self.attribute()?);
                    continue;
                }
                Some(b':') => {
                    tests.push(self.nth()?);
                    continue;
                }
                Some(b'*') => {
                    self.at += 1;
                    tests.push(Test { name: String::new(), how: How::Tag, value: "*".to_owned() });
                    continue;
                }
                Some(byte) if tests.is_empty() && byte.is_ascii_alphabetic() => {
                    let value = self.word()?.to_ascii_lowercase();
                    tests.push(Test { name: String::new(), how: How::Tag, value });
                    continue;
                }
                _ => return Some(tests),
            };
            self.at += 1;
            tests.push(Test { name: name.to_owned(), how, value: self.word()?.to_owned() });
        }
    }

    fn word(&mut self) -> Option<&str> {
        let start = self.at;
        while matches!(self.byte(), Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | 0x80..)) {
            self.at += 1;
        }
        self.text.get(start..self.at).filter(|word| !word.is_empty())
    }

    /// `[name]` or `[name=value]` with one of the signs before the `=`.
    fn attribute(&mut self) -> Option<Test> {
        self.at += 1;
        let name = self.word()?.to_ascii_lowercase();
        let how = match self.byte() {
            Some(b']') => How::Has,
            Some(b'=') => How::Is,
            Some(b'~') => How::Word,
            Some(b'^') => How::Begins,
            Some(b'$') => How::Ends,
            Some(b'*') => How::Holds,
            _ => return None,
        };
        if how == How::Has {
            self.at += 1;
            return Some(Test { name, how, value: String::new() });
        }
        self.at += usize::from(how != How::Is);
        if self.byte() != Some(b'=') {
            return None;
        }
        self.at += 1;
        let quote = self.byte().filter(|byte| matches!(byte, b'"' | b'\''));
        self.at += usize::from(quote.is_some());
        let start = self.at;
        let end = quote.unwrap_or(b']');
        while self.byte().is_some_and(|byte| byte != end) {
            self.at += 1;
        }
        let value = self.text.get(start..self.at).unwrap_or_default().to_owned();
        self.at += usize::from(quote.is_some());
        if self.byte() != Some(b']') || value.is_empty() {
            return None;
        }
        self.at += 1;
        Some(Test { name, how, value })
    }

    fn nth(&mut self) -> Option<Test> {
        const NTH: &str = ":nth-child(";
        let rest = self.text.get(self.at..)?.strip_prefix(NTH)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = rest.get(..digits).filter(|value| !value.is_empty() && !value.starts_with('0'))?;
        self.at += NTH.len() + digits + 1;
        let closed = rest.as_bytes().get(digits) == Some(&b')');
        closed.then(|| Test { name: String::new(), how: How::Nth, value: value.to_owned() })
    }
}

/// What a profile reads of an element: its words, or with `@name` behind the selector an attribute.
/// `:nth-match(n)` behind the selector takes the n-th element that fits instead of the first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pick {
    /// As it is written.
    text: String,
    /// The element; nothing is the element at hand.
    pub place: Option<Selector>,
    /// Which of those that fit, counted from 0.
    pub which: usize,
    /// The attribute; empty for the words.
    pub attribute: String,
}

impl Pick {
    /// Reads one; nothing where there is something in it that is not known.
    pub fn parse(text: &str) -> Option<Self> {
        let behind = last(text, b']').unwrap_or_default();
        let (place, attribute) = match last(text, b'@').filter(|at| *at >= behind) {
            Some(at) => (text.get(..at)?, text.get(at + 1..).filter(|name| !name.is_empty())?),
            None => (text, ""),
        };
        let (place, which) = match split_at_text(place, ":nth-match(") {
            Some((place, number)) => match number.as_bytes() {
                [digit @ b'1'..=b'9', b')'] => (place, usize::from(digit - b'1')),
                _ => return None,
            },
            None => (place, 0),
        };
        if !attribute.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return None;
        }
        let place = match place {
            "" if !attribute.is_empty() => None,
            place => Some(Selector::parse(place)?),
        };
        Some(Self { text: text.to_owned(), place, which, attribute: attribute.to_ascii_lowercase() })
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Where a sign stands last.
fn last(text: &str, sign: u8) -> Option<usize> {
    let mut last = None;
    for (at, byte) in text.bytes().enumerate() {
        if byte == sign {
            last = Some(at);
        }
    }
    last
}

impl Json for Pick {
    fn to_value(&self) -> Value {
        Value::text(&self.text)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        Self::parse(value.as_text().unwrap_or_default()).unwrap_or_else(|| {
            misfits.wanted("a selector, perhaps with :nth-match(n) or @attribute behind it");
            Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_selector_is_refused() {
        for text in [
            "",
            " ",
            "a,",
            "> b",
            "a >",
            ".",
            "#",
            "[",
            "[a",
            "[a=",
            "[a=]",
            "[a|=b]",
            "[a!=b]",
            "a:hover",
            ":nth-child(0)",
            ":nth-child(2n)",
            "a + b",
            "a{}",
            "[a=\"b]",
            "a b <",
        ] {
            assert!(Selector::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn selectors_are_read_in_parts() {
        let selector = Selector::parse("ul.big > li[data-id^='a b'] #x , *:nth-child(12)").unwrap();
        let lengths: Vec<_> = selector.any.iter().map(Vec::len).collect();
        assert_eq!(lengths, [3, 1]);
        assert!(!selector.any[0][0].child && selector.any[0][1].child && !selector.any[0][2].child);
        assert_eq!(
            selector.any[0][1].tests[1],
            Test { name: "data-id".to_owned(), how: How::Begins, value: "a b".to_owned() }
        );
        assert_eq!(selector.any[1][0].tests[1].value, "12");
    }

    #[test]
    fn a_pick_may_name_an_attribute_and_a_number() {
        let pick = Pick::parse("a[href*='x@y'] b:nth-match(2)@Title").unwrap();
        assert_eq!((pick.which, pick.attribute.as_str()), (1, "title"));
        assert_eq!(pick.place.unwrap().text(), "a[href*='x@y'] b");
        assert_eq!(Pick::parse("@data-id").unwrap().place, None);
        for wrong in ["", "@", "a@", "a@b c", "a:nth-match(0)", "a:nth-match(x)"] {
            assert!(Pick::parse(wrong).is_none(), "{wrong}");
        }
    }
}
