//! What is known of a resource: its entity, its properties, its ids.

use indexmap::{IndexMap, IndexSet};
use twinspec_blueprint::{Method, Place};

use crate::document::Node;
use crate::lower::blueprint::entity::{self as found, Shown};
use crate::lower::blueprint::id;
use crate::lower::blueprint::members::{Members, Reader};
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::resource::template::Template;
use crate::lower::blueprint::route::Route;
use crate::lower::frame::{Operation, Response};

/// Gathers what every answer and body of the collection and its items say.
pub(super) fn collect<'d>(
    resource: &mut Found<'d>,
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) {
    let is_item = |route: &Route<'_>| {
        !resource.is_single && route.as_item().is_some_and(|(it, _)| it.matches(&resource.route))
    };
    let of_items = templates.iter().filter(|it| is_item(&it.route));
    let is_all = |route: &Route<'_>| !resource.is_apart && route.matches(&resource.route);
    let of_all = templates.iter().filter(|it| is_all(&it.route));
    let is_one = resource.is_single;
    let of_items = of_items.flat_map(|it| &it.operations).map(|it| (*it, Some(false)));
    let of_all = of_all.flat_map(|it| &it.operations).map(|it| {
        let many = match it.method {
            _ if is_one => Some(false),
            Method::Get => Some(true),
            _ => Some(false),
        };
        (*it, many)
    });
    let mut operations: Vec<(&Operation<'d>, Option<bool>)> = of_items.chain(of_all).collect();
    // What reads one thing says best what it looks like, then what lists them.
    operations.sort_by_key(|(it, many)| match (it.method, many) {
        (Method::Get, Some(false)) => 0,
        (Method::Get, _) => 1,
        (Method::Delete, _) => 4,
        (Method::Post, _) => 2,
        _ => 3,
    });

    resource.entity = entity(resource, &operations, reader);
    // A later answer may show more of it.
    let mut properties: IndexMap<&'d str, Vec<Node<'d>>> = IndexMap::new();
    if let Some(members) = resource.entity.as_ref().and_then(|it| reader.members(it)) {
        resource.id =
            id::path(&members, resource.item, resource.route.subject().unwrap_or_default(), reader);
        if resource.id.is_empty() && resource.item.is_some() {
            resource.id = id::wrapped(&members, reader);
        }
        add(&mut properties, &members);
        resource.properties = properties.clone();
    }
    for (operation, many) in &operations {
        let shown = shown(resource, operation, *many, reader);
        if let Some(members) = shown.and_then(|it| reader.members(&it.schema)) {
            add(&mut properties, &members);
        }
    }
    let answered: IndexSet<&str> = properties.keys().copied().collect();
    for (operation, _) in &operations {
        // A body that deletes or looks for things says nothing of what they are.
        if !matches!(operation.method, Method::Post | Method::Put | Method::Patch) {
            continue;
        }
        let Some(members) =
            input(resource, operation, reader).and_then(|it| reader.members(&it.schema))
        else {
            continue;
        };
        resource.given.extend(&members.required);
        let mut taken = IndexMap::new();
        add(&mut taken, &members);
        taken.retain(|name, _| !answered.contains(name));
        for (name, schemas) in taken {
            properties.entry(name).or_default().extend(schemas);
        }
    }
    // Where no answer shows the entity, what its id is called is what the path calls it.
    if resource.entity.is_none() {
        resource.id = resource.item.into_iter().collect();
    }
    resource.properties = properties;
    resource.ids = ids(resource, &operations);
}

/// Finds the entity: what reads one and what lists them show the same, or the first that shows one.
fn entity<'d>(
    resource: &mut Found<'d>,
    operations: &[(&Operation<'d>, Option<bool>)],
    reader: &Reader<'_, 'd>,
) -> Option<Node<'d>> {
    // Where the document says nothing of what is read, an answer to a write is something else.
    let reads_anything = operations.iter().any(|(it, many)| {
        let schema = it.success().and_then(Response::schema);
        it.method == Method::Get && *many == Some(false) && schema.is_some_and(is_anything)
    });
    let makes = |it: &&(&Operation<'d>, Option<bool>)| match it.0.method {
        Method::Get => true,
        method => method != Method::Delete && !reads_anything,
    };
    let find = |resource: &Found<'d>, wanted: &dyn Fn(Option<bool>) -> bool| {
        let mut operations = operations.iter().filter(makes).filter(|it| wanted(it.1));
        operations.find_map(|(it, many)| Some(shown(resource, it, *many, reader)?.schema))
    };
    let listed = find(resource, &|many| many == Some(true));
    resource.entity.clone_from(&listed);
    let read = find(resource, &|many| many == Some(false));
    resource.entity = None;
    let is_same =
        |it: &Node<'d>| listed.as_ref().is_some_and(|listed| listed.pointer() == it.pointer());
    read.filter(is_same).or_else(|| find(resource, &|_| true))
}

fn shown<'d>(
    resource: &Found<'d>,
    operation: &Operation<'d>,
    many: Option<bool>,
    reader: &Reader<'_, 'd>,
) -> Option<Shown<'d>> {
    found::find(operation.success()?.schema()?, &resource.sought(operation, many), reader)
}

/// Finds the entity in a body; where nothing says more, the body is the entity.
pub(in crate::lower::blueprint) fn input<'d>(
    resource: &Found<'d>,
    operation: &Operation<'d>,
    reader: &Reader<'_, 'd>,
) -> Option<Shown<'d>> {
    let schema = operation.body.as_ref()?.entity_schema()?;
    let mut sought = resource.sought(operation, Some(false));
    // The envelope that a document names is that of the answer.
    sought.envelope = None;
    let whole = schema.resolve().ok()?;
    let found = found::find(&whole, &sought, reader)
        .filter(|it| !it.keyed && is_around(it, &whole, reader));
    // What may be anything may be several.
    let many = is_anything(&whole);
    let body = || Shown { path: Vec::new(), schema: whole.clone(), many, keyed: false };
    Some(found.unwrap_or_else(body))
}

/// Whether what is around an entity in a body is but an envelope: it holds little else.
fn is_around<'d>(shown: &Shown<'d>, whole: &Node<'d>, reader: &Reader<'_, 'd>) -> bool {
    shown.path.is_empty() || reader.members(whole).is_some_and(|it| it.properties.len() <= 3)
}

/// Whether any value will do.
fn is_anything(schema: &Node<'_>) -> bool {
    found::says_nothing(schema) && schema.resolve().is_ok_and(|it| it.get("type").is_none())
}

fn add<'d>(properties: &mut IndexMap<&'d str, Vec<Node<'d>>>, members: &Members<'d>) {
    for (name, schema) in &members.properties {
        let forms = properties.entry(name).or_default();
        if !forms.iter().any(|it| it.pointer() == schema.pointer()) {
            forms.push(schema.clone());
        }
    }
}

/// Returns the ids that the document shows as examples: those of the parameters that name items.
fn ids<'d>(resource: &Found<'d>, operations: &[(&Operation<'d>, Option<bool>)]) -> Vec<&'d str> {
    let parameters = operations.iter().flat_map(|(it, _)| &it.parameters);
    let named =
        parameters.filter(|it| it.place == Place::Path && Some(it.name.as_str()) == resource.item);
    named
        .filter_map(|it| {
            let own = it.node.get("example").and_then(Node::text);
            own.or_else(|| it.schema.resolve().ok()?.get("example").and_then(Node::text))
        })
        .collect()
}
