//! Refusals in the words that the service uses.

use twinspec_mock::facade::Resource;
use twinspec_mock::{Denial, Refusal, RequestPart, StatusCode, Value, Violation};

use crate::behaviour::Missing;
use crate::generated::contact::DATE_OF_BIRTH;

/// Turns away a caller without the right token; a missing scope is a 401 too.
///
/// A token that nobody knows is told apart by how it looks, as the service does.
// fidelity(observed; recorded answers): each way to have the wrong token has its words; a missing
// scope is a 401. Held by `every_way_to_be_wrong_has_its_words`.
pub(super) fn denied(denial: &Denial, shown: &str) -> Refusal {
    let is_integration = shown.starts_with("pit-");
    let message = match denial {
        Denial::Scopes(_) => "The token is not authorized for this scope.",
        Denial::Unknown | Denial::Expired | Denial::Revoked if is_integration => {
            "Invalid Private Integration token"
        }
        Denial::Unknown => "Invalid JWT",
        Denial::Missing | Denial::Malformed | Denial::Expired | Denial::Revoked => {
            "Invalid token: access token is invalid"
        }
    };
    Refusal::new(StatusCode::UNAUTHORIZED, message)
}

/// What does not exist is a 400, unless chosen otherwise: the service knows 404 only for paths.
// fidelity(observed; recorded answers): a contact that does not exist is named in the refusal. Held
// by `an_unknown_contact_is_a_bad_request`.
pub(super) fn missing(missing: Missing, resource: &Resource, id: &str) -> Refusal {
    let mut name = resource.name.to_string();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Refusal::new(missing.status(), format!("{name} with id {id} not found"))
}

/// The `Version` header goes before everything else that is wrong, and is a 401.
// fidelity(observed; recorded answers): a wrong `Version` goes before everything else, and is a
// 401. Held by `a_missing_or_unknown_version_is_unauthorized`.
pub(super) fn version(violations: &[Violation]) -> Option<Refusal> {
    let is_version =
        |it: &&Violation| it.part == RequestPart::Header && it.name.eq_ignore_ascii_case("version");
    let violation = violations.iter().find(is_version)?;
    let message = if violation.keyword == "required" {
        "version header was not found."
    } else {
        "version header is invalid"
    };
    Some(Refusal::new(StatusCode::UNAUTHORIZED, message))
}

/// Words a violation as the service's validator does.
// fidelity(observed; recorded answers): unknown properties and e-mail addresses are refused in the
// words of the service's validator. Held by `unknown_properties_and_wrong_types_are_all_named`,
// `all_reasons_come_at_once`.
// fidelity(inferred; the same validator): all else is worded as that validator does. Held by
// `unknown_properties_and_wrong_types_are_all_named`.
pub(super) fn phrase(violation: &Violation) -> String {
    let path = path(violation);
    let expected = &violation.expected;
    match (violation.keyword.as_str(), kind(expected)) {
        ("additionalProperties", _) => format!("property {path} should not exist"),
        ("required", _) => format!("{path} should not be empty"),
        ("type", Some("string")) => format!("{path} must be a string"),
        ("type", Some("boolean")) => format!("{path} must be a boolean value"),
        ("type", Some("array")) => format!("{path} must be an array"),
        ("type", Some("object")) => format!("{path} must be an object"),
        ("type", Some("number" | "integer")) => format!("{path} must be a number"),
        ("format", Some("email")) => format!("{path} must be an email"),
        ("format", Some("date-time" | "date")) => {
            format!("{path} must be a valid ISO 8601 date string")
        }
        // Its pattern lists the days of the months, and helps nobody.
        ("pattern", _) if path == DATE_OF_BIRTH => {
            format!("{path} must be a valid ISO 8601 date string")
        }
        ("pattern", Some(pattern)) => format!("{path} must match {pattern} regular expression"),
        ("oneOf" | "anyOf", _) => format!("{path} must have one of the documented shapes"),
        ("minimum", _) => format!("{path} must not be less than {expected}"),
        ("maximum", _) => format!("{path} must not be greater than {expected}"),
        ("enum", _) => format!("{path} must be one of the following values: {}", list(expected)),
        _ => violation.message.clone(),
    }
}

/// What is asked for; the service does not mention that `null` would do as well.
fn kind(expected: &Value) -> Option<&str> {
    let several = expected.as_array().into_iter().flatten();
    let mut kinds = std::iter::once(expected).chain(several).filter_map(Value::as_str);
    kinds.find(|it| *it != "null")
}

/// The way to the value, with dots: `customFields.0.id`.
fn path(violation: &Violation) -> String {
    let within = violation.pointer.trim_start_matches('/').replace('/', ".");
    match (violation.part, within.is_empty()) {
        (RequestPart::Body, false) => within,
        (RequestPart::Body, true) => "body".to_owned(),
        (_, _) => violation.name.clone(),
    }
}

fn list(values: &Value) -> String {
    let texts = values.as_array().into_iter().flatten();
    let texts = texts.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
    texts.collect::<Vec<_>>().join(", ")
}
