//! Elements and shadow roots of a page.

use anyhow::{Context, Error, Result, anyhow};
use serde_json::{Value, json};

use super::DriverError;
use super::session::{Session, by_css, text};

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const SHADOW: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// An element of the document that was current when it was found.
#[derive(Debug, Clone)]
pub struct Element {
    session: Session,
    id: String,
}

impl Element {
    pub(super) fn of(session: &Session, reply: &Value) -> Result<Self> {
        let id = reply.get(ELEMENT).and_then(Value::as_str);
        let id = id.with_context(|| format!("the driver gave {reply} for an element"))?;
        Ok(Self { session: session.clone(), id: id.to_owned() })
    }

    pub(super) fn list(session: &Session, reply: Value) -> Result<Vec<Self>> {
        let list = reply.as_array().ok_or_else(|| anyhow!("the driver gave {reply} for elements"))?;
        list.iter().map(|one| Self::of(session, one)).collect()
    }

    /// The element as an argument of a script.
    pub fn reference(&self) -> Value {
        json!({ ELEMENT: self.id })
    }

    fn path(&self, rest: &str) -> String {
        format!("/element/{}{rest}", self.id)
    }

    fn get(&self, rest: &str) -> Result<Value> {
        self.session.wire().get(&self.path(rest))
    }

    /// Presses it in its middle with the pointer: a trusted click, refused where something covers it.
    pub fn click(&self) -> Result<()> {
        self.session.wire().tell(&self.path("/click")).map(drop)
    }

    /// Scrolls it into the middle of what is seen.
    pub fn into_view(&self) -> Result<()> {
        let body = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.session.script::<Value>(body, json!([self.reference()])).map(drop)
    }

    /// Types into it, after what is there.
    pub fn type_text(&self, words: &str) -> Result<()> {
        self.session.wire().post(&self.path("/value"), &json!({ "text": words })).map(drop)
    }

    /// Empties a field.
    pub fn clear(&self) -> Result<()> {
        self.session.wire().tell(&self.path("/clear")).map(drop)
    }

    /// Its text as it is rendered.
    pub fn text(&self) -> Result<String> {
        text(self.get("/text")?)
    }

    /// An attribute as the page wrote it; nothing when it has none.
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        let body = "return arguments[0].getAttribute(arguments[1])";
        self.session.script(body, json!([self.reference(), name]))
    }

    /// A property of its object, such as `value` or `checked`.
    pub fn property(&self, name: &str) -> Result<Value> {
        self.get(&format!("/property/{name}"))
    }

    /// What a field holds.
    pub fn value(&self) -> Result<String> {
        text(self.property("value")?)
    }

    /// Whether a person can see it.
    pub fn is_displayed(&self) -> Result<bool> {
        Ok(self.get("/displayed")?.as_bool().unwrap_or_default())
    }

    /// Whether it can be used.
    pub fn is_enabled(&self) -> Result<bool> {
        Ok(self.get("/enabled")?.as_bool().unwrap_or_default())
    }

    /// Waits for the first element below it that the selector matches.
    pub fn find(&self, css: &str) -> Result<Self> {
        first(&self.session, &format!("“{css}” in an element"), || self.all(css))
    }

    /// All elements below it that the selector matches now.
    pub fn all(&self, css: &str) -> Result<Vec<Self>> {
        Self::list(&self.session, self.session.wire().post(&self.path("/elements"), &by_css(css))?)
    }

    /// Its shadow root.
    pub fn shadow(&self) -> Result<Shadow> {
        let reply = self.get("/shadow")?;
        let id = reply.get(SHADOW).and_then(Value::as_str);
        let id = id.with_context(|| format!("the driver gave {reply} for a shadow root"))?;
        Ok(Shadow { session: self.session.clone(), id: id.to_owned() })
    }
}

/// Waits for the first of what is found below something. What it is below may go with its document
/// and never comes back: that ends the waiting at once, so that who holds it can look it up anew.
fn first(session: &Session, what: &str, all: impl Fn() -> Result<Vec<Element>>) -> Result<Element> {
    let is_gone = |error: &Error| error.downcast_ref::<DriverError>().is_some_and(DriverError::is_gone);
    session.until(what, || match all() {
        Err(error) if is_gone(&error) => Ok(Some(Err(error))),
        found => Ok(found?.into_iter().next().map(Ok)),
    })?
}

/// The inside of a component.
#[derive(Debug, Clone)]
pub struct Shadow {
    session: Session,
    id: String,
}

impl Shadow {
    /// Waits for the first element of it that the selector matches.
    pub fn find(&self, css: &str) -> Result<Element> {
        first(&self.session, &format!("“{css}” in a component"), || self.all(css))
    }

    /// All elements of it that the selector matches now.
    pub fn all(&self, css: &str) -> Result<Vec<Element>> {
        let path = format!("/shadow/{}/elements", self.id);
        Element::list(&self.session, self.session.wire().post(&path, &by_css(css))?)
    }
}

impl Session {
    /// Waits for an element inside components: every selector but the last names a host whose
    /// shadow root the next one looks in.
    pub fn pierce<S: AsRef<str>>(&self, path: &[S]) -> Result<Element> {
        let what = path.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ≫ ");
        self.until(&format!("“{what}”"), || {
            let mut root: Option<Shadow> = None;
            let mut found = None;
            for (step, css) in path.iter().enumerate() {
                let matches = match &root {
                    None => self.all(css.as_ref())?,
                    Some(shadow) => shadow.all(css.as_ref())?,
                };
                let Some(element) = matches.into_iter().next() else { return Ok(None) };
                if step + 1 < path.len() {
                    root = Some(element.shadow()?);
                }
                found = Some(element);
            }
            Ok(found)
        })
    }
}
