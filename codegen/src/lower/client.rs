//! The frame to a client: tags, calls, their inputs, and the types of what goes in and comes out.

mod errors;
mod parameters;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostic::{self, Problems};
use crate::document::Pointer;
use crate::lower::frame::{self, Frame};
use crate::lower::names;
use crate::lower::types::Types;
use crate::model::{
    Body, Credential, Definition, Input, Operation, Parameter, Scheme, Shape, Shared, Tag, Type,
};

/// The modules beside the tags', and what the client has besides them.
const NO_TAG: [&str; 5] = ["api", "base_url", "builder", "r#mod", "types"];

/// The client's part of the model.
pub(super) struct Client {
    pub(super) schemes: Vec<Scheme>,
    pub(super) shared: Vec<Shared>,
    pub(super) types: Vec<Definition>,
    pub(super) tags: Vec<Tag>,
}

pub(super) fn lower<'d>(frame: &Frame<'d>, problems: &Problems<'d>) -> Client {
    let types = Types::new(problems);
    let schemes = schemes(frame, problems);
    let shared = parameters::shared(frame, &types, problems);
    let mut tags: IndexMap<String, (Tag, BTreeSet<String>)> = IndexMap::new();
    let mut bodies = Vec::new();
    for operation in &frame.operations {
        // Two spellings of one tag are one tag.
        let module = names::free(names::snake(&operation.tag), |it| NO_TAG.contains(&it.as_str()));
        let (tag, taken) = tags.entry(module).or_insert_with_key(|it| tag(frame, operation, it));
        let is_taken = |it: &String| tag.operations.iter().any(|other| other.rust == *it);
        let mut method = method(operation);
        if is_taken(&method) {
            let message = format!("`{}.{method}` would be two methods", tag.module);
            problems.note(diagnostic::NAME_TAKEN, &operation.node, message);
            method = names::free(names::snake(&operation.id), is_taken);
        }
        let names = Names::of(method, taken);
        let lowered = lower_operation(operation, names, &schemes, &types);
        let parameters = parameters::lower(operation, &shared, &types, problems);
        bodies.push(request_body(operation, &types));
        tag.operations.push(Operation { parameters, ..lowered });
    }
    let mut tags: Vec<Tag> = tags.into_values().map(|(tag, _)| tag).collect();
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
    operations.sort_by_cached_key(|it| frame.operations.iter().position(|other| other.id == it.id));
    operations
}

/// Makes a tag, with the names of types that are taken in its module.
fn tag(
    frame: &Frame<'_>,
    operation: &frame::Operation<'_>,
    module: &str,
) -> (Tag, BTreeSet<String>) {
    let described = frame.tags.iter().find(|it| it.name == operation.tag);
    let rust = names::free(names::pascal(&operation.tag), |it| names::is_in_prelude(it));
    let taken = BTreeSet::from([rust.clone()]);
    let tag = Tag {
        module: module.to_owned(),
        rust,
        doc: described.and_then(|it| it.description.clone()).unwrap_or_default(),
        operations: Vec::new(),
    };
    (tag, taken)
}

fn method(operation: &frame::Operation<'_>) -> String {
    let by_id = || names::method(&operation.id, &operation.tag);
    operation.rust_name.map_or_else(by_id, names::snake)
}

/// What an operation and what belongs to it are called.
struct Names {
    method: String,
    builder: String,
    error: String,
    constant: String,
}

impl Names {
    /// Types and constants never share a name: one has small letters, the other has none.
    fn of(method: String, taken: &mut BTreeSet<String>) -> Self {
        let bare = names::pascal(method.trim_start_matches("r#"));
        let mut take = |name: String| {
            let name = names::free(name, |it| names::is_in_prelude(it) || taken.contains(it));
            taken.insert(name.clone());
            name
        };
        let builder = take(bare.clone());
        let error = take(format!("{bare}Error"));
        let constant = take(names::constant(&bare));
        Self { method, builder, error, constant }
    }
}

fn schemes(frame: &Frame<'_>, problems: &Problems<'_>) -> Vec<Scheme> {
    use openapiv3::{APIKeyLocation, SecurityScheme};
    let lower = |(name, scheme): &(String, SecurityScheme)| {
        let credential = match scheme {
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
                Credential::Bearer
            }
            SecurityScheme::HTTP { .. } => return None,
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
                Credential::Bearer
            }
            SecurityScheme::APIKey { location, name, .. } => match location {
                APIKeyLocation::Query => Credential::Query(name.clone()),
                APIKeyLocation::Header => Credential::Header(name.clone()),
                APIKeyLocation::Cookie => return None,
            },
        };
        Some(Scheme { wire: name.clone(), credential })
    };
    let lowered = frame.schemes.iter().map(|it| (it, lower(it)));
    lowered
        .filter_map(|((name, _), scheme)| {
            if scheme.is_none() {
                let message = format!("the client cannot send the credential `{name}`");
                let at = Pointer::default().join("components").join("securitySchemes");
                problems.note_at(diagnostic::SCHEME, &at.join(name), message);
            }
            scheme
        })
        .collect()
}

fn lower_operation<'d>(
    operation: &frame::Operation<'d>,
    names: Names,
    schemes: &[Scheme],
    types: &Types<'_, 'd>,
) -> Operation {
    let success = operation.success().map(|it| (it.schema.as_ref(), it.media_type));
    let paragraphs = [operation.summary.as_str(), operation.description.as_str()];
    // An alternative that the client can satisfy only in part is none.
    let known = |name: &String| schemes.iter().any(|it| it.wire == *name);
    let satisfied = operation.security.iter().filter(|it| it.keys().all(known));
    Operation {
        id: operation.id.clone(),
        rust: names.method,
        builder: names.builder,
        error: names.error,
        constant: names.constant,
        doc: paragraphs.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n"),
        method: operation.method,
        path: operation.path.to_owned(),
        parameters: Vec::new(),
        body: None,
        security: satisfied.map(|it| it.keys().cloned().collect()).collect(),
        success: match success {
            Some((Some(schema), _)) => types.of(schema, &format!("{}Response", operation.id)),
            Some((None, Some(_))) => Type::Json,
            _ => Type::Empty,
        },
        errors: errors::lower(operation, types),
    }
}

fn request_body<'d>(operation: &frame::Operation<'d>, types: &Types<'_, 'd>) -> Option<Type> {
    let body = operation.body.as_ref()?;
    let schema = body.schema.as_ref();
    Some(schema.map_or(Type::Json, |it| types.of(it, &format!("{}Body", operation.id))))
}

/// An object's members become inputs of the call itself; anything else is given whole.
fn spread(ty: Type, types: &[Definition], parameters: &[Parameter]) -> Body {
    let mut taken: Vec<String> = parameters.iter().map(|it| it.rust.clone()).collect();
    taken.push("into_future".to_owned());
    let object = types.iter().find_map(|it| match (&ty, &it.shape) {
        (Type::Named(name), Shape::Object { members, .. }) if it.rust == *name => {
            Some((name, members))
        }
        _ => None,
    });
    let Some((name, members)) = object else {
        let rust = names::free("body".to_owned(), |it| taken.contains(it));
        return Body::Whole { rust, ty };
    };
    let inputs = members.iter().map(|member| {
        let rust = names::free(member.rust.clone(), |it| taken.contains(it));
        taken.push(rust.clone());
        Input { rust, member: member.clone() }
    });
    Body::Members { ty: name.clone(), inputs: inputs.collect() }
}
