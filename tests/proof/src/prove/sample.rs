//! The values of one call that the referee finds valid, and the request that says them.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use twinspec_referee::Referee;

use crate::document::{Body, Operation};
use crate::encode;
use crate::given::Given;
use crate::make::Maker;
use crate::pieces::Pieces;
use crate::plan::Plan;
use crate::request::reasons;

/// So often values are mended before they are given up.
const TRIES: usize = 24;

/// How much of what may be said is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What must be there.
    Required,
    /// Whatever may be there.
    All,
    /// Whatever may be there, with values at the edges of what is allowed.
    Edge(usize),
    /// Whatever may be there, and what the document does not know.
    Unknown,
}

impl Extent {
    /// Plans the values, after so many that were wrong.
    pub(crate) fn plan(self, plan: &mut Plan, attempt: usize) {
        plan.is_whole = self != Self::Required && attempt < TRIES / 2;
        plan.is_plain = attempt >= TRIES / 2;
        plan.is_bare = self == Self::Required || attempt >= TRIES * 2 / 3;
        plan.edge = match self {
            Self::Edge(edge) if attempt < TRIES * 2 / 3 => Some(edge),
            _ => None,
        };
    }

    pub(crate) fn name(self) -> String {
        match self {
            Self::Required => "what is required".to_owned(),
            Self::All => "all values".to_owned(),
            Self::Edge(edge) => format!("edge {edge}"),
            Self::Unknown => "unknown values".to_owned(),
        }
    }
}

/// The values of parameters, by place and name.
#[derive(Default)]
struct Values {
    told: BTreeMap<String, Value>,
    /// What a call may take and need not, because the document says it elsewhere.
    elsewhere: BTreeMap<String, Value>,
}

/// The values of one call.
pub(crate) struct Sample {
    pub(crate) given: Given,
    /// What the request has to say, but for credentials.
    pub(crate) pieces: Pieces,
    /// The request as the proof itself would send it.
    pub(crate) request: Request<Bytes>,
    /// How many values at edges there are to try.
    pub(crate) edges: usize,
}

/// Makes samples of calls.
pub(crate) struct Sampler<'d> {
    pub(crate) maker: Maker<'d>,
    pub(crate) referee: &'d Referee,
}

impl Sampler<'_> {
    /// Makes the values of a call with a body of some kind, or says why there are none.
    pub(crate) fn sample(
        &self,
        operation: &Operation<'_>,
        body: Option<&Body<'_>>,
        extent: Extent,
    ) -> Result<Sample, String> {
        let mut plan = Plan { is_named_only: true, ..Plan::default() };
        let mut first = None;
        for attempt in 0..TRIES {
            extent.plan(&mut plan, attempt);
            let sample = self.attempt(operation, body, &mut plan)?;
            let reasons = reasons(self.referee, &sample.request)?;
            if reasons.is_empty() {
                return Ok(sample);
            }
            for (place, expected) in &reasons {
                plan.blame(place, expected);
            }
            first.get_or_insert_with(|| {
                let (place, expected) = &reasons[0];
                format!("no valid request is known: {place} should be {expected}")
            });
        }
        Err(first.unwrap_or_default())
    }

    fn attempt(
        &self,
        operation: &Operation<'_>,
        body: Option<&Body<'_>>,
        plan: &mut Plan,
    ) -> Result<Sample, String> {
        let mut pieces = Pieces::default();
        pieces.begin(operation);
        let mut given = Values::default();
        for parameter in &operation.parameters {
            let key = parameter.key();
            // What stands in the path itself is no parameter for a caller.
            let is_written = pieces.query.iter().any(|(it, _)| *it == parameter.name)
                && parameter.place == "query";
            let is_wanted = parameter.required
                || parameter.place == "path"
                || (!plan.is_bare && plan.blamed(&key) < 4);
            if is_written || !is_wanted {
                continue;
            }
            let anything = json!({ "type": "string" });
            let schema = parameter.schema.unwrap_or(&anything);
            let value = self.maker.make(schema, parameter.example, &key, plan);
            if parameter.is_elsewhere {
                given.elsewhere.insert(key, value);
                continue;
            }
            if parameter.place != "path" {
                pieces.add(parameter, &value);
            }
            given.told.insert(key, value);
        }
        for name in operation.path_names() {
            let value = given.told.entry(format!("path {name}")).or_insert_with(|| json!("proof"));
            pieces.path.push((name.to_owned(), value.clone()));
        }
        let is_wanted = operation.is_body_required || !plan.is_bare;
        let body = body.filter(|_| is_wanted).map(|it| (it.media.clone(), self.body(it, plan)));
        let described = body.as_ref().map(|(media, value)| (media.as_str(), value));
        let bare = pieces.clone();
        pieces.credentials(operation, None);
        let request = pieces.request(operation, "", described)?;
        Ok(Sample {
            given: Given::new(given.told, given.elsewhere, body),
            pieces: bare,
            request,
            edges: plan.edges,
        })
    }

    fn body(&self, body: &Body<'_>, plan: &mut Plan) -> Value {
        let anything = Value::Bool(true);
        let value = self.maker.make(body.schema.unwrap_or(&anything), body.example, "body", plan);
        let is_structured = encode::is_json(&body.media) || encode::is_form(&body.media);
        // Whatever else a body is, it is one text.
        if is_structured { value } else { Value::String(encode::plain(&value)) }
    }
}
