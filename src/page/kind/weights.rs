//! What each sign says for or against each kind, from `weights.txt`: a line for each sign, and in it
//! the kinds with whole numbers, tenths of what speaks e times as much for one kind as for another.

use std::sync::OnceLock;

use super::super::Kind;

/// The line that holds always.
pub const BIAS: &str = "always";

const TEXT: &str = include_str!("weights.txt");

type Line = (&'static str, [i32; Kind::ALL.len()]);

/// What a sign says for a kind, by the kind's place in [`Kind::ALL`]; nothing where it is not named.
pub fn of_kind(sign: &str, kind: usize) -> i32 {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    let lines = LINES.get_or_init(|| parse(TEXT));
    let line = lines.iter().find(|(name, _)| *name == sign);
    line.and_then(|(_, weights)| weights.get(kind)).copied().unwrap_or_default()
}

fn parse(text: &'static str) -> Vec<Line> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let Some((sign, says)) = line.split_once(": ") else { continue };
        let mut weights = [0; Kind::ALL.len()];
        for one in says.split(", ") {
            let Some((name, weight)) = one.split_once(' ') else { continue };
            let place = Kind::ALL.iter().position(|(_, own)| *own == name);
            if let (Some(weight), Ok(told)) = (place.and_then(|at| weights.get_mut(at)), weight.parse()) {
                *weight = told;
            }
        }
        lines.push((sign, weights));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn every_line_is_of_a_sign_and_every_name_of_a_kind() {
        let signs: Vec<&str> = all().map(|(name, _)| name).chain([BIAS]).collect();
        for line in TEXT.lines() {
            let (sign, says) = line.split_once(": ").unwrap();
            assert!(signs.contains(&sign), "{sign} is no sign");
            for one in says.split(", ") {
                let (kind, weight) = one.split_once(' ').unwrap();
                assert!(Kind::ALL.iter().any(|(_, name)| *name == kind), "{kind} is no kind");
                assert!(weight.parse::<i32>().is_ok(), "{weight} is no whole number");
            }
        }
    }
}
