//! The default transport, against a server of a few lines.
#![cfg(feature = "reqwest")]

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::fake::{CREATED, TOKEN};
use crate::fixture::Client;

#[tokio::test]
async fn a_call_goes_over_tcp_and_back() {
    let (base_url, seen) = serve(format!(
        "HTTP/1.1 201 Created\r\nx-trace: t-7\r\ncontent-length: {}\r\n\r\n{CREATED}",
        CREATED.len()
    ))
    .await;
    let client = Client::builder().base_url(base_url + "/v1").token(TOKEN).build().unwrap();

    let created = client.tasks().create("a/b ü", "x").await.unwrap();

    assert_eq!((created.task.id.as_str(), created.status().as_u16()), ("t1", 201));
    assert_eq!(created.headers()["x-trace"], "t-7");
    let seen = seen.await.unwrap();
    assert!(seen.starts_with("POST /v1/contacts/a%2Fb%20%C3%BC/tasks HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains(&format!("authorization: Bearer {TOKEN}\r\n")), "{seen}");
    assert!(seen.ends_with(r#"{"title":"x"}"#), "{seen}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let answer = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let (base_url, _seen) = serve(answer.to_owned()).await;
    let client = Client::builder().base_url(base_url).build().unwrap();

    let error = client.tasks().list("l1").await.unwrap_err();

    assert!(error.is_status(302));
}

#[tokio::test]
async fn a_closed_port_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(base_url).build().unwrap();

    let error = client.tasks().list("secret-location").await.unwrap_err();

    assert!(error.is_connect());
    let text = error.to_string();
    assert!(text.starts_with("list-tasks: GET /tasks/ could not connect: "), "{text}");
    let mut source = std::error::Error::source(&error);
    while let Some(error) = source {
        // A key may stand in the query.
        assert!(!error.to_string().contains("secret-location"));
        source = error.source();
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let timeout = Duration::from_millis(50);
    let client = Client::builder().base_url(base_url).timeout(timeout).build().unwrap();

    let error = client.tasks().list("l1").await.unwrap_err();

    assert!(error.is_timeout() && !error.is_connect());
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_neither_connect_nor_timeout() {
    let (base_url, _seen) =
        serve("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n[".to_owned()).await;
    let client = Client::builder().base_url(base_url).build().unwrap();

    let error = client.tasks().list("l1").await.unwrap_err();

    assert_eq!((error.is_connect(), error.is_timeout(), error.status()), (false, false, None));
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_a_connect_error() {
    let (base_url, _seen) = serve("HTTP/1.1 400 Bad Request\r\n\r\n".to_owned()).await;
    let base_url = base_url.replace("http:", "https:");
    let client = Client::builder().base_url(base_url).build().unwrap();

    let error = client.tasks().list("l1").await.unwrap_err();

    assert!(error.is_connect(), "{error}");
}

/// Answers one request and returns what it was.
async fn serve(answer: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let seen = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut seen = Vec::new();
        while !is_whole(&seen) {
            assert_ne!(stream.read_buf(&mut seen).await.unwrap(), 0, "the request breaks off");
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(seen).unwrap()
    });
    (base_url, seen)
}

/// Says whether a request has come to its end, or is none of HTTP/1.1 at all.
fn is_whole(seen: &[u8]) -> bool {
    let text = String::from_utf8_lossy(seen);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return seen.first() == Some(&0x16);
    };
    let length = head.lines().find_map(|it| it.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |it| it.parse().unwrap())
}
