//! Operations: what a caller can ask for, and what that does to a resource.

use crate::{Answer, List, SchemaText, Text};

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

/// What an operation does.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one per operation; most are the large one")]
pub enum Action {
    /// It touches no resource: the answer is made from the document alone.
    Respond,
    /// It reads or changes entities of a resource.
    On {
        /// The resource's position in [`crate::Blueprint::resources`].
        resource: usize,
        /// The entities above it that the path names, outermost first; each must exist.
        ancestors: List<Ancestor>,
        /// What is done.
        verb: Verb,
        /// Why the generator thinks so, for people.
        reason: Text,
    },
}

/// An entity above the one that an operation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestor {
    /// The resource's position in [`crate::Blueprint::resources`].
    pub resource: usize,
    /// The path parameter that holds its id.
    pub parameter: Text,
}

/// What is done to a resource. `id` is always the path parameter that holds the entity's id.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// Makes an entity from the body.
    Create,
    /// Gives one entity.
    Read {
        /// The path parameter with the entity's id.
        id: Text,
    },
    /// Gives a page of entities.
    List(Listing),
    /// Puts the body in the place of the entity; what the body lacks is gone.
    Replace {
        /// The path parameter with the entity's id.
        id: Text,
    },
    /// Changes the properties that the body names; `null` unsets one.
    Merge {
        /// The path parameter with the entity's id.
        id: Text,
    },
    /// Deletes the entity and all that belongs to it.
    Delete {
        /// The path parameter with the entity's id.
        id: Text,
    },
    /// Sets the properties that the body names, by a path of its own (`/completed`).
    SetFields {
        /// The path parameter with the entity's id.
        id: Text,
    },
    /// Adds the members of the body's list to the entity's list, each once.
    AddTo {
        /// The path parameter with the entity's id.
        id: Text,
        /// The property that holds the list, in the body and in the entity.
        property: Text,
    },
}

/// How a list is chosen, ordered and cut into pages.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Listing {
    /// Parameters that must equal a property.
    pub filters: List<Filter>,
    /// The query parameter with free text to search for.
    pub query: Option<Text>,
    /// The order of the list.
    pub order: Order,
    /// The query parameter with the page's size.
    pub limit: Option<Limit>,
    /// Where in the list the page starts.
    pub start: Start,
}

/// A parameter that picks the entities whose property has its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The parameter, of the path or the query; a query parameter that is absent picks all.
    pub parameter: Text,
    /// The property of the entity.
    pub property: Text,
}

/// The order of a list.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// As the entities were created.
    #[default]
    Created,
    /// By this property, smallest first; the id breaks ties.
    Ascending(Text),
    /// By this property, largest first; the id breaks ties, also descending.
    Descending(Text),
}

/// How many entities a page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The query parameter.
    pub parameter: Text,
    /// The size without the parameter.
    pub default: usize,
}

/// How a caller says where the page starts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Start {
    /// Not at all: the list is always given from its beginning.
    #[default]
    Beginning,
    /// By the number of entities to skip.
    Offset {
        /// The query parameter.
        parameter: Text,
    },
    /// By the number of the page, from 1.
    Page {
        /// The query parameter.
        parameter: Text,
    },
    /// After the entity with this id.
    After {
        /// The query parameter with the id of the last entity of the page before.
        id: Text,
        /// The query parameter with that entity's creation time in milliseconds since 1970;
        /// it is used alone, or when the id is unknown.
        stamp: Option<Text>,
    },
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
