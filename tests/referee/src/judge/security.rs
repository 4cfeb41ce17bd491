//! Whether a request brings credentials of a shape that the document accepts.

use super::request::{Texts, header_text};
use crate::{
    model::{Alternative, Credential, Location},
    verdict::{Side, Violation},
};

/// The reason why none of the alternatives is satisfied.
pub(super) fn reason(alternatives: &[Alternative], texts: &Texts<'_>) -> Option<Violation> {
    let is_satisfied = |it: &Alternative| it.0.iter().all(|it| is_present(it, texts));
    if alternatives.is_empty() || alternatives.iter().any(is_satisfied) {
        return None;
    }
    let expected: Vec<String> = alternatives.iter().map(describe).collect();
    // What was sent instead may be a secret; a report is no place for it.
    let found = "no such credentials";
    Some(Violation::new(Side::Request, "security", expected.join(" or "), found))
}

fn is_present(credential: &Credential, texts: &Texts<'_>) -> bool {
    let find = |pairs: &[(String, String)], name: &str| {
        pairs.iter().any(|(it, value)| it == name && !value.is_empty())
    };
    match credential {
        Credential::Authorization(scheme) => header_text(texts.headers, "authorization")
            .is_some_and(|text| {
                let (found, token) = text.trim().split_once(' ').unwrap_or((&text, ""));
                found.eq_ignore_ascii_case(scheme) && !token.trim().is_empty()
            }),
        Credential::ApiKey { location: Location::Query, name } => find(&texts.query, name),
        Credential::ApiKey { location: Location::Cookie, name } => find(&texts.cookies, name),
        Credential::ApiKey { name, .. } => {
            header_text(texts.headers, name).is_some_and(|it| !it.trim().is_empty())
        }
        Credential::Invisible => true,
    }
}

fn describe(alternative: &Alternative) -> String {
    let credentials = alternative.0.iter().map(|it| match it {
        Credential::Authorization(scheme) => format!("`Authorization: {scheme} …`"),
        Credential::ApiKey { location: Location::Query, name } => format!("`?{name}=…`"),
        Credential::ApiKey { location: Location::Cookie, name } => format!("`Cookie: {name}=…`"),
        Credential::ApiKey { name, .. } => format!("`{name}: …`"),
        Credential::Invisible => "a client certificate".to_owned(),
    });
    credentials.collect::<Vec<_>>().join(" and ")
}
