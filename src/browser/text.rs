//! What the browser knows about letters, so that the core need not carry Unicode's tables.

use js_sys::RegExp;

thread_local! {
    static LETTER: RegExp = RegExp::new(r"\p{Alphabetic}", "u");
    static NUMBER: RegExp = RegExp::new(r"\p{N}", "u");
}

/// The text in lower case, as Unicode has it.
pub fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Whether it is a letter of any script.
pub fn is_letter(char: char) -> bool {
    LETTER.with(|letter| is(letter, char))
}

/// Whether it is a digit or another number of any script.
pub fn is_number(char: char) -> bool {
    NUMBER.with(|number| is(number, char))
}

fn is(kind: &RegExp, char: char) -> bool {
    kind.test(char.encode_utf8(&mut [0; 4]))
}
