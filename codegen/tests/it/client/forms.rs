//! Bodies and answers in all their forms: what a caller gives and gets, and how it is sent.

use insta::assert_snapshot;

use super::check;

pub(crate) const FORMS: &str = r"
paths:
  /form:
    post:
      operationId: post-fields
      tags: [Forms]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, required: [name], properties: {name: {type: string}, expand: {type: array, items: {type: string}}, meta: {type: object}}}
            encoding: {expand: {style: deepObject, explode: true}, meta: {style: deepObject}}
      responses: {'204': {description: ''}}
  /parts:
    post:
      operationId: send-parts
      tags: [Forms]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, more: {type: array, items: {type: string, format: binary}}, about: {type: object, properties: {a: {type: string}}}, note: {type: string}}}
            encoding: {file: {contentType: image/png}, about: {contentType: application/json}}
      responses: {'204': {description: ''}}
  /bytes:
    put:
      operationId: send-bytes
      tags: [Forms]
      requestBody: {required: true, content: {application/octet-stream: {}, image/png: {}}}
      responses: {'204': {description: ''}}
  /text:
    put:
      operationId: send-text
      tags: [Forms]
      requestBody: {content: {application/xml: {schema: {type: object}}}}
      responses: {'204': {description: ''}}
  /patch:
    patch:
      operationId: send-patch
      tags: [Forms]
      requestBody: {required: true, content: {application/merge-patch+json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {'204': {description: ''}}
  /many:
    post:
      operationId: send-many
      tags: [Forms]
      requestBody:
        required: true
        content:
          application/octet-stream: {schema: {type: string, format: binary}}
          application/json: {schema: {type: object, properties: {url: {type: string}}}}
          application/xml: {schema: {type: object, properties: {url: {type: string}}}}
      responses: {'204': {description: ''}}
  /optional:
    post:
      operationId: send-optional
      tags: [Forms]
      requestBody: {content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}}}
      responses: {'204': {description: ''}}
    put:
      operationId: send-maybe
      tags: [Forms]
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, nullable: true}}}}}}
      responses: {'204': {description: ''}}
";

#[test]
fn a_form_is_sent_as_one_with_the_styles_of_its_members() {
    let found = check(
        FORMS,
        &[
            ("client/forms.rs", "pub fn post_fields("),
            ("client/forms.rs", "rt::call!("),
            ("client/forms.rs", "static POST_FIELDS"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `POST /form`
    pub fn post_fields(self, name: impl Into<String>) -> PostFields<'c> {
        PostFields {
            call: rt::Call::new(self.client, &POST_FIELDS),
            body: Some(super::types::PostFieldsBody::new(name)),
        }
    }

    rt::call!(PostFields(super::types::PostFieldsBody, rt::Call::form) -> rt::Empty, rt::NoBodies);

    static POST_FIELDS: rt::Operation = rt::Operation::new("post-fields", rt::Method::Post, "/form")
        .form(&[rt::Parameter::query("expand").deep_object(),
            rt::Parameter::query("meta").style(rt::Style::DeepObject)]);
    "#);
}

#[test]
fn files_and_values_become_parts_with_their_media_types() {
    let found = check(
        FORMS,
        &[("client/forms.rs", "pub fn send_parts("), ("client/forms.rs", "fn give_send_parts")],
    );

    assert_snapshot!(found, @r#"
    /// `POST /parts`
    pub fn send_parts(self, file: impl Into<rt::File>) -> SendParts<'c> {
        SendParts {
            call: rt::Call::new(self.client, &SEND_PARTS),
            body: Some(super::types::SendPartsBody::new(file)),
        }
    }

    fn give_send_parts<'c>(
        call: rt::Call<'c>,
        body: &super::types::SendPartsBody,
    ) -> rt::Call<'c> {
        call.multipart(
            rt::Parts::new()
                .file_as("file", "image/png", &body.file)
                .file("more", &body.more)
                .value_as("about", "application/json", &body.about)
                .value("note", &body.note)
                .extra(&body.extra),
        )
    }
    "#);
}

