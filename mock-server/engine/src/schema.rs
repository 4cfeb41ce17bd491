//! Schemas of requests: what a value must satisfy, and all the ways in which it does not.

mod request;

use std::sync::{Arc, OnceLock};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value, json};
use twinspec_blueprint::SchemaText;

use crate::definitions::Definitions;
use crate::violation::{RequestPart, Violation, kind_of};

/// A schema, which becomes ready to check values when it is asked to for the first time.
pub(crate) struct Schema {
    text: SchemaText,
    /// Whose it is, for people.
    owner: String,
    definitions: Arc<Definitions>,
    /// Nothing if the schema cannot be used: then everything satisfies it.
    validator: OnceLock<Option<Validator>>,
}

impl Schema {
    pub(crate) fn new(text: &SchemaText, owner: String, definitions: &Arc<Definitions>) -> Self {
        let (text, definitions) = (text.clone(), Arc::clone(definitions));
        Self { text, owner, definitions, validator: OnceLock::new() }
    }

    /// Returns every way in which a value does not satisfy the schema, in the order of the places
    /// in the value. `name` is the parameter's; a body has none.
    pub(crate) fn violations(
        &self,
        part: RequestPart,
        name: &str,
        value: &Value,
    ) -> Vec<Violation> {
        let Some(validator) = self.validator() else { return Vec::new() };
        // Valid values are the rule, and `is_valid` is far cheaper than the search for reasons.
        if validator.is_valid(value) {
            return Vec::new();
        }
        let mut violations = Vec::new();
        for error in validator.iter_errors(value) {
            explain(&error, part, name, &mut violations);
        }
        violations.sort_by(|left, right| {
            let left = left.pointer.split('/').map(sort_key);
            left.cmp(right.pointer.split('/').map(sort_key))
        });
        violations.dedup();
        violations
    }

    fn validator(&self) -> Option<&Validator> {
        let compiled = self.validator.get_or_init(|| {
            // Whoever wrote the document cannot mend it during a test, so the mock goes on.
            self.compile()
                .inspect_err(|error| {
                    let owner = &self.owner;
                    eprintln!("the schema of {owner} cannot be used and is not checked: {error}");
                })
                .ok()
        });
        compiled.as_ref()
    }

    fn compile(&self) -> Result<Validator, String> {
        let schema: Value = serde_json::from_str(&self.text).map_err(|it| it.to_string())?;
        let definitions = self.definitions.reached_from(&schema);
        let definitions: Map<String, Value> =
            definitions.into_iter().map(|(name, it)| (name, request::of(it))).collect();
        let schema = json!({ "allOf": [request::of(&schema)], "$defs": definitions });
        options().build(&schema).map_err(|it| it.to_string())
    }
}

/// The settings of all validators: what a format promises is held.
pub(crate) fn options() -> jsonschema::ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        // `byte` is how OpenAPI calls base64.
        .with_format("byte", is_base64)
        .offline()
}

fn is_base64(text: &str) -> bool {
    data_encoding::BASE64.decode(text.as_bytes()).is_ok()
}

/// Turns an error of the validator into violations: one for each property or reason.
fn explain(
    error: &ValidationError<'_>,
    part: RequestPart,
    name: &str,
    violations: &mut Vec<Violation>,
) {
    let pointer = error.instance_path().as_str();
    let found = kind_of(error.instance());
    let keyword = error.kind().keyword();
    let mut add = |pointer: String, expected: Value, found: &'static str| {
        let name = if part == RequestPart::Body { last_name(&pointer) } else { name.to_owned() };
        violations.push(Violation::new(part, &name, pointer, keyword, expected, found));
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            for property in unexpected {
                let found = error.instance().get(property).map_or("nothing", kind_of);
                add(child(pointer, property), Value::Null, found);
            }
        }
        ValidationErrorKind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            add(child(pointer, property), Value::Null, "nothing");
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }
            if meant(context).is_some() =>
        {
            for error in meant(context).unwrap_or_default() {
                explain(error, part, name, violations);
            }
        }
        kind => add(pointer.to_owned(), expected(kind), found),
    }
}

/// Picks the branch that the caller must have meant, if only one is left: those are not meant that
/// want another type. `{anyOf: [{$ref: Address}, {type: null}]}` is how a nullable object looks,
/// and "not valid under any" would hide what is wrong with the address.
fn meant<'a>(
    branches: &'a [Vec<ValidationError<'static>>],
) -> Option<&'a [ValidationError<'static>]> {
    let mut candidates = branches.iter().filter(|errors| {
        let depth = errors.iter().map(|it| it.instance_path().as_str().len()).min();
        !errors.iter().any(|it| {
            matches!(it.kind(), ValidationErrorKind::Type { .. })
                && Some(it.instance_path().as_str().len()) == depth
        })
    });
    let first = candidates.next()?;
    candidates.next().is_none().then_some(first)
}

fn expected(kind: &ValidationErrorKind) -> Value {
    use ValidationErrorKind as Kind;
    match kind {
        Kind::Type { kind: TypeKind::Single(one) } => one.as_str().into(),
        Kind::Type { kind: TypeKind::Multiple(several) } => {
            several.iter().map(|it| Value::from(it.as_str())).collect()
        }
        Kind::Enum { options } => Value::clone(options),
        Kind::Constant { expected_value } => Value::clone(expected_value),
        Kind::Format { format } => format.as_str().into(),
        Kind::Pattern { pattern } => pattern.as_str().into(),
        Kind::Minimum { limit }
        | Kind::Maximum { limit }
        | Kind::ExclusiveMinimum { limit }
        | Kind::ExclusiveMaximum { limit } => limit.clone(),
        Kind::MultipleOf { multiple_of } => (*multiple_of).into(),
        Kind::MinLength { limit }
        | Kind::MaxLength { limit }
        | Kind::MinItems { limit }
        | Kind::MaxItems { limit }
        | Kind::MinProperties { limit }
        | Kind::MaxProperties { limit } => (*limit).into(),
        _ => Value::Null,
    }
}

/// Appends a property to a JSON Pointer.
fn child(pointer: &str, property: &str) -> String {
    format!("{pointer}/{}", property.replace('~', "~0").replace('/', "~1"))
}

/// Returns the name of the property that a JSON Pointer ends in.
fn last_name(pointer: &str) -> String {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    name.replace("~1", "/").replace("~0", "~")
}

/// Orders the tenth item of a list after the second.
fn sort_key(segment: &str) -> (Option<usize>, &str) {
    (segment.parse().ok(), segment)
}
