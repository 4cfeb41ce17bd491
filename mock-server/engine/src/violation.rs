//! What is wrong with a request, one reason at a time.

use std::fmt;

use serde_json::{Value, json};

/// One reason why a request does not satisfy the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The part of the request that it is in.
    pub part: RequestPart,
    /// The parameter's name; in a body, the name of the property (empty for the body itself).
    pub name: String,
    /// The JSON Pointer to the value within the parameter or body: `/customFields/0/id`. A
    /// missing property is pointed at as if it were there.
    pub pointer: String,
    /// The keyword of JSON Schema that is not satisfied; `additionalProperties` also stands for a
    /// query parameter that the operation does not have.
    pub keyword: String,
    /// What the keyword asks for: the type's name, the list of an `enum`, the limit; else `null`.
    pub expected: Value,
    /// The kind of the value that is there: `string`, `integer`, …, or `nothing`.
    pub found: &'static str,
    /// The reason in a sentence.
    pub message: String,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the parts' names")]
pub enum RequestPart {
    Path,
    Query,
    Header,
    Cookie,
    Body,
}

impl RequestPart {
    pub(crate) fn of(place: twinspec_blueprint::Place) -> Self {
        use twinspec_blueprint::Place;
        match place {
            Place::Path => Self::Path,
            Place::Query => Self::Query,
            Place::Header => Self::Header,
            Place::Cookie => Self::Cookie,
        }
    }

    /// Returns the part as it stands in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

impl Violation {
    /// Makes a violation and words it.
    pub(crate) fn new(
        part: RequestPart,
        name: &str,
        pointer: String,
        keyword: &str,
        expected: Value,
        found: &'static str,
    ) -> Self {
        let mut violation = Self {
            part,
            name: name.to_owned(),
            pointer,
            keyword: keyword.to_owned(),
            expected,
            found,
            message: String::new(),
        };
        violation.message = format!("{} {}", Subject(&violation), Complaint(&violation));
        violation
    }

    /// A parameter or body that the request must have and has not.
    pub(crate) fn missing(part: RequestPart, name: &str) -> Self {
        Self::new(part, name, String::new(), "required", Value::Null, "nothing")
    }

    /// A query parameter that the operation does not have.
    pub(crate) fn unknown_query(name: &str) -> Self {
        let keyword = "additionalProperties";
        Self::new(RequestPart::Query, name, String::new(), keyword, Value::Null, "string")
    }

    /// Returns what is wrong, without what it is wrong with.
    pub(crate) fn complaint(&self) -> String {
        Complaint(self).to_string()
    }

    /// Returns the violation as it stands in problem details.
    pub(crate) fn to_json(&self) -> Value {
        let mut object = json!({ "in": self.part.as_str() });
        if self.part == RequestPart::Body {
            object["pointer"] = json!(self.pointer);
        } else {
            object["parameter"] = json!(self.name);
        }
        object["keyword"] = json!(self.keyword);
        object["expected"] = self.expected.clone();
        object["found"] = json!(self.found);
        object["message"] = json!(self.message);
        object
    }
}

/// What a violation is about.
struct Subject<'a>(&'a Violation);

impl fmt::Display for Subject<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(violation) = self;
        match (violation.part, violation.pointer.as_str()) {
            (RequestPart::Body, "") => formatter.write_str("the body"),
            (RequestPart::Body, pointer) => write!(formatter, "`{pointer}` in the body"),
            (RequestPart::Header, _) => write!(formatter, "the header `{}`", violation.name),
            (RequestPart::Cookie, _) => write!(formatter, "the cookie `{}`", violation.name),
            (part, _) => {
                write!(formatter, "the {} parameter `{}`", part.as_str(), violation.name)
            }
        }
    }
}

/// What is wrong with it.
struct Complaint<'a>(&'a Violation);

impl fmt::Display for Complaint<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(Violation { keyword, expected, found, .. }) = self;
        match keyword.as_str() {
            "required" => formatter.write_str("is missing"),
            "additionalProperties" | "unevaluatedProperties" | "falseSchema" => {
                formatter.write_str("is not known here")
            }
            "type" => write!(formatter, "must be {}, not {found}", Choice(expected)),
            "enum" => write!(formatter, "must be {}", Choice(expected)),
            "const" => write!(formatter, "must be {expected}"),
            "format" => write!(formatter, "must have the format {}", Choice(expected)),
            "pattern" => write!(formatter, "must match the pattern {}", Choice(expected)),
            "minimum" => write!(formatter, "must be at least {expected}"),
            "maximum" => write!(formatter, "must be at most {expected}"),
            "exclusiveMinimum" => write!(formatter, "must be more than {expected}"),
            "exclusiveMaximum" => write!(formatter, "must be less than {expected}"),
            "multipleOf" => write!(formatter, "must be a multiple of {expected}"),
            "minLength" => write!(formatter, "must have at least {expected} characters"),
            "maxLength" => write!(formatter, "must have at most {expected} characters"),
            "minItems" => write!(formatter, "must have at least {expected} items"),
            "maxItems" => write!(formatter, "must have at most {expected} items"),
            "uniqueItems" => formatter.write_str("must not have the same item twice"),
            "minProperties" => write!(formatter, "must have at least {expected} properties"),
            "maxProperties" => write!(formatter, "must have at most {expected} properties"),
            "anyOf" | "oneOf" => formatter.write_str("must have one of the documented shapes"),
            other => write!(formatter, "does not satisfy `{other}`"),
        }
    }
}

/// A value, or the values of a list with `or` between them.
struct Choice<'a>(&'a Value);

impl fmt::Display for Choice<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = std::slice::from_ref(self.0);
        let values = self.0.as_array().map_or(several, Vec::as_slice);
        for (position, value) in values.iter().enumerate() {
            if position > 0 {
                formatter.write_str(" or ")?;
            }
            match value {
                Value::String(text) => write!(formatter, "`{text}`")?,
                other => write!(formatter, "`{other}`")?,
            }
        }
        Ok(())
    }
}

/// Names the kind of a value, as JSON Schema does.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
