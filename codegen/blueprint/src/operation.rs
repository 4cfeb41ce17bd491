//! Operations: what a caller can ask for, and what that does to a resource.

use crate::{Action, Answer, List, SchemaText, Text};

/// One operation of the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`, or `METHOD /path` when the document gives none.
    pub id: Text,
    /// The HTTP method.
    pub method: Method,
    /// The path template: `/contacts/{contactId}`.
    pub path: Text,
    /// The alternatives of which a caller must satisfy one; empty when anyone may call.
    pub security: List<List<Requirement>>,
    /// The parameters of the path, query, header and cookies.
    pub parameters: List<Parameter>,
    /// The request body, if the operation takes one.
    pub body: Option<Body>,
    /// What the operation does.
    pub action: Action,
    /// The answers that the document lists, in the order of the document.
    pub answers: List<Answer>,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the methods' names")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// Returns the method as it stands in a request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// One parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name as it stands on the wire.
    pub name: Text,
    /// Where in the request it stands.
    pub place: Place,
    /// Whether a request without it is refused.
    pub required: bool,
    /// How its text is turned into JSON before it is checked.
    pub kind: ValueKind,
    /// What the value must satisfy.
    pub schema: SchemaText,
}

/// Where a parameter stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are OpenAPI's own words")]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// The kind of JSON value that a parameter's text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// The text itself.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of texts; the key is repeated (`style: form, explode: true`).
    Repeated,
    /// A list of texts; one value, split at commas.
    CommaSeparated,
}

/// The body that an operation takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether a request without it is refused.
    pub required: bool,
    /// The media types that are accepted: `application/json`.
    pub media_types: List<Text>,
    /// What a JSON body must satisfy.
    pub schema: SchemaText,
}

/// A security scheme of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in `components.securitySchemes`.
    pub name: Text,
    /// Where the credential stands.
    pub credential: Credential,
}

/// Where a credential stands in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Bearer …` (also OAuth 2 and OpenID Connect).
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A parameter of this name.
    ApiKey {
        /// The header, query parameter or cookie.
        place: Place,
        /// Its name.
        name: Text,
    },
}

/// One scheme that a caller must satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme's position in [`crate::Blueprint::schemes`].
    pub scheme: usize,
    /// The scopes that the credential must have.
    pub scopes: List<Text>,
}
