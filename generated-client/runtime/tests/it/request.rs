//! What goes over the wire.

use twinspec_client::{Field, facade as rt};

use crate::fake::{CREATED, Fake, TOKEN};
use crate::fixture::{Client, Status};

#[tokio::test]
async fn a_call_with_a_body_sends_what_the_operation_describes() {
    let fake = Fake::answering(201, CREATED);

    fake.client().tasks().create("c1", "Welcome").body("call").await.unwrap();

    let request = fake.request();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://api.example.test/v1/contacts/c1/tasks");
    assert_eq!(request.body(), r#"{"title":"Welcome","body":"call"}"#);
    let headers = request.headers();
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}"));
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["version"], "2021-07-28");
    let runtime = env!("CARGO_PKG_VERSION");
    assert_eq!(headers["user-agent"], format!("task-client/1.2.3 twinspec/{runtime}"));
}

#[tokio::test]
async fn null_in_a_body_is_sent_and_absent_is_not() {
    for (body, text) in
        [(Field::Null, r#"{"title":"x","body":null}"#), (Field::Absent, r#"{"title":"x"}"#)]
    {
        let fake = Fake::answering(201, CREATED);
        fake.client().tasks().create("c1", "x").body(body).await.unwrap();
        assert_eq!(fake.request().body(), text);
    }
}

#[tokio::test]
async fn a_call_without_a_body_has_no_content_type() {
    let fake = Fake::answering(200, "[]");

    fake.client().tasks().list("l1").await.unwrap();

    let request = fake.request();
    assert!(request.body().is_empty());
    assert!(!request.headers().contains_key("content-type"));
}

#[tokio::test]
async fn path_values_stay_one_segment() {
    for (value, segment) in [
        ("plain-1_.~", "plain-1_.~"),
        ("a/b", "a%2Fb"),
        ("a?b=c#d", "a%3Fb%3Dc%23d"),
        ("50% off", "50%25%20off"),
        ("%2E%2E", "%252E%252E"),
        ("../x", "..%2Fx"),
        ("...", "..."),
        ("zoë;1", "zo%C3%AB%3B1"),
        ("a\\b\n", "a%5Cb%0A"),
    ] {
        let fake = Fake::answering(204, "");
        fake.client().tasks().delete(value, "t1").await.unwrap();
        assert_eq!(fake.request().uri().path(), format!("/v1/contacts/{segment}/tasks/t1"));
    }
}

#[tokio::test]
async fn path_values_that_would_reach_another_operation_are_refused() {
    for (value, problem) in [
        ("", "the path parameter `contactId` is empty"),
        (".", "`.` cannot stand for `{contactId}` in a path, where it is a step"),
        ("..", "`..` cannot stand for `{contactId}` in a path, where it is a step"),
    ] {
        let fake = Fake::answering(204, "");
        let error = fake.client().tasks().delete(value, "t1").await.unwrap_err();
        assert!(error.is_request() && fake.is_untouched());
        assert_eq!(
            error.to_string(),
            format!(
                "delete-task: DELETE /contacts/{{contactId}}/tasks/{{id}} was not sent: {problem}"
            ),
        );
    }
}

#[tokio::test]
async fn query_values_are_encoded_and_lists_repeat_the_key() {
    let fake = Fake::answering(200, "[]");

    let statuses = vec![Status::Open, "in & out".into()];
    fake.client().tasks().list("a+b c/é").status(statuses).limit(20).await.unwrap();

    // The order is the document's, not the caller's.
    assert_eq!(
        fake.request().uri().query(),
        Some("locationId=a%2Bb%20c%2F%C3%A9&limit=20&status=open&status=in%20%26%20out"),
    );
}

#[tokio::test]
async fn a_parameter_that_is_set_twice_is_sent_once() {
    let fake = Fake::answering(200, "[]");

    fake.client().tasks().list("l1").limit(1).limit(2).await.unwrap();

    assert_eq!(fake.request().uri().query(), Some("locationId=l1&limit=2"));
}

#[tokio::test]
async fn header_parameters_are_sent_or_refused() {
    let fake = Fake::answering(200, "[]");
    fake.client().tasks().list("l1").on_behalf_of("ann").await.unwrap();
    assert_eq!(fake.request().headers()["x-on-behalf-of"], "ann");

    let call = fake.client();
    let error = call.tasks().list("l1").on_behalf_of("ann\r\nx: y").await.unwrap_err();
    assert!(fake.is_untouched());
    assert!(error.to_string().ends_with(
        "was not sent: the value of `X-On-Behalf-Of` has a character that no header can carry"
    ));
}

#[tokio::test]
async fn a_shared_header_is_set_once_on_the_client() {
    let fake = Fake::answering(200, "[]");
    let client = fake.builder().version("2023-02-21").build().unwrap();

    client.tasks().list("l1").await.unwrap();

    assert_eq!(fake.request().headers()["version"], "2023-02-21");
}

#[tokio::test]
async fn the_base_url_may_have_a_path_and_a_slash() {
    let fake = Fake::answering(200, "[]");
    let client = fake.builder().base_url("http://127.0.0.1:4010/a/b/").build().unwrap();

    client.tasks().list("l1").await.unwrap();

    assert_eq!(fake.request().uri(), "http://127.0.0.1:4010/a/b/tasks/?locationId=l1");
}

#[tokio::test]
async fn a_key_goes_where_its_scheme_says() {
    let fake = Fake::answering(201, CREATED);
    let client = fake.builder().credential("key", "k&y").build().unwrap();

    client.tasks().create("c1", "x").await.unwrap();

    let request = fake.request();
    assert_eq!(request.uri().query(), Some("api_key=k%26y"));
    assert!(!request.headers().contains_key("authorization"));
}

#[tokio::test]
async fn an_operation_that_asks_for_no_credential_gets_none() {
    let fake = Fake::answering(200, "[]");

    fake.client().tasks().list("l1").await.unwrap();

    assert!(!fake.request().headers().contains_key("authorization"));
}

#[tokio::test]
async fn an_optional_credential_is_sent_if_there_is_one() {
    let fake = Fake::answering(204, "");
    fake.client().tasks().delete("c1", "t1").await.unwrap();
    assert!(fake.request().headers().contains_key("authorization"));

    fake.builder().build().unwrap().tasks().delete("c1", "t1").await.unwrap();
    assert!(!fake.request().headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_missing_credential_is_named_before_anything_is_sent() {
    let fake = Fake::answering(201, CREATED);
    let client = fake.builder().build().unwrap();

    let error = client.tasks().create("c1", "x").await.unwrap_err();

    assert!(error.is_request() && fake.is_untouched());
    assert_eq!(
        error.to_string(),
        "create-task: POST /contacts/{contactId}/tasks was not sent: it needs a credential: \
         give the builder of the client `token(…)` for `bearer` or `credential(\"key\", …)`",
    );
}

#[test]
fn a_base_url_that_cannot_be_called_is_refused() {
    let hint = "expected an absolute one, such as `https://api.example.com/v1`";
    for (base_url, problem) in [
        ("api.example.test", format!("the base URL `api.example.test` is not valid: {hint}")),
        ("/v1", format!("the base URL `/v1` is not valid: {hint}")),
        ("ftp://x.test", format!("the base URL `ftp://x.test` is not valid: {hint}")),
        ("https://x.test?a=b", format!("the base URL has a query or a fragment in it: {hint}")),
        ("https://x.test/#b", format!("the base URL has a query or a fragment in it: {hint}")),
        (
            "https://ann:secret@x.test",
            "the base URL has a user in it: give credentials to the builder".to_owned(),
        ),
    ] {
        let error = Client::builder().base_url(base_url).build().unwrap_err();
        assert!(error.is_request());
        assert_eq!(error.to_string(), format!("task-client: {problem}"));
    }
}

#[test]
fn a_credential_that_cannot_be_used_is_refused() {
    let error = Client::builder().token("a\nb-secret").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "task-client: the credential for `bearer` has a character that no header can carry",
    );

    let error = Client::builder().credential("basic", "x").build().unwrap_err();
    assert_eq!(error.to_string(), "task-client: there is no security scheme `basic`");
}

#[tokio::test]
async fn a_shared_parameter_without_a_default_must_be_set() {
    static API: rt::Api = rt::Api {
        name: "shared",
        version: "1",
        base_url: "http://x.test",
        schemes: &[rt::Scheme::key_in_header("key", "X-Key")],
        shared: &[rt::Shared::query("api-version", None)],
    };
    static GET: rt::Operation =
        rt::Operation::new("get", rt::Method::Get, "/").security(&[&["key"]]);
    let fake = Fake::answering(200, "7");
    let builder = || rt::ClientBuilder::new(&API).transport(fake.clone()).credential("key", "k1");

    let error = builder().build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "shared: every call sends `api-version`: give the builder of the client a value",
    );

    let client = builder().shared("api-version", &2).build().unwrap();
    rt::Call::new(&client, &GET).send::<rt::Json, rt::NoBodies>().await.unwrap();
    let request = fake.request();
    assert_eq!(request.uri(), "http://x.test/?api-version=2");
    assert_eq!(request.headers()["x-key"], "k1");
}
