//! The keywords of schemas: which are understood, by the types or by the mock's checks, and what
//! kind of value each takes.

use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::Node;

/// The kind of value that a keyword takes.
#[derive(Clone, Copy)]
enum Form {
    Any,
    /// A flag in 3.0, a number in 3.1.
    Bound,
    Flag,
    Number,
    Text,
    Texts,
    Type,
    List,
    Object,
    Schema,
    Schemas,
}

const KEYWORDS: [(&str, Form); 58] = [
    ("$anchor", Form::Text),
    ("$comment", Form::Text),
    ("$defs", Form::Object),
    ("$id", Form::Text),
    ("$ref", Form::Text),
    ("$schema", Form::Text),
    ("additionalProperties", Form::Schema),
    ("allOf", Form::Schemas),
    ("anyOf", Form::Schemas),
    ("const", Form::Any),
    ("contains", Form::Schema),
    ("contentEncoding", Form::Text),
    ("contentMediaType", Form::Text),
    ("default", Form::Any),
    ("dependentRequired", Form::Object),
    ("dependentSchemas", Form::Object),
    ("deprecated", Form::Flag),
    ("description", Form::Text),
    ("discriminator", Form::Object),
    ("else", Form::Schema),
    ("enum", Form::List),
    ("example", Form::Any),
    ("examples", Form::Any),
    ("exclusiveMaximum", Form::Bound),
    ("exclusiveMinimum", Form::Bound),
    ("externalDocs", Form::Object),
    ("format", Form::Text),
    ("if", Form::Schema),
    ("items", Form::Schema),
    ("maxContains", Form::Number),
    ("maxItems", Form::Number),
    ("maxLength", Form::Number),
    ("maxProperties", Form::Number),
    ("maximum", Form::Number),
    ("minContains", Form::Number),
    ("minItems", Form::Number),
    ("minLength", Form::Number),
    ("minProperties", Form::Number),
    ("minimum", Form::Number),
    ("multipleOf", Form::Number),
    ("not", Form::Schema),
    ("nullable", Form::Flag),
    ("oneOf", Form::Schemas),
    ("pattern", Form::Text),
    ("patternProperties", Form::Object),
    ("prefixItems", Form::Schemas),
    ("properties", Form::Object),
    ("propertyNames", Form::Schema),
    ("readOnly", Form::Flag),
    ("required", Form::Texts),
    ("then", Form::Schema),
    ("title", Form::Text),
    ("type", Form::Type),
    ("unevaluatedItems", Form::Schema),
    ("unevaluatedProperties", Form::Schema),
    ("uniqueItems", Form::Flag),
    ("writeOnly", Form::Flag),
    ("xml", Form::Object),
];

/// Warns of what a schema says and nothing understands.
pub(in crate::lower) fn check(schema: &Node<'_>, problems: &Problems<'_>) {
    if !is_schema(schema.value()) {
        problems.note(diagnostic::KEYWORD_FORM, schema, "a schema is an object");
    }
    for (key, member) in schema.members().filter(|(key, _)| !key.starts_with("x-")) {
        match form(key) {
            None => {
                let message = format!("`{key}` is no keyword of an OpenAPI schema");
                problems.note(diagnostic::UNKNOWN_KEYWORD, &member, message);
            }
            Some(form) if !form.admits(member.value()) => {
                let message = format!("`{key}` must be {}", form.name());
                problems.note(diagnostic::KEYWORD_FORM, &member, message);
            }
            Some(_) => {}
        }
    }
}

/// Whether a keyword has a value that can be made use of.
pub(in crate::lower) fn is_well_formed(key: &str, value: &Node<'_>) -> bool {
    form(key).is_some_and(|it| it.admits(value.value()))
}

fn form(key: &str) -> Option<Form> {
    KEYWORDS.iter().find(|(name, _)| *name == key).map(|(_, form)| *form)
}

impl Form {
    fn admits(self, value: &Value) -> bool {
        let all = |test: fn(&Value) -> bool| value.as_array().is_some_and(|it| it.iter().all(test));
        match self {
            Self::Any => true,
            Self::Bound => value.is_boolean() || value.is_number(),
            Self::Flag => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Text => value.is_string(),
            Self::Texts => all(Value::is_string),
            Self::Type => value.as_str().is_some_and(is_type) || all(is_type_value),
            Self::List => value.is_array(),
            Self::Object => value.is_object(),
            Self::Schema => is_schema(value),
            Self::Schemas => all(is_schema) && value != &Value::Array(Vec::new()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Bound => "a flag or a number",
            Self::Flag => "`true` or `false`",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Texts => "a list of texts",
            Self::Type => "`string`, `number`, `integer`, `boolean`, `array`, `object` or `null`",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Schema => "a schema",
            Self::Schemas => "a list of schemas",
        }
    }
}

fn is_type(name: &str) -> bool {
    matches!(name, "string" | "number" | "integer" | "boolean" | "array" | "object" | "null")
}

fn is_type_value(value: &Value) -> bool {
    value.as_str().is_some_and(is_type)
}

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}
