//! Lists: chosen, ordered and cut into pages.
//!
//! A list goes through one index, which holds the entities under the most telling condition in the
//! order of the list, so that a page costs the same however many there are. The other conditions
//! are checked one by one.

mod choose;
mod page;

use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Action, Listing, Order, Origin, Url, Verb};

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{Entity, Position, Positions, Store};
use crate::verbs::list::choose::Choice;
use crate::verbs::locate::{Located, locate};
use crate::verbs::{Call, Outcome, authorise};

/// One page of a list.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) entities: Vec<Arc<Entity>>,
    /// How many entities there are on all pages.
    pub(crate) total: usize,
    /// How many a page holds; as many as there are if the list is not cut.
    pub(crate) limit: usize,
    /// How many come before the page.
    pub(crate) offset: usize,
    /// The number of the page, counted from that of the first.
    pub(crate) number: usize,
    /// The number of the first page.
    pub(crate) first: usize,
    /// Whether nothing comes after it.
    pub(crate) last: bool,
    /// The server as the caller called it.
    pub(crate) server: Option<String>,
    /// The URL of the next page from the path on; `None` on the last page.
    pub(crate) next_url: Option<String>,
    /// The URL of the page before; `None` on the first page.
    pub(crate) previous_url: Option<String>,
    /// The id of the last entity, as it stands in it; `None` on the last page.
    pub(crate) cursor_id: Option<Value>,
}

impl Page {
    /// Returns the URL of another page as an answer shows it.
    pub(crate) fn url(&self, url: &str, written: Url) -> Value {
        let server = match written {
            Url::Relative => "",
            Url::Absolute => self.server.as_deref().unwrap_or("http://localhost"),
        };
        format!("{server}{url}").into()
    }
}

pub(super) fn perform(engine: &Engine, call: &Call<'_>) -> Result<Outcome, Refusal> {
    let operation = &engine.blueprint.operations[call.operation];
    let Action::On { verb, .. } = &operation.action else { return Ok(Outcome::stateless()) };
    let nothing = Listing::default();
    let listing = verb.listing().unwrap_or(&nothing);
    let (located, choice) = {
        let store = engine.read_store();
        let located = locate(engine, &store, call)?;
        authorise(engine, call, &located.named())?;
        let choice = Choice::of(engine, call, &located, listing);
        (located, choice)
    };
    ensure_index(engine, &located, &choice);
    let store = engine.read_store();
    if is_unknown(engine, &store, &located) {
        return Ok(Outcome::stateless());
    }
    let selection = select(engine, &store, located.resource, &choice);
    let page = if matches!(verb, Verb::Count(_)) {
        Page { total: selection.len(), ..Page::default() }
    } else {
        page::cut(engine, &store, call, &located, listing, &choice.order, &selection)
    };
    Ok(Outcome { page: Some(page), ..Outcome::default() })
}

/// Returns everything that a list would show.
pub(super) fn all(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    located: &Located,
    listing: &Listing,
) -> Vec<Arc<Entity>> {
    let choice = Choice::of(engine, call, located, listing);
    store.table_mut(located.resource).index_by(choice.by.clone(), choice.order.clone());
    let selection = select(engine, store, located.resource, &choice);
    selection.iter(store, located.resource).collect()
}

/// Makes the index that a list goes through, when it is asked for the first time.
fn ensure_index(engine: &Engine, located: &Located, choice: &Choice) {
    let known = {
        let store = engine.read_store();
        store.table(located.resource).index(&choice.by, &choice.order).is_some()
    };
    if !known {
        let mut store = engine.write_store();
        store.table_mut(located.resource).index_by(choice.by.clone(), choice.order.clone());
    }
}

/// Whether nothing makes such entities and nobody gave any, so that only the document says what
/// there is.
fn is_unknown(engine: &Engine, store: &Store, located: &Located) -> bool {
    let described = &engine.blueprint.resources[located.resource];
    described.origin == Origin::Given
        && described.scope.iter().all(|it| it.resource.is_none())
        && store.table(located.resource).is_untouched()
}

/// The entities of a list, in its order.
pub(super) enum Selection<'s> {
    /// All that the index has under the key.
    Whole(Set<'s>),
    /// Those of them that satisfy the other conditions too.
    Some(Vec<&'s Position>),
}

/// A set of positions, read from either end.
pub(super) struct Set<'s> {
    set: Option<&'s Positions>,
    from_end: bool,
}

impl<'s> Selection<'s> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Whole(Set { set, .. }) => set.map_or(0, Positions::len),
            Self::Some(positions) => positions.len(),
        }
    }

    /// Returns the positions in the order of the list.
    pub(super) fn positions(&self) -> Box<dyn Iterator<Item = &'s Position> + '_> {
        match self {
            Self::Whole(Set { set, from_end }) => {
                let all = set.iter().flat_map(|it| it.iter());
                if *from_end { Box::new(all.rev()) } else { Box::new(all) }
            }
            Self::Some(positions) => Box::new(positions.iter().copied()),
        }
    }

    pub(super) fn iter<'t>(
        &'t self,
        store: &'t Store,
        resource: usize,
    ) -> impl Iterator<Item = Arc<Entity>> + 't {
        let table = store.table(resource);
        self.positions().filter_map(|it| table.at(it.sequence)).map(Arc::clone)
    }
}

fn select<'s>(
    engine: &Engine,
    store: &'s Store,
    resource: usize,
    choice: &Choice,
) -> Selection<'s> {
    let table = store.table(resource);
    let set = table.index(&choice.by, &choice.order).and_then(|it| it.get(&choice.key));
    let from_end = matches!(choice.order, Order::Descending(_));
    let whole = Selection::Whole(Set { set, from_end });
    if choice.is_exact() {
        return whole;
    }
    let fits = |it: &&Position| {
        table.at(it.sequence).is_some_and(|entity| choice.holds(engine, resource, entity))
    };
    Selection::Some(whole.positions().filter(fits).collect())
}
