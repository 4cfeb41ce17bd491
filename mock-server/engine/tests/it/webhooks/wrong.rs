//! Subscribers that can never be told of anything, by flag or data file.

use twinspec_mock::{Mock, Subscriber};

use crate::library::blueprint;
use crate::webhooks::{blueprint_with_events, library};

#[test]
fn subscriber_of_a_command_line_is_a_url_or_events_and_a_url() {
    let read = |text: &str| text.parse::<Subscriber>();
    let of = |url: &str| Subscriber::new(url).unwrap();

    assert_eq!(read("http://a.test:80/x?y=z"), Ok(of("http://a.test:80/x?y=z")));
    assert_eq!(read("Added=http://[::1]:9/?y=z"), Ok(of("http://[::1]:9/?y=z").event("Added")));
    assert_eq!(
        read(" Added, Gone = http://a.test "),
        Ok(of("http://a.test").event("Added").event("Gone"))
    );
    for (wrong, why) in [
        ("https://a.test", "needs TLS"),
        ("Added", "is no URL"),
        ("Added=", "is no URL"),
        ("a.test/x", "is no URL"),
        ("http://", "is no URL"),
        ("http://me:secret@a.test", "is no URL"),
        ("ftp://a.test", "is no URL"),
        ("", "is no URL"),
    ] {
        let error = read(wrong).unwrap_err();
        assert!(error.contains(why), "{wrong}: {error}");
    }
}

#[test]
fn subscriber_to_what_the_document_does_not_have_is_refused() {
    let subscriber = Subscriber::new("http://a.test").unwrap().event("Nothing");
    let built = Mock::builder(&blueprint_with_events()).subscriber(subscriber.clone()).build();
    let error = built.unwrap_err().to_string();
    assert!(error.starts_with("there is no event `Nothing`, use one of `ShelfAdded`"), "{error}");

    let built = Mock::builder(&blueprint()).subscriber(Subscriber::new("http://a.test").unwrap());
    assert_eq!(
        built.build().unwrap_err().to_string(),
        "the document has no events (`x-webhooks`) to subscribe to"
    );
    let (library, _) = library(|it| it);
    assert!(library.mock.subscribe(subscriber).is_err());
}

#[tokio::test]
async fn data_file_names_subscribers() {
    let data =
        "webhooks:\n  - url: http://a.test/\n    events: [ShelfAdded]\n    members: {appId: x}\n";
    let (library, _) = library(|it| it.data("data.yaml", data));

    library.shelf("one").await;

    let told = library.mock.deliveries();
    assert_eq!(
        (told[0].url.as_str(), &told[0].payload()["appId"]),
        ("http://a.test/", &"x".into())
    );
}

#[tokio::test]
async fn data_that_is_put_in_brings_its_subscribers() {
    let (library, _) = library(|it| it.subscriber(Subscriber::new("http://a.test").unwrap()));
    let state = |json: serde_json::Value| library.mock.restore(&json);

    state(serde_json::json!({ "shelves": [] })).unwrap();
    library.shelf("one").await;
    state(serde_json::json!({ "webhooks": [{ "url": "http://b.test" }] })).unwrap();
    library.shelf("two").await;
    state(serde_json::json!({ "webhooks": [{}] })).unwrap_err();

    let urls: Vec<_> = library.mock.deliveries().into_iter().map(|it| it.url).collect();
    assert_eq!(urls, ["http://a.test", "http://b.test"]);
}

#[test]
fn data_file_is_told_where_it_is_wrong() {
    let problems = |text: &str| {
        let built = Mock::builder(&blueprint_with_events()).data("data.yaml", text).build();
        built.unwrap_err().to_string()
    };

    assert_eq!(
        problems("webhooks: {}\n"),
        "data.yaml:1:11: `webhooks` must be a list of `{url: …}`"
    );
    assert_eq!(
        problems("webhooks:\n  - url: http://a.test\n  - events: []\n    url: https://b.test\n"),
        "data.yaml:4:5: `https://b.test` needs TLS, which the mock does not speak: give an `http://` URL",
    );
    let many = problems("webhooks:\n  - url: http://a.test\n    events: [None]\n  - 7\n");
    let lines: Vec<_> = many.lines().collect();
    assert!(lines[0].starts_with("data.yaml:3:5: there is no event `None`"), "{many}");
    assert!(lines[1].starts_with("data.yaml:4:5: a subscriber is "), "{many}");
}
