//! Inference: what a document says of resources and verbs, by its paths and schemas.

mod answers;
mod details;
mod hints;
mod makers;
mod shapes;

use std::fmt::Write;

use insta::assert_snapshot;
use twinspec::{Blueprint, Verb};
use twinspec_blueprint::Listing;

use crate::project::{Project, document};

/// Returns the resources and what each operation does, as the mock is told.
fn check(rest: &str) -> String {
    let project = Project::new(&document(rest));
    let blueprint = twinspec::blueprint(&project.settings());
    blueprint.map_or_else(|error| project.tidy(&error.to_string()), |(it, _)| describe(&it))
}

fn describe(blueprint: &Blueprint) -> String {
    let mut text = String::new();
    for resource in &*blueprint.resources {
        let (name, plural) = (&resource.name, &resource.plural);
        write!(text, "{name} ({plural}), {} is {:?}", resource.id.join("."), resource.id_shape)
            .unwrap();
        for (word, stamp) in [("created", &resource.created), ("updated", &resource.updated)] {
            if let Some(stamp) = stamp {
                write!(text, ", {word} {} {:?}", stamp.property, stamp.format).unwrap();
            }
        }
        for scope in &*resource.scope {
            let owner = scope.resource.map_or("any", |it| &blueprint.resources[it].name);
            write!(text, ", of {owner} by {}", scope.property).unwrap();
        }
        if resource.origin == twinspec_blueprint::Origin::Given {
            write!(text, ", given").unwrap();
        }
        writeln!(text, ": {}", resource.properties.join(" ")).unwrap();
    }
    for operation in &*blueprint.operations {
        match &operation.action {
            twinspec_blueprint::Action::Respond => writeln!(text, "{}: Respond", operation.id),
            twinspec_blueprint::Action::On { resource, scope, verb, input, reason } => {
                let name = &blueprint.resources[*resource].name;
                let above = scope.iter().flatten().map(|it| format!(" below {it}"));
                let above = above.collect::<String>();
                let from = match (input.path.is_empty(), input.many) {
                    (true, false) => String::new(),
                    (_, many) => {
                        let of = if many { " of many" } else { "" };
                        format!(" from `{}`{of}", input.path.join("."))
                    }
                };
                let parts = match &*input.parts {
                    [] => String::new(),
                    parts => format!(" into `{}`", parts.join("`, `")),
                };
                let verb = describe_verb(verb);
                writeln!(text, "{}: {name}{above}: {verb}{from}{parts}, as {reason}", operation.id)
            }
        }
        .unwrap();
    }
    text
}

/// Writes a verb; of a list only what is not as usual.
fn describe_verb(verb: &Verb) -> String {
    let Some(listing) = verb.listing() else { return format!("{verb:?}") };
    let usual = Listing::default();
    let mut text = format!("{verb:?}").split('(').next().unwrap_or_default().to_owned();
    for filter in &*listing.filters {
        write!(text, ", {} is {:?} {}", filter.property, filter.compare, filter.parameter).unwrap();
    }
    let parts = [
        (format!("{:?}", listing.query), format!("{:?}", usual.query), "query"),
        (format!("{:?}", listing.search), format!("{:?}", usual.search), "search"),
        (format!("{:?}", listing.order), format!("{:?}", usual.order), "order"),
        (format!("{:?}", listing.sort), format!("{:?}", usual.sort), "sort"),
        (format!("{:?}", listing.limit), format!("{:?}", usual.limit), "limit"),
        (format!("{:?}", listing.starts), format!("{:?}", usual.starts), "starts"),
    ];
    for (part, _, name) in parts.iter().filter(|(it, usual, _)| it != usual) {
        write!(text, ", {name} {part}").unwrap();
    }
    text
}

const THING: &str = "{type: object, properties: {id: {type: string}, name: {type: string}}}";

/// Writes the responses of an operation that answers with this schema.
fn answers(schema: &str) -> String {
    format!(
        "responses: {{'200': {{description: Fine., content: {{application/json: {{schema: {schema}}}}}}}}}"
    )
}

fn body(schema: &str) -> String {
    format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}")
}

const ID: &str = "{name: id, in: path, required: true, schema: {type: string}}";

