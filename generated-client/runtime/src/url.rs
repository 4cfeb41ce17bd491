//! Addresses: the base URL, and what an operation puts behind it.
//!
//! Whatever a value contains, it arrives at the server as one segment of the path or one value of
//! the query, so that no value can turn a call into a call of another operation.
//! Values that cannot be written so are refused: an empty one (`/contacts/` is another operation),
//! and `.` and `..`, which every URL library takes for a step, however they are encoded.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::call::Values;
use crate::data::Json;
use crate::description::{Operation, Parameter, Place};
use crate::style::{self, encoded};

/// An absolute URL without query, to which paths are appended.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(String);

/// A path and its query, both encoded.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) path: String,
    query: String,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let hint = "expected an absolute one, such as `https://api.example.com/v1`";
        let uri = text.parse::<http::Uri>();
        // The text is not repeated here, because it may hold a password.
        if uri.as_ref().is_ok_and(|it| it.authority().is_some_and(|it| it.as_str().contains('@'))) {
            return Err("the base URL has a user in it: give credentials to the builder".to_owned());
        }
        if text.contains(['?', '#']) {
            return Err(format!("the base URL has a query or a fragment in it: {hint}"));
        }
        match uri {
            Ok(uri) if matches!(uri.scheme_str(), Some("http" | "https")) => {
                Ok(Self(text.trim_end_matches('/').to_owned()))
            }
            _ => Err(format!("the base URL `{text}` is not valid: {hint}")),
        }
    }

    /// Returns another server, or another path on this one.
    pub(crate) fn at(&self, server: &str) -> Result<Self, String> {
        match server.strip_prefix('/') {
            None => Self::parse(server),
            Some(path) => {
                let start = self.0.find("://").map_or(0, |it| it + "://".len());
                let end = self.0[start..].find('/').map_or(self.0.len(), |it| start + it);
                Self::parse(&format!("{}/{path}", &self.0[..end]))
            }
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether the server is on this machine.
    #[cfg(feature = "reqwest")]
    pub(crate) fn is_loopback(&self) -> bool {
        let uri = self.0.parse::<http::Uri>();
        let host = uri.as_ref().ok().and_then(http::Uri::host).unwrap_or_default();
        let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        host == "localhost" || address.is_ok_and(|it| it.is_loopback())
    }

    pub(crate) fn join(&self, target: &Target) -> Result<http::Uri, String> {
        let text = format!("{}{}{}", self.0, target.path, target.query);
        text.parse().map_err(|error| format!("the URL is not valid ({error})"))
    }
}

impl Target {
    pub(crate) fn new(operation: &Operation, values: &Values) -> Result<Self, String> {
        let (template, literals) = operation.path.split_once('?').unwrap_or((operation.path, ""));
        let mut target = Self { path: path(template, operation, values)?, query: String::new() };
        for literal in literals.split('&').filter(|it| !it.is_empty()) {
            let (name, value) = literal.split_once('=').unwrap_or((literal, ""));
            target.push_query(name, value);
        }
        for (parameter, json) in values.of(operation, Place::Query) {
            for (name, value) in style::pairs(parameter, json) {
                target.push_encoded(&name, &value);
            }
        }
        Ok(target)
    }

    pub(crate) fn push_query(&mut self, name: &str, value: &str) {
        self.push_encoded(&encoded(name), &encoded(value));
    }

    fn push_encoded(&mut self, name: &str, value: &str) {
        self.query.push(if self.query.is_empty() { '?' } else { '&' });
        self.query.extend([name, "=", value]);
    }
}

fn path(template: &str, operation: &Operation, values: &Values) -> Result<String, String> {
    let mut path = String::new();
    for segment in template.trim_start_matches('/').split('/') {
        let start = path.len() + 1;
        path.push('/');
        let mut rest = segment;
        while let Some((literal, (name, after))) = rest
            .split_once('{')
            .and_then(|(literal, it)| it.split_once('}').map(|it| (literal, it)))
        {
            path.extend(utf8_percent_encode(literal, LITERAL));
            path.push_str(&path_value(operation, values, name)?);
            rest = after;
        }
        path.extend(utf8_percent_encode(rest, LITERAL));
        if matches!(&path[start..], "." | "..") {
            return Err(format!(
                "`{}` cannot stand for `{segment}` in a path, where it is a step",
                &path[start..]
            ));
        }
    }
    Ok(path)
}

fn path_value(operation: &Operation, values: &Values, name: &str) -> Result<String, String> {
    let is_wanted = |(it, _): &(&Parameter, &Json)| it.name == name;
    let given = values.of(operation, Place::Path).find(is_wanted);
    let text = given.map(|(parameter, json)| style::path_text(parameter, json));
    match text {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(format!("the path parameter `{name}` is empty")),
    }
}

/// Puts the variables of a server in their places, as in `https://{region=eu}.example.com`.
pub(crate) fn expand(server: &str, variables: &[(&'static str, String)]) -> Result<String, String> {
    let mut url = String::new();
    let mut rest = server;
    while let Some((literal, (variable, after))) =
        rest.split_once('{').and_then(|(literal, it)| it.split_once('}').map(|it| (literal, it)))
    {
        let (name, default) = match variable.split_once('=') {
            Some((name, default)) => (name, Some(default)),
            None => (variable, None),
        };
        let given = variables.iter().find(|(it, _)| *it == name).map(|(_, it)| it.as_str());
        let value = given.or(default).ok_or_else(|| {
            format!("the URL of the server has a variable `{name}`: give the builder a value")
        })?;
        url.push_str(literal);
        url.push_str(value);
        rest = after;
    }
    url.push_str(rest);
    Ok(url)
}

/// What the literal text of a path template may not contain as it is.
const LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
