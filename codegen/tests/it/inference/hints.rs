//! `x-resource`: what inference cannot know.

use insta::assert_snapshot;

use twinspec_blueprint::{Action, Verb};

use super::{ID, THING, answers, body, check};
use crate::project::{Project, document};

#[test]
fn an_extension_names_resource_verb_and_id_where_the_path_does_not() {
    let one = answers(THING);
    let thing_id = "{name: thing, in: path, required: true, schema: {type: string}}";
    let found = check(&format!(
        r"
paths:
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
  /createThing: {{put: {{operationId: create, x-resource: {{name: thing, verb: Create}}, {one}}}}}
  /getThing/{{thing}}/now: {{get: {{operationId: get, parameters: [{thing_id}], x-resource: {{name: thing, verb: Read, id: thing}}, {one}}}}}
  /things/{{id}}/reset: {{post: {{operationId: reset, parameters: [{ID}], x-resource: {{verb: SetFields}}, {one}}}}}
  /things/{{id}}/ping: {{get: {{operationId: ping, parameters: [{ID}], x-resource: {{verb: Respond}}, {one}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid: id name
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    create: thing: Create, as `x-resource` says so
    get: thing: Read { key: Parameter("thing") }, as `x-resource` says so
    reset: thing: SetFields { key: Parameter("id"), values: [] }, as `x-resource` says so
    ping: Respond
    "#);
}

#[test]
fn an_extension_says_filter_order_property_and_envelope() {
    let thing = "{type: object, properties: {id: {type: string}, ownerId: {type: string}, date: {type: string}, labels: {type: array, items: {type: string}}}}";
    let many = answers(&format!(
        "{{type: object, properties: {{first: {THING}, events: {{type: array, items: {thing}}}}}}}"
    ));
    let one = answers(thing);
    let labels = body("{type: object, properties: {add: {type: array, items: {type: string}}}}");
    let owner = "{name: owner, in: query, schema: {type: string}}";
    let found = check(&format!(
        r"
paths:
  /things:
    get: {{operationId: list, parameters: [{owner}], x-resource: {{filter: {{owner: ownerId}}, order: -date, envelope: events}}, {many}}}
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
  /things/{{id}}/label: {{post: {{operationId: label, parameters: [{ID}], x-resource: {{verb: AddTo, property: labels}}, {labels}, responses: {{}}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, given: id ownerId date labels
    list: thing: List, ownerId is Equal owner, order Descending("date"), as the path is the collection
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    label: thing: AddTo { key: Parameter("id"), property: "labels", items: Property("labels") }, as `x-resource` says so
    "#);
}

#[test]
fn an_overlay_mends_an_inference_with_any_verb() {
    let one = answers(
        "{type: object, properties: {id: {type: string}, name: {type: string}, labels: {type: array, items: {type: string}}}}",
    );
    let paths = format!(
        r"
paths:
  /things: {{post: {{operationId: make, {one}}}}}
  /things/{{id}}:
    get: {{operationId: read, parameters: [{ID}], {one}}}
    delete: {{operationId: hide, parameters: [{ID}], {one}}}
  /things/{{id}}/labels/{{label}}:
    delete: {{operationId: unlabel, parameters: [{ID}, {{name: label, in: path, required: true, schema: {{type: string}}}}], {one}}}
  /find-things: {{post: {{operationId: find, {}, {one}}}}}
  /how-many: {{get: {{operationId: how-many, {one}}}}}
  /things/wipe: {{post: {{operationId: wipe, {one}}}}}
",
        body("{type: object, properties: {name: {type: string}}}"),
    );
    let project = Project::new(&document(&paths)).overlay(
        "overlay.yaml",
        r#"
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.paths["/things"].post
    update: {x-resource: {verb: Upsert}}
  - target: $.paths["/things/{id}"].delete
    update: {x-resource: {verb: Act}}
  - target: $.paths["/things/{id}/labels/{label}"].delete
    update: {x-resource: {name: thing, id: id, verb: RemoveFrom, property: labels}}
  - target: $.paths["/find-things"].post
    update: {x-resource: {name: thing, verb: Search}}
  - target: $.paths["/how-many"].get
    update: {x-resource: {name: thing, verb: Count}}
  - target: $.paths["/things/wipe"].post
    update: {x-resource: {name: thing, verb: Clear}}
"#,
    );

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let verbs = blueprint.operations.iter().map(|it| match &it.action {
        Action::Respond => format!("{}: Respond", it.id),
        Action::On { verb, .. } => {
            let verb = format!("{verb:?}");
            if verb.starts_with("RemoveFrom") {
                return format!("{}: {verb}", it.id);
            }
            let name = verb.split([' ', '(']).next().unwrap_or_default();
            format!("{}: {name}", it.id)
        }
    });
    let searches = blueprint.operations.iter().find(|it| it.id == "find").is_some_and(
        |it| matches!(&it.action, Action::On { verb: Verb::List(listing), .. } if listing.search),
    );

    assert_snapshot!(verbs.collect::<Vec<_>>().join("\n"), @r#"
    make: Upsert
    read: Read
    hide: Act
    unlabel: RemoveFrom { key: Parameter("id"), property: "labels", items: Parameter("label") }
    find: List
    how-many: Count
    wipe: Clear
    "#);
    assert!(searches);
}
