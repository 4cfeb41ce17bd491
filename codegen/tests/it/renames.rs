//! Names that stay when the document around them changes: operations and schemas come, go and move.
//!
//! `TWINSPEC_DOCUMENTS` names other documents, separated by `:`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use twinspec::{Names, Settings};

use crate::project::Project;

/// How many operations, and schemas, are taken away one by one.
const TAKEN: usize = 12;

/// Returns the documents that are changed.
fn documents() -> Vec<(String, Value)> {
    let ours = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/contacts.yaml"));
    let given = env::var_os("TWINSPEC_DOCUMENTS");
    let paths = given.map_or(vec![ours], |it| env::split_paths(&it).collect());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let value = serde_json::from_str(&text);
        let value = value.unwrap_or_else(|_| serde_saphyr::from_str(&text).unwrap());
        let mut value = value;
        without_hints(&mut value);
        (path.display().to_string(), value)
    };
    paths.into_iter().map(read).collect()
}

/// Takes out what says more of a resource: it names no type, and asks for what may be taken away.
fn without_hints(document: &mut Value) {
    let paths = members(document, "/paths").into_iter().flat_map(Map::values_mut);
    let operations = paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    operations.filter_map(Value::as_object_mut).for_each(|it| drop(it.remove("x-resource")));
}

fn names(document: &Value) -> Names {
    let project = Project::named("openapi.json", &document.to_string());
    twinspec::names(&Settings::new(project.path("openapi.json"), "twinspec check")).unwrap()
}

/// Returns what is called otherwise than before; what is gone is no longer called anything.
fn renamed(before: &Names, after: &Names) -> Vec<String> {
    let compare = |before: &BTreeMap<String, String>, after: &BTreeMap<String, String>| {
        let both = before.iter().filter_map(|(it, name)| Some((it, name, after.get(it)?)));
        let others = both.filter(|(_, before, after)| before != after);
        others.map(|(it, before, after)| format!("{it}: {before} is {after}")).collect::<Vec<_>>()
    };
    [compare(&before.calls, &after.calls), compare(&before.types, &after.types)].concat()
}

fn members<'v>(document: &'v mut Value, pointer: &str) -> Option<&'v mut Map<String, Value>> {
    document.pointer_mut(pointer)?.as_object_mut()
}

/// Turns the order of all paths, of the operations in them and of the schemas.
fn turn(document: &mut Value) {
    let turn = |it: &mut Map<String, Value>| *it = std::mem::take(it).into_iter().rev().collect();
    if let Some(paths) = members(document, "/paths") {
        paths.values_mut().filter_map(Value::as_object_mut).for_each(turn);
        turn(paths);
    }
    members(document, "/components/schemas").into_iter().for_each(turn);
}

/// Puts an operation in front that has a schema of its own.
fn add(document: &mut Value) {
    let schema = json!({
        "type": "object",
        "properties": {"part": {"type": "object", "properties": {"size": {"type": "integer"}}}},
    });
    let operation = json!({
        "operationId": "addedByTheTest",
        "responses": {"200": {"description": "It.", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/AddedByTheTest"}
        }}}},
    });
    member(member(document, "components"), "schemas").as_object_mut().unwrap().shift_insert(
        0,
        "AddedByTheTest".to_owned(),
        schema,
    );
    member(document, "paths").as_object_mut().unwrap().shift_insert(
        0,
        "/added-by-the-test".to_owned(),
        json!({"get": operation}),
    );
}

/// Returns the member of an object, which becomes an object if there is none.
fn member<'v>(object: &'v mut Value, name: &str) -> &'v mut Value {
    object.as_object_mut().unwrap().entry(name).or_insert_with(|| json!({}))
}

/// Returns the places of some operations and some schemas.
fn some_places(document: &Value) -> Vec<(String, String)> {
    let methods = ["get", "put", "post", "delete", "patch"];
    let keys = |pointer: &str| {
        let object = document.pointer(pointer).and_then(Value::as_object);
        object.into_iter().flat_map(Map::keys).cloned().collect::<Vec<_>>()
    };
    let escaped = |it: &str| it.replace('~', "~0").replace('/', "~1");
    let paths = keys("/paths").into_iter().map(|it| format!("/paths/{}", escaped(&it)));
    let operations: Vec<_> = paths
        .flat_map(|path| keys(&path).into_iter().map(move |key| (path.clone(), key)))
        .filter(|(_, key)| methods.contains(&key.as_str()))
        .collect();
    let schemas = keys("/components/schemas").into_iter();
    let schemas: Vec<_> = schemas.map(|it| ("/components/schemas".to_owned(), it)).collect();
    let some = |all: Vec<_>| {
        let step = all.len().div_ceil(TAKEN).max(1);
        all.into_iter().step_by(step).collect::<Vec<_>>()
    };
    [some(operations), some(schemas)].concat()
}

#[test]
fn nothing_renames_what_stays() {
    let mut found = Vec::new();
    for (path, document) in documents() {
        let before = names(&document);
        let mut note = |what: &str, changed: &Value| {
            let renamed = renamed(&before, &names(changed));
            found.extend(renamed.into_iter().map(|it| format!("{path}, {what}: {it}")));
        };

        let mut turned = document.clone();
        turn(&mut turned);
        note("turned", &turned);
        let mut more = document.clone();
        add(&mut more);
        note("with more", &more);
        for (around, key) in some_places(&document) {
            let mut less = document.clone();
            members(&mut less, &around).unwrap().shift_remove(&key);
            note(&format!("without {around}/{key}"), &less);
        }
    }
    assert!(found.is_empty(), "{} renamed:\n{}", found.len(), found.join("\n"));
}

/// Two operations share a response, one leads into a component, and one has the component.
#[test]
fn who_comes_first_names_nothing() {
    let schema = |it: &str| {
        json!({"200": {"description": "It.", "content": {"application/json": {
            "schema": {"$ref": it}
        }}}})
    };
    let shared = json!({"200": {"$ref": "#/components/responses/Found"}});
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/inner": {"get": {
                "operationId": "inner",
                "responses": schema("#/components/schemas/Shop/properties/address"),
            }},
            "/shop": {"get": {
                "operationId": "shop",
                "responses": schema("#/components/schemas/Shop"),
            }},
            "/one": {"get": {"operationId": "one", "responses": shared}},
            "/two": {"get": {"operationId": "two", "responses": shared}},
        },
        "components": {
            "schemas": {"Shop": {"type": "object", "properties": {
                "address": {"type": "object", "properties": {"a": {"type": "string"}}},
            }}},
            "responses": {"Found": {"description": "It.", "content": {"application/json": {
                "schema": {"type": "object", "properties": {"b": {"type": "string"}}},
            }}}},
        },
    });

    let before = names(&document);
    turn(&mut document);
    let after = names(&document);

    let types: Vec<&String> = before.types.values().collect();
    assert_eq!(types, ["FoundResponse", "Shop", "ShopAddress"]);
    assert_eq!(renamed(&before, &after), Vec::<String>::new());
}
