//! Enums: of texts, which may be compared and shown as such, and of any other values.

use serde_json::Value;

use crate::document::Node;
use crate::lower::names;
use crate::lower::types::{Types, schema};
use crate::model::{Literal, LiteralValue, Shape, TextValue, Type};

impl<'d> Types<'_, 'd> {
    /// Makes an enum of the values that a schema lists; none if it lists none, or lists what no
    /// variant can stand for.
    pub(super) fn enumeration(&self, schema: &Node<'d>) -> Option<Type> {
        let values = schema::values(schema);
        let literals: Option<Vec<Literal>> = values.iter().map(|it| literal(it)).collect();
        let literals = literals.filter(|it| !it.is_empty())?;
        if literals.iter().all(|it| matches!(it, Literal::Boolean(_))) {
            return Some(Type::Boolean);
        }
        let texts: Option<Vec<&str>> = values.iter().map(|it| it.as_str()).collect();
        Some(match texts {
            Some(texts) => self.text_enum(schema, &texts),
            None => self.value_enum(schema, literals),
        })
    }

    /// Makes an enum of texts.
    pub(super) fn text_enum(&self, schema: &Node<'d>, texts: &[&str]) -> Type {
        let variants = variants(schema, texts.iter().map(|it| (*it).to_owned()));
        let values = texts.iter().zip(variants);
        let values = values.map(|(wire, rust)| TextValue { wire: (*wire).to_owned(), rust });
        self.named(schema, Shape::TextEnum(values.collect()))
    }

    fn value_enum(&self, schema: &Node<'d>, literals: Vec<Literal>) -> Type {
        let variants = variants(schema, literals.iter().map(Literal::text));
        let values = literals.into_iter().zip(variants);
        let values = values.map(|(wire, rust)| LiteralValue { wire, rust });
        self.named(schema, Shape::ValueEnum(values.collect()))
    }
}

/// Names the variants: as `x-enum-varnames` says, which several generators know, or by the values.
fn variants(schema: &Node<'_>, values: impl Iterator<Item = String>) -> Vec<String> {
    let given = schema.get("x-enum-varnames").or_else(|| schema.get("x-enumNames"));
    let given = given.map(|it| schema::texts(&it)).unwrap_or_default();
    // The variant for values that the document does not know.
    let mut taken = vec!["Other".to_owned()];
    let variant = |(index, value): (usize, String)| {
        let name = given.get(index).copied().unwrap_or(&value);
        let rust = names::free(names::variant(name), |it| taken.contains(it));
        taken.push(rust.clone());
        rust
    };
    values.enumerate().map(variant).collect()
}

/// Returns a value that a variant can stand for.
pub(super) fn literal(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::Null => Literal::Null,
        Value::Bool(flag) => Literal::Boolean(*flag),
        Value::String(text) => Literal::Text(text.clone()),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Literal::Integer(integer),
            None => Literal::Number(number.as_f64()?),
        },
        Value::Array(_) | Value::Object(_) => return None,
    })
}
