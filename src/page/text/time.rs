//! Times in text: `2026-11-23 19:17:06`, `2026年11月23日 19:17`, `23 Nov 2026`, RFC 3339.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::chars::CharKind;
use super::fold::fold;
use crate::order::Time;

/// The first three letters of each month; enough for English, and for German and French save a few.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first time that a text tells. Without a zone of its own it is taken to be in `zone`; without
/// a time of day it is the day's beginning there. Days and months that could be either way round,
/// such as `03/04/2026`, are no time.
pub fn time(text: &str, zone: FixedOffset) -> Option<Time> {
    let text = fold(text);
    let tokens = tokens(&text);
    (0..tokens.len()).find_map(|at| {
        let rest = tokens.get(at..)?;
        let (date, used) = date(rest)?;
        let (clock, offset) = clock(rest.get(used..)?);
        let zone = offset.unwrap_or(zone);
        zone.from_local_datetime(&NaiveDateTime::new(date, clock)).single()
    })
}

/// Whether a text is a time and nothing else.
pub fn is_time(text: &str) -> bool {
    let text = fold(text);
    let tokens = tokens(&text);
    date(&tokens)
        .is_some_and(|(_, used)| tokens.iter().skip(used).all(|token| !matches!(token, Token::Word(_))))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    /// Digits, with how many they are.
    Number(u32, usize),
    Word(&'a str),
    Mark(char),
}

const GAP: CharKind = |char| matches!(char, ' ' | '\u{a0}');

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let other: CharKind = match first {
            _ if first.is_ascii_digit() => |char| !char.is_ascii_digit(),
            _ if first.is_ascii_alphabetic() => |char| !char.is_ascii_alphabetic(),
            _ => |_| true,
        };
        let len = rest.find(other).unwrap_or(rest.len()).max(first.len_utf8());
        let Some((token, behind)) = rest.split_at_checked(len) else { break };
        tokens.push(match token.parse() {
            Ok(number) => Token::Number(number, len),
            Err(_) if first.is_ascii_alphanumeric() => Token::Word(token),
            Err(_) => Token::Mark(first),
        });
        rest = behind.trim_start_matches(GAP);
    }
    tokens
}

/// A date at the beginning of the tokens, and how many tokens it took.
fn date(tokens: &[Token<'_>]) -> Option<(NaiveDate, usize)> {
    use Token::{Mark, Number, Word};
    match *tokens {
        // 2026年11月23日
        [
            Number(year, 4),
            Mark('年'),
            Number(month, 1 | 2),
            Mark('月'),
            Number(day, 1 | 2),
            ref rest @ ..,
        ] => {
            let used = 5 + usize::from(matches!(rest.first(), Some(Mark('日' | '号'))));
            Some((ymd(year, month, day)?, used))
        }
        // 2026-11-23, 2026/11/23, 2026.11.23
        [
            Number(year, 4),
            Mark(a @ ('-' | '/' | '.')),
            Number(month, 1 | 2),
            Mark(b),
            Number(day, 1 | 2),
            ..,
        ] if a == b => Some((ymd(year, month, day)?, 5)),
        // 23.11.2026, which is never written month first
        [Number(day, 1 | 2), Mark('.'), Number(month, 1 | 2), Mark('.'), Number(year, 4), ..] => {
            Some((ymd(year, month, day)?, 5))
        }
        // 23/11/2026 and 11/23/2026, where only one way round is a date
        [Number(a, 1 | 2), Mark(one @ ('/' | '-')), Number(b, 1 | 2), Mark(other), Number(year, 4), ..]
            if one == other =>
        {
            match (ymd(year, b, a), ymd(year, a, b)) {
                (Some(day_first), None) => Some((day_first, 5)),
                (None, Some(month_first)) => Some((month_first, 5)),
                (Some(same), Some(other)) if same == other => Some((same, 5)),
                _ => None,
            }
        }
        // 23 Nov 2026, 23. November 2026, 23rd of November, 2026
        [Number(day, 1 | 2), ref rest @ ..] => {
            let skipped = rest.iter().take_while(|token| match token {
                Mark('.' | '-') => true,
                Word(word) => {
                    matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of" | "de")
                }
                _ => false,
            });
            let at = 1 + skipped.count();
            let Some(Word(name)) = tokens.get(at) else { return None };
            let (year, used) = year_behind(tokens, at + 1)?;
            Some((ymd(year, month(name)?, day)?, used))
        }
        // November 23, 2026
        [Word(name), ref rest @ ..] => {
            let dot = usize::from(rest.first() == Some(&Mark('.')));
            let Some(&Number(day, 1 | 2)) = rest.get(dot) else { return None };
            let ordinal = matches!(rest.get(dot + 1), Some(Word("st" | "nd" | "rd" | "th")));
            let (year, used) = year_behind(tokens, 2 + dot + usize::from(ordinal))?;
            Some((ymd(year, month(name)?, day)?, used))
        }
        _ => None,
    }
}

fn year_behind(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let marks =
        tokens.iter().skip(at).take_while(|token| matches!(token, Token::Mark(',' | '-' | '.'))).count();
    match tokens.get(at + marks) {
        Some(&Token::Number(year, 4)) => Some((year, at + marks + 1)),
        _ => None,
    }
}

/// A time of day and a zone, where they follow; else midnight.
fn clock(tokens: &[Token<'_>]) -> (NaiveTime, Option<FixedOffset>) {
    use Token::{Mark, Number, Word};
    let between = |token: &&Token<'_>| {
        matches!(token, Mark(',' | '(' | ')') | Word("T" | "t" | "at" | "um" | "à"))
            || matches!(token, Mark('星' | '期' | '周'))
    };
    let at = tokens.iter().take_while(between).count();
    let tokens = tokens.get(at..).unwrap_or_default();
    let (hour, minute, second, used) = match *tokens {
        [Number(h, 1 | 2), Mark(':'), Number(m, 2), Mark(':'), Number(s, 2), ..] => (h, m, s, 5),
        [Number(h, 1 | 2), Mark(':'), Number(m, 2), ..] => (h, m, 0, 3),
        [Number(h, 1 | 2), Mark('时'), Number(m, 1 | 2), Mark('分'), Number(s, 1 | 2), Mark('秒'), ..] => {
            (h, m, s, 6)
        }
        [Number(h, 1 | 2), Mark('时'), Number(m, 1 | 2), Mark('分'), ..] => (h, m, 0, 4),
        _ => return (NaiveTime::MIN, None),
    };
    let rest = tokens.get(used..).unwrap_or_default();
    // Fractions of a second are left out.
    let rest = match rest {
        [Mark('.'), Number(..), rest @ ..] => rest,
        rest => rest,
    };
    let hour = match rest.first() {
        Some(Word(half)) if half.eq_ignore_ascii_case("pm") && hour < 12 => hour + 12,
        Some(Word(half)) if half.eq_ignore_ascii_case("am") && hour == 12 => 0,
        _ => hour,
    };
    let zone = match *rest {
        [Word("Z" | "UTC" | "GMT"), ..] => FixedOffset::east_opt(0),
        [Mark(sign @ ('+' | '-')), Number(h, 2), Mark(':'), Number(m, 2), ..] => offset(sign, h, m),
        [Mark(sign @ ('+' | '-')), Number(hm, 4), ..] => offset(sign, hm / 100, hm % 100),
        _ => None,
    };
    (NaiveTime::from_hms_opt(hour, minute, second).unwrap_or(NaiveTime::MIN), zone)
}

fn offset(sign: char, hours: u32, minutes: u32) -> Option<FixedOffset> {
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds })
}

