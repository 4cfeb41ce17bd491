//! Calls: what goes in, what comes out, and what is said of both.

use insta::assert_snapshot;

use super::check;

pub(super) const QUERIES: &str = r"
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      parameters:
        - {name: ids, in: query, required: true, schema: {type: array, items: {type: integer}}}
        - {name: names, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {name: any, in: query, schema: {}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: where, in: query, content: {application/json: {schema: {type: object}}}}
      responses: {}
";

#[test]
fn lists_and_values_of_any_kind_are_inputs() {
    let found = check(
        QUERIES,
        &[
            ("client/things.rs", "pub fn list("),
            ("client/things.rs", "rt::parameters!"),
            ("client/things.rs", "static LIST"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `GET /things`
    pub fn list(self, ids: impl IntoIterator<Item = impl Into<i64>>) -> List<'c> {
        List(rt::Call::new(self.0, &LIST).give_all::<i64>(0, ids))
    }

    rt::parameters! { List {
        /// Sets `names`.
        names([super::types::ListThingsNamesItem]) = 1,
        /// Sets `any`.
        any(rt::Json) = 2,
        /// Sets `filter`.
        filter(super::types::ListThingsFilter) = 3,
        /// Sets `X-Trace`.
        x_trace(String) = 4,
        /// Sets `where`.
        r#where(rt::Map<rt::Json>) = 5,
    } }

    static LIST: rt::Operation = rt::Operation::new("list-things", rt::Method::Get, "/things")
        .parameters(&[rt::Parameter::query("ids"), rt::Parameter::query("names"),
            rt::Parameter::query("any"), rt::Parameter::query("filter").style(rt::Style::DeepObject),
            rt::Parameter::header("X-Trace"), rt::Parameter::query("where").json()]);
    "#);
}

pub(super) const BODIES: &str = r"
paths:
  /things:
    post: {operationId: no-body, tags: [Things], responses: {}}
    put:
      operationId: map-body
      tags: [Things]
      requestBody: {required: true, content: {application/json: {schema: {type: object, additionalProperties: {type: integer}}}}}
      responses: {}
    patch:
      operationId: text-body
      tags: [Things]
      requestBody: {required: true, content: {application/json: {schema: {type: string}}}}
      responses: {}
    delete:
      operationId: any-body
      tags: [Things]
      requestBody: {required: true, content: {application/json: {}}}
      responses: {}
";

#[test]
fn a_body_that_is_no_object_is_given_whole() {
    let found = check(
        BODIES,
        &[
            ("client/things.rs", "pub fn no_body("),
            ("client/things.rs", "pub fn map_body("),
            ("client/things.rs", "pub fn text_body("),
            ("client/things.rs", "pub fn any_body("),
        ],
    );

    assert_snapshot!(found, @"
    /// `POST /things`
    pub fn no_body(self) -> NoBody<'c> {
        NoBody(rt::Call::new(self.0, &NO_BODY))
    }

    /// `PUT /things`
    pub fn map_body(self, body: rt::Map<i64>) -> MapBody<'c> {
        MapBody(rt::Call::new(self.0, &MAP_BODY), Some(body))
    }

    /// `PATCH /things`
    pub fn text_body(self, body: impl Into<String>) -> TextBody<'c> {
        TextBody(rt::Call::new(self.0, &TEXT_BODY), Some(body.into()))
    }

    /// `DELETE /things`
    pub fn any_body(self, body: impl Into<rt::Json>) -> AnyBody<'c> {
        AnyBody(rt::Call::new(self.0, &ANY_BODY), Some(body.into()))
    }
    ");
}

pub(super) const ANSWERS: &str = r"
paths:
  /things:
    get:
      operationId: get-thing
      tags: [Things]
      responses:
        '200': {description: Fine., content: {application/json: {}}}
        '404': {description: 'No <thing>.', content: {application/json: {schema: {type: string}}}}
        '418': {description: ''}
        5XX: {description: Broken.}
        default: {description: Who knows., content: {application/json: {schema: {type: object}}}}
    delete:
      operationId: delete-thing
      tags: [Things]
      responses: {'204': {description: Gone.}}
";

