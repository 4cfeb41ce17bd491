//! What a caller learns from a call that failed.

use std::error::Error as _;

use bytes::Bytes;
use twinspec_client::{Error, TransportError, facade as rt};

use crate::fake::{CREATED, Fake, TOKEN};
use crate::fixture::CreateError;

#[tokio::test]
async fn an_error_says_in_one_line_which_call_failed_and_why() {
    let line = "create-task: POST /contacts/abc/tasks answered 400 Bad Request";
    for (body, reason) in [
        (
            r#"{"statusCode":400,"message":"Contact with id abc not found"}"#,
            ": Contact with id abc not found",
        ),
        (
            r#"{"message":["email must be an email","dnd must be a boolean"],"error":"x"}"#,
            ": email must be an email; dnd must be a boolean",
        ),
        (r#"{"error":"invalid_grant","error_description":"token expired"}"#, ": token expired"),
        (r#"{"error":{"code":7,"message":"no such thing"}}"#, ": no such thing"),
        (r#"{"title":"Bad","detail":"too short"}"#, ": too short"),
        (r#"{"message":"","title":"Bad"}"#, ": Bad"),
        (r#"{"message":"two\nlines\u0007"}"#, ": two lines"),
        (r#"{"code":7}"#, r#": {"code":7}"#),
        ("<html>\n  <b>Bad</b>\n</html>", ": <html> <b>Bad</b> </html>"),
        ("", ""),
    ] {
        let error: Error = create(400, body).await.into();
        let text = error.to_string();
        let text = text.split(" (not the documented body").next().unwrap();
        assert_eq!(text, format!("{line}{reason}"));
    }
}

#[tokio::test]
async fn a_long_reason_is_cut() {
    let error = create(500, Box::leak("é".repeat(1_000_000).into_boxed_str())).await;

    let text = error.to_string();
    assert!(text.ends_with("é…") && text.chars().count() < 400, "{text}");
}

#[tokio::test]
async fn a_documented_body_is_typed_by_its_status() {
    let error = create(400, r#"{"message":"no"}"#).await;
    assert!(matches!(error.documented(), Some(CreateError::BadRequest(it)) if it.message == "no"));
    assert!(matches!(error.into_documented(), Ok(CreateError::BadRequest(_))));

    let error = create(422, "[1]").await;
    assert_eq!(error.documented(), Some(&CreateError::Refused(serde_json::json!([1]))));
}

#[tokio::test]
async fn an_undocumented_status_keeps_status_headers_and_body() {
    for status in [302, 500, 599] {
        let error = create(status, "oops").await;

        assert!(error.is_status(status) && !error.is_decode());
        assert_eq!(error.status().map(|it| it.as_u16()), Some(status));
        assert_eq!(error.headers().unwrap()["x-trace"], "t-1");
        assert_eq!(error.body(), Some(&b"oops"[..]));
        assert_eq!(error.documented(), None);
        assert!(error.into_documented().is_err());
    }
    let text = create(599, "oops").await.to_string();
    assert_eq!(text, "create-task: POST /contacts/abc/tasks answered 599: oops");
}

#[tokio::test]
async fn a_default_response_takes_every_other_status() {
    #[derive(Debug, PartialEq)]
    enum Bodies {
        NotFound,
        Other(rt::Json),
    }

    impl rt::ErrorBodies for Bodies {
        const STATUSES: &'static [rt::Statuses] =
            &[rt::Statuses::Default, rt::Statuses::Exact(404)];

        fn from_answer(index: usize, raw: &rt::Raw) -> Result<Self, rt::DecodeError> {
            match index {
                0 => rt::answer(raw).map(Self::Other),
                _ => Ok(Self::NotFound),
            }
        }

        fn to_answer(&self) -> (rt::Statuses, rt::Bytes) {
            match self {
                Self::Other(body) => (rt::Statuses::Default, rt::Answer::to_body(body)),
                Self::NotFound => (rt::Statuses::Exact(404), rt::Bytes::new()),
            }
        }
    }

    static GET: rt::Operation = rt::Operation::new("get", rt::Method::Get, "/");
    static API: rt::Api =
        rt::Api { name: "a", version: "1", base_url: "http://x.test", schemes: &[], shared: &[] };

    for (status, wanted) in [(404, Bodies::NotFound), (503, Bodies::Other(7.into()))] {
        let fake = Fake::answering(status, "7");
        let client = rt::ClientBuilder::new(&API).transport(fake).build().unwrap();
        let sending = rt::Call::new(&client, &GET).send::<rt::Json, Bodies>();
        assert_eq!(sending.await.unwrap_err().documented(), Some(&wanted));
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_says_where() {
    let error = create(201, r#"{"task":{"id":"t1","owner":null,"tags":["a",2]}}"#).await;

    assert!(error.is_decode() && error.is_status(201));
    assert_eq!(error.decode_error().unwrap().path(), "task.tags[1]");
    assert!(error.body().unwrap().starts_with(b"{\"task\""));
    assert_eq!(
        error.to_string(),
        "create-task: POST /contacts/abc/tasks answered 201 Created, but its body cannot be read: \
         task.tags[1]: invalid type: integer `2`, expected a string",
    );
    assert_eq!(error.source().unwrap().to_string(), error.decode_error().unwrap().to_string());
}

#[tokio::test]
async fn a_documented_error_that_cannot_be_read_keeps_its_status() {
    let error = create(400, r#"{"error":"not as documented"}"#).await;

    assert!(error.is_decode() && error.is_status(400) && error.documented().is_none());
    assert_eq!(
        error.to_string(),
        "create-task: POST /contacts/abc/tasks answered 400 Bad Request: not as documented \
         (not the documented body: missing `message`)",
    );
}

#[tokio::test]
async fn every_error_becomes_the_plain_one() {
    async fn both(fake: Fake) -> Result<(), Error> {
        let client = fake.client();
        client.tasks().list("l1").await?;
        client.tasks().create("abc", "x").await?;
        Ok(())
    }

    let listed = both(Fake::answering(500, "")).await.unwrap_err();
    assert_eq!(listed.operation(), "list-tasks");
    assert!(listed.documented().is_none());

    let created: Error = create(400, r#"{"message":"no"}"#).await.into();
    assert_eq!(created.operation(), "create-task");
    assert!(created.is_status(400));
    let body = created.documented().unwrap().downcast_ref::<CreateError>();
    assert!(matches!(body, Some(CreateError::BadRequest(_))));
    assert!(created.documented().unwrap().downcast_ref::<rt::NoBodies>().is_none());
}

#[tokio::test]
async fn a_transport_error_is_told_by_its_kind() {
    let failing = |make: fn(&'static str) -> TransportError| async move {
        let fake = Fake::new(move || Err(make("the cable is cut")));
        fake.client().tasks().create("abc", "x").await.unwrap_err()
    };

    let connect = failing(TransportError::connect).await;
    let timeout = failing(TransportError::timeout).await;
    let other = failing(TransportError::other).await;

    assert_eq!((connect.is_connect(), connect.is_timeout()), (true, false));
    assert_eq!((timeout.is_connect(), timeout.is_timeout()), (false, true));
    assert_eq!((other.is_connect(), other.is_timeout()), (false, false));
    assert_eq!((other.status(), other.body(), other.is_request()), (None, None, false));
    assert_eq!(
        connect.to_string(),
        "create-task: POST /contacts/abc/tasks could not connect: the cable is cut",
    );
    let source = connect.source().unwrap().source().unwrap();
    assert_eq!(source.to_string(), "the cable is cut");
}

#[tokio::test]
async fn no_error_shows_a_token_even_if_the_server_repeats_it() {
    let repeat = |status: u16, body: String| async move {
        let body = Bytes::from(body);
        let fake = Fake::new(move || {
            let response = http::Response::builder().status(status).header("x-token", TOKEN);
            Ok(response.body(body.clone()).unwrap())
        });
        fake.client().tasks().create(TOKEN, "x").await.unwrap_err()
    };
    let filler = "x".repeat(295);

    for error in [
        repeat(401, format!(r#"{{"message":"bad token {TOKEN}"}}"#)).await,
        // The cut must not leave the first half of a token.
        repeat(500, format!("{filler}{TOKEN}")).await,
        repeat(201, format!(r#"{{"task":"{TOKEN}"}}"#)).await,
        Fake::new(|| Err(TransportError::other(format!("sent {TOKEN}"))))
            .client()
            .tasks()
            .create("c1", "x")
            .await
            .unwrap_err(),
    ] {
        let decode = error.decode_error().map(ToString::to_string).unwrap_or_default();
        let shown = format!("{error} {error:?} {decode}");
        assert!(!shown.contains(&TOKEN[..5]), "{shown}");
    }
}

#[test]
fn an_error_is_small_and_can_cross_threads() {
    fn assert_error<E: std::error::Error + Send + Sync + 'static>() {}

    assert_error::<Error<CreateError>>();
    assert_error::<Error>();
    assert!(size_of::<Error<CreateError>>() <= 2 * size_of::<usize>());
}

async fn create(status: u16, body: &'static str) -> Error<CreateError> {
    assert_ne!(body, CREATED);
    let fake = Fake::answering(status, body);
    fake.client().tasks().create("abc", "x").await.unwrap_err()
}
