//! Entities in the order of creation.
//!
//! Many share a page: a tree with an entry for each is half empty when it only grows at its end.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::store::entity::Entity;

/// How many entities share a page; a table of one entity takes half a kilobyte.
const PAGE: usize = 64;

/// Entities by their sequence.
#[derive(Debug, Default)]
pub(super) struct InOrder {
    pages: BTreeMap<u64, Page>,
}

type Page = Box<[Option<Arc<Entity>>; PAGE]>;

impl InOrder {
    pub(super) fn insert(&mut self, sequence: u64, entity: Arc<Entity>) {
        let (page, place) = at(sequence);
        let page = self.pages.entry(page).or_insert_with(|| Box::new([const { None }; _]));
        page[place] = Some(entity);
    }

    pub(super) fn remove(&mut self, sequence: u64) {
        let (page, place) = at(sequence);
        let Some(entities) = self.pages.get_mut(&page) else { return };
        entities[place] = None;
        if entities.iter().all(Option::is_none) {
            self.pages.remove(&page);
        }
    }

    pub(super) fn get(&self, sequence: u64) -> Option<&Arc<Entity>> {
        let (page, place) = at(sequence);
        self.pages.get(&page)?[place].as_ref()
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Entity>> {
        self.pages.values().flat_map(|it| it.iter().flatten())
    }
}

/// The page of a sequence, and the place in it.
fn at(sequence: u64) -> (u64, usize) {
    // Neither conversion loses anything of so small a number.
    let (page, place) = (sequence / PAGE as u64, sequence % PAGE as u64);
    (page, usize::try_from(place).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{InOrder, PAGE};
    use crate::Map;
    use crate::store::entity::Entity;

    #[test]
    fn entities_stand_in_their_order_whatever_was_taken_out() {
        let mut entities = InOrder::default();
        for sequence in (0..3 * PAGE as u64).rev() {
            let id = sequence.to_string();
            let entity = Entity::saved((&id, Box::default()), 0, &Map::new());
            entities.insert(sequence, Arc::new(entity));
        }
        // All of a page, and some around it.
        let taken = 50..2 * PAGE as u64 + 10;

        taken.clone().for_each(|it| entities.remove(it));

        let left: Vec<String> = entities.iter().map(|it| it.id.to_string()).collect();
        let expected: Vec<String> =
            (0..50).chain(taken.end..3 * PAGE as u64).map(|it| it.to_string()).collect();
        assert_eq!(left, expected);
        assert_eq!(entities.iter().next_back().unwrap().id, entities.get(191).unwrap().id);
        assert!(taken.into_iter().all(|it| entities.get(it).is_none()));
        assert_eq!(entities.pages.len(), 2, "an empty page is given back");
    }
}
