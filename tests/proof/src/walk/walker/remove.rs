//! Deleting, and the difference between what is there and what is not.

use http::Method;

use super::look::Seen;
use super::{Entity, Scope, Walker};
use crate::walk::observe::is_marked_gone;
use crate::walk::outcome::{Evidence, Outcomes};
use crate::walk::wire::Expect;

impl Walker<'_> {
    /// Deletes an entity, looks whether it is gone, and settles what is pending.
    pub(super) fn remove(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let mut gone = None;
        if let Some(delete) = self.on_item(index, &Method::DELETE) {
            if entity.id.is_none() {
                outcomes.open(delete, "no answer tells an identifier");
            } else {
                gone = self.delete(index, delete, scope, entity, outcomes)?.then(|| entity.clone());
            }
        }
        let gone = match gone {
            Some(gone) => gone,
            None => self.unknown(index, scope, entity),
        };
        self.settle(scope, &gone, entity.creator, outcomes)
    }

    /// Returns whether the entity is gone for sure.
    fn delete(
        &mut self,
        index: usize,
        delete: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<bool> {
        let list = self.on_collection(index, &Method::GET);
        let was_listed = self.find(index, scope, entity)?.is_some();
        let wish = self.wish(&entity.ids, scope);
        match self.call(delete, &wish, scope.expect())? {
            Err(reason) => outcomes.fail(delete, reason),
            Ok((answer, _)) if !answer.is_success() => {
                outcomes.fail(delete, format!("a valid request got {}", answer.status));
            }
            Ok(_) => {
                let before = entity.shown.clone();
                let reading = self.gone(index, scope, entity)?;
                let is_listed = self.find(index, scope, entity)?.is_some();
                let is_marked = matches!(reading, Some(Seen::Shown))
                    && entity.shown.as_ref().is_some_and(|it| is_marked_gone(before.as_ref(), it));
                let is_delisted = was_listed && !is_listed;
                let is_gone = matches!(reading, Some(Seen::Missing(_))) || is_marked;
                match (is_gone || (reading.is_none() && is_delisted), reading.is_some()) {
                    (true, _) if is_listed && !is_marked => {
                        outcomes.fail(delete, "the list still has it");
                    }
                    (true, _) => outcomes.pass(delete, Evidence::Shown),
                    (false, true) => outcomes.fail(delete, "it can still be read"),
                    (false, false) if was_listed => outcomes.fail(delete, "the list still has it"),
                    (false, false) => {
                        outcomes.pending.insert(delete);
                    }
                }
                let unproved = list.filter(|it| outcomes.pending.contains(it));
                if let Some(list) = unproved.filter(|_| is_delisted) {
                    outcomes.pass(list, Evidence::Shown);
                }
                return Ok(!is_marked);
            }
        }
        Ok(false)
    }

    /// Reads what should be gone; `None` if there is no way to.
    pub(super) fn gone(
        &mut self,
        index: usize,
        scope: &Scope,
        entity: &mut Entity,
    ) -> anyhow::Result<Option<Seen>> {
        let Some(read) = self.on_item(index, &Method::GET) else { return Ok(None) };
        let wish = self.wish(&entity.ids, scope);
        let Ok((answer, _)) = self.call(read, &wish, Expect::Gone)? else { return Ok(None) };
        if answer.is_refusal() {
            return Ok(Some(Seen::Missing(answer.status.to_string())));
        }
        entity.shown = answer.json;
        Ok(Some(Seen::Shown))
    }

    /// An entity that never was.
    fn unknown(&mut self, index: usize, scope: &Scope, entity: &Entity) -> Entity {
        let seed = self.next_seed();
        let mut unknown = Entity { ids: scope.ids.clone(), ..entity.clone() };
        if let Some(item) = self.chains[index].item.first() {
            let operation = &self.document.operations[*item];
            unknown.ids.push(self.requests.identifier(operation, scope.ids.len(), seed));
        }
        unknown
    }

    /// Tries what nothing has shown yet on what does not exist: it has to be refused.
    fn settle(
        &mut self,
        scope: &Scope,
        gone: &Entity,
        creator: Option<usize>,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let mut is_told_apart = false;
        for operation in outcomes.pending.clone() {
            let names = self.document.operations[operation].path_names().len();
            if Some(operation) == creator || outcomes.is_settled(operation) {
                continue;
            }
            if names <= scope.ids.len() {
                outcomes.open(operation, "not observable: nothing shows its effect");
                continue;
            }
            let wish = self.wish(&gone.ids, scope);
            match self.call(operation, &wish, Expect::Gone)? {
                Ok((answer, _)) if answer.is_refusal() => {
                    outcomes.pass(operation, Evidence::Exists);
                    is_told_apart = true;
                }
                Ok(_) => outcomes.open(
                    operation,
                    "not observable: no answer shows a value, and it works on what does not exist",
                ),
                Err(reason) => outcomes.fail(operation, reason),
            }
        }
        let Some(creator) = creator.filter(|it| !outcomes.is_settled(*it)) else { return Ok(()) };
        if is_told_apart {
            outcomes.pass(creator, Evidence::Exists);
        } else {
            outcomes.open(creator, "not observable: nothing shows what was made");
        }
        Ok(())
    }

    /// Deletes a parent and looks for its child.
    pub(super) fn orphan(
        &mut self,
        index: usize,
        scope: &mut Scope,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let Some(Some(parent)) = self.chains[index].parents.last().copied() else { return Ok(()) };
        let Some(delete) = self.on_item(parent, &Method::DELETE) else { return Ok(()) };
        let look = self.on_item(index, &Method::GET).or(self.on_collection(index, &Method::GET));
        let Some(look) = look else { return Ok(()) };
        let around = Scope { ids: scope.ids[..scope.ids.len() - 1].to_vec(), ..scope.clone() };
        let Some(id) = self.fresh_instance(parent, &around)? else { return Ok(()) };
        let mut below = scope.clone();
        below.known.retain(|_, it| it.as_str() != scope.ids.last().map(String::as_str));
        if let Some(last) = below.ids.last_mut() {
            last.clone_from(&id);
        }
        let Some(mut child) = self.create(index, &below, None)? else { return Ok(()) };
        self.identify(index, &mut below, &mut child, None)?;
        let ids = below.ids.clone();
        let wish = self.wish(&ids, &around);
        let deleted = self.call(delete, &wish, around.expect())?;
        if !deleted.is_ok_and(|(it, _)| it.is_success()) {
            return Ok(());
        }
        let ids = if self.document.operations[look].path_names().len() > ids.len() {
            child.ids
        } else {
            ids
        };
        let wish = self.wish(&ids, &around);
        let Ok((answer, _)) = self.call(look, &wish, Expect::Gone)? else { return Ok(()) };
        outcomes.orphan = Some(if answer.is_refusal() {
            Ok(())
        } else {
            Err(format!("a child of a deleted parent is answered with {}", answer.status))
        });
        Ok(())
    }
}
