//! A case as it stands in the file.

use anyhow::{Context as _, anyhow};
use serde_json::Value;

/// A document, a call and what is expected.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) document: String,
    /// The command line of the server.
    pub(crate) server: String,
    /// The call, as a command of curl.
    pub(crate) command: String,
    pub(crate) expected: Expected,
}

/// What is expected to come back.
pub(crate) struct Expected {
    pub(crate) status: u16,
    /// The media type, if the case is about it.
    pub(crate) media_type: Option<String>,
    pub(crate) body: String,
    /// Whether only the shape of the body counts.
    pub(crate) is_loose: bool,
}

impl Case {
    /// Reads a case; `None` if it is of another format or another kind of server.
    pub(crate) fn read(line: &str) -> anyhow::Result<Option<Self>> {
        let case: Value = serde_json::from_str(line).context("reading a case as JSON")?;
        let text = |key: &str| {
            let text = case[key].as_str().map(str::to_owned);
            text.ok_or_else(|| anyhow!("a case has no `{key}`"))
        };
        if !text("format")?.starts_with("oas3") || text("mode")? != "mock" {
            return Ok(None);
        }
        let (kind, exchange) = case["expect"]
            .as_object()
            .and_then(|it| it.iter().next())
            .ok_or_else(|| anyhow!("a case expects nothing"))?;
        let exchange = exchange.as_str().unwrap_or_default();
        let name = text("file")?;
        Ok(Some(Self {
            name: name.rsplit('/').next().unwrap_or(&name).to_owned(),
            document: text("spec")?,
            server: text("server")?,
            command: text("command")?,
            expected: Expected::read(exchange, kind == "expect-loose")?,
        }))
    }
}

impl Expected {
    fn read(exchange: &str, is_loose: bool) -> anyhow::Result<Self> {
        let (head, body) = exchange.split_once("\n\n").unwrap_or((exchange, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|it| it.split_whitespace().nth(1));
        let status = status.and_then(|it| it.parse().ok());
        let media_type = lines.filter_map(|it| it.split_once(':')).find_map(|(name, value)| {
            name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
        });
        Ok(Self {
            status: status.context("a case expects no status")?,
            media_type,
            body: body.trim().to_owned(),
            is_loose,
        })
    }
}
