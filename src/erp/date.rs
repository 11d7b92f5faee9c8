//! The time that an HTTP answer carries.

use chrono::{FixedOffset, NaiveDate, TimeZone};

use crate::order::Time;

const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// The moment of an HTTP `Date`, such as `Sun, 29 Nov 2026 14:46:37 GMT`.
pub fn http_date(text: &str) -> Option<Time> {
    let mut parts = text.split(' ').skip(1);
    let day = parts.next()?.parse().ok()?;
    let month = parts.next().filter(|name| name.len() == 3)?;
    let month = crate::order::find_text(MONTHS, month).filter(|at| at % 3 == 0)? / 3 + 1;
    let year = parts.next()?.parse().ok()?;
    let mut clock = parts.next()?.split(':').map(|part| part.parse().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    if parts.next() != Some("GMT") {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, day)?;
    FixedOffset::east_opt(0)?.from_local_datetime(&date.and_hms_opt(hour, minute, second)?).single()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::time::rfc3339;

    #[test]
    fn a_date_of_http_is_a_moment() {
        let read = |text: &str| http_date(text).map(|time| rfc3339(&time));
        assert_eq!(read("Sun, 29 Nov 2026 14:46:37 GMT").as_deref(), Some("2026-11-29T14:46:37Z"));
        assert_eq!(read("Mon, 01 Jan 2024 00:00:00 GMT").as_deref(), Some("2024-01-01T00:00:00Z"));
        for wrong in [
            "",
            "Sun, 29 Nov 2026",
            "Sun, 29 anF 2026 14:46:37 GMT",
            "Sun, 31 Feb 2026 14:46:37 GMT",
            "29 Nov 2026",
        ] {
            assert_eq!(http_date(wrong), None, "{wrong}");
        }
    }
}
