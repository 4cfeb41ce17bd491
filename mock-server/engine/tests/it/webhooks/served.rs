//! Deliveries over sockets.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use twinspec_mock::{Delivery, DeliveryState, ManualClock, Mock, Subscriber};

use crate::library::Library;
use crate::webhooks::blueprint_with_events;

async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?a=b", listener.local_addr().unwrap());
    (listener, url)
}

fn mock(urls: &[&str]) -> Mock {
    let mut builder = Mock::builder(&blueprint_with_events()).no_auth();
    for url in urls {
        builder = builder.subscriber(Subscriber::new(*url).unwrap());
    }
    builder.build().unwrap()
}

fn in_process(mock: Mock) -> Library {
    Library { mock, clock: ManualClock::new(jiff::Timestamp::UNIX_EPOCH) }
}

async fn serve(mock: &Mock) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(mock.clone().serve(listener));
    address
}

async fn post_shelf(address: SocketAddr, name: &str) {
    let body = json!({ "name": name }).to_string();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST /shelves HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

/// Takes the next delivery and answers it; gives its head and its body.
async fn take(listener: &TcpListener, answer: &str) -> (String, Value) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && let Ok(json) = serde_json::from_str(body)
        {
            stream.write_all(answer.as_bytes()).await.unwrap();
            return (head.to_owned(), json);
        }
        assert_ne!(stream.read_buf(&mut read).await.unwrap(), 0, "{text}");
    }
}

const OK: &str = "HTTP/1.1 204 No Content\r\n\r\n";

#[tokio::test]
async fn served_mock_posts_what_was_written_in_order() {
    let (hook, url) = listener().await;
    let mock = mock(&[&url]);
    let address = serve(&mock).await;

    post_shelf(address, "one").await;
    post_shelf(address, "two").await;
    let (head, first) = take(&hook, OK).await;
    let (_, second) = take(&hook, OK).await;

    assert_eq!((&first["name"], &second["name"]), (&json!("one"), &json!("two")));
    let head = head.to_lowercase();
    assert!(head.starts_with("post /hook?a=b http/1.1\r\n"), "{head}");
    let host = url.trim_start_matches("http://").trim_end_matches("/hook?a=b");
    assert!(head.contains(&format!("\r\nhost: {host}\r\n")), "{head}");
    assert!(head.contains("\r\nx-library-signature: "), "{head}");
    assert!(head.contains("\r\ncontent-length: "), "{head}");
}

#[tokio::test]
async fn dead_subscriber_keeps_nobody_else_waiting() {
    let (_silent, dead) = listener().await;
    let (hook, url) = listener().await;
    let mock = mock(&[&dead, &url]);
    let address = serve(&mock).await;

    post_shelf(address, "one").await;
    post_shelf(address, "two").await;

    assert_eq!(take(&hook, OK).await.1["name"], "one");
    assert_eq!(take(&hook, OK).await.1["name"], "two");
    let to_dead = mock.deliveries().into_iter().filter(|it| it.url == dead);
    let states: Vec<_> = to_dead.map(|it| it.state()).collect();
    assert_eq!(states, [DeliveryState::Pending; 2], "nobody has given it up yet");
}

/// The time of this test is tokio's, which jumps to the next timer when nothing else happens.
#[tokio::test(start_paused = true)]
async fn subscriber_that_never_answers_is_given_up() {
    let (_silent, dead) = listener().await;
    let mock = mock(&[&dead]);
    let library = in_process(mock);
    library.post("/shelves", &json!({ "name": "one" })).await;

    library.mock.deliver().await;

    let delivery = library.mock.deliveries().remove(0);
    assert_eq!(delivery.attempts[0].result, Err("no answer within 10 seconds".to_owned()));
    assert_eq!(delivery.state(), DeliveryState::Failed);
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_noted() {
    let (closed, gone) = listener().await;
    drop(closed);
    let (rude, url) = listener().await;
    let mock = mock(&[&gone, &url]);
    let library = in_process(mock);
    library.post("/shelves", &json!({ "name": "one" })).await;

    tokio::join!(library.mock.deliver(), take(&rude, "no HTTP at all\r\n\r\n"));

    let told = library.mock.deliveries();
    let errors: Vec<_> = told.iter().map(|it| it.attempts[0].result.clone().unwrap_err()).collect();
    assert!(errors[0].starts_with("connecting: "), "{errors:?}");
    assert!(errors[1].starts_with("sending: "), "{errors:?}");
}

#[tokio::test]
async fn delivery_that_is_broken_off_does_not_block_its_subscriber() {
    let (hook, url) = listener().await;
    let mock = mock(&[&url]);
    let library = in_process(mock);
    library.post("/shelves", &json!({ "name": "one" })).await;
    let _silent = tokio::select! {
        () = library.mock.deliver() => panic!("nobody answered"),
        arrived = hook.accept() => arrived,
    };
    library.post("/shelves", &json!({ "name": "two" })).await;

    let ((), taken) = tokio::join!(library.mock.deliver(), take(&hook, OK));

    assert_eq!(taken.1["name"], "two");
    let states: Vec<_> = library.mock.deliveries().iter().map(Delivery::state).collect();
    assert_eq!(states, [DeliveryState::Failed, DeliveryState::Delivered]);
}
