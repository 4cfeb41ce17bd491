//! Recognising: what of an error's body tells what happened, found by the names that APIs give to
//! such properties everywhere.
//!
//! `message`, `errors[].field`, `statusCode`, `error.type`: names differ by API, but not by much, so
//! they are compared without case and separators. A name is filled only with a value of a kind that
//! its schema takes; where the schema lists the values, with the one that fits best. What is
//! required and not recognised is made up afterwards by [`complete`](crate::complete).

mod name;
mod word;

use http::StatusCode;
use serde_json::{Map, Value};

use crate::outline::{Outline, Types};
use crate::recognise::name::{is_list, is_status, plain};
use crate::recognise::word::{among, snake};
use crate::refusal::Refusal;
use crate::violation::{RequestPart, Violation};

/// How deep errors are nested at most.
const DEPTH: usize = 6;

/// What happened.
pub(crate) struct Happened<'a> {
    pub(crate) refusal: &'a Refusal,
    /// The path as the caller wrote it.
    pub(crate) path: &'a str,
    pub(crate) method: &'a str,
    pub(crate) now: jiff::Timestamp,
    /// An id that no other answer has.
    pub(crate) id: &'a str,
}

/// Returns what is known of an error's body.
pub(crate) fn recognise(outline: Outline<'_>, happened: &Happened<'_>) -> Option<Value> {
    let types = outline.types();
    let scene = Scene { happened, violation: None, depth: DEPTH };
    if types.has(Types::OBJECT) {
        let members = scene.object(outline);
        return (types != Types::ANY || !members.is_empty()).then(|| members.into());
    }
    if types.wants(Types::ARRAY) {
        return Some(scene.list(outline));
    }
    if types.wants(Types::STRING) && outline.keyword("enum").is_none() {
        return Some(happened.refusal.message.joined().into());
    }
    None
}

/// Where in the error we are.
#[derive(Clone, Copy)]
struct Scene<'h> {
    happened: &'h Happened<'h>,
    /// The reason that is told here, if it is one of several.
    violation: Option<&'h Violation>,
    depth: usize,
}

