//! What stands between a browser and an ERP: it passes on whatever is said, counts it, and breaks off where it
//! is told to.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// What happens in place of passing a request on.
type Instead = Box<dyn FnOnce() + Send>;

/// A place that browsers take for the ERP. It lasts as long as the program.
pub struct Between {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// What the request holds at which to break off.
    cut: Mutex<Option<(&'static str, Instead)>>,
    /// Bytes that the ERP sent, heads of answers included.
    bytes: AtomicU64,
}

impl Shared {
    /// What is to be done instead of passing on what holds that request; once.
    fn instead(&self, said: &[u8]) -> Option<Instead> {
        let mut cut = self.cut.lock().unwrap_or_else(PoisonError::into_inner);
        cut.take_if(|(at, _)| said.windows(at.len()).any(|part| part == at.as_bytes()))
            .map(|(_, instead)| instead)
    }
}

impl Between {
    /// Passes on to the server at that port of this machine, also where it is started again later.
    pub fn before(server: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let shared = Arc::<Shared>::default();
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let shared = Arc::clone(&own);
                thread::spawn(move || {
                    // A connection that breaks is the browser's to tell.
                    let _ = converse(&browser, server, &shared);
                    let _ = browser.shutdown(Shutdown::Both);
                });
            }
        });
        Ok(Self { port, shared })
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Breaks off at the next request that holds this, after doing something instead of passing it on.
    pub fn cut(&self, at: &'static str, instead: impl FnOnce() + Send + 'static) {
        *self.shared.cut.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, Box::new(instead)));
    }

    /// Whether the request came at which to break off.
    pub fn was_cut(&self) -> bool {
        self.shared.cut.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Bytes that came from the server so far.
    pub fn bytes(&self) -> u64 {
        self.shared.bytes.load(Ordering::Relaxed)
    }
}

/// Passes on both ways until one of the two has nothing more to say.
fn converse(browser: &TcpStream, server: u16, shared: &Arc<Shared>) -> Result<()> {
    let server = TcpStream::connect(("127.0.0.1", server))?;
    for stream in [browser, &server] {
        stream.set_nodelay(true)?;
    }
    let (mut from, mut to) = (server.try_clone()?, browser.try_clone()?);
    let counted = Arc::clone(shared);
    let answers = thread::spawn(move || {
        let mut buffer = [0; 64 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            counted.bytes.fetch_add(length as u64, Ordering::Relaxed);
            if to.write_all(buffer.get(..length).unwrap_or_default()).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
    let asked = ask(browser, &server, shared);
    let _ = server.shutdown(Shutdown::Both);
    let _ = answers.join();
    asked
}

/// Passes on what the browser says.
fn ask(mut browser: &TcpStream, mut server: &TcpStream, shared: &Shared) -> Result<()> {
    let mut buffer = [0; 64 * 1024];
    // What is looked for may be cut in two, so the end of what was said before is looked at again.
    let mut said: Vec<u8> = Vec::new();
    while let Ok(length @ 1..) = browser.read(&mut buffer) {
        let part = buffer.get(..length).unwrap_or_default();
        said.extend(part);
        if let Some(instead) = shared.instead(&said) {
            instead();
            break;
        }
        said.drain(..said.len().saturating_sub(200));
        server.write_all(part)?;
    }
    Ok(())
}
