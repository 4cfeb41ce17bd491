//! Refreshing, and taking back.

use serde_json::Value;

use super::{DATA, REVOKE, described, server, server_of};
use crate::library::{Library, Reply};

impl Library {
    async fn refresh(&self, token: &Value, more: &[(&str, &str)]) -> Reply {
        let token = token.as_str().unwrap();
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.app(&[&pairs, more].concat()).await
    }

    async fn revoke(&self, token: &str) -> Reply {
        let app = [("client_id", "app"), ("client_secret", "shh"), ("token", token)];
        self.form(REVOKE, &app).await
    }
}

#[tokio::test]
async fn refresh_gives_another_pair_with_the_same_owner() {
    let library = server();
    let first = library.signed_in().await;

    let second = library.refresh(&first["refresh_token"], &[]).await.json();

    assert_ne!(second["access_token"], first["access_token"]);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_eq!(second["scope"], first["scope"]);
    assert_eq!(library.read_with(&second["access_token"]).await, 200);
    assert_eq!(library.read_with(&first["access_token"]).await, 200, "it is good until it expires");
}

#[tokio::test]
async fn used_refresh_token_is_refused_and_takes_all_of_its_family_back() {
    let library = server();
    let first = library.signed_in().await;
    let second = library.refresh(&first["refresh_token"], &[]).await.json();

    let reuse = library.refresh(&first["refresh_token"], &[]).await;
    let thief = library.refresh(&second["refresh_token"], &[]).await;

    assert_eq!(reuse.refusal(), "400 invalid_grant: the refresh token was used before");
    assert_eq!(thief.refusal(), "400 invalid_grant: the refresh token was revoked");
    assert_eq!(library.read_with(&second["access_token"]).await, 401);
}

#[tokio::test]
async fn refreshed_token_may_have_fewer_scopes_and_not_more() {
    let library = server();
    let pairs = [("grant_type", "authorization_code"), ("code", "only-books")];
    let books = library.app(&pairs).await.json();
    let all = library.signed_in().await;

    let more = library.refresh(&books["refresh_token"], &[("scope", "books shelves")]).await;
    let fewer = library.refresh(&all["refresh_token"], &[("scope", "shelves")]).await.json();
    let again = library.refresh(&fewer["refresh_token"], &[]).await.json();

    assert_eq!(more.refusal(), "400 invalid_scope: the scope `shelves` is not offered");
    assert_eq!(fewer["scope"], "shelves");
    assert_eq!(library.read_with(&fewer["access_token"]).await, 403);
    assert_eq!(again["scope"], "books shelves", "what was consented to stays");
}

#[tokio::test]
async fn revoked_access_token_lets_nobody_in() {
    let library = server();
    let first = library.signed_in().await;

    let revoked = library.revoke(first["access_token"].as_str().unwrap()).await;
    let unknown = library.revoke("made-up").await;

    assert_eq!((revoked.status.as_u16(), unknown.status.as_u16()), (200, 200));
    assert_eq!(library.read_with(&first["access_token"]).await, 401);
    assert_eq!(library.refresh(&first["refresh_token"], &[]).await.status, 200);
}

#[tokio::test]
async fn revoked_refresh_token_takes_its_family_along() {
    let library = server();
    let first = library.signed_in().await;

    library.revoke(first["refresh_token"].as_str().unwrap()).await;

    assert_eq!(library.read_with(&first["access_token"]).await, 401);
    assert_eq!(
        library.refresh(&first["refresh_token"], &[]).await.refusal(),
        "400 invalid_grant: the refresh token was revoked"
    );
}

#[tokio::test]
async fn nobody_revokes_what_is_anothers() {
    let library = server();
    let first = library.signed_in().await;
    let token = first["access_token"].as_str().unwrap();

    let other = library.form(REVOKE, &[("client_id", "spa"), ("token", token)]).await;
    let wrong = library.form(REVOKE, &[("client_id", "app"), ("token", token)]).await;

    assert_eq!(other.refusal(), "400 invalid_grant: the access token was given to another client");
    assert_eq!(wrong.refusal(), "400 invalid_request: `client_secret` is missing");
    assert_eq!(library.read_with(&first["access_token"]).await, 200);
}

#[tokio::test]
async fn all_that_was_given_out_is_part_of_the_state() {
    let library = server();
    let first = library.signed_in().await;
    let second = library.refresh(&first["refresh_token"], &[]).await.json();
    let state = library.get("/_twinspec/state").await.text;

    let next = library.refresh(&second["refresh_token"], &[]).await.json();
    let put = library.json("PUT", "/_twinspec/state", &state).await;
    let back = library.get("/_twinspec/state").await.text;
    let again = library.refresh(&second["refresh_token"], &[]).await.json();
    let reuse = library.refresh(&first["refresh_token"], &[]).await;

    assert_eq!(put.status, 204, "{}", put.text);
    assert_eq!(back, state);
    assert_eq!(again, next);
    assert_eq!(reuse.refusal(), "400 invalid_grant: the refresh token was used before");
    library.mock.reset();
    assert_eq!(library.signed_in().await, first, "the code of the data file is good again");
}

#[tokio::test]
async fn sessions_survive_another_document() {
    let library = server();
    let first = library.signed_in().await;
    let mut other = super::described();
    other.title = "Other".into();

    library.mock.take_over(other).unwrap();

    assert_eq!(library.read_with(&first["access_token"]).await, 200);
    assert_eq!(library.refresh(&first["refresh_token"], &[]).await.status, 200);
}

#[tokio::test]
async fn refreshed_token_is_no_new_start_of_the_rate_limit() {
    let library = server_of(&described(), |it| it.data("apps.yaml", DATA).rate_limit(2, 60));
    let first = library.signed_in().await;
    assert_eq!(library.read_with(&first["access_token"]).await, 200);
    let second = library.refresh(&first["refresh_token"], &[]).await.json();

    let spent = [
        library.read_with(&second["access_token"]).await,
        library.read_with(&second["access_token"]).await,
        library.read_with(&first["access_token"]).await,
        library.read_with(&"north".into()).await,
    ];

    assert_eq!(spent, [200, 429, 429, 200], "`north` is no app's");
}
