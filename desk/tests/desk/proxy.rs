//! A server between a client and a desk that hands everything on, but for the one thing that it breaks.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// A request on its way.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The header `Authorization`.
    pub key: String,
    /// The body.
    pub body: String,
}

impl Asked {
    /// Whether it is this method on a path that ends so, whatever its query.
    pub fn is(&self, method: &str, end: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        self.method == method && path.ends_with(end)
    }

    /// A request to read something in place of this one.
    pub fn reading(&self, path: &str) -> Self {
        Self { method: "GET".into(), path: path.into(), body: String::new(), ..self.clone() }
    }

    /// A member of the body.
    pub fn member(&self, name: &str) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body[name].as_str().unwrap_or_default().to_owned()
    }
}

/// An answer on its way.
#[derive(Debug, Clone)]
pub struct Said {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Type`.
    pub kind: String,
    /// The header `Location`.
    pub location: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Said {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Whether it is the refusal of this name.
    pub fn is(&self, problem: &str) -> bool {
        self.json()["type"] == format!("/problems/{problem}")
    }

    /// The answer with another body.
    pub fn with(self, body: &Value) -> Self {
        Self { body: body.to_string().into_bytes(), ..self }
    }
}

/// Hands a request on to the desk.
pub type Onward<'d> = &'d dyn Fn(&Asked) -> Said;
/// What is broken: the answer in place of the desk's.
pub type Break = fn(&Asked, Onward<'_>) -> Said;

/// Serves until the test ends; gives the address.
pub fn between(desk: &str, breaks: Break) -> String {
    let port = listen(desk, breaks, |stream| stream);
    format!("http://127.0.0.1:{port}")
}

/// The same behind TLS, with a certificate of `localhost`.
pub fn behind_tls(desk: &str, config: ServerConfig) -> String {
    let config = Arc::new(config);
    let secured = move |stream| StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
    let port = listen(desk, |asked, desk| desk(asked), secured);
    format!("https://localhost:{port}")
}

fn listen<S: Read + Write>(
    desk: &str,
    breaks: Break,
    dress: impl Fn(TcpStream) -> S + Clone + Send + 'static,
) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let desk: Arc<str> = desk.into();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (desk, dress, stream) = (desk.clone(), dress.clone(), stream.unwrap());
            thread::spawn(move || serve(dress(stream), &desk, breaks));
        }
    });
    port
}

fn serve<S: Read + Write>(stream: S, desk: &str, breaks: Break) {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        let said = breaks(&asked, &|asked| hand_on(&agent, desk, asked));
        let location =
            if said.location.is_empty() { String::new() } else { format!("Location: {}\r\n", said.location) };
        let head = format!(
            "HTTP/1.1 {} .\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}\r\n",
            said.status,
            said.kind,
            said.body.len()
        );
        let stream = reader.get_mut();
        let written = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&said.body));
        if written.and_then(|()| stream.flush()).is_err() {
            return;
        }
    }
}

fn read<S: Read>(reader: &mut BufReader<S>) -> Option<Asked> {
    let (mut line, mut length, mut key) = (String::new(), 0, String::new());
    reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
    let mut parts = line.split(' ').map(str::to_owned);
    let (method, path) = (parts.next()?, parts.next()?);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => key = value.to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, key, body: String::from_utf8(body).unwrap() })
}

fn hand_on(agent: &Agent, desk: &str, asked: &Asked) -> Said {
    let mut request = Request::builder().method(asked.method.as_str()).uri(format!("{desk}{}", asked.path));
    if !asked.key.is_empty() {
        request = request.header("Authorization", &asked.key);
    }
    let mut answer = agent.run(request.body(asked.body.clone()).unwrap()).unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    Said {
        status: answer.status().as_u16(),
        kind,
        location: String::new(),
        body: answer.body_mut().read_to_vec().unwrap(),
    }
}
