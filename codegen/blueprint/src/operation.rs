//! Operations: what a caller can ask for, and what that does to a resource.

use crate::{Action, Answer, List, SchemaText, Text};

/// One operation of the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`, or `METHOD /path` when the document gives none.
    pub id: Text,
    /// The HTTP method.
    pub method: Method,
    /// The path template: `/contacts/{contactId}`. What follows a `?` in it are literals of the
    /// query, without which the operation is not meant.
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
    /// Whether an empty text is as good as any value.
    pub may_be_empty: bool,
    /// How its value is written.
    pub style: Style,
    /// Whether each item or member is written by itself.
    pub explode: bool,
    /// What the value must satisfy; it also says what kind of JSON a text stands for.
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

/// How a value is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1,2`
    Simple,
    /// `.1.2`
    Label,
    /// `;id=1;id=2`
    Matrix,
    /// `id=1&id=2`
    Form,
    /// `id=1%202`
    SpaceDelimited,
    /// `id=1|2`
    PipeDelimited,
    /// `id[from]=1&id[to]=2`
    DeepObject,
    /// As JSON.
    Json,
    /// In a way that nobody takes apart.
    Opaque,
}

/// The body that an operation takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether a request without it is refused.
    pub required: bool,
    /// The media types that are accepted.
    pub contents: List<Content>,
}

/// A request body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type, or a range of them: `application/json`, `image/*`.
    pub media_type: Text,
    /// What the body must satisfy, if it is one that is read.
    pub schema: SchemaText,
    /// The properties of a form that are written in another way than the usual one.
    pub encodings: List<Encoding>,
}

/// How a property of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The property.
    pub property: Text,
    /// How its value is written.
    pub style: Style,
    /// Whether each item or member is written by itself.
    pub explode: bool,
}

/// A security scheme of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in `components.securitySchemes`.
    pub name: Text,
    /// Where the credential stands.
    pub credential: Credential,
    /// How callers get one: the flows of an `oauth2` scheme.
    pub flows: List<Flow>,
}

/// A way to get an access token of an `oauth2` scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// What the way is called.
    pub kind: FlowKind,
    /// The path of `authorizationUrl`; empty where there is none.
    pub authorization: Text,
    /// The path of `tokenUrl`; empty where there is none.
    pub token: Text,
    /// The path of `refreshUrl`; empty where there is none.
    pub refresh: Text,
    /// The scopes, each with what it lets do.
    pub scopes: List<(Text, Text)>,
}

/// The kind of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// A person consents on a page, and the app exchanges a code.
    AuthorizationCode,
    /// The app asks in its own name.
    ClientCredentials,
    /// A person consents on a page, which hands out the token itself.
    Implicit,
    /// The app sends a person's name and password.
    Password,
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
