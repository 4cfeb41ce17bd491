//! The command `twinspec`: what it prints, writes and returns.

use std::fmt::Write;
use std::process::Command;

use insta::assert_snapshot;

use crate::project::{Project, document};

const DOCUMENT: &str = r"
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      responses:
        '200':
          description: them
          content: {application/json: {schema: {$ref: '#/components/schemas/Thinks'}}}
";

/// Runs the command in the project's folder; returns what it prints, and whether it failed.
pub(crate) fn run(project: &Project, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_twinspec"))
        .args(arguments)
        .current_dir(project.path(""))
        .output()
        .unwrap();
    let mut text = String::from_utf8(output.stderr).unwrap();
    text += &String::from_utf8(output.stdout).unwrap();
    writeln!(text, "exit {}", output.status.code().unwrap()).unwrap();
    text
}

/// A document with a warning in each of its many operations.
fn with_warnings(count: usize) -> Project {
    let mut paths = String::from("paths:\n");
    for number in 0..count {
        writeln!(
            paths,
            "  /t{number}: {{get: {{operationId: get-{number}, responses: {{'200': {{description: it, \
             content: {{application/json: {{schema: {{$ref: '#/none/{number}'}}}}}}}}}}}}}}"
        )
        .unwrap();
    }
    Project::new(&document(&paths))
}

#[test]
fn check_shows_the_line_the_place_and_what_to_do() {
    let project = Project::new(&document(DOCUMENT));

    assert_snapshot!(run(&project, &["check", "openapi.yaml"]), @"
    warning[W013]: `#/components/schemas/Thinks` does not exist
      --> openapi.yaml:11:40
       |
    11 |           content: {application/json: {schema: {$ref: '#/components/schemas/Thinks'}}}
       |                                        ^^^^^^ #/paths/~1things/get/responses/200/content/application~1json/schema
       |
       = help: correct the reference, or add what it refers to; URLs are never fetched

    0 errors, 1 warning
    `twinspec explain W013` says more about that code
    exit 0
    ");
}

#[test]
fn errors_and_denied_warnings_fail_the_check() {
    let project = Project::new(&document(DOCUMENT));
    project.write("broken.yaml", "openapi: 3.0.3\ninfo: {title: [\n");

    let broken = run(&project, &["check", "broken.yaml"]);
    let denied = run(&project, &["check", "openapi.yaml", "--deny", "warnings"]);

    assert_snapshot!(broken, @"
    error[E001]: while parsing a node, did not find expected node content
    --> broken.yaml:3:1
     = note: at `#`
     = help: mend the syntax at this place

    1 error, 0 warnings
    `twinspec explain E001` says more about that code
    exit 1
    ");
    assert!(
        denied.contains("\n0 errors, 1 warning\n") && denied.ends_with("\nexit 1\n"),
        "{denied}"
    );
}

#[test]
fn a_line_that_is_too_long_is_named_and_not_shown() {
    let project = Project::new(&format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "{}", "version": "1"}}, "paths": {{"/things":
        {{"get": {{"operationId": 7, "responses": {{}}}}}}}}}}"#,
        "many words ".repeat(50)
    ).replace('\n', ""));

    assert_snapshot!(run(&project, &["check", "openapi.yaml"]), @"
    warning[W017]: `operationId` must be text; read as `7`
    --> openapi.yaml:1:648
     = note: at `#/paths/~1things/get/operationId`
     = help: write it as OpenAPI asks if something else is meant

    0 errors, 1 warning
    `twinspec explain W017` says more about that code
    exit 0
    ");
}

