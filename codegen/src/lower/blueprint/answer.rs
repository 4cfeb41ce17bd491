//! Answers: what fills each property of each body.

use serde_json::{Value, json};
use twinspec_blueprint::{Action, Answer, Fill, Make, Property, Slot, Status, Verb, View};

use crate::document::Node;
use crate::lower::blueprint::entity::{self, Shown};
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::{owned, resource_of, text};
use crate::lower::frame::{Frame, Operation, Response, json_content};
use crate::lower::types::{is_nullable, kind, texts};

/// How many required objects an answer may hold in each other.
const DEPTH: usize = 16;

/// What may appear in the answers of an operation.
pub(super) struct Scene<'f, 'd> {
    resource: Option<&'f Found<'d>>,
    /// The property that the operation adds to.
    added: Option<String>,
}

impl<'f, 'd> Scene<'f, 'd> {
    pub(super) fn of(action: &Action, resources: &'f [Found<'d>]) -> Self {
        let added = match action {
            Action::On { verb: Verb::AddTo { property, .. }, .. } => Some(property.to_string()),
            _ => None,
        };
        Self { resource: resource_of(action).map(|it| &resources[it]), added }
    }
}

pub(super) fn lower(
    response: &Response<'_>,
    operation: &Operation<'_>,
    scene: &Scene<'_, '_>,
) -> Answer {
    let is_success = match response.status {
        Status::Exact(code) => code < 400,
        Status::Range(digit) => digit < 4,
        Status::Default => false,
    };
    let body = response.schema().map_or(Fill::Nothing, |schema| {
        if is_success {
            success(schema, operation, scene)
        } else {
            Fill::Object(error(schema).into())
        }
    });
    let json = json_content(&response.contents);
    let media_type = json.map(|it| owned(it.media_type));
    Answer { status: response.status, media_type, body }
}

/// The body of an answer to a request that belongs to no operation.
pub(super) fn route_error(frame: &Frame<'_>) -> Vec<Slot> {
    frame.route_error.as_ref().map(error).unwrap_or_default()
}

fn success(schema: &Node<'_>, operation: &Operation<'_>, scene: &Scene<'_, '_>) -> Fill {
    let shown = scene.resource.and_then(|_| entity::find(schema, operation.hint.envelope));
    match shown {
        Some(Shown { property: None, schema, many: false }) => Fill::Entity(view(&schema)),
        Some(Shown { property: None, schema, many: true }) => Fill::Entities(view(&schema)),
        shown => object(schema, shown.as_ref(), scene, DEPTH),
    }
}

fn object(
    schema: &Node<'_>,
    shown: Option<&Shown<'_>>,
    scene: &Scene<'_, '_>,
    depth: usize,
) -> Fill {
    let Ok(schema) = schema.resolve() else { return Fill::Nothing };
    let Some(properties) = schema.get("properties") else {
        return Fill::Made(Make::Json(text(&made(&schema))));
    };
    let required = required(&schema);
    let has_total = properties.members().any(|(name, _)| is_total(name));
    let slots = properties.members().map(|(name, property)| {
        let required = required.contains(&name);
        let fill = match shown.filter(|it| it.property == Some(name)) {
            Some(shown) if shown.many => Fill::Entities(view(&shown.schema)),
            Some(shown) => Fill::Entity(view(&shown.schema)),
            None => match by_name(name, &property, has_total, scene) {
                Some(fill) => fill,
                None if !required => Fill::Nothing,
                // An object that requires itself has no end.
                None if is_object(&property) && depth > 0 => {
                    object(&property, None, scene, depth - 1)
                }
                None => Fill::Made(make(&property)),
            },
        };
        Slot { name: owned(name), required, fill }
    });
    Fill::Object(slots.collect())
}

fn is_object(property: &Node<'_>) -> bool {
    property.resolve().is_ok_and(|it| kind(&it) == Some("object"))
}

