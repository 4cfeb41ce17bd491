//! What schemas are called that stand in operations, or in what operations share.
//!
//! What stands in an operation is called after the operation. A parameter, a body or a response that
//! is a component, or a file, is called after itself, whichever operation is the first to use it; a
//! parameter of a whole path after the path.

use std::collections::BTreeMap;

use crate::document::{Node, Pointer};
use crate::lower::client::{answers, bodies, errors, parameters};
use crate::lower::frame::{Frame, Operation, Response};
use crate::lower::types::Called;

/// Returns what the schemas are called, by their places.
pub(super) fn names(frame: &Frame<'_>) -> BTreeMap<Pointer, Called> {
    let mut names = Names::default();
    for (event, payload) in &frame.webhooks {
        names.own.insert(payload.pointer().clone(), after(event, "payload"));
    }
    for operation in &frame.operations {
        names.of_parameters(operation);
        names.of_body(operation);
        names.of_responses(operation);
    }
    for parameter in parameters::of_most(frame) {
        if let Some(name) = names.own.get_mut(parameter.schema.pointer()) {
            *name = Called { name: parameter.name.clone(), longer: None };
        }
    }
    let Names { own, mut others } = names;
    others.extend(own);
    others
}

/// Names by places: of what stands in an operation, and of what it only leads to.
///
/// An operation may lead into another one, and then that one names what is there.
#[derive(Default)]
struct Names {
    own: BTreeMap<Pointer, Called>,
    others: BTreeMap<Pointer, Called>,
}

impl Names {
    fn of_parameters(&mut self, operation: &Operation<'_>) {
        let path = operation.path.split('/').filter(|it| !it.contains('{'));
        let path = path.collect::<Vec<_>>().join(" ");
        for parameter in &operation.parameters {
            let within =
                |it: &str| Called { name: format!("{it} {}", parameter.name), longer: None };
            let component = own_name(&parameter.node)
                .map(|it| Called { name: it.to_owned(), longer: Some(format!("{it} parameter")) });
            // One of a path stands in a list and has no name there.
            let other = component.unwrap_or_else(|| within(&path));
            self.add(operation, &parameter.schema, within(&operation.id), other);
        }
    }

    fn of_body(&mut self, operation: &Operation<'_>) {
        let Some(body) = &operation.body else { return };
        for (schema, form) in bodies::schemas(body) {
            let words = format!("{form} body");
            let own = after(&operation.id, words.trim());
            let component = own_name(&body.node).map(|it| after(it, words.trim()));
            let other = component.unwrap_or_else(|| own.clone());
            self.add(operation, schema, own, other);
        }
    }

    fn of_responses(&mut self, operation: &Operation<'_>) {
        let successes = answers::successes(operation);
        for response in &operation.responses {
            let is_success = successes.iter().any(|it| it.status == response.status);
            let status = errors::variant(response.status);
            let words = match (is_success, successes.len()) {
                // One alone needs no word for its status.
                (true, 1) => "response".to_owned(),
                (true, _) => format!("{status} response"),
                (false, _) => status,
            };
            self.of_response(operation, response, &words);
        }
    }

    fn of_response(&mut self, operation: &Operation<'_>, response: &Response<'_>, words: &str) {
        let own = after(&operation.id, words);
        let component = own_name(&response.node).map(|it| after(it, "response"));
        let other = component.unwrap_or_else(|| own.clone());
        for schema in response.contents.iter().filter_map(|it| it.schema.as_ref()) {
            self.add(operation, schema, own.clone(), other.clone());
        }
    }

    fn add(&mut self, operation: &Operation<'_>, schema: &Node<'_>, own: Called, other: Called) {
        let place = schema.pointer();
        if place.is_within(operation.node.pointer()) {
            self.own.entry(place.clone()).or_insert(own);
        } else {
            self.others.entry(place.clone()).or_insert(other);
        }
    }
}

/// Calls something after what is around it, which may say already what it is.
fn after(around: &str, words: &str) -> Called {
    let says_so = around.to_ascii_lowercase().ends_with(words);
    let name = if says_so { around.to_owned() } else { format!("{around} {words}") };
    Called { name, longer: None }
}

/// Returns the name of a component or a file; what stands in a list has none.
fn own_name<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    node.pointer().own_name().filter(|it| it.parse::<usize>().is_err())
}
