//! Writing to a collection as a whole, and deleting it.

use super::look::{Seen, is_alike, is_container};
use super::{Entity, Scope, Walker, identifier};
use crate::encode::plain;
use crate::walk::leaves::leaves;
use crate::walk::observe::{Sent, elements, objects};
use crate::walk::outcome::{Evidence, Outcomes};
use crate::walk::wire::Expect;
use http::Method;
use serde_json::Value;

impl Walker<'_> {
    /// Writes to the collection as a whole, where that is not how one is made.
    pub(super) fn change_collection(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        for method in [Method::PUT, Method::PATCH] {
            let Some(operation) = self.on_collection(index, &method) else { continue };
            if outcomes.is_settled(operation) {
                continue;
            }
            let before = self.list(index, scope, &mut Outcomes::default())?;
            let mut wish = self.wish(&scope.ids, scope);
            // The body may say which entity is meant.
            if let Some(id) = entity.id.as_deref().map(identifier) {
                wish.known.extend([(self.item_name(index), id.clone()), ("id".to_owned(), id)]);
            }
            let sent = match self.call(operation, &wish, scope.expect())? {
                Ok((answer, made)) if answer.is_success() => {
                    Sent { body: made.body.unwrap_or_default(), unseen: made.unseen }
                }
                Ok((answer, _)) => {
                    outcomes.fail(operation, format!("a valid request got {}", answer.status));
                    continue;
                }
                Err(reason) => {
                    outcomes.fail(operation, reason);
                    continue;
                }
            };
            if !self.is_seen(index) {
                outcomes.pending.insert(operation);
                continue;
            }
            let has_list = self.on_collection(index, &Method::GET).is_some();
            let names_it = entity.id.as_deref().is_some_and(|id| {
                objects(&sent.body).iter().flat_map(|it| leaves(it)).any(|(_, it)| plain(&it) == id)
            });
            if sent.says_nothing() || !has_list && !names_it {
                outcomes.open(operation, "not observable: nothing tells what to look for");
                continue;
            }
            let mut other = Outcomes::default();
            let list = self.list(index, scope, &mut other)?.unwrap_or_default();
            if self.shows_one(index) && Self::is_kept(&sent, &list) {
                match before == Some(list) {
                    true => outcomes.open(operation, "not observable: it says what was there"),
                    false => outcomes.pass(operation, Evidence::Shown),
                }
                continue;
            }
            let is_listed = is_container(&list) || entity.shown.as_ref().is_some_and(is_container);
            entity.sent.push(sent.clone());
            let reading = self.read(index, scope, entity)?;
            let is_read = matches!(reading, Some(Seen::Shown))
                && entity.shown.as_ref().is_some_and(|it| is_alike(&sent, it));
            let is_shown = is_read
                || is_alike(&sent, &list)
                || elements(&list).iter().any(|it| is_alike(&sent, it));
            if is_shown {
                outcomes.pass(operation, Evidence::Shown);
            } else if !is_listed {
                outcomes.open(operation, "not observable: its answer is a text");
            } else {
                outcomes.fail(operation, "no list shows what was sent");
            }
        }
        Ok(())
    }

    /// Whether the one thing at a path is as it was sent.
    fn is_kept(sent: &Sent, shown: &Value) -> bool {
        let found = sent.compare(shown, None);
        found.differing.is_empty() && !found.common.is_empty()
    }

    /// Whether the list itself went with all that was in it.
    fn is_refused(&mut self, index: usize, scope: &Scope) -> anyhow::Result<bool> {
        let Some(list) = self.on_collection(index, &Method::GET) else { return Ok(false) };
        let wish = self.wish(&scope.ids, scope);
        let answer = self.call(list, &wish, Expect::Gone)?;
        let is_refused = answer.is_ok_and(|(it, _)| it.is_refusal());
        if is_refused {
            // What it was below went with it: nothing more can be made there.
            self.held.retain(|_, it| Some(&*it) != scope.ids.last());
        }
        Ok(is_refused)
    }

    /// Deletes the collection as a whole.
    pub(super) fn remove_collection(
        &mut self,
        index: usize,
        scope: &mut Scope,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let Some(delete) = self.on_collection(index, &Method::DELETE) else { return Ok(()) };
        let Some(mut entity) = self.create(index, scope, None)? else { return Ok(()) };
        self.identify(index, scope, &mut entity, None)?;
        let wish = self.wish(&scope.ids, scope);
        match self.call(delete, &wish, scope.expect())? {
            Err(reason) => outcomes.fail(delete, reason),
            Ok((answer, _)) if !answer.is_success() => {
                outcomes.fail(delete, format!("a valid request got {}", answer.status));
            }
            Ok(_) if self.is_refused(index, scope)? => outcomes.pass(delete, Evidence::Shown),
            Ok(_) => match self.gone(index, scope, &mut entity)? {
                Some(Seen::Missing(_)) => outcomes.pass(delete, Evidence::Shown),
                Some(_) => outcomes.fail(delete, "what was there can still be read"),
                None if self.on_collection(index, &Method::GET).is_none() => {
                    outcomes.open(delete, "not observable: nothing shows what is there");
                }
                None if self.find(index, scope, &entity)?.is_some() => {
                    outcomes.fail(delete, "the list still has what was there");
                }
                None => outcomes.pass(delete, Evidence::Shown),
            },
        }
        Ok(())
    }
}
