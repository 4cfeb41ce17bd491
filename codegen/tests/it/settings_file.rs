//! `twinspec.toml`: settings for several documents.

use insta::assert_snapshot;
use twinspec::{Error, Settings};

use crate::project::{Project, document};

const DOCUMENT: &str = r"
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      parameters: [{name: since, in: query, schema: {type: string, format: date}}]
      responses: {'204': {description: none}}
";

/// A folder with two documents and this file.
fn project(file: &str) -> Project {
    let project = Project::named("docs/one.yaml", &document(DOCUMENT));
    project.write("docs/two.yaml", &document(DOCUMENT));
    project.write("twinspec.toml", file);
    project
}

fn read(project: &Project) -> Result<Vec<Settings>, Error> {
    Settings::read_all(project.path("twinspec.toml"), "twinspec generate")
}

fn mistakes(file: &str) -> String {
    let project = project(file);
    let error = read(&project).unwrap_err();
    project.tidy(&error.to_string())
}

#[test]
fn every_document_in_the_file_is_generated_beside_it() {
    let project = project(
        r#"
            [[api]]
            document = "docs/one.yaml"
            overlays = ["docs/fix.yaml"]
            operations = ["GET /things"]
            client = "crates/one"
            formats = { date = "jiff::civil::Date" }

            [[api]]
            document = "docs/two.yaml"
            client = "crates/two"
            runtime = "path=shared/runtime"
            mock = "mocks/two"
            engine = "path=shared/engine"

            [[api]]
            document = "docs/one.yaml"
            mock = "mocks/one"
            engine = "version=0.1"
        "#,
    );
    project.write(
        "docs/fix.yaml",
        "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n\
         - {target: $.info, update: {title: Better}}\n",
    );

    for settings in read(&project).unwrap() {
        twinspec::generate(&settings).unwrap();
    }

    let manifest = project.read("crates/one/Cargo.toml");
    assert!(manifest.contains("client for Better\""), "{manifest}");
    assert!(manifest.contains("\njiff = \"1\"\n"), "{manifest}");
    let things = project.read("crates/one/src/generated/things.rs");
    assert!(things.contains("rt::Parsed<::jiff::civil::Date>"), "{things}");
    assert!(things.contains("Do not edit: run `twinspec generate`."), "{things}");
    let manifest = project.read("crates/two/Cargo.toml");
    assert!(manifest.contains("{ path = \"../../shared/runtime\" }"), "{manifest}");
    let manifest = project.read("mocks/two/Cargo.toml");
    assert!(manifest.contains("{ path = \"../../shared/engine\", default-features"), "{manifest}");
    assert!(project.path("mocks/one/src/generated/blueprint.rs").exists());
}

#[test]
fn all_mistakes_are_said_with_their_places_and_what_is_allowed() {
    let file = r#"verbose = true

[[api]]
document = 7
overlay = "fix.yaml"
overlays = ["a.yaml", 1]
client = "one"
runtime = "somewhere"
formats = { date = "Date", time = true }

[[api]]
client = "one"
formats = "jiff"
"#;

    assert_snapshot!(mistakes(file), @r#"
    twinspec.toml:1:1: expected tables `[[api]]` and nothing else, found `verbose`
    twinspec.toml:4:12: expected a text that is not empty, found integer
    twinspec.toml:5:1: unknown key `overlay`, expected one of `document`, `documents`, `overlays`, `operations`, `client`, `runtime`, `mock`, `engine`, `tests`, `proof`, `formats`
    twinspec.toml:6:23: expected a text that is not empty, found integer
    twinspec.toml:8:11: expected `vendored`, `path=DIR` or `version=V`
    twinspec.toml:9:20: the type of the format `date`: expected the whole path of a type, as in `jiff::Timestamp`, or one of `i8`, `i16`, `i32`, `i64`, `u8`, `u16`, `u32`, `u64`, `f32`, `f64`, found `Date`
    twinspec.toml:9:35: expected a text that is not empty, found boolean
    twinspec.toml:11:1: `document` is missing
    twinspec.toml:13:11: expected a table, as in `{ date-time = "jiff::Timestamp" }`, found string
    "#);
}

#[test]
fn several_documents_become_one_client() {
    let project = project(
        r#"
            [[api]]
            documents = ["docs/one.yaml", { document = "docs/two.yaml", overlays = ["docs/fix.yaml"] }]
            client = "crates/both"
        "#,
    );
    project.write(
        "docs/fix.yaml",
        "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n\
         - {target: $.info, update: {title: Better}}\n",
    );

    for settings in read(&project).unwrap() {
        twinspec::generate(&settings).unwrap();
    }

    let page = project.read("crates/both/README.md");
    assert!(page.contains("- `one`: Things, version 1\n- `two`: Better, version 1\n"), "{page}");
}

#[test]
fn mistakes_about_several_documents_are_said_with_their_places() {
    let file = r#"[[api]]
documents = ["one.yaml", { document = "two.yaml", overlay = "fix.yaml" }, {}, 7]
overlays = ["fix.yaml"]
mock = "mock"

[[api]]
document = "one.yaml"
documents = []
client = "one"
"#;

    assert_snapshot!(mistakes(file), @r#"
    twinspec.toml:2:51: unknown key `overlay`, expected one of `document`, `overlays`
    twinspec.toml:2:75: `document` is missing
    twinspec.toml:2:79: expected a text that is not empty, found integer
    twinspec.toml:3:12: expected the overlays beside the document that they correct, as in `documents = [{ document = "api.yaml", overlays = ["fix.yaml"] }]`
    twinspec.toml:4:8: a mock is of one `document`; give it a table of its own
    twinspec.toml:7:12: `document` is one of `documents`
    twinspec.toml:8:13: expected at least one document
    "#);
}

#[test]
fn mistakes_in_the_syntax_are_said_with_their_places() {
    assert_snapshot!(mistakes("[[api]]\ndocument = \"a.yaml\nclient = one\n"), @r#"
    twinspec.toml:2:19: invalid basic string, expected `"`
    twinspec.toml:3:10: string values must be quoted, expected literal string
    "#);
}

#[test]
fn two_packages_cannot_have_one_folder() {
    let file = r#"
[[api]]
document = "docs/one.yaml"
client = "one"

[[api]]
document = "docs/two.yaml"
client = "one"
"#;

    assert_snapshot!(mistakes(file), @"twinspec.toml:6:1: another package has the same folder as this `client`");
}

#[test]
fn a_file_without_documents_is_refused() {
    assert_snapshot!(mistakes("# nothing\n"), @"twinspec.toml:1:1: expected a table `[[api]]` for each document");
}
