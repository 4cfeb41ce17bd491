//! The package that proves a pair: it compiles as it lies, beside its client and its mock, and passes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::assert_snapshot;
use twinspec::{Runtime, Settings};

use crate::project::Project;

/// Small, and with one of each: a body of several forms, a body that need not be there, a parameter
/// in each place, several answers, errors, and a second file.
const THINGS: &str = r"openapi: 3.0.3
info: {title: Things, version: '1'}
security: [{token: []}]
paths:
  /things:
    get:
      operationId: list-things
      tags: [things]
      parameters:
        - {name: kinds, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      responses:
        '200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: 'thing.yaml'}}}}}
        '400': {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    post:
      operationId: create-thing
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: 'thing.yaml'}}}}
      responses:
        '201': {description: it, content: {application/json: {schema: {$ref: 'thing.yaml'}}}}
        default: {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /things/{id}:
    get:
      operationId: get-thing
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: 'thing.yaml'}}}}
        '404': {description: none}
  /things/{id}/picture:
    put:
      operationId: set-picture
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        content:
          application/json: {schema: {type: object, required: [url], properties: {url: {type: string}}}}
          image/png: {schema: {type: string, format: binary}}
      responses:
        '200': {description: picture, content: {image/png: {schema: {type: string, format: binary}}}}
        '204': {description: nothing}
components:
  schemas:
    Problem: {type: object, required: [why], properties: {why: {type: string}}}
  securitySchemes:
    token: {type: http, scheme: bearer}
";

const THING: &str = r"type: object
required: [name]
properties:
  id: {type: string, readOnly: true}
  name: {type: string, minLength: 1}
  size: {type: integer, minimum: 1, maximum: 9, nullable: true}
  kind: {type: string, enum: [a, b]}
  after: {type: string, format: date-time}
";

/// Generates client, mock and tests, each with what it runs on, into a folder that stays.
fn workspace() -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proofs");
    let _ = fs::remove_dir_all(&workspace);
    let project = Project::new(THINGS);
    project.write("thing.yaml", THING);
    let settings = Settings::new(project.path("openapi.yaml"), "cargo test")
        .client_package(workspace.join("things"), Runtime::Vendored)
        .mock_package(workspace.join("mock"), Runtime::Vendored)
        .tests_package(workspace.join("proofs/tests"), Runtime::Vendored);
    twinspec::generate(&settings).unwrap();
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"things\", \"mock\", \"proofs/tests\"]\n\
                    [profile.dev]\ndebug = 0\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    workspace
}

#[test]
fn a_pair_proves_itself_with_what_it_carries() {
    let workspace = workspace();
    let read = |path: &str| fs::read_to_string(workspace.join(path)).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();

    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--package", "tests", "--"])
        .args(["--nocapture", "--test-threads", "1"])
        .current_dir(&workspace)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let lines = said.lines().filter_map(|it| Some(&it[it.find("proof of")?..]));
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
    assert_snapshot!(read("proofs/tests/Cargo.toml"));
    assert_snapshot!(read("proofs/tests/src/lib.rs"));
    assert_snapshot!(read("proofs/tests/src/generated/things.rs"));
    assert_eq!(read("proofs/tests/document/openapi.yaml"), THINGS);
    assert_eq!(read("proofs/tests/document/thing.yaml"), THING);
}

#[test]
fn a_proof_without_a_client_is_refused() {
    let project = Project::new(THINGS);
    let settings = Settings::new(project.path("openapi.yaml"), "make");

    let refused = twinspec::generate(&settings.tests_package("tests", Runtime::Vendored));

    let text = refused.unwrap_err().to_string();
    assert_eq!(text, "a proof is about a client: say where that is to be, too");
}

#[test]
fn the_copy_of_a_document_is_corrected_by_its_overlays() {
    let overlay = "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n\
                   - {target: $.info, update: {title: Better}}\n";
    let project = Project::new(THINGS);
    project.write("thing.yaml", THING);
    project.write("overlay.yaml", overlay);
    let version = || Runtime::Version("0.1".to_owned());
    let settings = Settings::new(project.path("openapi.yaml"), "make")
        .overlay(project.path("overlay.yaml"))
        .client_package(project.path("client"), version())
        .tests_package(project.path("tests"), version());

    twinspec::generate(&settings).unwrap();

    let copy = project.read("tests/document/openapi.yaml");
    assert!(copy.contains("\"title\": \"Better\""), "{copy}");
    assert_eq!(project.read("tests/document/thing.yaml"), THING);
}
