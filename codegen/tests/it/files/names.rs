//! What a type is called whose schema is in another file.

use insta::assert_snapshot;

use super::{answer, project, types};

#[test]
fn a_schema_is_called_after_its_place_or_its_file() {
    let project = project(
        &answer("models/droplet_create.yml"),
        &[
            (
                "models/droplet_create.yml",
                r"
type: object
properties:
  component: {$ref: '../other.json#/components/schemas/Pet'}
  definition: {$ref: '../other.json#/definitions/owner'}
  top: {$ref: '../other.json#/Shop'}
  inner: {$ref: '../other.json#/Shop/properties/address'}
  own: {type: object, properties: {a: {type: string}}}
  alias: {$ref: alias.yml}
  schemas: {type: array, items: {$ref: region.schema.json}}
",
            ),
            ("models/alias.yml", "$ref: backup-policy.yml\n"),
            ("models/backup-policy.yml", "{type: object, properties: {a: {type: string}}}"),
            (
                "models/region.schema.json",
                r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
            ),
            (
                "other.json",
                r#"{
  "components": {"schemas": {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}}},
  "definitions": {"owner": {"type": "object", "properties": {"a": {"type": "string"}}}},
  "Shop": {"type": "object", "properties": {"address": {"type": "object", "properties": {"a": {"type": "string"}}}}}
}"#,
            ),
        ],
    );

    assert_snapshot!(types(&project), @"
    pub struct BackupPolicy
    pub a: Option<String>,
    pub struct DropletCreate
    pub component: Option<Pet>,
    pub definition: Option<Owner>,
    pub top: Option<Shop>,
    pub inner: Option<ShopAddress>,
    pub own: Option<DropletCreateOwn>,
    pub alias: Option<BackupPolicy>,
    pub schemas: Option<Vec<Region>>,
    pub struct DropletCreateOwn
    pub a: Option<String>,
    pub struct Owner
    pub a: Option<String>,
    pub struct Pet
    pub a: Option<String>,
    pub struct Region
    pub a: Option<String>,
    pub struct Shop
    pub address: Option<ShopAddress>,
    pub struct ShopAddress
    pub a: Option<String>,
    ");
}

#[test]
fn files_with_one_name_are_told_apart_by_their_folders() {
    let project = project(
        &answer("models/all.yml"),
        &[
            (
                "models/all.yml",
                r"
type: object
properties:
  app: {$ref: apps/action.yml}
  image: {$ref: images/action.yml}
  shared: {$ref: '../shared.yml#/Action'}
",
            ),
            ("models/apps/action.yml", "{type: object, properties: {a: {type: string}}}"),
            ("models/images/action.yml", "{type: object, properties: {i: {type: string}}}"),
            ("shared.yml", "Action: {type: object, properties: {s: {type: string}}}"),
        ],
    );

    assert_snapshot!(types(&project), @"
    pub struct Action
    pub s: Option<String>,
    pub struct All
    pub app: Option<AppsAction>,
    pub image: Option<ImagesAction>,
    pub shared: Option<Action>,
    pub struct AppsAction
    pub a: Option<String>,
    pub struct ImagesAction
    pub i: Option<String>,
    ");
}
