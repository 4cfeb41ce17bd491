//! Schemas to Rust types.
//!
//! Every named type is made once, however many references lead to it. A schema that says more than
//! the types can hold becomes raw JSON, with a warning: never a type that is wrong.
//!
//! An object takes its name when it is first met, and its members are read later: however long a
//! chain of references is, reading it goes no deeper.

mod cycles;
pub(super) mod keywords;
mod merge;
mod union;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::names;
use crate::lower::types::merge::Merged;
use crate::model::{Definition, Member, Presence, Shape, TextValue, Type};

/// How many schemas without a name of their own (lists, maps) may hold each other.
const DEPTH: usize = 64;

/// Makes types of schemas and keeps those that have a name.
pub(super) struct Types<'p, 'd> {
    problems: &'p Problems<'d>,
    definitions: RefCell<BTreeMap<String, Option<Definition>>>,
    by_place: RefCell<BTreeMap<Pointer, Type>>,
    /// The schemas that are being read, from the outside in.
    open: RefCell<Vec<Pointer>>,
    /// The objects that have a name and wait for their members.
    waiting: RefCell<VecDeque<(Node<'d>, String)>>,
}

impl<'p, 'd> Types<'p, 'd> {
    pub(super) fn new(problems: &'p Problems<'d>) -> Self {
        Self {
            problems,
            definitions: RefCell::default(),
            by_place: RefCell::default(),
            open: RefCell::default(),
            waiting: RefCell::default(),
        }
    }

    /// Returns the type of a schema; `name` is for a type that the document does not name.
    pub(super) fn of(&self, schema: &Node<'d>, name: &str) -> Type {
        let Some(schema) = resolve(schema, self.problems) else { return Type::Json };
        if let Some(known) = self.by_place.borrow().get(schema.pointer()) {
            return known.clone();
        }
        let open = self.open.borrow().len();
        if open == DEPTH || self.open.borrow().contains(schema.pointer()) {
            return self.raw(&schema, "a schema that holds itself without a name in between");
        }
        let name = names::pascal(schema.pointer().name().unwrap_or(name));
        self.open.borrow_mut().push(schema.pointer().clone());
        let ty = self.make(&schema, &name);
        self.open.borrow_mut().pop();
        self.by_place.borrow_mut().insert(schema.pointer().clone(), ty.clone());
        ty
    }

    /// Returns the named types in the order of their names, and boxes those that hold themselves.
    pub(super) fn finish(self, sent: &[Type], answered: &[Type]) -> Vec<Definition> {
        while let Some((schema, name)) = self.next() {
            self.object(&schema, name);
        }
        let definitions = self.definitions.into_inner().into_values().flatten();
        let mut definitions: Vec<Definition> = definitions.collect();
        reach(&mut definitions, sent, |it| it.sent = true);
        reach(&mut definitions, answered, keep_unknown);
        let places = self.by_place.into_inner();
        for cut in cycles::resolve(&mut definitions) {
            let ty = Type::Named(cut.ty.clone());
            let Some((place, _)) = places.iter().find(|(_, it)| **it == ty) else { continue };
            let message = format!("`{}` requires itself by way of `{}`", cut.ty, cut.member);
            self.problems.note_at(diagnostic::REQUIRED_CYCLE, place, message);
        }
        definitions
    }

    fn next(&self) -> Option<(Node<'d>, String)> {
        self.waiting.borrow_mut().pop_front()
    }

    fn make(&self, schema: &Node<'d>, name: &str) -> Type {
        keywords::check(schema, self.problems);
        if let Some(only) = only_part(schema) {
            return self.of(&only, name);
        }
        if schema.get("allOf").is_some() {
            return match merge::gather(schema, self.problems) {
                Some(merged) if !merged.properties.is_empty() => self.wait(schema, name),
                Some(_) => self.raw(schema, "`allOf` without a member"),
                None => self.raw(schema, "`allOf` of schemas that are not all objects"),
            };
        }
        if let Some(parts) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            return self.union(schema, &parts, name);
        }
        if kind(schema) == Some("string") && !values(schema).is_empty() {
            return self.text_enum(schema, name);
        }
        match kind(schema) {
            Some("string") if is_file(schema) => Type::File,
            Some("string") => Type::Text,
            Some("integer") => Type::Integer,
            Some("number") => Type::Number,
            Some("boolean") => Type::Boolean,
            // The items after a prefix say nothing of those in it.
            Some("array") if schema.get("prefixItems").is_some() => {
                Type::List(Box::new(Type::Json))
            }
            Some("array") => match schema.get("items").filter(|it| it.value().is_object()) {
                Some(items) => Type::List(Box::new(self.of(&items, &format!("{name}Item")))),
                None => Type::List(Box::new(Type::Json)),
            },
            Some("object") if has_members(schema) => self.wait(schema, name),
            // Values whose names follow a pattern need not be like the others.
            Some("object") if schema.get("patternProperties").is_some() => {
                Type::Map(Box::new(Type::Json))
            }
            Some("object") => {
                let values = schema.get("additionalProperties").filter(|it| it.value().is_object());
                Type::Map(Box::new(match values {
                    Some(values) => self.of(&values, &format!("{name}Value")),
                    None => Type::Json,
                }))
            }
            // A schema without a type admits anything.
            _ => Type::Json,
        }
    }