/// What fills a property by its name.
fn by_name(
    name: &str,
    property: &Node<'_>,
    has_total: bool,
    scene: &Scene<'_, '_>,
) -> Option<Fill> {
    if let Some(added) = &scene.added {
        if name == added {
            return Some(Fill::Property(owned(name)));
        }
        if name == "added" || name == format!("{added}Added") {
            return Some(Fill::Added);
        }
    }
    let resolved = property.resolve().ok();
    let kind = resolved.as_ref().and_then(kind);
    let number = matches!(kind, Some("integer" | "number"));
    Some(match name {
        _ if is_total(name) && number => Fill::Total,
        // Alone it means all; beside a total it can only mean the page.
        "count" if number => {
            if has_total {
                Fill::Count
            } else {
                Fill::Total
            }
        }
        "page" | "currentPage" | "current_page" if number => Fill::Page,
        "nextPage" | "next_page" if number => Fill::NextPage,
        "prevPage" | "previousPage" | "prev_page" if number => Fill::PreviousPage,
        "nextPageUrl" | "next" | "nextUrl" | "next_page_url" if kind == Some("string") => {
            Fill::NextUrl
        }
        "startAfterId" | "nextCursor" | "next_cursor" | "cursor" if kind == Some("string") => {
            Fill::CursorId
        }
        "startAfter" if number => Fill::CursorStamp,
        _ => return None,
    })
}

fn is_total(name: &str) -> bool {
    matches!(name, "total" | "totalCount" | "total_count")
}

/// Fills an error by the names that errors use everywhere.
fn error(schema: &Node<'_>) -> Vec<Slot> {
    let Ok(schema) = schema.resolve() else { return Vec::new() };
    let required = required(&schema);
    let properties = schema.get("properties");
    let members = properties.iter().flat_map(|it| it.members().collect::<Vec<_>>());
    let slot = |(name, property): (&str, Node<'_>)| {
        let resolved = property.resolve().ok();
        let kind = resolved.as_ref().and_then(kind);
        let required = required.contains(&name);
        let fill = match (name, kind) {
            ("statusCode" | "status" | "code", Some("integer" | "number")) => Fill::StatusNumber,
            ("message" | "messages" | "errors" | "detail" | "error_description", Some("array")) => {
                Fill::Messages
            }
            ("message" | "detail" | "error_description", Some("string")) => Fill::Message,
            ("error" | "title", Some("string")) => Fill::StatusPhrase,
            _ if required => Fill::Made(make(&property)),
            _ => Fill::Detail,
        };
        Slot { name: owned(name), required, fill }
    };
    members.map(slot).collect()
}

fn view(schema: &Node<'_>) -> View {
    let required = required(schema);
    let properties = schema.get("properties");
    let members = properties.iter().flat_map(|it| it.members().collect::<Vec<_>>());
    let property = |(name, property): (&str, Node<'_>)| Property {
        name: owned(name),
        nullable: is_nullable(&property),
        unset: required.contains(&name).then(|| make(&property)),
    };
    let additional = schema.get("additionalProperties");
    View {
        properties: members.map(property).collect(),
        open: additional.is_none_or(|it| it.value() != &Value::Bool(false)),
    }
}

fn required<'d>(schema: &Node<'d>) -> Vec<&'d str> {
    schema.get("required").map(|it| texts(&it)).unwrap_or_default()
}

/// What the server gives for a property of which nothing is known.
fn make(property: &Node<'_>) -> Make {
    let Ok(schema) = property.resolve() else { return Make::Null };
    let format = schema.get("format").and_then(Node::text);
    match (schema.get("default"), format) {
        (Some(default), _) => Make::Json(text(default.value())),
        (None, _) if is_nullable(property) => Make::Null,
        (None, Some("uuid")) => Make::Uuid,
        (None, Some("date-time")) => Make::Now,
        (None, _) => Make::Json(text(&made(&schema))),
    }
}

/// Makes a value of a schema: its example, its first enum value, or the least of its kind.
fn made(schema: &Node<'_>) -> Value {
    if let Some(example) = schema.get("example") {
        return example.value().clone();
    }
    if let Some(first) = schema.get("enum").and_then(|it| it.items().next()) {
        return first.value().clone();
    }
    match kind(schema) {
        Some("integer" | "number") => json!(0),
        Some("boolean") => json!(false),
        Some("array") => json!([]),
        Some("object") => json!({}),
        _ => json!(""),
    }
}
