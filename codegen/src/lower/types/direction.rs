//! Which types go out and which come in, and what follows from it.
//!
//! A caller is not asked for what only the server gives (`readOnly`), and an answer is not refused
//! for want of what only the client gives (`writeOnly`). A type that goes both ways can require
//! neither.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Definition, Member, Presence, Shape, Side, Type};

/// Marks the types that these lead to.
pub(super) fn mark(definitions: &mut [Definition], sent: &[Type], answered: &[Type]) {
    reach(definitions, sent, |it| it.sent = true);
    reach(definitions, answered, |it| it.answered = true);
}

/// Settles the members of a type by where it goes.
pub(super) fn settle(definition: &mut Definition) {
    let (sent, answered) = (definition.sent, definition.answered);
    let Shape::Object { members, extra } = &mut definition.shape else { return };
    // What an answer brings must not be lost.
    if answered && extra.is_none() {
        *extra = Some(Type::Json);
    }
    for member in members {
        match member.given_by {
            Side::Server if sent => let_go(member),
            Side::Client if answered => let_go(member),
            _ => {}
        }
    }
}

fn let_go(member: &mut Member) {
    member.presence = match member.presence {
        Presence::Required | Presence::Optional => Presence::Optional,
        Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
    };
}

/// Marks every type that others lead to, once.
fn reach(definitions: &mut [Definition], roots: &[Type], mark: fn(&mut Definition)) {
    let by_name: BTreeMap<String, usize> =
        definitions.iter().enumerate().map(|(index, it)| (it.rust.clone(), index)).collect();
    let names = |it: &Type| it.names().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut reached = BTreeSet::new();
    let mut next: Vec<String> = roots.iter().flat_map(names).collect();
    while let Some(name) = next.pop() {
        let Some(index) = by_name.get(&name) else { continue };
        if reached.insert(*index) {
            mark(&mut definitions[*index]);
            next.extend(definitions[*index].shape.parts().flat_map(names));
        }
    }
}
