//! Answers that are not what they ought to be, each by its name and with what the person can do.

use super::{ErpError, Response};
use crate::json::{self, Json, Misfits, Value};
use crate::order::{lower_case, split_at_text};

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A web page instead of data.
    WebPage,
    /// No JSON, or none that fits: where.
    Unreadable(String),
    /// It is written in another encoding than UTF-8: which.
    Encoding(String),
    /// The next page of the list is at another address than the connection's: which.
    Elsewhere(String),
    /// The list goes on and brings nothing new.
    Circle,
    /// Somebody else changed the order again and again meanwhile.
    Changed,
    /// It answered that it was done, but this does not stand in the order.
    NotKept(&'static str),
    /// It took too long for a claim to be certain.
    Slow,
    /// One that another module found: its text.
    Told(String),
}

impl Fault {
    /// The fault in plain English, with what can be done.
    pub fn text(&self) -> String {
        let (what, which) = match self {
            Self::WebPage => (
                "it answered with a web page instead of data; check the address, and whether a proxy or VPN \
                 wants you to sign in",
                "",
            ),
            Self::Unreadable(place) => {
                ("its answer cannot be read; check the address and the version: ", place.as_str())
            }
            Self::Encoding(name) => {
                ("it answers in another encoding than UTF-8; ask its admin to change: ", name.as_str())
            }
            Self::Elsewhere(link) => (
                "its list goes on at another address, where the key does not go; connect that one: ",
                link.as_str(),
            ),
            Self::Circle => (
                "its list goes in a circle: page after page brings the same orders; tell its admin, or change how \
                 the mapping says that pages go on",
                "",
            ),
            Self::Changed => {
                ("the order is being changed by somebody else; try again when they are done", "")
            }
            Self::NotKept(what) => ("it answered that it was done, but in the order there is no ", *what),
            Self::Slow => ("it took too long to be certain that nobody else buys the order; try again", ""),
            Self::Told(text) => (text.as_str(), ""),
        };
        [what, which].concat()
    }
}

/// Its text: behind the connectors nobody tells faults apart.
impl Json for Fault {
    fn to_value(&self) -> Value {
        Value::Text(self.text())
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        Self::Told(String::from_value(value, misfits))
    }
}

/// The data of an answer, once it is known to be some.
///
/// # Errors
/// Names what is wrong with it.
pub fn data_of(response: &Response) -> Result<Value, ErpError> {
    let kind = lower_case(response.header("content-type").unwrap_or_default());
    if let Some((_, charset)) = split_at_text(&kind, "charset=") {
        let charset = charset.split(';').next().unwrap_or_default().trim().trim_matches('"');
        if !matches!(charset, "utf-8" | "utf8" | "us-ascii") {
            return Err(Fault::Encoding(charset.to_owned()).into());
        }
    }
    if is_web_page(&kind, &response.body) {
        return Err(Fault::WebPage.into());
    }
    json::parse(&response.body).map_err(|misfit| Fault::Unreadable(misfit.to_string()).into())
}

/// The path of the next page that an answer names, which must be at the connection's origin: the key goes
/// nowhere else.
///
/// # Errors
/// Names the address where it is another one.
pub fn next_path(link: &str, origin: &str) -> Result<String, ErpError> {
    let own = link.strip_prefix(origin).unwrap_or(link);
    // `//other.example` is another host, and so is whatever goes on behind the port.
    if own.starts_with('/') && !own.starts_with("//") && !own.contains(['\\', '\r', '\n']) {
        return Ok(own.to_owned());
    }
    Err(Fault::Elsewhere(link.chars().take(200).collect()).into())
}

fn is_web_page(kind: &str, body: &str) -> bool {
    kind.starts_with("text/html")
        || kind.starts_with("application/xhtml")
        || body.trim_start().starts_with('<')
}

/// What a status other than success means where the answer does not say it better.
pub fn refused(status: u16, said: String) -> ErpError {
    let said = if said.is_empty() { ["HTTP ", &status.to_string()].concat() } else { said };
    match status {
        401 | 403 => ErpError::Key,
        404 | 405 => ErpError::NotThisKind(said),
        408 | 429 | 500..=599 => ErpError::Trouble(said),
        _ => ErpError::Refused(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: &str, body: &str) -> Result<Value, ErpError> {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        data_of(&Response { status: 200, headers, body: body.into() })
    }

    #[test]
    fn the_next_page_is_at_the_same_origin() {
        let next = |link: &str| next_path(link, "http://127.0.0.1:8872");
        let path = Ok("/api/order/po/?limit=2&offset=2".to_owned());
        assert_eq!(next("http://127.0.0.1:8872/api/order/po/?limit=2&offset=2"), path);
        assert_eq!(next("/api/order/po/?limit=2&offset=2"), path);
        for link in [
            "http://127.0.0.1:88720/api/",
            "https://127.0.0.1:8872/api/",
            "http://127.0.0.1:8872@evil.example/",
            "http://127.0.0.1:8872.evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "api/",
            "",
        ] {
            assert_eq!(next(link), Err(Fault::Elsewhere(link.into()).into()), "{link}");
        }
    }

    #[test]
    fn an_answer_is_data_or_named_for_what_it_is() {
        assert_eq!(
            answer("application/json; charset=UTF-8", "[1]"),
            Ok(Value::List(vec![Value::Integer(1)]))
        );
        assert_eq!(answer("", "{}"), Ok(Value::Object(json::Object::default())));
        assert_eq!(
            answer("application/json;charset=GB18030", "[]"),
            Err(Fault::Encoding("gb18030".into()).into())
        );
        for page in [answer("text/html", "hello"), answer("application/json", " <!doctype html>")] {
            assert_eq!(page, Err(Fault::WebPage.into()));
        }
        assert!(matches!(answer("application/json", "{"), Err(ErpError::Answer(Fault::Unreadable(_)))));
    }
}
