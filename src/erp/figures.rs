//! Numbers and times as ERPs write them.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone};
use rust_decimal::Decimal;

use crate::json::Value;
use crate::order::{Time, decimal, multiplied};

/// Decimals of a float that are meant; what is behind them comes of counting in halves.
const MEANT: usize = 12;

/// The number that a value is: a number or a text, also a float with an exponent; without the trailing
/// zeros that come of counting in floats.
pub fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(whole) => Some(Decimal::from(*whole)),
        Value::Number(text) | Value::Text(text) => parsed(text),
        _ => None,
    }
}

fn parsed(text: &str) -> Option<Decimal> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let mut number = decimal(digits)?;
    for _ in 0..exponent.unsigned_abs().min(30) {
        let step = if exponent < 0 { Decimal::new(1, 1) } else { Decimal::TEN };
        number = multiplied(number, step)?;
    }
    Some(rounded(number)?.normalize())
}

/// Rounded half away from zero where there are more decimals than anybody means.
fn rounded(number: Decimal) -> Option<Decimal> {
    let (mut units, mut scale) = (number.mantissa(), number.scale());
    let meant = u32::try_from(MEANT).unwrap_or_default();
    if scale <= meant {
        return Some(number);
    }
    let mut last = 0;
    while scale > meant {
        last = units % 10;
        units /= 10;
        scale -= 1;
    }
    units += i128::from(last >= 5) - i128::from(last <= -5);
    Decimal::try_from_i128_with_scale(units, scale).ok()
}

/// A moment by its parts, in UTC.
pub fn utc(date: (i32, u32, u32), clock: (u32, u32, u32, u32)) -> Option<Time> {
    let (hour, minute, second, micros) = clock;
    let time =
        NaiveDate::from_ymd_opt(date.0, date.1, date.2)?.and_hms_micro_opt(hour, minute, second, micros)?;
    FixedOffset::east_opt(0)?.from_local_datetime(&time).single()
}

/// Tryton's `{"__class__":"datetime","year":2026,…}`, which is in UTC.
pub fn tagged_time(value: &Value) -> Option<Time> {
    let part = |name: &str| match value.get(name) {
        Some(Value::Integer(whole)) => u32::try_from(*whole).ok(),
        None => Some(0),
        Some(_) => None,
    };
    let date = (i32::try_from(part("year")?).ok()?, part("month")?, part("day")?);
    utc(date, (part("hour")?, part("minute")?, part("second")?, part("microsecond")?))
}

/// The same moment in UTC.
pub fn in_utc(time: &Time) -> DateTime<FixedOffset> {
    FixedOffset::east_opt(0).map_or(*time, |utc| time.with_timezone(&utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::order::time::rfc3339;

    #[test]
    fn a_number_is_what_was_meant() {
        for (written, meant) in [
            ("2", "2"),
            ("2.0", "2"),
            ("4.3500", "4.35"),
            ("\"8.70000000\"", "8.7"),
            ("0.30000000000000004", "0.3"),
            ("2.9999999999999996", "3"),
            ("-2.9999999999999996", "-3"),
            ("1e-05", "0.00001"),
            ("1.5e+2", "150"),
            ("0.1234567890123", "0.123456789012"),
        ] {
            let read = number(&parse(written).unwrap()).map(|number| number.to_string());
            assert_eq!(read.as_deref(), Some(meant), "{written}");
        }
        for wrong in ["null", "\"\"", "\"x\"", "[]", "1e99", "\"1e5x\""] {
            assert_eq!(number(&parse(wrong).unwrap()), None, "{wrong}");
        }
    }

    #[test]
    fn a_tagged_time_is_in_utc() {
        let value = parse(
            r#"{"__class__":"datetime","year":2026,"month":11,"day":23,"hour":13,"minute":22,"second":36,"microsecond":871676}"#,
        );
        let time = tagged_time(&value.unwrap()).map(|time| rfc3339(&time));
        assert_eq!(time.as_deref(), Some("2026-11-23T13:22:36.871676Z"));
        assert_eq!(tagged_time(&Value::Null), None);
    }
}
