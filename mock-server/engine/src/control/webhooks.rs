//! `/_twinspec/webhooks` and `/_twinspec/deliveries`: who is told of events, and what was told.

use http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::control::{Ask, answered, done, refused};
use crate::service::Body;
use crate::webhooks::{Delivery, Subscriber};

/// Answers with all subscribers, and the public key that they verify deliveries by.
pub(super) fn list(ask: &Ask<'_>) -> Response<Body> {
    let engine = ask.live.engine();
    let subscribers = engine.webhooks.subscribers();
    let subscribers = subscribers.iter().map(|(id, it)| it.to_json(*id));
    let key = engine.webhooks.key();
    answered(
        StatusCode::OK,
        &json!({
            "webhooks": subscribers.collect::<Value>(),
            "publicKey": { "algorithm": "Ed25519", "base64": key.base64(), "pem": key.pem() },
        }),
    )
}

/// Adds a subscriber: `{url, events, members}`.
pub(super) fn add(ask: &Ask<'_>) -> Response<Body> {
    let refuse = |why: &str| refused(StatusCode::UNPROCESSABLE_ENTITY, why, &[]);
    let json: Value = match serde_json::from_slice(ask.body) {
        Ok(json) => json,
        Err(error) => return refuse(&format!("the body is not JSON: {error}")),
    };
    let engine = ask.live.engine();
    match Subscriber::from_json(&json, &engine.blueprint.webhooks) {
        Ok(subscriber) => {
            let id = engine.webhooks.subscribe(&engine, subscriber.clone());
            answered(StatusCode::CREATED, &subscriber.to_json(id))
        }
        Err((_, why)) => refuse(&why),
    }
}

/// Takes all subscribers away.
pub(super) fn clear(ask: &Ask<'_>) -> Response<Body> {
    let engine = ask.live.engine();
    engine.webhooks.unsubscribe(&engine, None);
    done()
}

/// Takes one subscriber away.
pub(super) fn remove(ask: &Ask<'_>) -> Response<Body> {
    let engine = ask.live.engine();
    let id = ask.id.parse().ok();
    match id.map_or(0, |id| engine.webhooks.unsubscribe(&engine, Some(id))) {
        0 => missing("subscriber", ask.id),
        _ => done(),
    }
}

/// Answers with the deliveries: `?event=NAME` picks, `?limit=N` gives the last so many.
pub(super) fn deliveries(ask: &Ask<'_>) -> Response<Body> {
    let limit = match ask.limit() {
        Ok(limit) => limit,
        Err(refused) => return *refused,
    };
    let event = ask.query("event");
    let engine = ask.live.engine();
    let mut found = engine.webhooks.deliveries(&engine);
    found.retain(|it| event.as_ref().is_none_or(|event| *event == it.event));
    let found = found.iter().skip(found.len().saturating_sub(limit)).map(Delivery::to_json);
    let deliveries: Value = found.collect();
    answered(StatusCode::OK, &json!({ "deliveries": deliveries, "lost": engine.webhooks.lost() }))
}

/// Sends a delivery once more.
pub(super) fn redeliver(ask: &Ask<'_>) -> Response<Body> {
    let engine = ask.live.engine();
    match engine.webhooks.redeliver(ask.id, engine.now()) {
        Some(delivery) => answered(StatusCode::ACCEPTED, &delivery.to_json()),
        None => missing("delivery", ask.id),
    }
}

fn missing(what: &str, id: &str) -> Response<Body> {
    refused(StatusCode::NOT_FOUND, &format!("there is no {what} `{id}`"), &[])
}
