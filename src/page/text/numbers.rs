//! Numbers in text, in every way of grouping digits that shops use.

use rust_decimal::Decimal;

use super::chars::{CharKind, DIGIT, slice};
use crate::order::{decimal, is_letter};

/// A number as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its first character, counted in characters.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// What it says.
    pub value: Decimal,
    /// It has decimals.
    pub decimals: bool,
    /// One mark with three digits behind it, which some countries read as thousands and others as
    /// decimals: `value` follows the page's language, and only a currency can settle it.
    pub doubtful: bool,
}

/// The numbers in a folded text, in order.
pub fn numbers(text: &[char], decimal_comma: bool) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(char) = text.get(at) {
        if !char.is_ascii_digit() {
            at += 1;
            continue;
        }
        let groups = Groups::read(text, at);
        if let Some(number) = groups.number(at, decimal_comma) {
            found.push(number);
        }
        at = groups.end;
    }
    found
}

/// Runs of digits with the marks between them: `1,280.00` is three runs and two marks.
struct Groups {
    digits: Vec<String>,
    marks: Vec<char>,
    end: usize,
}

impl Groups {
    fn read(text: &[char], start: usize) -> Self {
        let mut groups = Self { digits: vec![digits(text, start)], marks: Vec::new(), end: start };
        groups.end += groups.digits.first().map_or(0, String::len);
        while let Some(&mark) = text.get(groups.end) {
            let next = digits(text, groups.end + 1);
            let joins = match mark {
                '.' | ',' => !next.is_empty(),
                '\'' | '\u{a0}' => next.len() == 3,
                ' ' => next.len() == 3 && groups.spaced(text, start),
                _ => false,
            };
            if !joins {
                break;
            }
            groups.end += 1 + next.len();
            groups.digits.push(next);
            groups.marks.push(mark);
        }
        groups
    }

    /// A plain space keeps a number together only where a decimal comma or a currency written behind
    /// the amount, perhaps with decimals, shows it, or where it is all there is; otherwise `2 150` may be a
    /// quantity beside a price.
    fn spaced(&self, text: &[char], start: usize) -> bool {
        let short = self.digits.first().is_some_and(|first| first.len() <= 3);
        let mut at = self.end;
        while text.get(at) == Some(&' ') && digits(text, at + 1).len() == 3 {
            at += 4;
        }
        let rest = slice(text, at, at + 8);
        let comma = rest.strip_prefix(',').is_some_and(|rest| rest.starts_with(DIGIT));
        let behind = ["€", "zł", "Kč", "kr", "грн", "₽", "руб", "р.", "лв", "lei", "Ft", "₴", "₸", "₫"];
        let whole = rest.strip_prefix('.').map_or(rest.as_str(), |rest| rest.trim_start_matches(DIGIT));
        short
            && (comma
                || start == 0 && at == text.len()
                || behind.iter().any(|sign| whole.trim_start().starts_with(sign)))
    }

    fn number(&self, start: usize, decimal_comma: bool) -> Option<Number> {
        let (first, rest) = self.digits.split_first()?;
        let mut doubtful = false;
        let decimals = match (self.marks.as_slice(), rest) {
            ([], _) => false,
            ([mark @ ('.' | ',')], [tail]) => {
                if tail.len() != 3 || first.len() > 3 || first.starts_with('0') {
                    true
                } else {
                    doubtful = (*mark == ',') == decimal_comma;
                    doubtful && *mark == '.'
                }
            }
            ([.., before, last], _) if before != last => matches!(last, '.' | ','),
            _ => false,
        };
        let (whole, fraction) = match self.digits.split_last() {
            Some((last, whole)) if decimals => (whole, last.as_str()),
            _ => (self.digits.as_slice(), ""),
        };
        let marks = self.marks.get(..whole.len().saturating_sub(1))?;
        let alike = marks.iter().all(|mark| marks.first() == Some(mark));
        let long = whole.len() > 1 && whole.first().is_some_and(|first| first.len() > 3);
        // Three digits to a group, or two behind the first three as in India.
        let mut regular = true;
        let mut text = String::new();
        for (index, group) in whole.iter().enumerate() {
            let last = index + 1 == whole.len();
            regular &= index == 0 || group.len() == 3 || (group.len() == 2 && !last);
            text.push_str(group);
        }
        if !regular || !alike || long || text.len() > 18 || fraction.len() > 6 {
            return None;
        }
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(fraction);
        }
        let value = decimal(&text)?;
        Some(Number { start, end: self.end, value, decimals, doubtful })
    }
}

