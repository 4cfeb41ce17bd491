//! What is different after another blueprint was taken over.

use std::fmt;

use twinspec_blueprint::{Action, Blueprint, Operation, Resource};

/// What came of taking another blueprint over; shown as one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Takeover {
    /// The names of resources that were not there before.
    pub added: Vec<String>,
    /// The names of resources that are not there any more.
    pub removed: Vec<String>,
    /// How many operations were not there before.
    pub operations_added: usize,
    /// How many operations are not there any more.
    pub operations_removed: usize,
    /// How many operations are described differently.
    pub operations_changed: usize,
    /// Whether schemas changed that operations share.
    pub schemas_changed: bool,
    /// Resources with entities that have no place any more, and how many those are.
    pub dropped: Vec<(String, usize)>,
}

impl Takeover {
    pub(super) fn between(from: &Blueprint, to: &Blueprint) -> Self {
        let named = |blueprint: &Blueprint| -> Vec<String> {
            blueprint.resources.iter().map(|it| it.name.to_string()).collect()
        };
        let (before, after) = (named(from), named(to));
        let operation = |blueprint: &'_ Blueprint, id: &str| {
            blueprint.operations.iter().position(|it| it.id == id)
        };
        let kept = to.operations.iter().filter_map(|it| Some((it, operation(from, &it.id)?)));
        let is_changed = |operation: &Operation, at: usize| {
            placeless(operation, to) != placeless(&from.operations[at], from)
        };
        let changed = kept.clone().filter(|(it, at)| is_changed(it, *at)).count();
        let kept = kept.count();
        Self {
            added: after.iter().filter(|it| !before.contains(it)).cloned().collect(),
            removed: before.into_iter().filter(|it| !after.contains(it)).collect(),
            operations_added: to.operations.len() - kept,
            operations_removed: from.operations.len().saturating_sub(kept),
            operations_changed: changed,
            schemas_changed: from.definitions != to.definitions,
            dropped: Vec::new(),
        }
    }

    pub(super) fn drop(&mut self, resource: &Resource, count: usize) {
        if count == 0 {
            return;
        }
        let plural = resource.plural.as_ref();
        match self.dropped.iter_mut().find(|(it, _)| it == plural) {
            Some((_, known)) => *known += count,
            None => self.dropped.push((plural.to_owned(), count)),
        }
    }
}

/// Returns an operation without the position of its resource, which moves with those before it, and
/// that resource's name.
fn placeless<'a>(operation: &Operation, blueprint: &'a Blueprint) -> (Operation, &'a str) {
    let mut operation = operation.clone();
    let mut name = "";
    if let Action::On { resource, .. } = &mut operation.action {
        name = blueprint.resources.get(std::mem::take(resource)).map_or("", |it| &it.name);
    }
    (operation, name)
}

impl fmt::Display for Takeover {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let named = [("new", &self.added), ("gone", &self.removed)];
        for (what, names) in named.into_iter().filter(|(_, names)| !names.is_empty()) {
            parts.push(format!("{what}: `{}`", names.join("`, `")));
        }
        let counts = [
            ("new", self.operations_added),
            ("gone", self.operations_removed),
            ("changed", self.operations_changed),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts.map(|(what, it)| format!("{it} {what}")).collect();
        if !counts.is_empty() {
            parts.push(format!("operations: {}", counts.join(", ")));
        }
        if self.schemas_changed {
            parts.push("other shared schemas".to_owned());
        }
        if !self.dropped.is_empty() {
            let dropped = self.dropped.iter().map(|(plural, count)| format!("{count} {plural}"));
            parts.push(format!("dropped: {}", dropped.collect::<Vec<_>>().join(", ")));
        }
        if parts.is_empty() {
            parts.push("the same operations".to_owned());
        }
        out.write_str(&parts.join("; "))
    }
}
