//! The practice supplier's program: reads the flags and listens.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use shop::{Hosts, Shop};

/// A web shop to practise on: it looks and behaves like a supplier's, and ships nothing.
#[derive(Parser)]
#[command(name = "shop", version)]
struct Flags {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Decides every class name, id and wording; even seeds speak Chinese, odd ones English.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Host of products, cart, orders and receipts.
    #[arg(long, default_value = "localhost")]
    host: String,
    /// Host of the sign-in page.
    #[arg(long, default_value = "127.0.0.1")]
    sign_in_host: String,
    /// Host of the cashier of layout (f).
    #[arg(long, default_value = "cashier.localhost")]
    cashier_host: String,
    /// Host of the framed checkout of layout (g).
    #[arg(long, default_value = "checkout.localhost")]
    checkout_host: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("shop: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run(flags: Flags) -> Result<(), String> {
    let listener = tokio::net::TcpListener::bind(flags.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; choose another with --listen", flags.listen)
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let hosts = Hosts {
        shop: flags.host,
        sign_in: flags.sign_in_host,
        cashier: flags.cashier_host,
        checkout: flags.checkout_host,
        port: address.port(),
    };
    let shop = Shop::new(flags.seed, hosts);
    // Whoever started the program waits for this line.
    writeln!(std::io::stdout(), "shop: {}", shop.origin()).map_err(|error| error.to_string())?;
    let router = shop.router(address.ip().is_loopback());
    axum::serve(listener, router).await.map_err(|error| error.to_string())
}
