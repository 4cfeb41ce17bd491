//! Which resources there are, and what is known of each.

use std::collections::BTreeMap;

use heck::ToLowerCamelCase;
use indexmap::{IndexMap, IndexSet};
use serde_json::{Value, json};
use twinspec_blueprint::{IdShape, Method, Parent, Place, Resource, Stamp, StampFormat};

use crate::document::Node;
use crate::lower::blueprint::entity::{self, Shown};
use crate::lower::blueprint::route::Route;
use crate::lower::blueprint::{owned, text};
use crate::lower::frame::{Frame, Operation};
use crate::lower::json_schema::Definitions;
use crate::lower::names;
use crate::lower::types::kind;

const CREATED: [&str; 6] =
    ["dateAdded", "createdAt", "created_at", "dateCreated", "created", "createTime"];
const UPDATED: [&str; 7] = [
    "dateUpdated",
    "updatedAt",
    "updated_at",
    "modifiedAt",
    "updated",
    "lastModified",
    "updateTime",
];

/// A resource as the paths show it.
pub(super) struct Found<'d> {
    pub(super) route: Route<'d>,
    pub(super) name: String,
    pub(super) plural: String,
    /// The position of the resource that owns it, and the parameter that names the owner.
    pub(super) parent: Option<(usize, &'d str)>,
    /// Ids that the document shows as examples.
    pub(super) ids: Vec<&'d str>,
    /// The properties of its entities: those that answers show, then those that only bodies take.
    pub(super) properties: IndexMap<&'d str, Vec<Node<'d>>>,
}

/// Finds the collections: `/contacts` because there is `/contacts/{contactId}`, and
/// `/contacts/{contactId}/appointments` because it answers with a list of entities.
pub(super) fn find<'d>(frame: &'d Frame<'d>) -> Vec<Found<'d>> {
    let mut found: Vec<Found<'d>> = Vec::new();
    let mut routes: Vec<Route<'d>> = Vec::new();
    for operation in &frame.operations {
        let route = Route::parse(&operation.path);
        let shown = shown(operation);
        let many = shown.as_ref().is_some_and(|it| it.many);
        let collection = match route.as_item() {
            // A list below a parameter is a view of something else: `/contacts/business/{id}`.
            Some((collection, _)) => (!many).then_some(collection),
            None => shown
                .filter(|it| is_collection(&route, operation.method, it))
                .map(|_| route.clone()),
        };
        let above = route.items_above().map(|(it, _)| it);
        let collections = collection.into_iter().chain(above);
        // Where the document names the resource, the path may be about anything.
        let is_meant = |it: &Route<'_>| {
            let name = it.as_collection().map(singular);
            name.is_some_and(|it| operation.hint.name.is_none_or(|hint| hint == it))
        };
        routes.extend(collections.filter(is_meant));
    }
    // Owners before what they own, and each once.
    routes.sort_by_key(|it| it.items_above().count());
    for route in routes {
        if found.iter().any(|it| it.route.matches(&route)) {
            continue;
        }
        let plural = route.as_collection().unwrap_or_default().to_owned();
        let owner = route.items_above().last().and_then(|(collection, parameter)| {
            Some((found.iter().position(|it| it.route.matches(&collection))?, parameter))
        });
        let owner_name = owner.map_or("", |(it, _)| found[it].name.as_str());
        let name = resource_name(&plural, owner_name, &found);
        // Data files list the entities of a resource by its plural.
        let plural = if found.iter().any(|it| it.plural == plural) {
            let plural = format!("{owner_name}_{plural}").to_lower_camel_case();
            names::free(plural, |it| found.iter().any(|other| other.plural == *it))
        } else {
            plural
        };
        let properties = IndexMap::new();
        found.push(Found { route, name, plural, parent: owner, ids: Vec::new(), properties });
    }
    for resource in &mut found {
        collect_properties(resource, frame);
    }
    found
}

/// Whether a path that ends in no parameter holds entities of its own.
fn is_collection(route: &Route<'_>, method: Method, shown: &Shown<'_>) -> bool {
    let Some(name) = route.as_collection() else { return false };
    match method {
        // `/contacts/search` shows `contacts`, which have a place already.
        Method::Get => shown.many && !shown.property.is_some_and(|it| route.parent().names(it)),
        // `/tasks/{taskId}/complete` gives back the task, and is nothing to add to.
        Method::Post => !shown.many && names::singular(name) != name,
        _ => false,
    }
}

/// Things of one name that belong to different owners are told apart by the owner's name.
fn resource_name(plural: &str, owner: &str, found: &[Found<'_>]) -> String {
    let is_taken = |it: &String| found.iter().any(|other| other.name == *it);
    let name = singular(plural);
    let name = if name.is_empty() { "resource".to_owned() } else { name };
    if !is_taken(&name) || owner.is_empty() {
        return names::free(name, is_taken);
    }
    names::free(format!("{owner}_{name}").to_lower_camel_case(), is_taken)
}

fn singular(plural: &str) -> String {
    names::singular(plural).to_lower_camel_case()
}

fn shown<'d>(operation: &Operation<'d>) -> Option<Shown<'d>> {
    entity::find(operation.success()?.schema()?, operation.hint.envelope)
}

