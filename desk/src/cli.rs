//! The command line.

mod conformance;
mod data;
mod people;
mod serve;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// The embedded ERP of One-Click Purchase: purchase orders over JSON and as pages.
#[derive(Parser)]
#[command(name = "desk", version)]
pub struct Arguments {
    /// Where the orders are kept: sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:desk.sqlite"
    )]
    database: String,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Desk(DeskCommand),
    /// Ask any server, promise by promise, whether it keeps the contract that the extension needs
    Conformance(conformance::Conformance),
}

/// What needs the desk's database.
#[derive(Subcommand)]
enum DeskCommand {
    /// Serve the pages and the API (this is done without a command, too)
    Serve(serve::Serve),
    /// Add people
    #[command(subcommand)]
    User(people::User),
    /// Make API keys
    #[command(subcommand)]
    Key(people::Key),
    /// Import orders from a .csv or .json file: all of them or, if anything is wrong, none
    Import {
        /// The file
        file: PathBuf,
        /// Say what would be imported, and import nothing
        #[arg(long)]
        preview: bool,
    },
    /// Write everything into a file, while the desk runs or not
    Backup {
        /// The file, which must not exist yet; it serves SQLite and PostgreSQL alike
        file: PathBuf,
    },
    /// Put everything back as a backup has it; what is there now is replaced
    Restore {
        /// The file that `desk backup` wrote
        file: PathBuf,
    },
}

/// Runs what the arguments say. An error is one or more sentences for the person at the terminal.
pub async fn run(arguments: Arguments) -> Result<(), String> {
    let command = match arguments.command {
        Some(Command::Conformance(options)) => return conformance::conformance(options).await,
        Some(Command::Desk(command)) => command,
        None => DeskCommand::Serve(serve::Serve::default()),
    };
    let store = crate::store::open(&arguments.database).await?;
    let done = match command {
        DeskCommand::Serve(options) => serve::serve(&store, options).await,
        DeskCommand::User(command) => people::user(&store, command).await,
        DeskCommand::Key(command) => people::key(&store, command).await,
        DeskCommand::Import { file, preview } => data::import(&store, &file, preview).await,
        DeskCommand::Backup { file } => data::backup(&store, &file).await,
        DeskCommand::Restore { file } => data::restore(&store, &file).await,
    };
    store.close().await;
    done
}

/// Writes one line to stdout, where other programs read it.
fn say(line: &str) -> Result<(), String> {
    use std::io::Write;
    let mut out = std::io::stdout();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|error| format!("stdout is closed: {error}."))
}

/// A failed database as a sentence.
fn failed(error: sqlx::Error) -> String {
    format!("The database failed: {error}.")
}
