//! The life of a token: given, good for a time, taken back, replaced.

use http::{Request, StatusCode};
use http_body_util::Full;
use jiff::SignedDuration;
use serde_json::{Value, json};
use twinspec_mock::{Behaviour, Builder, ManualClock, Mock, Refusal, Token};

use crate::library::{Library, Reply, blueprint};

const ROTATE: &str = "/_twinspec/tokens/rotate";
const STATE: &str = "/_twinspec/state";

/// A library that asks for tokens, and says in words why it turns somebody away.
fn guarded(change: impl FnOnce(Builder) -> Builder) -> Library {
    let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
    let tell = Behaviour::new().denied(|denial, shown| {
        Refusal::new(StatusCode::UNAUTHORIZED, format!("{denial:?} {shown}"))
    });
    let builder = Mock::builder(&blueprint()).clock(clock.clone()).behaviour(tell);
    Library { mock: change(builder).build().unwrap(), clock }
}

impl Library {
    /// Asks for the books with a token; says why it is refused, if it is.
    pub(crate) async fn tried(&self, token: &str) -> String {
        let request = Request::get("/books").header("authorization", format!("Bearer {token}"));
        let reply = self.send(request.body(Full::default()).unwrap()).await;
        if reply.status == 200 { "ok".to_owned() } else { reply.json()["message"].to_string() }
    }

    async fn rotate(&self, token: &str, when: &str) -> Value {
        let reply = self.post(ROTATE, &json!({ "token": token, "when": when })).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }

    async fn put_state(&self, text: &str) -> Reply {
        self.json("PUT", STATE, text).await
    }
}

