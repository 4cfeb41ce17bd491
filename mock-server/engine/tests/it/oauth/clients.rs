//! Apps: who they are, how they show it, and what they get in their own name.

use http::Request;
use http_body_util::Full;

use super::{DATA, TOKEN, described, server, server_of};
use crate::library::{Library, Reply};

const OWN: (&str, &str) = ("grant_type", "client_credentials");

async fn json(library: &Library, body: &str) -> Reply {
    let request = Request::post(TOKEN).header("content-type", "application/json");
    library.send(request.body(Full::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn app_gets_a_token_in_its_own_name() {
    let library = server();

    let reply = library.app(&[OWN, ("scope", "books")]).await;
    let answer = reply.json();

    assert_eq!(library.read_with(&answer["access_token"]).await, 200);
    assert_eq!(answer["scope"], "books");
    assert_eq!(answer.get("refresh_token"), None);
    let state = library.mock.state();
    let token = state["tokens"].as_array().unwrap().last().unwrap();
    assert_eq!((&token["branch"], &token["clientId"]), (&"main".into(), &"app".into()));
}

#[tokio::test]
async fn app_shows_itself_by_basic_too() {
    let library = server();

    // `app:shh`, `app:%73hh` (as a form encodes it), `app:no`, and no colon.
    for (authorization, status) in
        [("YXBwOnNoaA==", 200), ("YXBwOiU3M2ho", 200), ("YXBwOm5v", 401), ("YXBw", 401)]
    {
        let basic = format!("Basic {authorization}");
        let reply = library.form_as(TOKEN, &[OWN], &basic).await;
        assert_eq!(reply.status, status, "{authorization}");
        if status == 401 {
            assert_eq!(reply.json()["error"], "invalid_client");
            assert_eq!(reply.header("www-authenticate"), "Basic");
        }
    }
    let twice =
        library.form_as(TOKEN, &[OWN, ("client_secret", "shh")], "Basic YXBwOnNoaA==").await;
    assert_eq!(
        twice.refusal(),
        "400 invalid_request: `client_secret` stands beside `Authorization`, use one of them"
    );
}

#[tokio::test]
async fn app_that_is_not_known_or_does_not_prove_it_gets_nothing() {
    let library = server();

    for (pairs, refusal) in [
        (&[("client_id", "other")][..], "invalid_client: there is no client `other`"),
        (&[("client_id", "app")], "invalid_request: `client_secret` is missing"),
        (
            &[("client_id", "app"), ("client_secret", "sh")],
            "invalid_client: the client secret is wrong",
        ),
        (&[("client_secret", "shh")], "invalid_request: `client_id` is missing"),
    ] {
        let reply = library.form(TOKEN, &[&[OWN], pairs].concat()).await;
        assert_eq!(reply.refusal(), format!("400 {refusal}"));
    }
}

#[tokio::test]
async fn without_apps_any_client_is_one() {
    let library = server_of(&described(), |it| it);

    let pairs = [OWN, ("client_id", "whoever"), ("client_secret", "whatever")];
    let answer = library.form(TOKEN, &pairs).await.json();

    assert_eq!(library.read_with(&answer["access_token"]).await, 200);
}

#[tokio::test]
async fn without_tokens_one_that_is_known_has_to_be_good() {
    let library = server_of(&described(), |it| it);
    let pairs = [OWN, ("client_id", "any"), ("scope", "shelves")];

    let answer = library.form(TOKEN, &pairs).await.json();

    assert_eq!(library.read_with(&answer["access_token"]).await, 403);
    assert_eq!(library.read_with(&"another".into()).await, 200);
}

#[tokio::test]
async fn what_is_no_request_for_a_token_is_said() {
    let library = server();

    for (pairs, refusal) in [
        (&[][..], "invalid_request: `grant_type` is missing"),
        (
            &[("grant_type", "implicit")],
            "unsupported_grant_type: the grant type `implicit` is not offered",
        ),
        (
            &[("grant_type", "password"), ("username", "a"), ("password", "b")],
            "unsupported_grant_type: the grant type `password` is not offered",
        ),
        (&[OWN, OWN], "invalid_request: `grant_type` is there twice"),
        (&[OWN, ("scope", "pages")], "invalid_scope: the scope `pages` is not offered"),
        (&[("grant_type", "refresh_token")], "invalid_request: `refresh_token` is missing"),
    ] {
        assert_eq!(library.app(pairs).await.refusal(), format!("400 {refusal}"));
    }
}

#[tokio::test]
async fn json_is_taken_as_well_and_nothing_else() {
    let library = server();
    let good =
        r#"{"grant_type": "client_credentials", "client_id": "app", "client_secret": "shh"}"#;
    let xml = Request::post(TOKEN).header("content-type", "text/xml").body(Full::from("<a/>"));

    assert_eq!(json(&library, good).await.status, 200);
    assert_eq!(
        json(&library, "[]").await.refusal(),
        "400 invalid_request: `body` must be an object"
    );
    assert_eq!(json(&library, "{").await.refusal(), "400 invalid_request: `body` is no JSON");
    assert_eq!(
        library.send(xml.unwrap()).await.refusal(),
        "400 invalid_request: `body` must be `application/x-www-form-urlencoded`"
    );
}

#[tokio::test]
async fn person_with_a_password_is_who_they_say() {
    let mut blueprint = described();
    let flows = blueprint.schemes.to_mut()[0].flows.to_mut();
    flows[0].kind = twinspec_mock::facade::FlowKind::Password;
    let library = server_of(&blueprint, |it| it.data("apps.yaml", DATA));
    let who = [("grant_type", "password"), ("username", "mara")];

    let answer = library.app(&[&who[..], &[("password", "x")]].concat()).await.json();
    let without = library.app(&who).await;

    assert_eq!(library.read_with(&answer["access_token"]).await, 200);
    assert!(answer["refresh_token"].is_string());
    assert_eq!(without.refusal(), "400 invalid_request: `password` is missing");
}

#[test]
fn wrong_apps_are_reported_with_their_place() {
    let text = "apps:\n- {clientSecret: x}\n- x\n- clientId: a\n  redirectUris: x\n\
                - clientId: b\n  codes: [1]\n- clientId: c\n  scopes: 7\n";
    let built = twinspec_mock::Mock::builder(&described()).data("apps.yaml", text).build();

    assert_eq!(
        built.unwrap_err().to_string(),
        "apps.yaml:2:3: `clientId` must be there, and a text\n\
         apps.yaml:3:3: an app must be an object: `{clientId: …}`\n\
         apps.yaml:5:3: `redirectUris` must be a list of texts\n\
         apps.yaml:7:3: `codes` must be a list of `{code: …}`\n\
         apps.yaml:9:3: `scopes` must be texts"
    );
}