#[test]
fn a_collection_and_its_items_are_a_resource() {
    let (one, many) = (answers(THING), answers(&format!("{{type: array, items: {THING}}}")));
    let found = check(&format!(
        r"
paths:
  /things:
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {one}}}
  /things/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read, {one}}}
    delete: {{operationId: delete, responses: {{'204': {{description: Gone.}}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid: id name
    list: thing: List, as the path is the collection
    create: thing: Create, as the path is the collection
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    delete: thing: Delete { key: Parameter("id") }, as the path is an item of the collection, by `id`
    "#);
}

#[test]
fn a_trailing_slash_makes_no_difference() {
    let (one, many) = (answers(THING), answers(&format!("{{type: array, items: {THING}}}")));
    let found = check(&format!(
        r"
paths:
  /things/: {{get: {{operationId: list, {many}}}}}
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, given: id name
    list: thing: List, as the path is the collection
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    "#);
}

#[test]
fn a_put_that_requires_nothing_merges_and_one_that_does_replaces() {
    let one = answers(THING);
    let loose = body("{type: object, properties: {name: {type: string}}}");
    let strict = body("{type: object, required: [name], properties: {name: {type: string}}}");
    let found = check(&format!(
        r"
paths:
  /a/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read-a, {one}}}
    put: {{operationId: put-a, {loose}, {one}}}
  /b/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read-b, {one}}}
    put: {{operationId: put-b, {strict}, {one}}}
    patch: {{operationId: patch-b, {strict}, {one}}}
"
    ));

    assert_snapshot!(found, @r#"
    a (a), id is Uuid: id name
    b (b), id is Uuid: id name
    read-a: a: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    put-a: a: Merge { key: Parameter("id"), creates: true }, as the path is an item of the collection, by `id`
    read-b: b: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    put-b: b: Replace { key: Parameter("id"), creates: true }, as the path is an item of the collection, by `id`
    patch-b: b: Merge { key: Parameter("id"), creates: false }, as the path is an item of the collection, by `id`
    "#);
}

#[test]
fn a_collection_below_an_item_belongs_to_it() {
    let (one, many) = (answers(THING), answers(&format!("{{type: array, items: {THING}}}")));
    let found = check(&format!(
        r"
paths:
  /things/{{thingId}}/parts:
    get: {{operationId: parts, parameters: [&thing {{name: thingId, in: path, required: true, schema: {{type: string}}}}], {many}}}
  /things/{{thingId}}/parts/{{id}}:
    get: {{operationId: part, parameters: [*thing, {ID}], {one}}}
  /things/{{thingId}}:
    get: {{operationId: thing, parameters: [*thing], {one}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, given: id name
    part (parts), id is Uuid, of any by thingId, given: id name
    parts: part below thingId: List, as the path is the collection
    part: part below thingId: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    thing: thing: Read { key: Parameter("thingId") }, as the path is an item of the collection, by `thingId`
    "#);
}

#[test]
fn resources_of_one_name_are_told_apart_by_their_owners() {
    let (one, many) = (answers(THING), answers(&format!("{{type: array, items: {THING}}}")));
    let found = check(&format!(
        r"
paths:
  /boxes/{{id}}: {{get: {{operationId: box, parameters: [{ID}], {one}}}}}
  /bags/{{id}}: {{get: {{operationId: bag, parameters: [{ID}], {one}}}}}
  /boxes/{{id}}/line-items: {{get: {{operationId: in-box, parameters: [{ID}], {many}}}}}
  /bags/{{id}}/line-items: {{get: {{operationId: in-bag, parameters: [{ID}], {many}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    box (boxes), id is Uuid, given: id name
    bag (bags), id is Uuid, given: id name
    lineItem (line-items), id is Uuid, of any by boxId, given: id name
    bagLineItem (bagLineItems), id is Uuid, of any by bagId, given: id name
    box: box: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    bag: bag: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    in-box: lineItem below id: List, as the path is the collection
    in-bag: bagLineItem below id: List, as the path is the collection
    "#);
}

#[test]
fn a_part_of_an_item_adds_to_a_list_or_sets_fields() {
    let thing = "{type: object, properties: {id: {type: string}, tags: {type: array, items: {type: string}}, done: {type: boolean}}}";
    let one = answers(thing);
    let tags = body("{type: object, properties: {tags: {type: array, items: {type: string}}}}");
    let done = body("{type: object, properties: {done: {type: boolean}}}");
    let other = body("{type: object, properties: {reason: {type: string}}}");
    let found = check(&format!(
        r"
paths:
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
  /things/{{id}}/tags: {{post: {{operationId: tag, parameters: [{ID}], {tags}, responses: {{}}}}}}
  /things/{{id}}/done: {{put: {{operationId: finish, parameters: [{ID}], {done}, responses: {{}}}}}}
  /things/{{id}}/close: {{post: {{operationId: close, parameters: [{ID}], {other}, responses: {{}}}}}}
  /things/{{id}}/complete: {{post: {{operationId: complete, parameters: [{ID}], {one}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, given: id tags done
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    tag: thing: AddTo { key: Parameter("id"), property: "tags", items: Property("tags") }, as `tags` is a list in the entity
    finish: thing: SetFields { key: Parameter("id"), values: [] }, as `done` takes properties of the entity
    close: thing: SetFields { key: Parameter("id"), values: [("done", "true")] }, as `close` sets `done`
    complete: thing: SetFields { key: Parameter("id"), values: [("done", "true")] }, as `complete` sets `done`
    "#);
}

#[test]
fn a_list_below_a_parameter_is_a_view_that_filters() {
    let thing = "{type: object, properties: {id: {type: string}, ownerId: {type: string}, size: {type: integer}}}";
    let (one, many) = (
        answers(thing),
        answers(&format!(
            "{{type: object, properties: {{things: {{type: array, items: {thing}}}}}}}"
        )),
    );
    let found = check(&format!(
        r"
paths:
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
  /things/owner/{{ownerId}}:
    get:
      operationId: of-owner
      parameters:
        - {{name: ownerId, in: path, required: true, schema: {{type: string}}}}
        - {{name: size, in: query, schema: {{type: integer}}}}
        - {{name: verbose, in: query, schema: {{type: boolean}}}}
      {many}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, given: id ownerId size
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    of-owner: thing: List, ownerId is Equal ownerId, size is Equal size, as the answer lists entities of another path
    "#);
}

#[test]
fn a_search_below_a_collection_is_a_view_of_it() {
    let one = answers(THING);
    let list = format!("{{type: array, items: {THING}}}");
    let (named, bare) =
        (answers(&format!("{{type: object, properties: {{things: {list}}}}}")), answers(&list));
    let found = check(&format!(
        r"
paths:
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
  /things/search:
    get: {{operationId: search, {named}}}
    post: {{operationId: search-by-body, {bare}}}
"
    ));

    assert_snapshot!(found, @r#"
    thing (things), id is Uuid, given: id name
    read: thing: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    search: thing: List, as the path looks for entities of the collection
    search-by-body: thing: List, as the path looks for entities of the collection
    "#);
}
