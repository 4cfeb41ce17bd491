//! The ways from a client to a mock.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use ghl_contacts::{ReqwestTransport, Transport};
use http::{Request, Response};
use tokio::net::TcpListener;
use tower::Service;

use crate::transport::InProcess;

/// How requests get to the mock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// By a call in the same process; there is no socket.
    InProcess,
    /// Over a connection to a free port of this machine.
    Tcp,
}

impl Wire {
    /// Both ways.
    pub const BOTH: [Self; 2] = [Self::InProcess, Self::Tcp];

    /// Makes a transport to a service, and the URL under which it is reached.
    pub async fn connect<S>(self, service: S) -> anyhow::Result<(Arc<dyn Transport>, String)>
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send + 'static,
    {
        match self {
            Self::InProcess => {
                Ok((Arc::new(InProcess::new(service)), "http://in-process.test".to_owned()))
            }
            Self::Tcp => {
                let listener = TcpListener::bind("127.0.0.1:0").await?;
                let url = format!("http://{}", listener.local_addr()?);
                let server = axum::serve(listener, tower::make::Shared::new(service));
                // It ends with the runtime of the test.
                tokio::spawn(server.into_future());
                Ok((Arc::new(ReqwestTransport::new(Duration::from_secs(30))?), url))
            }
        }
    }
}
