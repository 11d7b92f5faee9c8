//! A throw-away PostgreSQL with its default promises: what it acknowledged is on the disk.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::webdriver::Program;

/// PostgreSQL refuses to run as root; then it runs as this user, whom its package makes.
const USER: &str = "postgres";

/// A running server; dropped, it is stopped and its files are removed.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    // Dropped in this order: the server ends before its files go.
    _program: Program,
    directory: TempDir,
}

impl Cluster {
    /// Starts one; nothing where PostgreSQL is not installed.
    pub fn start() -> Result<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        let directory = tempfile::Builder::new().prefix("load-postgres-").tempdir_in("/tmp")?;
        let data = directory.path().join("data").display().to_string();
        if nix::unistd::geteuid().is_root() {
            done(Command::new("chown").arg(USER).arg(directory.path()))?;
        }
        done(as_user(&programs.join("initdb")).args(["-D", &data, "-U", USER, "-A", "trust"]))?;
        // It tells in its log when it is ready, and that goes where errors go.
        let mut server = as_user(Path::new("sh"));
        server.args(["-c", "exec \"$0\" \"$@\" 2>&1"]).arg(programs.join("postgres"));
        server.args(["-D", &data, "-c", "listen_addresses=", "-k"]).arg(directory.path());
        let ready = |line: &str| line.contains("ready to accept connections").then_some(());
        let (program, ()) = Program::start(&mut server, ready)?;
        Ok(Some(Self { programs, _program: program, directory }))
    }

    /// Its address, as the desk takes it.
    pub fn address(&self) -> String {
        format!("postgres://{USER}@localhost/postgres?host={}", self.directory.path().display())
    }

    /// Asks it by its own client.
    pub fn psql(&self, sql: &str, field: char, row: char) -> Command {
        let mut command = Command::new(self.programs.join("psql"));
        command.args(["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--username", USER, "--host"]);
        command.arg(self.directory.path());
        command.args(["--field-separator", &field.to_string(), "--record-separator", &row.to_string()]);
        command.args(["--command", sql, "postgres"]);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Its processes are of several groups: only it can end them all before its files go.
        let data = self.directory.path().join("data");
        let _ = as_user(&self.programs.join("pg_ctl"))
            .args(["stop", "--silent", "--mode", "immediate", "--pgdata"])
            .arg(data)
            .output();
    }
}

/// Where the server's programs are: in Debian's place, the newest, else on the path.
fn programs() -> Option<PathBuf> {
    let has_all = |directory: &PathBuf| directory.join("initdb").exists() && directory.join("psql").exists();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = installed.map(|entry| entry.path().join("bin")).filter(has_all).max();
    newest.or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(has_all))
}

/// A command as the user that PostgreSQL may run as, in a place that this user may enter.
fn as_user(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if nix::unistd::geteuid().is_root() {
        command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]);
    }
    command.arg(program).current_dir("/");
    command
}

fn done(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
