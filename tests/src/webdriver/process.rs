//! Child processes that end with the test.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// The process groups to end when the test itself is ended by a signal.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<Pid>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all programs on ctrl-c and on a plain `kill`, where nothing is dropped.
fn end_all_on_signal() -> Result<()> {
    static ONCE: Once = Once::new();
    let mut result = Ok(());
    ONCE.call_once(|| {
        result = ctrlc::set_handler(|| {
            for group in running().iter() {
                let _ = killpg(*group, Signal::SIGKILL);
            }
            std::process::exit(130);
        });
    });
    result.context("watching for ctrl-c")
}

/// A running program, with all that it has started; dropped, it is killed.
#[derive(Debug)]
pub struct Program {
    child: Child,
    group: Pid,
}

impl Program {
    /// Starts a program in a process group of its own and waits for the line of its standard
    /// output that `ready` makes something of. What it prints later is read and thrown away, so
    /// that it never blocks.
    pub fn start<T>(command: &mut Command, ready: impl Fn(&str) -> Option<T>) -> Result<(Self, T)> {
        end_all_on_signal()?;
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        let group = Pid::from_raw(i32::try_from(child.id())?);
        running().push(group);
        let output = child.stdout.take().context("its output is piped")?;
        let program = Self { child, group };

        let mut lines = BufReader::new(output).lines();
        let mut said = Vec::new();
        let found = loop {
            let Some(line) = lines.next() else {
                bail!("{name} ended before it was ready; it said: {}", said.join(" | "));
            };
            let line = line?;
            if let Some(found) = ready(&line) {
                break found;
            }
            said.push(line);
        };
        thread::spawn(move || lines.for_each(drop));
        Ok((program, found))
    }

    /// Holds the program until what is returned is dropped: it takes requests, and answers none.
    pub fn hold(&self) -> Result<Held> {
        killpg(self.group, Signal::SIGSTOP).context("holding a program")?;
        Ok(Held { group: self.group })
    }
}

/// A program that stands still; dropped, it goes on.
#[derive(Debug)]
pub struct Held {
    group: Pid,
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = killpg(self.group, Signal::SIGCONT);
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = killpg(self.group, Signal::SIGKILL);
        let _ = self.child.wait();
        running().retain(|group| *group != self.group);
    }
}

/// A driver of browsers: `chromedriver` or `geckodriver`.
#[derive(Debug)]
pub struct Driver {
    /// Its connection.
    pub wire: super::Wire,
    _program: Program,
}

impl Driver {
    /// Starts a driver on a free port, which it tells in a line such as `… on port 1234.` or
    /// `Listening on 127.0.0.1:1234`.
    pub fn start(command: &mut Command) -> Result<Self> {
        // The browsers' own chatter says nothing about the page.
        command.stderr(Stdio::null());
        let (program, port) = Program::start(command, port_in)?;
        Ok(Self { wire: super::Wire::new(format!("http://127.0.0.1:{port}")), _program: program })
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').trim().parse().ok()
}
