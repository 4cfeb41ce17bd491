//! Dirty documents: one bad piece costs that piece, and it is said what became of it.

mod limits;
mod mutations;
mod names;

use insta::assert_snapshot;

use crate::project::{Project, document};

/// Returns the warnings as `line code message`; the document must be generated.
fn warnings(rest: &str) -> String {
    let project = Project::new(&document(rest));
    let report = project.generate().unwrap();
    let line = |it: &twinspec::Diagnostic| format!("{} {} {}\n", it.line, it.code, it.message);
    report.warnings.iter().map(line).collect()
}

/// Returns the operations of the mock, one a line: what is left when bad pieces are left out.
fn operations(rest: &str) -> String {
    let project = Project::new(&document(rest));
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let line = |it: &twinspec_blueprint::Operation| {
        let parameters: Vec<&str> = it.parameters.iter().map(|it| &*it.name).collect();
        let statuses: Vec<String> =
            it.answers.iter().map(|it| format!("{:?}", it.status)).collect();
        let (method, security) = (it.method.as_str(), it.security.len());
        format!("{method} {} {parameters:?} {statuses:?} security: {security}\n", it.path)
    };
    blueprint.operations.iter().map(line).collect()
}

#[test]
fn values_of_a_wrong_kind_are_read_as_what_is_plainly_meant() {
    let rest = r#"
openapi: 3.1
info: {title: 5, version: 1, contact: nobody}
tags: [things, {name: 7}]
servers: https://api.example.com
security: {key: []}
paths:
  things:
    get:
      operationId: 12
      tags: things
      deprecated: "true"
      summary: 2
      description: [a, list]
      parameters:
        - {name: limit, in: Query, required: "yes", schema: {type: integer}}
        - {name: 9, in: query, required: "false", deprecated: "true"}
      requestBody: {required: "true", content: {application/json: {schema: {type: object}}}}
      responses:
        200: {description: 3}
    post:
      tags: [{name: things}]
      security: [key]
      responses: {}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key, description: 3}
