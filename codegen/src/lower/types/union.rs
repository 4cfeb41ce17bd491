//! `oneOf` and `anyOf` whose parts are told apart by the JSON kind of the value.
//!
//! Other unions stay raw JSON for now: telling them apart takes a look inside the value.

use crate::document::Node;
use crate::lower::frame::resolve;
use crate::lower::types::{Types, is_null, is_nullable, kind};
use crate::model::{Kind, KindVariant, Shape, Type};

impl<'d> Types<'_, 'd> {
    pub(super) fn union(&self, schema: &Node<'d>, parts: &Node<'d>, name: &str) -> Type {
        // `{nullable: true, oneOf: [X]}` is X; whether it may be null was asked already.
        let parts: Vec<Node<'d>> = parts.items().filter(|it| !is_null(it)).collect();
        if let [only] = parts.as_slice() {
            return self.of(only, name);
        }
        if parts.is_empty() {
            return Type::Json;
        }
        for part in &parts {
            // A part that leads nowhere makes the union raw; this says why.
            let _ = resolve(part, self.problems);
        }
        let kinds: Option<Vec<Kind>> = parts.iter().map(json_kind).collect();
        let Some(kinds) = kinds.filter(|it| is_distinct(it)) else {
            return self.raw(schema, "a union whose parts have one JSON kind in common");
        };
        if parts.iter().any(is_nullable) {
            return self.raw(schema, "a union with a part that may be null");
        }
        let (ty, name) = self.reserve(schema, name);
        let variants = parts.iter().zip(kinds).map(|(part, kind)| KindVariant {
            kind,
            ty: self.of(part, &format!("{name}{kind:?}")),
        });
        let variants = variants.collect();
        self.define(schema, name, Shape::KindUnion(variants));
        ty
    }
}

fn json_kind(part: &Node<'_>) -> Option<Kind> {
    let part = part.resolve().ok()?;
    Some(match kind(&part)? {
        "string" => Kind::Text,
        "integer" | "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "array" => Kind::List,
        "object" => Kind::Object,
        _ => return None,
    })
}

fn is_distinct(kinds: &[Kind]) -> bool {
    kinds.iter().enumerate().all(|(index, kind)| !kinds[..index].contains(kind))
}
