//! Turns a validator's errors into violations that name one place each.

use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use crate::verdict::{Side, Violation};

/// A wrong list of a thousand items is one mistake made a thousand times.
const MOST: usize = 10;

pub(super) fn explain(
    validator: &Validator,
    value: &Value,
    side: Side,
    place: &str,
) -> Vec<Violation> {
    let mut violations = Vec::new();
    for error in validator.iter_errors(value).take(MOST) {
        let error = closest(&error);
        let path = error.instance_path().as_str();
        let place = if path.is_empty() { place.to_owned() } else { format!("{place} {path}") };
        violations.push(Violation::new(side, place, expected(error), found(error)));
    }
    violations
}

/// In an `anyOf` or `oneOf`, the error of the member that went furthest into the value: that is
/// most likely the one that was meant.
fn closest<'e, 'i>(error: &'e ValidationError<'i>) -> &'e ValidationError<'i>
where
    'static: 'i,
{
    let (Kind::AnyOf { context } | Kind::OneOfNotValid { context }) = error.kind() else {
        return error;
    };
    let depth = |it: &ValidationError<'_>| it.instance_path().as_str().matches('/').count();
    let here = depth(error);
    let best = context.iter().flatten().map(closest).max_by_key(|it| depth(it));
    best.filter(|it| depth(it) > here).unwrap_or(error)
}

fn expected(error: &ValidationError<'_>) -> String {
    match error.kind() {
        Kind::Type { kind: TypeKind::Single(name) } => format!("type `{name}`"),
        Kind::Type { kind: TypeKind::Multiple(names) } => {
            let names: Vec<_> = names.iter().map(|it| format!("`{it}`")).collect();
            format!("type {}", names.join(" or "))
        }
        Kind::Required { property } => format!("property {property}"),
        Kind::Format { format } => format!("format `{format}`"),
        Kind::Pattern { pattern } => format!("a match of `{pattern}`"),
        Kind::Enum { options } => format!("one of {options}"),
        Kind::Constant { expected_value } => format!("{expected_value}"),
        Kind::Minimum { limit } => format!("at least {limit}"),
        Kind::Maximum { limit } => format!("at most {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("more than {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("less than {limit}"),
        Kind::MinLength { limit } => format!("at least {limit} characters"),
        Kind::MaxLength { limit } => format!("at most {limit} characters"),
        Kind::MinItems { limit } => format!("at least {limit} items"),
        Kind::MaxItems { limit } => format!("at most {limit} items"),
        Kind::UniqueItems => "items that differ".to_owned(),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            format!("no property `{}`", unexpected.join("`, `"))
        }
        // Alone, `additionalProperties: false` is reported at the object, with a member's value.
        Kind::FalseSchema if error.schema_path().as_str().ends_with("/additionalProperties") => {
            "no properties".to_owned()
        }
        Kind::FalseSchema => "nothing".to_owned(),
        Kind::AnyOf { .. } => "a match of one schema in `anyOf`".to_owned(),
        Kind::OneOfNotValid { .. } => "a match of one schema in `oneOf`".to_owned(),
        Kind::OneOfMultipleValid { .. } => "a match of only one schema in `oneOf`".to_owned(),
        // The rest is rare; the library's own words will do.
        _ => format!("otherwise ({})", error.masked()),
    }
}

fn found(error: &ValidationError<'_>) -> String {
    let value = error.instance();
    match (error.kind(), value.as_object()) {
        // What is there tells more than what it says.
        (Kind::Required { .. } | Kind::AdditionalProperties { .. }, Some(members)) => {
            let names: Vec<_> = members.keys().map(|it| format!("`{it}`")).collect();
            if names.is_empty() { "none".to_owned() } else { names.join(", ") }
        }
        _ => value.to_string(),
    }
}