fn month(name: &str) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    let start = match name.as_str() {
        "mai" => "may",
        "okt" | "oktober" => "oct",
        "dez" | "dezember" => "dec",
        "sept" => "sep",
        _ if name.len() > 9 => return None,
        other => other.get(..3)?,
    };
    MONTHS.iter().position(|month| *month == start).and_then(|at| u32::try_from(at + 1).ok())
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| (1990..2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        time(text, FixedOffset::east_opt(8 * 3600).unwrap()).map(|time| time.to_rfc3339())
    }

    #[test]
    fn times_are_read_as_shops_write_them() {
        for (text, expected) in [
            ("2026-11-23 19:17:06", "2026-11-23T19:17:06+08:00"),
            ("下单时间：2026-11-23 19:17", "2026-11-23T19:17:00+08:00"),
            ("2026/11/23 9:07:06", "2026-11-23T09:07:06+08:00"),
            ("2026年11月23日 19:17", "2026-11-23T19:17:00+08:00"),
            ("2026年11月23日19时17分6秒", "2026-11-23T19:17:06+08:00"),
            ("2026.11.23", "2026-11-23T00:00:00+08:00"),
            ("2026-11-23T19:17:06Z", "2026-11-23T19:17:06+00:00"),
            ("2026-11-23T19:17:06.123+01:00", "2026-11-23T19:17:06+01:00"),
            ("23 Nov 2026", "2026-11-23T00:00:00+08:00"),
            ("Order placed 23rd November 2026", "2026-11-23T00:00:00+08:00"),
            ("November 23, 2026", "2026-11-23T00:00:00+08:00"),
            ("Nov. 23, 2026, 7:17 PM", "2026-11-23T19:17:00+08:00"),
            ("November 23, 2026 at 12:05 AM", "2026-11-23T00:05:00+08:00"),
            ("23. Dezember 2026 um 19:17", "2026-12-23T19:17:00+08:00"),
            ("23.11.2026 19:17", "2026-11-23T19:17:00+08:00"),
            ("23/11/2026", "2026-11-23T00:00:00+08:00"),
            ("11/23/2026", "2026-11-23T00:00:00+08:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2026",
            "03/04/2026",
            "2026-13-01",
            "19:17",
            "12.80",
            "2885410663725190012",
            "1.2.3",
            "may be 12",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(is_time("2026-11-23 19:17:06"));
        assert!(!is_time("20261123"));
        assert!(!is_time("2026-11-23-ABC"));
    }
}
