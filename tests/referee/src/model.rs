//! What the referee knows of an operation: plain data, all references followed.

use http::Method;

use crate::{media::MediaRange, schema::SchemaUse, template::PathTemplate};

pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    /// The path as the document writes it.
    pub(crate) path: String,
    pub(crate) template: PathTemplate,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) responses: Vec<Response>,
    /// Empty: nobody has to say who they are.
    pub(crate) security: Vec<Alternative>,
}

pub(crate) struct Parameter {
    pub(crate) location: Location,
    pub(crate) name: String,
    pub(crate) required: bool,
    /// `allowEmptyValue`: the name alone is enough.
    pub(crate) may_be_empty: bool,
    pub(crate) encoding: Encoding,
    pub(crate) schema: Option<SchemaUse>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter's value is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Styled {
        style: Style,
        explode: bool,
    },
    /// The parameter has `content` with a JSON media type.
    Json,
    /// The parameter has `content` of another kind: nothing is known of its text.
    Opaque,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

pub(crate) struct RequestBody {
    pub(crate) required: bool,
    pub(crate) content: Content,
}

/// A `content` object: media ranges and what their bodies look like.
pub(crate) struct Content(pub(crate) Vec<MediaType>);

pub(crate) struct MediaType {
    /// As the document writes it.
    pub(crate) name: String,
    pub(crate) range: MediaRange,
    pub(crate) schema: Option<SchemaUse>,
}

pub(crate) struct Response {
    pub(crate) status: StatusKey,
    /// As the document writes the status.
    pub(crate) key: String,
    pub(crate) headers: Vec<Parameter>,
    pub(crate) content: Content,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusKey {
    Exact(u16),
    /// `4XX` is 4.
    Range(u16),
    Default,
}

/// Credentials that have to come together.
pub(crate) struct Alternative(pub(crate) Vec<Credential>);

pub(crate) enum Credential {
    /// `Authorization: <scheme> …`, the scheme in lower case.
    Authorization(String),
    ApiKey {
        location: Location,
        name: String,
    },
    /// Client certificates and the like: not part of the HTTP message.
    Invisible,
}

impl Operation {
    /// How the document describes `status`: exactly, as a range, by default, or not at all.
    pub(crate) fn response(&self, status: u16) -> Option<&Response> {
        let find = |key| self.responses.iter().find(|it| it.status == key);
        find(StatusKey::Exact(status))
            .or_else(|| find(StatusKey::Range(status / 100)))
            .or_else(|| find(StatusKey::Default))
    }

    /// Whether the document says nothing of how a request that went well is answered.
    pub(crate) fn lists_no_success(&self) -> bool {
        self.responses.iter().all(|it| match it.status {
            StatusKey::Exact(status) => status >= 400,
            StatusKey::Range(digit) => digit >= 4,
            StatusKey::Default => false,
        })
    }
}
