//! A resource that was found, as the blueprint describes it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twinspec_blueprint::{IdShape, Origin, Resource, Scope, Stamp, StampFormat, Text};

use crate::document::Node;
use crate::lower::blueprint::members::{Reader, is_number};
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::words::same;
use crate::lower::blueprint::{id, owned, text};

const CREATED: [&str; 9] = [
    "dateAdded",
    "createdAt",
    "created_at",
    "dateCreated",
    "date_created",
    "created",
    "createTime",
    "create_time",
    "creationTime",
];
const UPDATED: [&str; 11] = [
    "dateUpdated",
    "updatedAt",
    "updated_at",
    "date_updated",
    "modifiedAt",
    "modified_at",
    "updated",
    "lastModified",
    "last_modified",
    "updateTime",
    "update_time",
];

pub(in crate::lower::blueprint) fn lower<'d>(
    found: &Found<'d>,
    all: &[Found<'d>],
    origins: &[Origin],
    position: usize,
    reader: &Reader<'_, 'd>,
) -> Resource {
    let stamp = |names: &[&str]| {
        // What callers have to say is theirs.
        let is_own = |it: &&&str| found.properties.contains_key(**it) && !found.given.contains(it);
        let name = names.iter().find(is_own)?;
        Some(Stamp { property: owned(name), format: stamp_format(&found.properties[name][0]) })
    };
    let parameters: Vec<&str> = found.route.parameters().collect();
    let scope = parameters.iter().zip(&found.owners).map(|(parameter, owner)| {
        let property = owner_property(found, owner.map(|it| &all[it]), parameter);
        Scope {
            // Whatever is asked for of what nothing makes is there.
            resource: owner.filter(|it| origins[*it] == Origin::Created),
            is_shown: found.properties.contains_key(property.as_str()),
            property: property.into(),
        }
    });
    let scope: Vec<Scope> = scope.collect();
    Resource {
        name: found.name.clone().into(),
        plural: found.plural.clone().into(),
        scope: scope.clone().into(),
        id: found.id.iter().map(|it| owned(it)).collect::<Vec<Text>>().into(),
        id_shape: id_shape(found, reader),
        origin: origins[position],
        created: stamp(&CREATED),
        updated: stamp(&UPDATED),
        properties: found.properties.keys().map(|it| owned(it)).collect(),
        schema: text(&schema(found, &scope, reader)),
    }
}

/// The property named like the parameter (`contactId`), else `<owner>Id`.
fn owner_property(found: &Found<'_>, owner: Option<&Found<'_>>, parameter: &str) -> String {
    let guess = owner.map(|it| format!("{}Id", it.name));
    let mut names = [Some(parameter), guess.as_deref()].into_iter().flatten();
    let is_id = |it: &str| found.id.first().is_some_and(|id| same(id, it));
    let known = names
        .find_map(|name| found.properties.keys().find(|it| same(it, name) && !is_id(it)).copied());
    known.or(guess.as_deref()).unwrap_or(parameter).to_owned()
}

/// What an entity in a data file must satisfy: each property one of the forms in which it appears.
fn schema<'d>(found: &Found<'d>, scope: &[Scope], reader: &Reader<'_, 'd>) -> Value {
    let property = |name: &str, schemas: &Vec<Node<'d>>| {
        let convert = |it| reader.definitions.convert(it);
        let mut forms: Vec<Value> = schemas.iter().map(convert).collect();
        // A request does without the id that the server makes, and a data file does not.
        let is_id = found.id.first().is_some_and(|it| *it == name);
        for form in forms.iter_mut().filter_map(Value::as_object_mut).filter(|_| is_id) {
            form.shift_remove("readOnly");
        }
        let forms = forms.into_iter();
        let forms: BTreeMap<String, Value> = forms.map(|it| (it.to_string(), it)).collect();
        let mut forms: Vec<Value> = forms.into_values().collect();
        if forms.len() == 1 { forms.remove(0) } else { json!({"anyOf": forms}) }
    };
    let own = found.properties.iter().map(|(name, it)| ((*name).to_owned(), property(name, it)));
    // What it belongs to must be said, even where no answer shows it.
    let hidden = scope.iter().filter(|it| !it.is_shown);
    let hidden = hidden.map(|it| (it.property.to_string(), Value::Bool(true)));
    let properties: serde_json::Map<String, Value> = own.chain(hidden).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": found.id.first().into_iter().collect::<Vec<_>>(),
        "additionalProperties": false,
    })
}

fn id_shape<'d>(found: &Found<'d>, reader: &Reader<'_, 'd>) -> IdShape {
    let property = found.id.first().and_then(|it| found.properties.get(it)?.first());
    let property = property.filter(|_| found.id.len() == 1);
    id::shape(property, None, &found.ids, reader)
}

fn stamp_format(schema: &Node<'_>) -> StampFormat {
    let Ok(schema) = schema.resolve() else { return StampFormat::Rfc3339Millis };
    if is_number(&schema) {
        // Seconds reach this number in the year 5138, milliseconds reached it in 1973.
        let example = schema.get("example").and_then(|it| it.value().as_f64());
        return if example.is_some_and(|it| it > 1e11) {
            StampFormat::UnixMillis
        } else {
            StampFormat::UnixSeconds
        };
    }
    match schema.get("format").and_then(Node::text) {
        Some("date") => StampFormat::Date,
        _ => StampFormat::Rfc3339Millis,
    }
}