"#;

    assert_snapshot!(warnings(rest), @r#"
    1 W018 `openapi: 3.1` is read as 3.1
    2 W017 `title` must be text; read as `5`
    2 W017 `version` must be text; read as `1`
    2 W016 `contact`: invalid type: string "nobody", expected struct Contact; it is left out
    3 W017 item 0 must be an object; taken as its `name`
    3 W017 `name` must be text; read as `7`
    4 W017 `servers` must be a list; taken as its only item
    4 W017 `servers` must be an object; taken as its `url`
    5 W017 `security` must be a list; what it holds is taken as its only item
    7 W017 a path begins with `/`; `things` is taken as `/things`
    9 W017 `operationId` must be text; read as `12`
    10 W017 `tags` must be a list; read as `["things"]`
    11 W017 `deprecated` must be `true` or `false`; read as `true`
    12 W017 `summary` must be text; read as `2`
    13 W016 `description`: invalid type: sequence, expected a string; it is left out
    15 W016 `required`: invalid type: string "yes", expected a boolean; it is left out
    16 W017 `9` has neither `schema` nor `content`; taken as text
    16 W017 `name` must be text; read as `9`
    16 W017 `required` must be `true` or `false`; read as `false`
    16 W017 `deprecated` must be `true` or `false`; read as `true`
    17 W017 `required` must be `true` or `false`; read as `true`
    19 W017 `description` must be text; read as `3`
    20 W010 POST /things has no `operationId`
    21 W017 `tags` must be a list; read as `["things"]`
    22 W017 a requirement is an object; taken as `key: []`
    26 W017 `description` must be text; read as `3`
    "#);
    assert_snapshot!(operations(rest), @r#"
    GET /things ["limit", "9"] ["Exact(200)"] security: 1
    POST /things [] [] security: 1
    "#);
}

#[test]
fn what_cannot_be_read_is_left_out_and_the_rest_stays() {
    let rest = r"
tags: {}
servers: 5
security: 5
components:
  securitySchemes: []
paths:
  /a:
    get:
      operationId: a
      parameters: {}
      responses: []
  /b/{id}:
    get:
      operationId: b
      parameters:
        - {name: q, in: somewhere, schema: {type: string}}
        - {name: body, schema: {type: string}}
        - {in: query, schema: {type: string}}
        - {name: [x], in: query, schema: {type: string}}
        - $ref: 5
        - 5
        -
        - {name: kept, in: query, schema: {type: string}}
      requestBody: {}
      responses:
        ok: {description: Fine.}
        '200':
          description:
          content: []
        '201':
        '404':
          content:
            application/json:
        '500': {description: Broken., content:}
    post: 5
    put:
      operationId: c
      requestBody: []
  /c: []
  /d:
";

    assert_snapshot!(warnings(rest), @"
    3 W016 `tags` must be a list, not an object; it is left out
    4 W016 `servers` must be a list, not a number; it is left out
    5 W016 `security` must be a list, not a number; it is left out
    7 W016 `securitySchemes` must be an object, not a list; it is left out
    12 W016 `parameters` must be a list, not an object; it is left out
    13 W016 `responses` must be an object, not a list; it is left out
    15 W012 `{id}` in the path is not declared as a parameter
    18 W016 `in` is `query`, `header`, `path` or `cookie`, not `somewhere`; the parameter is left out
    19 W016 `in` is missing; the parameter is left out
    20 W016 `name` is missing; the parameter is left out
    21 W016 `name` must be text, not a list; it is left out
    22 W016 `$ref` must be text; it is left out
    23 W016 item 5 must be an object, not a number; it is left out
    24 W016 item 6 must be an object, not null; it is left out
    26 W016 `content` is missing; the body is left out
    28 W016 `ok` is no status; the response is left out
    30 W016 `description` must be text, not null; it is left out
    31 W016 `content` must be an object, not a list; it is left out
    32 W016 `201` must be an object, not null; it is left out
    35 W016 `application/json` must be an object, not null; it is left out
    36 W016 `content` must be an object, not null; it is left out
    37 W016 `post` must be an object, not a number; it is left out
    38 W017 `responses` is missing; any answer is taken as it comes
    38 W012 `{id}` in the path is not declared as a parameter
    40 W016 `requestBody` must be an object, not a list; it is left out
    41 W016 `/c` must be an object, not a list; it is left out
    42 W016 `/d` must be an object, not null; it is left out
    ");
    assert_snapshot!(operations(rest), @r#"
    GET /a [] [] security: 0
    GET /b/{id} ["kept", "id"] ["Exact(200)", "Exact(201)", "Exact(404)", "Exact(500)"] security: 0
    PUT /b/{id} ["id"] [] security: 0
    "#);
}

#[test]
fn documents_without_info_or_paths_have_a_client_all_the_same() {
    assert_snapshot!(warnings("openapi: 3.0.3\npaths: {}\n"), @"1 W017 `info` is missing; the title is taken as `API`");
    assert_snapshot!(warnings("openapi: 3.0.3\ninfo: {}\npaths:\n"), @"
    2 W017 `title` is missing; taken as `API`
    2 W017 `version` is missing; taken as `0`
    3 W016 `paths` must be an object, not null; it is left out
    ");
    assert_snapshot!(warnings("openapi: 3.0.3\ninfo: 5\n"), @"
    1 W016 `paths` is missing: there is no operation to generate
    2 W016 `info` must be an object, not a number; it is left out
    ");
    assert_snapshot!(warnings("openapi: 3.0.3\ninfo: Things\npaths: 3\n"), @"
    2 W017 `info` must be an object; taken as its `title`
    2 W017 `version` is missing; taken as `0`
    3 W016 `paths` must be an object, not a number; it is left out
    ");
}

#[test]
fn a_version_that_is_nearly_one_is_read_as_that() {
    let line = |version: &str| {
        warnings(&format!(
            "openapi: {version}\ninfo: {{title: Things, version: '1'}}\npaths: {{}}\n"
        ))
    };
    let versions = ["3.0", "3.1", "'3.0'", "3", "3.2.0", "3.0.x", "' 3.0.3'"];

    assert_snapshot!(versions.map(line).concat(), @r#"
    1 W018 `openapi: 3.0` is read as 3.0
    1 W018 `openapi: 3.1` is read as 3.1
    1 W018 `openapi: "3.0"` is read as 3.0
    1 W018 `openapi: 3` is read as 3.0
    1 W018 `openapi: "3.2.0"` is read as 3.1
    1 W018 `openapi: " 3.0.3"` is read as 3.0
    "#);
}

#[test]
fn a_scheme_that_nobody_describes_is_a_bearer_token_and_leaves_nothing_open() {
    let rest = r"
security:
  - nobody: []
paths:
  /a:
    get: {operationId: a, responses: {}}
    put: {operationId: b, security: [{gone: [x]}, {}], responses: {}}
    post: {operationId: c, security: [{http: []}], responses: {}}
    patch: {operationId: d, security: [{key: nothing}, 5], responses: {}}
    delete: {operationId: e, security: [5], responses: {}}
    head: {operationId: f, security: [], responses: {}}
components:
  securitySchemes:
    gone: {$ref: '#/components/securitySchemes/Elsewhere'}
    http: {type: http}
    key: {type: apiKey, name: X-Key}
    flow: {type: oauth2, flows: none}
    odd: {type: magic}
    odder: 5
";
    let project = Project::new(&document(rest));

    project.generate().unwrap();
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let schemes = blueprint.schemes.iter();
    let schemes = schemes.map(|it| format!("{}: {:?}, {:?}\n", it.name, it.credential, it.flows));
    let schemes: Vec<String> = schemes.collect();

    assert_snapshot!(warnings(rest), @"
    4 W019 there is no security scheme `nobody`; taken as a bearer token
    8 W019 there is no security scheme `gone`; taken as a bearer token
    10 W017 scopes are a list; the text is taken as its only item
    10 W016 item 1 must be an object, not a number; it is left out
    11 W016 item 0 must be an object, not a number; it is left out
    15 W013 `#/components/securitySchemes/Elsewhere` does not exist
    16 W017 `scheme` is missing; taken as `bearer`
    17 W017 `in` is missing; taken as `header`
    18 W016 `flows` must be an object, not text; it is left out
    19 W016 unknown variant `magic`, expected one of `apiKey`, `http`, `oauth2`, `openIdConnect`; `odd` is left out
    20 W016 `odder` must be an object, not a number; it is left out
    ");
    assert_snapshot!(operations(rest), @"
    GET /a [] [] security: 1
    PUT /a [] [] security: 2
    POST /a [] [] security: 1
    PATCH /a [] [] security: 1
    DELETE /a [] [] security: 1
    HEAD /a [] [] security: 0
    ");
    assert_snapshot!(schemes.concat(), @r#"
    http: Bearer, []
    key: ApiKey { place: Header, name: "X-Key" }, []
    flow: Bearer, []
    nobody: Bearer, []
    gone: Bearer, []
    "#);
}

#[test]
fn the_variables_of_a_server_need_no_quotes_and_no_default() {
    let rest = r"
servers:
  - url: https://{host}:{port}/{base}{gone}
    variables:
      host: api.example.com
      port: {enum: [8443, 443], default: 8443, description: [odd]}
      base: {enum: [v1, v2]}
      gone: 5
  - {description: nowhere}
  -
paths: {}
";
    let project = Project::new(&document(rest));
    project.generate().unwrap();
    let client = project.read("client/api.rs");
    let url = client.lines().find(|it| it.contains("{host=")).unwrap();

    assert_snapshot!(warnings(rest), @r#"
    6 W017 `host` must be an object; taken as its `default`
    7 W017 `enum` must be a list; read as `["8443","443"]`
    7 W017 `default` must be text; read as `8443`
    7 W016 `description`: invalid type: sequence, expected a string; it is left out
    8 W017 `default` is missing; taken as `v1`
    9 W016 `gone` must be an object, not a number; it is left out
    10 W016 missing field `url`; item 1 is left out
    11 W016 item 2 must be an object, not null; it is left out
    "#);
    assert_snapshot!(url.trim(), @r#"base_url: "https://{host=api.example.com}:{port=8443}/{base=v1}{gone}","#);
}
