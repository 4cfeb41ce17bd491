//! `x-resource`: what a document says of an operation where inference cannot know.

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::object;

/// The members of `x-resource`; what is `None` is inferred.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Hint<'d> {
    /// The singular name of the resource.
    pub(in crate::lower) name: Option<&'d str>,
    /// What the operation does.
    pub(in crate::lower) verb: Option<HintVerb>,
    /// The path parameter with the entity's id.
    pub(in crate::lower) id: Option<&'d str>,
    /// The property of the answer that holds the entity, or the entities.
    pub(in crate::lower) envelope: Option<&'d str>,
    /// The property that `AddTo` adds to, and `RemoveFrom` takes out of.
    pub(in crate::lower) property: Option<&'d str>,
    /// Parameters and the properties that they must equal.
    pub(in crate::lower) filter: Vec<(&'d str, &'d str)>,
    /// The property that a list is ordered by; a leading `-` says largest first.
    pub(in crate::lower) order: Option<&'d str>,
}

/// The verbs that a document may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum HintVerb {
    Create,
    Upsert,
    Read,
    List,
    Search,
    Count,
    Replace,
    Merge,
    Delete,
    Clear,
    SetFields,
    AddTo,
    RemoveFrom,
    Act,
    Respond,
}

pub(super) fn read<'d>(operation: &Node<'d>, problems: &Problems<'_>) -> Hint<'d> {
    let mut hint = Hint::default();
    let Some(node) = operation.get("x-resource") else { return hint };
    for (key, member) in object(&node, problems) {
        let text = member.clone().text();
        let known = match key {
            "name" => set(&mut hint.name, text),
            "id" => set(&mut hint.id, text),
            "envelope" => set(&mut hint.envelope, text),
            "property" => set(&mut hint.property, text),
            "order" => set(&mut hint.order, text),
            "verb" => set(&mut hint.verb, text.and_then(verb)),
            "filter" => {
                let pair = |(parameter, it): (&'d str, Node<'d>)| Some((parameter, it.text()?));
                hint.filter = member.members().filter_map(pair).collect();
                !hint.filter.is_empty()
            }
            _ => false,
        };
        if !known {
            let message = format!("`x-resource` has no `{key}` of this value");
            problems.note(diagnostic::EXTENSION, &member, message);
        }
    }
    hint
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    *slot = value;
    slot.is_some()
}

fn verb(name: &str) -> Option<HintVerb> {
    Some(match name {
        "Create" => HintVerb::Create,
        "Upsert" => HintVerb::Upsert,
        "Read" => HintVerb::Read,
        "List" => HintVerb::List,
        "Search" => HintVerb::Search,
        "Count" => HintVerb::Count,
        "Replace" => HintVerb::Replace,
        "Merge" => HintVerb::Merge,
        "Delete" => HintVerb::Delete,
        "Clear" => HintVerb::Clear,
        "SetFields" => HintVerb::SetFields,
        "AddTo" => HintVerb::AddTo,
        "RemoveFrom" => HintVerb::RemoveFrom,
        "Act" => HintVerb::Act,
        "Respond" => HintVerb::Respond,
        _ => return None,
    })
}
