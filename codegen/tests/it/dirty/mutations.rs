//! Any value of a document may be of any kind: what was right becomes wrong, one place at a time.

use serde_json::{Value, json};
use twinspec::Error;

use crate::project::Project;

/// One of everything that the generator reads.
fn whole() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1", "description": "All of them."},
        "servers": [{
            "url": "https://{host}/v1",
            "variables": {"host": {"default": "a.test", "enum": ["a.test"], "description": "It."}},
        }],
        "tags": [{"name": "things", "description": "Things."}],
        "security": [{"token": ["read"]}],
        "paths": {
            "/things": {
                "summary": "Things.",
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                "post": {
                    "operationId": "create-thing",
                    "tags": ["things"],
                    "summary": "Creates.",
                    "deprecated": true,
                    "security": [{"key": []}, {}],
                    "servers": [{"url": "https://b.test"}],
                    "callbacks": {},
                    "requestBody": {
                        "required": true,
                        "content": {"application/json": {
                            "schema": {"$ref": "#/components/schemas/Thing"}
                        }},
                    },
                    "responses": {"201": {"$ref": "#/components/responses/Thing"}},
                },
                "get": {
                    "operationId": "list-things",
                    "tags": ["things"],
                    "parameters": [{
                        "name": "filter", "in": "query", "required": true, "style": "deepObject",
                        "explode": true, "content": {"application/json": {"schema": {}}},
                        "examples": {"one": {"value": 1}},
                    }],
                    "responses": {
                        "200": {"description": "Fine.", "content": {"application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["things"],
                                "properties": {
                                    "things": {
                                        "type": "array",
                                        "items": {"$ref": "#/components/schemas/Thing"},
                                    },
                                    "total": {"type": ["integer", "null"], "minimum": 0},
                                },
                            }
                        }}},
                        "default": {"description": "Broken.", "content": {"text/plain": {}}},
                    },
                },
            },
            "/things/{id}": {
                "get": {
                    "operationId": "get-thing",
                    "parameters": [{
                        "name": "id", "in": "path", "required": true, "schema": {"type": "string"}
                    }],
                    "responses": {"200": {"$ref": "#/components/responses/Thing"}},
                },
            },
        },
        "components": components(),
    })
}

fn components() -> Value {
    json!({
            "responses": {"Thing": {"description": "It.", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Thing"},
                "example": {"id": "a"},
            }}}},
            "schemas": {
                "Thing": {
                    "description": "A thing.",
                    "allOf": [{"$ref": "#/components/schemas/Base"}, {
                        "type": "object",
                        "properties": {
                            "kind": {"type": "string", "enum": ["a", "b"], "default": "a"},
                            "of": {
                                "oneOf": [
                                    {"$ref": "#/components/schemas/Base"},
                                    {"type": "array", "prefixItems": [{"type": "string"}]},
                                    {"const": 5},
                                ],
                                "discriminator": {"propertyName": "id", "mapping": {"a": "Base"}},
                            },
                            "map": {"additionalProperties": {"type": "number", "format": "float"}},
                            "not": {"not": {"type": "string"}, "pattern": "^a"},
                        },
                    }],
                },
                "Base": {
                    "type": "object",
                    "required": ["id"],
                    "additionalProperties": false,
                    "properties": {"id": {"type": "string", "readOnly": true, "example": "a"}},
                },
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "flow": {"type": "oauth2", "flows": {"authorizationCode": {
                    "authorizationUrl": "https://x.test/a",
                    "tokenUrl": "https://x.test/t",
                    "refreshUrl": "https://x.test/r",
                    "scopes": {"read": "Read."},
                }}},
            },
    })
}

/// Returns the pointers of all values in a value, but for the value itself.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut add = |step: &str, value: &Value| {
        let at = format!("{at}/{}", step.replace('~', "~0").replace('/', "~1"));
        found.push(at.clone());
        places(value, &at, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, it)| add(key, it)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| add(&index.to_string(), it));
        }
        _ => {}
    }
}

/// Decides everything about a document, but renders nothing: there are thousands of them.
fn read(document: &Value) -> Result<(), Error> {
    let project = Project::named("openapi.json", &document.to_string());
    twinspec::warnings(&project.settings()).map(drop)
}

/// Renders client and mock of a document, but writes nothing.
fn render(document: &Value) -> Result<(), Error> {
    let project = Project::named("openapi.json", &document.to_string());
    match twinspec::check(&project.settings().library("client")) {
        // There is nothing yet to compare with.
        Ok(_) | Err(Error::Stale { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

#[test]
fn no_value_of_a_wrong_kind_costs_the_document() {
    let odd = [
        json!(null),
        json!(true),
        json!(5),
        json!(-0.5),
        json!("x"),
        json!(""),
        json!([]),
        json!([5, null, "x"]),
        json!({}),
        json!({"x": {"x": []}}),
        json!({"$ref": 5}),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": "#"}),
    ];
    let mut found = Vec::new();
    places(&whole(), "", &mut found);

    for place in found.iter().filter(|it| *it != "/openapi") {
        for value in &odd {
            let mut document = whole();
            *document.pointer_mut(place).unwrap() = value.clone();
            if let Err(error) = read(&document) {
                panic!("`{value}` at `{place}`: {error}");
            }
        }
    }
}

#[test]
fn nothing_that_is_missing_costs_the_document() {
    let mut found = Vec::new();
    places(&whole(), "", &mut found);

    for place in found.iter().filter(|it| *it != "/openapi") {
        let mut document = whole();
        let (around, step) = place.rsplit_once('/').unwrap();
        let step = step.replace("~1", "/").replace("~0", "~");
        match document.pointer_mut(around).unwrap() {
            Value::Object(members) => drop(members.remove(&step)),
            Value::Array(items) => drop(items.remove(step.parse().unwrap())),
            _ => unreachable!("a place is in a list or an object"),
        }
        if let Err(error) = render(&document) {
            panic!("without `{place}`: {error}");
        }
    }
}
