//! Objects: structs for known members, maps for others.

use crate::document::Node;
use crate::lower::names;
use crate::lower::types::Types;
use crate::lower::types::enums::literal;
use crate::lower::types::example::example;
use crate::lower::types::merge::{self, Merged, Property};
use crate::lower::types::schema::{description, is_nullable};
use crate::model::{Member, Presence, Shape, Side, Type};

impl<'d> Types<'_, 'd> {
    /// Makes a map of an object that names no members.
    pub(super) fn map(&self, schema: &Node<'d>) -> Type {
        let values = schema.get("additionalProperties").filter(|it| it.value().is_object());
        let patterns = schema.get("patternProperties");
        let patterns: Vec<Node<'d>> = patterns
            .iter()
            .flat_map(|it| it.members().map(|(_, it)| it).collect::<Vec<_>>())
            .collect();
        let closed = schema.get("additionalProperties").is_some_and(|it| !it.value().is_object());
        let values = match (values, patterns.as_slice()) {
            (values, []) => values,
            // Values whose names follow no pattern need not be like the others.
            (None, [only]) if closed => Some(only.clone()),
            _ => None,
        };
        Type::Map(Box::new(match values {
            Some(values) => self.item(&values),
            None => Type::Json,
        }))
    }

    /// Returns the type of what stands in a list or a map, where null has a place of its own.
    pub(super) fn item(&self, schema: &Node<'d>) -> Type {
        match self.of(schema) {
            Type::Json => Type::Json,
            ty if is_nullable(schema) => Type::Maybe(Box::new(ty)),
            ty => ty,
        }
    }

    /// Reads the members of an object.
    pub(super) fn members(&self, schema: &Node<'d>, key: &str) {
        let Merged { properties, required, closed, rest } =
            merge::gather(schema, self.problems).unwrap_or_default();
        // The place for members that the document does not name.
        let mut taken = vec!["extra".to_owned()];
        let members = properties.into_iter().map(|(wire, property)| {
            let rust = names::free(names::snake(wire), |it| taken.contains(it));
            taken.push(rust.clone());
            let of = &property.node;
            let presence = presence(required.contains(&wire), is_nullable(of));
            Member {
                wire: wire.to_owned(),
                rust,
                doc: doc(of),
                ty: self.property(&property),
                presence,
                given_by: given_by(of),
                example: presence.is_given().then(|| example(of)).flatten(),
            }
        });
        let mut members: Vec<Member> = members.collect();
        // What must be there and is not described may be anything; an answer may lack it, for the
        // document says too little of it to be sure.
        for wire in required {
            if members.iter().any(|it| it.wire == wire) {
                continue;
            }
            let rust = names::free(names::snake(wire), |it| taken.contains(it));
            taken.push(rust.clone());
            members.push(Member {
                wire: wire.to_owned(),
                rust,
                doc: "Required, and not described.".to_owned(),
                ty: Type::Json,
                presence: Presence::Optional,
                given_by: Side::Both,
                example: None,
            });
        }
        let extra = rest.map(|it| self.item(&it));
        let extra = extra.or_else(|| (!closed).then_some(Type::Json));
        self.define(schema, key, Shape::Object { members, extra });
    }

    fn property(&self, property: &Property<'d>) -> Type {
        if property.differs { Type::Json } else { self.of(&property.node) }
    }
}

/// What a schema says of itself, and what the server takes when nothing is given.
fn doc(schema: &Node<'_>) -> String {
    let described = description(schema);
    let deprecated = if schema.is_true("deprecated") { "**Deprecated.** " } else { "" };
    let default = schema.get("default").and_then(|it| literal(it.value())).map(|it| it.text());
    let default = default.filter(|it| !it.is_empty() && it.len() < 60 && !described.contains('\n'));
    let default = default.map(|it| format!(" Default: `{it}`.")).unwrap_or_default();
    format!("{deprecated}{}{default}", described.trim()).trim().to_owned()
}

fn given_by(schema: &Node<'_>) -> Side {
    let is = |key| {
        let resolved = schema.resolve().is_ok_and(|it| it.is_true(key));
        schema.is_true(key) || resolved
    };
    match (is("readOnly"), is("writeOnly")) {
        (true, false) => Side::Server,
        (false, true) => Side::Client,
        _ => Side::Both,
    }
}

fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}
