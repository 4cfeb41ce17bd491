//! Where in an answer the entity stands.

use crate::document::Node;
use crate::lower::types::kind;

/// What an answer shows of a resource.
#[derive(Clone, Debug)]
pub(super) struct Shown<'d> {
    /// The property of the envelope; `None` when there is no envelope.
    pub(super) property: Option<&'d str>,
    /// The schema of one entity, with references followed.
    pub(super) schema: Node<'d>,
    /// Whether it shows one entity or many.
    pub(super) many: bool,
}

/// Finds the entity in an answer, by its id; `envelope` names the property where that is known.
pub(super) fn find<'d>(schema: &Node<'d>, envelope: Option<&str>) -> Option<Shown<'d>> {
    let schema = schema.resolve().ok()?;
    if envelope.is_none()
        && let Some(shown) = of(&schema, None)
    {
        return Some(shown);
    }
    let properties = schema.get("properties")?;
    let mut members =
        properties.members().filter(|(name, _)| envelope.is_none_or(|it| it == *name));
    members.find_map(|(name, member)| of(&member, Some(name)))
}

fn of<'d>(schema: &Node<'d>, property: Option<&'d str>) -> Option<Shown<'d>> {
    let schema = schema.resolve().ok()?;
    match kind(&schema)? {
        "object" => has_id(&schema).then_some(Shown { property, schema, many: false }),
        "array" => {
            let item = schema.get("items")?.resolve().ok()?;
            has_id(&item).then_some(Shown { property, schema: item, many: true })
        }
        _ => None,
    }
}

fn has_id(schema: &Node<'_>) -> bool {
    id_property(schema).is_some()
}

/// Returns the property that holds the id.
pub(super) fn id_property<'d>(schema: &Node<'d>) -> Option<&'d str> {
    let properties = schema.get("properties")?;
    ["id", "_id", "uuid"].into_iter().find_map(|it| {
        properties.members().map(|(name, _)| name).find(|name| name.eq_ignore_ascii_case(it))
    })
}
