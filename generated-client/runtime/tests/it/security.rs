//! Which credentials a call sends, and where.

use twinspec_client::facade as rt;

use crate::fake::Fake;

static API: rt::Api = rt::Api {
    name: "a",
    version: "1",
    base_url: "http://x.test",
    schemes: &[
        rt::Scheme::basic("basic"),
        rt::Scheme::key_in_cookie("session", "SID"),
        rt::Scheme::key_in_header("app", "X-App"),
        rt::Scheme::key_in_query("key", "key"),
        rt::Scheme::bearer("bearer"),
        rt::Scheme::of_transport("certificate"),
    ],
    shared: &[],
};

#[tokio::test]
async fn basic_authentication_encodes_user_and_password() {
    static GET: rt::Operation = operation(&[&["basic"]]);

    for (builder, plain) in [
        (builder().credential("basic", "Aladdin:open sesame"), "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        (builder().basic("Aladdin", "open sesame"), "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        // A key alone is a user without a password.
        (builder().credential("basic", "sk_1"), "c2tfMTo="),
        (builder().basic("zoë", "ü:x"), "em/DqzrDvDp4"),
    ] {
        let request = sent(builder, &GET).await.unwrap();
        let header = &request.headers()["authorization"];
        assert_eq!(header, &format!("Basic {plain}"));
        assert!(header.is_sensitive());
    }
}

#[tokio::test]
async fn a_key_in_a_cookie_joins_the_other_cookies() {
    static GET: rt::Operation = rt::Operation::new("get", rt::Method::Get, "/")
        .parameters(&[rt::Parameter::cookie("theme")])
        .security(&[&["session"]]);
    let fake = Fake::answering(200, "7");
    let builder = builder().transport(fake.clone()).credential("session", "a%3D=");
    let client = builder.build().unwrap();

    let call = rt::Call::new(&client, &GET).with(0, &"dark".to_owned());
    call.send::<rt::Json, rt::NoBodies>().await.unwrap();

    let request = fake.request();
    assert_eq!(request.headers()["cookie"], "theme=dark; SID=a%3D=");
    assert!(request.headers()["cookie"].is_sensitive());
}

#[test]
fn a_key_that_no_cookie_can_carry_is_refused() {
    for key in ["a;b=c", "a\nb"] {
        let error = builder().credential("session", key).build().unwrap_err();
        assert_eq!(
            error.to_string(),
            "a: the credential for `session` has a character that no header can carry",
        );
    }
}

#[tokio::test]
async fn schemes_of_an_alternative_are_sent_together_or_not_at_all() {
    static GET: rt::Operation = operation(&[&["app", "basic"], &["key"]]);

    let both = builder().credential("app", "a1").credential("basic", "u:p");
    let headers = sent(both, &GET).await.unwrap().headers().clone();
    assert!(headers["x-app"] == "a1" && headers.contains_key("authorization"));

    let request = sent(builder().credential("app", "a1").credential("key", "k"), &GET).await;
    let request = request.unwrap();
    assert_eq!(request.uri().query(), Some("key=k"));
    assert!(!request.headers().contains_key("x-app"));

    let error = sent(builder().credential("app", "a1"), &GET).await.unwrap_err().to_string();
    assert!(error.ends_with(
        "give the builder of the client `credential(\"app\", …)` and `credential(\"basic\", …)` \
         or `credential(\"key\", …)`"
    ));
}

#[tokio::test]
async fn an_empty_alternative_makes_credentials_optional() {
    static GET: rt::Operation = operation(&[&["app", "key"], &[]]);

    let without = sent(builder().credential("app", "a1"), &GET).await.unwrap();
    assert!(!without.headers().contains_key("x-app"));
    let with = sent(builder().credential("app", "a1").credential("key", "k"), &GET).await.unwrap();
    assert!(with.headers().contains_key("x-app") && with.uri().query() == Some("key=k"));
}

#[tokio::test]
async fn an_operation_gets_only_the_credentials_that_it_asks_for() {
    static OPEN: rt::Operation = operation(&[]);
    static KEY: rt::Operation = operation(&[&["key"]]);
    let all = || {
        let builder = builder().credential("session", "s").credential("key", "k");
        builder.basic("u", "p").token("t").credential("app", "a1")
    };

    for operation in [&OPEN, &KEY] {
        let request = sent(all(), operation).await.unwrap();
        for header in ["authorization", "cookie", "x-app"] {
            assert!(!request.headers().contains_key(header));
        }
        assert_eq!(request.uri().query().is_some(), operation.security.len() == 1);
    }
}

#[tokio::test]
async fn what_is_the_transports_matter_needs_no_credential() {
    static ALONE: rt::Operation = operation(&[&["certificate"]]);
    static BOTH: rt::Operation = operation(&[&["certificate", "key"]]);

    assert!(sent(builder(), &ALONE).await.is_ok());
    assert!(sent(builder(), &BOTH).await.unwrap_err().is_request());
}

#[tokio::test]
async fn no_error_shows_a_password() {
    static GET: rt::Operation = operation(&[&["basic"]]);
    for repeated in ["open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin:open sesame"] {
        let fake = Fake::answering(401, repeated);
        let client = builder().transport(fake).basic("Aladdin", "open sesame").build().unwrap();

        let call = rt::Call::new(&client, &GET).send::<rt::Json, rt::NoBodies>();

        let shown = call.await.unwrap_err().to_string();
        assert!(shown.ends_with("[redacted]"), "{shown}");
    }
}

async fn sent(
    builder: rt::ClientBuilder,
    operation: &'static rt::Operation,
) -> Result<http::Request<bytes::Bytes>, rt::Error<rt::NoBodies>> {
    let fake = Fake::answering(200, "7");
    let client = builder.transport(fake.clone()).build().unwrap();
    rt::Call::new(&client, operation).send::<rt::Json, rt::NoBodies>().await?;
    Ok(fake.request())
}

fn builder() -> rt::ClientBuilder {
    rt::ClientBuilder::new(&API).transport(Fake::answering(200, "7"))
}

const fn operation(security: &'static [&'static [&'static str]]) -> rt::Operation {
    rt::Operation::new("get", rt::Method::Get, "/").security(security)
}