#[test]
fn the_list_as_json_has_these_members() {
    let project = Project::new(&document(DOCUMENT));

    assert_snapshot!(run(&project, &["check", "openapi.yaml", "--json"]), @r##"
    [
      {
        "severity": "warning",
        "code": "W013",
        "message": "`#/components/schemas/Thinks` does not exist",
        "file": "openapi.yaml",
        "line": 11,
        "column": 40,
        "pointer": "#/paths/~1things/get/responses/200/content/application~1json/schema",
        "help": "correct the reference, or add what it refers to; URLs are never fetched"
      }
    ]
    exit 0
    "##);
}

#[test]
fn generate_shows_the_first_warnings_and_how_many_there_are() {
    let project = with_warnings(23);

    let text =
        run(&project, &["generate", "openapi.yaml", "--client", "api", "--runtime", "version=0.1"]);

    assert_eq!(text.matches("warning[W013]").count(), 20, "{text}");
    assert!(text.contains("\n… and 3 more: `twinspec check openapi.yaml` lists all\n"), "{text}");
    assert!(text.ends_with("29 generated files: 29 changed\nexit 0\n"), "{text}");
}

#[test]
fn generate_without_a_document_does_what_the_file_says() {
    let project = Project::new(&document(DOCUMENT));
    let nothing = run(&project, &["generate"]);
    project.write("broken.yaml", "openapi: 3.0.3\nx-webhooks: []\n");
    let api = |name: &str| {
        format!(
            "[[api]]\ndocument = '{name}.yaml'\nclient = 'clients/{name}'\nruntime = 'version=0.1'\n"
        )
    };
    project.write("twinspec.toml", &(api("broken") + &api("openapi")));

    let all = run(&project, &["generate"]);
    project.write("some.toml", &api("openapi"));
    let some = run(&project, &["generate", "--config", "some.toml", "--check"]);

    assert_snapshot!(nothing, @"
    error: expected a document, as in `twinspec generate api.yaml --client my-api`, or a file `twinspec.toml` in this folder
    exit 1
    ");
    assert_snapshot!(all, @"
    error[E009]: `x-webhooks` must be an object
     --> broken.yaml:2:1
      |
    2 | x-webhooks: []
      | ^^^^^^^^^^ #/x-webhooks
      |
      = help: see `spec/README.md` for the extensions and their forms

    … and 2 warnings: `twinspec check broken.yaml` lists all

    nothing was generated: the document has 1 error
    warning[W013]: `#/components/schemas/Thinks` does not exist
      --> openapi.yaml:11:40
       |
    11 |           content: {application/json: {schema: {$ref: '#/components/schemas/Thinks'}}}
       |                                        ^^^^^^ #/paths/~1things/get/responses/200/content/application~1json/schema
       |
       = help: correct the reference, or add what it refers to; URLs are never fetched

    broken.yaml:
    openapi.yaml:
    wrote clients/openapi/Cargo.toml
    wrote clients/openapi/README.md
    wrote clients/openapi/src/lib.rs
    wrote clients/openapi/src/generated/mod.rs
    wrote clients/openapi/src/generated/api.rs
    wrote clients/openapi/src/generated/types.rs
    wrote clients/openapi/src/generated/things.rs
    7 generated files: 7 changed
    exit 1
    ");
    assert!(
        some.contains("generated files are stale; run `twinspec generate --config some.toml`"),
        "{some}"
    );
}

#[test]
fn explain_lists_codes_and_tells_one_of_them() {
    let project = Project::new("");

    let all = run(&project, &["explain"]);
    let one = run(&project, &["explain", "w018"]);
    let none = run(&project, &["explain", "W999"]);

    assert!(all.contains("\nW013  a reference that leads nowhere\n"), "{all}");
    assert_snapshot!(one, @r#"
    # W018: a version that cannot be read

    `openapi` says which version of OpenAPI the document is written in. Here it says something else, and what the
    document looks like decides.

    ## Wrong

    ```yaml api.yaml
    openapi: "3"
    info: { title: Shop, version: "1" }
    paths:
      /orders:
        get:
          operationId: listOrders
          responses: { "200": { description: The orders. } }
    ```

    ## Right

    ```yaml api.yaml
    openapi: 3.1.0
    info: { title: Shop, version: "1" }
    paths:
      /orders:
        get:
          operationId: listOrders
          responses: { "200": { description: The orders. } }
    ```
    exit 0
    "#);
    assert_snapshot!(none, @"
    error: there is no code `W999`; `twinspec explain` lists all
    exit 1
    ");
}

#[test]
fn a_dry_run_says_what_a_run_would_do() {
    let project = Project::new(&document(DOCUMENT));
    let words =
        ["generate", "openapi.yaml", "--client", "api", "--runtime", "version=0.1", "--dry-run"];

    let text = run(&project, &words);
    let is_there = project.path("api").exists();
    run(&project, &words[..6]);
    let again = run(&project, &words);

    assert!(text.contains("\nwould write api/Cargo.toml\n"), "{text}");
    assert!(text.ends_with(" would change\nexit 0\n"), "{text}");
    assert!(!is_there);
    assert!(again.ends_with(": nothing would change\nexit 0\n"), "{again}");
}

#[test]
fn generate_as_json_has_these_members() {
    let project = Project::new(&document(DOCUMENT));
    let words = ["generate", "openapi.yaml", "--client", "api", "--runtime", "version=0.1"];
    let json = |words: &[&str]| run(&project, &[words, &["--json"]].concat());

    run(&project, &words);
    project.write("api/src/generated/things.rs", "");
    let made = json(&words);
    project.write(
        "openapi.yaml",
        "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\nx-webhooks: []\npaths: {}",
    );
    let failed = json(&words);

    assert_snapshot!(made, @r##"
    [
      {
        "document": "openapi.yaml",
        "documents": [
          "openapi.yaml"
        ],
        "files": 7,
        "changes": [
          {
            "path": "api/src/generated/things.rs",
            "change": "written"
          }
        ],
        "diagnostics": [
          {
            "severity": "warning",
            "code": "W013",
            "message": "`#/components/schemas/Thinks` does not exist",
            "file": "openapi.yaml",
            "line": 11,
            "column": 40,
            "pointer": "#/paths/~1things/get/responses/200/content/application~1json/schema",
            "help": "correct the reference, or add what it refers to; URLs are never fetched"
          }
        ],
        "notes": [],
        "error": null
      }
    ]
    exit 0
    "##);
    assert_snapshot!(failed, @r##"
    [
      {
        "document": "openapi.yaml",
        "documents": [
          "openapi.yaml"
        ],
        "files": null,
        "changes": [],
        "diagnostics": [
          {
            "severity": "error",
            "code": "E009",
            "message": "`x-webhooks` must be an object",
            "file": "openapi.yaml",
            "line": 3,
            "column": 1,
            "pointer": "#/x-webhooks",
            "help": "see `spec/README.md` for the extensions and their forms"
          }
        ],
        "notes": [],
        "error": "the document has errors"
      }
    ]
    exit 1
    "##);
}
