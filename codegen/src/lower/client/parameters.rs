//! Parameters: what becomes an argument or a setter of a call, and what is set once on the client.

use std::collections::BTreeMap;

use twinspec_blueprint::Place;

use crate::diagnostic::{self, Problems};
use crate::lower::frame::{self, Frame, Media};
use crate::lower::names;
use crate::lower::types::{Types, example_of_place};
use crate::model::{Parameter, Shared, Style, Writing};

/// The methods that every client's builder has.
pub(super) const OF_BUILDER: [&str; 7] =
    ["base_url", "basic", "build", "credential", "timeout", "token", "transport"];

/// How many operations there must be before a query parameter that all require is set once.
///
/// In a smaller document it is more likely what a call is about.
const MANY: usize = 5;

/// Returns the header and query parameters that nearly every operation requires, each once.
pub(super) fn of_most<'f, 'd>(frame: &'f Frame<'d>) -> Vec<&'f frame::Parameter<'d>> {
    let mut counts: BTreeMap<(Place, &str), usize> = BTreeMap::new();
    let parameters = || frame.operations.iter().flat_map(|it| &it.parameters);
    for parameter in parameters().filter(|it| it.required) {
        *counts.entry((parameter.place, &parameter.name)).or_default() += 1;
    }
    let operations = frame.operations.len();
    let is_shared = |parameter: &&frame::Parameter<'d>| {
        let count = counts.get(&(parameter.place, parameter.name.as_str()));
        let in_most = parameter.required && count.is_some_and(|it| it * 10 >= operations * 9);
        match parameter.place {
            Place::Header => in_most,
            Place::Query => in_most && operations >= MANY,
            Place::Path | Place::Cookie => false,
        }
    };
    let mut shared: Vec<&frame::Parameter<'d>> = Vec::new();
    for parameter in parameters().filter(is_shared) {
        if !shared.iter().any(|it| it.place == parameter.place && it.name == parameter.name) {
            shared.push(parameter);
        }
    }
    shared
}

/// A parameter that nearly every operation requires is set once, on the client.
pub(super) fn shared<'d>(
    frame: &Frame<'d>,
    types: &Types<'_, 'd>,
    taken: &mut Vec<String>,
) -> Vec<Shared> {
    let lower = |parameter: &frame::Parameter<'d>| {
        let rust = names::free(names::snake(&parameter.name), |it| taken.contains(it));
        taken.push(rust.clone());
        let default = parameter.schema.resolve().ok().and_then(|it| it.get("default"));
        Shared {
            wire: parameter.name.clone(),
            place: parameter.place,
            rust,
            doc: parameter.description.clone(),
            ty: types.of(&parameter.schema),
            default: default.map(|it| match it.value() {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            }),
        }
    };
    of_most(frame).into_iter().map(lower).collect()
}

fn is_same(shared: &Shared, parameter: &frame::Parameter<'_>) -> bool {
    shared.place == parameter.place && shared.wire == parameter.name
}

/// Returns the names of the shared parameters of an operation, if it does not take them all.
pub(super) fn taken_of(operation: &frame::Operation<'_>, shared: &[Shared]) -> Option<Vec<String>> {
    let takes = |it: &&Shared| operation.parameters.iter().any(|own| is_same(it, own));
    let own: Vec<String> = shared.iter().filter(takes).map(|it| it.wire.clone()).collect();
    (own.len() < shared.len()).then_some(own)
}

/// Required parameters first, those of the path in the order of the path.
pub(super) fn lower<'d>(
    operation: &frame::Operation<'d>,
    shared: &[Shared],
    types: &Types<'_, 'd>,
    problems: &Problems<'_>,
) -> Vec<Parameter> {
    let mut sorted: Vec<&frame::Parameter<'d>> = operation
        .parameters
        .iter()
        .filter(|it| !shared.iter().any(|shared| is_same(shared, it)))
        .filter(|it| is_sent(it, problems))
        .collect();
    sorted.sort_by_key(|it| {
        let in_path = frame::placeholders(&operation.path).position(|name| name == it.name);
        let in_path = in_path.filter(|_| it.place == Place::Path);
        (in_path.unwrap_or(usize::MAX), !it.required)
    });
    let mut taken = TAKEN.map(str::to_owned).to_vec();
    let lower = |parameter: &frame::Parameter<'d>| {
        let rust = names::free(names::snake(&parameter.name), |it| taken.contains(it));
        taken.push(rust.clone());
        let example = || example_of_place(&parameter.node, Some(&parameter.schema));
        Parameter {
            wire: parameter.name.clone(),
            rust,
            doc: doc(parameter),
            place: parameter.place,
            required: parameter.required,
            ty: types.of(&parameter.schema),
            writing: writing(parameter, problems),
            example: parameter.required.then(example).flatten(),
        }
    };
    sorted.into_iter().map(lower).collect()
}

fn doc(parameter: &frame::Parameter<'_>) -> String {
    let deprecated = if parameter.deprecated { "**Deprecated.** " } else { "" };
    format!("{deprecated}{}", parameter.description)
}

/// The methods that every builder of a call has.
pub(super) const TAKEN: [&str; 1] = ["into_future"];

/// The specification says to ignore a `Content-Type`: the body decides it.
fn is_sent(parameter: &frame::Parameter<'_>, problems: &Problems<'_>) -> bool {
    let is_of_body =
        parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("content-type");
    if is_of_body {
        let message = "the header `Content-Type` is that of the body";
        problems.note(diagnostic::UNUSED, &parameter.node, message);
    }
    !is_of_body
}

/// Reads how a value is written; what is the usual way is left out.
fn writing(parameter: &frame::Parameter<'_>, problems: &Problems<'_>) -> Writing {
    let json = parameter.content.as_ref().is_some_and(|it| it.media() == Media::Json);
    let usual = match parameter.place {
        Place::Query | Place::Cookie => Style::Form,
        Place::Path | Place::Header => Style::Simple,
    };
    let style = match parameter.style.map(|it| style(it, parameter.place)) {
        None => usual,
        Some(Some(style)) => style,
        Some(None) => {
            let message = format!("`{}` is no style here", parameter.style.unwrap_or_default());
            problems.note(diagnostic::STYLE, &parameter.node, message);
            usual
        }
    };
    Writing {
        style: Some(style).filter(|it| *it != usual),
        explode: parameter.explode.filter(|it| *it != (style == Style::Form)),
        json,
        allow_reserved: parameter.allow_reserved && parameter.place == Place::Query,
    }
}

/// Returns a style by its name, if it is one of this place.
pub(super) fn style(name: &str, place: Place) -> Option<Style> {
    let (style, places): (_, &[Place]) = match name {
        "simple" => (Style::Simple, &[Place::Path, Place::Header]),
        "label" => (Style::Label, &[Place::Path]),
        "matrix" => (Style::Matrix, &[Place::Path]),
        "form" => (Style::Form, &[Place::Query, Place::Cookie]),
        "spaceDelimited" => (Style::SpaceDelimited, &[Place::Query]),
        "pipeDelimited" => (Style::PipeDelimited, &[Place::Query]),
        "deepObject" => (Style::DeepObject, &[Place::Query]),
        _ => return None,
    };
    places.contains(&place).then_some(style)
}
