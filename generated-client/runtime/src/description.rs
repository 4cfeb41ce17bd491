//! What generated code says about an API: plain constants, on which the rest of the crate acts.

mod parameter;

pub(crate) use self::parameter::Place;
pub use self::parameter::{Parameter, Style};

/// An API.
#[derive(Debug)]
pub struct Api {
    /// The name of the client's package, which starts the `user-agent`.
    pub name: &'static str,
    /// The version of the client's package.
    pub version: &'static str,
    /// The server to call when the caller names none.
    ///
    /// A variable stands in it with its default, as in `https://{region=eu}.example.com`; it is
    /// empty if the document names no server.
    pub base_url: &'static str,
    /// The security schemes that the operations name.
    pub schemes: &'static [Scheme],
    /// The parameters that are set once on the client and sent with every call.
    pub shared: &'static [Shared],
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`, by which errors name the operation.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template, with a parameter's name between braces, and what always stands in the query.
    ///
    /// A server of its own is given to the call ([`Call::server`](crate::call::Call::server)).
    pub path: &'static str,
    /// The parameters; a call sets them by their index in this list.
    pub parameters: &'static [Parameter],
    /// How members of its form are written, where that is not the usual way.
    pub form: &'static [Parameter],
    /// Alternatives, each a list of the schemes that it takes together.
    ///
    /// An empty list of alternatives sends no credential; an empty alternative makes one optional.
    pub security: &'static [&'static [&'static str]],
    /// The names of the client's shared parameters that it takes; without a list all of them.
    pub shared: Option<&'static [&'static str]>,
}

impl Operation {
    /// Describes an operation that has neither parameters nor credentials.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self { id, method, path, parameters: &[], form: &[], security: &[], shared: None }
    }

    /// Sets the parameters.
    #[must_use]
    pub const fn parameters(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    /// Sets how members of its form are written, where that is not the usual way.
    #[must_use]
    pub const fn form(self, form: &'static [Parameter]) -> Self {
        Self { form, ..self }
    }

    /// Sets which of the client's shared parameters it takes.
    #[must_use]
    pub const fn shared(self, shared: &'static [&'static str]) -> Self {
        Self { shared: Some(shared), ..self }
    }

    /// Sets the alternatives of credentials.
    #[must_use]
    pub const fn security(self, security: &'static [&'static [&'static str]]) -> Self {
        Self { security, ..self }
    }
}

/// The method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
}

/// A parameter that is set once on the client.
#[derive(Clone, Copy, Debug)]
pub struct Shared {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) default: Option<&'static str>,
}

impl Shared {
    /// Describes a header; without a default it must be set before the client is built.
    #[must_use]
    pub const fn header(name: &'static str, default: Option<&'static str>) -> Self {
        Self { name, place: Place::Header, default }
    }

    /// Describes a query parameter; without a default it must be set before the client is built.
    #[must_use]
    pub const fn query(name: &'static str, default: Option<&'static str>) -> Self {
        Self { name, place: Place::Query, default }
    }
}

/// A security scheme.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) kind: SchemeKind,
}

impl Scheme {
    /// Describes a scheme that sends `authorization: Bearer …`, as OAuth 2 does too.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Bearer }
    }

    /// Describes a scheme that sends a key in a header.
    #[must_use]
    pub const fn key_in_header(name: &'static str, header: &'static str) -> Self {
        Self { name, kind: SchemeKind::Header(header) }
    }

    /// Describes a scheme that sends a key in the query.
    #[must_use]
    pub const fn key_in_query(name: &'static str, parameter: &'static str) -> Self {
        Self { name, kind: SchemeKind::Query(parameter) }
    }

    /// Describes a scheme that sends a key in a cookie.
    #[must_use]
    pub const fn key_in_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self { name, kind: SchemeKind::Cookie(cookie) }
    }

    /// Describes a scheme that sends `authorization: Basic …`; its credential is `user:password`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Basic }
    }

    /// Describes a scheme that is the transport's matter, such as a certificate of the client.
    #[must_use]
    pub const fn of_transport(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Transport }
    }
}

impl Scheme {
    pub(crate) fn is_basic(&self) -> bool {
        matches!(self.kind, SchemeKind::Basic)
    }

    pub(crate) fn is_of_transport(&self) -> bool {
        matches!(self.kind, SchemeKind::Transport)
    }

    pub(crate) fn is_bearer(&self) -> bool {
        matches!(self.kind, SchemeKind::Bearer)
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum SchemeKind {
    Bearer,
    Basic,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    Transport,
}

impl Operation {
    pub(crate) fn takes(&self, shared: &str) -> bool {
        self.shared.is_none_or(|it| it.contains(&shared))
    }
}

impl Method {
    pub(crate) fn to_http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Put => http::Method::PUT,
            Self::Post => http::Method::POST,
            Self::Delete => http::Method::DELETE,
            Self::Options => http::Method::OPTIONS,
            Self::Head => http::Method::HEAD,
            Self::Patch => http::Method::PATCH,
            Self::Trace => http::Method::TRACE,
        }
    }
}
