//! Names that Rust has other plans for, in a client and a mock that compile.

use std::fs;
use std::path::Path;
use std::process::Command;

use twinspec::{Runtime, Settings};

use crate::project::document;

/// Names that meet Rust's keywords, its prelude, each other, or no letter at all.
const ODD: &str = r"
tags:
  - {name: 名前}
paths:
  /names:
    get:
      operationId: self
      tags: [名前]
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Self'}}}
    post:
      operationId: crate
      tags: [æøå & Co]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Odd'}}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Union'}}}
        '201':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/self'}}}
    put:
      operationId: Vec
      tags: [self]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [anything, file]
              properties:
                anything: {}
                file: {type: string, format: binary}
                union: {$ref: '#/components/schemas/Union'}
                self: {$ref: '#/components/schemas/Self'}
                enum: {$ref: '#/components/schemas/Enum'}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Odd'}
      responses: {default: {description: Any.}}
    delete:
      operationId: super
      tags: [rt]
      parameters:
        - {name: self, in: query, schema: {$ref: '#/components/schemas/Enum'}}
        - {name: Self, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Enum'}}}
        - {name: into_future, in: query, schema: {type: string}}
        - {name: client, in: query, required: true, schema: {type: string}}
        - {name: '', in: query, schema: {type: string}}
        - {name: inner, in: header, schema: {$ref: '#/components/schemas/Numbers'}}
      responses: {'204': {description: Gone.}, 4XX: {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}
components:
  schemas:
    Self:
      type: object
      required: [self, Self, super]
      properties:
        self: {$ref: '#/components/schemas/self'}
        Self: {$ref: '#/components/schemas/Enum'}
        super: {$ref: '#/components/schemas/Box'}
        crate: {$ref: '#/components/schemas/Self'}
        gen: {$ref: '#/components/schemas/String'}
        _: {$ref: '#/components/schemas/Option'}
        '': {type: string}
        '!': {type: string}
        extra: {type: string}
        名: {$ref: '#/components/schemas/名前'}
    self: {type: object, properties: {a: {type: string}}}
    名前: {type: object, properties: {名: {type: string}}}
    Box: {type: object, additionalProperties: {$ref: '#/components/schemas/Box'}, properties: {a: {$ref: '#/components/schemas/Self'}}}
    String: {type: object, properties: {a: {$ref: '#/components/schemas/Json'}}}
    Json: {type: array, items: {$ref: '#/components/schemas/Union'}}
    Option: {type: string, enum: [Some, None]}
    Error: {type: object, properties: {error: {type: string}}}
    Enum: {type: string, enum: [self, Self, self_, SELF, Other, other, '', '!', '-', '1', '_1', a b, a-b, 名, null, Err, Ok]}
    Numbers: {enum: [1, -1, 1.5, -1.5, 1.0e3, true, 'true', '1', null]}
    Odd:
      type: object
      required: [send, body, numbers]
      properties:
        send: {type: string}
        body: {type: string}
        client: {$ref: '#/components/schemas/Numbers'}
        numbers: {type: array, items: {$ref: '#/components/schemas/Numbers'}}
        into_future: {type: boolean}
    Union:
      oneOf:
        - {$ref: '#/components/schemas/Self'}
        - {$ref: '#/components/schemas/self'}
        - {type: array, items: {type: string}}
        - {type: array, items: {type: string}}
        - {type: integer}
        - {type: number}
        - {title: Self, type: boolean}
        - {$ref: '#/components/schemas/Union'}
";

/// Writes a chain of types, each of which holds the next two, and the last the first.
fn chain(length: usize) -> String {
    let reference = |at: usize| format!("{{$ref: '#/components/schemas/T{}'}}", at % length);
    let ty = |at: usize| {
        let (one, other) = (reference(at + 1), reference(at + 2));
        format!(
            "    T{at}: {{type: object, properties: {{one: {one}, other: {{type: array, items: {other}}}, either: {{oneOf: [{one}, {{type: string}}]}}}}}}\n"
        )
    };
    let types: String = (0..length).map(ty).collect();
    format!(
        "
paths:
  /t:
    get:
      operationId: get-t
      responses:
        '200':
          description: It.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/T0'}}}}}}
components:
  schemas:
{types}"
    )
}

#[test]
fn names_that_rust_has_other_plans_for_compile() {
    compile("odd", ODD);
}

#[test]
fn hundreds_of_types_that_hold_each_other_compile() {
    compile("chain", &chain(300));
}

/// Generates client and mock and compiles them; a warning is an error.
fn compile(name: &str, rest: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dirty").join(name);
    // What is there already would stay, for it might be somebody's own.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let source = folder.join("openapi.yaml");
    fs::write(&source, document(rest)).unwrap();
    let path = |it: &str| root.join(it).display().to_string();
    let runtime = Runtime::Path(path("generated-client/runtime"));
    let settings = Settings::new(source, "cargo test")
        .client_package(&folder, runtime)
        .mock(folder.join("src/mock"));
    twinspec::generate(&settings).unwrap();
    let change = |file: &str, change: &dyn Fn(&str) -> String| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        fs::write(folder.join(file), change(&text)).unwrap();
    };
    let engine = path("mock-server/engine");
    // Less to compile, and the same as for other tests.
    change("Cargo.toml", &|it| {
        let bare = format!("{it}twinspec-mock = {{ path = '{engine}' }}\n");
        bare.replace(" }\n", ", default-features = false }\n") + "\n[workspace]\n"
    });
    // There is no default transport then.
    change("src/lib.rs", &|it| format!("{it}pub mod mock;\n").replace(" ReqwestTransport,", ""));
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();

    for arguments in [&["check"][..], &["test", "--doc"]] {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("goldens/target"))
            .env("RUSTFLAGS", "-D warnings")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
    }
}
