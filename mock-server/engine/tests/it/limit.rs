//! The rate limit: who may send how much, and how answers tell of it.

use http::Request;
use http_body_util::Full;
use jiff::SignedDuration;
use serde_json::json;
use twinspec_mock::facade::{Blueprint, RateLimit, Unit, Window, WindowHeaders};
use twinspec_mock::{Builder, ManualClock, Mock, Token};

use crate::library::{Library, Reply, blueprint};

/// Two requests in ten seconds and three in a minute, for each token and shelf owner.
fn limited() -> Blueprint {
    let named =
        |headers: WindowHeaders, limit, seconds, unit| Window { limit, seconds, unit, headers };
    let short = WindowHeaders {
        limit: Some("X-Max".into()),
        remaining: Some("X-Left".into()),
        interval: Some("X-Interval".into()),
        retry: Some("Retry-After".into()),
        ..WindowHeaders::default()
    };
    let long = WindowHeaders {
        remaining: Some("X-Minute-Left".into()),
        reset: Some("X-Minute-Reset".into()),
        ..WindowHeaders::default()
    };
    let limit = RateLimit {
        by_token: true,
        by_claims: Vec::new().into(),
        windows: vec![named(short, 2, 10, Unit::Milliseconds), named(long, 3, 60, Unit::Seconds)]
            .into(),
    };
    Blueprint { rate_limit: Some(limit), ..blueprint() }
}

fn library(blueprint: &Blueprint, change: impl FnOnce(Builder) -> Builder) -> Library {
    let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
    let builder = Mock::builder(blueprint).clock(clock.clone());
    Library { mock: change(builder).build().unwrap(), clock }
}

impl Library {
    async fn as_caller(&self, token: &str, path: &str) -> Reply {
        let request = Request::get(path).header("authorization", format!("Bearer {token}"));
        self.send(request.body(Full::default()).unwrap()).await
    }

    /// Sends a request; gives the status and what is left of the first window.
    async fn spend(&self, token: &str) -> (u16, String) {
        let reply = self.as_caller(token, "/shelves").await;
        (reply.status.as_u16(), reply.header("x-left").to_owned())
    }

    fn wait(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }
}

#[tokio::test]
async fn limit_refuses_what_is_too_much_until_the_window_ends() {
    let library = library(&limited(), |it| it);

    assert_eq!(library.spend("a").await, (200, "1".to_owned()));
    library.wait(4);
    assert_eq!(library.spend("a").await, (200, "0".to_owned()));
    let refused = library.as_caller("a", "/shelves").await;
    library.wait(5);
    assert_eq!(library.spend("a").await, (429, "0".to_owned()));
    library.wait(1);
    assert_eq!(library.spend("a").await, (200, "1".to_owned()));

    assert_eq!(refused.json(), json!({ "statusCode": 429, "message": "Too Many Requests" }));
    let told = ["x-max", "x-left", "x-interval", "retry-after", "x-minute-left", "x-minute-reset"];
    assert_eq!(told.map(|it| refused.header(it)), ["2", "0", "10000", "6", "1", "56"]);
}

#[tokio::test]
async fn limit_of_each_window_counts_only_what_was_answered() {
    let library = library(&limited(), |it| it);
    for _ in 0..5 {
        library.spend("a").await;
    }

    library.wait(10);
    assert_eq!(library.spend("a").await.0, 200, "three of five were refused");
    let refused = library.as_caller("a", "/shelves").await;
    assert_eq!((refused.status.as_u16(), refused.header("x-minute-left")), (429, "0"));
    assert_eq!((refused.header("x-left"), refused.header("retry-after")), ("1", ""));
    library.wait(50);
    assert_eq!(library.spend("a").await.0, 200);
}

#[tokio::test]
async fn limit_is_of_each_token() {
    let library = library(&limited(), |it| it);
    for _ in 0..3 {
        library.spend("a").await;
    }

    assert_eq!(library.spend("a").await.0, 429);
    assert_eq!(library.spend("b").await.0, 200);
}

#[tokio::test]
async fn limit_is_of_each_claim_where_the_document_says_so() {
    let mut blueprint = limited();
    let limit = blueprint.rate_limit.as_mut().unwrap();
    (limit.by_token, limit.by_claims) = (false, vec!["team".into()].into());
    let token = |it: &str, team: &str| Token::new(it).claim("team", team);
    let tokens = [token("a", "x"), token("b", "x"), token("c", "y")];
    let library = library(&blueprint, |it| it.tokens(tokens));

    library.spend("a").await;
    library.spend("b").await;

    assert_eq!(library.spend("a").await.0, 429);
    assert_eq!(library.spend("c").await.0, 200);
}

#[tokio::test]
async fn limit_is_told_in_every_answer() {
    let library = library(&limited(), |it| it.token(Token::new("a")));

    let nowhere = library.as_caller("a", "/nowhere").await;
    let stranger = library.as_caller("b", "/shelves").await;
    let nobody = library.get("/shelves").await;

    let said = [&nowhere, &stranger, &nobody].map(|it| (it.status.as_u16(), it.header("x-left")));
    assert_eq!(said, [(404, "1"), (401, "1"), (401, "1")]);
}

#[tokio::test]
async fn limit_is_changed_by_settings() {
    let more = library(&limited(), |it| it.rate_limit(1, 10).rate_limit(9, 3600));
    let off = library(&limited(), |it| it.rate_limit(1, 10).no_rate_limit());

    for library in [&more, &off] {
        assert_eq!(library.spend("a").await.0, 200);
    }
    let (refused, free) =
        (more.as_caller("a", "/shelves").await, off.as_caller("a", "/shelves").await);

    assert_eq!((refused.status.as_u16(), refused.header("x-max")), (429, "1"));
    assert_eq!(refused.header("x-minute-left"), "2", "the other window is as it was");
    assert_eq!((free.status.as_u16(), free.header("x-max")), (200, ""));
}

#[tokio::test]
async fn limit_without_a_document_has_the_usual_headers() {
    let library = library(&blueprint(), |it| it.rate_limit(1, 10));

    let first = library.as_caller("a", "/shelves").await;
    let second = library.as_caller("a", "/shelves").await;

    let told = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"];
    assert_eq!(told.map(|it| first.header(it)), ["1", "0", "10", ""]);
    assert_eq!(told.map(|it| second.header(it)), ["1", "0", "10", "10"]);
    assert_eq!(second.status, 429);
}

#[tokio::test]
async fn limit_is_forgotten_by_a_reset_and_kept_by_a_takeover() {
    let library = library(&limited(), |it| it);
    library.spend("a").await;
    library.spend("a").await;

    library.mock.take_over(limited()).unwrap();
    assert_eq!(library.spend("a").await.0, 429);
    library.mock.reset();
    assert_eq!(library.spend("a").await.0, 200);
    library.mock.take_over(blueprint()).unwrap();
    assert_eq!(library.spend("a").await, (200, String::new()));
}

#[tokio::test]
async fn limit_starts_anew_when_the_clock_was_set_back() {
    let library = library(&limited(), |it| it);
    library.spend("a").await;
    library.spend("a").await;

    library.wait(-3600);

    assert_eq!(library.spend("a").await.0, 200);
}

#[tokio::test]
async fn limit_refusals_are_in_the_journal() {
    let library = library(&limited(), |it| it);
    for _ in 0..3 {
        library.spend("a").await;
    }

    let last = library.mock.requests().pop().unwrap();

    assert_eq!(last.operation.as_deref(), Some("listShelves"));
    assert_eq!((last.status.as_u16(), last.reasons), (429, vec!["Too Many Requests".to_owned()]));
}
