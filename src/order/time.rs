//! Times as RFC 3339 text, by hand: chrono's own parser and formatter read a dozen other formats
//! besides, and bring all of them into the extension.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone, Timelike};

/// A moment with its zone, written as RFC 3339 in every file and message.
pub type Time = chrono::DateTime<FixedOffset>;

const NANOS: u32 = 1_000_000_000;

/// The time as RFC 3339, such as `2026-11-23T19:17:06+08:00`; with parts of a second where it has any.
pub fn rfc3339(time: &Time) -> String {
    // chrono counts a leap second as a 59th of more than a thousand million nanoseconds.
    let (leap, nanos) = (time.nanosecond() / NANOS, time.nanosecond() % NANOS);
    let mut text = String::with_capacity(35);
    pad(&mut text, time.year().unsigned_abs(), 4);
    for (mark, part) in [
        ('-', time.month()),
        ('-', time.day()),
        ('T', time.hour()),
        (':', time.minute()),
        (':', time.second() + leap),
    ] {
        text.push(mark);
        pad(&mut text, part, 2);
    }
    if nanos != 0 {
        text.push('.');
        match nanos {
            _ if nanos % 1_000_000 == 0 => pad(&mut text, nanos / 1_000_000, 3),
            _ if nanos % 1000 == 0 => pad(&mut text, nanos / 1000, 6),
            _ => pad(&mut text, nanos, 9),
        }
    }
    text.push_str(&zone(time));
    text
}

/// The zone of a time as RFC 3339 writes it: `+08:00`, and `Z` for UTC.
pub fn zone(time: &Time) -> String {
    let seconds = time.offset().local_minus_utc();
    if seconds == 0 {
        return "Z".to_owned();
    }
    let minutes = seconds.unsigned_abs() / 60;
    let mut text = String::from(if seconds < 0 { '-' } else { '+' });
    pad(&mut text, minutes / 60, 2);
    text.push(':');
    pad(&mut text, minutes % 60, 2);
    text
}

/// The time of day, such as `19:17`.
pub fn hour_and_minute(time: &Time) -> String {
    let mut text = String::new();
    pad(&mut text, time.hour(), 2);
    text.push(':');
    pad(&mut text, time.minute(), 2);
    text
}

/// The time that an RFC 3339 text tells; nothing for any other text.
pub fn parse_rfc3339(text: &str) -> Option<Time> {
    let mut rest = Rest(text.as_bytes());
    let year = rest.number(4)?;
    rest.one_of(b"-")?;
    let month = rest.number(2)?;
    rest.one_of(b"-")?;
    let day = rest.number(2)?;
    rest.one_of(b"Tt ")?;
    let hour = rest.number(2)?;
    rest.one_of(b":")?;
    let minute = rest.number(2)?;
    rest.one_of(b":")?;
    let second = rest.number(2)?;
    let nanos = if rest.one_of(b".").is_some() { rest.nanos()? } else { 0 };
    let zone = match rest.one_of(b"Zz+-")? {
        sign @ (b'+' | b'-') => {
            let hours = rest.number(2)?;
            rest.one_of(b":")?;
            let minutes = rest.number(2).filter(|minutes| *minutes < 60)?;
            let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
            FixedOffset::east_opt(if sign == b'-' { -seconds } else { seconds })?
        }
        _ => FixedOffset::east_opt(0)?,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let (second, leap) = if second == 60 { (59, NANOS) } else { (second, 0) };
    let clock = NaiveTime::from_hms_nano_opt(hour, minute, second, leap + nanos)?;
    let whole = rest.0.is_empty();
    zone.from_local_datetime(&date.and_time(clock)).single().filter(|_| whole)
}

/// What of a text is still to be read.
struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    /// The next byte, where it is one of those.
    fn one_of(&mut self, marks: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        if !marks.contains(&first) {
            return None;
        }
        self.0 = rest;
        Some(first)
    }

    fn digit(&mut self) -> Option<u32> {
        self.one_of(b"0123456789").map(|digit| u32::from(digit - b'0'))
    }

    /// A number of exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 10 + self.digit()?;
        }
        Some(number)
    }

    /// Parts of a second; digits past the ninth are left out.
    fn nanos(&mut self) -> Option<u32> {
        let mut nanos = self.digit()? * (NANOS / 10);
        let mut worth = NANOS / 100;
        while let Some(digit) = self.digit() {
            nanos += digit * worth;
            worth /= 10;
        }
        Some(nanos)
    }
}

fn pad(text: &mut String, number: u32, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        text.push('0');
    }
    text.push_str(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_and_read_as_chrono_does() {
        for text in [
            "2026-11-23T19:17:06+08:00",
            "2026-11-23T19:17:06Z",
            "2026-11-23T09:07:06.123-03:30",
            "2026-11-23T09:07:06.000123+00:01",
            "2026-11-23T09:07:06.000000001+14:00",
            "2016-12-31T23:59:60Z",
            "0099-01-01T00:00:00Z",
        ] {
            let time = parse_rfc3339(text).expect(text);
            assert_eq!(Some(time), Time::parse_from_rfc3339(text).ok(), "{text}");
            assert_eq!(rfc3339(&time), text);
            assert_eq!(serde_json::to_string(&time).unwrap(), format!("\"{text}\""));
        }
        for text in ["2026-11-23t19:17:06z", "2026-11-23 19:17:06+00:00", "2026-11-23T19:17:06.1234567891Z"] {
            assert_eq!(parse_rfc3339(text), Time::parse_from_rfc3339(text).ok(), "{text}");
        }
    }

    #[test]
    fn what_is_not_rfc_3339_is_no_time() {
        for text in [
            "",
            "2026-11-23",
            "2026-11-23T19:17:06",
            "2026-11-23T19:17:06.Z",
            "2026-11-23T19:17:06+08",
            "2026-11-23T19:17:06+0800",
            "2026-11-23T19:17:06+08:60",
            "2026-11-23T19:17:06+24:00",
            "2026-02-29T19:17:06Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T19:17:06Zx",
            "26-11-23T19:17:06Z",
        ] {
            assert_eq!(parse_rfc3339(text), None, "{text}");
            assert!(Time::parse_from_rfc3339(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_shows_two_digits_each() {
        assert_eq!(hour_and_minute(&parse_rfc3339("2026-11-23T09:07:06+08:00").unwrap()), "09:07");
    }
}
