//! Commands to a target of Chromium that the driver does not reach, such as a service worker: its protocol
//! for developers over a WebSocket, one connection for a few commands.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

/// A connection to one target.
#[derive(Debug)]
pub(super) struct Target {
    stream: BufReader<TcpStream>,
    asked: u64,
}

impl Target {
    /// Connects to a target of the Chromium with that profile.
    pub(super) fn connect(profile: &Path, target: &str) -> Result<Self> {
        let told = fs::read_to_string(profile.join("DevToolsActivePort")).context("Chromium's own port")?;
        let port: u16 = told.lines().next().unwrap_or_default().parse()?;
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        // The key proves nothing between these two; the protocol wants one of sixteen bytes.
        write!(
            stream,
            "GET /devtools/page/{target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )?;
        let mut stream = BufReader::new(stream);
        let mut status = String::new();
        stream.read_line(&mut status)?;
        ensure!(status.contains(" 101 "), "Chromium answers {status}");
        let mut line = status;
        while !line.trim().is_empty() {
            line.clear();
            stream.read_line(&mut line)?;
        }
        Ok(Self { stream, asked: 0 })
    }

    /// The result of a command.
    pub(super) fn ask(&mut self, command: &str, parameters: &Value) -> Result<Value> {
        self.asked += 1;
        let text = json!({ "id": self.asked, "method": command, "params": parameters }).to_string();
        self.send(text.as_bytes())?;
        loop {
            let answer: Value = serde_json::from_slice(&self.message()?)?;
            if answer.get("id").and_then(Value::as_u64) == Some(self.asked) {
                ensure!(answer.get("error").is_none(), "{command}: {answer}");
                return Ok(answer.get("result").cloned().unwrap_or_default());
            }
        }
    }

    /// Sends a text in one frame. What a client sends has a mask; this one changes nothing.
    fn send(&mut self, text: &[u8]) -> Result<()> {
        let mut frame = vec![0x81];
        match u16::try_from(text.len())? {
            short @ 0..126 => frame.push(0x80 | u8::try_from(short)?),
            long => {
                frame.push(0x80 | 126);
                frame.extend(long.to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text);
        Ok(self.stream.get_mut().write_all(&frame)?)
    }

    /// The next message, whatever frames it comes in.
    fn message(&mut self) -> Result<Vec<u8>> {
        let mut message = Vec::new();
        loop {
            let [first, second] = self.bytes()?;
            let length = match second & 0x7f {
                126 => u64::from(u16::from_be_bytes(self.bytes()?)),
                127 => u64::from_be_bytes(self.bytes()?),
                short => u64::from(short),
            };
            let mut payload = vec![0; usize::try_from(length)?];
            self.stream.read_exact(&mut payload)?;
            match first & 0x0f {
                0 | 1 => message.extend(payload),
                8 => bail!("Chromium closed the connection"),
                _ => continue,
            }
            if first & 0x80 != 0 {
                return Ok(message);
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}
