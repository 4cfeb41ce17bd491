//! The frame to a client: tags, calls, their inputs, and the types of what goes in and comes out.

mod errors;

use indexmap::IndexMap;
use twinspec_blueprint::Place;

use crate::diagnostic::{self, Problems};
use crate::lower::frame::{self, Frame};
use crate::lower::names;
use crate::lower::types::Types;
use crate::model::{
    Body, Credential, Definition, Input, Operation, Parameter, Scheme, Shape, Shared, Tag, Type,
};

/// The client's part of the model.
pub(super) struct Client {
    pub(super) schemes: Vec<Scheme>,
    pub(super) shared: Vec<Shared>,
    pub(super) types: Vec<Definition>,
    pub(super) tags: Vec<Tag>,
}

pub(super) fn lower(frame: &Frame<'_>, problems: &Problems<'_>) -> Client {
    let types = Types::new(problems);
    let schemes = schemes(frame, problems);
    let shared = shared(frame, &types);
    let mut tags: IndexMap<&str, Tag> = IndexMap::new();
    let mut bodies = Vec::new();
    for operation in &frame.operations {
        let tag = tags.entry(&operation.tag).or_insert_with(|| tag(frame, &operation.tag));
        let lowered = lower_operation(operation, &shared, &schemes, &types);
        if tag.operations.iter().any(|it| it.rust == lowered.rust) {
            let message = format!("`{}.{}` would be two methods", tag.module, lowered.rust);
            problems.note(diagnostic::NAME_TAKEN, &operation.node, message);
        }
        bodies.push(request_body(operation, &types));
        tag.operations.push(lowered);
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    let mut answered: Vec<Type> = Vec::new();
    for operation in tags.iter().flat_map(|it| &it.operations) {
        answered.push(operation.success.clone());
        answered.extend(operation.errors.iter().map(|it| it.ty.clone()));
    }
    for (event, payload) in &frame.webhooks {
        answered.push(types.of(payload, &format!("{event}Payload")));
    }
    let sent: Vec<Type> = bodies.iter().flatten().cloned().collect();
    let types = types.finish(&sent, &answered);
    let operations = tags.iter_mut().flat_map(|it| &mut it.operations);
    // Which members a body has is known only when all types are made.
    for (operation, body) in by_document_order(operations.collect(), frame).into_iter().zip(bodies)
    {
        operation.body = body.map(|ty| spread(ty, &types, &operation.parameters));
    }
    Client { schemes, shared, types, tags }
}

fn by_document_order<'m>(
    mut operations: Vec<&'m mut Operation>,
    frame: &Frame<'_>,
) -> Vec<&'m mut Operation> {
    operations.sort_by_key(|it| frame.operations.iter().position(|other| other.id == it.id));
    operations
}

fn tag(frame: &Frame<'_>, name: &str) -> Tag {
    let described = frame.tags.iter().find(|it| it.name == name);
    Tag {
        module: names::snake(name),
        rust: names::pascal(name),
        doc: described.and_then(|it| it.description.clone()).unwrap_or_default(),
        operations: Vec::new(),
    }
}

fn schemes(frame: &Frame<'_>, problems: &Problems<'_>) -> Vec<Scheme> {
    use openapiv3::{APIKeyLocation, SecurityScheme};
    let lower = |(name, scheme): &(String, SecurityScheme)| {
        let credential = match scheme {
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
                Credential::Bearer
            }
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                Credential::Basic
            }
            SecurityScheme::HTTP { .. } => return None,
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
                Credential::Bearer
            }
            SecurityScheme::APIKey { location, name, .. } => Credential::ApiKey {
                place: match location {
                    APIKeyLocation::Query => Place::Query,
                    APIKeyLocation::Header => Place::Header,
                    APIKeyLocation::Cookie => Place::Cookie,
                },
                name: name.clone(),
            },
        };
        Some(Scheme { wire: name.clone(), credential })
    };
    let lowered = frame.schemes.iter().map(|it| (it, lower(it)));
    lowered
        .filter_map(|((name, _), scheme)| {
            if scheme.is_none() {
                let message = format!("the security scheme `{name}` is not supported");
                problems.note(diagnostic::SCHEME, &frame.root, message);
            }
            scheme
        })
        .collect()
}

