//! The names of a blueprint's parts, for behaviour to refer to.

use std::collections::BTreeSet;

use twinspec_blueprint::{Blueprint, Resource};

use crate::lower::names;
use crate::model::{Mock, MockResource};

pub(super) fn lower(blueprint: &Blueprint) -> Mock {
    let mut operations = BTreeSet::new();
    let mut variants = BTreeSet::new();
    // The module with the blueprint itself.
    let mut modules = BTreeSet::from(["blueprint".to_owned()]);
    Mock {
        operations: blueprint
            .operations
            .iter()
            .map(|it| take(names::pascal(&it.id), &mut operations))
            .collect(),
        resources: blueprint
            .resources
            .iter()
            .map(|it| MockResource {
                rust: take(names::pascal(&it.name), &mut variants),
                module: take(names::snake(&it.name), &mut modules),
                properties: properties(it),
            })
            .collect(),
    }
}

fn properties(resource: &Resource) -> Vec<String> {
    let mut taken = BTreeSet::new();
    resource.properties.iter().map(|it| take(names::constant(it), &mut taken)).collect()
}

fn take(name: String, taken: &mut BTreeSet<String>) -> String {
    let name = names::free(name, |it| taken.contains(it));
    taken.insert(name.clone());
    name
}