#[test]
fn an_answer_is_typed_by_what_it_holds() {
    let found = check(
        ANSWERS,
        &[
            ("client/things.rs", "rt::call!(Get"),
            ("client/things.rs", "rt::errors!"),
            ("client/things.rs", "rt::call!(Delete"),
        ],
    );

    assert_snapshot!(found, @r"
    rt::call!(Get -> rt::Raw, GetError);

    rt::errors! { pub enum GetError {
        /// No \<thing\>.
        NotFound(String) = Exact(404),
        /// `Status418`.
        Status418(rt::Raw) = Exact(418),
        /// Broken.
        ServerError(rt::Raw) = Range(5),
        /// Who knows.
        Other(rt::Map<rt::Json>) = Default,
    } }

    rt::call!(Delete -> rt::Empty, rt::NoBodies);
    ");
}

pub(super) const HEADERS: &str = r"
servers: [{url: 'https://things.example'}]
security: [{token: []}, {key: [], digest: []}, {}]
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      parameters: [&v {name: Version, in: header, required: true, schema: {type: integer, default: 2}}, &t {name: Token, in: header, required: true, schema: {type: string}}]
      responses: {}
    post: {operationId: create-thing, tags: [Things], security: [], parameters: [*v, *t], responses: {}}
components:
  securitySchemes:
    token: {type: http, scheme: Bearer}
    key: {type: apiKey, in: query, name: api_key}
    digest: {type: http, scheme: digest}
";

#[test]
fn what_every_operation_requires_is_set_once() {
    let found = check(
        HEADERS,
        &[
            ("client/api.rs", "pub fn version("),
            ("client/api.rs", "pub fn token_("),
            ("client/api.rs", "static API"),
            ("client/things.rs", "pub fn list("),
            ("client/things.rs", "static LIST"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// Sets `Version` for every call.
    ///
    /// The default is `2`.
    pub fn version(self, value: impl Into<i64>) -> Self {
        Self {
            inner: self.inner.shared("Version", &Into::<i64>::into(value)),
        }
    }

    /// Sets `Token` for every call.
    pub fn token_(self, value: impl Into<String>) -> Self {
        Self {
            inner: self.inner.shared("Token", &Into::<String>::into(value)),
        }
    }

    static API: rt::Api = rt::Api {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        base_url: "https://things.example",
        schemes: &[
            rt::Scheme::bearer("token"),
            rt::Scheme::key_in_query("key", "api_key"),
            rt::Scheme::key_in_header("digest", "Authorization"),
        ],
        shared: &[
            rt::Shared::header("Version", Some("2")),
            rt::Shared::header("Token", None),
        ],
    };

    /// `GET /things`
    pub fn list(self) -> List<'c> {
        List(rt::Call::new(self.0, &LIST))
    }

    static LIST: rt::Operation = rt::Operation::new("list-things", rt::Method::Get, "/things")
        .security(&[&["token"], &["key", "digest"], &[]]);
    "#);
}

pub(super) const MARKDOWN: &str = r#"
tags:
  - name: Things
    description: |
      Things, as <b>they</b> are. See [the guide](https://things.example/guide_a) or
      https://things.example/all?a=b, [not this](#here) and `Vec<[u8]>` or a lone ` tick <i>.

          let indented = code;

      ```
      fn main() { panic!("untagged") }
      ```

      ~~~rust,should_panic
      fn tagged() {}
      ~~~

      ```json
      {"a": ["<b>"]}
      ```

      1. first
          - deeper

      Already \<escaped\>, and never closed:
      ````
      let x = "```";
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      summary: "Lists \u202Ethem.\rNow."
      description: "   "
      responses: {}
"#;

#[test]
fn descriptions_do_no_harm_in_rustdoc() {
    let found = check(
        MARKDOWN,
        &[("client/things.rs", "pub struct Things"), ("client/things.rs", "pub fn list(")],
    );

    assert_snapshot!(found, @r#"
    /// Things, as **they** are. See [the guide](https://things.example/guide_a) or
    /// <https://things.example/all?a=b>, \[not this\](#here) and `Vec<[u8]>` or a lone ` tick \<i\>.
    ///
    ///    let indented = code;
    ///
    /// ```text
    /// fn main() { panic!("untagged") }
    /// ```
    ///
    /// ~~~text
    /// fn tagged() {}
    /// ~~~
    ///
    /// ```json
    /// {"a": ["<b>"]}
    /// ```
    ///
    /// 1. first
    ///    - deeper
    ///
    /// Already \<escaped\>, and never closed:
    /// ````text
    /// let x = "```";
    /// ````
    pub struct Things<'c>(pub(super) &'c rt::Client);

    /// Lists  them. Now.
    ///
    /// `GET /things`
    pub fn list(self) -> List<'c> {
        List(rt::Call::new(self.0, &LIST))
    }
    "#);
}
