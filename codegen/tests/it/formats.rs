//! The Rust types that a user chose for formats.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use twinspec::{Runtime, Settings};

use crate::packages::cargo;
use crate::project::{Project, document};

const DOCUMENT: &str = r"
servers: [{url: 'https://api.example.org/v1'}]
paths:
  /hosts/{address}:
    get:
      operationId: get-host
      tags: [Hosts]
      parameters:
        - {name: address, in: path, required: true, schema: {type: string, format: ipv4}}
        - {name: near, in: query, schema: {type: array, items: {type: string, format: ipv4}}}
        - {name: port, in: query, schema: {type: integer, format: int32}}
      responses:
        '200':
          description: it
          content: {application/json: {schema: {$ref: '#/components/schemas/Host'}}}
    put:
      operationId: put-host
      tags: [Hosts]
      parameters:
        - {name: address, in: path, required: true, schema: {type: string, format: ipv4}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Host'}}}
      responses: {'204': {description: done}}
components:
  schemas:
    Host:
      type: object
      required: [address, port]
      properties:
        address: {type: string, format: ipv4}
        former: {type: string, format: ipv4, nullable: true}
        servers: {type: array, items: {type: string, format: ipv4}}
        gateway: {type: string, format: ipv6}
        port: {type: integer, format: int32}
        load: {type: number, format: float}
        seen: {type: integer, format: date-time}
        name: {type: string, format: hostname}
        id: {type: string, format: uuid}
        price: {type: string, format: money}
";

fn settings(project: &Project) -> Settings {
    project
        .settings()
        .format("ipv4", "std::net::Ipv4Addr")
        .format("ipv6", "strict:std::net::Ipv6Addr")
        .format("int32", "i32")
        .format("float", "f32")
        .format("date-time", "jiff::Timestamp")
}

/// Returns why a type is refused.
fn refused(format: &str, ty: &str) -> String {
    let project = Project::new(&document(DOCUMENT));
    let error = twinspec::generate(&project.settings().format(format, ty)).unwrap_err();
    assert!(!project.path("client").exists(), "nothing is generated");
    error.to_string()
}

#[test]
fn a_chosen_type_stands_wherever_the_format_does() {
    let project = Project::new(&document(DOCUMENT));

    twinspec::generate(&settings(&project)).unwrap();

    let types = project.read("client/types.rs");
    let fields: Vec<&str> = types.lines().filter(|it| it.starts_with("        pub ")).collect();
    assert_snapshot!(fields.join("\n"), @"
    pub address: rt::Parsed<::std::net::Ipv4Addr>,
    pub former: rt::Field<rt::Parsed<::std::net::Ipv4Addr>>,
    pub servers: Option<Vec<rt::Parsed<::std::net::Ipv4Addr>>>,
    pub gateway: Option<rt::Strict<::std::net::Ipv6Addr>>,
    pub port: i32,
    pub load: Option<f32>,
    pub seen: Option<i64>,
    pub name: Option<String>,
    pub id: Option<String>,
    pub price: Option<String>,
    ");
}

#[test]
fn clients_with_chosen_types_compile_without_a_warning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = Runtime::Path(root.join("generated-client/runtime").display().to_string());
    let project = Project::new(&document(DOCUMENT));
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats");
    let settings = Settings::new(project.path("openapi.yaml"), "cargo test")
        .format("ipv4", "std::net::Ipv4Addr")
        .format("ipv6", "strict:std::net::Ipv6Addr")
        .format("int32", "i32")
        .format("float", "f32")
        .client_package(&package, runtime);
    twinspec::generate(&settings).unwrap();
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    if !manifest.contains("[workspace]") {
        fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    }

    cargo(&package, &["check"]);
    // Examples have to write values of these types.
    cargo(&package, &["test", "--doc"]);
}

#[test]
fn what_is_no_type_is_refused_before_anything_is_generated() {
    assert_snapshot!(refused("date", "jiff::"), @"the type of the format `date`: `jiff::` is not a type");
    assert_snapshot!(refused("date", "Date"), @"the type of the format `date`: expected the whole path of a type, as in `jiff::Timestamp`, or one of `i8`, `i16`, `i32`, `i64`, `u8`, `u16`, `u32`, `u64`, `f32`, `f64`, found `Date`");
    assert_snapshot!(refused("date", "&'static str"), @"the type of the format `date`: expected the whole path of a type, as in `jiff::Timestamp`, or one of `i8`, `i16`, `i32`, `i64`, `u8`, `u16`, `u32`, `u64`, `f32`, `f64`, found `&'static str`");
    assert_snapshot!(refused("date-time", "chrono::DateTime<chrono::Utc>"), @"the type of the format `date-time`: `chrono::DateTime<chrono::Utc>` does not fit: it prints itself as `2026-11-24 09:00:00 UTC`, which is no date-time; a type of your own (`crate::…`) does");
    assert_snapshot!(refused("date", "strict:time::Date"), @"the type of the format `date`: `time::Date` does not fit: its types need a description of the format and have no `FromStr`; a type of your own (`crate::…`) does");
    assert_snapshot!(refused("binary", "bytes::Bytes"), @"the type of the format `binary`: a `binary` text is a file and has no other type");
}

#[test]
fn a_new_manifest_names_the_crates_of_the_types() {
    let project = Project::new(&document(DOCUMENT));
    let settings = settings(&project)
        .format("uuid", "uuid::Uuid")
        .format("money", "my_money::Money<crate::Cents>")
        .client_package(project.path("api"), Runtime::Version("0.1".to_owned()));

    let report = twinspec::generate(&settings).unwrap();

    let notes: Vec<String> = report.notes.iter().map(|it| project.tidy(it)).collect();
    assert_eq!(
        notes,
        ["`api/Cargo.toml` needs the dependency `my_money`, for the types of formats"]
    );
    let manifest = project.read("api/Cargo.toml");
    let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
    assert_eq!(dependencies, "twinspec-client = \"0.1\"\nuuid = \"1\"\n");
    project.write("api/Cargo.toml", &format!("{manifest}my-money = \"1\"\n"));
    assert!(twinspec::generate(&settings).unwrap().notes.is_empty());
}