#[tokio::test]
async fn token_is_refused_from_its_last_moment_on() {
    let end = "2026-01-31T10:00:00Z".parse().unwrap();
    let library = guarded(|it| it.token(Token::new("short").expires(end)));

    let before = library.tried("short").await;
    library.clock.set(end);

    assert_eq!(before, "ok");
    assert_eq!(library.tried("short").await, r#""Expired short""#);
}

#[tokio::test]
async fn behaviour_is_told_what_was_shown() {
    let library = guarded(|it| it.token(Token::new("known")));

    assert_eq!(library.tried("other").await, r#""Unknown other""#);
    assert_eq!(library.tried("a b").await, r#""Malformed ""#);
}

#[tokio::test]
async fn tokens_of_a_file_have_a_life() {
    let text = "tokens:\n- {token: past, expiresAt: '2026-01-01T00:00:00Z'}\n\
                - {token: gone, revoked: true}\n- {token: good, expiresAt: 2027-01-01T00:00:00Z}";
    let library = guarded(|it| it.data("seed.yaml", text));

    assert_eq!(library.tried("past").await, r#""Expired past""#);
    assert_eq!(library.tried("gone").await, r#""Revoked gone""#);
    assert_eq!(library.tried("good").await, "ok");
}

#[test]
fn wrong_life_of_a_token_is_reported_with_its_place() {
    let text = "tokens:\n- {token: a, expiresAt: soon}\n- {token: b, revoked: no}\n- {token: ''}";
    let built = Mock::builder(&blueprint()).data("seed.yaml", text).build();

    assert_eq!(
        built.unwrap_err().to_string(),
        "seed.yaml:2:3: `expiresAt` must be a time such as `2026-01-31T09:30:00Z`, not \"soon\"\n\
         seed.yaml:3:3: `revoked` must be true or false, not \"no\"\n\
         seed.yaml:4:3: a token must be an object with the text `token`: `{token: secret}`"
    );
}

#[tokio::test]
async fn rotation_now_takes_the_old_token_back() {
    let library = guarded(|it| it.token(Token::new("old").claim("branch", "north")));

    let rotated = library.rotate("old", "now").await;
    let new = rotated["token"].as_str().unwrap();

    assert_eq!(library.tried("old").await, r#""Revoked old""#);
    assert_eq!(library.tried(new).await, "ok");
    assert_eq!(rotated["previous"]["expiresAt"], "2026-01-31T09:30:00Z");
    assert_eq!(library.mock.state()["tokens"][1]["branch"], "north");
}

#[tokio::test]
async fn rotation_later_leaves_both_good_for_seven_days() {
    let library = guarded(|it| it.token(Token::new("old")));

    let rotated = library.rotate("old", "later").await;
    let new = rotated["token"].as_str().unwrap();
    library.clock.advance(SignedDuration::from_hours(7 * 24 - 1));
    let within = (library.tried("old").await, library.tried(new).await);
    library.clock.advance(SignedDuration::from_hours(1));
    let after = (library.tried("old").await, library.tried(new).await);

    assert_eq!(within, ("ok".to_owned(), "ok".to_owned()));
    assert_eq!(after, (r#""Expired old""#.to_owned(), "ok".to_owned()));
}

#[tokio::test]
async fn rotated_token_looks_like_the_old_one() {
    let old = ["pit-a011f075-7e46-41c4-994e-181ef7d725b3", "sk_test_abc", "me:pass", "plain"];
    let library = guarded(|it| it.tokens(old.map(Token::new)));

    let mut new = Vec::new();
    for old in old {
        new.push(library.rotate(old, "now").await["token"].as_str().unwrap().to_owned());
    }

    assert!(new[0].starts_with("pit-") && new[0].len() == old[0].len() && new[0] != old[0]);
    assert!(new[1].starts_with("sk_test_") && new[2].starts_with("me:"), "{new:?}");
    assert!(new.iter().all(|it| it.len() >= 24));
}

#[tokio::test]
async fn what_cannot_be_rotated_is_said() {
    let library = guarded(|it| it.token(Token::new("old")));
    library.rotate("old", "now").await;

    for (body, status) in [
        (json!({ "token": "nobody's" }), 404),
        (json!({ "token": "old" }), 404),
        (json!({ "token": "old", "when": "soon" }), 422),
        (json!({ "token": 7 }), 422),
        (json!([]), 422),
    ] {
        assert_eq!(library.post(ROTATE, &body).await.status, status, "{body}");
    }
    assert_eq!(library.get(ROTATE).await.status, 405);
}

#[tokio::test]
async fn tokens_are_part_of_the_state() {
    let library = guarded(|it| it.token(Token::new("old")));
    let start = library.get(STATE).await.text;

    let first = library.rotate("old", "now").await["token"].as_str().unwrap().to_owned();
    let rotated = library.get(STATE).await.text;
    let put = library.put_state(&start).await;
    let back = (library.get(STATE).await.text, library.tried("old").await);
    let again = library.rotate("old", "now").await["token"].as_str().unwrap().to_owned();

    assert_eq!(put.status, 204, "{}", put.text);
    assert_eq!(back, (start, "ok".to_owned()));
    assert_eq!(again, first, "what comes next is what came next");
    assert_eq!(library.get(STATE).await.text, rotated);
}

#[tokio::test]
async fn reset_brings_the_first_tokens_back() {
    let library = guarded(|it| it.token(Token::new("old")));
    let new = library.rotate("old", "now").await["token"].as_str().unwrap().to_owned();

    library.mock.load("new.yaml", "shelves: [{id: one}]").unwrap();
    let kept = library.tried(&new).await;
    library.mock.reset();

    assert_eq!(kept, "ok", "other entities do not take a token away");
    assert_eq!(library.tried("old").await, "ok");
    assert_eq!(library.tried(&new).await, format!("\"Unknown {new}\""));
}

#[tokio::test]
async fn tokens_survive_another_document() {
    let library = guarded(|it| it.token(Token::new("old")));
    let new = library.rotate("old", "now").await["token"].as_str().unwrap().to_owned();
    let mut other = blueprint();
    other.title = "Other".into();

    library.mock.take_over(other.clone()).unwrap();
    let kept = library.tried(&new).await;
    library.mock.take_over_with(other, "new.yaml", "shelves: []").unwrap();

    assert_eq!((kept, library.tried(&new).await), ("ok".to_owned(), "ok".to_owned()));
    library.mock.reset();
    assert_eq!(library.tried("old").await, "ok");
}

#[tokio::test]
async fn data_file_that_is_put_brings_its_tokens_if_it_names_any() {
    let library = guarded(|it| it.token(Token::new("old")));

    let silent = library.put_state(r#"{"shelves": []}"#).await;
    let kept = library.tried("old").await;
    let named = library.put_state(r#"{"tokens": [{"token": "new"}]}"#).await;

    assert_eq!((silent.status.as_u16(), named.status.as_u16()), (204, 204));
    assert_eq!(kept, "ok");
    assert_eq!(library.tried("old").await, r#""Unknown old""#);
    assert_eq!(library.tried("new").await, "ok");
}

#[tokio::test]
async fn state_of_an_open_mock_locks_nobody_out() {
    let library = guarded(|it| it.token(Token::new("old")));

    library.mock.restore(&Library::new().mock.state()).unwrap();

    assert_eq!(library.tried("old").await, "ok");
}

#[tokio::test]
async fn wrong_token_of_a_state_is_refused() {
    let library = guarded(|it| it.token(Token::new("old")));
    let mut state = library.mock.state();
    state["tokens"] = json!([{ "token": "a", "expiresAt": 7 }, {}]);

    let reply = library.put_state(&state.to_string()).await;

    assert_eq!(
        reply.json()["errors"],
        json!([
            "tokens[0]: `expiresAt` must be a time such as `2026-01-31T09:30:00Z`, not 7",
            "tokens[1]: a token must be an object with the text `token`: `{token: secret}`",
        ])
    );
    assert_eq!(library.tried("old").await, "ok");
}
