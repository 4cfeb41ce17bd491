//! How a delivery reaches its subscriber.

use std::fmt::Display;
use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::{HeaderValue, Request, StatusCode, Uri};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A subscriber that does not answer by then never will.
const LIMIT: Duration = Duration::from_secs(10);

/// The status of a subscriber's answer, or why there is none.
pub type Delivering<'a> = Pin<Box<dyn Future<Output = Result<StatusCode, String>> + Send + 'a>>;

/// Brings deliveries to subscribers.
pub trait Deliver: Send + Sync + 'static {
    /// Sends a request and waits for the status of the answer.
    fn deliver(&self, request: Request<Bytes>) -> Delivering<'_>;
}

/// Sends deliveries by HTTP/1.1, each over a connection of its own.
pub(super) struct Post;

impl Deliver for Post {
    fn deliver(&self, request: Request<Bytes>) -> Delivering<'_> {
        Box::pin(async move {
            match tokio::time::timeout(LIMIT, post(request)).await {
                Ok(result) => result,
                Err(_) => Err(format!("no answer within {} seconds", LIMIT.as_secs())),
            }
        })
    }
}

async fn post(mut request: Request<Bytes>) -> Result<StatusCode, String> {
    let url = request.uri().clone();
    let host = url.host().unwrap_or_default();
    let authority = url.authority().map_or(host, |it| it.as_str());
    let port = url.port_u16().unwrap_or(80);
    let address = (host.trim_start_matches('[').trim_end_matches(']'), port);
    let stream = TcpStream::connect(address).await.map_err(failed("connecting"))?;
    let host = HeaderValue::from_str(authority).map_err(failed("naming the host"))?;
    request.headers_mut().insert(HOST, host);
    let path = url.path_and_query().map_or("/", |it| it.as_str());
    *request.uri_mut() = path.parse::<Uri>().map_err(failed("naming the path"))?;

    let connected = http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = connected.map_err(failed("connecting"))?;
    let mut answer = pin!(sender.send_request(request.map(Full::new)));
    let answer = tokio::select! {
        answer = &mut answer => answer,
        // The request is told why the connection ended.
        _ = connection => answer.await,
    };
    answer.map(|it| it.status()).map_err(failed("sending"))
}

fn failed<E: Display>(what: &str) -> impl Fn(E) -> String {
    move |error| format!("{what}: {error}")
}
