//! Requests that the referee finds valid.
//!
//! A request is made, looked at, and made again with what was wrong in mind, a bounded number of
//! times. One that cannot be made is said with its reason; it never is the server's fault.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;
use twinspec_referee::{Exchange, Referee, Violation};

use crate::document::{Body, Operation, Parameter};
use crate::encode;
use crate::make::Maker;
use crate::pieces::Pieces;
use crate::plan::Plan;

/// So often a request is mended before it is given up.
const TRIES: usize = 24;

/// What a request has to say.
#[derive(Clone, Default)]
pub(crate) struct Wish {
    /// Values of the parameters in the path, in its order.
    pub(crate) ids: Vec<String>,
    /// Values that stay the same in a chain, by name.
    pub(crate) known: BTreeMap<String, Value>,
    pub(crate) seed: usize,
    /// A place in the body whose value must differ from this one.
    pub(crate) change: Option<(String, Value)>,
    /// A body that is sent as it is.
    pub(crate) body: Option<Value>,
    /// Whether no value may be one that another request has.
    pub(crate) is_fresh: bool,
    /// A property that is worth sending although nobody asks: the name that the server goes by.
    pub(crate) wanted: Option<String>,
    /// Query parameters beside the required ones.
    pub(crate) query: Vec<(String, String)>,
}

/// A request, and what it says.
pub(crate) struct Made {
    pub(crate) request: Request<Bytes>,
    pub(crate) body: Option<Value>,
    /// Places in the body that the server keeps to itself.
    pub(crate) unseen: Vec<String>,
    /// Scalars in its query, by name.
    pub(crate) said: BTreeMap<String, Value>,
}

/// Makes requests to the operations of one document.
pub(crate) struct Requests<'d> {
    pub(crate) maker: Maker<'d>,
    pub(crate) referee: &'d Referee,
    /// What stands in front of each path.
    pub(crate) base: String,
    pub(crate) token: Option<String>,
}

