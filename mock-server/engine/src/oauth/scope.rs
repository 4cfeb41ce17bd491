//! Scopes: what of the asked is granted.

use crate::oauth::OAuthError;
use crate::oauth::app::App;
use crate::oauth::endpoint::Endpoint;

/// Chooses the scopes of a grant: of those that are asked for the ones that there are, and all of
/// them where none is named. `None` confines nothing: the document knows of no scopes.
pub(super) fn choose(
    asked: Option<&str>,
    endpoint: &Endpoint,
    app: Option<&App>,
) -> Result<Option<Vec<String>>, OAuthError> {
    let known: Vec<&str> = endpoint.scopes().into_iter().map(|(name, _)| name).collect();
    let allowed = app.and_then(|it| it.scopes.as_deref());
    let is_offered = |it: &str| {
        (known.is_empty() || known.contains(&it))
            && allowed.is_none_or(|allowed| allowed.iter().any(|scope| scope == it))
    };
    let Some(asked) = asked else {
        let all: Vec<&str> = match allowed {
            Some(allowed) if known.is_empty() => allowed.iter().map(String::as_str).collect(),
            _ if known.is_empty() => return Ok(None),
            _ => known.clone(),
        };
        return Ok(Some(all.into_iter().filter(|it| is_offered(it)).map(str::to_owned).collect()));
    };
    let granted: Vec<String> =
        asked.split_whitespace().filter(|it| is_offered(it)).map(str::to_owned).collect();
    if granted.is_empty() { Err(OAuthError::Scope(asked.to_owned())) } else { Ok(Some(granted)) }
}

/// Chooses scopes of a token that is refreshed: it may have fewer than were consented to.
pub(super) fn narrow(
    asked: Option<&str>,
    granted: Option<&[String]>,
) -> Result<Option<Vec<String>>, OAuthError> {
    let Some(asked) = asked else { return Ok(granted.map(<[String]>::to_vec)) };
    let asked: Vec<String> = asked.split_whitespace().map(str::to_owned).collect();
    let more = |it: &&String| granted.is_some_and(|granted| !granted.contains(it));
    match asked.iter().find(more) {
        Some(more) => Err(OAuthError::Scope(more.clone())),
        None => Ok(Some(asked)),
    }
}
