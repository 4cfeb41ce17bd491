//! Where an operation's path leads.

use twinspec_blueprint::{Key, List, Method, Text};

use crate::document::Node;
use crate::lower::blueprint::action::{Scene, hint, shows_many};
use crate::lower::blueprint::entity;
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::route::{Route, Segment};
use crate::lower::blueprint::words::{is_count, is_search, plain, same, singular};
use crate::lower::frame::{Operation, Response};

/// Where a path leads.
pub(super) enum Place<'d> {
    Collection {
        resource: usize,
    },
    Item {
        resource: usize,
        key: Key,
    },
    /// What makes an entity beside its collection: `/models/import`.
    Maker {
        resource: usize,
    },
    /// Something of an item: `/contacts/{contactId}/tags`, and what follows it.
    Part {
        resource: usize,
        key: Key,
        rest: Vec<Segment<'d>>,
    },
    /// A list of a resource at a place that is not its collection.
    View {
        resource: usize,
    },
    /// A search in a collection: `/contacts/search`.
    Search {
        resource: usize,
    },
    /// `/contacts/count`.
    Count {
        resource: usize,
    },
    Nothing,
}

impl Place<'_> {
    pub(super) fn resource(&self) -> Option<usize> {
        match self {
            Self::Nothing => None,
            Self::Collection { resource }
            | Self::Maker { resource }
            | Self::Item { resource, .. }
            | Self::Part { resource, .. }
            | Self::View { resource }
            | Self::Search { resource }
            | Self::Count { resource } => Some(*resource),
        }
    }

    /// Returns how the path names an entity, if it does.
    pub(super) fn key(&self) -> Option<&Key> {
        match self {
            Self::Item { key, .. } | Self::Part { key, .. } => Some(key),
            _ => None,
        }
    }

    fn with_resource(self, other: usize) -> Self {
        match self {
            Self::Collection { .. } => Self::Collection { resource: other },
            Self::Maker { .. } => Self::Maker { resource: other },
            Self::Item { key, .. } => Self::Item { resource: other, key },
            Self::Part { key, rest, .. } => Self::Part { resource: other, key, rest },
            Self::View { .. } => Self::View { resource: other },
            Self::Search { .. } => Self::Search { resource: other },
            Self::Count { .. } => Self::Count { resource: other },
            Self::Nothing => Self::Nothing,
        }
    }

    fn with_key(self, id: &str) -> Self {
        let key = Key::Parameter(owned(id));
        match self {
            Self::Collection { resource } | Self::Item { resource, .. } => {
                Self::Item { resource, key }
            }
            Self::Part { resource, rest, .. } => Self::Part { resource, key, rest },
            other => other,
        }
    }
}

/// Finds where a path leads; `x-resource` may name another resource, or another parameter.
pub(super) fn find<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Place<'d> {
    let hint = &operation.hint;
    let named = hint.name.and_then(|name| {
        let found = scene.resources.iter().position(|it| it.name == name);
        if found.is_none() {
            hint::wrong(operation, &format!("`{name}` is no resource"), scene.problems);
        }
        found
    });
    if let Some(id) = hint.id.filter(|id| !route.parameters().any(|it| it == *id)) {
        let message = format!("`{id}` is no parameter of the path");
        hint::wrong(operation, &message, scene.problems);
    }
    let place = match (by_path(operation, route, scene), named) {
        (Place::Nothing, Some(resource)) => {
            let found = &scene.resources[resource];
            match hint.id.or_else(|| route.as_item().map(|(_, id)| id)) {
                _ if shows_many(operation, found, scene.reader) => Place::View { resource },
                Some(id) => Place::Item { resource, key: Key::Parameter(owned(id)) },
                None => Place::Collection { resource },
            }
        }
        (place, Some(resource)) => place.with_resource(resource),
        (place, None) => place,
    };
    match hint.id {
        Some(id) => place.with_key(id),
        None => place,
    }
}

fn by_path<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Place<'d> {
    let resources = scene.resources;
    let at = |route: &Route<'_>| resources.iter().position(|it| it.route.matches(route));
    let own = resources.iter().position(|it| !it.is_apart && it.route.matches(route));
    if let Some(resource) = own {
        return if resources[resource].is_single {
            Place::Item { resource, key: Key::Only }
        } else {
            Place::Collection { resource }
        };
    }
    let item_of = |route: &Route<'d>| {
        let (collection, id) = route.as_item()?;
        let resource = at(&collection).filter(|it| !resources[*it].is_single)?;
        Some((resource, Key::Parameter(owned(id))))
    };
    if let Some((resource, key)) = item_of(route) {
        let found = &resources[resource];
        // A list below a parameter is a view: `/contacts/business/{businessId}`.
        if found.item.is_some() {
            return Place::Item { resource, key };
        }
    }
    if let Some(word) = route.literal()
        && let Some(resource) = at(&route.parent()).filter(|it| !resources[*it].is_single)
    {
        if is_count(word) {
            return Place::Count { resource };
        }
        let looks = is_search(word) || operation.method == Method::Get;
        let schema = operation.success().and_then(|it| it.schema());
        let answers = schema.is_some_and(|it| !entity::says_nothing(it));
        let many = shows_many(operation, &resources[resource], scene.reader);
        if looks && (many || is_search(word) && !answers) {
            return Place::Search { resource };
        }
    }
    if let Some(place) =
        elsewhere(operation, route, scene).or_else(|| maker(operation, route, scene))
    {
        return place;
    }
    // The deepest item on the way; what follows says what is done to it.
    let mut rest = Vec::new();
    let mut above = route.clone();
    while let Some(last) = above.last() {
        if !rest.is_empty() {
            if let Some((resource, key)) = item_of(&above) {
                return Place::Part { resource, key, rest };
            }
            let single = |it: &Found<'_>| it.is_single && it.route.matches(&above);
            if let Some(resource) = resources.iter().position(single) {
                return Place::Part { resource, key: Key::Only, rest };
            }
        }
        rest.insert(0, last);
        above = above.parent();
    }
    Place::Nothing
}