/// A header that every operation requires is set once, on the client.
fn shared(frame: &Frame<'_>, types: &Types<'_, '_>) -> Vec<Shared> {
    let Some((first, others)) = frame.operations.split_first() else { return Vec::new() };
    let in_all = |parameter: &&frame::Parameter<'_>| {
        parameter.place == Place::Header
            && parameter.required
            && others.iter().all(|it| {
                it.parameters.iter().any(|other| {
                    other.place == Place::Header && other.required && other.name == parameter.name
                })
            })
    };
    let lower = |parameter: &frame::Parameter<'_>| {
        let default = parameter.schema.resolve().ok().and_then(|it| it.get("default"));
        Shared {
            wire: parameter.name.clone(),
            rust: names::snake(&parameter.name),
            doc: parameter.description.clone(),
            ty: types.of(&parameter.schema, &parameter.name),
            default: default.map(|it| it.text().unwrap_or_default().to_owned()),
        }
    };
    first.parameters.iter().filter(in_all).map(lower).collect()
}

fn lower_operation(
    operation: &frame::Operation<'_>,
    shared: &[Shared],
    schemes: &[Scheme],
    types: &Types<'_, '_>,
) -> Operation {
    let name = operation.rust_name.map(str::to_owned);
    let rust = name.unwrap_or_else(|| names::method(&operation.id, &operation.tag));
    let success = operation.success().and_then(|it| it.schema.as_ref());
    let paragraphs = [operation.summary.as_str(), operation.description.as_str()];
    let known = |name: &String| schemes.iter().any(|it| it.wire == *name);
    Operation {
        id: operation.id.clone(),
        builder: names::pascal(rust.trim_start_matches("r#")),
        rust,
        doc: paragraphs.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n"),
        method: operation.method,
        path: operation.path.to_owned(),
        parameters: parameters(operation, shared, types),
        body: None,
        security: operation
            .security
            .iter()
            .map(|it| it.keys().filter(|it| known(it)).cloned().collect())
            .collect(),
        success: success
            .map_or(Type::Empty, |it| types.of(it, &format!("{}Response", operation.id))),
        errors: errors::lower(operation, types),
    }
}

/// Required parameters first, those of the path in the order of the path.
fn parameters(
    operation: &frame::Operation<'_>,
    shared: &[Shared],
    types: &Types<'_, '_>,
) -> Vec<Parameter> {
    let mut sorted: Vec<&frame::Parameter<'_>> = operation
        .parameters
        .iter()
        .filter(|it| it.place != Place::Header || shared.iter().all(|s| s.wire != it.name))
        .filter(|it| it.place != Place::Cookie)
        .collect();
    sorted.sort_by_key(|it| {
        let in_path = frame::placeholders(operation.path).position(|name| name == it.name);
        let in_path = in_path.filter(|_| it.place == Place::Path);
        (in_path.unwrap_or(usize::MAX), !it.required)
    });
    let mut taken = vec!["into_future".to_owned()];
    let lower = |parameter: &frame::Parameter<'_>| {
        let rust = names::free(names::snake(&parameter.name), &taken);
        taken.push(rust.clone());
        Parameter {
            wire: parameter.name.clone(),
            rust,
            doc: parameter.description.clone(),
            place: parameter.place,
            required: parameter.required,
            ty: types.of(&parameter.schema, &format!("{}_{}", operation.id, parameter.name)),
        }
    };
    sorted.into_iter().map(lower).collect()
}

fn request_body(operation: &frame::Operation<'_>, types: &Types<'_, '_>) -> Option<Type> {
    let schema = operation.body.as_ref()?.schema.as_ref()?;
    Some(types.of(schema, &format!("{}Body", operation.id)))
}

/// An object's members become inputs of the call itself; anything else is given whole.
fn spread(ty: Type, types: &[Definition], parameters: &[Parameter]) -> Body {
    let Type::Named(name) = &ty else { return Body::Whole(ty) };
    let definition = types.iter().find(|it| it.rust == *name);
    let Some(Shape::Object { members, .. }) = definition.map(|it| &it.shape) else {
        return Body::Whole(ty);
    };
    let mut taken: Vec<String> = parameters.iter().map(|it| it.rust.clone()).collect();
    taken.push("into_future".to_owned());
    let inputs = members.iter().map(|member| {
        let rust = names::free(member.rust.clone(), &taken);
        taken.push(rust.clone());
        Input { rust, member: member.clone() }
    });
    Body::Members { ty: name.clone(), inputs: inputs.collect() }
}
