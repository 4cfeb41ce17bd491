//! Operations without an id of their own: method and path name them.

use insta::assert_snapshot;

use super::check;
use crate::project::{Project, document};

pub(super) const UNNAMED: &str = r"
paths:
  /things:
    get: {tags: [Things], responses: {}}
    post:
      tags: [Things]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
  /things/{thingId}/parts/{part_id}:
    parameters:
      - {name: thingId, in: path, required: true, schema: {type: string}}
      - {name: part_id, in: path, required: true, schema: {type: integer}}
    get: {tags: [Things], responses: {'404': {description: No.}}}
    delete: {operationId: '', responses: {}}
  /a:
    get: {operationId: same, tags: [Same ids], responses: {}}
    put: {operationId: same, tags: [Same ids], responses: {}}
  /b:
    get: {operationId: PUT /b, tags: [Same ids], responses: {}}
    put: {operationId: same, tags: [Same ids], responses: {}}
  /orders:
    get: {operationId: list-orders, tags: [Orders], responses: {}}
    put: {operationId: list-order, tags: [orders], responses: {}}
    post: {operationId: create-order, tags: [orders], x-rust-name: list, responses: {}}
";

#[test]
fn methods_are_named_by_method_and_path() {
    let found = check(
        UNNAMED,
        &[
            ("client/things.rs", "pub fn get_things("),
            ("client/things.rs", "pub fn post_things("),
            ("client/things.rs", "pub fn get_id_parts_part_id"),
            ("client/things.rs", "pub fn delete"),
            ("client/types.rs", "pub struct PostThingsResponse"),
        ],
    );

    assert_snapshot!(found, @"
    /// `GET /things`
    pub fn get_things(self) -> GetThings<'c> {
        GetThings(rt::Call::new(self.0, &GET_THINGS))
    }

    /// `POST /things`
    pub fn post_things(self) -> PostThings<'c> {
        PostThings(rt::Call::new(self.0, &POST_THINGS), Some(rt::blank()))
    }

    /// `GET /things/{thingId}/parts/{part_id}`
    pub fn get_id_parts_part_id(
        self,
        thing_id: impl Into<String>,
        part_id: impl Into<i64>,
    ) -> GetIdPartsPartId<'c> {
        GetIdPartsPartId(
            rt::Call::new(self.0, &GET_ID_PARTS_PART_ID)
                .give::<String>(0, thing_id)
                .give::<i64>(1, part_id),
        )
    }

    /// `DELETE /things/{thingId}/parts/{part_id}`
    pub fn delete_id_parts_part_id(
        self,
        thing_id: impl Into<String>,
        part_id: impl Into<i64>,
    ) -> DeleteIdPartsPartId<'c> {
        DeleteIdPartsPartId(
            rt::Call::new(self.0, &DELETE_ID_PARTS_PART_ID)
                .give::<String>(0, thing_id)
                .give::<i64>(1, part_id),
        )
    }

    pub struct PostThingsResponse with extra: default {
        pub id: Option<String>,
    }
    ");
}

#[test]
fn each_operation_is_told_apart_by_id_and_method() {
    let project = Project::new(&document(UNNAMED));

    project.generate().unwrap();
    let methods = |module: &str| {
        let text = project.read(&format!("client/{module}.rs"));
        let methods = text.lines().filter_map(|it| it.trim().strip_prefix("pub fn "));
        let names = methods.filter_map(|it| it.split_once("(self").map(|(name, _)| name));
        names.collect::<Vec<_>>().join(" ")
    };
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let ids: Vec<&str> = blueprint.operations.iter().map(|it| it.id.as_ref()).collect();

    assert_snapshot!(methods("same_ids"), @"same put_a put_b put_b_");
    assert_snapshot!(methods("orders"), @"list_orders list_order list");
    assert_snapshot!(ids.join("\n"), @"
    GET /things
    POST /things
    GET /things/{thingId}/parts/{part_id}
    DELETE /things/{thingId}/parts/{part_id}
    same
    PUT /a
    PUT /b
    PUT /b_
    list-orders
    list-order
    create-order
    ");
}
