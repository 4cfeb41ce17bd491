//! What an operation does: its verb, its resource, and why we think so.

mod hint;
mod part;
mod place;

use twinspec_blueprint::{Action, Input, Key, List, Listing, Method, Origin, Status, Text, Verb};

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::blueprint::action::place::Place;
use crate::lower::blueprint::entity;
use crate::lower::blueprint::listing;
use crate::lower::blueprint::members::{Reader, is_scalar};
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::{Found, input};
use crate::lower::blueprint::route::Route;
use crate::lower::blueprint::words::{is_search, plain};
use crate::lower::frame::{HintVerb, Operation, Response};

pub(super) use crate::lower::blueprint::action::place::scope_of;

/// What is inferred of operations, and what it is inferred from.
pub(super) struct Scene<'s, 'p, 'd> {
    pub(super) resources: &'s [Found<'d>],
    pub(super) reader: &'s Reader<'p, 'd>,
    pub(super) problems: &'s Problems<'p>,
}

/// Says what an operation does.
pub(super) fn infer<'d>(operation: &'d Operation<'d>, scene: &Scene<'_, '_, 'd>) -> Action {
    let route = Route::parse(&operation.path);
    let place = place::find(operation, &route, scene);
    let Some((resource, verb, reason)) = verb(operation, &route, &place, scene) else {
        return Action::Respond;
    };
    let found = &scene.resources[resource];
    let takes_entity = matches!(
        verb,
        Verb::Create
            | Verb::Upsert { .. }
            | Verb::Replace { .. }
            | Verb::Merge { .. }
            | Verb::SetFields { .. }
    );
    let shown = takes_entity.then(|| input(found, operation, scene.reader)).flatten();
    // A PUT that merges still puts each object that it names.
    let is_patch = matches!(verb, Verb::Merge { .. }) && operation.method == Method::Patch;
    let input = shown.map(|it| Input {
        path: it.path.iter().map(|it| owned(it)).collect(),
        many: it.many,
        parts: if is_patch {
            part::of_objects(&it.schema, found, scene.reader)
        } else {
            List::default()
        },
    });
    Action::On {
        resource,
        scope: scope_of(found, &route),
        verb,
        input: input.unwrap_or_default(),
        reason: reason.into(),
    }
}

/// Says where the entities of each resource come from, by what the operations do.
pub(super) fn origins(
    operations: &[Operation<'_>],
    actions: &[Action],
    resources: &[Found<'_>],
) -> Vec<Origin> {
    let of = |position: usize| {
        operations.iter().zip(actions).filter_map(move |(operation, action)| match action {
            Action::On { resource, verb, .. } if *resource == position => Some((operation, verb)),
            _ => None,
        })
    };
    let origin = |(position, found): (usize, &Found<'_>)| {
        let is_made = of(position).any(|(_, verb)| verb.creates());
        // What there is one of is there, unless it can be taken away and reading says so.
        let goes = of(position).any(|(_, verb)| matches!(verb, Verb::Delete { .. }))
            && of(position)
                .any(|(it, verb)| matches!(verb, Verb::Read { .. }) && may_be_missing(it));
        if is_made && (goes || !found.is_single) { Origin::Created } else { Origin::Given }
    };
    resources.iter().enumerate().map(origin).collect()
}

/// Whether a document says what is answered when nothing is there.
fn may_be_missing(operation: &Operation<'_>) -> bool {
    operation.responses.iter().any(|it| {
        matches!(it.status, Status::Exact(404 | 410) | Status::Range(4) | Status::Default)
    })
}

/// Whether an answer shows many entities of a resource.
fn shows_many<'d>(operation: &Operation<'d>, found: &Found<'d>, reader: &Reader<'_, 'd>) -> bool {
    let schema = operation.success().and_then(Response::schema);
    let sought = found.sought(operation, Some(true));
    schema.and_then(|it| entity::find(it, &sought, reader)).is_some_and(|it| it.many)
}

fn verb<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    place: &Place<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Option<(usize, Verb, String)> {
    let hinted = operation.hint.verb;
    let Some(resource) = place.resource() else {
        if hinted.is_some_and(|it| it != HintVerb::Respond) {
            let message = "the path leads to no resource; give its `name`";
            hint::wrong(operation, message, scene.problems);
        }
        return None;
    };
    let found = &scene.resources[resource];
    hint::check_properties(operation, found, scene.problems);
    let list = || listing::infer(operation, found);
    if let Some(verb) = hinted {
        let verb = hint::verb(operation, verb, place.key(), found, scene.problems)?;
        return Some((resource, verb, "`x-resource` says so".to_owned()));
    }
    let (verb, reason) = match place {
        Place::Collection { .. } => {
            let verb = collection(operation, route, found, scene)?;
            let is_latest = matches!(verb, Verb::Read { key: Key::Latest });
            let shown = "it shows the one that the collection's path made last";
            (verb, if is_latest { shown } else { "the path is the collection" }.to_owned())
        }
        Place::Maker { .. } => {
            (Verb::Create, "it answers one of what no other path makes".to_owned())
        }
        Place::Item { key, .. } => {
            let reason = match key {
                Key::Parameter(id) => {
                    format!("the path is an item of the collection, by `{id}`")
                }
                Key::Only | Key::Latest => "there is one of it".to_owned(),
            };
            (item(operation, found, key.clone(), scene)?, reason)
        }
        Place::View { .. } if operation.method == Method::Get => {
            (Verb::List(list()), "the answer lists entities of another path".to_owned())
        }
        Place::Search { .. } => {
            let listing = searched(operation, list());
            (Verb::List(listing), "the path looks for entities of the collection".to_owned())
        }
        Place::Count { .. } => {
            (Verb::Count(list()), "the path counts the entities of the collection".to_owned())
        }
        Place::Part { key, rest, .. } => part::infer(operation, rest, key, found, scene),
        Place::View { .. } | Place::Nothing => return None,
    };
    Some((resource, verb, reason))
}

/// Makes a list one that a body asks for, if there is a body.
fn searched(operation: &Operation<'_>, mut listing: Listing) -> Listing {
    listing.search = operation.body.is_some();
    listing
}

fn collection<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    found: &Found<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Option<Verb> {
    let list = || listing::infer(operation, found);
    match found.asked_as(operation) {
        Method::Get | Method::Head => {
            let answers = operation.success().is_some_and(|it| it.schema().is_some());
            if shows_many(operation, found, scene.reader) || !answers {
                return Some(Verb::List(list()));
            }
            shows_latest(operation, found, scene.reader).then_some(Verb::Read { key: Key::Latest })
        }
        Method::Post if upserts(operation) => Some(Verb::Upsert { keys: keys(found) }),
        Method::Post => Some(Verb::Create),
        // Where both are there, PUT changes what its body names, unless it says that it makes.
        Method::Put if operation.body.is_some() && is_beside_post(found) && makes(operation) => {
            Some(Verb::Create)
        }
        Method::Put => operation.body.is_some().then(|| Verb::Upsert { keys: keys(found) }),
        Method::Patch => operation.body.is_some().then(|| Verb::Upsert { keys: keys(found) }),
        Method::Delete => Some(Verb::Clear(list())),
        _ => None,
    }
    // What has items keeps them, also where it is called `query_rules`.
    .filter(|_| found.item.is_some() || route.literal().is_none_or(|it| !is_search(it)))
}

/// Whether the path of a collection shows one entity of those that it makes.
fn shows_latest<'d>(operation: &Operation<'d>, found: &Found<'d>, reader: &Reader<'_, 'd>) -> bool {
    let makes = [Method::Post, Method::Put].iter().any(|it| found.methods.contains(it));
    let sought = found.sought(operation, Some(false));
    let schema = operation.success().and_then(Response::schema);
    let shown = schema.and_then(|it| entity::find(it, &sought, reader)).filter(|it| !it.many);
    let pointer = found.entity.as_ref().map(Node::pointer);
    makes && shown.is_some_and(|it| pointer == Some(it.schema.pointer()))
}

