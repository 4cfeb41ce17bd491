//! Apps: who may ask for tokens.

use serde_json::Value;

use crate::Map;
use crate::credentials::{Grant, Keys, SCOPES, Voucher, is_same, scopes_of};
use crate::oauth::OAuthError;

/// An app that was registered, in a data file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct App {
    pub(crate) id: String,
    /// `None` for an app that can keep no secret.
    pub(crate) secret: Option<String>,
    /// Where people may be sent back to.
    pub(crate) redirect_uris: Vec<String>,
    /// `None` lets it ask for all that the document has.
    pub(crate) scopes: Option<Vec<String>>,
    /// Codes as if somebody had consented.
    pub(crate) codes: Vec<Code>,
    /// What is known of tokens that it gets in its own name.
    pub(crate) claims: Map,
}

/// A code of a data file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Code {
    pub(crate) value: String,
    /// `None` gives all that the app may ask for.
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) claims: Map,
}

impl App {
    /// Reads an app of a data file, or says what is wrong and where in it.
    pub(crate) fn from_json(json: Value) -> Result<Self, (String, String)> {
        let Value::Object(mut members) = json else {
            return Err((String::new(), "an app must be an object: `{clientId: …}`".to_owned()));
        };
        let wrong =
            |name: &str, what: &str| (format!("/{name}"), format!("`{name}` must be {what}"));
        let mut take = |name: &str| members.shift_remove(name).filter(|it| !it.is_null());
        let id = match take("clientId") {
            Some(Value::String(id)) if !id.is_empty() => id,
            _ => return Err(wrong("clientId", "there, and a text")),
        };
        let secret = match take("clientSecret") {
            None => None,
            Some(Value::String(secret)) => Some(secret),
            Some(_) => return Err(wrong("clientSecret", "a text")),
        };
        let redirect_uris = match take("redirectUris") {
            None => Vec::new(),
            Some(list @ Value::Array(_)) => {
                scopes_of(&list).ok_or_else(|| wrong("redirectUris", "a list of texts"))?
            }
            Some(_) => return Err(wrong("redirectUris", "a list of texts")),
        };
        let scopes = take(SCOPES).map(|it| scopes_of(&it).ok_or_else(|| wrong(SCOPES, "texts")));
        let scopes = scopes.transpose()?;
        let codes = match take("codes") {
            None => Vec::new(),
            Some(Value::Array(codes)) => {
                let code = |it| Code::from_json(it).ok_or_else(|| wrong("codes", Code::FORM));
                codes.into_iter().map(code).collect::<Result<_, _>>()?
            }
            Some(_) => return Err(wrong("codes", Code::FORM)),
        };
        Ok(Self { id, secret, redirect_uris, scopes, codes, claims: members })
    }
}

impl Code {
    const FORM: &str = "a list of `{code: …}`";

    fn from_json(json: Value) -> Option<Self> {
        let mut claims = match json {
            Value::Object(members) => members,
            text @ Value::String(_) => [("code".to_owned(), text)].into_iter().collect(),
            _ => return None,
        };
        let Some(Value::String(value)) = claims.shift_remove("code") else { return None };
        let scopes = match claims.shift_remove(SCOPES) {
            None => None,
            Some(scopes) => Some(scopes_of(&scopes)?),
        };
        Some(Self { value, scopes, claims })
    }
}

/// Gives out the codes of the apps.
pub(crate) fn give_codes(apps: &[App], keys: &mut Keys) {
    for (app, code) in apps.iter().flat_map(|app| app.codes.iter().map(move |it| (app, it))) {
        let grant = Grant {
            number: keys.next_grant(),
            client: app.id.clone(),
            scopes: code.scopes.clone().or_else(|| app.scopes.clone()),
            claims: code.claims.clone(),
        };
        keys.codes.add(Voucher::new(code.value.clone(), grant, None));
    }
}

/// Finds an app by its id. Without any that are registered, every app is one that nothing is known
/// of, and `None` is given for it.
pub(super) fn find<'a>(apps: &'a [App], id: &str) -> Result<Option<&'a App>, OAuthError> {
    if apps.is_empty() {
        return Ok(None);
    }
    let app = apps.iter().find(|it| is_same(&it.id, id));
    app.map(Some).ok_or_else(|| OAuthError::Client(format!("there is no client `{id}`")))
}

/// Finds an app that shows its secret.
pub(super) fn authenticate<'a>(
    apps: &'a [App],
    id: &str,
    secret: Option<&str>,
) -> Result<Option<&'a App>, OAuthError> {
    let app = find(apps, id)?;
    match (app.and_then(|it| it.secret.as_deref()), secret) {
        (Some(_), None) => Err(OAuthError::Missing("client_secret".to_owned())),
        (Some(known), Some(shown)) if !is_same(known, shown) => {
            Err(OAuthError::Client("the client secret is wrong".to_owned()))
        }
        _ => Ok(app),
    }
}
