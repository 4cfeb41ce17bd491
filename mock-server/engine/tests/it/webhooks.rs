//! Webhooks: what is told to whom, when, and how it is known that the mock told it.

mod control;
mod events;
mod payload;
mod retry;
mod served;
mod signature;
mod wrong;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use twinspec_mock::facade::{Blueprint, Emit, Event, Retry, Webhooks};
use twinspec_mock::{Builder, Deliver, Delivering, ManualClock, Mock, Subscriber};

use crate::library::{Library, blueprint, operation};

pub(crate) const URL: &str = "http://hook.test/in?key=a=b";

/// Where deliveries end up, and what is answered to them: 200 when nothing else is left.
#[derive(Clone, Default)]
pub(crate) struct Inbox {
    got: Arc<Mutex<Vec<Request<Bytes>>>>,
    answers: Arc<Mutex<VecDeque<Result<StatusCode, String>>>>,
}

impl Deliver for Inbox {
    fn deliver(&self, request: Request<Bytes>) -> Delivering<'_> {
        self.got.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move { answer.unwrap_or(Ok(StatusCode::OK)) })
    }
}

impl Inbox {
    pub(crate) fn answer(&self, status: u16, times: usize) {
        let status = StatusCode::from_u16(status).unwrap();
        self.answers.lock().unwrap().extend(std::iter::repeat_n(Ok(status), times));
    }

    pub(crate) fn fail(&self, why: &str) {
        self.answers.lock().unwrap().push_back(Err(why.to_owned()));
    }

    pub(crate) fn count(&self) -> usize {
        self.got.lock().unwrap().len()
    }

    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        self.got.lock().unwrap().clone()
    }

    pub(crate) fn bodies(&self) -> Vec<Value> {
        let parse = |it: &Request<Bytes>| serde_json::from_slice(it.body()).unwrap();
        self.got.lock().unwrap().iter().map(parse).collect()
    }
}

/// A library with events, and where they end up.
pub(crate) fn library(change: impl FnOnce(Builder) -> Builder) -> (Library, Inbox) {
    library_of(&blueprint_with_events(), change)
}

pub(crate) fn library_of(
    blueprint: &Blueprint,
    change: impl FnOnce(Builder) -> Builder,
) -> (Library, Inbox) {
    let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
    let inbox = Inbox::default();
    let builder = Mock::builder(blueprint).clock(clock.clone()).no_auth().deliver(inbox.clone());
    (Library { mock: change(builder).build().unwrap(), clock }, inbox)
}

/// A library that somebody at [`URL`] has subscribed to.
pub(crate) fn subscribed() -> (Library, Inbox) {
    library(|it| it.subscriber(Subscriber::new(URL).unwrap()))
}

pub(crate) fn blueprint_with_events() -> Blueprint {
    let text = || json!({ "type": "string" });
    let flat = |name: &str, more: Value| {
        let mut properties = json!({
            "type": { "type": "string", "enum": [name] },
            "timestamp": { "type": "string", "format": "date-time" },
            "webhookId": { "type": "string", "format": "uuid" },
            "appId": text(),
            "id": {},
        });
        let more = more.as_object().unwrap().clone();
        properties.as_object_mut().unwrap().extend(more);
        json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["type", "timestamp", "webhookId", "id"],
            "properties": properties,
        })
    };
    let shelf = json!({ "name": text(), "kind": text(), "tags": { "type": "array" } });
    let book = json!({ "title": text(), "shelfId": text(), "isLent": { "type": "boolean" } });
    let event = |name: &'static str, more: &Value| Event {
        name: name.into(),
        schema: flat(name, more.clone()).to_string().into(),
    };
    let events = vec![
        event("ShelfAdded", &shelf),
        event("ShelfRenamed", &shelf),
        event("ShelfTagged", &shelf),
        event("ShelfMadeOak", &shelf),
        event("ShelfRemoved", &shelf),
        event("BookAdded", &book),
        event("BookRemoved", &book),
    ];
    let emits = [
        emit("createShelf", 0, &[], &[]),
        emit("mergeShelf", 1, &["name"], &[]),
        emit("mergeShelf", 2, &["tags"], &[]),
        emit("addTags", 2, &["tags"], &[]),
        emit("mergeShelf", 3, &[], &[("kind", "\"oak\"")]),
        emit("deleteShelf", 4, &[], &[]),
        emit("createBook", 5, &[], &[]),
    ];
    let webhooks = Webhooks {
        events: events.into(),
        emits: emits.to_vec().into(),
        signature: Some("X-Library-Signature".into()),
        retry: Some(Retry { statuses: vec![429].into(), seconds: 600, times: 6 }),
    };
    Blueprint { webhooks, ..blueprint() }
}

fn emit(
    id: &str,
    event: usize,
    changed: &[&'static str],
    becomes: &[(&'static str, &'static str)],
) -> Emit {
    Emit {
        operation: operation(id).0,
        event,
        changed: changed.iter().map(|it| (*it).into()).collect(),
        becomes: becomes.iter().map(|(it, json)| ((*it).into(), (*json).into())).collect(),
    }
}

/// Returns the names of the events that a mock told so far, in order.
pub(crate) fn names(mock: &Mock) -> Vec<String> {
    mock.deliveries().into_iter().map(|it| it.event).collect()
}
