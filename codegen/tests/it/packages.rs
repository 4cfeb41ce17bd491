//! A client's package: it compiles as it lies, whatever the document says, and so does its front
//! page.

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use twinspec::{Runtime, Settings};

use crate::project::Project;

/// Everything that the document says about itself is as awkward as can be, and its tags are called
/// like what a client shows of its runtime.
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
      responses: {'204': {description: none}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
";

/// Generates a package into a folder that stays, so that cargo has less to do.
fn generate(name: &str, document: &str) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = Runtime::Path(root.join("generated-client/runtime").display().to_string());
    let project = Project::new(document);
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for file in ["Cargo.toml", "README.md", "src/lib.rs"] {
        let _ = fs::remove_file(package.join(file));
    }
    let settings = Settings::new(project.path("openapi.yaml"), "cargo test");
    twinspec::generate(&settings.client_package(&package, runtime)).unwrap();
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--all-targets"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    page
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

    assert_snapshot!(shown(manifest), @r#"
    [package]
    name = "awkward"
    version = "0.1.0"
    edition = "2024"
    rust-version = "1.95"
    description = "A typed async client for The \"best\" \\ API e{301} [ ]"
    readme = "README.md"
    "#);
    assert_snapshot!(shown(&library), @r#"
    //! A typed async client for The "best" \ API e{301} [ ].

    #[rustfmt::skip]
    mod generated;

    pub use generated::*;
    pub use twinspec_client::{
        Answering, AnyBody, DecodeError, Empty, Error, Extra, Field, File, Json, Map, Nullable, Parse,
        Parsed, Raw, ReqwestTransport, Response, Strict, Text, Transport, TransportError, bytes, http,
    };
    "#);
    assert!(page.contains("client.http_().send_error(r#type, level, tags).await?;"), "{page}");
}

#[test]
fn the_front_page_shows_a_call_that_compiles() {
    let page = compile(&generate("plain", PLAIN));

    let (_, call) = page.split_once("```rust\n").unwrap();
    let (call, _) = call.split_once("```").unwrap();
    assert_snapshot!(call, @r#"
    use plain::{Client, Error};

    async fn first_call(token: String, id: &str, deep: bool) -> Result<(), Error> {
        let client = Client::builder()
            .base_url("https://api.example.org/v1")
            .token(token)
            .build()?;
        let answer = client.things().get(id, deep).await?;
        println!("{}", answer.status());
        Ok(())
    }
    "#);
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
