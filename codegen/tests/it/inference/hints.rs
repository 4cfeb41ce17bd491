//! `x-resource`: what inference cannot know.

use insta::assert_snapshot;

use super::{ID, THING, answers, body, check};

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
