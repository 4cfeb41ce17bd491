//! What is sent again, when, and how often.

use jiff::SignedDuration;
use twinspec_mock::{Delivery, DeliveryState, Subscriber};

use crate::library::Library;
use crate::webhooks::{Inbox, blueprint_with_events, library_of, subscribed};

/// A library that has told of a shelf, to which the subscriber answered with this status.
async fn answered(status: u16) -> (Library, Inbox) {
    let (library, inbox) = subscribed();
    inbox.answer(status, 1);
    library.shelf("one").await;
    library.mock.deliver().await;
    (library, inbox)
}

fn delivery(library: &Library) -> Delivery {
    library.mock.deliveries().remove(0)
}

impl Library {
    async fn deliver_after(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
        self.mock.deliver().await;
    }
}

#[tokio::test]
async fn too_many_requests_are_tried_again_by_the_clock() {
    let (library, inbox) = answered(429).await;
    assert_eq!(delivery(&library).state(), DeliveryState::Pending);

    library.deliver_after(599).await;
    assert_eq!(inbox.count(), 1, "ten minutes are not over");
    library.deliver_after(61).await;

    assert_eq!(inbox.count(), 2);
    let statuses: Vec<_> =
        delivery(&library).attempts.into_iter().map(|it| it.result.unwrap().as_u16()).collect();
    assert_eq!(statuses, [429, 200]);
    assert_eq!(delivery(&library).state(), DeliveryState::Delivered);
    let [first, second] = &inbox.requests()[..] else { panic!("two") };
    assert_eq!((first.body(), first.headers()), (second.body(), second.headers()));
}

#[tokio::test]
async fn retries_have_an_end() {
    let (library, inbox) = answered(429).await;
    inbox.answer(429, 20);

    for _ in 0..10 {
        library.deliver_after(660).await;
    }

    assert_eq!(inbox.count(), 7, "once and six times more");
    assert_eq!(delivery(&library).state(), DeliveryState::Failed);
}

#[tokio::test]
async fn other_failures_are_final() {
    for status in [500, 503, 404, 301] {
        let (library, inbox) = answered(status).await;
        library.deliver_after(100_000).await;
        assert_eq!(
            (inbox.count(), delivery(&library).state()),
            (1, DeliveryState::Failed),
            "{status}"
        );
    }

    let (library, inbox) = subscribed();
    inbox.fail("connecting: refused");
    library.shelf("one").await;
    library.mock.deliver().await;
    library.deliver_after(100_000).await;

    assert_eq!((inbox.count(), delivery(&library).state()), (1, DeliveryState::Failed));
    let attempts = delivery(&library).attempts;
    assert_eq!(attempts[0].result, Err("connecting: refused".to_owned()));
}

#[tokio::test]
async fn nothing_is_tried_again_where_the_document_does_not_say_so() {
    let mut blueprint = blueprint_with_events();
    blueprint.webhooks.retry = None;
    let subscriber = Subscriber::new("http://hook.test/").unwrap();
    let (library, inbox) = library_of(&blueprint, |it| it.subscriber(subscriber));
    inbox.answer(429, 1);
    library.shelf("one").await;
    library.mock.deliver().await;

    library.deliver_after(100_000).await;

    assert_eq!((inbox.count(), delivery(&library).state()), (1, DeliveryState::Failed));
}

#[tokio::test]
async fn later_events_do_not_wait_for_a_retry() {
    let (library, inbox) = answered(429).await;

    library.shelf("two").await;
    library.mock.deliver().await;

    assert_eq!(inbox.bodies()[1]["name"], "two");
}

#[tokio::test]
async fn redelivery_sends_the_same_bytes_again() {
    let (library, inbox) = answered(500).await;
    let id = delivery(&library).id;

    assert!(library.mock.redeliver(&id));
    assert!(!library.mock.redeliver("none"));
    assert_eq!(delivery(&library).state(), DeliveryState::Pending);
    library.mock.deliver().await;

    let [first, second] = &inbox.requests()[..] else { panic!("two") };
    assert_eq!((first.body(), first.headers()), (second.body(), second.headers()));
    assert_eq!(delivery(&library).state(), DeliveryState::Delivered);
    assert_eq!(delivery(&library).attempts.len(), 2);
}

#[tokio::test]
async fn redelivery_does_not_wait_for_the_retry_and_takes_its_place() {
    let (library, inbox) = answered(429).await;

    assert!(library.mock.redeliver(&delivery(&library).id));
    library.mock.deliver().await;
    library.deliver_after(100_000).await;

    assert_eq!(inbox.count(), 2);
}

#[tokio::test]
async fn clock_that_is_set_back_does_not_change_the_order() {
    let (library, inbox) = subscribed();
    library.shelf("one").await;
    library.clock.set("2020-01-01T00:00:00Z".parse().unwrap());
    library.shelf("two").await;

    library.mock.deliver().await;

    let names: Vec<_> = inbox.bodies().iter().map(|it| it["name"].clone()).collect();
    assert_eq!(names, ["one", "two"]);
}
