//! Schemas to Rust types.
//!
//! Every named type is made once, however many references lead to it. A schema that says more than
//! the types can hold becomes raw JSON, with a warning: never a type that is wrong.
//!
//! An object's members are read later than it is met: however long a chain of references is, reading
//! it goes no deeper. What types are called is decided last, when all are known ([`mod@settle`]); until
//! then each is called by its place.

mod cycles;
mod direction;
mod enums;
mod example;
pub(super) mod keywords;
mod marks;
mod merge;
mod naming;
mod object;
mod schema;
mod settle;
mod union;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::types::naming::Reserved;
use crate::lower::types::schema::{declared_kinds, has_members, is_file, says_a_type};
use crate::model::{Definition, Kind, Shape, Type};
use crate::settings::Formats;

pub(super) use crate::lower::types::cycles::recursion_limit;
pub(super) use crate::lower::types::example::example_of_place;
pub(super) use crate::lower::types::marks::tag;
pub(super) use crate::lower::types::merge::gather;
pub(super) use crate::lower::types::naming::Called;
pub(super) use crate::lower::types::schema::{is_nullable, json_kinds, kind, only_part, texts};
pub(super) use crate::lower::types::settle::{Asked, Settled, settle};

/// How many schemas without a name of their own (lists, maps) may hold each other.
const DEPTH: usize = 64;

/// How many items may each have a type of their own.
const LONGEST_TUPLE: usize = 8;

/// Makes types of schemas and keeps those that have a name.
pub(super) struct Types<'p, 'd> {
    problems: &'p Problems<'d>,
    formats: &'p Formats,
    /// What the document's operations make of the places in them.
    places: BTreeMap<Pointer, Called>,
    /// The types that have a name, by their places.
    reserved: RefCell<BTreeMap<String, Reserved<'d>>>,
    by_place: RefCell<BTreeMap<Pointer, Type>>,
    /// The schemas that are being read, from the outside in.
    open: RefCell<Vec<Pointer>>,
    /// The objects that wait for their members.
    waiting: RefCell<VecDeque<(Node<'d>, String)>>,
}

impl<'p, 'd> Types<'p, 'd> {
    /// Starts without types; `formats` are the Rust types that the user chose for formats, `places`
    /// the names of schemas that stand in operations.
    pub(super) fn new(
        problems: &'p Problems<'d>,
        formats: &'p Formats,
        places: BTreeMap<Pointer, Called>,
    ) -> Self {
        Self {
            problems,
            formats,
            places,
            reserved: RefCell::default(),
            by_place: RefCell::default(),
            open: RefCell::default(),
            waiting: RefCell::default(),
        }
    }

    /// Returns the type of a schema.
    pub(super) fn of(&self, schema: &Node<'d>) -> Type {
        let Some(schema) = resolve(schema, self.problems) else { return Type::Json };
        if let Some(known) = self.by_place.borrow().get(schema.pointer()) {
            return known.clone();
        }
        let open = self.open.borrow().len();
        if open == DEPTH || self.open.borrow().contains(schema.pointer()) {
            return self.raw(&schema, "a schema that holds itself without a name in between");
        }
        self.open.borrow_mut().push(schema.pointer().clone());
        let ty = self.make(&schema);
        self.open.borrow_mut().pop();
        self.by_place.borrow_mut().insert(schema.pointer().clone(), ty.clone());
        ty
    }

    /// Reads the members of all objects that were met, and what they lead to.
    fn complete(&self) {
        while let Some((schema, key)) = self.next() {
            self.members(&schema, &key);
        }
    }

    fn next(&self) -> Option<(Node<'d>, String)> {
        self.waiting.borrow_mut().pop_front()
    }

    fn make(&self, schema: &Node<'d>) -> Type {
        keywords::check(schema, self.problems);
        if let Some(only) = only_part(schema) {
            return self.of(&only);
        }
        if schema.get("allOf").is_some() {
            return self.all_of(schema);
        }
        if schema.get("oneOf").or_else(|| schema.get("anyOf")).is_some() {
            return self.union(schema);
        }
        self.of_one_kind(schema)
    }

    /// Makes the type of a schema, whatever alternatives it may have beside.
    fn of_one_kind(&self, schema: &Node<'d>) -> Type {
        if declared_kinds(schema).len() > 1 && schema::values(schema).is_empty() {
            return self.kinds(schema);
        }
        self.of_kind(schema, kind(schema))
    }