fn digits(text: &[char], start: usize) -> String {
    let mut digits = String::new();
    for char in text.iter().skip(start) {
        if !char.is_ascii_digit() {
            break;
        }
        digits.push(*char);
    }
    digits
}

/// The runs of digits and commas in a text.
pub fn runs(text: &str) -> Vec<&str> {
    const APART: CharKind = |char| !(char.is_ascii_digit() || char == ',');
    let mut runs: Vec<&str> = text.split(APART).collect();
    runs.retain(|run| !run.is_empty());
    runs
}

/// The whole number that a run of digits and commas is.
pub fn whole_number(run: &str) -> Option<Decimal> {
    decimal(&run.replace(',', ""))
}

/// The whole numbers in a folded text, with their digits grouped as any country does; none where one
/// has decimals.
pub fn whole_numbers(text: &str) -> Vec<Decimal> {
    whole_numbers_at(text).into_iter().map(|(number, _)| number).collect()
}

/// The same, each with what stands behind it in the text.
pub fn whole_numbers_at(text: &str) -> Vec<(Decimal, String)> {
    let text: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let mut number = digits(&text, at);
        if number.is_empty() {
            at += 1;
            continue;
        }
        // `M4 100 pcs` are two.
        let tied =
            at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|before| is_letter(*before));
        let groups = number.len() <= 3 && !number.starts_with('0');
        at += number.len();
        let mut mark = None;
        while let Some(&next) = text.get(at).filter(|_| groups) {
            let fits = matches!(next, '.' | ',' | '\'') || matches!(next, ' ' | '\u{a0}') && !tied;
            let group = digits(&text, at + 1);
            if !fits || group.len() != 3 || mark.is_some_and(|mark| mark != next) {
                break;
            }
            mark = Some(next);
            at += 4;
            number.push_str(&group);
        }
        if matches!(text.get(at), Some('.' | ',')) && !digits(&text, at + 1).is_empty() {
            return Vec::new();
        }
        found.extend(decimal(&number).map(|number| (number, slice(&text, at, text.len()))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_grouped_in_every_way() {
        for (text, numbers) in [
            ("3 153 szt.", "3153"),
            ("1.200 Stück", "1200"),
            ("12,500 in stock", "12500"),
            ("10-99", "10 99"),
            ("M4 100 pcs", "4 100"),
            ("4.5 of 120", ""),
            ("1'200'000", "1200000"),
            ("17 szt.", "17"),
        ] {
            let read: Vec<_> = whole_numbers(text).iter().map(ToString::to_string).collect();
            assert_eq!(read.join(" "), numbers, "{text}");
        }
    }

    fn read(text: &str, decimal_comma: bool) -> Vec<String> {
        let text: Vec<char> = text.chars().collect();
        numbers(&text, decimal_comma).iter().map(|number| number.value.to_string()).collect()
    }

    #[test]
    fn digits_are_grouped_in_many_ways() {
        for (text, value) in [
            ("12", "12"),
            ("12.80", "12.80"),
            ("12,80", "12.80"),
            ("1,280", "1280"),
            ("1,280.00", "1280.00"),
            ("1.280,00", "1280.00"),
            ("1.234.567", "1234567"),
            ("1'234.50", "1234.50"),
            ("1\u{a0}234", "1234"),
            ("1 234,56", "1234.56"),
            ("12 345 678 zł", "12345678"),
            ("1,00,000.50", "100000.50"),
            ("0.125", "0.125"),
            ("1234.567", "1234.567"),
        ] {
            assert_eq!(read(text, false), [value], "{text}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_follows_the_page() {
        assert_eq!(read("1.234", true), ["1234"]);
        assert_eq!(read("1.234", false), ["1.234"]);
        assert_eq!(read("1,234", false), ["1234"]);
        let text: Vec<char> = "1,234".chars().collect();
        assert!(numbers(&text, true)[0].doubtful);
        assert!(!numbers(&text, false)[0].doubtful);
    }

    #[test]
    fn what_is_no_number_is_left_out() {
        for text in ["1.2.3", "192.168.0.1", "", "abc", "1,23,4"] {
            assert_eq!(read(text, false), [] as [&str; 0], "{text}");
        }
        assert_eq!(read("2 150.00", false), ["2", "150.00"]);
        assert_eq!(read("2885410663725190012", false), [] as [&str; 0]);
    }
}