#[test]
fn a_body_of_bytes_is_a_file_and_one_of_text_is_text() {
    let found = check(
        FORMS,
        &[
            ("client/forms.rs", "pub fn send_bytes("),
            ("client/forms.rs", "fn give_send_bytes"),
            ("client/forms.rs", "fn give_send_text"),
            ("client/forms.rs", "impl SendText"),
            ("client/forms.rs", "fn give_send_patch"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `PUT /bytes`
    pub fn send_bytes(self, body: impl Into<rt::File>) -> SendBytes<'c> {
        SendBytes {
            call: rt::Call::new(self.client, &SEND_BYTES),
            body: Some(body.into()),
        }
    }

    fn give_send_bytes<'c>(call: rt::Call<'c>, body: &rt::File) -> rt::Call<'c> {
        call.file("application/octet-stream", body)
    }

    fn give_send_text<'c>(call: rt::Call<'c>, body: &String) -> rt::Call<'c> {
        call.text("application/xml", body.as_str())
    }

    impl SendText<'_> {
        /// Sets the body.
        pub fn body(mut self, body: impl Into<String>) -> Self {
            self.body = Some(body.into());
            self
        }
    }

    fn give_send_patch<'c>(
        call: rt::Call<'c>,
        body: &super::types::SendPatchBody,
    ) -> rt::Call<'c> {
        call.json_as("application/merge-patch+json", body)
    }
    "#);
}

#[test]
fn forms_of_different_values_are_the_callers_choice() {
    let found = check(
        FORMS,
        &[
            ("client/forms.rs", "pub fn send_many("),
            ("client/forms.rs", "rt::bodies!"),
            ("client/forms.rs", "impl From<rt::File> for"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `POST /many`
    pub fn send_many(self, body: impl Into<SendManyBody>) -> SendMany<'c> {
        SendMany {
            call: rt::Call::new(self.client, &SEND_MANY),
            body: Some(body.into()),
        }
    }

    rt::bodies! {
        /// The body of `send-many`, in one of its forms.
        pub enum SendManyBody {
            Json(super::types::SendManyJsonBody) = |call, body| call.json(body),
            File(rt::File) = |call, body| call.file("application/octet-stream", body),
        }
    }

    impl From<rt::File> for SendManyBody {
        fn from(body: rt::File) -> Self {
            Self::File(body)
        }
    }
    "#);
}

#[test]
fn a_body_that_need_not_be_there_is_not_sent_unasked() {
    let found = check(
        FORMS,
        &[
            ("client/forms.rs", "pub fn send_optional("),
            ("client/forms.rs", "impl SendOptional"),
            ("client/forms.rs", "pub fn send_maybe("),
            ("client/forms.rs", "SendMaybe {"),
        ],
    );

    assert_snapshot!(found, @"
    /// `POST /optional`
    pub fn send_optional(self) -> SendOptional<'c> {
        SendOptional {
            call: rt::Call::new(self.client, &SEND_OPTIONAL),
            body: None,
        }
    }

    impl SendOptional<'_> {
        /// Sets the body.
        pub fn body(mut self, body: impl Into<super::types::SendOptionalBody>) -> Self {
            self.body = Some(body.into());
            self
        }
    }

    /// `PUT /optional`
    pub fn send_maybe(self) -> SendMaybe<'c> {
        SendMaybe {
            call: rt::Call::new(self.client, &SEND_MAYBE),
            body: None,
        }
    }

    SendMaybe {
        call: rt::Call::new(self.client, &SEND_MAYBE),
        body: None,
    }
    ");
}

pub(crate) const REPLIES: &str = r"
paths:
  /silent:
    get: {operationId: get-silent, tags: [Replies], responses: {'200': {description: Fine.}}}
    delete: {operationId: delete-silent, tags: [Replies], responses: {'204': {description: Gone.}}}
    post: {operationId: post-silent, tags: [Replies], responses: {'200': {description: Fine., content: {application/json: {}}}}}
  /file:
    get: {operationId: get-file, tags: [Replies], responses: {'200': {description: Fine., content: {application/pdf: {schema: {type: string, format: binary}}}}}}
  /text:
    get: {operationId: get-text, tags: [Replies], responses: {'200': {description: Fine., content: {text/csv: {schema: {type: string}}}}}}
  /events:
    get: {operationId: get-events, tags: [Replies], responses: {'200': {description: Fine., content: {text/event-stream: {schema: {type: object}}}}}}
  /maybe:
    get: {operationId: get-maybe, tags: [Replies], responses: {'200': {description: Fine., content: {application/json: {schema: {type: integer}}}}, '204': {description: None.}}}
  /null:
    get: {operationId: get-null, tags: [Replies], responses: {'200': {description: Fine., content: {application/json: {schema: {type: integer, nullable: true}}}}, '204': {description: None.}}}
  /several:
    get:
      operationId: get-several
      tags: [Replies]
      responses:
        '200': {description: Fine., content: {application/json: {schema: {type: integer}}, text/csv: {schema: {type: string}}}}
        '202': {description: Later., content: {application/json: {schema: {type: object, properties: {job: {type: string}}}}}}
        default: {description: Broken., content: {text/plain: {schema: {type: string}}}}
  /any:
    get: {operationId: get-any, tags: [Replies], responses: {'200': {description: Fine., content: {'*/*': {schema: {type: object, properties: {a: {type: string}}}}}}}}
  /default:
    get: {operationId: get-default, tags: [Replies], responses: {default: {description: Fine., content: {application/json: {schema: {type: boolean}}}}}}
