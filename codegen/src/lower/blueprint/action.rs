//! What an operation does: its verb, its resource, and why we think so.

mod hint;

use twinspec_blueprint::{Action, Ancestor, Method, Place, Verb};

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::blueprint::entity;
use crate::lower::blueprint::listing;
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::route::Route;
use crate::lower::frame::{HintVerb, Operation, Response};
use crate::lower::types::kind;

/// Where an operation's path leads.
enum Target<'d> {
    Collection {
        resource: usize,
    },
    Item {
        resource: usize,
        id: &'d str,
    },
    /// Something of an item: `/contacts/{contactId}/tags`.
    Part {
        resource: usize,
        id: &'d str,
        name: &'d str,
    },
    /// A list of a resource at a place that is not its collection.
    View {
        resource: usize,
    },
    Nothing,
}

pub(super) fn infer(
    operation: &Operation<'_>,
    resources: &[Found<'_>],
    problems: &Problems<'_>,
) -> Action {
    let route = Route::parse(&operation.path);
    let target = target(operation, &route, resources, problems);
    let Some((resource, verb, reason)) = verb(operation, &target, resources, problems) else {
        return Action::Respond;
    };
    let ancestors = route.items_above().filter_map(|(collection, parameter)| {
        let above = resources.iter().position(|it| it.route.matches(&collection))?;
        // The item that a part belongs to is the entity itself, not something above it.
        (above != resource).then(|| Ancestor { resource: above, parameter: owned(parameter) })
    });
    Action::On { resource, ancestors: ancestors.collect(), verb, reason: reason.into() }
}

/// Finds where a path leads; `x-resource` may name another resource, or another parameter.
fn target<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    resources: &[Found<'_>],
    problems: &Problems<'_>,
) -> Target<'d> {
    let hint = &operation.hint;
    let named = hint.name.and_then(|name| {
        let found = resources.iter().position(|it| it.name == name);
        if found.is_none() {
            hint::wrong(operation, &format!("`{name}` is no resource"), problems);
        }
        found
    });
    let is_parameter =
        |id: &&str| operation.parameters.iter().any(|it| it.place == Place::Path && it.name == *id);
    if let Some(id) = hint.id.filter(|it| !is_parameter(it)) {
        hint::wrong(operation, &format!("`{id}` is no parameter of the path"), problems);
    }
    let id = |by_path: &'d str| hint.id.unwrap_or(by_path);
    let resource = |by_path: usize| named.unwrap_or(by_path);
    match by_path(operation, route, resources) {
        Target::Collection { resource: it } => match hint.id {
            Some(id) => Target::Item { resource: resource(it), id },
            None => Target::Collection { resource: resource(it) },
        },
        Target::Item { resource: it, id: by_path } => {
            Target::Item { resource: resource(it), id: id(by_path) }
        }
        Target::Part { resource: it, id: by_path, name } => {
            Target::Part { resource: resource(it), id: id(by_path), name }
        }
        Target::View { resource: it } => Target::View { resource: resource(it) },
        Target::Nothing => {
            let id = hint.id.or_else(|| route.as_item().map(|(_, id)| id));
            match (named, id) {
                (None, _) => Target::Nothing,
                (Some(resource), _) if shows_many(operation) => Target::View { resource },
                (Some(resource), Some(id)) => Target::Item { resource, id },
                (Some(resource), None) => Target::Collection { resource },
            }
        }
    }
}

fn by_path<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    resources: &[Found<'_>],
) -> Target<'d> {
    let at = |route: &Route<'_>| resources.iter().position(|it| it.route.matches(route));
    if let Some(resource) = at(route) {
        return Target::Collection { resource };
    }
    let item = route.as_item().and_then(|(it, id)| Some((at(&it)?, id)));
    if let Some((resource, id)) = item
        && !shows_many(operation)
    {
        return Target::Item { resource, id };
    }
    let part = route.as_collection().and_then(|name| Some((name, route.parent().as_item()?)));
    if let Some((name, (collection, id))) = part
        && let Some(resource) = at(&collection)
    {
        return Target::Part { resource, id, name };
    }
    let viewed = viewed(operation, route, resources).filter(|_| shows_many(operation));
    viewed.map_or(Target::Nothing, |it| Target::View { resource: it })
}

