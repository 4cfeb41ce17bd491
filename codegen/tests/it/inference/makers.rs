//! What makes an entity, what shows the last one made, and what only asks.

use insta::assert_snapshot;

use super::{ID, answers, body, check};

const JOB: &str = "{$ref: '#/components/schemas/Job'}";
const COMPONENTS: &str = "
components:
  schemas:
    Job:
      type: object
      properties:
        job_uuid: {type: string}
        name: {type: string}
        place: {type: object, properties: {city: {type: string}, country: {type: string}}}
";

fn many() -> String {
    answers(&format!("{{type: object, properties: {{jobs: {{type: array, items: {JOB}}}}}}}"))
}

/// The lines about operations, each without its reason.
fn check_verbs(paths: &str) -> String {
    let found = check(&format!("paths:{paths}{COMPONENTS}"));
    let verbs = found.lines().filter(|it| it.contains(", as ") || it.ends_with(": Respond"));
    let verbs = verbs.map(|it| it.split(", as ").next().unwrap_or_default());
    verbs.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_collection_that_shows_one_shows_the_last_that_it_made() {
    let one = answers(&format!("{{type: object, properties: {{job: {JOB}}}}}"));
    let found = check_verbs(&format!(
        r"
  /stores/{{store}}/job:
    parameters: [{{name: store, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: read, {one}}}
    post: {{operationId: start, {one}}}
  /stores/{{store}}/job/{{id}}:
    parameters: [{{name: store, in: path, required: true, schema: {{type: string}}}}, {ID}]
    delete: {{operationId: cancel, responses: {{'204': {{description: Gone.}}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    read: job below store: Read { key: Latest }
    start: job below store: Create
    cancel: job below store: Delete { key: Parameter("id") }
    "#);
}

#[test]
fn what_its_collection_does_not_make_is_made_beside_or_above_it() {
    let (one, many) = (answers(JOB), many());
    let found = check_verbs(&format!(
        r"
  /jobs: {{get: {{operationId: list, {many}}}}}
  /jobs/import: {{post: {{operationId: import, {one}}}}}
  /jobs/rate: {{post: {{operationId: rate, {one}}}}}
  /jobs/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}
  /runs: {{post: {{operationId: run, {one}}}}}
  /runs/{{store}}/{{id}}:
    parameters: [{{name: store, in: path, required: true, schema: {{type: string}}}}, {ID}]
    get: {{operationId: read-run, {one}}}
"
    ));

    assert_snapshot!(found, @r#"
    list: job: List
    import: job: Create
    rate: Respond
    read: job: Read { key: Parameter("id") }
    run: run: Create
    read-run: run below store: Read { key: Parameter("id") }
    "#);
}

#[test]
fn a_post_with_the_body_of_get_asks_what_get_asks() {
    let (one, many, query) = (answers(JOB), many(), body("{$ref: '#/components/schemas/Query'}"));
    let found = check(&format!(
        r"
paths:
  /jobs:
    get: {{operationId: find, {query}, {many}}}
    post: {{operationId: find-by-post, {query}, {many}}}
  /jobs/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read, {query}, {one}}}
    post: {{operationId: read-by-post, {query}, {one}}}
{COMPONENTS}    Query: {{type: object, properties: {{name: {{type: string}}}}}}
"
    ));

    assert_snapshot!(found, @r#"
    job (jobs), job_uuid is Uuid, given: job_uuid name place
    find: job: List, as the path is the collection
    find-by-post: job: List, as the path is the collection
    read: job: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    read-by-post: job: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    "#);
}

#[test]
fn what_is_changed_as_a_whole_is_an_item_whatever_is_below_it() {
    let (one, done) = (answers(JOB), "responses: {'204': {description: Done.}}");
    let taken = body(JOB);
    let found = check_verbs(&format!(
        r"
  /query_jobs: {{get: {{operationId: list, {}}}}}
  /query_jobs/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read, {one}}}
    put: {{operationId: put, {taken}, {done}}}
    delete: {{operationId: delete, {done}}}
  /query_jobs/{{id}}/{{context}}:
    parameters: [{ID}, {{name: context, in: path, required: true, schema: {{type: string}}}}]
    put: {{operationId: put-in-context, {taken}, {done}}}
",
        many()
    ));

    assert_snapshot!(found, @r#"
    list: queryJob: List
    read: queryJob: Read { key: Parameter("id") }
    put: queryJob: Merge { key: Parameter("id"), creates: true }
    delete: queryJob: Delete { key: Parameter("id") }
    put-in-context: queryJobQueryJob below id: Merge { key: Parameter("context"), creates: true }
    "#);
}

#[test]
fn a_list_below_an_owner_does_not_compare_its_own_ids_with_the_owners() {
    let (one, many) = (answers(JOB), many());
    let found = check_verbs(&format!(
        r"
  /stores/{{job_uuid}}/jobs:
    parameters: [{{name: job_uuid, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {one}}}
  /stores/{{store}}/jobs/{{id}}:
    parameters: [{{name: store, in: path, required: true, schema: {{type: string}}}}, {ID}]
    get: {{operationId: read, {one}}}
"
    ));

    assert_snapshot!(found, @r#"
    list: job below job_uuid: List
    create: job below job_uuid: Create
    read: job below store: Read { key: Parameter("id") }
    "#);
}

#[test]
fn a_body_that_has_no_word_for_a_part_of_an_object_leaves_it() {
    let one = answers(JOB);
    let city = "place: {type: object, properties: {city: {type: string}}}";
    let whole =
        "place: {type: object, properties: {city: {type: string}, country: {type: string}}}";
    let [city, whole] =
        [city, whole].map(|it| body(&format!("{{type: object, properties: {{{it}}}}}")));
    let found = check_verbs(&format!(
        r"
  /jobs: {{post: {{operationId: create, {one}}}}}
  /jobs/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read, {one}}}
    patch: {{operationId: change, {city}, {one}}}
    put: {{operationId: put, {city}, {one}}}
    post: {{operationId: change-more, {whole}, {one}}}
"
    ));

    assert_snapshot!(found, @r#"
    create: job: Create
    read: job: Read { key: Parameter("id") }
    change: job: Merge { key: Parameter("id"), creates: false } into `place`
    put: job: Merge { key: Parameter("id"), creates: false }
    change-more: job: Merge { key: Parameter("id"), creates: false }
    "#);
}

#[test]
fn one_thing_above_many_that_look_otherwise_is_one_of_its_own() {
    let [level, item] = [
        "{type: object, required: [updated], properties: {level: {type: string}, updated: {type: string}}}",
        "{type: object, properties: {subject: {type: string}, level: {type: string}}}",
    ];
    let (taken, whole, one) = (body(level), answers(level), answers(item));
    let found = check(&format!(
        r"
paths:
  /settings:
    get: {{operationId: read-all, {whole}}}
    put: {{operationId: put-all, {taken}, {whole}}}
  /settings/{{subject}}:
    parameters: [{{name: subject, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: read, {one}}}
    put: {{operationId: put, {taken}, {one}}}
"
    ));

    assert_snapshot!(found, @r#"
    setting (settings), subject is Uuid: subject level updated
    setting_ (settings_),  is Uuid, given: level updated
    read-all: setting_: Read { key: Only }, as there is one of it
    put-all: setting_: Replace { key: Only, creates: true }, as there is one of it
    read: setting: Read { key: Parameter("subject") }, as the path is an item of the collection, by `subject`
    put: setting: Replace { key: Parameter("subject"), creates: true }, as the path is an item of the collection, by `subject`
    "#);
}

#[test]
fn things_of_which_nothing_is_said_are_kept_all_the_same() {
    let (task, anything) =
        (answers("{type: object, properties: {taskId: {type: integer}}}"), answers("{}"));
    let many = answers("{type: object, properties: {results: {type: array, items: {}}}}");
    let taken = body("{}");
    let found = check(&format!(
        r"
paths:
  /documents:
    get: {{operationId: list, {many}}}
    post: {{operationId: create, {taken}, {task}}}
  /documents/{{id}}:
    parameters: [{ID}]
    get: {{operationId: read, {anything}}}
"
    ));

    assert_snapshot!(found, @r#"
    document (documents),  is Uuid: taskId
    list: document: List, as the path is the collection
    create: document: Create from `` of many, as the path is the collection
    read: document: Read { key: Parameter("id") }, as the path is an item of the collection, by `id`
    "#);
}
