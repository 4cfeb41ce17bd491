//! The code flow.

use jiff::SignedDuration;
use serde_json::json;

use super::{BACK, VERIFIER, s256, server};
use crate::library::Library;

async fn exchanged(library: &Library, code: &str, more: &[(&str, &str)]) -> String {
    let pairs = [&[("grant_type", "authorization_code"), ("code", code)], more].concat();
    let reply = library.app(&pairs).await;
    if reply.status == 200 { "ok".to_owned() } else { reply.refusal() }
}

async fn code_for(library: &Library, more: &[(&str, &str)]) -> String {
    let pairs = [&[("client_id", "app"), ("redirect_uri", BACK)], more].concat();
    library.consent(&pairs).await.sent("code")
}

#[tokio::test]
async fn code_buys_a_token_that_lets_in_until_it_expires() {
    let library = server();
    let code = code_for(&library, &[("state", "a b&c")]).await;
    let pairs = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", BACK)];

    let reply = library.app(&pairs).await;
    let answer = reply.json();

    assert_eq!(reply.status, 200);
    assert_eq!((reply.header("cache-control"), reply.header("pragma")), ("no-store", "no-cache"));
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["scope"], "books shelves");
    assert_eq!(library.read_with(&answer["access_token"]).await, 200);
    library.clock.advance(SignedDuration::from_secs(answer["expires_in"].as_i64().unwrap()));
    assert_eq!(library.read_with(&answer["access_token"]).await, 401);
}

#[tokio::test]
async fn token_has_the_scopes_that_were_asked_for_and_no_others() {
    let library = server();
    let code = code_for(&library, &[("scope", "shelves unheard-of")]).await;
    let pairs = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", BACK)];

    let answer = library.app(&pairs).await.json();

    assert_eq!(answer["scope"], "shelves");
    assert_eq!(library.read_with(&answer["access_token"]).await, 403);
}

#[tokio::test]
async fn code_is_good_once_and_a_second_use_takes_back_what_it_bought() {
    let library = server();

    let first = library.signed_in().await;
    let before = library.read_with(&first["access_token"]).await;
    let again = exchanged(&library, "ready", &[]).await;

    assert_eq!(again, "400 invalid_grant: the authorization code was used before");
    assert_eq!((before, library.read_with(&first["access_token"]).await), (200, 401));
}

#[tokio::test]
async fn code_of_a_page_lives_ten_minutes() {
    let library = server();
    let code = code_for(&library, &[]).await;
    let back = [("redirect_uri", BACK)];

    library.clock.advance(SignedDuration::from_mins(10));

    assert_eq!(
        exchanged(&library, &code, &back).await,
        "400 invalid_grant: the authorization code has expired"
    );
}

#[tokio::test]
async fn code_is_for_the_place_that_it_was_sent_to() {
    let library = server();
    let code = code_for(&library, &[]).await;

    let other = exchanged(&library, &code, &[("redirect_uri", "https://app.test/other")]).await;
    let none = exchanged(&library, &code, &[]).await;
    let right = exchanged(&library, &code, &[("redirect_uri", BACK)]).await;

    assert_eq!(
        other,
        "400 invalid_grant: the redirect_uri is not the one that the code was sent to"
    );
    assert_eq!(none, "400 invalid_request: `redirect_uri` is missing");
    assert_eq!(right, "ok", "what was refused has not used it up");
}

#[tokio::test]
async fn verifier_must_meet_the_challenge() {
    let library = server();
    let (hashed, short, other) = (s256(VERIFIER), "short", s256("x"));
    let with = |verifier: &'static str| [("redirect_uri", BACK), ("code_verifier", verifier)];
    let s256 = [("code_challenge", hashed.as_str()), ("code_challenge_method", "S256")];
    let plain = [("code_challenge", VERIFIER)];

    for challenge in [&s256[..], &plain[..]] {
        let code = code_for(&library, challenge).await;
        assert_eq!(
            exchanged(&library, &code, &[("redirect_uri", BACK)]).await,
            "400 invalid_request: `code_verifier` is missing"
        );
        let wrong = [("redirect_uri", BACK), ("code_verifier", other.as_str())];
        assert_eq!(
            exchanged(&library, &code, &wrong).await,
            "400 invalid_grant: the code_verifier does not meet the `code_challenge`"
        );
        let badly_formed = [("redirect_uri", BACK), ("code_verifier", short)];
        assert!(exchanged(&library, &code, &badly_formed).await.starts_with("400 invalid_request"));
        assert_eq!(exchanged(&library, &code, &with(VERIFIER)).await, "ok");
    }
    let code = code_for(&library, &[]).await;
    assert_eq!(
        exchanged(&library, &code, &with(VERIFIER)).await,
        "400 invalid_grant: the code_verifier meets no `code_challenge`"
    );
}

#[tokio::test]
async fn code_is_for_the_app_that_asked_for_it() {
    let library = server();
    let pairs = [("client_id", "spa"), ("grant_type", "authorization_code"), ("code", "ready")];

    let reply = library.form(super::TOKEN, &pairs).await;

    assert_eq!(
        reply.refusal(),
        "400 invalid_grant: the authorization code was given to another client"
    );
    assert_eq!(exchanged(&library, "ready", &[]).await, "ok");
}

#[tokio::test]
async fn code_that_nobody_gave_out_buys_nothing() {
    let library = server();

    assert_eq!(
        exchanged(&library, "made-up", &[]).await,
        "400 invalid_grant: the authorization code is not known"
    );
    assert_eq!(exchanged(&library, "", &[]).await, "400 invalid_request: `code` is missing");
}

#[tokio::test]
async fn code_of_a_file_knows_its_owner_and_scopes() {
    let library = server();
    let pairs = [("grant_type", "authorization_code"), ("code", "only-books")];

    let answer = library.app(&pairs).await.json();
    let state = library.mock.state();
    let token = state["tokens"].as_array().unwrap().last().unwrap();

    assert_eq!(answer["scope"], "books");
    assert_eq!(token["token"], answer["access_token"]);
    assert_eq!(token["branch"], "west");
    assert_eq!(token["scopes"], json!(["books"]));
}

#[tokio::test]
async fn same_seed_gives_the_same_tokens() {
    let (one, other) = (server().signed_in().await, server().signed_in().await);

    assert_eq!(one, other);
}
