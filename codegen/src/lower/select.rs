//! The operations that are wanted, where that is not all of them.
//!
//! A selector names operations as people do: by `operationId`, by method and path, or by tag.

use std::collections::BTreeSet;

use similar::get_close_matches;

use crate::diagnostic::Problems;
use crate::error::Error;
use crate::lower::client::Client;
use crate::lower::frame::{Frame, Operation};
use crate::lower::names;
use crate::model::{Errors, reached};

/// What is in front of the name of a tag.
const TAG: &str = "tag:";

/// How many names are shown when one is not found.
const SHOWN: usize = 3;

/// The ids of the operations that are wanted; `None` when all are.
pub(super) type Selected = Option<BTreeSet<String>>;

/// Finds the operations of documents that are selected; a selector that finds none in any is an error.
pub(super) fn find(frames: &[Frame<'_>], selectors: &[String]) -> Result<Vec<Selected>, Error> {
    if selectors.is_empty() {
        return Ok(frames.iter().map(|_| None).collect());
    }
    let mut selected = vec![BTreeSet::new(); frames.len()];
    let mut mistakes = Vec::new();
    for selector in selectors.iter().map(|it| it.trim()) {
        let mut is_found = false;
        for (frame, selected) in frames.iter().zip(&mut selected) {
            let found = frame.operations.iter().filter(|it| selects(selector, it));
            let found: Vec<String> = found.map(|it| it.id.clone()).collect();
            is_found |= !found.is_empty();
            selected.extend(found);
        }
        if !is_found {
            mistakes.push(missing(frames, selector));
        }
    }
    if mistakes.is_empty() {
        Ok(selected.into_iter().map(Some).collect())
    } else {
        Err(Error::Settings(mistakes.join("\n")))
    }
}

fn selects(selector: &str, operation: &Operation<'_>) -> bool {
    match selector.strip_prefix(TAG) {
        // Two spellings of one tag are one tag, as they are one module.
        Some(tag) => names::snake(tag.trim()) == names::snake(&operation.tag),
        None => operation.id == selector || is_place(selector, operation),
    }
}

/// Whether a selector is the method and path of an operation.
fn is_place(selector: &str, operation: &Operation<'_>) -> bool {
    selector.split_once(' ').is_some_and(|(method, path)| {
        method.eq_ignore_ascii_case(operation.method.as_str()) && path.trim() == operation.path
    })
}

fn place(operation: &Operation<'_>) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// Says that nothing is called so, and what is called nearly so.
fn missing(frames: &[Frame<'_>], selector: &str) -> String {
    let operations = frames.iter().flat_map(|it| &it.operations);
    let (kind, names): (&str, BTreeSet<String>) = if selector.starts_with(TAG) {
        ("tag", operations.map(|it| format!("{TAG}{}", it.tag)).collect())
    } else if selector.contains('/') {
        ("operation", operations.map(place).collect())
    } else {
        ("operation", operations.map(|it| it.id.clone()).collect())
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut near = get_close_matches(selector, &names, SHOWN, 0.6);
    let wanted = selector.trim_start_matches(TAG).to_lowercase();
    let holds = |it: &&&str| it.to_lowercase().contains(&wanted) && !near.contains(it);
    let holding: Vec<&str> = names.iter().filter(holds).copied().collect();
    near.extend(holding);
    near.truncate(SHOWN);
    let rest = match near.as_slice() {
        [] if names.is_empty() => "the document has none".to_owned(),
        [] => format!(
            "there are {}, such as {}",
            names.len(),
            listed(&names[..names.len().min(SHOWN)])
        ),
        near => format!("did you mean {}?", listed(near)),
    };
    format!("the selector `{selector}` fits no {kind}; {rest}")
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}

/// Leaves only the selected operations in a frame, and forgets what is wrong with the others.
pub(super) fn frame(frame: &mut Frame<'_>, selected: &Selected, problems: &Problems<'_>) {
    let Some(selected) = selected else { return };
    let others = frame.operations.iter().filter(|it| !selected.contains(&it.id));
    problems.forget(&others.map(|it| it.node.pointer()).collect::<Vec<_>>());
    frame.operations.retain(|it| selected.contains(&it.id));
}

/// Leaves only the selected operations in a client, and what they need.
pub(super) fn client(client: &mut Client, selected: &Selected) {
    let Some(selected) = selected else { return };
    for tag in &mut client.tags {
        tag.operations.retain(|it| selected.contains(&it.id));
    }
    client.tags.retain(|it| !it.operations.is_empty());
    let Client { schemes, shared, types, errors, tags, .. } = client;
    let operations = || tags.iter().flat_map(|it| &it.operations);
    errors.retain(|errors| {
        operations()
            .any(|it| matches!(&it.errors, Errors::Shared { shared, .. } if *shared == errors.rust))
    });
    schemes.retain(|scheme| operations().any(|it| it.security.concat().contains(&scheme.wire)));
    shared.retain(|shared| {
        operations().any(|it| it.shared.as_ref().is_none_or(|it| it.contains(&shared.wire)))
    });
    let needed = operations().flat_map(|it| it.types(errors)).chain(shared.iter().map(|it| &it.ty));
    let reached: BTreeSet<String> = reached(types, needed).into_iter().map(str::to_owned).collect();
    types.retain(|it| reached.contains(&it.rust));
}
