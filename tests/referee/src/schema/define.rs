//! Collects the definitions that the operations of a document reach.

use std::{collections::BTreeMap, sync::OnceLock};

use serde_json::Value;

use super::{
    Definition, Direction, SchemaUse,
    rewrite::{Dialect, Rewrite},
};
use crate::{error::Problem, node::Node};

/// Definitions under construction.
pub(crate) struct Definitions {
    dialect: Dialect,
    index: BTreeMap<(Direction, String), usize>,
    list: Vec<Definition>,
}

impl Definitions {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, index: BTreeMap::new(), list: Vec::new() }
    }

    /// Defines the schema at `node` and all that it refers to.
    pub(crate) fn define<'d>(
        &mut self,
        node: &Node<'d>,
        direction: Direction,
        problems: &mut Vec<Problem>,
    ) -> SchemaUse {
        let dialect = self.dialect;
        let mut waiting = Vec::new();
        // Most uses are nothing but a reference; they share the validator of its target.
        let definition = self.slot(&self.aliased(node), direction, &mut waiting);
        while let Some((slot, node)) = waiting.pop() {
            // References that lead in a circle describe nothing; found here they have a place.
            if let Err(problem) = node.resolve() {
                problems.push(problem);
                continue;
            }
            let mut references = Vec::new();
            let mut refer = |target: &Node<'d>| {
                let slot = self.slot(target, direction, &mut waiting);
                references.push(slot);
                reference(slot)
            };
            let rewrite = Rewrite::new(dialect, direction, &mut refer, problems);
            let rewritten = rewrite.run(&node);
            self.list[slot].rewritten = rewritten;
            self.list[slot].references = references;
        }
        SchemaUse { definition, pointer: node.pointer.clone() }
    }

    pub(super) fn finish(self) -> Vec<Definition> {
        self.list
    }
}

impl Definitions {
    /// The first schema that says something beside its reference.
    ///
    /// References that lead nowhere or in a circle stay as they are, to be reported.
    fn aliased<'d>(&self, node: &Node<'d>) -> Node<'d> {
        let mut found = node.clone();
        while let Some(reference) = found.reference() {
            let is_alone = found.value.as_object().is_some_and(|it| it.len() == 1);
            let is_alias = is_alone || self.dialect == Dialect::V30;
            match found.target(reference) {
                Ok(target) if is_alias && found.resolve().is_ok() => found = target,
                _ => break,
            }
        }
        found
    }

    /// The number of the definition at `node`; a new one waits to be rewritten.
    fn slot<'d>(
        &mut self,
        node: &Node<'d>,
        direction: Direction,
        waiting: &mut Vec<(usize, Node<'d>)>,
    ) -> usize {
        let key = (direction, node.pointer.clone());
        *self.index.entry(key).or_insert_with(|| {
            let slot = self.list.len();
            self.list.push(Definition {
                pointer: node.pointer.clone(),
                rewritten: Value::Bool(true),
                references: Vec::new(),
                validator: OnceLock::new(),
            });
            waiting.push((slot, node.clone()));
            slot
        })
    }
}

/// Numbers, because a pointer inside a pointer would have to be escaped twice.
pub(super) fn name(slot: usize) -> String {
    format!("d{slot}")
}

pub(super) fn reference(slot: usize) -> String {
    format!("#/$defs/{}", name(slot))
}
