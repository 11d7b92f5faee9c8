//! The desk as a program.

use std::process::ExitCode;

use clap::Parser;
use desk::cli::{Arguments, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            eprintln!("desk: {complaint}");
            ExitCode::FAILURE
        }
    }
}
