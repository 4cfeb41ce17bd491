//! Recipes: how an engine is made of a blueprint, and what is in it at the start.

use std::sync::Arc;

use twinspec_blueprint::Blueprint;

use crate::behaviour::Behaviour;
use crate::clock::Clock;
use crate::credentials::Admission;
use crate::data::File;
use crate::engine::{Engine, Settings};
use crate::error::Error;
use crate::fill::fill;
use crate::live::found;
use crate::webhooks::Webhooks;

/// All that an engine is made from besides its blueprint.
pub(crate) struct Recipe {
    pub(crate) behaviour: Behaviour,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) seed: u64,
    pub(crate) admission: Admission,
    pub(crate) max_body: usize,
    pub(crate) has_cors: bool,
    pub(crate) is_dynamic: bool,
    pub(crate) webhooks: Arc<Webhooks>,
    /// The entities to start with.
    pub(crate) data: Option<File>,
    /// How many entities of each resource are made up on top of them.
    pub(crate) fill: usize,
}

impl Recipe {
    /// Makes an engine that holds what a mock starts with.
    pub(super) fn engine(
        &self,
        blueprint: Arc<Blueprint>,
        data: Option<&File>,
    ) -> Result<Engine, Error> {
        let engine = Engine::new(Settings {
            blueprint,
            behaviour: self.behaviour.clone(),
            clock: Arc::clone(&self.clock),
            seed: self.seed,
            admission: self.admission.clone(),
            max_body: self.max_body,
            has_cors: self.has_cors,
            is_dynamic: self.is_dynamic,
            webhooks: Arc::clone(&self.webhooks),
        })?;
        self.fill_store(&engine, data)?;
        Ok(engine)
    }

    /// Puts the entities of a file, and those that are made up, in the place of all that there are.
    pub(super) fn fill_store(&self, engine: &Engine, data: Option<&File>) -> Result<(), Error> {
        let mut store = engine.empty_store();
        if let Some(data) = data {
            let mut problems = Vec::new();
            store = data.load(engine, &mut problems);
            found(problems)?;
        }
        let claims = engine.first_claims();
        fill(engine, &mut store, self.fill, &claims);
        *engine.write_store() = store;
        Ok(())
    }
}
