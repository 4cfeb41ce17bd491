//! What answers show of a resource, for those who make or change entities by it.

use serde_json::Value;
use twinspec_blueprint::{Action, SchemaText, Verb};

use crate::Map;
use crate::answer::NumberedView;
use crate::engine::Engine;
use crate::store::Entity;

impl Engine {
    /// Returns a given entity in full, as the operation shows it that reads one.
    pub(crate) fn given_entity(&self, resource: usize, entity: &Entity) -> Map {
        let view = self.view(resource, |verb| matches!(verb, Verb::Read { .. }));
        match view.map(|it| it.shown(entity, self).0) {
            Some(Value::Object(shown)) => shown,
            _ => entity.properties().clone(),
        }
    }

    /// Returns how a resource's entities are shown by the first operation with such a verb.
    pub(crate) fn view(
        &self,
        resource: usize,
        is_meant: fn(&Verb) -> bool,
    ) -> Option<&NumberedView> {
        let mut operations = self.blueprint.operations.iter().zip(&self.prepared);
        let view = operations.find_map(|(it, prepared)| match &it.action {
            Action::On { resource: of, verb, .. } if *of == resource && is_meant(verb) => {
                prepared.answers.view()
            }
            _ => None,
        });
        view.map(|it| &self.views[it])
    }

    /// Makes a value of a schema.
    pub(crate) fn sample(&self, schema: &SchemaText) -> Value {
        self.shapes.shape(schema).sample(self.seed)
    }

    /// Whether some operation changes entities of a resource.
    pub(crate) fn can_change(&self, resource: usize) -> bool {
        self.blueprint.operations.iter().any(|it| match &it.action {
            Action::On { resource: of, verb, .. } => {
                let reads = matches!(
                    verb,
                    Verb::Read { .. } | Verb::List(_) | Verb::Count(_) | Verb::Act { .. }
                );
                *of == resource && !reads
            }
            Action::Respond => false,
        })
    }
}
