//! What `x-resource` says of an operation, held against what there is.

use twinspec_blueprint::{Items, Key, Verb};

use crate::diagnostic::{self, Problems};
use crate::lower::blueprint::action::{keys, searched};
use crate::lower::blueprint::listing;
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::Found;
use crate::lower::frame::{HintVerb, Operation};

/// Notes what is wrong with an operation's `x-resource`.
pub(super) fn wrong(operation: &Operation<'_>, what: &str, problems: &Problems<'_>) {
    let node = operation.node.get("x-resource").unwrap_or_else(|| operation.node.clone());
    problems.note(diagnostic::EXTENSION, &node, format!("`x-resource`: {what}"));
}

/// Notes each property and parameter that the resource and the operation do not have.
pub(super) fn check_properties(
    operation: &Operation<'_>,
    found: &Found<'_>,
    problems: &Problems<'_>,
) {
    let hint = &operation.hint;
    let order = hint.order.map(|it| it.trim_start_matches('-'));
    let filtered = hint.filter.iter().map(|(_, property)| *property);
    for property in filtered.chain(hint.property).chain(order) {
        if !found.properties.contains_key(property) {
            wrong(operation, &format!("`{}` has no `{property}`", found.name), problems);
        }
    }
    for (parameter, _) in &hint.filter {
        if operation.parameters.iter().all(|it| it.name != *parameter) {
            wrong(operation, &format!("there is no parameter `{parameter}`"), problems);
        }
    }
}

/// Makes the verb that is asked for, of what the operation has.
pub(super) fn verb<'d>(
    operation: &Operation<'d>,
    verb: HintVerb,
    key: Option<&Key>,
    found: &Found<'d>,
    problems: &Problems<'_>,
) -> Option<Verb> {
    let needed = || {
        if key.is_none() {
            wrong(operation, "the verb needs the `id` of an entity", problems);
        }
        key.cloned()
    };
    let list = || listing::infer(operation, found);
    Some(match verb {
        HintVerb::Respond => return None,
        HintVerb::Create => Verb::Create,
        HintVerb::Upsert => Verb::Upsert { keys: keys(found) },
        HintVerb::List => Verb::List(list()),
        HintVerb::Search => Verb::List(searched(operation, list())),
        HintVerb::Count => Verb::Count(list()),
        HintVerb::Clear => Verb::Clear(list()),
        HintVerb::Read => Verb::Read { key: needed()? },
        HintVerb::Replace => Verb::Replace { key: needed()?, creates: false },
        HintVerb::Merge => Verb::Merge { key: needed()?, creates: false },
        HintVerb::Delete => Verb::Delete { key: needed()? },
        HintVerb::Act => Verb::Act { key: needed()? },
        HintVerb::SetFields => Verb::SetFields { key: needed()?, values: Vec::new().into() },
        HintVerb::AddTo | HintVerb::RemoveFrom => {
            let Some(property) = operation.hint.property else {
                wrong(operation, &format!("`{verb:?}` needs the `property` of the list"), problems);
                return None;
            };
            let key = needed()?;
            let items = items(operation, &key, property);
            let property = owned(property);
            match verb {
                HintVerb::AddTo => Verb::AddTo { key, property, items },
                _ => Verb::RemoveFrom { key, property, items },
            }
        }
    })
}

/// Says where a request names the items of a list: at the end of its path, else in its body.
fn items(operation: &Operation<'_>, key: &Key, property: &str) -> Items {
    let last = operation.path.rsplit('/').next().unwrap_or_default();
    let parameter = last.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    match parameter.filter(|it| *key != Key::Parameter(owned(it))) {
        Some(parameter) => Items::Parameter(owned(parameter)),
        None => Items::Property(owned(property)),
    }
}
