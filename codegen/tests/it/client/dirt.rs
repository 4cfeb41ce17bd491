//! What real documents write and no reader of the specification expects, each found by a proof.

use insta::assert_snapshot;

use super::check;

pub(crate) const DIRT: &str = r"
paths:
  /files/{id}#link:
    get:
      operationId: get-file-link
      tags: [Dirt]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
        '304': {description: Nothing new.}
        default: {description: Broken., content: {application/json: {schema: {type: object, required: [why], properties: {why: {type: string}}}}}}
  /files?kind=new:
    post:
      operationId: create-file
      tags: [Dirt]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name, mode], properties: {name: {type: string}}}}}}
      responses: {'204': {description: Fine.}}
components:
  schemas:
    Mini: {type: object, nullable: true, properties: {id: {type: string}}}
    Open: {properties: {id: {type: string}}}
    Shut: {type: object, properties: {id: {type: string}}}
    File:
      type: object
      properties:
        described: {allOf: [{$ref: '#/components/schemas/Mini'}, {description: Where it lies.}]}
        plain: {allOf: [{$ref: '#/components/schemas/Mini'}, {type: object, properties: {size: {type: integer}}}]}
        open: {allOf: [{$ref: '#/components/schemas/Open'}, {nullable: true}]}
        shut: {allOf: [{$ref: '#/components/schemas/Shut'}, {nullable: true}]}
";

#[test]
fn a_fragment_of_a_path_is_not_sent_and_a_query_is() {
    let found = check(
        DIRT,
        &[("client/dirt.rs", "static GET_FILE_LINK"), ("client/dirt.rs", "static CREATE_FILE")],
    );

    assert_snapshot!(found, @r#"
    static GET_FILE_LINK: rt::Operation =
        rt::Operation::new("get-file-link", rt::Method::Get, "/files/{id}")
        .parameters(&[rt::Parameter::path("id")]);

    static CREATE_FILE: rt::Operation =
        rt::Operation::new("create-file", rt::Method::Post, "/files?kind=new");
    "#);
}

#[test]
fn a_redirect_is_documented_like_an_error() {
    let found = check(DIRT, &[("client/dirt.rs", "rt::errors!")]);

    assert_snapshot!(found, @"
    rt::errors! { pub enum GetFileLinkError {
        /// Nothing new.
        NotModified(rt::Raw) = Exact(304),
        /// Broken.
        Other(super::types::GetFileLinkOther) = Default,
    } }
    ");
}

#[test]
fn a_part_that_leaves_the_type_open_is_no_reason_against_null() {
    let found = check(DIRT, &[("client/types.rs", "pub struct File")]);

    assert_snapshot!(found, @"
    pub struct File with extra: default {
        pub described: rt::Field<FileDescribed>,
        pub plain: Option<FilePlain>,
        pub open: rt::Field<FileOpen>,
        pub shut: Option<FileShut>,
    }
    ");
}

#[test]
fn what_is_required_and_not_described_can_be_given() {
    let found = check(DIRT, &[("client/dirt.rs", "rt::members!")]);

    assert_snapshot!(found, @"
    rt::members! { CreateFile {
        /// Required, and not described.
        mode(rt::Json) = mode,
    } }
    ");
}
