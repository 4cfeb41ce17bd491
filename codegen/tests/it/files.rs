//! Documents that lie in several files.

mod lost;
mod names;

use insta::assert_snapshot;
use serde_json::{Map, Value};

use crate::project::{Project, document};

/// Makes a project of a document and the files beside it.
fn project(rest: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::new(&document(rest));
    for (name, text) in files {
        project.write(name, text);
    }
    project
}

/// Returns the types that the client has, or what is wrong.
fn types(project: &Project) -> String {
    let problems = project.problems();
    if problems.contains("warning") || problems.contains("error") {
        return problems;
    }
    let text = project.read("client/types.rs");
    let kept = text.lines().map(str::trim).filter(|it| {
        it.starts_with("pub struct") || it.starts_with("pub enum") || it.starts_with("pub ")
    });
    let kept = kept.filter(|it| !it.contains("fn "));
    // What a struct is made of and what else it holds stands behind its name.
    let name = |it: &str| match it.strip_prefix("pub struct ") {
        Some(rest) => format!("pub struct {}", rest.split([':', ' ']).next().unwrap_or_default()),
        None => it.trim_end_matches(" {").to_owned(),
    };
    kept.map(name).collect::<Vec<_>>().join("\n")
}

/// One operation that answers with what a reference leads to.
fn answer(reference: &str) -> String {
    format!(
        r"
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: Fine.
          content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}
"
    )
}

const ONE_FILE: &str = r"
tags: [{name: Pets, description: All about pets.}]
security: [{key: []}]
paths:
  /pets/{petId}:
    parameters:
      - {name: petId, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      tags: [Pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 9}}
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        default: {description: Not fine., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    put:
      operationId: replacePet
      tags: [Pets]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: string}
        name: {type: string}
        mother: {$ref: '#/components/schemas/Pet'}
        kind: {$ref: '#/components/schemas/Kind'}
    Kind: {type: string, enum: [cat, dog]}
    Problem: {type: object, properties: {message: {type: string}}}
";

