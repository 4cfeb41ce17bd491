//! Verbs: what an operation does to the store.

mod bulk;
mod list;
mod locate;
mod search;
mod stamp;
mod write;

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Action, Place, Verb};

use crate::Map;
use crate::behaviour::{Access, OperationId};
use crate::engine::{Conditions, Engine};
use crate::random::hashed;
use crate::refusal::Refusal;
use crate::request::Parameters;
use crate::store::Entity;
use crate::verbs::locate::locate;

pub(crate) use crate::verbs::list::Page;
pub(crate) use crate::verbs::locate::{Located, id_of, id_value, key_in, set_id};
pub(crate) use crate::verbs::stamp::{created_of, rfc3339_millis, write as write_stamp};
pub(crate) use crate::verbs::write::{Write, complete, set_stamp, store_entity};

/// A valid request.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) operation: usize,
    /// The path as the caller wrote it.
    pub(crate) path: &'a str,
    /// The server as the caller called it: `localhost:4010`.
    pub(crate) host: Option<&'a str>,
    pub(crate) parameters: Parameters<'a>,
    pub(crate) body: Option<Value>,
    /// Whether the body is a JSON Merge Patch by its media type.
    pub(crate) is_merge_patch: bool,
    /// What the caller expects of the entity's version; `None` if the document knows no versions.
    pub(crate) conditions: Option<&'a Conditions>,
    pub(crate) claims: &'a Map,
    pub(crate) now: Timestamp,
}

/// What came of a request.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The resource that the operation is about; without entities it means nothing.
    pub(crate) resource: usize,
    /// The entities that the operation is about; most are about one.
    pub(crate) entities: Vec<Arc<Entity>>,
    /// What was added to a list that was not there before.
    pub(crate) added: Vec<Value>,
    /// The page of a list.
    pub(crate) page: Option<Page>,
    /// Whether an entity was made.
    pub(crate) created: bool,
    /// Whether nothing is known of what was asked for, so that the document alone answers.
    pub(crate) is_stateless: bool,
    /// What the request says, by the names of properties, for what is made from a schema.
    pub(crate) known: Map,
    /// The seed of what is made for the answer.
    pub(crate) seed: u64,
}

impl Outcome {
    pub(crate) fn of(entity: Arc<Entity>) -> Self {
        Self { entities: vec![entity], ..Self::default() }
    }

    pub(crate) fn stateless() -> Self {
        Self { is_stateless: true, ..Self::default() }
    }

    /// Returns the entity that the operation is about.
    pub(crate) fn entity(&self) -> Option<&Arc<Entity>> {
        self.entities.first()
    }
}

/// Carries a request out.
pub(crate) fn perform(engine: &Engine, call: &Call<'_>) -> Result<Outcome, Refusal> {
    let mut outcome = act(engine, call)?;
    if let Action::On { resource, .. } = &engine.blueprint.operations[call.operation].action {
        outcome.resource = *resource;
    }
    outcome.seed = hashed(engine.seed, call.path);
    let acts = matches!(
        &engine.blueprint.operations[call.operation].action,
        Action::On { verb: Verb::Act { .. }, .. }
    );
    if outcome.is_stateless || acts {
        outcome.known = said(call);
    }
    Ok(outcome)
}

/// Gathers what a request says, by name: its body, and over it the ids of its path.
fn said(call: &Call<'_>) -> Map {
    let mut said = call.body.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
    for (parameter, value) in call.parameters.iter() {
        if let (Place::Path, Some(value)) = (parameter.place, value) {
            said.insert(parameter.name.to_string(), value.clone());
        }
    }
    said
}

fn act(engine: &Engine, call: &Call<'_>) -> Result<Outcome, Refusal> {
    let operation = &engine.blueprint.operations[call.operation];
    let Action::On { verb, .. } = &operation.action else {
        authorise(engine, call, &[])?;
        return Ok(Outcome::stateless());
    };
    match verb {
        Verb::List(_) | Verb::Count(_) => list::perform(engine, call),
        Verb::Read { .. } | Verb::Act { .. } => {
            let store = engine.read_store();
            let located = locate(engine, &store, call)?;
            authorise(engine, call, &located.named())?;
            check_version(engine, call, &located, false)?;
            let is_given = located.target.as_ref().is_some_and(|it| it.is_given);
            let mut outcome = located.target.map_or_else(Outcome::stateless, Outcome::of);
            // What nothing can change looks as the document says, example and all.
            outcome.is_stateless |= is_given && !engine.can_change(located.resource);
            Ok(outcome)
        }
        _ => {
            let mut store = engine.write_store();
            let located = locate(engine, &store, call)?;
            authorise(engine, call, &located.named())?;
            check_version(engine, call, &located, true)?;
            bulk::perform(engine, &mut store, call, &located)
        }
    }
}

fn check_version(
    engine: &Engine,
    call: &Call<'_>,
    located: &Located,
    is_write: bool,
) -> Result<(), Refusal> {
    let operation = &engine.blueprint.operations[call.operation];
    let is_about_one = matches!(&operation.action, Action::On { verb, .. } if verb.key().is_some());
    match call.conditions.filter(|_| is_about_one) {
        Some(conditions) => engine.check_version(conditions, located, is_write),
        None => Ok(()),
    }
}

fn authorise(
    engine: &Engine,
    call: &Call<'_>,
    entities: &[(usize, Arc<Entity>)],
) -> Result<(), Refusal> {
    let access = Access {
        operation: OperationId(call.operation),
        claims: call.claims,
        body: call.body.as_ref(),
        parameters: &call.parameters,
        entities,
    };
    engine.behaviour.authorise.iter().try_for_each(|check| check(&access))
}