impl Requests<'_> {
    /// Makes a valid request, or says why there is none.
    pub(crate) fn make(&self, operation: &Operation<'_>, wish: &Wish) -> Result<Made, String> {
        let mut plan = Plan {
            seed: wish.seed,
            known: wish.known.clone(),
            change: wish.change.clone(),
            is_fresh: wish.is_fresh,
            wanted: wish.wanted.clone(),
            ..Plan::default()
        };
        let mut first = None;
        for attempt in 0..TRIES {
            plan.is_plain = attempt >= TRIES / 2;
            plan.is_bare = attempt >= TRIES * 2 / 3;
            let made = self.attempt(operation, wish, &mut plan)?;
            let reasons = reasons(self.referee, &made.request)?;
            if reasons.is_empty() {
                return Ok(made);
            }
            for (place, expected) in &reasons {
                plan.blame(place, expected);
            }
            first.get_or_insert_with(|| {
                let (place, expected) = &reasons[0];
                format!("no valid request: {place} should be {expected}")
            });
            if wish.body.is_some() {
                break;
            }
        }
        Err(first.unwrap_or_default())
    }

    /// A value for a parameter in the path that names something of its own.
    pub(crate) fn identifier(
        &self,
        operation: &Operation<'_>,
        position: usize,
        seed: usize,
    ) -> String {
        let names = operation.path_names();
        let name = names.get(position).copied().unwrap_or_default();
        let parameter = operation.path_parameter(name);
        let place = format!("path {name}");
        let mut plan = Plan { seed, is_fresh: true, ..Plan::default() };
        let mut ids = vec!["1".to_owned(); names.len()];
        let mut text = format!("walk{seed}");
        for _ in 0..12 {
            if let Some(schema) = parameter.and_then(|it| it.schema) {
                let example = parameter.and_then(|it| it.example);
                text = encode::plain(&self.maker.make(schema, example, &place, &mut plan));
            }
            if let Some(it) = ids.get_mut(position) {
                it.clone_from(&text);
            }
            let wish = Wish { ids: ids.clone(), seed, ..Wish::default() };
            let mut other = Plan { seed, ..Plan::default() };
            let Ok(made) = self.attempt(operation, &wish, &mut other) else { break };
            let reasons = reasons(self.referee, &made.request).unwrap_or_default();
            let is_wrong = reasons.iter().any(|(it, _)| it.starts_with(&place));
            if !is_wrong && !text.is_empty() {
                break;
            }
            plan.blame(&place, "another value");
        }
        text
    }

    /// Whether these values may stand in the path of an operation.
    pub(crate) fn takes(&self, operation: &Operation<'_>, ids: &[String]) -> bool {
        let wish = Wish { ids: ids.to_vec(), ..Wish::default() };
        let made = self.attempt(operation, &wish, &mut Plan::default());
        let reasons = made.and_then(|it| reasons(self.referee, &it.request));
        reasons.is_ok_and(|it| !it.iter().any(|(place, _)| place.starts_with("path ")))
    }

    /// Whether a value may stand for one of the parameters in the path of an operation.
    pub(crate) fn takes_at(&self, operation: &Operation<'_>, position: usize, id: &str) -> bool {
        let names = operation.path_names();
        let mut ids = vec!["1".to_owned(); names.len()];
        let (Some(it), Some(name)) = (ids.get_mut(position), names.get(position)) else {
            return true;
        };
        id.clone_into(it);
        let place = format!("path {name}");
        let wish = Wish { ids, ..Wish::default() };
        let made = self.attempt(operation, &wish, &mut Plan::default());
        let reasons = made.and_then(|it| reasons(self.referee, &it.request));
        reasons.is_ok_and(|it| !it.iter().any(|(it, _)| it.starts_with(&place)))
    }

    fn attempt(
        &self,
        operation: &Operation<'_>,
        wish: &Wish,
        plan: &mut Plan,
    ) -> Result<Made, String> {
        let mut made = Pieces { query: wish.query.clone(), ..Pieces::default() };
        made.begin(operation);
        for parameter in operation.parameters.iter().filter(|it| it.required && !it.is_elsewhere) {
            if parameter.place != "path" && !made.query.iter().any(|(it, _)| *it == parameter.name)
            {
                let value = self.parameter(parameter, plan);
                made.add(parameter, &value);
            }
        }
        self.credentials(operation, &mut made);
        for (name, id) in operation.path_names().into_iter().zip(&wish.ids) {
            made.path.push((name.to_owned(), Value::String(id.clone())));
        }
        let described = operation.bodies.first();
        let body = described.map(|it| {
            (it.media.as_str(), wish.body.clone().unwrap_or_else(|| self.body(it, plan)))
        });
        let request =
            made.request(operation, &self.base, body.as_ref().map(|(it, value)| (*it, value)))?;
        let body = body.map(|(_, value)| value);
        Ok(Made { request, body, unseen: plan.unseen.iter().cloned().collect(), said: made.said })
    }

    fn body(&self, described: &Body<'_>, plan: &mut Plan) -> Value {
        let anything = Value::Bool(true);
        let schema = described.schema.unwrap_or(&anything);
        self.maker.make(schema, described.example, "body", plan)
    }

    fn parameter(&self, parameter: &Parameter<'_>, plan: &mut Plan) -> Value {
        let anything = serde_json::json!({ "type": "string" });
        let schema = parameter.schema.unwrap_or(&anything);
        match plan.known.get(&parameter.name) {
            Some(known) => known.clone(),
            None => self.maker.make(schema, parameter.example, &parameter.key(), plan),
        }
    }

    fn credentials(&self, operation: &Operation<'_>, made: &mut Pieces) {
        made.credentials(operation, self.token.as_deref());
    }
}

/// What the referee has against a request: places and what is expected there.
pub(crate) fn reasons(
    referee: &Referee,
    request: &Request<Bytes>,
) -> Result<Vec<(String, String)>, String> {
    // The judgement of the answer is of no interest; this one has next to nothing to judge.
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
    let verdict = referee.judge(&Exchange { request, response: &response });
    if verdict.operation().is_none() {
        return Err("no valid request: its path belongs to no operation".to_owned());
    }
    let reason = |it: &Violation| (it.place.replacen(" /", "/", 1), it.expected.clone());
    Ok(verdict.request_reasons().iter().map(reason).collect())
}
