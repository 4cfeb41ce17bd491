//! Types that hold themselves.
//!
//! Such a type has no size unless a member on the way back is behind a pointer; and where every
//! member on the way is required, it has no value either.

use std::collections::BTreeMap;

use crate::model::{Definition, Member, Presence, Shape, Type};

/// A member that was made optional, because no finite value could have it.
pub(super) struct Cut {
    pub(super) ty: String,
    pub(super) member: String,
}

/// Boxes the members that lead back to their type, and cuts the circles of required ones.
pub(super) fn resolve(definitions: &mut [Definition]) -> Vec<Cut> {
    let by_name: BTreeMap<String, usize> =
        definitions.iter().enumerate().map(|(index, it)| (it.rust.clone(), index)).collect();
    // Lists and maps are pointers already.
    let held = |it: &Definition| -> Vec<usize> {
        if matches!(it.shape, Shape::Untyped(_)) {
            return Vec::new();
        }
        let direct = it.shape.parts().flat_map(direct).filter_map(|it| by_name.get(it).copied());
        direct.collect()
    };
    let graph: Vec<Vec<usize>> = definitions.iter().map(held).collect();
    let circle = circles(&graph);
    for (index, definition) in definitions.iter_mut().enumerate() {
        let closes = |name: &str| by_name.get(name).is_some_and(|it| circle[*it] == circle[index]);
        match &mut definition.shape {
            Shape::Object { members, .. } => {
                for it in members {
                    enclose(&mut it.ty, &closes);
                }
            }
            Shape::Union(variants) => {
                for it in variants {
                    enclose(&mut it.ty, &closes);
                }
            }
            Shape::TextEnum(_) | Shape::ValueEnum(_) | Shape::Untyped(_) => {}
        }
    }
    cut(definitions, &by_name)
}

/// Returns the names of the types that a value of this type holds without a pointer in between.
fn direct(ty: &Type) -> Vec<&str> {
    match ty {
        Type::Named(name) => vec![name],
        Type::Maybe(inner) => direct(inner),
        Type::Tuple(items) => items.iter().flat_map(direct).collect(),
        _ => Vec::new(),
    }
}

fn enclose(ty: &mut Type, closes: &dyn Fn(&str) -> bool) {
    match ty {
        Type::Named(name) if closes(name) => *ty = Type::Boxed(name.clone()),
        Type::Maybe(inner) => enclose(inner, closes),
        Type::Tuple(items) => items.iter_mut().for_each(|it| enclose(it, closes)),
        _ => {}
    }
}

/// Returns the `recursion_limit` that a crate with these types needs, if it is not the usual one.
///
/// Rust looks through all that a type holds to find out what drops with it, a step deeper for each
/// type and each pointer on the way. The longest way through a circle is hard to find, but it has
/// no more types than the circle.
pub(in crate::lower) fn recursion_limit(definitions: &[Definition]) -> Option<usize> {
    const USUAL: usize = 128;
    // `Option`, `Box` or `Vec`, and the type itself.
    const STEPS: usize = 4;
    let by_name: BTreeMap<&str, usize> =
        definitions.iter().enumerate().map(|(index, it)| (it.rust.as_str(), index)).collect();
    let held = |it: &Definition| -> Vec<usize> {
        let names = it.shape.parts().flat_map(Type::names);
        names.filter_map(|it| by_name.get(it).copied()).collect()
    };
    let graph: Vec<Vec<usize>> = definitions.iter().map(held).collect();
    let circle = circles(&graph);
    let mut sizes = vec![0; graph.len()];
    for of in &circle {
        sizes[*of] += 1;
    }
    let mut depths = vec![0; graph.len()];
    let (mut seen, mut left) = (vec![false; graph.len()], Vec::new());
    for start in 0..graph.len() {
        walk(&graph, start, &mut seen, &mut left);
    }
    // What leads out of a circle is left when all that it leads to is.
    for at in &left {
        let below = graph[*at].iter().filter(|it| circle[**it] != circle[*at]);
        let below = below.map(|it| depths[circle[*it]]).max().unwrap_or_default();
        depths[circle[*at]] = depths[circle[*at]].max(below + sizes[circle[*at]]);
    }
    let deepest = depths.into_iter().max().unwrap_or_default() * STEPS;
    (deepest > USUAL).then(|| deepest.next_power_of_two())
}

fn members(definition: &mut Definition) -> &mut [Member] {
    match &mut definition.shape {
        Shape::Object { members, .. } => members,
        _ => &mut [],
    }
}

/// Gives each type the number of its circle: two have the same when each leads to the other.
///
/// Kosaraju's way: walk, then walk backwards from what was left last.
fn circles(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut backwards = vec![Vec::new(); graph.len()];
    for (from, targets) in graph.iter().enumerate() {
        for target in targets {
            backwards[*target].push(from);
        }
    }
    let mut left = Vec::new();
    let mut seen = vec![false; graph.len()];
    for start in 0..graph.len() {
        walk(graph, start, &mut seen, &mut left);
    }
    let mut circle = vec![0; graph.len()];
    let mut seen = vec![false; graph.len()];
    for start in left.into_iter().rev() {
        let mut together = Vec::new();
        walk(&backwards, start, &mut seen, &mut together);
        for at in together {
            circle[at] = start;
        }
    }
    circle
}

/// Walks to all that was not seen, and lists it in the order in which it is left.
fn walk(graph: &[Vec<usize>], start: usize, seen: &mut [bool], left: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut way = vec![(start, 0)];
    while let Some((at, next)) = way.last_mut() {
        if let Some(target) = graph[*at].get(*next) {
            *next += 1;
            if !std::mem::replace(&mut seen[*target], true) {
                way.push((*target, 0));
            }
        } else {
            left.push(*at);
            way.pop();
        }
    }
}

/// Makes the last member of each circle of required members optional.
fn cut(definitions: &mut [Definition], by_name: &BTreeMap<String, usize>) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut left = vec![false; definitions.len()];
    for start in 0..definitions.len() {
        let mut way = if left[start] { vec![] } else { vec![(start, 0)] };
        while let Some((at, next)) = way.last_mut() {
            let (at, index) = (*at, *next);
            *next += 1;
            let Some(member) = members(&mut definitions[at]).get_mut(index) else {
                left[at] = true;
                way.pop();
                continue;
            };
            let Type::Boxed(target) = &member.ty else { continue };
            let Some(target) =
                by_name.get(target).filter(|_| member.presence == Presence::Required)
            else {
                continue;
            };
            if way.iter().any(|(it, _)| it == target) {
                member.presence = Presence::Optional;
                let member = member.wire.clone();
                cuts.push(Cut { ty: definitions[at].rust.clone(), member });
            } else if !left[*target] {
                way.push((*target, 0));
            }
        }
    }
    cuts
}
