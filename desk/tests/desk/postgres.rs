//! A throw-away PostgreSQL, started once for all tests, with a database for each.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The socket's directory and the port, which only names the socket.
struct Cluster {
    directory: PathBuf,
}

const PORT: &str = "5432";
/// PostgreSQL refuses to run as root; then it runs as this user, whom its package makes.
const USER: &str = "postgres";

/// The address of a new, empty database; nothing where PostgreSQL is missing and that is allowed.
pub fn new_database() -> Option<String> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let cluster = CLUSTER.get_or_init(start).as_ref()?;
    let name = format!("desk{}", MADE.fetch_add(1, Ordering::Relaxed));
    let directory = cluster.directory.display().to_string();
    run(programs()?.join("createdb"), &["-h", &directory, "-p", PORT, "-U", USER, &name]);
    Some(format!("postgres://{USER}@localhost/{name}?host={directory}&port={PORT}"))
}

/// Where the server's programs are: beside `pg_config`'s answer or in Debian's place, the newest.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|directory| directory.join("initdb").exists())
        .collect();
    versions.sort();
    let on_path = || {
        std::env::split_paths(&std::env::var_os("PATH")?).find(|directory| directory.join("initdb").exists())
    };
    versions.pop().or_else(on_path)
}

fn start() -> Option<Cluster> {
    let Some(programs) = programs() else {
        let allowed = std::env::var_os("DESK_TEST_WITHOUT_POSTGRES").is_some();
        assert!(allowed, "PostgreSQL is not installed; install it or set DESK_TEST_WITHOUT_POSTGRES=1");
        eprintln!("skipped: PostgreSQL is not installed");
        return None;
    };
    let directory = tempfile::Builder::new().prefix("desk-postgres-").tempdir_in("/tmp").unwrap().keep();
    let data = directory.join("data");
    let as_user = is_root().then_some(USER);
    if let Some(user) = as_user {
        run("chown".into(), &[user, &directory.display().to_string()]);
    }
    let initdb = programs.join("initdb");
    run_as(as_user, &format!("{} -D {} -U {USER} -A trust -N", initdb.display(), data.display()));
    let server = format!(
        "exec {} -D {} -k {} -p {PORT} -c listen_addresses= -c fsync=off -c max_connections=400",
        programs.join("postgres").display(),
        data.display(),
        directory.display()
    );
    watch(&directory, as_user, &server);
    let ready = programs.join("pg_isready");
    // pg_isready itself waits for the server for as long as it is told.
    let waiting = ["-h", &directory.display().to_string(), "-p", PORT, "-t", "30", "-q"].map(str::to_owned);
    let began = std::time::Instant::now();
    while !Command::new(&ready).args(&waiting).status().unwrap().success() {
        assert!(began.elapsed().as_secs() < 60, "PostgreSQL did not start in {}", directory.display());
        std::thread::yield_now();
    }
    Some(Cluster { directory })
}

/// Runs the server under a shell that ends it and removes its files when this process is gone,
/// however it went: the shell reads from a pipe that closes then.
fn watch(directory: &Path, user: Option<&str>, server: &str) {
    let server = match user {
        Some(user) => format!("setpriv --reuid {user} --regid {user} --clear-groups sh -c '{server}'"),
        None => format!("sh -c '{server}'"),
    };
    let script = format!(
        "{server} >{0}/log 2>&1 & child=$!; read gone; kill -INT $child; wait $child; rm -rf {0}",
        directory.display()
    );
    let child = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).spawn().unwrap();
    // Neither waited for nor dropped: its end of the pipe closes with this process.
    std::mem::forget(child);
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout == b"0\n"
}

fn run_as(user: Option<&str>, command: &str) {
    match user {
        Some(user) => {
            run("setpriv".into(), &["--reuid", user, "--regid", user, "--clear-groups", "sh", "-c", command])
        }
        None => run("sh".into(), &["-c", command]),
    }
}

fn run(program: PathBuf, arguments: &[&str]) {
    let output = Command::new(&program).args(arguments).current_dir("/").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} {arguments:?}: {said}", program.display());
}
