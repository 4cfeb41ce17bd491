//! Answers: what fills each property of each body.

mod role;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twinspec_blueprint::{Action, Answer, Fill, Make, Property, Slot, Status, Verb, View};

use crate::document::Node;
use crate::lower::blueprint::answer::role::Role;
use crate::lower::blueprint::entity::{self, Shown, says_nothing};
use crate::lower::blueprint::members::{Members, Reader};
use crate::lower::blueprint::representation;
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::{id, owned, text};
use crate::lower::frame::{Operation, Response, json_content};
use crate::lower::types::{is_nullable, json_kinds, kind};
use crate::model::Kind;

/// How many objects of an answer may hold each other.
const DEPTH: usize = 16;

/// What may appear in the answers of an operation.
pub(super) struct Scene<'s, 'p, 'd> {
    pub(super) action: &'s Action,
    pub(super) resource: Option<&'s Found<'d>>,
    /// Where the document says what a list of the resource looks like.
    pub(super) list: Option<&'s (&'d Operation<'d>, Node<'d>)>,
    pub(super) reader: &'s Reader<'p, 'd>,
}

impl<'s, 'd> Scene<'s, '_, 'd> {
    fn verb(&self) -> Option<&'s Verb> {
        match self.action {
            Action::Respond => None,
            Action::On { verb, .. } => Some(verb),
        }
    }

    /// Finds the entity in a success.
    fn shown(&self, schema: &Node<'d>, operation: &Operation<'d>) -> Option<Shown<'d>> {
        let found = self.resource?;
        let many = match self.verb()? {
            Verb::List(_) => Some(true),
            // What counts or does something else shows no entity, whatever it looks like.
            Verb::Count(_) | Verb::Clear(_) => return None,
            _ => Some(false),
        };
        let shown = entity::find(schema, &found.sought(operation, many), self.reader)?;
        // What an operation on a part of it answers may be something else.
        let is_same =
            found.entity.as_ref().is_some_and(|it| it.pointer() == shown.schema.pointer());
        let has_id = || {
            let members = self.reader.members(&shown.schema).unwrap_or_default();
            found.id.first().is_some_and(|it| members.properties.contains_key(it))
        };
        let is_sure = match self.verb()? {
            Verb::Act { .. } => is_same,
            Verb::SetFields { .. } | Verb::AddTo { .. } | Verb::RemoveFrom { .. } => {
                is_same || has_id()
            }
            _ => true,
        };
        (is_sure || operation.hint.envelope.is_some()).then_some(shown)
    }
}

/// For resources, by their positions, an operation that lists them and the schema of what it answers.
pub(super) type Lists<'d> = BTreeMap<usize, (&'d Operation<'d>, Node<'d>)>;

/// Finds what the document says of lists: whatever says nothing of its own looks like them.
pub(super) fn lists<'d>(operations: &'d [Operation<'d>], actions: &[Action]) -> Lists<'d> {
    let mut lists = Lists::new();
    for (operation, action) in operations.iter().zip(actions) {
        let Action::On { resource, verb: Verb::List(_), .. } = action else { continue };
        let successes = operation.responses.iter().filter(|it| is_success(it.status));
        let schema = successes.filter_map(Response::schema).find(|it| !says_nothing(it));
        if let Some(schema) = schema {
            lists.entry(*resource).or_insert_with(|| (operation, schema.clone()));
        }
    }
    lists
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Exact(code) => code < 400,
        Status::Range(digit) => digit < 4,
        Status::Default => false,
    }
}

pub(super) fn lower<'d>(
    response: &Response<'d>,
    operation: &Operation<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> Answer {
    let is_success = is_success(response.status);
    let definitions = &scene.reader.definitions;
    let schema = response.schema().filter(|_| is_success);
    let body = match schema {
        Some(schema) if says_nothing(schema) => {
            let fill = undescribed(scene).filter(|it| fits(it, schema));
            fill.unwrap_or_else(|| success(schema, operation, scene))
        }
        Some(schema) => success(schema, operation, scene),
        None if is_success && json_content(&response.contents).is_some() => {
            undescribed(scene).unwrap_or(Fill::Nothing)
        }
        None => Fill::Nothing,
    };
    let schema = schema.filter(|it| !(is_plain(it) && is_sure(&body) || is_whole(&body)));
    let schema = schema.map(|it| text(&definitions.reference(it)));
    let json = json_content(&response.contents);
    let media_type = json.map(|it| representation::media_type(it).into());
    // What has no `/` is no media type, but something that was meant to stand elsewhere.
    let contents = response.contents.iter().filter(|it| it.media_type.contains('/'));
    let representations = contents.map(|it| representation::lower(it, definitions));
    Answer {
        status: response.status,
        media_type,
        body,
        schema,
        representations: representations.collect(),
        headers: representation::headers(response, definitions).into(),
    }
}

