//! Which server a call reaches.

use twinspec_client::facade as rt;

use crate::fake::{Fake, operation};

static API: rt::Api = rt::Api {
    name: "a",
    version: "1",
    base_url: "https://{region=eu}.x.test/{base=v1}",
    schemes: &[],
    shared: &[],
};

#[tokio::test]
async fn variables_of_the_server_have_defaults_and_can_be_set() {
    let default = reached(|it| it, None).await;
    let set = reached(|it| it.variable("region", "us").variable("region", "ap"), None).await;

    assert_eq!(default.unwrap(), "https://eu.x.test/v1/a");
    assert_eq!(set.unwrap(), "https://ap.x.test/v1/a");
}

#[tokio::test]
async fn an_operation_can_have_a_server_of_its_own() {
    let own = |server| async move { reached(|it| it.variable("region", "us"), Some(server)).await };

    assert_eq!(own("https://files.test/up/").await.unwrap(), "https://files.test/up/a");
    assert_eq!(own("https://{region=eu}.f.test").await.unwrap(), "https://us.f.test/a");
    assert_eq!(own("/v2").await.unwrap(), "https://us.x.test/v2/a");
    assert_eq!(own("/").await.unwrap(), "https://us.x.test/a");
}

#[tokio::test]
async fn the_server_that_the_caller_names_is_the_only_one() {
    let reached = reached(|it| it.base_url("http://127.0.0.1:4010"), Some("https://files.test"));

    assert_eq!(reached.await.unwrap(), "http://127.0.0.1:4010/a");
}

#[tokio::test]
async fn a_variable_without_a_value_is_named() {
    let error = reached(|it| it, Some("https://{tenant}.x.test")).await.unwrap_err();

    assert!(error.is_request());
    assert!(error.to_string().ends_with(
        "was not sent: the URL of the server has a variable `tenant`: give the builder a value"
    ));
}

#[test]
fn a_client_without_any_server_is_refused() {
    static NOWHERE: rt::Api =
        rt::Api { name: "a", version: "1", base_url: "", schemes: &[], shared: &[] };
    let builder = || rt::ClientBuilder::new(&NOWHERE).transport(Fake::answering(200, ""));

    assert_eq!(
        builder().build().unwrap_err().to_string(),
        "a: the document does not say where the server is: give the builder of the client a \
         `base_url`",
    );
    assert!(builder().base_url("http://x.test").build().is_ok());
}

async fn reached(
    change: impl FnOnce(rt::ClientBuilder) -> rt::ClientBuilder,
    server: Option<&'static str>,
) -> Result<String, rt::Error<rt::NoBodies>> {
    static GET: rt::Operation = operation("/a", &[]);
    let fake = Fake::answering(200, "7");
    let client = change(rt::ClientBuilder::new(&API).transport(fake.clone())).build().unwrap();
    let call = rt::Call::new(&client, &GET);
    let call = match server {
        Some(server) => call.server(server),
        None => call,
    };
    call.send::<rt::Json, rt::NoBodies>().await?;
    Ok(fake.request().uri().to_string())
}
