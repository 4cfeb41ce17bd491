//! The blueprint of the library: its schemas, schemes and resources.

use serde_json::json;
use twinspec_mock::OperationId;
use twinspec_mock::facade::{
    Blueprint, Credential, IdShape, Origin, Place, Resource, Scheme, Scope, Stamp, StampFormat,
    Webhooks,
};

use crate::library::operations::operations;
use crate::library::parts::texts;

/// Returns the position of an operation.
pub(crate) fn operation(id: &str) -> OperationId {
    OperationId(blueprint().operations.iter().position(|it| it.id == id).unwrap())
}

pub(crate) fn blueprint() -> Blueprint {
    Blueprint {
        title: "Library".into(),
        version: "1".into(),
        definitions: json!({
            "Owner": {
                "type": "object",
                "additionalProperties": false,
                "required": ["name"],
                "properties": { "name": { "type": "string" }, "age": { "type": "integer" } },
            },
            "Shelf": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "name": { "type": "string", "minLength": 1 },
                    "kind": { "type": ["string", "null"], "enum": ["oak", "pine", null] },
                    "mail": { "type": "string", "format": "email" },
                    "room": { "type": "string", "pattern": "^[A-Z][0-9]$" },
                    "width": { "type": "integer", "minimum": 1, "maximum": 9 },
                    "tags": { "type": "array", "items": { "type": "string" } },
                    "owner": { "anyOf": [{ "$ref": "#/$defs/Owner" }, { "type": "null" }] },
                },
            },
        })
        .to_string()
        .into(),
        schemes: vec![
            Scheme { name: "bearer".into(), credential: Credential::Bearer, flows: vec![].into() },
            Scheme {
                name: "key".into(),
                credential: Credential::ApiKey { place: Place::Query, name: "key".into() },
                flows: vec![].into(),
            },
            Scheme { name: "basic".into(), credential: Credential::Basic, flows: vec![].into() },
        ]
        .into(),
        resources: vec![shelf(), book()].into(),
        operations: operations().into(),
        bases: vec!["/v1".into()].into(),
        error: Some(
            json!({
                "type": "object",
                "properties": {
                    "statusCode": { "type": "integer" },
                    "message": { "type": "string" },
                    "hint": {},
                },
            })
            .to_string()
            .into(),
        ),
        rate_limit: None,
        webhooks: Webhooks::default(),
    }
}

fn shelf() -> Resource {
    let stamp = |property: &'static str| Stamp {
        property: property.into(),
        format: StampFormat::Rfc3339Millis,
    };
    Resource {
        name: "shelf".into(),
        plural: "shelves".into(),
        scope: Vec::new().into(),
        id: texts(&["id"]),
        id_shape: IdShape::Random {
            prefix: "sh_".into(),
            alphabet: "0123456789abcdef".into(),
            length: 8,
        },
        origin: Origin::Created,
        created: Some(stamp("createdAt")),
        updated: Some(stamp("updatedAt")),
        properties: texts(&[
            "id",
            "name",
            "kind",
            "mail",
            "room",
            "width",
            "tags",
            "owner",
            "nameLower",
            "createdAt",
            "updatedAt",
        ]),
        schema: json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["id"],
            "properties": {
                "id": { "type": "string" },
                "name": { "type": "string" },
                "kind": { "type": ["string", "null"] },
                "width": { "type": "integer" },
                "tags": { "type": "array", "items": { "type": "string" } },
                "owner": { "$ref": "#/$defs/Owner" },
                "createdAt": { "type": "string", "format": "date-time" },
                "updatedAt": { "type": "string", "format": "date-time" },
            },
        })
        .to_string()
        .into(),
    }
}

fn book() -> Resource {
    Resource {
        name: "book".into(),
        plural: "books".into(),
        scope: vec![Scope { resource: Some(0), property: "shelfId".into(), is_shown: true }].into(),
        id: texts(&["id"]),
        id_shape: IdShape::Integer,
        origin: Origin::Created,
        created: None,
        updated: None,
        properties: texts(&["id", "shelfId", "title", "read"]),
        schema: json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["id"],
            "properties": {
                "id": { "type": "integer" },
                "shelfId": { "type": "string" },
                "title": { "type": "string" },
                "read": { "type": "boolean" },
            },
        })
        .to_string()
        .into(),
    }
}
