//! What fills the answers.

use insta::assert_snapshot;

use super::{ID, THING, answers, body};
use crate::project::{Project, document};

/// Returns the bodies of the successes, as the mock is told.
fn check_answers(rest: &str) -> String {
    let (blueprint, _) = twinspec::blueprint(&Project::new(&document(rest)).settings()).unwrap();
    let answers =
        blueprint.operations.iter().map(|it| format!("{}: {:?}\n", it.id, it.answers[0].body));
    without_schemas(&answers.collect::<String>())
}

/// Takes out of views what they refer to: it is the place of what is shown.
fn without_schemas(text: &str) -> String {
    let mut parts = text.split(", schema: \"{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("}\"").map_or(part, |(_, rest)| rest))
}

#[test]
fn an_entity_stands_alone_or_in_an_envelope() {
    let wrapped = |name: &str| {
        answers(&format!(
            "{{type: object, properties: {{ok: {{type: boolean}}, {name}: {THING}}}}}"
        ))
    };
    let (bare, named, data) = (answers(THING), wrapped("thing"), wrapped("data"));
    let found = check_answers(&format!(
        r"
paths:
  /a/{{id}}: {{get: {{operationId: bare, parameters: [{ID}], {bare}}}}}
  /b/{{id}}: {{get: {{operationId: named, parameters: [{ID}], {named}}}}}
  /c/{{id}}: {{get: {{operationId: data, parameters: [{ID}], {data}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    bare: Entity(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }], id: None, open: true })
    named: Object([Slot { name: "ok", required: false, fill: Made(Json("true")) }, Slot { name: "thing", required: false, fill: Entity(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }], id: None, open: true }) }])
    data: Object([Slot { name: "ok", required: false, fill: Made(Json("true")) }, Slot { name: "data", required: false, fill: Entity(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }], id: None, open: true }) }])
    "#);
}

#[test]
fn a_list_stands_alone_or_beside_numbers() {
    let list = format!("{{type: array, items: {THING}}}");
    let page = answers(&format!(
        "{{type: object, required: [meta], properties: {{data: {list}, count: {{type: integer}}, \
         meta: {{type: object, properties: {{total: {{type: integer}}, nextPage: {{type: integer}}, \
         next: {{type: string}}, nextCursor: {{type: string}}}}}}}}}}"
    ));
    let bare = answers(&list);
    let found = check_answers(&format!(
        r"
paths:
  /a: {{get: {{operationId: bare, {bare}}}}}
  /b: {{get: {{operationId: page, {page}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    bare: Entities(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }], id: None, open: true })
    page: Object([Slot { name: "data", required: false, fill: Entities(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }], id: None, open: true }) }, Slot { name: "count", required: false, fill: Total }, Slot { name: "meta", required: true, fill: Object([Slot { name: "total", required: false, fill: Total }, Slot { name: "nextPage", required: false, fill: NextPage }, Slot { name: "next", required: false, fill: NextUrl(Relative) }, Slot { name: "nextCursor", required: false, fill: CursorId }]) }])
    "#);
}

#[test]
fn a_search_of_which_nothing_is_said_answers_as_the_list_does() {
    let page = answers(&format!(
        "{{type: object, properties: {{things: {{type: array, items: {THING}}}, total: {{type: integer}}}}}}"
    ));
    let search = |schema: &str| {
        check_answers(&format!(
            r"
paths:
  /things: {{get: {{operationId: list, {page}}}, post: {{operationId: create, {}}}}}
  /things/search:
    post:
      operationId: search
      requestBody: {{content: {{application/json: {{}}}}}}
      responses: {{'200': {{description: Them., content: {{application/json: {schema}}}}}}}
",
            answers(THING)
        ))
    };
    let fill = |found: &str, id: &str| {
        let line = found.lines().find_map(|it| it.strip_prefix(&format!("{id}: ")));
        line.expect("the operation").to_owned()
    };

    for schema in ["{}", "{schema: {}}", "{schema: {type: object, description: Them.}}"] {
        let found = search(schema);
        assert_eq!(fill(&found, "search"), fill(&found, "list"), "{schema}");
    }
    let list = search("{schema: {type: array}}");
    assert_ne!(fill(&list, "search"), fill(&list, "list"));
}

#[test]
fn an_answer_that_requires_itself_comes_to_an_end() {
    let found = check_answers(
        r"
paths:
  /things:
    get:
      operationId: list
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}
components:
  schemas:
    Page:
      type: object
      required: [around]
      properties:
        data: {type: array, items: {type: object, properties: {id: {type: string}}}}
        total: {type: integer}
        around: {$ref: '#/components/schemas/Page'}
",
    );

    // The envelope itself and the sixteen in it that are looked into.
    assert_eq!(found.matches("name: \"total\"").count(), 17);
}

#[test]
fn an_answer_may_call_an_id_by_the_name_of_its_resource() {
    let one = "{type: object, properties: {set_uuid: {type: string}, name: {type: string}}}";
    let many = answers(&format!("{{type: array, items: {one}}}"));
    let made = answers(
        "{type: object, properties: {data_set_uuid: {type: string}, data_set_uuids: {type: array, items: {type: string}}}}",
    );
    let found = check_answers(&format!(
        r"
paths:
  /data_sets:
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {made}}}
  /data_sets/{{set_uuid}}:
    parameters: [{{name: set_uuid, in: path, required: true, schema: {{type: string}}}}]
    delete: {{operationId: delete, responses: {{'204': {{description: Gone.}}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    list: Entities(View { properties: [Property { name: "set_uuid", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }], id: None, open: true })
    create: Object([Slot { name: "data_set_uuid", required: false, fill: Id }, Slot { name: "data_set_uuids", required: false, fill: Ids }])
    delete: Nothing
    "#);
}

#[test]
fn what_an_answer_requires_and_a_body_gives_is_shown_without_being_described() {
    let one = answers(
        "{type: object, required: [note], properties: {id: {type: string}, name: {type: string}}}",
    );
    let taken = body("{type: object, properties: {name: {type: string}, note: {type: string}}}");
    let found = check_answers(&format!(
        r"
paths:
  /things: {{post: {{operationId: create, {taken}, {one}}}}}
  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    create: Entity(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }, Property { name: "note", nullable: false, unset: None }], id: None, open: true })
    read: Entity(View { properties: [Property { name: "id", nullable: false, unset: None }, Property { name: "name", nullable: false, unset: None }, Property { name: "note", nullable: false, unset: None }], id: None, open: true })
    "#);
}
