//! What an authorization server does beyond RFC 6749.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use serde_json::Value;

use crate::Map;
use crate::oauth::OAuthError;
use crate::random::Shared;

type Exchange = dyn Fn(&Asked<'_>, &Map) -> Result<Map, OAuthError> + Send + Sync;
type GiveOut = dyn Fn(&mut Issue<'_>) -> Result<(), OAuthError> + Send + Sync;
type Read = dyn Fn(&mut Asked<'_>) + Send + Sync;
type Show = dyn Fn(&Asked<'_>, &mut Map) + Send + Sync;
type Word = dyn Fn(&Asked<'_>, &OAuthError) -> (StatusCode, Map) + Send + Sync;

/// What the authorization server of an API does, and RFC 6749 leaves open or has otherwise.
#[derive(Clone, Default)]
pub struct OAuth {
    pub(crate) authorize: Vec<String>,
    pub(crate) exchanges: Vec<(String, Arc<Exchange>)>,
    pub(crate) reconnect: Option<(String, Vec<String>)>,
    pub(crate) issue: Option<Arc<GiveOut>>,
    pub(crate) read: Option<Arc<Read>>,
    pub(crate) show: Option<Arc<Show>>,
    pub(crate) word: Option<Arc<Word>>,
    pub(crate) forgives_reuse: bool,
    pub(crate) needs_no_redirect_uri: bool,
}

impl OAuth {
    /// Makes rules that are those of RFC 6749.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a path of the authorize page.
    #[must_use]
    pub fn authorize(mut self, path: &str) -> Self {
        self.authorize.push(path.to_owned());
        self
    }

    /// Adds a route at which an app that lost its tokens gets a code for somebody, without their
    /// going through the page again; it must name them by one of these claims. The answer has
    /// `authorization_code` and `expires_at`.
    #[must_use]
    pub fn reconnect(mut self, path: &str, claims: &[&str]) -> Self {
        let claims = claims.iter().map(ToString::to_string).collect();
        self.reconnect = Some((path.to_owned(), claims));
        self
    }

    /// Rewrites what an app asks for before anything of it is looked at.
    #[must_use]
    pub fn read(mut self, read: impl Fn(&mut Asked<'_>) + Send + Sync + 'static) -> Self {
        self.read = Some(Arc::new(read));
        self
    }

    /// Decides on a token that is about to be given out: what is known of it, how long it is good
    /// for, and what else the answer says.
    #[must_use]
    pub fn issue(
        mut self,
        issue: impl Fn(&mut Issue<'_>) -> Result<(), OAuthError> + Send + Sync + 'static,
    ) -> Self {
        self.issue = Some(Arc::new(issue));
        self
    }

    /// Changes the form of an answer with a token.
    #[must_use]
    pub fn show(mut self, show: impl Fn(&Asked<'_>, &mut Map) + Send + Sync + 'static) -> Self {
        self.show = Some(Arc::new(show));
        self
    }

    /// Words a refusal, in the place of `{"error": "…", "error_description": "…"}`.
    #[must_use]
    pub fn word(
        mut self,
        word: impl Fn(&Asked<'_>, &OAuthError) -> (StatusCode, Map) + Send + Sync + 'static,
    ) -> Self {
        self.word = Some(Arc::new(word));
        self
    }

    /// Adds a route at which a bearer of a token gets another one. The function is given what is
    /// known of the bearer, and gives what is known of the new token.
    #[must_use]
    pub fn exchange(
        mut self,
        path: &str,
        exchange: impl Fn(&Asked<'_>, &Map) -> Result<Map, OAuthError> + Send + Sync + 'static,
    ) -> Self {
        self.exchanges.push((path.to_owned(), Arc::new(exchange)));
        self
    }

    /// Only refuses a refresh token that was used before. Without this, all that came of the same
    /// consent is taken back, for one of two who have it must be a thief (RFC 9700).
    #[must_use]
    pub fn forgive_reuse(mut self) -> Self {
        self.forgives_reuse = true;
        self
    }

    /// Lets an app exchange a code without naming again where the code was sent to.
    #[must_use]
    pub fn need_no_redirect_uri(mut self) -> Self {
        self.needs_no_redirect_uri = true;
        self
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OAuth").finish_non_exhaustive()
    }
}

/// What an app asks of the authorization server.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The members of its form or JSON.
    pub parameters: Map,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) made: &'a Shared,
}

impl Asked<'_> {
    /// Returns a parameter; one without a value counts as none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).and_then(Value::as_str).filter(|it| !it.is_empty())
    }

    /// Returns a parameter that must be there.
    pub fn need(&self, name: &str) -> Result<&str, OAuthError> {
        self.get(name).ok_or_else(|| OAuthError::Missing(name.to_owned()))
    }

    /// Draws a UUID, as answers of operations have them.
    #[must_use]
    pub fn uuid(&self) -> String {
        self.made.uuid()
    }

    /// Returns a header of the request.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A token that is about to be given out.
#[derive(Debug)]
pub struct Issue<'a> {
    /// How it was asked for: `authorization_code`, `refresh_token`, …, or the path of a further
    /// route.
    pub grant_type: &'a str,
    /// The request.
    pub asked: &'a Asked<'a>,
    /// What is known of the token's owner; tokens that are refreshed keep it.
    pub claims: &'a mut Map,
    /// How long the token is good for.
    pub lifetime: SignedDuration,
    /// Whether a refresh token is given out as well.
    pub is_refreshable: bool,
    /// How long that is good for; `None` is for ever.
    pub refresh_lifetime: Option<SignedDuration>,
    /// What the answer says besides.
    pub answer: Map,
}
