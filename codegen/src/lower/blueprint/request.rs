//! Requests: where an operation stands, its parameters and its bodies.

use serde_json::{Value, json};
use twinspec_blueprint::{Body, Content, Encoding, Parameter, Place, Style, Text};

use crate::document::Node;
use crate::lower::blueprint::{owned, text};
use crate::lower::frame::{self, Frame, Media, placeholders};
use crate::lower::json_schema::Definitions;

/// The path template with the literals of its query; a fragment never reaches a server.
pub(in crate::lower) fn template(template: &str) -> String {
    let template = template.split('#').next().unwrap_or_default();
    let Some((path, query)) = template.split_once('?') else { return template.to_owned() };
    let literals: Vec<&str> = pairs(query).filter(|it| !it.contains('{')).collect();
    if literals.is_empty() { path.to_owned() } else { format!("{path}?{}", literals.join("&")) }
}

/// The paths of all servers, of the document and of single operations.
pub(super) fn bases(frame: &Frame<'_>) -> Vec<Text> {
    let of_document = frame.servers.iter().map(|it| it.url.as_str());
    let of_operations = frame.operations.iter().filter_map(|it| it.server.as_deref());
    let mut bases: Vec<String> = of_document.chain(of_operations).filter_map(base).collect();
    bases.sort();
    bases.dedup();
    bases.into_iter().map(Text::from).collect()
}

/// Returns the path of a server's URL, in which variables have their defaults.
fn base(url: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = url;
    while let Some((before, variable)) = rest.split_once('{') {
        let (variable, after) = variable.split_once('}')?;
        plain.push_str(before);
        plain.push_str(variable.split_once('=').map_or("", |(_, default)| default));
        rest = after;
    }
    plain.push_str(rest);
    let path = match plain.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |it| &rest[it..]),
        None => plain
            .strip_prefix("//")
            .map_or(plain.as_str(), |rest| rest.find('/').map_or("", |it| &rest[it..])),
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    (!path.is_empty()).then(|| format!("/{path}"))
}

pub(super) fn parameters<'d>(
    operation: &frame::Operation<'d>,
    definitions: &Definitions<'_, 'd>,
) -> Vec<Parameter> {
    let query = operation.path.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let lower = |it: &frame::Parameter<'d>| {
        let mut parameter = parameter(it, definitions);
        // `/items?kind={kind}` has a parameter of the query that is declared as one of the path.
        if let Some(key) = key_of(query, &it.name).filter(|_| it.place == Place::Path) {
            parameter.name = owned(key);
            parameter.place = Place::Query;
            parameter.style = Style::Form;
        }
        parameter
    };
    let mut parameters: Vec<Parameter> = operation.parameters.iter().map(lower).collect();
    for literal in pairs(query).filter(|it| !it.contains('{')) {
        let (key, value) = literal.split_once('=').unwrap_or((literal, ""));
        if parameters.iter().all(|it| it.place != Place::Query || it.name != key) {
            parameters.push(literal_parameter(key, value));
        }
    }
    parameters
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|it| !it.is_empty())
}

/// Returns the key in a template's query whose value is this placeholder.
fn key_of<'p>(query: &'p str, name: &str) -> Option<&'p str> {
    let holds = |it: &&str| placeholders(it).any(|it| it == name);
    pairs(query).find(holds).map(|it| it.split(['=', '{']).next().unwrap_or(it))
}

fn literal_parameter(key: &str, value: &str) -> Parameter {
    Parameter {
        name: owned(key),
        place: Place::Query,
        required: true,
        may_be_empty: value.is_empty(),
        style: Style::Form,
        explode: true,
        schema: text(&json!({"type": "string", "const": value})),
    }
}

fn parameter<'d>(parameter: &frame::Parameter<'d>, definitions: &Definitions<'_, 'd>) -> Parameter {
    let usual = match parameter.place {
        Place::Query | Place::Cookie => Style::Form,
        Place::Path | Place::Header => Style::Simple,
    };
    let style = match &parameter.content {
        Some(content) if content.media() == Media::Json => Style::Json,
        Some(_) => Style::Opaque,
        None => parameter.style.and_then(style).unwrap_or(usual),
    };
    let schema = match style {
        // Nobody says how its text becomes a value.
        Style::Opaque => Value::Bool(true),
        _ => definitions.convert(&parameter.schema),
    };
    Parameter {
        name: parameter.name.clone().into(),
        place: parameter.place,
        required: parameter.required,
        may_be_empty: parameter.node.is_true("allowEmptyValue"),
        style,
        explode: parameter.explode.unwrap_or(style == Style::Form),
        schema: text(&schema),
    }
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "simple" => Style::Simple,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}

pub(super) fn body<'d>(body: &frame::Body<'d>, definitions: &Definitions<'_, 'd>) -> Body {
    let lower = |it: &frame::Content<'d>| Content {
        media_type: owned(it.media_type),
        schema: text(&it.schema.as_ref().map_or(Value::Bool(true), |it| definitions.convert(it))),
        encodings: encodings(&it.node).into(),
    };
    Body { required: body.required, contents: body.contents.iter().map(lower).collect() }
}

/// The properties of a form that are written in another way than the usual one.
fn encodings(content: &Node<'_>) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for (property, node) in content.get("encoding").iter().flat_map(Node::members) {
        let said = node.get("style").and_then(Node::text).and_then(style);
        let explode = node.get("explode").and_then(|it| it.value().as_bool());
        let media_type = node.get("contentType").and_then(Node::text).unwrap_or_default();
        let style = match said {
            None if media_type.contains("json") => Style::Json,
            None if explode.is_none() => continue,
            said => said.unwrap_or(Style::Form),
        };
        let explode = explode.unwrap_or(style == Style::Form);
        encodings.push(Encoding { property: owned(property), style, explode });
    }
    encodings
}
