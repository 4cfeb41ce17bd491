//! A client's package: it compiles as it lies, whatever the document says, and so does its front
//! page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::assert_snapshot;
use twinspec::{Runtime, Settings};

use crate::project::Project;

/// Everything that the document says about itself is as awkward as can be, and its tags are called
/// like what a client shows of its runtime, and what stands beside them.
const AWKWARD: &str = r#"openapi: 3.0.3
info:
  title: "The \"best\" \\ API\u0001\u007f\r\n e\u0301 [\u202e]"
  version: "v2-\"beta\""
servers: [{url: "https://{region}.example.org", variables: {region: {default: eu}}}]
security: [{key: []}]
paths:
  /bytes/{client}:
    get:
      operationId: get-bytes
      tags: [bytes]
      parameters: [{name: client, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: none}}
  /generated:
    get: {operationId: get-generated, deprecated: true, tags: [generated], responses: {'204': {description: none}}}
  /runtime:
    get: {operationId: get-runtime, deprecated: true, tags: [twinspec_client], responses: {'204': {description: none}}}
  /http:
    post:
      operationId: send-error
      tags: [http]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [type, level, tags]
              properties:
                type: {type: string, enum: [a, b]}
                level: {type: integer}
                tags: {type: array, items: {type: string}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
components:
  schemas:
    Error: {type: object, properties: {transport: {type: string}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
"#;

const PLAIN: &str = r"openapi: 3.0.3
info: {title: Things, version: '1.2'}
servers: [{url: 'https://api.example.org/v1'}]
security: [{token: []}]
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      responses: {'204': {description: none}}
  /things/{id}:
    get:
      operationId: get-thing
      tags: [Things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: deep, in: query, required: true, schema: {type: boolean}}
      responses:
        '204': {description: none}
        '400': {description: wrong}
        '404': {description: gone, content: {application/json: {schema: {type: string}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    other: {type: http, scheme: bearer}
";

const SMALL: &str = r"openapi: 3.0.3
info: {title: Small things, version: '1'}
paths:
  /things:
    get:
      operationId: list-things
      responses:
        '200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}
    post:
      operationId: create-thing
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        '201': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  /things/{id}:
    get:
      operationId: get-thing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
components:
  schemas:
    Thing: {type: object, properties: {id: {type: string, readOnly: true}, name: {type: string}}}
";

/// Names the runtime of the workspace, which compiles once for all.
pub(crate) fn lend_runtime() -> Runtime {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Runtime::Path(root.join("generated-client/runtime").display().to_string())
}

/// Generates a package into a folder that stays, so that cargo has less to do.
fn generate(name: &str, document: &str) -> std::path::PathBuf {
    let project = Project::new(document);
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for file in ["Cargo.toml", "README.md", "src/lib.rs"] {
        let _ = fs::remove_file(package.join(file));
    }
    let settings = Settings::new(project.path("openapi.yaml"), "cargo test");
    twinspec::generate(&settings.client_package(&package, lend_runtime())).unwrap();
    package
}

/// Compiles a package, and the code on its front page as examples.
fn compile(package: &Path) -> String {
    let page = fs::read_to_string(package.join("README.md")).unwrap();
    let blocks = page.split("```rust\n").skip(1).filter_map(|it| it.split("```").next());
    fs::create_dir_all(package.join("examples")).unwrap();
    for (number, block) in blocks.enumerate() {
        let example = format!("#![allow(dead_code)]\n\n{block}\nfn main() {{}}\n");
        fs::write(package.join(format!("examples/page{number}.rs")), example).unwrap();
    }
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    cargo(package, &["check", "--all-targets"]);
    page
}

/// Runs cargo in a folder, with the versions that are there without a network.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Generates the packages of mocks with engines of their own, side by side in a folder that stays.
fn workspace_of_mocks(mocks: &[(&str, &str)]) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mocks");
    for (name, document) in mocks {
        // What is a user's once it is there.
        for file in ["Cargo.toml", "README.md", "src/behaviour.rs", "src/lib.rs", "src/main.rs"] {
            let _ = fs::remove_file(workspace.join(name).join(file));
        }
        let project = Project::new(document);
        let settings = Settings::new(project.path("openapi.yaml"), "cargo test");
        let settings = settings.mock_package(workspace.join(name), Runtime::Vendored);
        twinspec::generate(&settings).unwrap();
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\", \"*/engine\"]\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    workspace
}

/// Shows the character that accents the one before it.
fn shown(text: &str) -> String {
    text.replace('\u{301}', "{301}")
}

#[test]
fn the_package_of_an_awkward_document_compiles_without_a_warning() {
    let package = generate("awkward", AWKWARD);
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    let (manifest, _) = manifest.split_once("\n[dependencies]").unwrap();
    let library = fs::read_to_string(package.join("src/lib.rs")).unwrap();

    let page = compile(&package);
    cargo(&package, &["test", "--doc"]);

    assert_snapshot!(shown(manifest), @r#"
    [package]
    name = "awkward"
    version = "0.1.0"
    edition = "2024"
    rust-version = "1.95"
    description = "A typed async client for The \"best\" \\ API e{301} [ ]"
    readme = "README.md"

    [features]
    default = ["all-tags"]
    # twinspec keeps these up to date, one for each tag:
    all-tags = ["bytes_", "generated_", "twinspec_client_", "http_"]
    bytes_ = []
    generated_ = []
    twinspec_client_ = []
    http_ = []
    # twinspec: end
    "#);
    assert_snapshot!(shown(&library), @r#"
    #![doc = include_str!("../README.md")]

    #[rustfmt::skip]
    mod generated;

    pub use generated::*;
    pub use twinspec_client::{
        Answering, AnyBody, DecodeError, Empty, Error, Extra, Field, File, Json, Map, Nullable, Parse,
        Parsed, Raw, ReqwestTransport, Response, Strict, Text, Transport, TransportError, bytes, http,
    };
    "#);
    assert!(page.contains("    client.bytes_().get_bytes(\"client\").await?;"), "{page}");
}

#[test]
fn the_front_page_shows_a_call_that_compiles() {
    let page = compile(&generate("plain", PLAIN));

    let credentials = page.lines().filter(|it| it.starts_with("- "));
    assert_eq!(credentials.collect::<Vec<_>>(), ["- `.token(…)` for the header `Authorization`"]);
    let blocks = page.split("```rust\n").skip(1).filter_map(|it| it.split("```").next());
    let [call, error, _] = blocks.collect::<Vec<_>>()[..] else { panic!("{page}") };
    assert_snapshot!(error, @r#"
    use plain::things::GetError;
    use plain::{Client, Error};

    async fn expect_an_error(client: &Client) -> Result<(), Error> {
        match client.things().get("id", true).await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) => {
                match error.documented() {
                    Some(GetError::NotFound(body)) => println!("{body:?}"),
                    _ => return Err(error.into()),
                }
            }
        }
        Ok(())
    }
    "#);
    assert_snapshot!(call, @r#"
    use plain::{Client, Error};

    async fn first_call(token: String) -> Result<(), Error> {
        let client = Client::builder()
            .base_url("https://api.example.org/v1")
            .token(token)
            .build()?;
        client.things().get("id", true).await?;
        Ok(())
    }
    "#);
}

#[test]
fn a_package_that_is_called_otherwise_is_called_so_in_its_examples() {
    let project = Project::new(PLAIN);
    let package = project.path("things");
    let settings = Settings::new(project.path("openapi.yaml"), "cargo test");
    let settings = settings.client_package(&package, lend_runtime());
    twinspec::generate(&settings).unwrap();
    let before = project.read("things/src/generated/things.rs");
    let manifest = project.read("things/Cargo.toml");
    project.write("things/Cargo.toml", &manifest.replace("\"things\"", "\"our-things\""));

    twinspec::generate(&settings).unwrap();

    assert!(before.contains("client: &things::Client"), "{before}");
    let after = project.read("things/src/generated/things.rs");
    assert_eq!(after, before.replace("things::", "our_things::"));
}

#[test]
fn mocks_with_engines_of_their_own_share_a_workspace() {
    let workspace = workspace_of_mocks(&[("awkward", AWKWARD), ("small", SMALL)]);
    let read = |path: &str| fs::read_to_string(workspace.join(path)).unwrap();
    let mut files = files_below(&workspace.join("small"));
    files.retain(|it| !it.contains("engine/src") && !it.contains("blueprint/src"));

    cargo(&workspace, &["check", "--workspace", "--all-targets"]);
    cargo(&workspace, &["check", "--package", "small", "--no-default-features"]);
    cargo(&workspace, &["test", "--doc", "--package", "small"]);

    assert_snapshot!(files.join("\n"));
    assert_snapshot!(read("small/Cargo.toml"));
    assert_snapshot!(read("small/src/lib.rs"));
    assert_snapshot!(read("small/src/main.rs"));
    assert_snapshot!(read("small/src/behaviour.rs"));
    let engine = read("small/engine/Cargo.toml");
    assert!(engine.contains("name = \"small-engine\""), "{engine}");
    assert!(engine.contains("package = \"small-blueprint\", path = \"blueprint\""), "{engine}");
}

#[test]
fn client_and_mock_come_in_one_run_and_not_into_one_folder() {
    let project = Project::new(SMALL);
    let settings = |client: &str, mock: &str| {
        let version = Runtime::Version("0.1".to_owned());
        Settings::new(project.path("openapi.yaml"), "make")
            .client_package(project.path(client), version.clone())
            .mock_package(project.path(mock), version)
    };

    twinspec::generate(&settings("clients/small", "mocks/small")).unwrap();
    let same = twinspec::generate(&settings("small", "x/../small")).unwrap_err();

    let name = |path: &str| project.read(path).lines().nth(1).map(str::to_owned);
    assert_eq!(name("clients/small/Cargo.toml").as_deref(), Some("name = \"small\""));
    assert_eq!(name("mocks/small/Cargo.toml").as_deref(), Some("name = \"small-mock\""));
    let engine = "twinspec-mock = { version = \"0.1\", default-features = false }";
    assert!(project.read("mocks/small/Cargo.toml").contains(engine));
    assert!(!project.path("mocks/small/engine").exists());
    let same = project.tidy(&same.to_string());
    assert_eq!(same, "client and mock cannot both be in `x/../small`");
}

/// Lists the files below a folder, in order.
fn files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn packages_have_names_that_programs_can_say() {
    let project = Project::new(PLAIN);
    for (folder, name) in [
        ("My API (v2)", "my-api-v2"),
        ("2fa", "api-2fa"),
        ("async", "async-api"),
        ("core", "core-api"),
        ("twinspec-client", "twinspec-client-api"),
        ("größe", "gre"),
        ("日本", "client"),
    ] {
        let runtime = Runtime::Version("0.1".to_owned());
        let settings = Settings::new(project.path("openapi.yaml"), "make");
        twinspec::generate(&settings.client_package(project.path(folder), runtime)).unwrap();

        let manifest = project.read(&format!("{folder}/Cargo.toml"));

        assert_eq!(manifest.lines().nth(1), Some(format!("name = \"{name}\"").as_str()));
    }
}
