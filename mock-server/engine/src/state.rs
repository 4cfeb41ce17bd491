//! The state: all that a mock remembers, to be kept and brought back.

mod issued;
mod read;
mod write;

use crate::credentials::SavedIssued;
use crate::engine::Engine;
use crate::store::Saved;

pub(crate) use crate::state::read::is_exact;

/// The member under which a written state, and an entity in it, say what their form cannot.
const EXACT: &str = "_twinspec";

/// All that an engine remembers.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// What each resource holds, at its position in the blueprint.
    pub(crate) tables: Vec<Saved>,
    /// How much of what answers make up was drawn.
    pub(crate) drawn: u64,
    /// What was given out to callers; `None` leaves it as it is.
    pub(crate) issued: Option<SavedIssued>,
}

impl State {
    pub(crate) fn of(engine: &Engine) -> Self {
        let drawn = engine.drawn();
        let issued = Some(engine.admission.read().save());
        let store = engine.read_store();
        let resources = 0..engine.blueprint.resources.len();
        Self { tables: resources.map(|it| store.table(it).save()).collect(), drawn, issued }
    }

    /// Puts it in the place of all that an engine remembers.
    pub(crate) fn put_into(&self, engine: &Engine) {
        let mut store = engine.empty_store();
        for (position, saved) in self.tables.iter().enumerate() {
            store.table_mut(position).restore(saved);
        }
        *engine.write_store() = store;
        engine.draw_from(self.drawn);
        if let Some(issued) = &self.issued {
            engine.admission.write().restore(issued);
        }
    }
}
