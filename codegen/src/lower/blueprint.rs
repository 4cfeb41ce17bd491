//! The frame to a blueprint: what the API keeps, and what each operation does to it.
//!
//! Paths say most: `/contacts/{contactId}/tasks/{taskId}` is an item of a collection below an item
//! of another. The answers say what an entity looks like and what stands around it. Where both
//! leave a doubt, `x-resource` decides; without it the operation answers statelessly.

mod action;
mod answer;
mod entity;
mod listing;
mod resource;
mod route;

use serde_json::Value;
use twinspec_blueprint::{
    Action, Blueprint, Body, Credential, Operation, Parameter, Place, Requirement, Scheme, Text,
    ValueKind,
};

use crate::diagnostic::Problems;
use crate::lower::blueprint::answer::Scene;
use crate::lower::frame::{self, Frame, Media, SchemeKind};
use crate::lower::json_schema::{self, Definitions};

pub(super) fn lower(frame: &Frame<'_>, problems: &Problems<'_>) -> Blueprint {
    let resources = resource::find(frame);
    let schemes = schemes(frame);
    let definitions = Definitions::default();
    let lower = |it| operation(it, &schemes, &resources, &definitions, problems);
    let operations: Vec<Operation> = frame.operations.iter().map(lower).collect();
    let lower = |it| resource::lower(it, &resources, &definitions);
    let resources: Vec<_> = resources.iter().map(lower).collect();
    Blueprint {
        title: frame.info.title.clone().into(),
        version: frame.info.version.clone().into(),
        definitions: text(&Value::Object(definitions.finish().into_iter().collect())),
        schemes: schemes.into(),
        route_error: answer::route_error(frame).into(),
        resources: resources.into(),
        operations: operations.into(),
    }
}

fn operation<'d>(
    operation: &frame::Operation<'d>,
    schemes: &[Scheme],
    resources: &[resource::Found<'d>],
    definitions: &Definitions<'d>,
    problems: &Problems<'_>,
) -> Operation {
    let action = action::infer(operation, resources, problems);
    let scene = Scene::of(&action, resources);
    let parameters = operation.parameters.iter().map(|it| Parameter {
        name: it.name.clone().into(),
        place: it.place,
        required: it.required,
        kind: kind(it),
        schema: text(&definitions.convert(&it.schema)),
    });
    // What is sent in another form only is not checked.
    let body = operation.body.as_ref();
    let body = body.filter(|it| it.contents.iter().any(|it| it.media() == Media::Json));
    let body = body.map(|it| Body {
        required: it.required,
        media_types: it.contents.iter().map(|it| owned(it.media_type)).collect(),
        schema: text(&it.schema().map_or(Value::Bool(true), |it| definitions.convert(it))),
    });
    Operation {
        id: operation.id.clone().into(),
        method: operation.method,
        path: owned(&operation.path),
        security: security(operation, schemes).into(),
        parameters: parameters.collect(),
        body,
        answers: operation
            .responses
            .iter()
            .map(|it| answer::lower(it, operation, &scene))
            .collect(),
        action,
    }
}

/// `form` explodes when nothing is said, the other styles do not.
fn kind(parameter: &frame::Parameter<'_>) -> ValueKind {
    let form = matches!(parameter.place, Place::Query | Place::Cookie);
    json_schema::value_kind(&parameter.schema, parameter.explode.unwrap_or(form))
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
        Some(Scheme { name: owned(it.name), credential })
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
