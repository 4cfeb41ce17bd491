//! A bare axum server, which the bench measures the mock against.
//!
//! It keeps contacts in memory, returns them by id and stores new ones, and does nothing else: it
//! asks for no credential, checks no request and completes no contact. Whatever a mock does for
//! its callers, it does on top of this.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use anyhow::Context;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

const USAGE: &str = "usage: bare-axum ID JSON\n\
    Answers `GET /contacts/ID` with JSON, on a free port of 127.0.0.1 that the first line names.";

/// Answers by the id of their contact, in the envelope that callers get.
#[derive(Default)]
struct Contacts {
    answers: RwLock<HashMap<String, Arc<Value>>>,
    last_id: AtomicU64,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(id), Some(json), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        anyhow::bail!(USAGE);
    };
    let answer = serde_json::from_str(&json).context("reading the argument JSON")?;
    let contacts = Contacts::default();
    contacts.insert(id, Arc::new(answer));

    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("starting the runtime")?
        .block_on(serve(contacts))
}

async fn serve(contacts: Contacts) -> anyhow::Result<()> {
    let routes = Router::new()
        .route("/contacts/", post(create))
        .route("/contacts/{id}", get(read))
        .with_state(Arc::new(contacts));
    let listener = TcpListener::bind("127.0.0.1:0").await.context("listening on 127.0.0.1")?;
    let address = listener.local_addr()?;
    writeln!(std::io::stdout(), "bare axum on http://{address}").context("saying the address")?;
    axum::serve(listener, routes).await.context("serving")
}

async fn read(State(contacts): State<Arc<Contacts>>, Path(id): Path<String>) -> Response {
    match contacts.find(&id) {
        Some(answer) => Json(&*answer).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn create(
    State(contacts): State<Arc<Contacts>>,
    Json(mut contact): Json<Map<String, Value>>,
) -> Response {
    let id = contacts.next_id();
    contact.insert("id".to_owned(), Value::from(id.as_str()));
    let answer = Arc::new(json!({ "contact": contact }));
    contacts.insert(id, Arc::clone(&answer));
    (StatusCode::CREATED, Json(&*answer)).into_response()
}

impl Contacts {
    fn find(&self, id: &str) -> Option<Arc<Value>> {
        self.answers.read().expect("no writer panics").get(id).cloned()
    }

    fn insert(&self, id: String, answer: Arc<Value>) {
        self.answers.write().expect("no writer panics").insert(id, answer);
    }

    /// Makes an id of 20 characters, as long as the mock's.
    fn next_id(&self) -> String {
        format!("{:020}", self.last_id.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