";

#[test]
fn an_answer_without_a_schema_keeps_what_came() {
    let found = check(
        REPLIES,
        &[
            ("client/replies.rs", "rt::call!(GetSilent"),
            ("client/replies.rs", "rt::call!(DeleteSilent"),
            ("client/replies.rs", "rt::call!(PostSilent"),
        ],
    );

    assert_snapshot!(found, @"
    rt::call!(GetSilent -> rt::Raw, rt::NoBodies);

    rt::call!(DeleteSilent -> rt::Empty, rt::NoBodies);

    rt::call!(PostSilent -> rt::Raw, rt::NoBodies);
    ");
}

#[test]
fn an_answer_that_is_not_json_is_text_or_bytes() {
    let found = check(
        REPLIES,
        &[
            ("client/replies.rs", "rt::call!(GetFile"),
            ("client/replies.rs", "rt::call!(GetText"),
            ("client/replies.rs", "rt::call!(GetEvents"),
            ("client/replies.rs", "rt::call!(GetAny"),
        ],
    );

    assert_snapshot!(found, @"
    rt::call!(GetFile -> rt::Raw, rt::NoBodies);

    rt::call!(GetText -> rt::Text, rt::NoBodies);

    rt::call!(GetEvents -> rt::Raw, rt::NoBodies);

    rt::call!(GetAny -> super::types::GetAnyResponse, rt::NoBodies);
    ");
}

#[test]
fn several_answers_are_an_enum_and_none_is_an_option() {
    let found = check(
        REPLIES,
        &[
            ("client/replies.rs", "rt::call!(GetMaybe"),
            ("client/replies.rs", "rt::call!(GetNull"),
            ("client/replies.rs", "rt::call!(GetSeveral"),
            ("client/replies.rs", "rt::answers!"),
            ("client/replies.rs", "impl GetSeveral"),
            ("client/replies.rs", "rt::call!(GetDefault"),
        ],
    );

    assert_snapshot!(found, @r#"
    rt::call!(GetMaybe -> Option<i64>, rt::NoBodies);

    rt::call!(GetNull -> Option<i64>, rt::NoBodies);

    rt::call!(GetSeveral -> GetSeveralAnswer, GetSeveralError);

    rt::answers! {
        #[accept = "application/json, text/csv;q=0.9"]
        /// The answers of `get-several`.
        pub enum GetSeveralAnswer {
            /// Fine.
            OkJson(i64) = (0, Exact(200), "application/json"),
            /// Fine.
            OkText(rt::Text) = (1, Exact(200), "text/csv"),
            /// Later.
            Accepted(super::types::GetSeveralAcceptedResponse) = (2, Exact(202)),
        }
    }

    impl GetSeveral<'_> {
        /// Asks for this media type: `application/json`, `text/csv`.
        pub fn accept(mut self, media_type: &'static str) -> Self {
            self.call = self.call.accept(media_type);
            self
        }
    }

    rt::call!(GetDefault -> bool, GetDefaultError);
    "#);
}

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
        Get {
            call: rt::Call::new(self.client, &GET)
                .server("/v2")
                .give_all::<String>(0, id),
        }
    }

    rt::parameters! {
        Get {
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
        }
    }

    static GET: rt::Operation = rt::Operation::new("get-thing", rt::Method::Get, "/things/{id}")
        .parameters(&[rt::Parameter::path("id").style(rt::Style::Matrix).explode(true),
            rt::Parameter::cookie("session"), rt::Parameter::query("where").json(),
            rt::Parameter::query("filter").style(rt::Style::DeepObject),
            rt::Parameter::query("ids").explode(false).allow_reserved(), rt::Parameter::query("id")])
        .security(&[&["password"], &["session", "certificate"], &["digest"]]);

    /// `PUT /things/{id}`
    pub fn put(self, id: impl IntoIterator<Item = impl Into<String>>) -> Put<'c> {
        Put {
            call: rt::Call::new(self.client, &PUT)
                .server("https://upload.example")
                .give_all::<String>(0, id),
        }
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
    rt::errors! {
        /// Errors that several operations document.
        pub enum Errors404 {
            /// No.
            NotFound(String) = Exact(404),
        }
    }

    /// The errors that `b` documents.
    pub type BError = super::errors::Errors404;

    /// The errors that `c` documents.
    pub type CError = super::errors::Errors404;
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
