//! Calls that documentation shows. That they compile is the claim of [`crate::compiles`].

use insta::assert_snapshot;
use twinspec::Error;

use crate::project::{Project, document};

/// What a call may need: every kind of argument, with and without an example, and every kind of
/// answer.
pub(crate) const EXAMPLES: &str = r#"
security: [{token: []}]
paths:
  /pets:
    get:
      operationId: list-pets
      tags: [Pets]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: Some., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
    post:
      operationId: create-pet
      tags: [Pets]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/NewPet'}
            examples: {rex: {$ref: '#/components/examples/Rex'}}
      responses: {'201': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/PetResponse'}}}}}
    put:
      operationId: replace-pets
      tags: [Pets]
      requestBody: {required: true, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Owner'}}}}}
      responses: {'204': {description: Done.}}
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: integer}, example: 5000000000}]
    get:
      operationId: get-pet
      tags: [Pets]
      parameters: [{name: since, in: query, required: true, schema: {type: string, format: date}}]
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    delete:
      operationId: delete-pet
      tags: [Pets]
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{petId}/photo:
    parameters: [{name: petId, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: download-pet-photo
      tags: [Pets]
      responses: {'200': {description: It., content: {image/png: {schema: {type: string, format: binary}}}}}
    put:
      operationId: upload-pet-photo
      tags: [Pets]
      requestBody:
        required: true
        content:
          image/png: {schema: {type: string, format: binary}}
          application/json: {schema: {$ref: '#/components/schemas/Owner'}}
      responses: {'200': {description: Sizes., content: {application/json: {schema: {type: array, items: {type: integer}}}}}}
  /pets/{petId}/notes/{client}:
    post:
      operationId: note-pet
      tags: [Pets]
      parameters:
        - {name: petId, in: path, required: true, schema: {type: integer, example: 7}}
        - {name: client, in: path, required: true, schema: {type: string, example: "no \u202e line\n"}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Everything'}}}}
      responses: {'200': {description: Any., content: {application/json: {schema: {type: object}}}}}
components:
  examples:
    Rex: {value: {name: Rex, kind: dog, tags: [good, boy, here], owner: {name: Mara}}}
  schemas:
    Kind: {type: string, enum: [cat, dog]}
    Owner: {type: object, required: [name], properties: {name: {type: string}}}
    NewPet:
      type: object
      required: [name, kind, tags, owner, weight]
      properties:
        name: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
        tags: {type: array, items: {type: string}}
        owner: {$ref: '#/components/schemas/Owner'}
        weight: {type: number, nullable: true}
    Pet: {type: object, required: [status, id], properties: {status: {type: string}, id: {type: integer}}}
    PetResponse: {type: object, required: [trace, pet], properties: {trace: {type: string}, pet: {$ref: '#/components/schemas/Pet'}}}
    Page: {type: object, required: [data, more], properties: {more: {type: string}, data: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Node: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Node'}}}
    Inner:
      type: object
      required: [flag, map, lists, pair]
      properties:
        flag: {type: boolean}
        map: {type: object, additionalProperties: {type: integer}}
        lists: {type: array, items: {type: array, items: {type: integer}}}
        pair: {type: string, nullable: true}
    Everything:
      type: object
      required: [any, example, map, words, lists, count, union, inner, node, holes, flag, wide, odd]
      properties:
        any: {}
        example: {example: 12}
        map: {type: object, additionalProperties: {type: integer}}
        words: {type: object, additionalProperties: {type: string}, example: {color: red}}
        lists: {type: array, items: {type: array, items: {type: string}}}
        count: {type: integer, nullable: true, example: 3}
        union: {oneOf: [{type: integer}, {type: array, items: {type: string}}], example: [a, b]}
        inner: {$ref: '#/components/schemas/Inner'}
        node: {$ref: '#/components/schemas/Node'}
        holes: {type: array, items: {type: string, nullable: true}}
        flag: {type: boolean, default: false}
        wide: {type: integer, enum: [1, 2, x]}
        odd: {anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}
  securitySchemes:
    token: {type: http, scheme: bearer}
"#;

/// Returns the examples of a document's operations.
fn examples(rest: &str) -> String {
    let project = Project::new(&document(rest));
    let settings = project.settings().library("pets::client");
    twinspec::generate(&settings).unwrap();
    let text = project.read("client/pets.rs");
    let lines = text.lines().filter_map(|it| it.trim().strip_prefix("///"));
    let lines = lines.map(|it| it.strip_prefix(' ').unwrap_or(it));
    let mut is_example = false;
    let mut shown = String::new();
    for line in lines {
        is_example ^= line == "```";
        if is_example || line == "```" {
            shown.extend([line, "\n"]);
        }
    }
    shown.replace("```\n```\n", "\n")
}

#[test]
fn each_operation_shows_a_call_made_of_the_documents_examples() {
    assert_snapshot!(examples(EXAMPLES));
}

#[test]
fn a_client_that_nobody_can_name_shows_no_calls() {
    let project = Project::new(&document(EXAMPLES));
    project.generate().unwrap();

    assert!(!project.read("client/pets.rs").contains("```"));
}

#[test]
fn a_library_that_is_no_module_is_refused() {
    let project = Project::new(&document(EXAMPLES));

    let error = twinspec::generate(&project.settings().library("my-crate")).unwrap_err();

    assert!(matches!(error, Error::Settings(_)));
    assert_eq!(error.to_string(), "expected a module, found `my-crate`");
}
