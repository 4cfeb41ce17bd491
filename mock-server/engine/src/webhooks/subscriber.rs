//! Subscribers: who is told, and of what.

use std::str::FromStr;

use http::Uri;
use serde_json::{Value, json};
use twinspec_blueprint::Webhooks;

use crate::Map;

const FORM: &str = "a subscriber is `{url, events, members}`, of which only `url` must be there";

/// Somebody who is told of events by a POST to a URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscriber {
    url: String,
    /// The names of events; empty for all.
    events: Vec<String>,
    members: Map,
}

impl Subscriber {
    /// Makes a subscriber to all events; an error says what is wrong with the URL.
    pub fn new(url: impl Into<String>) -> Result<Self, String> {
        let url = url.into();
        let parsed: Option<Uri> = url.parse().ok();
        let parsed = parsed.as_ref().and_then(|it| Some((it.scheme_str()?, it.authority()?)));
        match parsed {
            Some(("http", host)) if !host.host().is_empty() && !host.as_str().contains('@') => {}
            Some(("https", _)) => {
                return Err(format!(
                    "`{url}` needs TLS, which the mock does not speak: give an `http://` URL"
                ));
            }
            _ => return Err(format!("`{url}` is no URL such as `http://127.0.0.1:8080/hook`")),
        }
        Ok(Self { url, events: Vec::new(), members: Map::new() })
    }

    /// Adds an event; without any, all are told.
    #[must_use]
    pub fn event(mut self, name: impl Into<String>) -> Self {
        self.events.push(name.into());
        self
    }

    /// Adds a member to each payload whose schema has it, such as the id of the app that is told.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }

    /// Returns where it is told.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn members(&self) -> &Map {
        &self.members
    }

    pub(super) fn wants(&self, event: &str) -> bool {
        self.events.is_empty() || self.events.iter().any(|it| it == event)
    }

    /// Says why it would never be told of anything, or not of all that it wants.
    pub(crate) fn check(&self, webhooks: &Webhooks) -> Result<(), String> {
        let known: Vec<&str> = webhooks.events.iter().map(|it| it.name.as_ref()).collect();
        if known.is_empty() {
            return Err("the document has no events (`x-webhooks`) to subscribe to".to_owned());
        }
        match self.events.iter().find(|it| !known.contains(&it.as_str())) {
            Some(unknown) => {
                let known = known.join("`, `");
                Err(format!("there is no event `{unknown}`, use one of `{known}`"))
            }
            None => Ok(()),
        }
    }

    /// Reads `{url, events, members}`, or says what is wrong and where in it.
    pub(crate) fn from_json(json: &Value, webhooks: &Webhooks) -> Result<Self, (String, String)> {
        let wrong = |name: &str, what: String| (format!("/{name}"), what);
        let object = json.as_object().ok_or_else(|| (String::new(), FORM.to_owned()))?;
        if let Some(other) =
            object.keys().find(|it| !["url", "events", "members"].contains(&it.as_str()))
        {
            return Err(wrong(other, format!("there is no `{other}`: {FORM}")));
        }
        let url = object.get("url").and_then(Value::as_str);
        let url = url.ok_or_else(|| wrong("url", FORM.to_owned()))?;
        let mut subscriber = Self::new(url).map_err(|it| wrong("url", it))?;
        if let Some(events) = object.get("events") {
            let no_list = || wrong("events", "`events` must be a list of names".to_owned());
            let names = events.as_array().ok_or_else(no_list)?.iter().map(Value::as_str);
            for name in names {
                subscriber = subscriber.event(name.ok_or_else(no_list)?);
            }
        }
        subscriber.check(webhooks).map_err(|it| wrong("events", it))?;
        match object.get("members") {
            None => {}
            Some(Value::Object(members)) => subscriber.members.clone_from(members),
            Some(_) => return Err(wrong("members", "`members` must be an object".to_owned())),
        }
        Ok(subscriber)
    }

    pub(crate) fn to_json(&self, id: u64) -> Value {
        json!({
            "id": id.to_string(),
            "url": self.url,
            "events": self.events,
            "members": self.members,
        })
    }
}

/// Reads `URL` or `EVENT,EVENT=URL`, as on a command line.
impl FromStr for Subscriber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A URL may hold the sign too, but only after what no event has.
        let (events, url) = match text.split_once('=') {
            Some((events, url)) if !events.contains(':') => (events, url),
            _ => ("", text),
        };
        let events = events.split(',').map(str::trim).filter(|it| !it.is_empty());
        Ok(events.fold(Self::new(url.trim())?, Self::event))
    }
}
