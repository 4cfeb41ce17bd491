//! One HTTP request on a connection of its own.
//!
//! The load comes from a tool; this is for the first answer of a server, where a client that takes
//! its time to start would be measured too.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};

const LIMIT: Duration = Duration::from_secs(10);

/// Gets a path and returns the whole answer.
pub(crate) fn answer(
    address: SocketAddr,
    path: &str,
    headers: &[(String, String)],
) -> anyhow::Result<String> {
    exchange(address, path, headers).with_context(|| format!("getting `http://{address}{path}`"))
}

/// Gets a path with status 200 and returns the body.
pub(crate) fn get(
    address: SocketAddr,
    path: &str,
    headers: &[(String, String)],
) -> anyhow::Result<String> {
    let context = || format!("getting `http://{address}{path}`");
    let answer = exchange(address, path, headers).with_context(context)?;
    let (head, body) = answer.split_once("\r\n\r\n").with_context(context)?;
    let status = head.lines().next().unwrap_or_default();
    if status.split(' ').nth(1) != Some("200") {
        bail!("`http://{address}{path}` was answered with `{status}`, not 200: {body}");
    }
    Ok(body.to_owned())
}

fn exchange(
    address: SocketAddr,
    path: &str,
    headers: &[(String, String)],
) -> anyhow::Result<String> {
    let mut request = Vec::new();
    write!(request, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n")?;
    for (name, value) in headers {
        write!(request, "{name}: {value}\r\n")?;
    }
    request.extend_from_slice(b"\r\n");

    let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    stream.write_all(&request)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
