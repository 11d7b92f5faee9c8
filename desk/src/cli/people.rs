//! `desk user` and `desk key`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{failed, say};
use crate::people::{self, Refused};
use crate::scope::Scope;
use crate::store::Store;

/// What can be done with people.
#[derive(Subcommand)]
pub enum User {
    /// Add a person who can sign in
    Add {
        /// The name to sign in with
        name: String,
        /// May add and remove people
        #[arg(long)]
        admin: bool,
        /// Take the password from a file, or from stdin with “-”; without this one is made and printed
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}

/// What can be done with keys.
#[derive(Subcommand)]
pub enum Key {
    /// Make an API key and print it, this once
    New {
        /// In whose name the key acts
        #[arg(long)]
        user: String,
        /// What it is for, such as “Chrome at the office”
        #[arg(long = "name")]
        label: String,
        /// What it may do
        #[arg(long, value_enum, default_value = "purchase")]
        scope: Scope,
    },
}

/// Does `desk user …`.
pub async fn user(store: &Store, command: User) -> Result<(), String> {
    let User::Add { name, admin, password_file } = command;
    let password = match &password_file {
        Some(file) => Some(read_password(file)?),
        None => None,
    };
    let made = people::add_user(store, &name, password.as_deref(), admin).await.map_err(complaint)?;
    match made {
        Some(password) => say(&password),
        None => Ok(()),
    }
}

/// Does `desk key …`.
pub async fn key(store: &Store, command: Key) -> Result<(), String> {
    let Key::New { user, label, scope } = command;
    let key = people::add_key(store, &user, &label, scope).await.map_err(complaint)?;
    say(&key)
}

fn read_password(file: &Path) -> Result<String, String> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| format!("stdin cannot be read: {error}."))?;
    } else {
        text = std::fs::read_to_string(file)
            .map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn complaint(refused: Refused) -> String {
    match refused {
        Refused::BadName => "A name has 1 to 60 characters and no line breaks.".into(),
        Refused::BadLabel => "Say in 1 to 100 characters what the key is for.".into(),
        Refused::ShortPassword => {
            format!("A password has at least {} characters.", people::SHORTEST_PASSWORD)
        }
        Refused::NameTaken => "There is a person of that name already.".into(),
        Refused::NoUser => "There is no person of that name. Add one: desk user add NAME".into(),
        Refused::LastAdmin => "This is the only one who may change people.".into(),
        Refused::NoSecret => "The system gives no random numbers or the password cannot be hashed.".into(),
        Refused::Database(error) => failed(error),
    }
}
