//! Schemas to Rust types.
//!
//! Every named type is made once, however many references lead to it. A schema that says more than
//! the types can hold becomes raw JSON, with a warning: never a type that is wrong.

mod union;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::names;
use crate::model::{Definition, Member, Presence, Shape, TextValue, Type};

/// The keywords that are understood, by the types or by the mock's checks.
const KEYWORDS: [&str; 36] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Makes types of schemas and keeps those that have a name.
pub(super) struct Types<'p, 'd> {
    problems: &'p Problems<'d>,
    definitions: RefCell<BTreeMap<String, Option<Definition>>>,
    by_place: RefCell<BTreeMap<Pointer, Type>>,
}

impl<'p, 'd> Types<'p, 'd> {
    pub(super) fn new(problems: &'p Problems<'d>) -> Self {
        Self { problems, definitions: RefCell::default(), by_place: RefCell::default() }
    }

    /// Returns the type of a schema; `name` is for a type that the document does not name.
    pub(super) fn of(&self, schema: &Node<'_>, name: &str) -> Type {
        let Some(schema) = resolve(schema, self.problems) else { return Type::Json };
        if let Some(known) = self.by_place.borrow().get(schema.pointer()) {
            return known.clone();
        }
        let component = schema.pointer().component("schemas");
        let name = component.map_or_else(|| names::pascal(name), names::pascal);
        self.make(&schema, &name)
    }

    /// Returns the named types in the order of their names, and boxes those that hold themselves.
    pub(super) fn finish(self, sent: &[Type], answered: &[Type]) -> Vec<Definition> {
        let definitions = self.definitions.into_inner().into_values().flatten();
        let mut definitions: Vec<Definition> = definitions.collect();
        reach(&mut definitions, sent, |it| it.sent = true);
        reach(&mut definitions, answered, keep_unknown);
        box_cycles(&mut definitions);
        definitions
    }

    fn make(&self, schema: &Node<'_>, name: &str) -> Type {
        self.check_keywords(schema);
        if let Some(only) = only_part(schema) {
            return self.of(&only, name);
        }
        if schema.get("allOf").is_some() {
            return self.raw(schema, "`allOf` of several schemas");
        }
        if let Some(parts) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            return self.union(schema, &parts, name);
        }
        if schema.get("enum").is_some() && kind(schema) == Some("string") {
            return self.text_enum(schema, name);
        }
        match kind(schema) {
            Some("string") => Type::Text,
            Some("integer") => Type::Integer,
            Some("number") => Type::Number,
            Some("boolean") => Type::Boolean,
            Some("array") => match schema.get("items") {
                Some(items) => Type::List(Box::new(self.of(&items, &format!("{name}Item")))),
                None => Type::List(Box::new(Type::Json)),
            },
            Some("object") => self.object(schema, name),
            // A schema without a type admits anything.
            _ => Type::Json,
        }
    }

    fn object(&self, schema: &Node<'_>, name: &str) -> Type {
        let additional = schema.get("additionalProperties");
        let Some(properties) = schema.get("properties").filter(|it| it.members().next().is_some())
        else {
            return Type::Map(Box::new(match additional.filter(|it| it.value().is_object()) {
                Some(values) => self.of(&values, &format!("{name}Value")),
                None => Type::Json,
            }));
        };
        let (ty, name) = self.reserve(schema, name);
        let required: Vec<&str> =
            schema.get("required").into_iter().flat_map(|it| texts(&it)).collect();
        let mut taken = Vec::new();
        let members = properties.members().map(|(wire, property)| {
            let rust = names::free(names::snake(wire), &taken);
            taken.push(rust.clone());
            Member {
                wire: wire.to_owned(),
                rust,
                doc: description(&property),
                ty: self.of(&property, &format!("{name}_{wire}")),
                presence: presence(required.contains(&wire), is_nullable(&property)),
            }
        });
        let members = members.collect();
        let open = additional.is_none_or(|it| it.value() != &Value::Bool(false));
        self.define(schema, name, Shape::Object { members, open });
        ty
    }

    fn text_enum(&self, schema: &Node<'_>, name: &str) -> Type {
        let (ty, name) = self.reserve(schema, name);
        // The variant for values that the document does not know.
        let mut taken = vec!["Other".to_owned()];
        let values = schema.get("enum").into_iter().flat_map(|it| texts(&it)).map(|wire| {
            let rust = names::free(names::variant(wire), &taken);
            taken.push(rust.clone());
            TextValue { wire: wire.to_owned(), rust }
        });
        let values = values.collect();
        self.define(schema, name, Shape::TextEnum(values));
        ty
    }

    /// Takes a name before the type's parts are made: they may refer back to it.
    fn reserve(&self, schema: &Node<'_>, name: &str) -> (Type, String) {
        let mut definitions = self.definitions.borrow_mut();
        let taken: Vec<String> = definitions.keys().cloned().collect();
        let name = names::free(name.to_owned(), &taken);
        definitions.insert(name.clone(), None);
        let ty = Type::Named(name.clone());
        self.by_place.borrow_mut().insert(schema.pointer().clone(), ty.clone());
        (ty, name)
    }

    fn define(&self, schema: &Node<'_>, name: String, shape: Shape) {
        let definition =
            Definition { rust: name.clone(), doc: description(schema), shape, sent: false };
        self.definitions.borrow_mut().insert(name, Some(definition));
    }

    fn raw(&self, schema: &Node<'_>, what: &str) -> Type {
        self.problems.note(diagnostic::KEYWORD, schema, format!("{what} is not typed"));
        Type::Json
    }

    fn check_keywords(&self, schema: &Node<'_>) {
        for (key, member) in schema.members() {
            if !KEYWORDS.contains(&key) && !key.starts_with("x-") {
                let message = format!("`{key}` is no keyword of an OpenAPI 3.0 schema");
                self.problems.note(diagnostic::UNKNOWN_KEYWORD, &member, message);
            }
        }
    }
}

