//! Places and styles of parameters, servers and schemes, and what operations share.

use insta::assert_snapshot;

use super::check;

pub(crate) const PLACES: &str = r"
servers:
  - url: https://{region}.things.example/{base}
    variables:
      region: {default: eu, enum: [eu, us], description: Where the things are.}
      base: {default: v1}
security: [{password: []}, {session: [], certificate: []}, {digest: []}]
paths:
  /things/{id}:
    servers: [{url: /v2}]
    parameters:
      - {name: id, in: path, required: true, style: matrix, explode: true, schema: {type: array, items: {type: string}}}
    get:
      operationId: get-thing
      tags: [Things]
      deprecated: true
      parameters:
        - {name: session, in: cookie, schema: {type: string}}
        - {name: where, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        - {name: ids, in: query, explode: false, allowReserved: true, schema: {type: array, items: {type: string}}}
        - {name: id, in: query, deprecated: true, schema: {type: string}}
      responses: {}
    put: {operationId: put-thing, tags: [Things], servers: [{url: 'https://upload.example'}], responses: {}}
components:
  securitySchemes:
    password: {type: http, scheme: basic}
    session: {type: apiKey, in: cookie, name: sid}
    certificate: {type: mutualTLS}
    digest: {type: http, scheme: digest}
";

#[test]
fn places_and_styles_are_described() {
    let found = check(
        PLACES,
        &[
            ("client/things.rs", "pub fn get("),
            ("client/things.rs", "rt::parameters!"),
            ("client/things.rs", "static GET"),
            ("client/things.rs", "pub fn put("),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `GET /things/{id}`
    pub fn get(self, id: impl IntoIterator<Item = impl Into<String>>) -> Get<'c> {
        Get(rt::Call::new(self.0, &GET).server("/v2").give_all::<String>(0, id))
    }

    rt::parameters! { Get {
        /// Sets `session`.
        session(String) = 1,
        /// Sets `where`.
        r#where(rt::Map<rt::Json>) = 2,
        /// Sets `filter`.
        filter(super::types::GetThingFilter) = 3,
        /// Sets `ids`.
        ids([String]) = 4,
        /// **Deprecated.**
        id_(String) = 5,
    } }

    static GET: rt::Operation = rt::Operation::new("get-thing", rt::Method::Get, "/things/{id}")
        .parameters(&[rt::Parameter::path("id").style(rt::Style::Matrix).explode(true),
            rt::Parameter::cookie("session"), rt::Parameter::query("where").json(),
            rt::Parameter::query("filter").style(rt::Style::DeepObject),
            rt::Parameter::query("ids").explode(false).allow_reserved(), rt::Parameter::query("id")])
        .security(&[&["password"], &["session", "certificate"], &["digest"]]);

    /// `PUT /things/{id}`
    pub fn put(self, id: impl IntoIterator<Item = impl Into<String>>) -> Put<'c> {
        Put(
            rt::Call::new(self.0, &PUT)
                .server("https://upload.example")
                .give_all::<String>(0, id),
        )
    }
    "#);
}

#[test]
fn servers_and_schemes_of_every_kind_are_told_to_the_builder() {
    let found = check(
        PLACES,
        &[
            ("client/api.rs", "pub fn region("),
            ("client/api.rs", "pub fn basic("),
            ("client/api.rs", "static API"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// Where the things are.
    ///
    /// The default is `eu`. It is one of `eu`, `us`.
    pub fn region(self, value: impl Into<String>) -> Self {
        Self {
            inner: self.inner.variable("region", value),
        }
    }

    /// Sends this user and password with each call that asks for them.
    pub fn basic(self, user: &str, password: &str) -> Self {
        Self {
            inner: self.inner.basic(user, password),
        }
    }

    static API: rt::Api = rt::Api {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        base_url: "https://{region=eu}.things.example/{base=v1}",
        schemes: &[
            rt::Scheme::basic("password"),
            rt::Scheme::key_in_cookie("session", "sid"),
            rt::Scheme::of_transport("certificate"),
            rt::Scheme::key_in_header("digest", "Authorization"),
        ],
        shared: &[],
    };
    "#);
}

#[test]
fn operations_that_document_the_same_errors_share_them() {
    let error =
        "{'404': {description: 'No.', content: {application/json: {schema: {type: string}}}}}";
    let operation = |id: &str, tag: &str| {
        format!("    get: {{operationId: {id}, tags: [{tag}], responses: {error}}}\n")
    };
    let document = format!(
        "\npaths:\n  /a:\n{}  /b:\n{}  /c:\n{}",
        operation("a", "One"),
        operation("b", "One"),
        operation("c", "Two")
    );
    let found = check(
        &document,
        &[
            ("client/errors.rs", "rt::errors!"),
            ("client/one.rs", "pub type BError"),
            ("client/two.rs", "pub type CError"),
        ],
    );

    assert_snapshot!(found, @"
    rt::errors! { pub enum Errors404 {
        /// No.
        NotFound(String) = Exact(404),
    } }

    there is no `pub type BError`

    there is no `pub type CError`
    ");
}

#[test]
fn what_nearly_every_operation_requires_is_set_once_and_sent_where_it_is_asked_for() {
    let operation = |number: usize| {
        let key = "{name: key, in: query, required: true, schema: {type: string}}";
        let parameters = if number == 7 { "[]" } else { &format!("[{key}]") };
        format!(
            "  /{number}: {{get: {{operationId: get-{number}, tags: [All], parameters: {parameters}, responses: {{}}}}}}\n"
        )
    };
    let document: String = (0..10).map(operation).collect();
    let found = check(
        &format!("\npaths:\n{document}"),
        &[
            ("client/api.rs", "pub fn key("),
            ("client/all.rs", "static GET_6"),
            ("client/all.rs", "static GET_7"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// Sets `key` for every call.
    pub fn key(self, value: impl Into<String>) -> Self {
        Self {
            inner: self.inner.shared("key", &Into::<String>::into(value)),
        }
    }

    there is no `static GET_6`

    there is no `static GET_7`
    "#);
}
