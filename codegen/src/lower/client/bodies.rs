//! Request bodies: what a caller gives, and how it is sent.
//!
//! A document may offer several forms. Forms of one and the same schema are one value in different
//! clothes, and the client sends the first that it knows best; forms of different schemas are the
//! caller's choice, so the body is an enum of them.

use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::client::parameters::{self, TAKEN};
use crate::lower::frame::{self, Content, Media};
use crate::lower::names;
use crate::lower::types::{Types, example_of_place};
use crate::model::{
    Body, BodyVariant, Definition, Form, Given, Input, Member, Operation, Part, Rest, Shape, Type,
    Writing,
};

/// A body whose members are not known yet.
pub(super) struct Lowered<'d> {
    required: bool,
    variants: Vec<Variant<'d>>,
}

struct Variant<'d> {
    content: Content<'d>,
    ty: Type,
}

/// Makes the types of a body.
pub(super) fn lower<'d>(
    operation: &frame::Operation<'d>,
    types: &Types<'_, 'd>,
) -> Option<Lowered<'d>> {
    let body = operation.body.as_ref()?;
    // Some frameworks describe a body without members where there is none.
    if !body.required && body.contents.iter().all(is_without_members) {
        return None;
    }
    let variant =
        |content: &Content<'d>| Variant { content: content.clone(), ty: ty(content, types) };
    let variants = choose(&body.contents).into_iter().map(variant).collect();
    Some(Lowered { required: body.required, variants })
}

/// Returns the schemas of the forms, each with the word for its form where there are several.
pub(super) fn schemas<'b, 'd>(body: &'b frame::Body<'d>) -> Vec<(&'b Node<'d>, String)> {
    let chosen = choose(&body.contents);
    let is_only = chosen.len() == 1;
    let word = |it| if is_only { String::new() } else { variant_name(it) };
    chosen.into_iter().filter_map(|it| Some((it.schema.as_ref()?, word(it)))).collect()
}

fn is_without_members(content: &Content<'_>) -> bool {
    let Some(schema) = content.resolved() else { return false };
    let is_empty = schema.get("properties").is_some_and(|it| it.members().next().is_none());
    let parts = ["allOf", "anyOf", "oneOf", "patternProperties"];
    let additional = schema.get("additionalProperties");
    is_empty
        && additional.is_none_or(|it| !it.value().is_object())
        && parts.iter().all(|it| schema.get(it).is_none())
}

impl Lowered<'_> {
    /// Whether a caller picks one of several forms, which takes an enum.
    pub(super) fn is_choice(&self) -> bool {
        self.variants.len() > 1
    }

    /// Returns the types that are sent.
    pub(super) fn types(&self) -> impl Iterator<Item = &Type> {
        self.variants.iter().map(|it| &it.ty)
    }

    pub(super) fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        self.variants.iter_mut().map(|it| &mut it.ty)
    }

    /// Completes the body when the members of all types are known; `choice` is the name of the enum
    /// of several forms.
    pub(super) fn finish(
        self,
        definitions: &[Definition],
        operation: &Operation,
        choice: Option<String>,
        problems: &Problems<'_>,
    ) -> Option<Body> {
        let required = self.required;
        let parameters = operation.parameters.iter().map(|it| it.rust.clone());
        let mut taken: Vec<String> = parameters.collect();
        taken.extend(operation.answers.as_ref().and_then(|it| it.choice.clone()));
        taken.extend(TAKEN.map(str::to_owned));
        let whole = || Given::Whole(names::free("body".to_owned(), |it| taken.contains(it)));
        let mut names = Vec::new();
        let mut variants = Vec::new();
        let first = self.variants.first().map(|it| &it.content);
        let example = first.and_then(|it| example_of_place(&it.node, it.schema.as_ref()));
        for Variant { content, ty } in self.variants {
            let members = members(&ty, definitions);
            let form = form(&content, members, &ty, problems);
            let rust = names::free(variant_name(&content), |it| names.contains(it));
            names.push(rust.clone());
            variants.push(BodyVariant { rust, ty, form });
        }
        if let Some(choice) = choice {
            let ty = Type::Local(choice);
            let form = Form::OneOf(variants);
            return Some(Body { required, ty, given: whole(), form, example });
        }
        let BodyVariant { ty, form, .. } = variants.pop()?;
        let given = match members(&ty, definitions) {
            // A body that may be missing cannot be asked for its members.
            Some((members, _)) if required || !members.iter().any(|it| it.presence.is_given()) => {
                Given::Members(inputs(members, taken, example.as_ref()))
            }
            _ => whole(),
        };
        let example = example.filter(|_| matches!(given, Given::Whole(_)));
        Some(Body { required, ty, given, form, example })
    }
}

/// Picks the forms that a caller chooses among, the most usual first.
fn choose<'c, 'd>(contents: &'c [Content<'d>]) -> Vec<&'c Content<'d>> {
    let order = [Media::Json, Media::Multipart, Media::Form, Media::Bytes, Media::Text];
    let mut sorted: Vec<&Content<'d>> = contents.iter().collect();
    sorted.sort_by_key(|it| order.iter().position(|media| *media == it.media()));
    let mut chosen: Vec<&Content<'d>> = Vec::new();
    for content in sorted {
        if !chosen.iter().any(|it| is_same_value(it, content)) {
            chosen.push(content);
        }
    }
    chosen
}

