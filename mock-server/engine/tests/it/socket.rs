//! The mock behind a socket.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::library::Library;

async fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(Library::new().mock.serve(listener));
    address
}

/// Sends a text and returns all that comes back until the server closes the connection.
async fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn create_over_a_socket_is_there_on_the_next_read() {
    let address = serve().await;
    let body = r#"{"name":"a"}"#;

    let created = exchange(
        address,
        &format!(
            "POST /shelves/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    )
    .await;
    let listed =
        exchange(address, "GET /shelves HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;

    assert!(created.starts_with("HTTP/1.1 201 Created\r\n"), "{created}");
    assert!(listed.contains(r#""name":"a""#), "{listed}");
}

#[tokio::test]
async fn large_body_is_refused_before_it_is_sent() {
    let address = serve().await;

    // Only the head is sent: the answer must not wait for the body.
    let answer = exchange(
        address,
        "POST /shelves HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n\
         Content-Type: application/json\r\nContent-Length: 5000000000\r\n\r\n",
    )
    .await;

    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn large_body_of_unknown_length_is_refused_on_the_way() {
    let address = serve().await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /shelves HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
                Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));

    // The body never ends; the server has to answer after a little more than one mebibyte.
    let mut answer = [0; 12];
    let (mut reader, mut writer) = stream.split();
    tokio::select! {
        read = reader.read_exact(&mut answer) => { read.unwrap(); }
        () = async {
            while writer.write_all(chunk.as_bytes()).await.is_ok() {}
            std::future::pending::<()>().await;
        } => {}
    }

    assert_eq!(&answer, b"HTTP/1.1 413");
}
