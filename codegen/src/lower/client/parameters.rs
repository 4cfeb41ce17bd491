//! Parameters: what becomes an argument or a setter of a call, and what is set once on the client.

use twinspec_blueprint::Place;

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::{self, Frame};
use crate::lower::names;
use crate::lower::types::{Types, kind, only_part};
use crate::model::{Parameter, Shared, Type};

/// The methods that every client's builder has.
const OF_BUILDER: [&str; 6] = ["base_url", "build", "credential", "timeout", "token", "transport"];

/// A header that every operation requires is set once, on the client.
pub(super) fn shared<'d>(
    frame: &Frame<'d>,
    types: &Types<'_, 'd>,
    problems: &Problems<'_>,
) -> Vec<Shared> {
    let Some((first, others)) = frame.operations.split_first() else { return Vec::new() };
    let in_all = |parameter: &&frame::Parameter<'_>| {
        parameter.place == Place::Header
            && parameter.required
            && others.iter().all(|it| {
                it.parameters.iter().any(|other| {
                    other.place == Place::Header && other.required && other.name == parameter.name
                })
            })
    };
    let mut taken: Vec<String> = OF_BUILDER.map(str::to_owned).into();
    let lower = |parameter: &frame::Parameter<'d>| {
        let rust = names::free(names::snake(&parameter.name), |it| taken.contains(it));
        taken.push(rust.clone());
        let default = parameter.schema.resolve().ok().and_then(|it| it.get("default"));
        Shared {
            wire: parameter.name.clone(),
            rust,
            doc: parameter.description.clone(),
            ty: ty(parameter, &parameter.name, types, problems),
            default: default.map(|it| match it.value() {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            }),
        }
    };
    first.parameters.iter().filter(in_all).map(lower).collect()
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
        .filter(|it| it.place != Place::Header || shared.iter().all(|s| s.wire != it.name))
        .filter(|it| is_sent(it, problems))
        .collect();
    sorted.sort_by_key(|it| {
        let in_path = frame::placeholders(operation.path).position(|name| name == it.name);
        let in_path = in_path.filter(|_| it.place == Place::Path);
        (in_path.unwrap_or(usize::MAX), !it.required)
    });
    let mut taken = vec!["into_future".to_owned()];
    let lower = |parameter: &frame::Parameter<'d>| {
        let rust = names::free(names::snake(&parameter.name), |it| taken.contains(it));
        taken.push(rust.clone());
        let name = format!("{}_{}", operation.id, parameter.name);
        Parameter {
            wire: parameter.name.clone(),
            rust,
            doc: parameter.description.clone(),
            place: parameter.place,
            required: parameter.required,
            ty: ty(parameter, &name, types, problems),
        }
    };
    sorted.into_iter().map(lower).collect()
}

fn is_sent(parameter: &frame::Parameter<'_>, problems: &Problems<'_>) -> bool {
    if parameter.place == Place::Cookie {
        let message = format!("the client does not send the cookie `{}`", parameter.name);
        problems.note(diagnostic::STYLE, &parameter.node, message);
    }
    parameter.place != Place::Cookie
}

/// Returns the type of a parameter; what has no usual form as text is given as JSON.
fn ty<'d>(
    parameter: &frame::Parameter<'d>,
    rust: &str,
    types: &Types<'_, 'd>,
    problems: &Problems<'_>,
) -> Type {
    let note = |message: String| problems.note(diagnostic::STYLE, &parameter.node, message);
    let name = &parameter.name;
    let Some(form) = form(&parameter.schema) else {
        note(format!("`{name}` is sent as the text of its JSON"));
        return Type::Json;
    };
    let is_query = parameter.place == Place::Query;
    let usual = if is_query { "form" } else { "simple" };
    let style = parameter.style.unwrap_or(usual);
    if style != usual {
        note(format!("`{name}` is sent as `style: {usual}`, not `{style}`"));
    } else if is_query && matches!(form, Form::List) && parameter.explode == Some(false) {
        note(format!("`{name}` is sent with its key repeated"));
    }
    types.of(&parameter.schema, rust)
}

enum Form {
    Scalar,
    List,
}

fn form(schema: &Node<'_>) -> Option<Form> {
    let schema = plain(schema)?;
    match kind(&schema) {
        Some("object") => None,
        Some("array") => {
            let items = schema.get("items").map(|it| plain(&it)).unwrap_or_default();
            let is_scalar = |it: &Node<'_>| !matches!(kind(it), Some("array" | "object"));
            items.is_none_or(|it| is_scalar(&it)).then_some(Form::List)
        }
        _ => Some(Form::Scalar),
    }
}

/// Follows references and the `allOf` of one; what is put together of several has no usual form.
fn plain<'d>(schema: &Node<'d>) -> Option<Node<'d>> {
    let mut schema = schema.resolve().ok()?;
    // Longer ways than this only go in circles.
    for _ in 0..16 {
        let Some(part) = only_part(&schema) else { break };
        schema = part.resolve().ok()?;
    }
    let is_one = ["allOf", "anyOf", "oneOf"].iter().all(|it| schema.get(it).is_none());
    is_one.then_some(schema)
}