/// Whether two forms are for one and the same value.
fn is_same_value(one: &Content<'_>, other: &Content<'_>) -> bool {
    // A file says by itself what it is.
    if one.media() == Media::Bytes || other.media() == Media::Bytes {
        return one.media() == other.media();
    }
    // A patch of one kind says other things than one of another, in the same words.
    let is_patch = |it: &Content<'_>| it.media_type.contains("patch");
    if one.media_type != other.media_type && (is_patch(one) || is_patch(other)) {
        return false;
    }
    match (one.resolved(), other.resolved()) {
        (Some(one), Some(other)) => {
            one.pointer() == other.pointer() || one.value() == other.value()
        }
        (None, None) => one.media() == other.media(),
        _ => false,
    }
}

/// Names a form by the last part of its media type: `Json`, `Xml`, `OctetStream`.
fn variant_name(content: &Content<'_>) -> String {
    let name = match content.media() {
        Media::Form => "Form",
        Media::Multipart => "Multipart",
        Media::Bytes => "File",
        Media::Json if !content.media_type.contains('+') => "Json",
        Media::Json | Media::Text => {
            let essence = content.media_type.split(';').next().unwrap_or_default();
            match essence.rsplit('/').next() {
                Some("plain" | "*") | None => "Text",
                Some(subtype) => subtype,
            }
        }
    };
    names::variant(name)
}

fn ty<'d>(content: &Content<'d>, types: &Types<'_, 'd>) -> Type {
    let described = || content.schema.as_ref().map(|it| types.of(it));
    match content.media() {
        Media::Json => described().unwrap_or(Type::Json),
        Media::Form | Media::Multipart => {
            // Without names there is nothing to send.
            described().filter(|it| *it != Type::Json).unwrap_or(Type::Map(Box::new(Type::Json)))
        }
        Media::Text => Type::Text,
        Media::Bytes => Type::File,
    }
}

/// Returns the members of an object, and whether it keeps others.
fn members<'t>(ty: &Type, definitions: &'t [Definition]) -> Option<(&'t [Member], bool)> {
    let Type::Named(name) = ty else { return None };
    let definition = definitions.iter().find(|it| it.rust == *name)?;
    match &definition.shape {
        Shape::Object { members, extra } => Some((members, extra.is_some())),
        _ => None,
    }
}

fn form(
    content: &Content<'_>,
    members: Option<(&[Member], bool)>,
    ty: &Type,
    problems: &Problems<'_>,
) -> Form {
    let media_type = content.media_type.to_owned();
    match content.media() {
        Media::Json if media_type.contains('*') => Form::Json("application/json".to_owned()),
        Media::Json => Form::Json(media_type),
        Media::Text => Form::Text(media_type),
        Media::Bytes => Form::File(media_type),
        Media::Form => Form::Fields(writings(content)),
        Media::Multipart => {
            if let Some((members, open)) = members {
                let rest = if open { Rest::Extra } else { Rest::None };
                return Form::Multipart(members.iter().map(|it| part(it, content)).collect(), rest);
            }
            if !matches!(ty, Type::Map(_)) {
                let message = "the parts are not known, so files in them are sent as text";
                problems.note(diagnostic::BODY_FORM, &content.node, message);
            }
            Form::Multipart(Vec::new(), Rest::All)
        }
    }
}

fn encoding<'d>(content: &Content<'d>, member: &str) -> Option<Node<'d>> {
    content.node.get("encoding")?.get(member)
}

/// Reads how members of a form are written, where that is not the usual way.
fn writings(content: &Content<'_>) -> Vec<(String, Writing)> {
    let encoding = content.node.get("encoding");
    let members = encoding.iter().flat_map(|it| it.members().collect::<Vec<_>>());
    let writing = |(name, node): (&str, Node<'_>)| {
        let style = node.get("style").and_then(Node::text);
        let explode = node.get("explode").and_then(|it| it.value().as_bool());
        let writing = Writing {
            style: style.and_then(|it| parameters::style(it, twinspec_blueprint::Place::Query)),
            explode,
            json: false,
            allow_reserved: node.is_true("allowReserved"),
        };
        (name.to_owned(), writing)
    };
    members.map(writing).collect()
}

fn part(member: &Member, content: &Content<'_>) -> Part {
    let encoding = encoding(content, &member.wire);
    let media_type = encoding.and_then(|it| it.get("contentType")?.text());
    // Of several the file itself says which it is.
    let media_type = media_type.filter(|it| !it.contains([',', '*']));
    let is_file = match &member.ty {
        Type::List(item) => **item == Type::File,
        ty => *ty == Type::File,
    };
    Part {
        wire: member.wire.clone(),
        rust: member.rust.clone(),
        is_file,
        media_type: media_type.map(str::to_owned),
    }
}

/// An object's members become inputs of the call itself; an example of the object is one of each.
fn inputs(members: &[Member], mut taken: Vec<String>, example: Option<&Value>) -> Vec<Input> {
    let input = |member: &Member| {
        let rust = names::free(member.rust.clone(), |it| taken.contains(it));
        taken.push(rust.clone());
        let mut member = member.clone();
        if member.presence.is_given() {
            let shown = example.and_then(|it| it.get(&member.wire));
            member.example = shown.cloned().or(member.example);
        }
        Input { rust, member }
    };
    members.iter().map(input).collect()
}
