//! The server: connections from a socket, each served as HTTP/1.1.
//!
//! It stands on hyper itself. There are no routes for a framework to find, and what it would wrap
//! around every request and answer costs more than most of them do.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::live::Live;
use crate::service::answer;
use crate::webhooks::work;

/// How long to wait when the machine has no more sockets to give; others may be closed meanwhile.
const RESPITE: Duration = Duration::from_secs(1);

/// Serves until the future is ready, then waits for the answers under way.
pub(crate) async fn serve(live: Arc<Live>, listener: TcpListener, end: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    let mut end = pin!(end);
    // It ends with the server.
    let mut beside = JoinSet::new();
    beside.spawn(work(Arc::clone(&live)));
    loop {
        let stream = tokio::select! {
            () = &mut end => break,
            stream = accept(&listener) => stream,
        };
        let live = Arc::clone(&live);
        let service = service_fn(move |request| {
            let live = Arc::clone(&live);
            async move { Ok::<_, Infallible>(answer(&live, request).await) }
        });
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // Whoever broke the connection off knows why; nobody else is there to be told.
            let _ = connection.await;
        });
    }
    drop(listener);
    connections.shutdown().await;
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_connection(&error) => {}
            Err(_) => tokio::time::sleep(RESPITE).await,
        }
    }
}

/// Whether only the connection that was to be accepted is lost.
fn is_of_connection(error: &io::Error) -> bool {
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
