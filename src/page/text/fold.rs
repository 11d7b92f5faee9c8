//! One way of writing for texts that mean the same.

/// The text with full-width letters, digits and signs in their plain form, one character for one.
/// Spaces that keep a number together stay apart from plain ones, as no-break spaces.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// The text in its plain form and without what a person does not see.
pub fn plain(text: &str) -> String {
    fold(&visible(text))
}

fn fold_char(char: char) -> char {
    match char {
        // The full-width forms repeat ASCII at a fixed distance.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        '￥' => '¥',
        '\u{3000}' | '\t' | '\n' | '\r' => ' ',
        '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' => '\u{a0}',
        '\u{2010}'..='\u{2015}' | '−' => '-',
        '〜' | '∼' => '~',
        '’' | '‘' => '\'',
        '✕' | '✖' | '⨯' => '×',
        other => other,
    }
}

/// The text without the marks that a person does not see.
pub fn visible(text: &str) -> String {
    text.chars()
        .filter(|char| {
            !matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        })
        .collect()
}

/// The text with one space between its words and none around them.
pub fn one_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}