/// Gathers the properties from every answer and body of the collection and its items.
fn collect_properties<'d>(resource: &mut Found<'d>, frame: &'d Frame<'d>) {
    let touches = |route: &Route<'_>| {
        let item = route.as_item().map(|(collection, _)| collection);
        route.matches(&resource.route) || item.is_some_and(|it| it.matches(&resource.route))
    };
    let operations = frame.operations.iter().filter(|it| touches(&Route::parse(&it.path)));
    let mut properties: IndexMap<&'d str, Vec<Node<'d>>> = IndexMap::new();
    let mut bodies = Vec::new();
    for operation in operations {
        if let Some(shown) = shown(operation) {
            add(&mut properties, &shown.schema);
        }
        bodies.extend(operation.body.as_ref().and_then(|it| it.schema()?.resolve().ok()));
    }
    let answered: IndexSet<&str> = properties.keys().copied().collect();
    for body in bodies {
        let mut taken = IndexMap::new();
        add(&mut taken, &body);
        taken.retain(|name, _| !answered.contains(name));
        for (name, schemas) in taken {
            properties.entry(name).or_default().extend(schemas);
        }
    }
    resource.properties = properties;
    resource.ids =
        frame.operations.iter().filter_map(|it| example_id(it, &resource.route)).collect();
}

/// Returns the example of the path parameter that names an item of the collection.
fn example_id<'d>(operation: &Operation<'d>, collection: &Route<'_>) -> Option<&'d str> {
    let (of, name) = Route::parse(&operation.path).as_item()?;
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|it| it.place == Place::Path && it.name == name)?;
    let example = parameter.node.get("example").or_else(|| parameter.schema.get("example"));
    example.filter(|_| of.matches(collection)).and_then(Node::text)
}

fn add<'d>(properties: &mut IndexMap<&'d str, Vec<Node<'d>>>, schema: &Node<'d>) {
    for (name, schema) in
        schema.get("properties").iter().flat_map(|it| it.members().collect::<Vec<_>>())
    {
        properties.entry(name).or_default().push(schema);
    }
}

pub(super) fn lower<'d>(
    found: &Found<'d>,
    all: &[Found<'d>],
    definitions: &Definitions<'d>,
) -> Resource {
    let id = ["id", "_id", "uuid"].into_iter().find(|it| found.properties.contains_key(it));
    let id = id.unwrap_or("id");
    let stamp = |names: &[&str]| {
        let name = names.iter().find(|it| found.properties.contains_key(*it))?;
        Some(Stamp { property: owned(name), format: stamp_format(&found.properties[name][0]) })
    };
    Resource {
        name: found.name.clone().into(),
        plural: found.plural.clone().into(),
        parent: found.parent.map(|(resource, parameter)| Parent {
            resource,
            property: owner_property(found, &all[resource], parameter).into(),
        }),
        id: owned(id),
        id_shape: id_shape(found, id),
        created: stamp(&CREATED),
        updated: stamp(&UPDATED),
        properties: found.properties.keys().map(|it| owned(it)).collect(),
        schema: text(&schema(found, id, definitions)),
    }
}

/// The property named like the parameter (`contactId`), else `<owner>Id`.
fn owner_property(found: &Found<'_>, owner: &Found<'_>, parameter: &str) -> String {
    let guess = format!("{}Id", owner.name);
    let known =
        [parameter, guess.as_str()].into_iter().find(|it| found.properties.contains_key(it));
    known.unwrap_or(&guess).to_owned()
}

/// What an entity in a data file must satisfy: each property one of the forms in which it appears.
fn schema<'d>(found: &Found<'d>, id: &str, definitions: &Definitions<'d>) -> Value {
    let property = |name: &str, schemas: &Vec<Node<'d>>| {
        let mut forms: Vec<Value> = schemas.iter().map(|it| definitions.convert(it)).collect();
        // A request does without the id that the server makes, and a data file does not.
        for form in forms.iter_mut().filter_map(Value::as_object_mut).filter(|_| name == id) {
            form.shift_remove("readOnly");
        }
        let forms = forms.into_iter();
        let forms: BTreeMap<String, Value> = forms.map(|it| (it.to_string(), it)).collect();
        let mut forms: Vec<Value> = forms.into_values().collect();
        if forms.len() == 1 { forms.remove(0) } else { json!({"anyOf": forms}) }
    };
    let properties: serde_json::Map<String, Value> = found
        .properties
        .iter()
        .map(|(name, it)| ((*name).to_owned(), property(name, it)))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": [id],
        "additionalProperties": false,
    })
}

/// An id looks like the document's examples, or as its type says.
fn id_shape(found: &Found<'_>, id: &str) -> IdShape {
    let property = found.properties.get(id).and_then(|it| it.first()?.resolve().ok());
    if property.as_ref().and_then(kind) == Some("integer") {
        return IdShape::Integer;
    }
    let example = property.and_then(|it| it.get("example")).and_then(Node::text);
    let example = example.or(found.ids.first().copied()).unwrap_or_default();
    let (prefix, rest) = match example.split_once('_') {
        Some((prefix, rest)) => (format!("{prefix}_"), rest),
        None => (String::new(), example),
    };
    let all = |test: fn(&char) -> bool| rest.len() >= 8 && rest.chars().all(|it| test(&it));
    let alphabet = if all(|it| matches!(it, '0'..='9' | 'a'..='f')) {
        "0123456789abcdef"
    } else if all(char::is_ascii_alphanumeric) {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    } else {
        return IdShape::Uuid;
    };
    IdShape::Random { prefix: prefix.into(), alphabet: alphabet.into(), length: rest.len() }
}

fn stamp_format(schema: &Node<'_>) -> StampFormat {
    let Ok(schema) = schema.resolve() else { return StampFormat::Rfc3339Millis };
    match (kind(&schema), schema.get("format").and_then(Node::text)) {
        (Some("integer" | "number"), _) => {
            // Seconds reach this number in the year 5138, milliseconds reached it in 1973.
            let example = schema.get("example").and_then(|it| it.value().as_f64());
            if example.is_some_and(|it| it > 1e11) {
                StampFormat::UnixMillis
            } else {
                StampFormat::UnixSeconds
            }
        }
        (_, Some("date")) => StampFormat::Date,
        _ => StampFormat::Rfc3339Millis,
    }
}
