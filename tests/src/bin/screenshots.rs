//! Takes pictures of every page; the README's go into `docs/screenshots/`, all of them beside the
//! built programs.

use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match journeys::pictures::take() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "screenshots: {error:#}");
            ExitCode::FAILURE
        }
    }
}
