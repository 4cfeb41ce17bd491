//! What a list need not show, for all that its document says.

use http::Method;
use serde_json::Value;

use super::query::{CURSORS, LIMITS, PAGE_NUMBERS, parameter};
use super::{Entity, Scope, Walker};
use crate::walk::identify::{identifiers, squeezed};
use crate::walk::leaves::{is_same, leaves};
use crate::walk::observe::{Sent, elements, objects};
use crate::walk::outcome::Outcomes;

impl Walker<'_> {
    /// Whether an operation is one on the collection.
    pub(super) fn makes(&self, index: usize, operation: Option<usize>) -> bool {
        operation.is_some_and(|it| self.chains[index].collection.contains(&it))
    }

    /// Why a list need not show an entity, for all that its document says.
    pub(super) fn is_hidden(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &Entity,
        before: Option<&Value>,
    ) -> anyhow::Result<Option<String>> {
        let Some(list) = self.on_collection(index, &Method::GET) else { return Ok(None) };
        if let Some(name) = self.unmet(list, scope, entity) {
            return Ok(Some(format!(
                "not observable: `{name}` is asked for, and it says nothing of it"
            )));
        }
        if entity.id.is_none() && entity.sent.iter().all(Sent::says_nothing) {
            return Ok(Some("not observable: what was sent says nothing".to_owned()));
        }
        // Elements without any name are told apart by how many there are.
        let name = self.item_name(index);
        let after = self.list(index, scope, &mut Outcomes::default())?.unwrap_or_default();
        let is_nameless = |it: &&Value| identifiers(it, &name, &Sent::default()).is_empty();
        let grew = elements(&after).len() > before.map_or(0, |it| elements(it).len());
        let is_nameless = grew && elements(&after).iter().all(is_nameless);
        Ok(is_nameless.then(|| "not observable: it is one more, and none has a name".to_owned()))
    }

    /// A query parameter that a list has to be given and that an entity does not say to meet.
    fn unmet(&self, list: usize, scope: &Scope, entity: &Entity) -> Option<String> {
        let shown = entity.shown.iter().chain(entity.sent.iter().map(|it| &it.body));
        let says: Vec<(String, Value)> = shown.flat_map(objects).flat_map(leaves).collect();
        let operation = &self.document.operations[list];
        let asked = operation.parameters.iter().filter(|it| it.required && it.place == "query");
        let usual = [&LIMITS[..], &PAGE_NUMBERS, &CURSORS].concat();
        let mut asked =
            asked.filter(|it| parameter(operation, &usual).is_none_or(|(name, _)| name != it.name));
        let is_met = |name: &str, value: &Value| {
            let is_it = |path: &str| {
                path.rsplit('/').next().is_some_and(|it| squeezed(it) == squeezed(name))
            };
            says.iter().any(|(path, it)| is_it(path) && is_same(value, it))
        };
        let unmet = asked
            .find(|it| scope.known.get(&it.name).is_some_and(|value| !is_met(&it.name, value)))?;
        Some(unmet.name.clone())
    }
}
