//! A virtual screen with a keyboard.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::webdriver::Program;

/// A running X server without hardware.
#[derive(Debug)]
pub struct Display {
    name: String,
    _program: Program,
}

impl Display {
    /// Starts one under a free number, which the server itself finds and prints.
    pub fn start() -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
        let (program, number) = Program::start(&mut command, |line| line.trim().parse::<u32>().ok())?;
        Ok(Self { name: format!(":{number}"), _program: program })
    }

    /// Its name, such as `:99`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Presses keys one after the other, wherever its focus is.
    pub fn press(&self, keys: &[&str]) -> Result<()> {
        let status = Command::new("xdotool").arg("key").args(keys).env("DISPLAY", &self.name).status();
        ensure!(status.context("starting xdotool")?.success(), "xdotool did not press {keys:?}");
        Ok(())
    }
}