/// Finds a list or an item of a resource at another place than its collection: the answer shows
/// what another path makes.
fn elsewhere<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Option<Place<'d>> {
    if operation.method != Method::Get {
        return None;
    }
    let schema = operation.success().and_then(Response::schema)?;
    let subject = route.subject()?;
    let shows = |found: &Found<'d>, many: bool| {
        let sought = found.sought(operation, Some(many));
        let shown = entity::find(schema, &sought, scene.reader)?;
        let same_schema =
            found.entity.as_ref().is_some_and(|it| it.pointer() == shown.schema.pointer());
        (shown.many == many).then_some((same_schema, shown))
    };
    // `/contacts/business/{businessId}`: the envelope is called like what the path begins with.
    let begins = scene.resources.iter().position(|it| {
        !it.is_single
            && route.starts_with(&it.route)
            && shows(it, true).is_some_and(|(_, shown)| {
                shown
                    .path
                    .last()
                    .is_some_and(|name| same(name, it.route.subject().unwrap_or_default()))
            })
    });
    if let Some(resource) = begins {
        return Some(Place::View { resource });
    }
    // `/api/v1/pods` lists the pods of all namespaces.
    let called_alike = |it: &Found<'_>| {
        let own = it.route.subject().unwrap_or_default();
        same(own, subject) || same(&singular(own), &singular(subject))
    };
    let many = route.literal().is_some();
    let mut alike = (0..scene.resources.len()).filter(|it| {
        let found = &scene.resources[*it];
        !found.is_single
            && found.methods.contains(&Method::Post)
            && called_alike(found)
            && shows(found, many).is_some_and(|(same_schema, _)| same_schema)
    });
    let resource = alike.next().filter(|_| alike.next().is_none())?;
    Some(match route.as_item() {
        None => Place::View { resource },
        Some((_, id)) => Place::Item { resource, key: Key::Parameter(owned(id)) },
    })
}

/// Finds the resource of which a path makes one that its collection does not make: `/models/import`
/// beside `/models/{id}`, `/taxonomies` beside `/taxonomies/{namespace}/{key}`.
fn maker<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Option<Place<'d>> {
    let schema = operation.success().and_then(Response::schema)?;
    let word = route.literal().filter(|_| operation.method == Method::Post)?;
    let is_made = |found: &Found<'d>| {
        let shown = entity::find(schema, &found.sought(operation, Some(false)), scene.reader);
        let entity = found.entity.as_ref().map(Node::pointer);
        shown.is_some_and(|it| !it.many && entity == Some(it.schema.pointer()))
    };
    let is_near = |found: &Found<'d>| {
        let is_beside = makes(word) && found.route.matches(&route.parent());
        let is_above = found.route.starts_with(route)
            && found.route.below(route).all(|it| matches!(it, Segment::Parameter(_)));
        is_beside || is_above
    };
    let fits = |found: &Found<'d>| {
        !found.is_single
            && !found.methods.contains(&Method::Post)
            && is_near(found)
            && is_made(found)
    };
    let resource = scene.resources.iter().position(fits)?;
    Some(Place::Maker { resource })
}

/// Whether a path that ends in this word makes something.
fn makes(word: &str) -> bool {
    const WORDS: [&str; 7] = ["add", "create", "generate", "import", "new", "register", "upload"];
    WORDS.contains(&plain(word).as_str())
}

/// Returns the parameter that gives each part of a resource's scope in a path.
pub(in crate::lower::blueprint) fn scope_of(
    found: &Found<'_>,
    route: &Route<'_>,
) -> List<Option<Text>> {
    let own: Vec<&str> = found.route.parameters().collect();
    let begins = route.starts_with(&found.route);
    let parameters: Vec<&str> = route.parameters().collect();
    let part = |(position, name): (usize, &&str)| {
        if begins {
            return parameters.get(position).map(|it| owned(it));
        }
        parameters.iter().find(|it| same(it, name)).map(|it| owned(it))
    };
    own.iter().enumerate().map(part).collect()
}
