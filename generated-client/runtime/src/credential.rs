//! Credentials: which ones an operation takes, where they go, and that nobody prints them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::description::{Operation, Scheme, SchemeKind};
use crate::url::Target;

/// The credentials that a client was given, one for each scheme at most.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    schemes: &'static [Scheme],
    given: Vec<(Scheme, SecretString)>,
}

impl Credentials {
    pub(crate) fn new(schemes: &'static [Scheme]) -> Self {
        Self { schemes, given: Vec::new() }
    }

    /// Gives a credential to the schemes that are meant.
    pub(crate) fn give(&mut self, secret: &SecretString, is_meant: impl Fn(&Scheme) -> bool) {
        for scheme in self.schemes.iter().filter(|it| is_meant(it)) {
            self.given.retain(|(it, _)| it.name != scheme.name);
            self.given.push((*scheme, secret.clone()));
        }
    }

    /// Says which credential no request could carry.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut in_headers =
            self.given.iter().filter(|(it, _)| !matches!(it.kind, SchemeKind::Query(_)));
        in_headers.try_for_each(|(scheme, secret)| header_value(scheme, secret).map(drop))
    }

    /// Puts the credentials of the first alternative that the client can meet into a request.
    pub(crate) fn apply(
        &self,
        operation: &Operation,
        target: &mut Target,
        headers: &mut HeaderMap,
        cookies: &mut Vec<String>,
    ) -> Result<(), String> {
        let met: Vec<_> = operation.security.iter().filter_map(|it| self.all_of(it)).collect();
        if met.is_empty() && !operation.security.is_empty() {
            return Err(self.lacking(operation));
        }
        // An empty alternative means that the credential is optional, not that it is unwelcome.
        let chosen = met.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
        for (scheme, secret) in chosen {
            match scheme.kind {
                SchemeKind::Bearer | SchemeKind::Basic => {
                    headers.insert(AUTHORIZATION, header_value(scheme, secret)?);
                }
                SchemeKind::Header(name) => {
                    let name = HeaderName::try_from(name)
                        .map_err(|_| format!("`{name}` is not the name of a header"))?;
                    headers.insert(name, header_value(scheme, secret)?);
                }
                SchemeKind::Query(name) => target.push_query(name, secret.expose_secret()),
                SchemeKind::Cookie(name) => {
                    cookies.push(format!("{name}={}", secret.expose_secret()));
                }
                SchemeKind::Transport => {}
            }
        }
        Ok(())
    }

    /// Takes the credentials out of a text, such as a server's message that repeats a token.
    ///
    /// Below eight characters a text is no secret, and taking it out would garble every message.
    pub(crate) fn redact(&self, text: String) -> String {
        let secrets = self.given.iter().flat_map(|(scheme, secret)| {
            let secret = secret.expose_secret();
            let whole = std::iter::once(secret.to_owned());
            whole.chain(scheme.is_basic().then(|| parts_of_basic(secret)).into_iter().flatten())
        });
        let secrets = secrets.filter(|it| it.len() >= 8);
        secrets.fold(text, |text, secret| text.replace(&secret, "[redacted]"))
    }

    fn all_of(&self, names: &[&str]) -> Option<Vec<&(Scheme, SecretString)>> {
        let is_sent =
            |name: &&&str| !self.schemes.iter().any(|it| it.name == **name && it.is_of_transport());
        names
            .iter()
            .filter(is_sent)
            .map(|name| self.given.iter().find(|(scheme, _)| scheme.name == *name))
            .collect()
    }

    fn lacking(&self, operation: &Operation) -> String {
        let way = |name: &&str| match self.schemes.iter().find(|it| it.name == *name) {
            Some(scheme) if scheme.is_bearer() => format!("`token(…)` for `{name}`"),
            _ => format!("`credential(\"{name}\", …)`"),
        };
        let ways = |names: &&[&str]| names.iter().map(way).collect::<Vec<_>>().join(" and ");
        let ways: Vec<String> = operation.security.iter().map(ways).collect();
        format!("it needs a credential: give the builder of the client {}", ways.join(" or "))
    }
}

fn header_value(scheme: &Scheme, secret: &SecretString) -> Result<HeaderValue, String> {
    let secret = secret.expose_secret();
    let value = match scheme.kind {
        SchemeKind::Bearer => HeaderValue::try_from(format!("Bearer {secret}")),
        SchemeKind::Basic => HeaderValue::try_from(format!("Basic {}", basic(secret))),
        // A semicolon would begin another cookie.
        SchemeKind::Cookie(_) => HeaderValue::try_from(secret.replace(';', "\n")),
        _ => HeaderValue::from_str(secret),
    };
    let mut value = value.map_err(|_| {
        format!("the credential for `{}` has a character that no header can carry", scheme.name)
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Encodes `user:password`; a user alone, which many APIs call a key, has an empty password.
fn basic(secret: &str) -> String {
    let colon = if secret.contains(':') { "" } else { ":" };
    STANDARD.encode(format!("{secret}{colon}"))
}

/// Returns what else of a user and a password nobody may see.
fn parts_of_basic(secret: &str) -> [String; 2] {
    let password = secret.split_once(':').map_or("", |(_, it)| it);
    [basic(secret), password.to_owned()]
}
