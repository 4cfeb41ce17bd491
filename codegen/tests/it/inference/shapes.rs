//! Resources that are not just a collection and its items.

use insta::assert_snapshot;

use crate::inference::{ID, THING, answers, body, check};

#[test]
fn what_there_is_one_of_is_there_from_the_start_unless_it_can_be_taken_away() {
    let settings = "{type: object, properties: {theme: {type: string}}}";
    let (one, taken) = (answers(settings), body(settings));
    let found = check(&format!(
        r"
paths:
  /me/settings:
    get: {{operationId: read, {one}}}
    patch: {{operationId: change, {taken}, {one}}}
  /watermark:
    get: {{operationId: shown, responses: {{'404': {{description: None.}}, '200': {{description: Fine., content: {{application/json: {{schema: {settings}}}}}}}}}}}
    put: {{operationId: set, {taken}, {one}}}
    delete: {{operationId: unset, responses: {{'204': {{description: Gone.}}}}}}
"
    ));

    assert_snapshot!(found, @"
    setting (settings),  is Uuid, given: theme
    watermark (watermark),  is Uuid: theme
    read: setting: Read { key: Only }, as there is one of it
    change: setting: Merge { key: Only, creates: true }, as there is one of it
    shown: watermark: Read { key: Only }, as there is one of it
    set: watermark: Merge { key: Only, creates: true }, as there is one of it
    unset: watermark: Delete { key: Only }, as there is one of it
    ");
}

#[test]
fn a_post_that_answers_as_get_does_and_takes_something_else_only_asks() {
    let counted = answers("{type: object, properties: {count: {type: integer}}}");
    let query = body("{type: object, properties: {query: {type: string}}}");
    let found = check(&format!(
        r"
paths:
  /tally:
    get: {{operationId: tally, {counted}}}
    post: {{operationId: tally-by-body, {query}, {counted}}}
"
    ));

    assert_snapshot!(found, @"
    tally: Respond
    tally-by-body: Respond
    ");
}

#[test]
fn ids_may_be_inside_and_owners_may_be_several() {
    let pod = "{type: object, properties: {kind: {type: string}, metadata: {type: object, properties: {name: {type: string}}}}}";
    let (one, taken) = (answers(pod), body(pod));
    let many =
        answers(&format!("{{type: object, properties: {{items: {{type: array, items: {pod}}}}}}}"));
    let name = "{name: name, in: path, required: true, schema: {type: string}}";
    let found = check(&format!(
        r"
paths:
  /spaces: {{post: {{operationId: space, {taken}, {one}}}}}
  /spaces/{{name}}: {{get: {{operationId: read-space, parameters: [{name}], {one}}}}}
  /spaces/{{space}}/pods:
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {taken}, {one}}}
  /spaces/{{space}}/pods/{{name}}: {{get: {{operationId: read, parameters: [{name}], {one}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    space (spaces), metadata.name is Uuid: kind metadata
    pod (pods), metadata.name is Uuid, of space by spaceId: kind metadata
    space: space: Create, as the path is the collection
    read-space: space: Read { key: Parameter("name") }, as the path is an item of the collection, by `name`
    list: pod below space: List, as the path is the collection
    create: pod below space: Create, as the path is the collection
    read: pod below space: Read { key: Parameter("name") }, as the path is an item of the collection, by `name`
    "#);
}

#[test]
fn a_list_elsewhere_shows_what_another_path_makes() {
    let pod = "{$ref: '#/components/schemas/Pod'}";
    let many = answers(&format!("{{type: array, items: {pod}}}"));
    let (one, taken) = (answers(pod), body(pod));
    let found = check(&format!(
        r"
paths:
  /spaces/{{space}}/pods:
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {taken}, {one}}}
  /pods: {{get: {{operationId: all, {many}}}}}
components: {{schemas: {{Pod: {THING}}}}}
"
    ));

    assert_snapshot!(found, @"
    pod (pods), id is Uuid, of any by space: id name
    list: pod below space: List, as the path is the collection
    create: pod below space: Create, as the path is the collection
    all: pod: List, as the answer lists entities of another path
    ");
}

#[test]
fn entities_come_in_envelopes_and_bodies_hold_several() {
    let thing = "{$ref: '#/components/schemas/Thing'}";
    let many = "{type: object, properties: {Things: {type: array, items: {$ref: '#/components/schemas/Thing'}}, pagination: {type: object, properties: {page: {type: integer}}}}}";
    let (list, taken) = (answers(many), body(many));
    let found = check(&format!(
        r"
paths:
  /Things:
    get: {{operationId: list, {list}}}
    put: {{operationId: createThings, {taken}, {list}}}
    post: {{operationId: updateOrCreateThings, {taken}, {list}}}
  /Things/{{ThingID}}:
    get: {{operationId: read, parameters: [{{name: ThingID, in: path, required: true, schema: {{type: string}}}}], {list}}}
components: {{schemas: {{Thing: {{type: object, properties: {{ThingID: {{type: string}}, Name: {{type: string}}}}}}}}}}
# {thing}
"
    ));

    assert_snapshot!(found, @r#"
    thing (Things), ThingID is Uuid: ThingID Name
    list: thing: List, as the path is the collection
    createThings: thing: Create from `Things` of many, as the path is the collection
    updateOrCreateThings: thing: Upsert { keys: ["Name"] } from `Things` of many, as the path is the collection
    read: thing: Read { key: Parameter("ThingID") }, as the path is an item of the collection, by `ThingID`
    "#);
}

#[test]
fn deleting_a_collection_counting_it_and_taking_out_of_a_list_are_understood() {
    let (one, many) = (answers(THING), answers(&format!("{{type: array, items: {THING}}}")));
    let tagged = "{type: object, properties: {id: {type: string}, tags: {type: array, items: {type: string}}}}";
    let tagged = answers(tagged);
    let taken = body(THING);
    let found = check(&format!(
        r"
paths:
  /things:
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {taken}, {one}}}
    delete: {{operationId: clear, responses: {{'204': {{description: Gone.}}}}}}
  /things/count: {{get: {{operationId: count, {count}}}}}
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {tagged}}}}}
  /things/{{id}}/tags/{{tag}}:
    parameters: [{ID}, {{name: tag, in: path, required: true, schema: {{type: string}}}}]
    put: {{operationId: tag, responses: {{'204': {{description: Done.}}}}}}
    delete: {{operationId: untag, responses: {{'204': {{description: Done.}}}}}}
  /things/{{id}}/publish:
    post: {{operationId: publish, parameters: [{ID}], responses: {{'204': {{description: Done.}}}}}}
",
        count = answers("{type: object, properties: {count: {type: integer}}}"),
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid: id tags name
    list: thing: List, as the path is the collection
    create: thing: Create, as the path is the collection
    clear: thing: Clear, as the path is the collection
    count: thing: Count, as the path counts the entities of the collection
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    tag: thing: AddTo { key: Parameter("id"), property: "tags", items: Parameter("tag") }, as `tag` is an item of `tags`
    untag: thing: RemoveFrom { key: Parameter("id"), property: "tags", items: Parameter("tag") }, as `tag` is an item of `tags`
    publish: thing: Act { key: Parameter("id") }, as the path is below an item, which must be there
    "#);
}

#[test]
fn a_parameter_compares_a_property_as_its_name_says() {
    let thing = "{type: object, properties: {id: {type: string}, price: {type: number}, created_at: {type: string, format: date-time}}}";
    let many = answers(&format!("{{type: array, items: {thing}}}"));
    let query = |name: &str| format!("{{name: '{name}', in: query, schema: {{type: string}}}}");
    let parameters = ["min_price", "price[lt]", "created_after", "sort", "order"];
    let parameters = parameters.map(query).join(", ");
    let found = check(&format!(
        r"
paths:
  /things: {{get: {{operationId: list, parameters: [{parameters}], {many}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, created created_at Rfc3339Millis, given: id price created_at
    list: thing: List, price is AtLeast min_price, price is Less price[lt], created_at is More created_after, sort Some(Sort { parameter: "sort", direction: Some("order") }), as the path is the collection
    "#);
}

#[test]
fn what_wraps_one_other_thing_goes_by_its_id() {
    let file = "file: {type: object, properties: {id: {type: string}, kind: {type: string}}}";
    let [one, two] =
        ["Template", "Link"].map(|it| format!("{{$ref: '#/components/schemas/{it}'}}"));
    let many = |it: &str| {
        answers(&format!("{{type: object, properties: {{entries: {{type: array, items: {it}}}}}}}"))
    };
    let (templates, links) = (many(&one), many(&two));
    let (taken, one, two) = (body(&one), answers(&one), answers(&two));
    let found = check(&format!(
        r"
paths:
  /templates:
    get: {{operationId: list, {templates}}}
    post: {{operationId: create, {taken}, {one}}}
  /templates/{{templateRef}}:
    parameters: [{{name: templateRef, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: read, {one}}}
  /links:
    get: {{operationId: list-links, {links}}}
  /links/{{linkRef}}:
    parameters: [{{name: linkRef, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: read-link, {two}}}
components:
  schemas:
    Template: {{type: object, properties: {{label: {{type: string}}, {file}}}}}
    Link: {{type: object, properties: {{label: {{type: string}}, {file}, owner: {THING}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    template (templates), file.id is Uuid: label file
    link (links),  is Uuid, given: label file owner
    list: template: List, as the path is the collection
    create: template: Create, as the path is the collection
    read: template: Read { key: Parameter("templateRef") }, as the path is an item of the collection, by `templateRef`
    list-links: link: List, as the path is the collection
    read-link: link: Read { key: Parameter("linkRef") }, as the path is an item of the collection, by `linkRef`
    "#);
}