fn shows_many(operation: &Operation<'_>) -> bool {
    let schema = operation.success().and_then(Response::schema);
    schema.and_then(|it| entity::find(it, operation.hint.envelope)).is_some_and(|it| it.many)
}

/// A list whose envelope is called like the resource that the path begins with.
fn viewed(operation: &Operation<'_>, route: &Route<'_>, resources: &[Found<'_>]) -> Option<usize> {
    let schema = operation.success()?.schema()?;
    let property = entity::find(schema, operation.hint.envelope)?.property?;
    resources.iter().position(|it| it.plural == property && route.starts_with(&it.route))
}

fn verb(
    operation: &Operation<'_>,
    target: &Target<'_>,
    resources: &[Found<'_>],
    problems: &Problems<'_>,
) -> Option<(usize, Verb, String)> {
    let (resource, id, reason) = match target {
        Target::Collection { resource } => {
            (*resource, None, "the path is the collection".to_owned())
        }
        Target::Item { resource, id } => {
            (*resource, Some(*id), format!("the path is an item of the collection, by `{id}`"))
        }
        Target::Part { resource, id, name } => {
            (*resource, Some(*id), format!("`{name}` is a property of the item `{id}`"))
        }
        Target::View { resource } => {
            (*resource, None, "the answer lists what the path begins with".to_owned())
        }
        Target::Nothing => {
            if operation.hint.verb.is_some_and(|it| it != HintVerb::Respond) {
                hint::wrong(operation, "the path leads to no resource; give its `name`", problems);
            }
            return None;
        }
    };
    let found = &resources[resource];
    hint::check_properties(operation, found, problems);
    let list = || Verb::List(listing::infer(operation, found));
    if let Some(verb) = operation.hint.verb {
        let verb = hint::verb(operation, verb, id, list, problems)?;
        return Some((resource, verb, "`x-resource` says so".to_owned()));
    }
    let id = id.map(owned);
    let verb = match (target, operation.method, id) {
        (Target::Collection { .. } | Target::View { .. }, Method::Get, _) => {
            shows_many(operation).then(list)
        }
        (Target::Collection { .. }, Method::Post, _) => Some(Verb::Create),
        (Target::Item { .. }, Method::Get, Some(id)) => Some(Verb::Read { id }),
        (Target::Item { .. }, Method::Put, Some(id)) if requires_nothing(operation) => {
            Some(Verb::Merge { id })
        }
        (Target::Item { .. }, Method::Put, Some(id)) => Some(Verb::Replace { id }),
        (Target::Item { .. }, Method::Patch, Some(id)) => Some(Verb::Merge { id }),
        (Target::Item { .. }, Method::Delete, Some(id)) => Some(Verb::Delete { id }),
        (Target::Part { name, .. }, Method::Post | Method::Put | Method::Patch, Some(id)) => {
            part(operation, name, id, found)
        }
        _ => None,
    };
    Some((resource, verb?, reason))
}

/// A PUT that requires nothing cannot mean to replace everything.
fn requires_nothing(operation: &Operation<'_>) -> bool {
    let schema = operation.body.as_ref().and_then(|it| it.schema()?.resolve().ok());
    let required = schema.and_then(|it| it.get("required"));
    required.is_none_or(|it| it.items().next().is_none())
}

/// `POST …/tags` with `{tags: […]}` adds to the list; `PUT …/completed` with `{completed}` sets it.
fn part(
    operation: &Operation<'_>,
    name: &str,
    id: twinspec_blueprint::Text,
    found: &Found<'_>,
) -> Option<Verb> {
    let body = operation.body.as_ref()?.schema()?.resolve().ok()?;
    let properties = body.get("properties")?;
    let mut taken = properties.members().map(|(name, _)| name);
    if !taken.all(|it| found.properties.contains_key(it)) {
        return None;
    }
    let property = found.properties.get(name)?.first()?.resolve().ok()?;
    let is_list = kind(&property) == Some("array");
    if is_list && operation.method == Method::Post && holds(&body, name) {
        return Some(Verb::AddTo { id, property: owned(name) });
    }
    Some(Verb::SetFields { id })
}

fn holds(body: &Node<'_>, property: &str) -> bool {
    body.get("properties").is_some_and(|it| it.get(property).is_some())
}