impl Scene<'_> {
    fn object(&self, outline: Outline<'_>) -> Map<String, Value> {
        let mut members = self.members(outline);
        // Of several forms of an error the one that says most of what happened.
        let alternatives = outline.alternatives();
        let forms = alternatives.iter().map(|it| self.object_of(*it));
        let said = forms.max_by_key(Map::len).unwrap_or_default();
        members.extend(said);
        members
    }

    fn object_of(&self, outline: Outline<'_>) -> Map<String, Value> {
        match self.depth.checked_sub(1) {
            Some(depth) => Self { depth, ..*self }.object(outline),
            None => Map::new(),
        }
    }

    fn members(&self, outline: Outline<'_>) -> Map<String, Value> {
        let mut members = Map::new();
        for (name, property) in outline.properties() {
            let value = match self.happened.refusal.details().get(name) {
                Some(detail) => Some(detail.clone()),
                None => self.value(name, property, outline.requires(name)),
            };
            members.extend(value.map(|it| (name.to_owned(), it)));
        }
        members
    }

    fn value(&self, name: &str, outline: Outline<'_>, required: bool) -> Option<Value> {
        if outline.keyword("const").is_some() {
            return None;
        }
        let types = outline.types();
        let name = plain(name);
        if let Some(values) = outline.keyword("enum").and_then(Value::as_array) {
            return among(values, self.happened.refusal.status);
        }
        if let Some(Value::String(format)) = outline.keyword("format") {
            return self.formatted(&name, format);
        }
        if types.has(Types::STRING)
            && let Some(text) = self.text(&name)
        {
            let most = limit(outline).unwrap_or(usize::MAX);
            return Some(text.chars().take(most).collect::<String>().into());
        }
        if types.wants(Types::NUMBER) && is_status(&name) {
            return Some(self.happened.refusal.status.as_u16().into());
        }
        if types.wants(Types::BOOLEAN) {
            match name.as_str() {
                "success" | "ok" | "successful" | "succeeded" => return Some(false.into()),
                "error" | "iserror" | "failed" | "haserrors" => return Some(true.into()),
                _ => {}
            }
        }
        if types.wants(Types::NUMBER) && name == "timestamp" {
            return Some(self.happened.now.as_millisecond().into());
        }
        if types.wants(Types::ARRAY) && is_list(&name) {
            return Some(self.list(outline));
        }
        if types.has(Types::OBJECT) && types != Types::ANY {
            return self.nested(&name, outline, required);
        }
        None
    }

    /// A text of a format is known only if it is about time, or an address.
    fn formatted(&self, name: &str, format: &str) -> Option<Value> {
        match (format, name) {
            ("date-time", _) => Some(crate::verbs::rfc3339_millis(self.happened.now).into()),
            ("uuid", _) => Some(self.happened.id.into()),
            ("uri" | "uri-reference", "type") => Some("about:blank".into()),
            ("uri-reference", "instance") => Some(self.happened.path.into()),
            (_, name) if is_status(name) => Some(self.happened.refusal.status.as_u16().into()),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        let happened = self.happened;
        let status = happened.refusal.status;
        let text = match name {
            "message" | "msg" | "detail" | "details" | "description" | "errormessage"
            | "errordescription" | "errormsg" | "text" | "usermessage" | "developermessage"
            | "faultstring" | "messages" | "errors" => self.message(),
            "title" | "statustext" | "reasonphrase" | "statusmessage" | "summary" | "error" => {
                phrase(status).to_owned()
            }
            "code" | "errorcode" | "errortype" | "type" | "kind" | "reason" | "slug"
            | "errorname" | "key" | "rule" | "keyword" => match self.violation {
                Some(violation) => violation.keyword.clone(),
                None => snake(status).to_owned(),
            },
            "status" | "statuscode" | "httpstatus" | "httpstatuscode" | "httpcode" => {
                status.as_str().to_owned()
            }
            "timestamp" | "time" | "datetime" => crate::verbs::rfc3339_millis(happened.now),
            "requestid" | "traceid" | "correlationid" | "errorid" | "logid" => {
                happened.id.to_owned()
            }
            "instance" => happened.path.to_owned(),
            "method" if self.violation.is_none() => happened.method.to_owned(),
            "path" if self.violation.is_none() => happened.path.to_owned(),
            _ => return self.about_violation(name),
        };
        Some(text)
    }

    /// What is known of one reason only: where it is, and what is expected there.
    fn about_violation(&self, name: &str) -> Option<String> {
        let violations = self.happened.refusal.violations();
        let violation = self.violation.or_else(|| violations.first())?;
        let is_of_body = violation.part == RequestPart::Body;
        Some(match name {
            "field" | "param" | "parameter" | "property" | "attribute" | "fieldname" => {
                let pointer = violation.pointer.trim_start_matches('/').replace('/', ".");
                if pointer.is_empty() || !is_of_body { violation.name.clone() } else { pointer }
            }
            "name" | "target" => violation.name.clone(),
            "pointer" | "jsonpointer" if is_of_body => violation.pointer.clone(),
            "path" | "loc" => match violation.pointer.as_str() {
                "" => violation.name.clone(),
                pointer => pointer.to_owned(),
            },
            "location" | "in" | "locationtype" => violation.part.as_str().to_owned(),
            "expected" => match &violation.expected {
                Value::String(text) => text.clone(),
                Value::Null => return None,
                other => other.to_string(),
            },
            "found" | "actual" | "received" => violation.found.to_owned(),
            _ => return None,
        })
    }

    fn message(&self) -> String {
        let whole = || self.happened.refusal.message.joined();
        self.violation.map_or_else(whole, |it| it.message.clone())
    }

    /// A list of what went wrong, an item for each reason.
    fn list(&self, outline: Outline<'_>) -> Value {
        let refusal = self.happened.refusal;
        let items = outline.items();
        let types = items.types();
        if types.has(Types::STRING) {
            if self.violation.is_some() {
                return vec![Value::from(self.message())].into();
            }
            return refusal.message.sentences().to_vec().into();
        }
        let Some(depth) = self.depth.checked_sub(1).filter(|_| types.has(Types::OBJECT)) else {
            return Value::Array(Vec::new());
        };
        let item = |violation| Value::from(Scene { violation, depth, ..*self }.object(items));
        match (self.violation, refusal.violations()) {
            (None, [_, ..]) => refusal.violations().iter().map(|it| item(Some(it))).collect(),
            (violation, _) => vec![item(violation)].into(),
        }
    }

    /// An object in the error: one that tells more of it, or a list by field.
    fn nested(&self, name: &str, outline: Outline<'_>, required: bool) -> Option<Value> {
        if let Some(additional) = outline.additional().filter(|_| outline.properties().is_empty()) {
            return is_list(name).then(|| self.by_field(additional));
        }
        let members = self.object_of(outline);
        let tells = members.keys().any(|it| {
            let name = plain(it);
            is_list(&name) || matches!(name.as_str(), "message" | "title" | "description" | "error")
        });
        let is_container = matches!(name, "error" | "fault" | "source" | "exception" | "err");
        (required || tells || is_container && !members.is_empty()).then(|| members.into())
    }

    /// `{email: ["is missing"]}`
    fn by_field(&self, additional: Outline<'_>) -> Value {
        let mut fields: Map<String, Value> = Map::new();
        let is_list = additional.types().wants(Types::ARRAY);
        for violation in self.happened.refusal.violations() {
            let message = Value::from(violation.message.clone());
            let field = if violation.name.is_empty() { "body" } else { &violation.name };
            match fields.get_mut(field) {
                Some(Value::Array(messages)) => messages.push(message),
                Some(_) => {}
                None => {
                    let value = if is_list { vec![message].into() } else { message };
                    fields.insert(field.to_owned(), value);
                }
            }
        }
        fields.into()
    }
}

fn limit(outline: Outline<'_>) -> Option<usize> {
    outline.keyword("maxLength").and_then(Value::as_u64).and_then(|it| usize::try_from(it).ok())
}

/// Returns the usual phrase of a status.
fn phrase(status: StatusCode) -> &'static str {
    crate::answer::phrase(status)
}
