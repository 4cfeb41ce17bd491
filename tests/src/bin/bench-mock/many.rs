//! Many contacts: created one after the other on one connection, as fast as the server goes.
//!
//! Several requests are on their way at a time, so that a million contacts take seconds. No figure
//! is taken meanwhile.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::exchange::Exchange;

/// How many requests are on their way at a time.
const BATCH: usize = 200;

/// How an answer to a creation begins.
const CREATED: &[u8] = b"HTTP/1.1 201 ";

const LIMIT: Duration = Duration::from_secs(30);

/// Creates so many contacts, each with an address of its own; `size` is that of a body in bytes.
pub(crate) fn create(
    address: SocketAddr,
    exchange: &Exchange,
    count: usize,
    size: usize,
) -> anyhow::Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    let mut buffer = vec![0; 1 << 20];
    let numbers: Vec<usize> = (0..count).collect();
    for batch in numbers.chunks(BATCH) {
        let mut requests = Vec::new();
        for number in batch {
            write(&mut requests, exchange, *number, size)?;
        }
        stream.write_all(&requests)?;
        let mut answers = Vec::new();
        while !is_complete(&answers, batch.len()) {
            let length = stream.read(&mut buffer).context("waiting for contacts to be created")?;
            ensure!(length > 0, "the server closed the connection while contacts were created");
            answers.extend_from_slice(&buffer[..length]);
        }
    }
    Ok(())
}

fn write(
    requests: &mut Vec<u8>,
    exchange: &Exchange,
    number: usize,
    size: usize,
) -> anyhow::Result<()> {
    let mut body: Value = serde_json::from_str(&exchange.body)?;
    body["email"] = format!("mara.{number}@example.org").into();
    body["phone"] = format!("+1503{number:07}").into();
    body["website"] = "https://example.org/".into();
    let missing = size.saturating_sub(body.to_string().len());
    body["website"] = format!("https://example.org/{}", "x".repeat(missing)).into();
    let body = body.to_string();
    write!(requests, "POST /contacts/ HTTP/1.1\r\nhost: bench\r\n")?;
    for (name, value) in &exchange.headers {
        write!(requests, "{name}: {value}\r\n")?;
    }
    let length = body.len();
    write!(requests, "content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")?;
    Ok(())
}

/// Whether so many answers are there, all of them saying that a contact was created.
fn is_complete(answers: &[u8], count: usize) -> bool {
    let heads = answers.windows(CREATED.len()).filter(|it| *it == CREATED).count();
    // The last one is complete when its JSON is.
    heads >= count && answers.ends_with(b"}")
}
