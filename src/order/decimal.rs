//! What is done with decimals, each in one place: `rust_decimal`'s own arithmetic and parser are
//! inlined wherever they are written, and round what never needs it: a kilobyte or two each time.

use rust_decimal::Decimal;

/// Digits behind the point that a decimal holds.
const MOST_DECIMALS: u32 = 28;

/// The number that a text is: a sign, digits and one point. Digits past the 28th decimal are left out.
pub fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mut value, mut scale): (i128, u32) = (0, 0);
    let (mut point, mut empty) = (false, true);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                empty = false;
                if scale == MOST_DECIMALS {
                    continue;
                }
                value = value.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
                scale += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if text.starts_with('-') {
        value = -value;
    }
    if empty { None } else { Decimal::try_from_i128_with_scale(value, scale).ok() }
}

/// The product of two numbers, or nothing when it does not fit a decimal; nothing is rounded.
pub fn multiplied(one: Decimal, other: Decimal) -> Option<Decimal> {
    if one.is_zero() || other.is_zero() {
        return Some(Decimal::ZERO);
    }
    let product = one.mantissa().checked_mul(other.mantissa())?;
    Decimal::try_from_i128_with_scale(product, one.scale() + other.scale()).ok()
}

/// One whole part of so many; nothing where that is no number of up to six decimals. Nothing is rounded.
pub fn divided(one: Decimal, parts: Decimal) -> Option<Decimal> {
    part(one, parts, true)
}

/// One whole part of so many with up to six decimals, and what is behind them left out: to be shown, for
/// nothing is to be reckoned by it.
pub fn at_most(one: Decimal, parts: Decimal) -> Option<Decimal> {
    part(one, parts, false)
}

fn part(one: Decimal, parts: Decimal, exact: bool) -> Option<Decimal> {
    let parts = parts.normalize();
    if parts.scale() > 0 || parts <= Decimal::ZERO {
        return None;
    }
    let (mut units, mut scale) = (one.mantissa(), one.scale());
    while units.checked_rem(parts.mantissa())? != 0 {
        if scale >= 6 {
            if exact {
                return None;
            }
            break;
        }
        (units, scale) = (units.checked_mul(10)?, scale + 1);
    }
    Decimal::try_from_i128_with_scale(units.checked_div(parts.mantissa())?, scale).ok()
}

/// The sum of two numbers, or nothing when it does not fit a decimal; nothing is rounded.
pub fn added(one: Decimal, other: Decimal) -> Option<Decimal> {
    if one.is_zero() {
        return Some(other);
    }
    if other.is_zero() {
        return Some(one);
    }
    let (fine, coarse) = if one.scale() < other.scale() { (other, one) } else { (one, other) };
    let mut units = coarse.mantissa();
    for _ in coarse.scale()..fine.scale() {
        units = units.checked_mul(10)?;
    }
    Decimal::try_from_i128_with_scale(fine.mantissa().checked_add(units)?, fine.scale()).ok()
}

/// A number as text, with all of its decimals: `12.80`.
pub fn number_text(number: Decimal) -> String {
    let parts = number.unpack();
    let mut limbs = [parts.hi, parts.mid, parts.lo];
    // The last digit first.
    let mut marks = Vec::new();
    let mut digits = 0;
    while digits <= parts.scale || limbs != [0; 3] {
        if digits == parts.scale && digits > 0 {
            marks.push('.');
        }
        let mut digit = 0;
        for limb in &mut limbs {
            let units = u64::from(digit) << 32 | u64::from(*limb);
            *limb = (units / 10) as u32;
            digit = (units % 10) as u32;
        }
        marks.extend(char::from_digit(digit, 10));
        digits += 1;
    }
    if parts.negative {
        marks.push('-');
    }
    marks.iter().rev().collect()
}

/// A number without trailing zeros: `12`, `12.5`.
pub fn plain_number(number: Decimal) -> String {
    number_text(number.normalize())
}

/// Whether a number is a whole multiple of a step.
pub fn is_multiple(number: Decimal, step: Decimal) -> bool {
    let (number, step) = (number.normalize(), step.normalize());
    let scale = number.scale().max(step.scale());
    // Both in the smaller of their units: a decimal's own remainder brings a whole long division.
    let units = |part: Decimal| {
        let factor = 10_u64.checked_pow(scale - part.scale())?;
        u64::try_from(part.mantissa()).ok()?.checked_mul(factor)
    };
    match (units(number), units(step)) {
        (Some(number), Some(step)) => number.checked_rem(step) == Some(0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_read_as_its_own_parser_does() {
        for text in ["0", "12", "12.80", "-5.00", "+3", ".5", "5.", "0.0000000000000000000000000001"] {
            let own: Option<Decimal> = text.parse().ok();
            let read = decimal(text);
            assert_eq!(read, own, "{text}");
            assert_eq!(read.map(|number| number.to_string()), own.map(|number| number.to_string()), "{text}");
        }
        for text in ["", "-", ".", "1.2.3", "1,5", " 1", "x", "1e3", "99999999999999999999999999999999"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn a_decimal_is_written_as_the_crate_does() {
        let texts =
            ["0", "-0", "0.00", "12.80", "-12.8", "0.005", "79228162514264337593543950335", "100000000000"];
        for number in texts.map(|text| text.parse::<Decimal>().unwrap()) {
            assert_eq!(number_text(number), number.to_string());
            assert_eq!(number_text(-number), (-number).to_string());
        }
        let finest = Decimal::from_i128_with_scale(-1, 28);
        assert_eq!(number_text(finest), finest.to_string());
    }

    #[test]
    fn sums_and_products_are_those_of_the_crate() {
        let texts =
            ["0", "0.00", "1", "1.00", "-1", "12.80", "-12.8", "0.005", "99999999999.99", "1000000", "3.333"];
        let shown = |number: Option<Decimal>| number.map(|number| number.to_string());
        for one in texts.map(|text| text.parse::<Decimal>().unwrap()) {
            for other in texts.map(|text| text.parse::<Decimal>().unwrap()) {
                assert_eq!(shown(added(one, other)), shown(one.checked_add(other)), "{one} + {other}");
                assert_eq!(shown(multiplied(one, other)), shown(one.checked_mul(other)), "{one} × {other}");
            }
        }
        assert_eq!(added(Decimal::MAX, Decimal::ONE), None);
        assert_eq!(multiplied(Decimal::MAX, Decimal::TWO), None);
    }

    #[test]
    fn a_part_is_exact_or_none() {
        let part = |one: &str, parts: &str| {
            divided(one.parse().unwrap(), parts.parse().unwrap()).map(|part| part.to_string())
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            (part("35.70", "3"), part("36", "3.0"), part("1", "8")),
            (text("11.90"), text("12"), text("0.125"))
        );
        assert_eq!(
            (part("10", "3"), part("10", "0"), part("10", "2.5"), part("10", "-2")),
            (None, None, None, None)
        );
    }

    #[test]
    fn a_multiple_is_told_in_any_unit() {
        let is = |number: &str, step: &str| is_multiple(number.parse().unwrap(), step.parse().unwrap());
        for (number, step) in [("10", "5"), ("10.0", "2.50"), ("3", "1.5"), ("0", "7"), ("0.3", "0.1")] {
            assert!(is(number, step), "{number} / {step}");
        }
        for (number, step) in [("10", "4"), ("10", "2.4"), ("5", "10"), ("10", "0")] {
            assert!(!is(number, step), "{number} / {step}");
        }
    }
}
