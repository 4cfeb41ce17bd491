//! Odd documents: whatever stands wherever, the generator answers.

use serde_json::{Value, json};

use crate::project::{Project, document};

/// Generates, and returns nothing: that it comes back is the claim.
fn check(document: &Value) {
    let project = Project::named("openapi.json", &document.to_string());
    drop(project.generate());
}

/// A document with something of everything.
fn everything() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1", "description": "All [of] <it>."},
        "servers": [{"url": "https://things.example"}],
        "tags": [{"name": "Things", "description": "They are."}],
        "security": [{"token": []}],
        "x-webhooks": {"Created": {"schema": {"$ref": "#/components/schemas/Thing"}}},
        "x-error-schema": {"$ref": "#/components/schemas/Error"},
        "paths": {"/things/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "put": {
                "operationId": "put-thing",
                "x-rust-name": "put",
                "x-resource": {"name": "thing", "verb": "AddTo", "id": "id", "property": "list"},
                "tags": ["Things"],
                "summary": "Puts it.",
                "parameters": [{"name": "q", "in": "query", "explode": true, "style": "form",
                    "schema": {"type": "array", "items": {"type": "string"}, "default": ["a"]}}],
                "requestBody": {"required": true, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {
                    "200": {"description": "Fine.", "content": {"application/json": {
                        "schema": {"type": "object", "required": ["thing"], "properties": {
                            "thing": {"$ref": "#/components/schemas/Thing"},
                            "total": {"type": "integer"}}}}}},
                    "4XX": {"$ref": "#/components/responses/Error"}
                }
            }
        }},
        "components": {
            "parameters": {"Id": {"name": "id", "in": "path", "required": true,
                "example": "cus_a1b2c3d4", "schema": {"type": "string"}}},
            "responses": {"Error": {"description": "Not so.", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Error"}}}}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
                "Thing": {
                    "type": "object", "required": ["id"], "additionalProperties": false,
                    "description": "A thing.",
                    "properties": {
                        "id": {"type": "string", "example": "cus_a1b2c3d4"},
                        "kind": {"type": "string", "enum": ["a", "b"], "nullable": true},
                        "list": {"type": "array", "items": {"type": "string"}},
                        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
                        "next": {"allOf": [{"$ref": "#/components/schemas/Thing"}]},
                        "either": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                        "created": {"type": "integer", "minimum": 0, "exclusiveMinimum": true,
                            "example": 1}
                    }
                }
            }
        }
    })
}

fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let step = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, it)| pointers(it, &step(key), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(key, it)| pointers(it, &step(&key.to_string()), found));
        }
        _ => {}
    }
}

#[test]
fn the_document_with_everything_is_generated_without_a_warning() {
    let project = Project::named("openapi.json", &everything().to_string());

    assert_eq!(project.problems(), "");
}

#[test]
fn any_value_in_any_place_is_survived() {
    let odd = [
        json!(3),
        json!("---"),
        json!(null),
        json!(true),
        json!([{}]),
        json!({"": {"": 1}}),
        json!({"$ref": 5}),
        json!({"$ref": "#"}),
        json!({"$ref": "#/components/schemas/Thing"}),
    ];
    let document = everything();
    let mut places = Vec::new();
    pointers(&document, "", &mut places);

    for place in &places {
        for value in &odd {
            let mut document = document.clone();
            *document.pointer_mut(place).unwrap() = value.clone();
            check(&document);
        }
    }

    assert!(places.len() > 100, "the document lost most of its places");
}

#[test]
fn any_text_as_a_name_is_survived() {
    let names = [
        "",
        "---",
        "²",
        "3d",
        "self",
        "Self",
        "type",
        "名前",
        "a b",
        "a\nb",
        "\u{202E}x",
        "🦀",
        "r#x",
        "_",
        "{",
        "}",
        "/",
    ];

    for name in names {
        let text = everything().to_string();
        for old in ["Thing", "Things", "put-thing", "put", "thing", "id", "q", "kind", "a", "token"]
        {
            let (old, new) = (json!(old).to_string(), json!(name).to_string());
            let replaced = text.replace(&old, &new);
            let replaced = replaced.replace(
                "#/components/schemas/Thing",
                &format!("#/components/schemas/{}", new.trim_matches('"')),
            );
            check(&serde_json::from_str(&replaced).unwrap());
        }
    }
}

#[test]
fn a_long_chain_of_references_is_no_deep_recursion() {
    let length = 5_000;
    let mut schemas: Vec<String> = (0..length)
        .map(|it| format!("    S{it}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}", it + 1))
        .collect();
    schemas.push(format!(
        "    S{length}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S0'}}}}}}"
    ));
    let text = document(&format!(
        "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200':\n          description: Fine.\n          content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}\ncomponents:\n  schemas:\n{}\n",
        schemas.join("\n")
    ));
    let project = Project::new(&text);

    let report = project.generate().unwrap();

    assert!(report.warnings.is_empty());
    assert!(project.read("client/types/s.rs").contains("pub next: Option<Box<super::S4999>>"));
}

#[test]
fn a_schema_elsewhere_that_refers_to_itself_is_survived() {
    let place = "#/paths/~1a/post/requestBody/content/application~1json/schema";
    let text = document(&format!(
        "paths:\n  /a:\n    post:\n      operationId: a\n      requestBody:\n        content:\n          application/json:\n            schema: {{type: object, properties: {{again: {{$ref: '{place}'}}}}}}\n      responses: {{}}\n"
    ));
    let project = Project::new(&text);

    let report = project.generate().unwrap();

    assert!(report.warnings.is_empty());
    assert!(project.read("client/types.rs").contains("pub again: Option<Box<ABody>>"));
}
