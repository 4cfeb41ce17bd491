//! Answers: what a success is read as, and the enum of several.

use insta::assert_snapshot;

use super::check;

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
            self.0 = self.0.accept(media_type);
            self
        }
    }

    rt::call!(GetDefault -> bool, GetDefaultError);
    "#);
}
