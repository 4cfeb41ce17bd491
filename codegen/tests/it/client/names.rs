//! Names: those that Rust keeps, and those that meet.

use insta::assert_snapshot;

use super::check;

pub(super) const INPUTS: &str = r"
paths:
  /things/{id}:
    put:
      operationId: put-thing
      tags: [Things]
      parameters:
        - {name: name, in: query, schema: {type: string}}
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: into_future, in: query, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [id, self]
              properties:
                id: {type: string}
                self: {type: string}
                name: {type: string}
                extra: {type: string}
                Name: {type: string}
      responses: {}
  /things/{id}/body:
    put:
      operationId: put-thing-body
      tags: [Things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: body, in: query, required: true, schema: {type: string}}
      requestBody: {required: true, content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses: {}
";

#[test]
fn a_property_gives_way_to_a_parameter_of_its_name() {
    let found = check(
        INPUTS,
        &[
            ("client/things.rs", "pub fn put("),
            ("client/things.rs", "rt::parameters!"),
            ("client/things.rs", "rt::members!"),
            ("client/types.rs", "pub struct"),
            ("client/things.rs", "pub fn put_body("),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `PUT /things/{id}`
    pub fn put(
        self,
        id: impl Into<i64>,
        into_future_: impl Into<String>,
        id_: impl Into<String>,
        self_: impl Into<String>,
    ) -> Put<'c> {
        Put(
            rt::Call::new(self.0, &PUT)
                .give::<i64>(0, id)
                .give::<String>(1, into_future_),
            Some(super::types::PutThingBody::new(id_, self_)),
        )
    }

    rt::parameters! { Put {
        /// Sets `name`.
        name(String) = 2,
    } }

    rt::members! { Put {
        /// Sets `name`.
        name_(String) = name,
        /// Sets `extra`.
        extra_(String) = extra_,
        /// Sets `Name`.
        name__(String) = name_,
    } }

    pub struct PutThingBody with extra: new(id(String), self_(String)) {
        pub id: String,
        pub self_: String = "self",
        pub name: Option<String>,
        pub extra_: Option<String> = "extra",
        pub name_: Option<String> = "Name",
    }

    /// `PUT /things/{id}/body`
    pub fn put_body(
        self,
        id: impl Into<String>,
        body: impl Into<String>,
        body_: impl IntoIterator<Item = impl Into<String>>,
    ) -> PutBody<'c> {
        PutBody(
            rt::Call::new(self.0, &PUT_BODY)
                .give::<String>(0, id)
                .give::<String>(1, body),
            Some(body_.into_iter().map(Into::into).collect()),
        )
    }
    "#);
}

pub(super) const NAMES: &str = r"
tags:
  - {name: mod, description: The first.}
paths:
  /{type}/{Type}:
    get:
      operationId: fn
      tags: [mod]
      parameters:
        - {name: type, in: path, required: true, schema: {type: string}}
        - {name: Type, in: path, required: true, schema: {type: string}}
        - {name: 3d, in: query, schema: {type: boolean}}
        - {name: crate, in: query, schema: {type: boolean}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Result'}}}
  /search:
    get: {operationId: search, tags: [Search], responses: {'400': {description: No.}}}
    put: {operationId: search error, tags: [search], responses: {'400': {description: No.}}}
    post: {operationId: '---', tags: [types], responses: {}}
    patch: {operationId: get-a1, tags: [API], responses: {}}
    delete: {operationId: get-a-1, tags: [api], responses: {}}
    head: {operationId: option, tags: [3d!], x-rust-name: async, responses: {}}
components:
  schemas:
    Result:
      type: object
      required: [type]
      properties:
        type: {type: string}
        Type: {type: string}
        '3d': {$ref: '#/components/schemas/option'}
        m²: {$ref: '#/components/schemas/Option'}
        '': {type: string}
        名前: {type: string}
        gen: {type: string}
    option: {type: object, properties: {a: {type: string}}}
    Option: {type: object, properties: {b: {type: string}}}
";

#[test]
fn names_that_rust_keeps_for_itself_are_changed_a_little() {
    let found = check(
        NAMES,
        &[
            ("client/mod.rs", "pub mod mod_"),
            ("client/mod.rs", "pub mod n3d"),
            ("client/api.rs", "rt::tags!"),
            ("client/mod_.rs", "pub fn r#fn"),
            ("client/types.rs", "pub struct Result"),
            ("client/n3d.rs", "pub fn r#async"),
        ],
    );

    assert_snapshot!(found, @r#"
    pub mod mod_;
    pub mod search;
    pub mod types_;
    pub mod api_;
    pub mod n3d;

    pub mod n3d;

    rt::tags! { Client {
        /// The first.
        mod_: Mod,
        /// The operations of `Search`.
        search: Search,
        /// The operations of `Types`.
        types_: Types,
        /// The operations of `Api`.
        api_: Api,
        /// The operations of `N3d`.
        n3d: N3d,
    } }

    /// `GET /{type}/{Type}`
    pub fn r#fn(self, r#type: impl Into<String>, type_: impl Into<String>) -> Fn<'c> {
        Fn(rt::Call::new(self.0, &FN).give::<String>(0, r#type).give::<String>(1, type_))
    }

    pub struct Result_ with extra {
        pub r#type: String = "type",
        pub type_: Option<String> = "Type",
        pub n3d: Option<Option2> = "3d",
        pub m_: Option<Option_> = "m²",
        pub empty: Option<String> = "",
        pub 名前: Option<String>,
        pub r#gen: Option<String> = "gen",
    }

    /// `HEAD /search`
    pub fn r#async(self) -> Async<'c> {
        Async(rt::Call::new(self.0, &ASYNC))
    }
    "#);
}

#[test]
fn builders_errors_and_tags_have_different_names() {
    let found = check(
        NAMES,
        &[
            ("client/search.rs", "pub struct Search<"),
            ("client/search.rs", "pub fn search("),
            ("client/search.rs", "pub type SearchError"),
            ("client/search.rs", "pub fn error("),
            ("client/api_.rs", "pub fn get_a1"),
            ("client/api_.rs", "pub fn get_a_1"),
            ("client/types_.rs", "pub fn empty"),
        ],
    );

    assert_snapshot!(found, @"
    /// The operations of `Search`.
    pub struct Search<'c>(pub(super) &'c rt::Client);

    /// `GET /search`
    pub fn search(self) -> Search_<'c> {
        Search_(rt::Call::new(self.0, &SEARCH))
    }

    there is no `pub type SearchError`

    /// `PUT /search`
    pub fn error(self) -> Error<'c> {
        Error(rt::Call::new(self.0, &ERROR))
    }

    /// `PATCH /search`
    pub fn get_a1(self) -> GetA1<'c> {
        GetA1(rt::Call::new(self.0, &GET_A1))
    }

    /// `DELETE /search`
    pub fn get_a_1(self) -> GetA1_<'c> {
        GetA1_(rt::Call::new(self.0, &GET_A1_))
    }

    /// `POST /search`
    pub fn empty(self) -> Empty<'c> {
        Empty(rt::Call::new(self.0, &EMPTY))
    }
    ");
}