    fn of_kind(&self, schema: &Node<'d>, kind: Option<&str>) -> Type {
        if let Some(ty) = self.enumeration(schema) {
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
            Some("array") => self.list(schema),
            Some("object") if has_members(schema) => self.wait(schema, ""),
            Some("object") => self.map(schema),
            // A schema without a type admits anything.
            _ => Type::Json,
        }
    }

    fn list(&self, schema: &Node<'d>) -> Type {
        let Some(prefix) = schema.get("prefixItems") else {
            let items = schema.get("items").filter(|it| it.value().is_object());
            let item = items.map(|it| self.item(&it));
            return Type::List(Box::new(item.unwrap_or(Type::Json)));
        };
        let items: Vec<Node<'d>> = prefix.items().collect();
        let bound = |key: &str| schema.get(key).and_then(|it| it.value().as_u64());
        let count = u64::try_from(items.len()).ok();
        let ends = schema.get("items").is_some_and(|it| it.value() == false)
            || bound("maxItems").is_some_and(|it| Some(it) <= count);
        // A list that may be shorter or longer is no tuple.
        if ends && bound("minItems") == count && items.len() <= LONGEST_TUPLE {
            return Type::Tuple(items.iter().map(|it| self.item(it)).collect());
        }
        Type::List(Box::new(Type::Json))
    }

    /// Makes one type of all parts: an object of their members, or what the one part says that
    /// says anything of the type.
    fn all_of(&self, schema: &Node<'d>) -> Type {
        match merge::gather(schema, self.problems) {
            Some(merged) if !merged.properties.is_empty() => return self.wait(schema, ""),
            Some(merged) if is_object(schema) => {
                let values = merged.rest.map(|it| self.item(&it));
                return Type::Map(Box::new(values.unwrap_or(Type::Json)));
            }
            _ => {}
        }
        let parts = schema.get("allOf").into_iter().flat_map(|it| it.items().collect::<Vec<_>>());
        let typed: Vec<Node<'d>> = parts
            .filter(|it| it.resolve().is_ok_and(|it| says_a_type(&it) || it.get("allOf").is_some()))
            .collect();
        match typed.as_slice() {
            [] => self.of_one_kind(schema),
            [only] if !says_a_type(schema) => self.of(only),
            [first, others @ ..] => {
                let listed = typed
                    .iter()
                    .find(|it| it.resolve().is_ok_and(|it| !schema::values(&it).is_empty()));
                let kinds = json_kinds(first);
                if kinds.is_some() && others.iter().all(|it| json_kinds(it) == kinds) {
                    return self.of(listed.unwrap_or(first));
                }
                self.raw(schema, "`allOf` of schemas that are of different kinds")
            }
        }
    }

    /// Keeps an object, whose members are read when all that leads here is done; `part` is as for
    /// [`Self::reserve`].
    fn wait(&self, schema: &Node<'d>, part: &'static str) -> Type {
        let key = self.reserve(schema, part);
        self.waiting.borrow_mut().push_back((schema.clone(), key.clone()));
        Type::Named(key)
    }

    /// Makes a named type whose parts are there already.
    fn named(&self, schema: &Node<'d>, shape: Shape) -> Type {
        let key = self.reserve(schema, "");
        self.define(schema, &key, shape);
        Type::Named(key)
    }

    /// Keeps a place for a type before its parts are made: they may refer back to it.
    ///
    /// One schema may make several types, when its values may be of several kinds; `part` is then
    /// the word for this one.
    fn reserve(&self, schema: &Node<'d>, part: &'static str) -> String {
        let key = format!("{}{part}", self.problems.place(schema));
        let reserved = Reserved { schema: schema.clone(), part, definition: None };
        self.reserved.borrow_mut().insert(key.clone(), reserved);
        if part.is_empty() {
            let ty = Type::Named(key.clone());
            self.by_place.borrow_mut().insert(schema.pointer().clone(), ty);
        }
        key
    }

    fn define(&self, schema: &Node<'_>, key: &str, shape: Shape) {
        let definition = Definition {
            rust: key.to_owned(),
            place: schema.pointer().uri(),
            doc: schema::description(schema),
            shape,
            shared: None,
            sent: false,
            answered: false,
        };
        if let Some(reserved) = self.reserved.borrow_mut().get_mut(key) {
            reserved.definition = Some(definition);
        }
    }

    fn raw(&self, schema: &Node<'_>, what: &str) -> Type {
        self.problems.note(diagnostic::KEYWORD, schema, format!("{what} is not typed"));
        Type::Json
    }
}

fn is_object(schema: &Node<'_>) -> bool {
    json_kinds(schema).is_some_and(|it| it.contains(&Kind::Object))
}