/// Whether a collection has POST, and its items are not changed by PUT.
fn is_beside_post(found: &Found<'_>) -> bool {
    found.methods.contains(&Method::Post) && !found.item_methods.contains(&Method::Put)
}

/// Whether an operation says of itself that it makes something.
fn makes(operation: &Operation<'_>) -> bool {
    let id = plain(&operation.id);
    !upserts(operation) && ["create", "add"].iter().any(|it| id.starts_with(it))
}

/// Whether an operation says of itself that it makes or changes.
fn upserts(operation: &Operation<'_>) -> bool {
    let id = plain(&operation.id);
    let path = plain(&operation.path);
    ["upsert", "createorupdate", "updateorcreate", "createorreplace"]
        .iter()
        .any(|it| id.contains(it) || path.contains(it))
}

/// Returns the properties by which an entity is found again: the most telling first.
fn keys(found: &Found<'_>) -> twinspec_blueprint::List<Text> {
    const KEYS: [&str; 7] = ["email", "externalid", "externalkey", "phone", "slug", "code", "name"];
    let named = KEYS.iter().filter_map(|key| {
        let is_key = |(name, schemas): &(&&str, &Vec<_>)| {
            plain(name) == *key && schemas.first().is_some_and(is_scalar)
        };
        found.properties.iter().find(is_key).map(|(name, _)| owned(name))
    });
    named.collect()
}

fn item<'d>(
    operation: &Operation<'d>,
    found: &Found<'d>,
    key: Key,
    scene: &Scene<'_, '_, 'd>,
) -> Option<Verb> {
    let collection_makes = found.methods.contains(&Method::Post) && !found.is_single;
    let answers_created = operation.responses.iter().any(|it| it.status == Status::Exact(201));
    Some(match found.asked_as(operation) {
        Method::Get | Method::Head => Verb::Read { key },
        Method::Put if operation.body.is_none() && !answers_created && collection_makes => {
            Verb::Act { key }
        }
        Method::Put => {
            let creates = found.is_single || !collection_makes || answers_created;
            let is_merge = requires_nothing(operation, found, scene);
            if is_merge { Verb::Merge { key, creates } } else { Verb::Replace { key, creates } }
        }
        Method::Patch => Verb::Merge { key, creates: found.is_single },
        // What it does beside PUT, such as to restore one, is no reason to lose the rest.
        Method::Post => Verb::Merge { key, creates: !collection_makes },
        Method::Delete => Verb::Delete { key },
        _ => return None,
    })
}

/// A PUT that requires nothing cannot mean to replace everything.
fn requires_nothing<'d>(
    operation: &Operation<'d>,
    found: &Found<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> bool {
    let shown = input(found, operation, scene.reader);
    let members = shown.and_then(|it| scene.reader.members(&it.schema));
    members.is_none_or(|it| it.required.is_empty())
}
