//! Schemas: what a value must satisfy, and all the ways in which it does not.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Value, json};

use crate::error::Problem;
use crate::violation::{RequestPart, Violation, kind_of};

/// Where the shared definitions live; nothing is ever fetched from there.
const DEFINITIONS: &str = "twinspec:///definitions";

/// The definitions that schemas refer to.
pub(crate) struct Definitions {
    registry: Registry<'static>,
}

/// A schema, ready to check values.
#[derive(Debug)]
pub(crate) struct Schema {
    validator: Validator,
}

impl Definitions {
    pub(crate) fn new(text: &str) -> Result<Self, Problem> {
        let definitions: Value = serde_json::from_str(text)
            .map_err(|error| Problem::new(format!("the definitions are not JSON: {error}")))?;
        Registry::new()
            .draft(Draft::Draft202012)
            .add(DEFINITIONS, json!({ "$defs": definitions }))
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map(|registry| Self { registry })
            .map_err(|error| Problem::new(format!("the definitions cannot be used: {error}")))
    }

    /// Compiles a schema; `owner` says in a problem whose it is.
    pub(crate) fn compile(&self, text: &str, owner: &str) -> Result<Schema, Problem> {
        let mut schema: Value = serde_json::from_str(text)
            .map_err(|error| Problem::new(format!("the schema of {owner} is not JSON: {error}")))?;
        redirect(&mut schema);
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build(&schema)
            .map(|validator| Schema { validator })
            .map_err(|error| Problem::new(format!("the schema of {owner} cannot be used: {error}")))
    }
}

impl Schema {
    /// Returns every way in which a value does not satisfy the schema, in the order of the places
    /// in the value. `name` is the parameter's; a body has none.
    pub(crate) fn violations(
        &self,
        part: RequestPart,
        name: &str,
        value: &Value,
    ) -> Vec<Violation> {
        // Valid values are the rule, and `is_valid` is far cheaper than the search for reasons.
        if self.validator.is_valid(value) {
            return Vec::new();
        }
        let mut violations = Vec::new();
        for error in self.validator.iter_errors(value) {
            explain(&error, part, name, &mut violations);
        }
        violations.sort_by(|left, right| {
            let left = left.pointer.split('/').map(sort_key);
            left.cmp(right.pointer.split('/').map(sort_key))
        });
        violations.dedup();
        violations
    }
}

/// Points `#/$defs/X` into the shared definitions.
fn redirect(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(target) if key == "$ref" && target.starts_with("#/$defs/") => {
                        target.insert_str(0, DEFINITIONS);
                    }
                    _ => redirect(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redirect),
        _ => {}
    }
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
