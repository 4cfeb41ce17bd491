//! A server of `pets.yaml` by hand, and what may be broken in it.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

/// What the server does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    Nothing,
    ForgetsPets,
    ReadsAnotherName,
    IgnoresChanges,
    LosesTheRest,
    KeepsDeleted,
    ListsNothing,
    AnswersWrongly,
    Fails,
    RefusesToys,
    KeepsOrphans,
}

/// All entities, each under its path.
type Store = Arc<Mutex<Vec<(String, Value)>>>;

pub(super) fn pets(planted: Break) -> Router {
    let store = Store::default();
    Router::new().fallback(answer).with_state((planted, store))
}

async fn answer(State((planted, store)): State<(Break, Store)>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    if !head.headers.contains_key("x-key") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let path = head.uri.path().to_owned();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let mut store = store.lock().unwrap();
    if let ["pets", id, _, ..] = *parts
        && planted != Break::KeepsOrphans
        && !store.iter().any(|(it, _)| *it == format!("/pets/{id}"))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    match (parts.as_slice(), head.method) {
        (["pets"], Method::GET) if planted == Break::ListsNothing => {
            Json(json!({ "pets": [] })).into_response()
        }
        (["pets"], Method::GET) => Json(json!({ "pets": list(&store, &path) })).into_response(),
        ([_, _, "toys"], Method::GET) => Json(list(&store, &path)).into_response(),
        ([_, _, "toys"], Method::POST) if planted == Break::RefusesToys => {
            StatusCode::NOT_FOUND.into_response()
        }
        ([_, _, "groom"], Method::POST) => StatusCode::NO_CONTENT.into_response(),
        (["pets"] | [_, _, "toys"], Method::POST) => {
            let id = format!("{}-{}", parts[parts.len() - 1], store.len());
            let mut entity = body;
            entity["id"] = json!(id);
            entity.as_object_mut().unwrap().remove("secret");
            if planted != Break::ForgetsPets || parts.len() > 1 {
                store.push((format!("{path}/{id}"), entity.clone()));
            }
            (StatusCode::CREATED, Json(entity)).into_response()
        }
        (["pets", _] | [_, _, "toys", _], method) => {
            item(planted, &mut store, &path, &method, &body)
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn item(
    planted: Break,
    store: &mut [(String, Value)],
    path: &str,
    method: &Method,
    body: &Value,
) -> Response {
    let Some(at) = store.iter().position(|(it, _)| it == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match *method {
        Method::DELETE if planted == Break::Fails => {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        Method::DELETE => {
            if planted != Break::KeepsDeleted {
                // A tombstone keeps the numbers of those that come later apart.
                store[at].0 = String::new();
            }
            return StatusCode::NO_CONTENT.into_response();
        }
        Method::GET => {
            let mut entity = store[at].1.clone();
            match planted {
                Break::ReadsAnotherName => entity["name"] = json!("Rex"),
                Break::AnswersWrongly => entity["name"] = json!(1),
                _ => {}
            }
            return Json(entity).into_response();
        }
        _ if planted == Break::IgnoresChanges => {}
        _ => change(planted, &mut store[at].1, method, body),
    }
    Json(store[at].1.clone()).into_response()
}

fn change(planted: Break, entity: &mut Value, method: &Method, body: &Value) {
    let id = entity["id"].clone();
    if *method == Method::PUT {
        *entity = json!({ "id": id });
    } else if planted == Break::LosesTheRest {
        *entity = json!({ "id": id, "name": "Rex", "kind": "cat", "age": 39 });
    }
    let members: &Map<String, Value> = body.as_object().unwrap();
    for (name, value) in members {
        entity[name] = value.clone();
    }
}

fn list(store: &[(String, Value)], path: &str) -> Vec<Value> {
    let below = |it: &str| it.rsplit_once('/').is_some_and(|(parent, _)| parent == path);
    store.iter().filter(|(it, _)| below(it)).map(|(_, entity)| entity.clone()).collect()
}