    /// Gives an object its name; its members are read when all that leads here is done.
    fn wait(&self, schema: &Node<'d>, name: &str) -> Type {
        let (ty, name) = self.reserve(schema, name);
        self.waiting.borrow_mut().push_back((schema.clone(), name));
        ty
    }

    fn object(&self, schema: &Node<'d>, name: String) {
        let Merged { properties, required, closed } =
            merge::gather(schema, self.problems).unwrap_or_default();
        // The place for members that the document does not name.
        let mut taken = vec!["extra".to_owned()];
        let members = properties.into_iter().map(|(wire, property)| {
            let rust = names::free(names::snake(wire), |it| taken.contains(it));
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
        self.define(schema, name, Shape::Object { members, open: !closed });
    }

    fn text_enum(&self, schema: &Node<'_>, name: &str) -> Type {
        let (ty, name) = self.reserve(schema, name);
        // The variant for values that the document does not know.
        let mut taken = vec!["Other".to_owned()];
        let values = values(schema).into_iter().map(|wire| {
            let rust = names::free(names::variant(wire), |it| taken.contains(it));
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
        let taken = |it: &String| definitions.contains_key(it) || names::is_in_prelude(it);
        let own = schema.pointer().long_name().map(|it| names::pascal(&it));
        let longer = own.filter(|it| taken(&name.to_owned()) && !taken(it));
        let name = longer.unwrap_or_else(|| names::free(name.to_owned(), taken));
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
}

/// Whether `null` may stand for a value of the schema.
pub(super) fn is_nullable(schema: &Node<'_>) -> bool {
    let mut schema = schema.clone();
    for _ in 0..DEPTH {
        let Ok(resolved) = schema.resolve() else { return false };
        if admits_null(&resolved) {
            return true;
        }
        match only_part(&resolved) {
            Some(part) => schema = part,
            None => return false,
        }
    }
    false
}

/// `nullable: true` in 3.0; `null` among the types, values or parts in 3.1.
fn admits_null(schema: &Node<'_>) -> bool {
    let types = schema.get("type").iter().flat_map(texts).any(|it| it == "null");
    let values = schema.get("enum").is_some_and(|it| it.items().any(|it| it.value().is_null()));
    let parts = ["anyOf", "oneOf"].iter().filter_map(|it| schema.get(it));
    schema.is_true("nullable")
        || is_null(schema)
        || types
        || values
        || parts.flat_map(|it| it.items().collect::<Vec<_>>()).any(|it| is_null(&it))
}

/// Whether nothing but `null` satisfies the schema.
pub(super) fn is_null(schema: &Node<'_>) -> bool {
    let only = schema.get("const").is_some_and(|it| it.value().is_null());
    only || schema.get("type").is_some_and(|it| match it.value() {
        Value::Array(types) => !types.is_empty() && types.iter().all(|it| it == "null"),
        ty => ty == "null",
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
    let declared = schema.get("type").filter(|it| keywords::is_well_formed("type", it));
    if let Some(several) = declared.as_ref().filter(|it| it.value().is_array()) {
        let mut kinds = texts(several).into_iter().filter(|it| *it != "null");
        let first = kinds.next();
        // Of several kinds none is sure.
        return first.filter(|_| kinds.next().is_none());
    }
    let declared = declared.and_then(Node::text);
    let all_texts = |it: Node<'_>| {
        let mut values = it.items().filter(|it| !it.value().is_null()).peekable();
        values.peek().is_some() && values.all(|it| it.value().is_string())
    };
    let implied = || match () {
        () if schema.get("enum").is_some_and(all_texts) => Some("string"),
        () if schema.get("const").is_some_and(|it| it.value().is_string()) => Some("string"),
        () if schema.get("properties").is_some() => Some("object"),
        () if schema.get("additionalProperties").is_some() => Some("object"),
        () if schema.get("items").is_some() => Some("array"),
        () => None,
    };
    declared.or_else(implied)
}

/// `format: binary` in 3.0; a media type without an encoding in 3.1.
fn is_file(schema: &Node<'_>) -> bool {
    let has = |key| schema.get(key).is_some();
    schema.get("format").and_then(Node::text) == Some("binary")
        || (has("contentMediaType") && !has("contentEncoding"))
}

fn has_members(schema: &Node<'_>) -> bool {
    schema.get("properties").is_some_and(|it| it.members().next().is_some())
}

/// Returns the different texts of an `enum`.
fn values<'d>(schema: &Node<'d>) -> Vec<&'d str> {
    let mut values: Vec<&str> = Vec::new();
    let only = schema.get("const").and_then(Node::text);
    for value in schema.get("enum").iter().flat_map(texts).chain(only) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
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
    let by_name: BTreeMap<String, usize> =
        definitions.iter().enumerate().map(|(index, it)| (it.rust.clone(), index)).collect();
    let mut reached = BTreeSet::new();
    let mut next: Vec<String> = roots.iter().filter_map(name_in).collect();
    while let Some(name) = next.pop() {
        let Some(index) = by_name.get(&name) else { continue };
        if reached.insert(*index) {
            mark(&mut definitions[*index]);
            next.extend(parts(&definitions[*index].shape).filter_map(name_in));
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

fn name_in(ty: &Type) -> Option<String> {
    match ty {
        Type::Named(name) | Type::Boxed(name) => Some(name.clone()),
        Type::List(item) | Type::Map(item) => name_in(item),
        _ => None,
    }
}
