//! What an API does beyond RFC 6749.

use jiff::SignedDuration;
use serde_json::{Value, json};
use twinspec_mock::{OAuth, OAuthError, StatusCode};

use super::with_rules;

#[tokio::test]
async fn behaviour_decides_on_a_token() {
    let library = with_rules(OAuth::new().issue(|issue| {
        if issue.asked.get("kind") == Some("bad") {
            return Err(OAuthError::Invalid("kind".to_owned(), "is bad".to_owned()));
        }
        issue.lifetime = SignedDuration::from_secs(10);
        issue.refresh_lifetime = Some(SignedDuration::from_secs(20));
        issue.claims.insert("branch".to_owned(), "east".into());
        issue.answer.insert("branch".to_owned(), "east".into());
        Ok(())
    }));
    let code = [("grant_type", "authorization_code"), ("code", "ready")];

    let refused = library.app(&[&code[..], &[("kind", "bad")]].concat()).await;
    let answer = library.signed_in().await;
    library.clock.advance(SignedDuration::from_secs(20));
    let refresh = answer["refresh_token"].as_str().unwrap();
    let late = library.app(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await;

    assert_eq!(refused.refusal(), "400 invalid_request: `kind` is bad");
    assert_eq!((&answer["expires_in"], &answer["branch"]), (&json!(10), &json!("east")));
    assert_eq!(library.read_with(&answer["access_token"]).await, 401);
    assert_eq!(late.refusal(), "400 invalid_grant: the refresh token has expired");
}

#[tokio::test]
async fn behaviour_reads_and_words_in_its_own_way() {
    let rules = OAuth::new()
        .read(|asked| {
            if let Some(kind) = asked.parameters.shift_remove("kind") {
                asked.parameters.insert("grant_type".to_owned(), kind);
            }
        })
        .show(|asked, answer| {
            answer.insert("version".to_owned(), asked.header("version").into());
        })
        .word(|_, error| {
            let body = json!({ "why": error.code() });
            (StatusCode::IM_A_TEAPOT, body.as_object().unwrap().clone())
        });
    let library = with_rules(rules);

    let answer = library.app(&[("kind", "client_credentials")]).await.json();
    let refused = library.app(&[]).await;

    assert_eq!(answer["version"], Value::Null);
    assert_eq!(
        (refused.status.as_u16(), refused.text.as_str()),
        (418, r#"{"why":"invalid_request"}"#)
    );
}

#[tokio::test]
async fn behaviour_may_forgive_what_is_used_twice_and_a_place_that_is_not_named() {
    let library = with_rules(OAuth::new().forgive_reuse().need_no_redirect_uri());
    let sent = library.consent(&[("client_id", "app"), ("redirect_uri", super::BACK)]).await;
    let code = sent.sent("code");

    let first = library.app(&[("grant_type", "authorization_code"), ("code", &code)]).await.json();
    let refresh = first["refresh_token"].as_str().unwrap();
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let second = library.app(&pairs).await.json();
    let reuse = library.app(&pairs).await;

    assert_eq!(reuse.status, 400);
    assert_eq!(library.read_with(&second["access_token"]).await, 200);
}

#[tokio::test]
async fn bearer_of_a_token_gets_another_one() {
    let library = with_rules(OAuth::new().exchange("/oauth/branchToken", |asked, claims| {
        if claims.get("level").is_none() {
            return Err(OAuthError::Other("access_denied".to_owned(), "no level".to_owned()));
        }
        let claims = json!({ "branch": asked.need("branch")?, "scopes": ["books"] });
        Ok(claims.as_object().unwrap().clone())
    }));
    let ask = async |token: &str, pairs: &[(&str, &str)]| {
        library.form_as("/oauth/branchToken", pairs, &format!("Bearer {token}")).await
    };

    let answer = ask("south", &[("branch", "east")]).await.json();
    let unknown = ask("west", &[("branch", "east")]).await;

    assert_eq!(answer["scope"], "books");
    assert_eq!(library.read_with(&answer["access_token"]).await, 200);
    assert_eq!(ask("north", &[]).await.refusal(), "400 access_denied: no level");
    assert_eq!(ask("south", &[]).await.refusal(), "400 invalid_request: `branch` is missing");
    assert_eq!(unknown.refusal(), "401 invalid_token: the credential is not known");
}

#[tokio::test]
async fn page_is_found_at_further_paths() {
    let library = with_rules(OAuth::new().authorize("/sign-in"));
    let pairs = [("client_id", "app"), ("redirect_uri", super::BACK), ("response_type", "code")];

    let page = library.get(&format!("/sign-in?{}", super::query(&pairs))).await;

    assert_eq!(
        (page.status.as_u16(), page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(page.text.contains("<form"), "{}", page.text);
}

#[tokio::test]
async fn app_that_lost_its_tokens_reconnects() {
    let library = with_rules(OAuth::new().reconnect("/again", &["branch", "level"]));
    let ask = async |secret: &str, more: &[(&str, &str)]| {
        let app = [("client_id", "app"), ("client_secret", secret)];
        library.form("/again", &[&app, more].concat()).await
    };

    let nobody = ask("shh", &[]).await;
    let stranger = ask("guessed", &[("branch", "south")]).await;
    let unknown = ask("shh", &[("branch", "west")]).await;
    let answer = ask("shh", &[("branch", "south")]).await.json();

    assert_eq!(nobody.refusal(), "400 invalid_request: `branch` is missing");
    assert_eq!(stranger.json()["error"], "invalid_client");
    let expected = "400 invalid_request: `branch` belongs to nobody who could consent";
    assert_eq!(unknown.refusal(), expected);
    assert_eq!(answer["expires_at"], "2026-01-31T09:40:00.000Z");
    let code = answer["authorization_code"].as_str().unwrap();
    let token = library.app(&[("grant_type", "authorization_code"), ("code", code)]).await.json();
    assert_eq!(library.read_with(&token["access_token"]).await, 200, "{token}");
}
