//! Live: the engine that answers at present, and what it started from.
//!
//! A request takes the engine that there is when it arrives and keeps it until it is answered, so
//! that another one can take its place in the meantime.

mod carry;
mod recipe;
mod takeover;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde_json::Value;
use twinspec_blueprint::Blueprint;

use crate::data::Data;
use crate::engine::Engine;
use crate::error::{Error, Problem};
use crate::live::carry::carry;
use crate::state::{State, is_exact};
use crate::traffic::Traffic;

pub(crate) use crate::live::recipe::Recipe;
pub use crate::live::takeover::Takeover;

/// The engine of a mock, behind everything that asks it.
pub(crate) struct Live {
    engine: RwLock<Arc<Engine>>,
    start: Mutex<Start>,
    pub(crate) traffic: Traffic,
}

/// What a mock starts from, and goes back to.
struct Start {
    recipe: Recipe,
    state: State,
}

impl Live {
    pub(crate) fn new(
        blueprint: Arc<Blueprint>,
        recipe: Recipe,
        traffic: Traffic,
    ) -> Result<Self, Error> {
        let engine = recipe.engine(blueprint, recipe.data.as_ref())?;
        let start = Mutex::new(Start { recipe, state: State::of(&engine) });
        Ok(Self { engine: RwLock::new(Arc::new(engine)), start, traffic })
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
        start.begin_with(State::of(&engine));
        Ok(())
    }

    /// Goes on with another blueprint, and other data to start from if there are any. Without, all
    /// that is remembered stays where it has a place.
    ///
    /// A write that is under way while the engines change places may be lost.
    pub(crate) fn take_over(
        &self,
        blueprint: Blueprint,
        data: Option<Data>,
    ) -> Result<Takeover, Error> {
        let mut start = self.start();
        let old = self.engine();
        let data = data.map(Data::parse).transpose()?;
        let file = data.as_ref().or(start.recipe.data.as_ref());
        let new = start.recipe.engine(Arc::new(blueprint), file)?;
        // What waits to be told is meant as the old one understands it.
        old.webhooks.settle(&old);
        let mut takeover = Takeover::between(&old.blueprint, &new.blueprint);
        let fresh = State::of(&new);
        if data.is_none() {
            let (from, to) = (&old.blueprint, &new.blueprint);
            let state = (from.as_ref(), State::of(&old));
            carry(state, (to, fresh.clone()), &mut takeover).put_into(&new);
        }
        self.traffic.take_over(&new.blueprint);
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
        start.begin_with(fresh);
        start.recipe.data = data.or(start.recipe.data.take());
        Ok(takeover)
    }

    /// Goes back to the start.
    pub(crate) fn reset(&self) {
        let engine = self.engine();
        self.start().state.put_into(&engine);
        engine.webhooks.reset();
        self.traffic.reset();
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
        let tokens = data.has("tokens").then(|| data.tokens(&mut problems));
        let events = &engine.blueprint.webhooks;
        let subscribers = data.has("webhooks").then(|| data.subscribers(events, &mut problems));
        found(problems)?;
        *engine.write_store() = store;
        if let Some(tokens) = tokens {
            engine.admission.write().keys.tokens = tokens.into_iter().collect();
        }
        if let Some(subscribers) = subscribers {
            engine.webhooks.unsubscribe(&engine, None);
            for subscriber in subscribers {
                engine.webhooks.subscribe(&engine, subscriber);
            }
        }
        Ok(())
    }

    fn start(&self) -> MutexGuard<'_, Start> {
        self.start.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Start {
    /// Starts from other entities; the tokens stay those that the mock was made with.
    fn begin_with(&mut self, state: State) {
        let issued = self.state.issued.take();
        self.state = State { issued, ..state };
    }
}

/// Makes an error of problems, if there are any.
fn found(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::new(problems)) }
}
