//! Bodies in all their forms: what a caller gives, and how it is sent.

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
        PostFields(
            rt::Call::new(self.0, &POST_FIELDS),
            Some(super::types::PostFieldsBody::new(name)),
        )
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
        SendParts(
            rt::Call::new(self.0, &SEND_PARTS),
            Some(super::types::SendPartsBody::new(file)),
        )
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
        SendBytes(rt::Call::new(self.0, &SEND_BYTES), Some(body.into()))
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
            self.1 = Some(body.into());
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
        SendMany(rt::Call::new(self.0, &SEND_MANY), Some(body.into()))
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
        SendOptional(rt::Call::new(self.0, &SEND_OPTIONAL), None)
    }

    impl SendOptional<'_> {
        /// Sets the body.
        pub fn body(mut self, body: impl Into<super::types::SendOptionalBody>) -> Self {
            self.1 = Some(body.into());
            self
        }
    }

    /// `PUT /optional`
    pub fn send_maybe(self) -> SendMaybe<'c> {
        SendMaybe(rt::Call::new(self.0, &SEND_MAYBE), None)
    }

    rt::members! { SendMaybe {
        /// Sets `a`.
        a(rt::Field<String>) = a,
    } }
    ");
}
