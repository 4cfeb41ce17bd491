//! Who gets in.

use http::Request;
use http_body_util::Full;
use serde_json::json;
use twinspec_mock::{Behaviour, Builder, Denial, Refusal, StatusCode, Token};

use crate::library::{Library, Reply};

fn guarded(change: impl FnOnce(Builder) -> Builder) -> Library {
    let mock = change(twinspec_mock::Mock::builder(&crate::library::blueprint())).build().unwrap();
    Library { mock, clock: Library::new().clock }
}

async fn get(library: &Library, path: &str, authorization: &str) -> Reply {
    let mut request = Request::get(path);
    if !authorization.is_empty() {
        request = request.header("authorization", authorization);
    }
    library.send(request.body(Full::default()).unwrap()).await
}

#[tokio::test]
async fn without_tokens_any_well_formed_credential_gets_in() {
    let library = guarded(|it| it);

    for good in ["Bearer x", "bearer  a.b-c", "Basic YTpi"] {
        assert_eq!(get(&library, "/books", good).await.status, 200, "{good}");
    }
    for bad in ["", "Bearer", "Bearer ", "Bearer a b", "x", "Basic YTp", "Basic YWI="] {
        let reply = get(&library, "/books", bad).await;
        assert_eq!(reply.status, 401, "{bad}");
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        assert_eq!(reply.json()["error"], "Unauthorized");
    }
    assert_eq!(get(&library, "/books?key=x", "").await.status, 200);
    assert_eq!(get(&library, "/books?key=", "").await.status, 401);
}

#[tokio::test]
async fn with_tokens_only_those_get_in() {
    let library = guarded(|it| it.token(Token::new("secret")).token(Token::new("me:pass")));

    for good in ["Bearer secret", "Basic bWU6cGFzcw=="] {
        assert_eq!(get(&library, "/books", good).await.status, 200, "{good}");
    }
    for bad in ["Bearer secre", "Bearer secrets", "Bearer Secret", "Basic bWU6cGFz"] {
        assert_eq!(get(&library, "/books", bad).await.status, 401, "{bad}");
    }
    assert_eq!(get(&library, "/books?key=secret", "").await.status, 200);
}

#[tokio::test]
async fn operation_without_security_asks_for_nothing() {
    let library = guarded(|it| it.token(Token::new("secret")));

    assert_eq!(get(&library, "/files/x", "").await.status, 200);
}

#[tokio::test]
async fn optional_credential_is_known_by_if_it_is_shown() {
    let mut blueprint = crate::library::blueprint();
    for operation in blueprint.operations.to_mut() {
        operation.security.to_mut().insert(0, vec![].into());
    }
    let tell = Behaviour::new().authorise(|access| {
        Err(Refusal::new(StatusCode::BAD_REQUEST, json!(access.claims).to_string()))
    });
    let token = Token::new("secret").claim("branch", "north");
    let mock = twinspec_mock::Mock::builder(&blueprint).behaviour(tell).token(token).build();
    let library = Library { mock: mock.unwrap(), clock: Library::new().clock };

    for (authorization, claims) in
        [("Bearer secret", r#"{"branch":"north"}"#), ("", "{}"), ("Bearer other", "{}")]
    {
        let reply = get(&library, "/books", authorization).await;
        assert_eq!(reply.json()["message"], claims);
    }
}

#[tokio::test]
async fn no_auth_asks_for_nothing_even_with_tokens() {
    let library = guarded(|it| it.token(Token::new("secret")).no_auth());

    assert_eq!(get(&library, "/books", "").await.status, 200);
    assert!(!library.mock.asks_for_credentials());
}

#[tokio::test]
async fn token_with_scopes_is_confined_to_them() {
    let library = guarded(|it| {
        it.token(Token::new("all"))
            .token(Token::new("list").claim("scopes", vec!["books", "more"]))
            .token(Token::new("text").claim("scopes", "more books"))
            .token(Token::new("none").claim("scopes", "more"))
    });

    for (token, status) in [("all", 200), ("list", 200), ("text", 200), ("none", 403)] {
        let reply = get(&library, "/books", &format!("Bearer {token}")).await;
        assert_eq!(reply.status, status, "{token}");
    }
}

#[tokio::test]
async fn credentials_come_before_the_body_and_the_route_before_both() {
    let library = guarded(|it| it.token(Token::new("secret")));

    assert_eq!(library.json("POST", "/shelves", "{").await.status, 401);
    assert_eq!(library.json("POST", "/nowhere", "{").await.status, 404);
    assert_eq!(library.json("DELETE", "/shelves", "{").await.status, 405);
}

#[tokio::test]
async fn behaviour_words_denials() {
    let library = guarded(|it| {
        it.token(Token::new("none").claim("scopes", "")).behaviour(Behaviour::new().denied(
            |denial, _| match denial {
                Denial::Scopes(missing) => {
                    Refusal::new(StatusCode::UNAUTHORIZED, format!("not {}", missing.join(" ")))
                }
                other => Refusal::new(StatusCode::UNAUTHORIZED, format!("{other:?}")),
            },
        ))
    });

    for (authorization, message) in [
        ("", "Missing"),
        ("Bearer", "Malformed"),
        ("Bearer x", "Unknown"),
        ("Bearer none", "not books"),
    ] {
        let reply = get(&library, "/books", authorization).await;
        assert_eq!(reply.status, 401);
        assert_eq!(reply.json()["message"], message);
    }
}

#[tokio::test]
async fn claims_reach_behaviour() {
    let library = guarded(|it| {
        it.token(Token::new("secret").claim("branch", json!({ "id": 7 }))).behaviour(
            Behaviour::new().authorise(|access| {
                Err(Refusal::new(StatusCode::BAD_REQUEST, access.claims["branch"].to_string()))
            }),
        )
    });

    let reply = get(&library, "/books", "Bearer secret").await;

    assert_eq!(reply.json()["message"], r#"{"id":7}"#);
}

#[tokio::test]
async fn a_printed_token_keeps_its_secret() {
    assert!(!format!("{:?}", Token::new("secret")).contains("secret"));
}
