//! The frame to a blueprint: what the API keeps, and what each operation does to it.
//!
//! Paths say most: `/contacts/{contactId}/tasks/{taskId}` is an item of a collection below an item
//! of another. The answers say what an entity looks like and what stands around it. Where both
//! leave a doubt, `x-resource` decides; without it the operation answers statelessly.

mod action;
mod answer;
mod entity;
mod error;
mod id;
mod listing;
mod members;
mod representation;
mod request;
mod resource;
mod route;
mod webhook;
mod words;

use serde_json::Value;
use twinspec_blueprint::{
    Action, Blueprint, Credential, Operation, Place, Requirement, Scheme, Text,
};

use crate::diagnostic::Problems;
use crate::lower::blueprint::members::Reader;
pub(super) use crate::lower::blueprint::request::template;
use crate::lower::frame::{self, Frame, SchemeKind};

pub(super) fn lower<'d>(
    frame: &'d Frame<'d>,
    problems: &Problems<'d>,
    silent: Problems<'d>,
) -> Blueprint {
    let reader = Reader::new(problems, silent);
    let resources = resource::find(frame, &reader);
    let schemes = schemes(frame);
    let scene = action::Scene { resources: &resources, reader: &reader, problems };
    let actions = frame.operations.iter().map(|it| action::infer(it, &scene)).collect::<Vec<_>>();
    let origins = action::origins(&frame.operations, &actions, &resources);
    let lists = answer::lists(&frame.operations, &actions);
    let operations = frame.operations.iter().zip(actions);
    let operations: Vec<Operation> =
        operations.map(|(it, action)| operation(it, action, &schemes, &lists, &scene)).collect();
    let lower = |(position, it)| resource::lower(it, &resources, &origins, position, &reader);
    let lowered: Vec<_> = resources.iter().enumerate().map(lower).collect();
    let error = error::general(frame, &reader.definitions);
    let webhooks = webhook::lower(frame, (&operations, &lowered), &reader.definitions, problems);
    Blueprint {
        title: frame.info.title.clone().into(),
        version: frame.info.version.clone().into(),
        schemes: schemes.into(),
        resources: lowered.into(),
        operations: operations.into(),
        bases: request::bases(frame).into(),
        error,
        rate_limit: frame.rate_limit.clone(),
        webhooks,
        definitions: text(&Value::Object(reader.definitions.finish().into_iter().collect())),
    }
}

fn operation<'d>(
    operation: &frame::Operation<'d>,
    action: Action,
    schemes: &[Scheme],
    lists: &answer::Lists<'d>,
    scene: &action::Scene<'_, '_, 'd>,
) -> Operation {
    let definitions = &scene.reader.definitions;
    let answered = answer::Scene {
        action: &action,
        resource: resource_of(&action).map(|it| &scene.resources[it]),
        list: resource_of(&action).and_then(|it| lists.get(&it)),
        reader: scene.reader,
    };
    let answers = operation.responses.iter().map(|it| answer::lower(it, operation, &answered));
    let answers = answers.collect();
    Operation {
        id: operation.id.clone().into(),
        method: operation.method,
        path: template(&operation.path).into(),
        security: security(operation, schemes).into(),
        parameters: request::parameters(operation, definitions).into(),
        body: operation.body.as_ref().map(|it| request::body(it, definitions)),
        answers,
        action,
    }
}

/// A certificate is nothing that a server sees in a request, so the mock asks for none.
fn schemes(frame: &Frame<'_>) -> Vec<Scheme> {
    let lower = |it: &frame::Scheme<'_>| {
        let key = |place, name: &str| Credential::ApiKey { place, name: owned(name) };
        let credential = match &it.kind {
            SchemeKind::Bearer => Credential::Bearer,
            SchemeKind::Basic => Credential::Basic,
            SchemeKind::Authorization => key(Place::Header, "Authorization"),
            SchemeKind::Key(place, name) => key(*place, name),
            SchemeKind::MutualTls => return None,
        };
        Some(Scheme { name: owned(it.name), credential, flows: it.flows.clone().into() })
    };
    frame.schemes.iter().filter_map(lower).collect()
}

fn security(
    operation: &frame::Operation<'_>,
    schemes: &[Scheme],
) -> Vec<twinspec_blueprint::List<Requirement>> {
    let alternative = |it: &openapiv3::SecurityRequirement| {
        let requirements = it.iter().filter_map(|(name, scopes)| {
            let scopes = scopes.iter().map(|it| owned(it)).collect();
            let scheme = schemes.iter().position(|it| it.name == name.as_str())?;
            Some(Requirement { scheme, scopes })
        });
        requirements.collect()
    };
    operation.security.iter().map(alternative).collect()
}

fn text(value: &Value) -> Text {
    value.to_string().into()
}

fn owned(text: &str) -> Text {
    text.to_owned().into()
}

/// Returns the position of an action's resource.
fn resource_of(action: &Action) -> Option<usize> {
    match action {
        Action::Respond => None,
        Action::On { resource, .. } => Some(*resource),
    }
}
