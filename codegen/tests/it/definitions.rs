//! Definitions: what the mock is told of schemas, for what comes and for what goes.

use serde_json::{Value, json};

use crate::project::{Project, document};

const DOCUMENT: &str = "paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Fine., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
    post:
      operationId: createPet
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'201': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{petId}:
    get:
      operationId: getPet
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [id, id, name, pin]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string, example: Rex, readOnly: false}
        pin: {type: string, writeOnly: true}
        kind: {type: string, nullable: true, default: plain}
        owner:
          nullable: true
          readOnly: true
          example: {$ref: nowhere}
          oneOf:
            - $ref: '#/components/schemas/Person'
            - $ref: '#/components/schemas/Firm'
          discriminator:
            propertyName: type
            mapping: {human: '#/components/schemas/Person'}
    Person: {type: object, properties: {type: {type: string}}}
    Firm: {type: object, properties: {type: {type: string}}}
";

#[test]
fn definitions_serve_both_directions() {
    let project = Project::new(&document(DOCUMENT));

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();

    let definitions: Value = serde_json::from_str(&blueprint.definitions).unwrap();
    let tag = |it: &str| json!({"required": ["type"], "properties": {"type": {"const": it}}});
    assert_eq!(
        definitions["Pet"],
        json!({
            "type": "object",
            "required": ["id", "name", "pin"],
            "properties": {
                "id": {"type": "string", "readOnly": true},
                "name": {"type": "string", "examples": ["Rex"]},
                "pin": {"type": "string", "writeOnly": true},
                "kind": {"type": ["string", "null"], "default": "plain"},
                "owner": {
                    "readOnly": true,
                    "examples": [{"$ref": "nowhere"}],
                    "anyOf": [
                        {
                            "oneOf": [{"$ref": "#/$defs/Person"}, {"$ref": "#/$defs/Firm"}],
                            "x-tags": [tag("human"), tag("Firm")],
                        },
                        {"type": "null"},
                    ],
                },
            },
        })
    );
}

#[test]
fn entity_of_a_data_file_names_its_id_though_no_request_does() {
    let project = Project::new(&document(DOCUMENT));

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();

    let schema: Value = serde_json::from_str(&blueprint.resources[0].schema).unwrap();
    assert_eq!(schema["required"], json!(["id"]));
    assert_eq!(schema["properties"]["id"], json!({"type": "string"}));
}

#[test]
fn properties_in_another_file_are_the_properties() {
    let project = Project::new(&document(
        r"
paths:
  /pets:
    post:
      operationId: createPet
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {}
components:
  schemas:
    Pet: {type: object, properties: {$ref: properties.yml}}
",
    ));
    project.write("properties.yml", "name: {type: string, maxLength: 5}");

    let (blueprint, warnings) = twinspec::blueprint(&project.settings()).unwrap();

    let definitions: Value = serde_json::from_str(&blueprint.definitions).unwrap();
    assert_eq!(
        definitions["Pet"]["properties"],
        json!({"name": {"type": "string", "maxLength": 5}})
    );
    assert_eq!(warnings, []);
}
