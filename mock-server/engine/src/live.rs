//! Live: the engine that answers at present, and what it started from.
//!
//! A request takes the engine that there is when it arrives and keeps it until it is answered, so
//! that another one can take its place in the meantime.

mod recipe;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde_json::Value;
use twinspec_blueprint::Blueprint;

use crate::data::Data;
use crate::engine::Engine;
use crate::error::{Error, Problem};
use crate::state::{State, is_exact};

pub(crate) use crate::live::recipe::Recipe;

/// The engine of a mock, behind everything that asks it.
pub(crate) struct Live {
    engine: RwLock<Arc<Engine>>,
    start: Mutex<Start>,
}

/// What a mock starts from, and goes back to.
struct Start {
    recipe: Recipe,
    state: State,
}

impl Live {
    pub(crate) fn new(blueprint: Arc<Blueprint>, recipe: Recipe) -> Result<Self, Error> {
        let engine = recipe.engine(blueprint)?;
        let start = Mutex::new(Start { recipe, state: State::of(&engine) });
        Ok(Self { engine: RwLock::new(Arc::new(engine)), start })
    }

    /// Returns the engine that answers at present.
    pub(crate) fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Starts from other data.
    pub(crate) fn load(&self, data: Data) -> Result<(), Error> {
        let mut start = self.start();
        let engine = self.engine();
        let data = data.parse()?;
        start.recipe.fill_store(&engine, Some(&data))?;
        start.recipe.data = Some(data);
        start.state = State::of(&engine);
        Ok(())
    }

    /// Goes back to the start.
    pub(crate) fn reset(&self) {
        self.start().state.put_into(&self.engine());
    }

    /// Takes a state over, or the entities of a data file in JSON; `text` is what was read.
    pub(crate) fn restore(&self, json: &Value, text: &str) -> Result<(), Error> {
        let engine = self.engine();
        if is_exact(json) {
            State::from_json(&engine, json).map_err(Error::new)?.put_into(&engine);
            return Ok(());
        }
        let mut problems = Vec::new();
        let data = Data { name: "the state".to_owned(), text: text.to_owned() }.parse()?;
        let store = data.load(&engine, &mut problems);
        found(problems)?;
        *engine.write_store() = store;
        Ok(())
    }

    fn start(&self) -> MutexGuard<'_, Start> {
        self.start.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes an error of problems, if there are any.
fn found(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::new(problems)) }
}
