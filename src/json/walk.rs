//! Goes through a long text value by value, so that nobody has to hold it taken apart as a whole, or to wait
//! until it is.

use super::parse::Parser;
use super::{Misfit, Value};

/// How far a text was gone through. The text stays with whoever has it, and is the same at every step.
#[derive(Debug, Default)]
pub struct Walk {
    at: usize,
    place: Place,
}

#[derive(Debug, Default)]
enum Place {
    #[default]
    Start,
    /// Before a member of the object, the first or another.
    Member(bool),
    /// Before an item of the list that this member is.
    Item(String, usize),
    End,
}

/// A value that was met.
#[derive(Debug, PartialEq)]
pub struct Step {
    /// The member that it is, or is an item of.
    pub member: String,
    /// Its place, where the member is a list.
    pub item: Option<usize>,
    /// The value.
    pub value: Value,
}

impl Walk {
    /// The next member of an object; of one that is a list each item for itself. Nothing at the end.
    ///
    /// # Errors
    /// The text is no object, or no JSON.
    pub fn next(&mut self, text: &str) -> Result<Option<Step>, Misfit> {
        let mut parser = Parser { text, at: self.at, loose: false };
        let step = self.step(&mut parser);
        self.at = parser.at;
        step
    }

    fn step(&mut self, parser: &mut Parser<'_>) -> Result<Option<Step>, Misfit> {
        loop {
            match std::mem::replace(&mut self.place, Place::End) {
                Place::Start => {
                    if parser.next_kind() != Some(b'{') {
                        return Err(parser.wrong("an object"));
                    }
                    parser.at += 1;
                    self.place = Place::Member(true);
                }
                Place::Member(first) => {
                    if !parser.more(first, b'}')? {
                        return match parser.next_kind() {
                            None => Ok(None),
                            Some(_) => Err(parser.wrong("its end")),
                        };
                    }
                    let member = parser.name()?;
                    if parser.next_kind() == Some(b'[') {
                        parser.at += 1;
                        self.place = Place::Item(member, 0);
                    } else {
                        self.place = Place::Member(false);
                        return Ok(Some(Step { member, item: None, value: parser.value(0)? }));
                    }
                }
                Place::Item(member, met) => {
                    if parser.more(met == 0, b']')? {
                        let value = parser.value(0)?;
                        self.place = Place::Item(member.clone(), met + 1);
                        return Ok(Some(Step { member, item: Some(met), value }));
                    }
                    self.place = Place::Member(false);
                }
                Place::End => return Ok(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<String>, String> {
        let (mut walk, mut met) = (Walk::default(), Vec::new());
        while let Some(Step { member, item, value }) = walk.next(text).map_err(|misfit| misfit.to_string())? {
            let item = item.map(|at| format!(".{at}")).unwrap_or_default();
            met.push(format!("{member}{item}={value}"));
        }
        Ok(met)
    }

    #[test]
    fn members_are_met_in_their_order_and_lists_item_by_item() {
        let text = " {\"a\": 1,\n\"b\":[ {\"c\":[2,3]}, [], \"x\"], \"d\":[], \"e\":{\"f\":[4]}} ";
        let met = all(text).unwrap();
        assert_eq!(met, ["a=1", "b.0={\"c\":[2,3]}", "b.1=[]", "b.2=\"x\"", "e={\"f\":[4]}"]);
        assert_eq!(all("{}"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_object_or_no_json_is_refused_with_its_place() {
        for (text, wrong) in [
            ("", "byte 0: wanted an object"),
            ("[1]", "byte 0: wanted an object"),
            ("{\"a\":[1,2}", "byte 9: wanted a comma or the end"),
            ("{\"a\":1} x", "byte 8: wanted its end"),
            ("{\"a\":[1,", "byte 8: wanted a value"),
        ] {
            assert_eq!(all(text).unwrap_err(), wrong, "{text}");
        }
    }
}
