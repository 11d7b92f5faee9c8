//! `desk serve`.

use std::net::{IpAddr, SocketAddr};

use clap::Args;
use tokio::net::TcpListener;

use super::{failed, say};
use crate::server::{self, Desk};
use crate::store::{Store, users};

/// How to serve.
#[derive(Args)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one. Beyond loopback put TLS in front
    #[arg(long, default_value = "127.0.0.1:8710")]
    listen: SocketAddr,
    /// The address under which people reach the desk, such as https://desk.example.com
    #[arg(long)]
    address: Option<String>,
    /// The proxy in front, by its IP address: its X-Forwarded-For tells who asks. To be given for each
    #[arg(long = "proxy", value_name = "IP")]
    proxies: Vec<IpAddr>,
}

impl Default for Serve {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8710)), address: None, proxies: Vec::new() }
    }
}

/// Serves until Ctrl-C or a polite kill.
pub async fn serve(store: &Store, options: Serve) -> Result<(), String> {
    let listener = TcpListener::bind(options.listen).await;
    let listener = listener.map_err(|error| format!("{} cannot be listened on: {error}.", options.listen))?;
    let at = listener.local_addr().map_err(|error| format!("The listening address is unknown: {error}."))?;
    say(&format!("desk: http://{at}"))?;
    let mut reader = store.reader().await.map_err(failed)?;
    if users::none(&mut reader).await.map_err(failed)? {
        eprintln!("Nobody can sign in yet. Add yourself: desk user add NAME --admin");
    }
    drop(reader);
    if !at.ip().is_loopback() {
        eprintln!(
            "The desk listens beyond this machine. Put TLS in front: keys and passwords travel with requests."
        );
    }
    if options.proxies.is_empty() && options.address.as_ref().is_some_and(|own| own.starts_with("https:")) {
        eprintln!(
            "Name what stands in front by --proxy IP: without it, everybody behind it is one machine to the desk, \
             and who fails to sign in there too often keeps out all."
        );
    }
    let proxies = options.proxies.iter().map(IpAddr::to_canonical).collect();
    let desk = Desk { proxies, ..Desk::new(store.clone(), options.address.as_deref()) };
    server::serve(desk, listener, stopped()).await.map_err(|error| format!("Serving ended: {error}."))
}

/// Ready when the process is asked to stop.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without a handler the desk simply runs on until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
