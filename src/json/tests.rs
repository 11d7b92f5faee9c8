use super::{Json, Value, parse, read, write};

#[derive(Debug, Clone, PartialEq, Json)]
#[json(tag = "kind")]
enum Shape {
    Dot,
    Box { width: u32, name: Option<String> },
}

#[derive(Debug, Clone, PartialEq, Json)]
enum Colour {
    DarkRed,
    Custom(String),
    Mixed(String, u32),
}

#[derive(Debug, Clone, PartialEq, Json)]
struct Picture {
    shapes: Vec<Shape>,
    #[json(rename = "c")]
    colour: Colour,
    #[json(default)]
    note: String,
    at: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Json)]
struct Place(i32, i32);

fn picture() -> Picture {
    Picture {
        shapes: vec![Shape::Dot, Shape::Box { width: 3, name: None }],
        colour: Colour::Custom("#fff".to_owned()),
        note: "a\"b\\\n\u{1}红".to_owned(),
        at: Some(Place(-1, 2)),
    }
}

#[test]
fn what_is_written_is_read_again() {
    let text = write(&picture());
    assert_eq!(
        text,
        r##"{"shapes":[{"kind":"dot"},{"kind":"box","width":3}],"c":{"custom":"#fff"},"note":"a\"b\\\n\u0001红","at":[-1,2]}"##
    );
    assert_eq!(read::<Picture>(&text), Ok(picture()));
    assert_eq!(serde_json::from_str::<Picture>(&text).unwrap(), picture());
    assert_eq!(serde_json::to_string(&picture()).unwrap(), text);
}

#[test]
fn a_variant_that_holds_several_things_holds_a_list() {
    let mixed = Colour::Mixed("#fff".to_owned(), 40);
    let text = write(&mixed);
    assert_eq!(text, r##"{"mixed":["#fff",40]}"##);
    assert_eq!(read::<Colour>(&text), Ok(mixed));
    let wrong = read::<Colour>(r##"{"mixed":["#fff","40"]}"##).unwrap_err();
    assert_eq!(wrong.to_string(), "mixed.1: wanted a whole number");
}

#[test]
fn members_come_in_any_order_and_some_may_be_missing() {
    let read: Picture = read(r#"{ "c" : "dark_red", "new": [null], "shapes" : [ ] }"#).unwrap();
    let expected = Picture { shapes: vec![], colour: Colour::DarkRed, note: String::new(), at: None };
    assert_eq!(read, expected);
}

#[test]
fn what_does_not_fit_is_named() {
    let wrong = |text: &str| read::<Picture>(text).unwrap_err().to_string();
    assert_eq!(wrong(r#"{"c":"dark_red"}"#), "shapes: wanted a list");
    assert_eq!(
        wrong(r#"{"shapes":[{"kind":"box","width":-1}]}"#),
        "shapes.0.width: wanted a number of this size"
    );
    assert_eq!(wrong(r#"{"shapes":[{"kind":"ring"}]}"#), "shapes.0.kind: wanted one of the known names");
    assert_eq!(wrong(r#"{"shapes":[],"c":{"light":1}}"#), "c: wanted one of the known names");
    assert_eq!(wrong("[]"), "JSON: wanted an object");
    assert_eq!(wrong(r#"{"shapes":[],}"#), "byte 13: wanted a name");
}

/// Texts that are JSON and texts that are nearly; serde_json says which is which.
const TEXTS: &[&str] = &[
    "",
    " ",
    "null",
    "nul",
    "nulll",
    "true",
    "false",
    "tru",
    "0",
    "-0",
    "-",
    "+1",
    "01",
    "1.",
    ".5",
    "1.50",
    "-1.5e+3",
    "1e",
    "1e5",
    "1E-5",
    "--1",
    "1-1",
    "9223372036854775807",
    "9223372036854775808",
    "123456789012345678901234567890",
    "\"\"",
    "\"a",
    "\"\\\"\"",
    "\"\\x\"",
    "\"\\u00e9\"",
    "\"\\u00g9\"",
    "\"\\u+0e9\"",
    "\"\\ud83d\\ude00\"",
    "\"\t\"",
    "\"红\"",
    "\"\\",
    "\"\\u12",
    "[]",
    "[ ]",
    "[1]",
    "[1,]",
    "[,]",
    "[1 2]",
    "[1,2]",
    "[[[]]]",
    "[",
    "]",
    "[1}",
    "{}",
    "{ }",
    "{\"a\":1}",
    "{\"a\":1,}",
    "{\"a\"}",
    "{\"a\" : 1 , \"b\":[{}]}",
    "{a:1}",
    "{\"a\":1 \"b\":2}",
    "{,}",
    "{\"a\":}",
    "1 1",
    "\u{feff}1",
];

#[test]
fn the_same_texts_are_json_as_for_serde_json() {
    for text in TEXTS {
        let theirs = serde_json::from_str::<Value>(text);
        let ours = parse(text);
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{text:?}: {ours:?}, {theirs:?}");
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            let exact = !matches!((&ours, &theirs), (Value::Number(_), _) | (_, Value::Number(_)));
            assert!(!exact || ours == theirs, "{text:?}: {ours:?}, {theirs:?}");
        }
    }
}

#[test]
fn a_text_cut_anywhere_is_an_error_and_no_panic() {
    let text = r#"{"a":[1,-2.5e3,"\u00e9\ud83d\ude00\n红",true,null,{"b":{}}]}"#;
    assert!(parse(text).is_ok());
    for (at, _) in text.char_indices() {
        assert!(parse(&text[..at]).is_err(), "{}", &text[..at]);
    }
}

#[test]
fn numbers_keep_every_digit_and_depth_has_an_end() {
    assert_eq!(parse("12.80").unwrap(), Value::Number("12.80".to_owned()));
    assert_eq!(parse(" 12.80 ").unwrap().to_string(), "12.80");
    assert!(parse(&["[".repeat(120), "]".repeat(120)].concat()).is_ok());
    assert!(parse(&"[".repeat(100_000)).is_err());
}

#[test]
fn half_of_a_pair_becomes_the_sign_for_it() {
    assert_eq!(parse(r#""\ud83d!""#).unwrap(), Value::text("\u{fffd}!"));
    assert_eq!(parse(r#""\ud83d\u0041""#).unwrap(), Value::text("\u{fffd}A"));
    assert_eq!(parse(r#""\ude00""#).unwrap(), Value::text("\u{fffd}"));
}
