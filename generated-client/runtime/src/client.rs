//! A client: where the server is, who calls, and how requests get there.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::SecretString;

use crate::credential::Credentials;
use crate::data::{Data, Json, to_json};
use crate::description::{self, Api, Operation, Parameter, Shared};
use crate::error::{Cause, Error, Failure, Place};

use crate::style;
use crate::transport::{self, Transport};
use crate::url::{self, BaseUrl, Target};

/// What a generated client holds; clones share one connection pool.
#[derive(Clone)]
pub struct Client {
    pub(crate) settings: Arc<Settings>,
}

/// What the calls of a client have in common.
pub(crate) struct Settings {
    base_url: BaseUrl,
    /// Whether the caller named the server, which then is the server of every operation.
    is_given: bool,
    variables: Vec<(&'static str, String)>,
    pub(crate) credentials: Credentials,
    pub(crate) transport: Box<dyn Transport>,
    /// The headers of every request.
    headers: HeaderMap,
    /// The shared parameters that are among the headers.
    shared_headers: Vec<&'static str>,
    /// The query parameters of every request.
    query: Vec<(&'static str, String)>,
}

impl Settings {
    /// Returns the server of an operation, which may have one of its own.
    pub(crate) fn server(&self, own: Option<&str>) -> Result<Cow<'_, BaseUrl>, String> {
        match own {
            Some(own) if !self.is_given => {
                self.base_url.at(&url::expand(own, &self.variables)?).map(Cow::Owned)
            }
            _ => Ok(Cow::Borrowed(&self.base_url)),
        }
    }

    /// Returns the headers that every call of an operation has.
    pub(crate) fn headers(&self, operation: &Operation) -> HeaderMap {
        let mut headers = self.headers.clone();
        for name in self.shared_headers.iter().filter(|it| !operation.takes(it)) {
            headers.remove(*name);
        }
        headers
    }

    pub(crate) fn push_query(&self, operation: &Operation, target: &mut Target) {
        for (name, value) in self.query.iter().filter(|(name, _)| operation.takes(name)) {
            target.push_query(name, value);
        }
    }
}

impl Client {
    /// Returns the URL that the paths of the operations are appended to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.settings.base_url.as_str()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.settings.base_url.as_str();
        out.debug_struct("Client").field("base_url", &base_url).finish_non_exhaustive()
    }
}

/// What a generated client's builder holds.
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    variables: Vec<(&'static str, String)>,
    credentials: Credentials,
    unknown_schemes: Vec<String>,
    shared: Vec<(&'static str, Json)>,
    transport: Option<Box<dyn Transport>>,
    timeout: Duration,
}

impl ClientBuilder {
    /// Begins a client of an API.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            variables: Vec::new(),
            credentials: Credentials::new(api.schemes),
            unknown_schemes: Vec::new(),
            shared: Vec::new(),
            transport: None,
            timeout: Duration::from_secs(30),
        }
    }

    /// Sets the server; its path goes before the path of every operation.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets a variable in the URL of the server that the document names.
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.retain(|(it, _)| *it != name);
        self.variables.push((name, value.into()));
        self
    }

    /// Gives the token for every scheme that sends a bearer token.
    #[must_use]
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.credentials.give(&token.into(), description::Scheme::is_bearer);
        self
    }

    /// Gives the user and the password for every scheme that sends them.
    #[must_use]
    pub fn basic(mut self, user: &str, password: &str) -> Self {
        let secret = SecretString::from(format!("{user}:{password}"));
        self.credentials.give(&secret, description::Scheme::is_basic);
        self
    }

    /// Gives the credential for one scheme; for basic authentication it is `user:password`.
    #[must_use]
    pub fn credential(mut self, scheme: &str, secret: impl Into<SecretString>) -> Self {
        if self.api.schemes.iter().any(|it| it.name == scheme) {
            self.credentials.give(&secret.into(), |it| it.name == scheme);
        } else {
            self.unknown_schemes.push(scheme.to_owned());
        }
        self
    }

    /// Sets a parameter that every call sends.
    #[must_use]
    pub fn shared(mut self, name: &'static str, value: &impl Data) -> Self {
        self.shared.retain(|(it, _)| *it != name);
        self.shared.push((name, to_json(value)));
        self
    }

    /// Sends requests through another transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sets how long the default transport waits for a whole answer; 30 seconds if not set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Makes the client, or says what is wrong with what it was given.
    pub fn build(self) -> Result<Client, Error> {
        let place = Place { operation: self.api.name, request: String::new() };
        let credentials = self.credentials.clone();
        match self.settings() {
            Ok(settings) => Ok(Client { settings: Arc::new(settings) }),
            Err(problem) => {
                Err(Error::new(Failure::new(&place, &credentials, Cause::Request(problem)), None))
            }
        }
    }

    fn settings(self) -> Result<Settings, String> {
        let is_given = self.base_url.is_some();
        let base_url = match self.base_url {
            Some(base_url) => BaseUrl::parse(&base_url)?,
            None if self.api.base_url.is_empty() => {
                let problem = "the document does not say where the server is";
                return Err(format!("{problem}: give the builder of the client a `base_url`"));
            }
            None => BaseUrl::parse(&url::expand(self.api.base_url, &self.variables)?)?,
        };
        if let Some(unknown) = self.unknown_schemes.first() {
            return Err(format!("there is no security scheme `{unknown}`"));
        }
        self.credentials.check()?;
        let mut headers = base_headers(self.api);
        let (mut shared_headers, mut query) = (Vec::new(), Vec::new());
        for shared in self.api.shared {
            let value = shared_value(shared, &self.shared)?;
            if shared.place == description::Place::Query {
                query.push((shared.name, value));
            } else {
                insert_header(&mut headers, shared.name, &value)?;
                shared_headers.push(shared.name);
            }
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => transport::default_transport(&base_url, self.timeout)?,
        };
        let Self { credentials, variables, .. } = self;
        Ok(Settings {
            base_url,
            is_given,
            variables,
            credentials,
            transport,
            headers,
            shared_headers,
            query,
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the credentials nor the base URL, in which somebody may have put a password.
        out.debug_struct("ClientBuilder").field("api", &self.api.name).finish_non_exhaustive()
    }
}

/// Adds a header, or says why no request could carry it.
pub(crate) fn insert_header(
    headers: &mut HeaderMap,
    name: &str,
    value: &str,
) -> Result<(), String> {
    let header =
        HeaderName::try_from(name).map_err(|_| format!("`{name}` is not the name of a header"))?;
    let value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of `{name}` has a character that no header can carry"))?;
    headers.insert(header, value);
    Ok(())
}

fn base_headers(api: &Api) -> HeaderMap {
    let own = concat!("twinspec/", env!("CARGO_PKG_VERSION"));
    let agent = HeaderValue::try_from(format!("{}/{} {own}", api.name, api.version));
    let mut headers = HeaderMap::new();
    headers.insert(header::USER_AGENT, agent.unwrap_or(HeaderValue::from_static(own)));
    headers
}

fn shared_value(shared: &Shared, given: &[(&'static str, Json)]) -> Result<String, String> {
    let given = given.iter().find(|(name, _)| *name == shared.name);
    let given = given.and_then(|(_, json)| style::header_text(&Parameter::header(""), json));
    given.or(shared.default.map(str::to_owned)).ok_or_else(|| {
        format!("every call sends `{}`: give the builder of the client a value", shared.name)
    })
}
