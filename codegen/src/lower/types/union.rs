//! `oneOf` and `anyOf`: one type of several.
//!
//! Alternatives that a Rust type can hold together are no union: texts and enums of texts are one
//! open enum, whole and other numbers are numbers. What is left becomes an enum when something in
//! the value tells its variants apart ([`marks`]); else a type that keeps the JSON and reads it as
//! whatever the caller asks for. Never is a value taken for what it may not be.

use std::collections::BTreeSet;

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::frame::resolve;
use crate::lower::names;
use crate::lower::types::schema::{
    self, declared_kinds, has_members, is_null, json_kinds, kind, says_a_type, union_parts,
};
use crate::lower::types::{Types, marks};
use crate::model::{Kind, Shape, Type, Variant};

/// An alternative of a union.
pub(super) struct Alternative<'d> {
    /// The schema with references followed.
    pub(super) schema: Node<'d>,
    /// The kinds of JSON that its values can be of; none if that is not known.
    pub(super) kinds: Option<BTreeSet<Kind>>,
    /// What it is called in the union.
    name: String,
}

impl<'d> Types<'_, 'd> {
    pub(super) fn union(&self, schema: &Node<'d>) -> Type {
        let alternatives = alternatives(schema, self.problems);
        if !are_alternatives(schema, &alternatives) {
            return self.of_one_kind(schema);
        }
        if let [only] = alternatives.as_slice() {
            return self.of(&only.schema);
        }
        if let Some(ty) = self.common(schema, &alternatives) {
            return ty;
        }
        self.several(schema, alternatives)
    }

    /// Makes a union of the kinds in a list of types.
    pub(super) fn kinds(&self, schema: &Node<'d>) -> Type {
        let kinds: Vec<&str> = declared_kinds(schema);
        let is_number = |it: &str| matches!(it, "integer" | "number");
        if kinds.iter().all(|it| is_number(it)) {
            return Type::Number;
        }
        let key = self.reserve(schema, "");
        let mut variants: Vec<Variant> = Vec::new();
        for word in kinds {
            let Some(kind) = schema::json_kind(word) else { continue };
            let rust = kind_name(kind).to_owned();
            let ty = match kind {
                Kind::Object if has_members(schema) => self.wait(schema, kind_name(kind)),
                _ => self.of_kind(schema, Some(word)),
            };
            if !variants.iter().any(|it| it.ty == ty) {
                variants.push(Variant { rust, ty, marks: vec![crate::model::Mark::Kind(kind)] });
            }
        }
        self.define(schema, &key, Shape::Union(variants));
        Type::Named(key)
    }

    /// Returns the type that holds the values of all alternatives, if there is one.
    fn common(&self, schema: &Node<'d>, alternatives: &[Alternative<'d>]) -> Option<Type> {
        let of_kind = |kind: Kind| alternatives.iter().all(|it| is_of(it, &[kind]));
        if of_kind(Kind::Text) {
            return Some(self.texts(schema, alternatives));
        }
        if alternatives.iter().all(|it| is_of(it, &[Kind::Integer])) {
            return Some(Type::Integer);
        }
        if alternatives.iter().all(|it| is_of(it, &[Kind::Integer, Kind::Number])) {
            return Some(Type::Number);
        }
        of_kind(Kind::Boolean).then_some(Type::Boolean)
    }

    /// Makes one open enum of texts and enums of texts.
    fn texts(&self, schema: &Node<'d>, alternatives: &[Alternative<'d>]) -> Type {
        let mut texts: Vec<&str> = Vec::new();
        for alternative in alternatives {
            collect_texts(&alternative.schema, &mut texts);
        }
        match alternatives {
            _ if texts.is_empty() => Type::Text,
            // A name of its own is better than that of the union.
            [named, other] | [other, named] if schema::values(&other.schema).is_empty() => {
                self.of(&named.schema)
            }
            _ => self.text_enum(schema, &texts),
        }
    }

    fn several(&self, schema: &Node<'d>, mut alternatives: Vec<Alternative<'d>>) -> Type {
        let key = self.reserve(schema, "");
        join_texts(&mut alternatives);
        call_apart(&mut alternatives);
        let marks = marks::find(schema, &alternatives, self.problems);
        let mut variants: Vec<Variant> = Vec::new();
        for (index, alternative) in alternatives.iter().enumerate() {
            let ty = self.of(&alternative.schema);
            let own = marks.as_ref().map(|it| it[index].clone()).unwrap_or_default();
            if let Some(same) = variants.iter_mut().find(|it| it.ty == ty) {
                same.marks.extend(own);
                continue;
            }
            variants.push(Variant { rust: alternative.name.clone(), ty, marks: own });
        }
        // What has no type of its own is what a union keeps anyway.
        variants.retain(|it| it.ty != Type::Json);
        let shape = match marks {
            _ if variants.is_empty() => Shape::Untyped(Vec::new()),
            Some(_) => Shape::Union(variants),
            None => {
                let mut taken = Vec::new();
                let method = |it: Variant| {
                    let method = format!("as_{}", names::words(&it.rust));
                    let method = names::free(method, |it| taken.contains(it));
                    taken.push(method.clone());
                    (method, it.ty)
                };
                Shape::Untyped(variants.into_iter().map(method).collect())
            }
        };
        self.define(schema, &key, shape);
        Type::Named(key)
    }
}

