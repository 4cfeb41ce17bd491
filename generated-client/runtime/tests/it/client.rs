//! The client itself, and the answers it gives.

use std::future::IntoFuture;
use std::sync::Arc;

use twinspec_client::{Empty, Transport};

use twinspec_client::facade as rt;

use crate::fake::{CREATED, Fake, TOKEN};
use crate::fixture::Client;

#[tokio::test]
async fn a_response_stands_for_its_value_and_has_status_and_headers() {
    let client = Fake::answering(201, CREATED).client();

    let response = client.tasks().create("c1", "x").await.unwrap();

    assert_eq!(response.task.id, "t1");
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-trace"], "t-1");
    assert_eq!(response.into_value().task.id, "t1");
}

#[tokio::test]
async fn a_success_that_is_not_documented_is_accepted_when_it_can_be_read() {
    let client = Fake::answering(299, "[]").client();

    assert!(client.tasks().list("l1").await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_without_a_value_ignores_its_body() {
    for (status, body) in [(204, ""), (200, "gone")] {
        let response = Fake::answering(status, body).client().tasks().delete("c1", "t1").await;
        assert_eq!(response.unwrap().into_value(), Empty);
    }
}

#[tokio::test]
async fn an_empty_answer_that_should_have_a_value_is_refused() {
    let error = Fake::answering(204, "").client().tasks().list("l1").await.unwrap_err();

    assert_eq!(
        error.to_string(),
        "list-tasks: GET /tasks/ answered 204 No Content, but its body cannot be read: \
         the body is empty",
    );
}

#[tokio::test]
async fn clones_of_a_client_can_be_used_in_other_tasks() {
    let client = Fake::answering(200, "[]").client();
    let clone = client.clone();

    let spawned = tokio::spawn(async move { clone.tasks().list("l1").await.is_ok() });

    assert!(spawned.await.unwrap());
    assert!(client.tasks().list("l2").await.is_ok());
}

#[tokio::test]
async fn a_transport_can_be_shared() {
    let fake = Fake::answering(200, "[]");
    let shared: Arc<dyn Transport> = Arc::new(fake.clone());
    let client = Client::builder().transport(shared).build().unwrap();

    client.tasks().list("l1").await.unwrap();

    assert_eq!(fake.request().method(), "GET");
}

#[tokio::test]
async fn debug_shows_no_token() {
    let fake = Fake::answering(201, CREATED);
    let builder = fake.builder().token(TOKEN).base_url("https://x.test");
    let shown_builder = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = format!("{:?}", client.tasks().create("c1", "x"));
    let sending = format!("{:?}", client.tasks().create("c1", "x").into_future());
    client.tasks().create("c1", "x").await.unwrap();
    let shown =
        format!("{shown_builder} {client:?} {call} {sending} {:?}", fake.request().headers());

    assert!(shown.contains("create-task") && shown.contains("https://x.test"), "{shown}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn a_call_can_be_sent_from_any_thread() {
    fn assert_send<T: Send>(_: &T) {}
    fn assert_shared<T: Send + Sync + Clone>(_: &T) {}

    let client = Fake::answering(200, "[]").client();
    assert_shared(&client);
    assert_send(&client.tasks().list("l1"));
    assert_send(&client.tasks().list("l1").into_future());
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn a_client_without_any_transport_is_refused() {
    let timeout = std::time::Duration::from_secs(1);
    let error = Client::builder().timeout(timeout).build().unwrap_err();

    assert_eq!(
        error.to_string(),
        "task-client: there is no transport: give the builder of the client a `transport`, or \
         enable the feature `reqwest`",
    );
}

#[tokio::test]
async fn what_is_set_once_goes_only_where_it_is_asked_for() {
    static API: rt::Api = rt::Api {
        name: "a",
        version: "1",
        base_url: "http://x.test",
        schemes: &[],
        shared: &[rt::Shared::header("X-Tenant", None), rt::Shared::query("site", None)],
    };
    static ALL: rt::Operation = rt::Operation::new("all", rt::Method::Get, "/");
    static NONE: rt::Operation = rt::Operation::new("none", rt::Method::Get, "/").shared(&[]);
    static ONE: rt::Operation = rt::Operation::new("one", rt::Method::Get, "/").shared(&["site"]);
    for (operation, tenant, query) in
        [(&ALL, true, Some("site=7")), (&NONE, false, None), (&ONE, false, Some("site=7"))]
    {
        let fake = Fake::answering(200, "7");
        let builder = rt::ClientBuilder::new(&API).transport(fake.clone());
        let client =
            builder.shared("X-Tenant", &"t".to_owned()).shared("site", &7).build().unwrap();

        rt::Call::new(&client, operation).send::<rt::Json, rt::NoBodies>().await.unwrap();

        let request = fake.request();
        assert_eq!(request.headers().contains_key("X-Tenant"), tenant, "{}", operation.id);
        assert_eq!(request.uri().query(), query, "{}", operation.id);
    }
}
