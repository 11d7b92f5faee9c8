//! Labels that are nearly alike, and labels that are alike for a person and not for a program.

use super::dice::Dice;

/// Labels of which one is nearly the other. The first is never a whole word of the second's meaning.
const NEAR: [(&str, &str); 40] = [
    ("L", "XL"),
    ("10", "100"),
    ("3.5", "35"),
    ("1/2", "12"),
    ("A", "A+"),
    ("Mix 2pcs", "Mix 3pcs"),
    ("5 m", "50 m"),
    ("M4 × 10", "M4 × 100"),
    ("36-38", "36-39"),
    ("500 ml", "1500 ml"),
    ("1.5 l", "15 l"),
    ("Pro", "Pro Max"),
    ("2 × 3", "2 × 30"),
    ("-5", "5"),
    ("8 GB", "8 GB + 64 GB"),
    ("1 kg", "11 kg"),
    ("220 V", "220-240 V"),
    ("№ 1", "№ 11"),
    ("30%", "3%"),
    ("60°", "60"),
    ("C1", "C-1A"),
    ("0.5 mm", "0.05 mm"),
    ("12 V", "1-2 V"),
    ("XS/S", "S"),
    ("M ♂", "M ♀"),
    ("≤ 5 A", "≥ 5 A"),
    ("5'", "5\""),
    ("½", "12"),
    ("10²", "102"),
    ("Rosé", "Rose"),
    ("红", "紅"),
    ("Red", "Dark Red"),
    ("10 cm", "100cm"),
    ("A-", "A"),
    ("5 - 10", "510"),
    ("M5(10)", "M510"),
    ("2-pack", "12-pack"),
    ("5 °C", "5 °F"),
    ("+2", "-2"),
    ("Black", "Black/White"),
];

/// Two labels that are nearly alike, in either order.
pub fn near(dice: &mut Dice) -> (String, String) {
    let at = dice.below(NEAR.len());
    let (one, other) = NEAR.get(at).copied().unwrap_or_default();
    if dice.percent(50) { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}

/// Letters, digits and signs of double width.
pub fn wide(label: &str) -> String {
    let widen = |letter: char| match letter {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter),
        other => other,
    };
    label.chars().map(widen).collect()
}

/// The label with characters in it that nobody sees, and with spaces that only look like one.
pub fn veiled(label: &str, dice: &mut Dice) -> String {
    const UNSEEN: [char; 7] =
        ['\u{200b}', '\u{200d}', '\u{feff}', '\u{200e}', '\u{200c}', '\u{ad}', '\u{2060}'];
    let mut veiled = String::new();
    let place = dice.below(label.chars().count() + 1);
    let unseen = UNSEEN.get(dice.below(UNSEEN.len())).copied().unwrap_or_default();
    for (at, letter) in label.chars().enumerate() {
        if at == place {
            veiled.push(unseen);
        }
        veiled.push(if letter == ' ' && dice.percent(60) { '\u{a0}' } else { letter });
    }
    if place == label.chars().count() {
        veiled.push(unseen);
    }
    veiled
}

/// Another way to write the same label, as an ERP keeps it.
pub fn dressed(label: &str, dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => label.to_uppercase(),
        1 => label.to_lowercase(),
        2 => format!(" {label} "),
        3 => wide(label),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_veiled_label_looks_the_same() {
        let mut dice = Dice::of(3, 4);
        let veiled = veiled("8 GB", &mut dice);
        assert_ne!(veiled, "8 GB");
        assert_eq!(veiled.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>(), "8GB");
        assert_eq!(wide("XL 1"), "ＸＬ\u{3000}１");
    }
}