/// Returns the alternatives of a union, each once and without null.
fn alternatives<'d>(schema: &Node<'d>, problems: &Problems<'_>) -> Vec<Alternative<'d>> {
    let mut alternatives: Vec<Alternative<'d>> = Vec::new();
    // `{nullable: true, oneOf: [X]}` is X; whether it may be null was asked already.
    for part in union_parts(schema).iter().filter(|it| !is_null(it)) {
        // A part that leads nowhere can be anything; this says why.
        let resolved = resolve(part, problems).unwrap_or_else(|| part.clone());
        // A union that is one of its own alternatives is so already.
        let is_there = resolved.pointer() == schema.pointer()
            || alternatives.iter().any(|it| it.schema.pointer() == resolved.pointer());
        if !is_there {
            let kinds = json_kinds(&resolved);
            let name = alternative_name(part, &resolved, kinds.as_ref());
            alternatives.push(Alternative { schema: resolved, kinds, name });
        }
    }
    alternatives
}

/// Whether these are alternatives at all: parts that only bound what the schema says of itself are
/// none.
fn are_alternatives(schema: &Node<'_>, alternatives: &[Alternative<'_>]) -> bool {
    let says_nothing =
        |it: &Alternative<'_>| !says_a_type(&it.schema) && it.schema.get("allOf").is_none();
    !has_members(schema) && !alternatives.iter().all(says_nothing)
}

/// Returns what an alternative adds to the name of its union; nothing where it has the union's
/// place.
pub(super) fn word(union: &Node<'_>, part: &Node<'_>, problems: &Problems<'_>) -> String {
    let mut alternatives = alternatives(union, problems);
    let are_texts = alternatives.iter().all(|it| is_of(it, &[Kind::Text]));
    if are_texts || alternatives.len() < 2 || !are_alternatives(union, &alternatives) {
        return String::new();
    }
    join_texts(&mut alternatives);
    call_apart(&mut alternatives);
    let mut found = alternatives.into_iter().filter(|it| it.schema.pointer() == part.pointer());
    found.next().map(|it| it.name).unwrap_or_default()
}

/// Gives each alternative a name of its own.
fn call_apart(alternatives: &mut [Alternative<'_>]) {
    let mut taken = vec!["Other".to_owned()];
    for alternative in alternatives {
        let name = std::mem::take(&mut alternative.name);
        alternative.name = names::free(name, |it| taken.contains(it));
        taken.push(alternative.name.clone());
    }
}

/// Leaves one of several texts: the one that lists values, for its enum is open.
fn join_texts(alternatives: &mut Vec<Alternative<'_>>) {
    let is_text = |it: &Alternative<'_>| is_of(it, &[Kind::Text]) && !schema::is_file(&it.schema);
    let listed =
        alternatives.iter().position(|it| is_text(it) && !schema::values(&it.schema).is_empty());
    let Some(kept) = listed.or_else(|| alternatives.iter().position(is_text)) else { return };
    let only_texts = alternatives.iter().filter(|it| is_text(it));
    // Two enums are two types.
    if only_texts.filter(|it| !schema::values(&it.schema).is_empty()).count() > 1 {
        return;
    }
    let mut index = 0;
    alternatives.retain(|it| {
        index += 1;
        index - 1 == kept || !is_text(it)
    });
}

fn is_of(alternative: &Alternative<'_>, kinds: &[Kind]) -> bool {
    let known = alternative.kinds.as_ref().filter(|it| !it.is_empty());
    known.is_some_and(|it| it.iter().all(|it| kinds.contains(it)))
}

fn collect_texts<'d>(schema: &Node<'d>, texts: &mut Vec<&'d str>) {
    for text in schema::values(schema).into_iter().filter_map(|it| it.as_str()) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    for part in union_parts(schema).iter().filter_map(|it| it.resolve().ok()) {
        for text in schema::values(&part).into_iter().filter_map(|it| it.as_str()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
}

/// An alternative is called like the component that it refers to, as its title says, or by its
/// kind.
fn alternative_name(
    part: &Node<'_>,
    resolved: &Node<'_>,
    kinds: Option<&BTreeSet<Kind>>,
) -> String {
    let component = part.is_reference().then(|| resolved.pointer().name()).flatten();
    let title = resolved.get("title").and_then(Node::text).filter(|it| it.len() < 60);
    if let Some(name) = component.or(title) {
        return names::pascal(name);
    }
    let only = kinds.filter(|it| it.len() == 1).and_then(BTreeSet::first);
    match only {
        Some(Kind::List) => {
            let item = resolved.get("items").and_then(|it| it.resolve().ok());
            let item = item.as_ref().and_then(|it| schema::json_kind(kind(it)?));
            item.map_or_else(|| "List".to_owned(), |it| format!("{}List", kind_name(it)))
        }
        Some(kind) => kind_name(*kind).to_owned(),
        None => "Value".to_owned(),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Integer => "Integer",
        Kind::Number => "Number",
        Kind::Boolean => "Boolean",
        Kind::List => "List",
        Kind::Object => "Object",
    }
}
