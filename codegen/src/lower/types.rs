//! Schemas to Rust types.
//!
//! Every named type is made once, however many references lead to it. A schema that says more than
//! the types can hold becomes raw JSON, with a warning: never a type that is wrong.
//!
//! An object takes its name when it is first met, and its members are read later: however long a
//! chain of references is, reading it goes no deeper.

mod cycles;
mod direction;
mod enums;
pub(super) mod keywords;
mod marks;
mod merge;
mod object;
mod schema;
mod union;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::names;
use crate::lower::types::schema::{declared_kinds, has_members, is_file, says_a_type};
use crate::model::{Definition, Kind, Shape, Type};
use crate::settings::Formats;

pub(super) use crate::lower::types::cycles::recursion_limit;
pub(super) use crate::lower::types::marks::tag;
pub(super) use crate::lower::types::merge::gather;
pub(super) use crate::lower::types::schema::{is_nullable, json_kinds, kind, only_part, texts};

/// How many schemas without a name of their own (lists, maps) may hold each other.
const DEPTH: usize = 64;

/// How many items may each have a type of their own.
const LONGEST_TUPLE: usize = 8;

/// Makes types of schemas and keeps those that have a name.
pub(super) struct Types<'p, 'd> {
    problems: &'p Problems<'d>,
    formats: &'p Formats,
    definitions: RefCell<BTreeMap<String, Option<Definition>>>,
    by_place: RefCell<BTreeMap<Pointer, Type>>,
    /// The schemas that are being read, from the outside in.
    open: RefCell<Vec<Pointer>>,
    /// The objects that have a name and wait for their members.
    waiting: RefCell<VecDeque<(Node<'d>, String)>>,
}

impl<'p, 'd> Types<'p, 'd> {
    /// Starts without types; `formats` are the Rust types that the user chose for formats.
    pub(super) fn new(problems: &'p Problems<'d>, formats: &'p Formats) -> Self {
        Self {
            problems,
            formats,
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
            self.members(&schema, name);
        }
        let definitions = self.definitions.into_inner().into_values().flatten();
        let mut definitions: Vec<Definition> = definitions.collect();
        direction::settle(&mut definitions, sent, answered);
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
            return self.all_of(schema, name);
        }
        if schema.get("oneOf").or_else(|| schema.get("anyOf")).is_some() {
            return self.union(schema, name);
        }
        self.of_one_kind(schema, name)
    }

    /// Makes the type of a schema, whatever alternatives it may have beside.
    fn of_one_kind(&self, schema: &Node<'d>, name: &str) -> Type {
        if declared_kinds(schema).len() > 1 && schema::values(schema).is_empty() {
            return self.kinds(schema, name);
        }
        self.of_kind(schema, kind(schema), name)
    }

    fn of_kind(&self, schema: &Node<'d>, kind: Option<&str>, name: &str) -> Type {
        if let Some(ty) = self.enumeration(schema, name) {
            return ty;
        }
        let chosen = schema.get("format").and_then(|it| match kind {
            Some("string") => self.formats.text(it.text()?),
            Some("integer" | "number") => self.formats.number(it.text()?, kind == Some("integer")),
            _ => None,
        });
        if let Some(ty) = chosen {
            return ty;
        }
        match kind {
            Some("string") if is_file(schema) => Type::File,
            Some("string") => Type::Text,
            Some("integer") => Type::Integer,
            Some("number") => Type::Number,
            Some("boolean") => Type::Boolean,
            Some("array") => self.list(schema, name),
            Some("object") if has_members(schema) => self.wait(schema, name),
            Some("object") => self.map(schema, name),
            // A schema without a type admits anything.
            _ => Type::Json,
        }
    }

    fn list(&self, schema: &Node<'d>, name: &str) -> Type {
        let Some(prefix) = schema.get("prefixItems") else {
            let items = schema.get("items").filter(|it| it.value().is_object());
            let item = items.map(|it| self.item(&it, &format!("{name}Item")));
            return Type::List(Box::new(item.unwrap_or(Type::Json)));
        };
        let items: Vec<Node<'d>> = prefix.items().collect();
        let bound = |key: &str| schema.get(key).and_then(|it| it.value().as_u64());
        let count = u64::try_from(items.len()).ok();
        let ends = schema.get("items").is_some_and(|it| it.value() == false)
            || bound("maxItems").is_some_and(|it| Some(it) <= count);
        // A list that may be shorter or longer is no tuple.
        if ends && bound("minItems") == count && items.len() <= LONGEST_TUPLE {
            let item = |(index, it): (usize, &Node<'d>)| self.item(it, &format!("{name}{index}"));
            return Type::Tuple(items.iter().enumerate().map(item).collect());
        }
        Type::List(Box::new(Type::Json))
    }

    /// Makes one type of all parts: an object of their members, or what the one part says that
    /// says anything of the type.
    fn all_of(&self, schema: &Node<'d>, name: &str) -> Type {
        match merge::gather(schema, self.problems) {
            Some(merged) if !merged.properties.is_empty() => return self.wait(schema, name),
            Some(merged) if is_object(schema) => {
                let values = merged.rest.map(|it| self.item(&it, &format!("{name}Value")));
                return Type::Map(Box::new(values.unwrap_or(Type::Json)));
            }
            _ => {}
        }
        let parts = schema.get("allOf").into_iter().flat_map(|it| it.items().collect::<Vec<_>>());
        let typed: Vec<Node<'d>> = parts
            .filter(|it| it.resolve().is_ok_and(|it| says_a_type(&it) || it.get("allOf").is_some()))
            .collect();
        match typed.as_slice() {
            [] => self.of_one_kind(schema, name),
            [only] if !says_a_type(schema) => self.of(only, name),
            [first, others @ ..] => {
                let listed = typed
                    .iter()
                    .find(|it| it.resolve().is_ok_and(|it| !schema::values(&it).is_empty()));
                let kinds = json_kinds(first);
                if kinds.is_some() && others.iter().all(|it| json_kinds(it) == kinds) {
                    return self.of(listed.unwrap_or(first), name);
                }
                self.raw(schema, "`allOf` of schemas that are of different kinds")
            }
        }
    }

    /// Gives an object its name; its members are read when all that leads here is done.
    fn wait(&self, schema: &Node<'d>, name: &str) -> Type {
        let (ty, name) = self.reserve(schema, name);
        self.waiting.borrow_mut().push_back((schema.clone(), name));
        ty
    }

    /// Makes a named type whose parts are there already.
    fn named(&self, schema: &Node<'d>, name: &str, shape: Shape) -> Type {
        let (ty, name) = self.reserve(schema, name);
        self.define(schema, name, shape);
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
        let doc = schema::description(schema);
        let place = schema.pointer().to_string();
        let definition =
            Definition { rust: name.clone(), place, doc, shape, sent: false, answered: false };
        self.definitions.borrow_mut().insert(name, Some(definition));
    }

    fn raw(&self, schema: &Node<'_>, what: &str) -> Type {
        self.problems.note(diagnostic::KEYWORD, schema, format!("{what} is not typed"));
        Type::Json
    }
}

fn is_object(schema: &Node<'_>) -> bool {
    json_kinds(schema).is_some_and(|it| it.contains(&Kind::Object))
}
