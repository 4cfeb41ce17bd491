//! What `x-resource` says of an operation, held against what there is.

use twinspec_blueprint::{Items, Key, Listing, Verb};

use crate::diagnostic::{self, Problems};
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
pub(super) fn verb(
    operation: &Operation<'_>,
    verb: HintVerb,
    key: Option<&Key>,
    list: impl Fn() -> Listing,
    problems: &Problems<'_>,
) -> Option<Verb> {
    let needed = || {
        if key.is_none() {
            wrong(operation, "the verb needs the `id` of an entity", problems);
        }
        key.cloned()
    };
    Some(match verb {
        HintVerb::Respond => return None,
        HintVerb::Create => Verb::Create,
        HintVerb::List => Verb::List(list()),
        HintVerb::Read => Verb::Read { key: needed()? },
        HintVerb::Replace => Verb::Replace { key: needed()?, creates: false },
        HintVerb::Merge => Verb::Merge { key: needed()?, creates: false },
        HintVerb::Delete => Verb::Delete { key: needed()? },
        HintVerb::SetFields => Verb::SetFields { key: needed()?, values: Vec::new().into() },
        HintVerb::AddTo => {
            let Some(property) = operation.hint.property else {
                wrong(operation, "`AddTo` needs the `property` to add to", problems);
                return None;
            };
            let items = Items::Property(owned(property));
            Verb::AddTo { key: needed()?, property: owned(property), items }
        }
    })
}