/// What an answer in JSON shows of which the document says no more than that.
fn undescribed(scene: &Scene<'_, '_, '_>) -> Option<Fill> {
    let found = scene.resource?;
    let property = |it: &str| Property { name: owned(it), nullable: true, unset: None };
    let id = found.id.iter().take(1).filter(|it| !found.properties.contains_key(**it));
    let names = id.chain(found.properties.keys()).map(|it| property(it));
    let view = || View { properties: names.collect(), id: None, open: true, schema: owned("true") };
    match scene.verb()? {
        Verb::Create | Verb::Read { .. } => Some(Fill::Entity(view())),
        Verb::List(_) => Some(match scene.list {
            Some((operation, schema)) => success(schema, operation, scene),
            None => Fill::Entities(view()),
        }),
        _ => None,
    }
}

/// Whether what fills a body is of a kind that its schema allows.
fn fits(fill: &Fill, schema: &Node<'_>) -> bool {
    let kind = if matches!(fill, Fill::Entities(_)) { Kind::List } else { Kind::Object };
    json_kinds(schema).is_none_or(|it| it.contains(&kind))
}

/// Whether a fill takes care of the whole body by itself.
fn is_whole(fill: &Fill) -> bool {
    !matches!(fill, Fill::Object(_))
}

/// Whether whatever fills a place is sure to be there and to be right.
fn is_sure(fill: &Fill) -> bool {
    match fill {
        Fill::Object(slots) => slots.iter().all(|slot| match slot.fill {
            // Of the last page some say nothing.
            Fill::Nothing
            | Fill::NextUrl(_)
            | Fill::PreviousUrl(_)
            | Fill::CursorId
            | Fill::CursorStamp
            | Fill::FirstId
            | Fill::LastId => !slot.required,
            _ => is_sure(&slot.fill),
        }),
        Fill::Property(_) | Fill::Id | Fill::Ids => false,
        _ => true,
    }
}

/// Whether slots that are each right make an object that is: nothing is said of it but what its
/// properties are.
fn is_plain(schema: &Node<'_>) -> bool {
    const PLAIN: [&str; 8] = [
        "additionalProperties",
        "description",
        "example",
        "externalDocs",
        "properties",
        "required",
        "title",
        "type",
    ];
    let Ok(schema) = schema.resolve() else { return true };
    schema.members().all(|(key, _)| PLAIN.contains(&key) || key.starts_with("x-"))
}

fn success<'d>(schema: &Node<'d>, operation: &Operation<'d>, scene: &Scene<'_, '_, 'd>) -> Fill {
    let anything = || Fill::Made(Make::Schema(text(&scene.reader.definitions.reference(schema))));
    if scene.resource.is_none() {
        return anything();
    }
    let shown = scene.shown(schema, operation);
    match (&shown, scene.reader.members(schema)) {
        (Some(shown), _) if shown.path.is_empty() => at(shown, scene),
        (_, Some(members)) => object(&members, shown.as_ref(), 0, scene),
        _ => anything(),
    }
}

/// The entity where it stands, or the list of them.
fn at<'d>(shown: &Shown<'d>, scene: &Scene<'_, '_, 'd>) -> Fill {
    let view = view(&shown.schema, scene);
    match shown {
        Shown { keyed: true, .. } => Fill::Keyed(view),
        Shown { many: true, .. } => Fill::Entities(view),
        _ => Fill::Entity(view),
    }
}

/// An object around the entity, or instead of it; `depth` is how many are around this one.
fn object<'d>(
    members: &Members<'d>,
    shown: Option<&Shown<'d>>,
    depth: usize,
    scene: &Scene<'_, '_, 'd>,
) -> Fill {
    let role = Role::of(members, scene);
    let slots = members.properties.iter().map(|(name, property)| {
        let required = members.required.contains(name);
        let leads_on = shown.filter(|it| it.path.get(depth) == Some(name));
        let fill = match leads_on {
            Some(shown) if shown.path.len() == depth + 1 => at(shown, scene),
            Some(_) => {
                let below = scene.reader.members(property).unwrap_or_default();
                object(&below, shown, depth + 1, scene)
            }
            None => match role.fill(name, property) {
                Some(fill) => fill,
                None => others(property, required, depth, scene),
            },
        };
        Slot { name: owned(name), required, fill }
    });
    Fill::Object(slots.collect())
}