#[test]
fn every_kind_of_reference_leads_into_other_files() {
    let one = project(ONE_FILE, &[]);
    let several = project(
        r"
tags: {$ref: tags.yml}
security: [{key: []}]
paths: {$ref: paths/all.yml}
components:
  securitySchemes: {$ref: 'security.json#/schemes'}
",
        &[
            ("tags.yml", "- {name: Pets, description: {$ref: pets.md}}\n"),
            ("pets.md", "All about pets."),
            (
                "security.json",
                r##"{"schemes": {"key": {"$ref": "#/key"}}, "key": {"type": "apiKey", "in": "header", "name": "X-Key"}}"##,
            ),
            ("paths/all.yml", "/pets/{petId}: {$ref: ./pets/item.yml}\n"),
            (
                "paths/pets/item.yml",
                r"
parameters: {$ref: '../../shapes.yml#/of-the-path'}
get: {$ref: get.yml}
put:
  operationId: replacePet
  tags: [Pets]
  requestBody: {$ref: '../../shapes.yml#/bodies/pet'}
  responses: {'200': {$ref: '../../shapes.yml#/responses/pet'}}
",
            ),
            (
                "paths/pets/get.yml",
                r"
operationId: getPet
tags: [Pets]
parameters: [{$ref: '../../shapes.yml#/limit'}]
responses: {$ref: '../../shapes.yml#/all-responses'}
",
            ),
            (
                "shapes.yml",
                r"
of-the-path:
  - {name: petId, in: path, required: true, schema: {type: string}}
limit: {name: limit, in: query, schema: {type: integer, maximum: 9}}
all-responses:
  '200': {$ref: '#/responses/pet'}
  default:
    description: Not fine.
    content: {application/json: {schema: {$ref: 'models/problem.yml'}}}
responses:
  pet: {description: Fine., content: {$ref: '#/content'}}
bodies:
  pet: {required: true, content: {$ref: '#/content'}}
content: {application/json: {$ref: media.yml}}
",
            ),
            ("media.yml", "schema: {$ref: models/pet.yml}\n"),
            (
                "models/pet.yml",
                r"
type: object
required: [id, name]
properties:
  id: {type: string}
  name: {type: string}
  mother: {$ref: pet.yml}
  kind: {$ref: 'more.json#/definitions/kind'}
",
            ),
            (
                "models/more.json",
                r#"{"definitions": {"kind": {"type": "string", "enum": ["cat", "dog"]}}}"#,
            ),
            ("models/problem.yml", "{type: object, properties: {message: {type: string}}}\n"),
        ],
    );

    assert_eq!(one.problems(), "");
    assert_eq!(several.problems(), "");

    for file in ["client/types.rs", "client/mod.rs", "client/pets.rs"] {
        assert_eq!(several.read(file), one.read(file), "{file}");
    }
    let report = several.generate().unwrap();
    let sources: Vec<_> = report.sources.iter().map(|it| it.display().to_string()).collect();
    assert_snapshot!(several.tidy(&sources.join("\n")), @"
    media.yml
    models/more.json
    models/pet.yml
    models/problem.yml
    openapi.yaml
    paths/all.yml
    paths/pets/get.yml
    paths/pets/item.yml
    pets.md
    security.json
    shapes.yml
    tags.yml
    ");
    assert_eq!(twinspec::sources(&several.settings()), report.sources);
}

#[test]
fn files_that_refer_to_each_other_make_types_and_checks_that_do() {
    let project = project(
        r"
paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {application/json: {schema: {$ref: tree.yml}}}}
      responses: {'204': {description: Fine.}}
",
        &[
            (
                "tree.yml",
                "{type: object, properties: {left: {$ref: more/leaf.yml}, right: {$ref: more/leaf.yml}}}",
            ),
            (
                "more/leaf.yml",
                "{type: object, properties: {tree: {$ref: ../tree.yml}, name: {$ref: '#/$defs/name'}}, $defs: {name: {type: string}}}",
            ),
        ],
    );

    assert_snapshot!(types(&project), @"
    pub struct Leaf
    pub tree: Option<Box<Tree>>,
    pub name: Option<String>,
    pub struct Tree
    pub left: Option<Box<Leaf>>,
    pub right: Option<Box<Leaf>>,
    ");
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let definitions: Map<String, Value> = serde_json::from_str(&blueprint.definitions).unwrap();
    let definitions = definitions.iter().map(|(name, it)| format!("{name}: {it}"));
    assert_snapshot!(definitions.collect::<Vec<_>>().join("\n"), @r##"
    more/leaf.yml#: {"type":"object","properties":{"tree":{"$ref":"#/$defs/tree.yml%23"},"name":{"$ref":"#/$defs/more~1leaf.yml%23~1%24defs~1name"}}}
    more/leaf.yml#/$defs/name: {"type":"string"}
    tree.yml#: {"type":"object","properties":{"left":{"$ref":"#/$defs/more~1leaf.yml%23"},"right":{"$ref":"#/$defs/more~1leaf.yml%23"}}}
    "##);
}

#[test]
fn the_document_may_be_referred_to_by_its_name() {
    let by_name = project(
        &format!(
            "{}components:\n  schemas:\n    B: {{type: object, properties: {{b: {{$ref: '#/components/schemas/B'}}}}}}\n",
            answer("a.yml")
        ),
        &[(
            "a.yml",
            "{type: object, properties: {b: {$ref: './x/../openapi.yaml#/components/schemas/B'}}}",
        )],
    );

    assert_snapshot!(types(&by_name), @"
    pub struct A
    pub b: Option<B>,
    pub struct B
    pub b: Option<Box<B>>,
    ");
    assert_eq!(by_name.generate().unwrap().sources.len(), 2);
}

#[test]
fn a_place_may_be_in_what_another_reference_leads_to() {
    let through = project(
        &format!(
            "{}components: {{schemas: {{$ref: schemas.yml}}}}\n",
            answer("#/components/schemas/A")
        ),
        &[(
            "schemas.yml",
            "A: {type: object, properties: {b: {$ref: 'openapi.yaml#/components/schemas/B'}}}\nB: {type: object, properties: {c: {type: string}}}\n",
        )],
    );

    assert_snapshot!(types(&through), @"
    pub struct A
    pub b: Option<B>,
    pub struct B
    pub c: Option<String>,
    ");
}

#[test]
fn all_properties_may_be_in_another_file_and_a_property_may_have_their_name() {
    let elsewhere = project(
        &answer("a.yml"),
        &[
            ("a.yml", "{type: object, properties: {$ref: more/properties.yml}}"),
            (
                "more/properties.yml",
                "properties: {$ref: b.yml}\nown: {$ref: 'properties.yml#/properties'}\n",
            ),
            ("more/b.yml", "{type: object, properties: {c: {type: string}}}"),
        ],
    );

    assert_snapshot!(types(&elsewhere), @"
    pub struct A
    pub properties: Option<B>,
    pub own: Option<B>,
    pub struct B
    pub c: Option<String>,
    ");
}

#[test]
fn places_are_found_by_names_with_any_character_and_by_anchors() {
    let escaped = project(
        &answer("my%20models/a%23b.yml#/on%2Foff~1~0/50%25"),
        &[(
            "my models/a#b.yml",
            "on/off/~: {'50%': {type: object, properties: {c: {$ref: '#there'}}}}\nD: {$anchor: there, type: object, properties: {d: {type: string}}}\n",
        )],
    );

    assert_snapshot!(types(&escaped), @"
    pub struct D
    pub d: Option<String>,
    pub struct N50
    pub c: Option<D>,
    ");
}

#[test]
fn what_the_same_file_holds_is_read_alike_from_a_document_in_another_folder() {
    let project = project(
        "paths: {}\n",
        &[
            ("deep/er/openapi.yaml", &document(&answer("../../models/a.yml"))),
            ("models/a.yml", "{type: object, properties: {b: {$ref: ../deep/b.yml}}}"),
            ("deep/b.yml", "{type: object, properties: {c: {type: strin}}}"),
        ],
    );

    let settings = twinspec::Settings::new(project.path("deep/er/openapi.yaml"), "make twins");
    let found = twinspec::warnings(&settings).unwrap();

    assert_snapshot!(project.tidy(&found[0].to_string()), @"
    warning[W007]: `type` must be `string`, `number`, `integer`, `boolean`, `array`, `object` or `null`
      --> deep/b.yml:1:33 (#/properties/c/type)
      help: write it as OpenAPI asks; as it is, it is not looked at
    ");
}
