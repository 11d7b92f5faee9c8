//! The running desk: both faces behind one address.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::any;
use tokio::net::TcpListener;

use crate::store::Store;
use crate::{api, body, pages};

/// What every request needs.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub store: Store,
    /// The address under which people know the desk, if that is not the one they ask at.
    pub address: Option<Arc<str>>,
    /// The operator's proxies in front: what they say about who asks is believed.
    pub proxies: Arc<[IpAddr]>,
    /// Who tried to sign in how often.
    pub attempts: Arc<pages::Attempts>,
}

impl Desk {
    /// A desk over a database.
    pub fn new(store: Store, address: Option<&str>) -> Self {
        let address = address.map(|address| Arc::from(address.trim_end_matches('/')));
        Self { store, address, proxies: Arc::default(), attempts: Arc::default() }
    }

    /// The address of one order's page, as the asking browser reaches it.
    pub fn page_of(&self, headers: &HeaderMap, order: &str) -> String {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        match (&self.address, host) {
            (Some(address), _) => format!("{address}/orders/{order}"),
            (None, Some(host)) => format!("http://{host}/orders/{order}"),
            (None, None) => format!("/orders/{order}"),
        }
    }
}

/// Everything that the desk answers.
pub fn router(desk: Desk) -> Router {
    Router::new()
        .nest("/api/v1", api::router())
        // What is nested does not have the slash behind its own address.
        .route("/api/v1/", any(api::nothing))
        .merge(api::documents())
        .merge(pages::router())
        .layer(middleware::from_fn(guard))
        .with_state(desk)
}

/// Serves until `stop` is ready, then lets running requests end.
pub async fn serve(
    desk: Desk,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(desk).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// Headers that every answer carries: nothing foreign runs in the desk's pages, nobody frames them,
/// and no cache keeps them. Pictures alone come from the suppliers.
async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(body::read_small(request).await).await;
    let headers = response.headers_mut();
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' http: https:; \
                  form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
