//! A request, put together from values.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use serde_json::Value;

use crate::document::{Credential, Operation, Parameter};
use crate::encode;

/// What a request is put together from.
#[derive(Clone, Default)]
pub(crate) struct Pieces {
    /// Values of the parameters in the path, by name.
    pub(crate) path: Vec<(String, Value)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) cookies: Vec<String>,
    /// Scalars in the query, by name.
    pub(crate) said: BTreeMap<String, Value>,
}

impl Pieces {
    /// Adds what the document writes behind a `?` in the path.
    pub(crate) fn begin(&mut self, operation: &Operation<'_>) {
        if let Some(written) = &operation.query {
            let pairs = written.split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
            self.query.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
    }

    /// Adds a parameter.
    pub(crate) fn add(&mut self, parameter: &Parameter<'_>, value: &Value) {
        let name = &parameter.name;
        match parameter.place.as_str() {
            "path" => self.path.push((name.clone(), value.clone())),
            "query" => {
                self.query.extend(encode::query(parameter, value));
                if !value.is_object() && !value.is_array() {
                    self.said.insert(name.clone(), value.clone());
                }
            }
            "header" => {
                self.headers.push((name.clone(), encode::simple(Some(parameter), value)));
            }
            "cookie" => self.cookies.push(format!("{name}={}", encode::plain(value))),
            _ => {}
        }
    }

    /// Adds any credential of the right shape; which one a server knows is not in the document.
    pub(crate) fn credentials(&mut self, operation: &Operation<'_>, token: Option<&str>) {
        let is_made_up = token.is_none();
        let token = token.unwrap_or("walk-0123456789");
        for credential in operation.security.first().into_iter().flatten() {
            match credential {
                Credential::Authorization(scheme) if scheme == "basic" && is_made_up => {
                    self.headers.push((AUTHORIZATION.to_string(), "Basic d2FsazpwYXNz".to_owned()));
                }
                Credential::Authorization(scheme) => {
                    let scheme = if scheme == "bearer" { "Bearer" } else { scheme };
                    self.headers.push((AUTHORIZATION.to_string(), format!("{scheme} {token}")));
                }
                Credential::ApiKey { place, name } => match place.as_str() {
                    "query" => self.query.push((name.clone(), token.to_owned())),
                    "cookie" => self.cookies.push(format!("{name}={token}")),
                    _ => self.headers.push((name.clone(), token.to_owned())),
                },
                Credential::Invisible => {}
            }
        }
    }

    /// Puts the request together, with a body of a media type.
    pub(crate) fn request(
        &self,
        operation: &Operation<'_>,
        base: &str,
        body: Option<(&str, &Value)>,
    ) -> Result<Request<Bytes>, String> {
        let mut uri = format!("{base}{}", self.path(operation)?);
        if !self.query.is_empty() {
            uri = format!("{uri}?{}", encode::joined(&self.query));
        }
        let mut builder = Request::builder().method(operation.method.clone()).uri(uri);
        let accept = operation.accept.as_deref().unwrap_or("application/json, */*;q=0.5");
        builder = builder.header(ACCEPT, accept);
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        if !self.cookies.is_empty() {
            builder = builder.header(COOKIE, self.cookies.join("; "));
        }
        let mut bytes = Bytes::new();
        if let Some((media, value)) = body {
            let (media, text) = written(media, value);
            builder = builder.header(CONTENT_TYPE, media);
            bytes = text.into();
        }
        builder.body(bytes).map_err(|it| format!("no valid request: {it}"))
    }

    fn path(&self, operation: &Operation<'_>) -> Result<String, String> {
        let mut values = self.path.iter();
        let mut path = String::new();
        for segment in &operation.segments {
            path.push('/');
            let mut rest = segment.as_str();
            while let Some((literal, after)) = rest.split_once('{') {
                let Some((name, after)) = after.split_once('}') else { break };
                let unknown = || format!("nothing is known for `{{{name}}}`");
                let (_, value) = values.next().ok_or_else(unknown)?;
                path += literal;
                path += &encode::percent(&encode::simple(operation.path_parameter(name), value));
                rest = after;
            }
            path += rest;
        }
        let is_slashed =
            operation.path.split(['?', '#']).next().is_some_and(|it| it.ends_with('/'));
        Ok(if path.is_empty() || is_slashed { path + "/" } else { path })
    }
}

fn written(media: &str, value: &Value) -> (String, String) {
    let essence = media.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/x-www-form-urlencoded" => {
            (media.to_owned(), encode::joined(&encode::form(value)))
        }
        "multipart/form-data" => {
            (format!("{essence}; boundary={}", encode::BOUNDARY), encode::multipart(value))
        }
        "*/*" | "application/*" | "*" => ("application/json".to_owned(), value.to_string()),
        _ if essence.ends_with("json") => (media.to_owned(), value.to_string()),
        _ if essence.ends_with("/*") => (essence.replace('*', "plain"), encode::plain(value)),
        _ => (media.to_owned(), encode::plain(value)),
    }
}