/// Whether `null` may stand for a value of the schema.
pub(super) fn is_nullable(schema: &Node<'_>) -> bool {
    let resolved = schema.resolve().ok();
    resolved.is_some_and(|it| {
        it.is_true("nullable") || only_part(&it).is_some_and(|part| is_nullable(&part))
    })
}

/// Returns the schema inside an `allOf` of one: the way to say more about a reference in 3.0.
pub(super) fn only_part<'d>(schema: &Node<'d>) -> Option<Node<'d>> {
    let parts: Vec<Node<'d>> = schema.get("allOf")?.items().collect();
    let [only] = parts.as_slice() else { return None };
    schema.get("properties").is_none().then(|| only.clone())
}

/// Returns the `type` of a schema, or what its other keywords leave no doubt of.
pub(super) fn kind<'d>(schema: &Node<'d>) -> Option<&'d str> {
    let declared = schema.get("type").and_then(Node::text);
    let implied = || match () {
        () if schema.get("properties").is_some() => Some("object"),
        () if schema.get("additionalProperties").is_some() => Some("object"),
        () if schema.get("items").is_some() => Some("array"),
        () => None,
    };
    declared.or_else(implied)
}

/// Returns what a schema says of itself, or what the schema it refers to says.
pub(super) fn description(schema: &Node<'_>) -> String {
    let own = |it: &Node<'_>| it.get("description").and_then(Node::text).map(str::to_owned);
    own(schema).or_else(|| own(&schema.resolve().ok()?)).unwrap_or_default()
}

/// Returns the texts of an array.
pub(super) fn texts<'d>(array: &Node<'d>) -> Vec<&'d str> {
    array.items().filter_map(Node::text).collect()
}

fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

/// What an answer brings must not be lost.
fn keep_unknown(definition: &mut Definition) {
    if let Shape::Object { open, .. } = &mut definition.shape {
        *open = true;
    }
}

/// Marks every type that others lead to, once.
fn reach(definitions: &mut [Definition], roots: &[Type], mark: fn(&mut Definition)) {
    let mut reached = BTreeSet::new();
    let mut next: Vec<String> = roots.iter().flat_map(names_in).collect();
    while let Some(name) = next.pop() {
        let Some(definition) = definitions.iter_mut().find(|it| it.rust == name) else { continue };
        if reached.insert(name) {
            mark(definition);
            next.extend(parts(&definition.shape).flat_map(names_in));
        }
    }
}

/// A type that holds itself has no size; the member on the way back goes behind a pointer.
fn box_cycles(definitions: &mut [Definition]) {
    // Lists and maps are pointers already.
    let held = |shape: &Shape| -> Vec<String> {
        let direct = |ty: &Type| if let Type::Named(name) = ty { Some(name.clone()) } else { None };
        parts(shape).filter_map(direct).collect()
    };
    let graph: BTreeMap<String, Vec<String>> =
        definitions.iter().map(|it| (it.rust.clone(), held(&it.shape))).collect();
    let leads_to = |from: &str, to: &str| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(name) = next.pop() {
            if name == to {
                return true;
            }
            if seen.insert(name) {
                next.extend(graph.get(name).into_iter().flatten().map(String::as_str));
            }
        }
        false
    };
    for definition in definitions {
        let Shape::Object { members, .. } = &mut definition.shape else { continue };
        for member in members {
            if let Type::Named(name) = &member.ty
                && leads_to(name, &definition.rust)
            {
                member.ty = Type::Boxed(name.clone());
            }
        }
    }
}

fn parts(shape: &Shape) -> Box<dyn Iterator<Item = &Type> + '_> {
    match shape {
        Shape::Object { members, .. } => Box::new(members.iter().map(|it| &it.ty)),
        Shape::TextEnum(_) => Box::new(std::iter::empty()),
        Shape::KindUnion(variants) => Box::new(variants.iter().map(|it| &it.ty)),
    }
}

fn names_in(ty: &Type) -> Vec<String> {
    match ty {
        Type::Named(name) | Type::Boxed(name) => vec![name.clone()],
        Type::List(item) | Type::Map(item) => names_in(item),
        _ => Vec::new(),
    }
}