/// What has no role of its own: made if it must be there, looked into if it may say something of
/// the page.
fn others<'d>(
    property: &Node<'d>,
    required: bool,
    depth: usize,
    scene: &Scene<'_, '_, 'd>,
) -> Fill {
    let is_list = matches!(scene.verb(), Some(Verb::List(_)));
    let looked_into = (is_list && depth < 3 || required && depth < DEPTH)
        .then(|| scene.reader.members(property))
        .flatten();
    if let Some(members) = looked_into {
        let fill = object(&members, None, depth + 1, scene);
        if says_something(&fill) && is_plain(property) {
            return fill;
        }
    }
    if required { Fill::Made(make(property, scene.reader)) } else { Fill::Nothing }
}

/// Whether something in an object depends on what happened.
fn says_something(fill: &Fill) -> bool {
    match fill {
        Fill::Object(slots) => slots.iter().any(|it| says_something(&it.fill)),
        Fill::Nothing | Fill::Made(_) => false,
        _ => true,
    }
}

/// How an entity looks in one place; its schema completes what nobody gave.
fn view<'d>(schema: &Node<'d>, scene: &Scene<'_, '_, 'd>) -> View {
    let members = scene.reader.members(schema).unwrap_or_default();
    let property = |(name, property): (&&str, &Node<'d>)| Property {
        name: owned(name),
        nullable: is_nullable(property),
        unset: members.required.contains(name).then(|| unset(property)).flatten(),
    };
    // Without the id nobody could ask for the entity again; some documents describe the answer to
    // a creation by the body of its request.
    let id = scene.resource.and_then(|it| it.id.first());
    let id = id.filter(|it| !members.closed && !members.properties.contains_key(**it));
    let id = id.map(|it| Property { name: owned(it), nullable: false, unset: None });
    // A list may call it otherwise than a single one does.
    let shown = scene.resource.filter(|it| {
        it.item.is_some() && it.id.first().is_none_or(|it| !members.properties.contains_key(*it))
    });
    let shown = shown
        .and_then(|it| id::property(&members, it.item, it.route.subject().unwrap_or_default()));
    // Some documents require what they do not describe; a body may.
    let only_required = members.required.iter().filter(|it| {
        let is_known = scene.resource.is_some_and(|found| found.properties.contains_key(**it));
        is_known && !members.properties.contains_key(**it)
    });
    let only_required =
        only_required.map(|it| Property { name: owned(it), nullable: false, unset: None });
    let declared = members.properties.iter().map(property);
    View {
        id: shown.map(owned),
        properties: id.into_iter().chain(declared).chain(only_required).collect(),
        open: !members.closed,
        schema: text(&scene.reader.definitions.reference(schema)),
    }
}

/// What the server gives for a property of which nothing is known, where no schema is needed to
/// say it. A view's schema makes the others, the same for the same entity.
fn unset(property: &Node<'_>) -> Option<Make> {
    let Ok(schema) = property.resolve() else { return Some(Make::Null) };
    let format = schema.get("format").and_then(Node::text);
    match (schema.get("default"), format) {
        (Some(default), _) => Some(Make::Json(text(default.value()))),
        (None, _) if is_nullable(property) => Some(Make::Null),
        (None, Some("uuid")) => Some(Make::Uuid),
        (None, Some("date-time")) => Some(Make::Now),
        (None, _) => least(&schema).map(|it| Make::Json(text(&it))),
    }
}

/// What the server gives for a property of which nothing is known.
fn make<'d>(property: &Node<'d>, reader: &Reader<'_, 'd>) -> Make {
    let schema = || Make::Schema(text(&reader.definitions.reference(property)));
    unset(property).unwrap_or_else(schema)
}

/// Returns what says least, where nothing more is asked of a value.
fn least(schema: &Node<'_>) -> Option<Value> {
    let kind = kind(schema)?;
    if kind == "array" {
        return schema.get("minItems").is_none().then(|| json!([]));
    }
    let asks = |key: &str| !SAYS_LITTLE.contains(&key) && !key.starts_with("x-");
    if schema.members().any(|(key, _)| asks(key)) {
        return None;
    }
    // Many an example is of another kind than what it is an example of.
    let is_of_kind = |it: &&Value| match kind {
        "boolean" => it.is_boolean(),
        "integer" => it.is_i64(),
        "number" => it.is_number(),
        _ => it.is_string(),
    };
    let example = schema.get("example").map(|it| it.value()).filter(is_of_kind);
    let least = match kind {
        "boolean" => json!(false),
        "integer" | "number" => json!(0),
        "string" => json!(""),
        _ => return None,
    };
    Some(example.cloned().unwrap_or(least))
}

/// Keywords that bound nothing.
const SAYS_LITTLE: [&str; 10] = [
    "deprecated",
    "description",
    "example",
    "externalDocs",
    "nullable",
    "readOnly",
    "title",
    "type",
    "writeOnly",
    "xml",
];
