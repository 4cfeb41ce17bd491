//! Writing to a collection as a whole, and deleting it.

use super::look::{Seen, is_alike, is_container};
use super::{Entity, Scope, Walker, identifier};
use crate::encode::plain;
use crate::request::Wish;
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
            let operation = self.on_collection(index, &method);
            if let Some(operation) = operation.filter(|it| !outcomes.is_settled(*it)) {
                self.change_whole(index, operation, scope, entity, outcomes)?;
            }
        }
        Ok(())
    }

    fn change_whole(
        &mut self,
        index: usize,
        operation: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let before = self.list(index, scope, &mut Outcomes::default())?;
        let mut wish = self.wish(&scope.ids, scope);
        // The body may say which entity is meant.
        if let Some(id) = entity.id.as_deref().map(identifier) {
            wish.known.extend([(self.item_name(index), id.clone()), ("id".to_owned(), id)]);
        }
        wish.change = before.as_ref().and_then(|it| self.unchanged(operation, &wish, it));
        let sent = match self.call(operation, &wish, scope.expect())? {
            Ok((answer, made)) if answer.is_success() => {
                Sent { body: made.body.unwrap_or_default(), unseen: made.unseen }
            }
            Ok((answer, _)) => {
                outcomes.fail(operation, format!("a valid request got {}", answer.status));
                return Ok(());
            }
            Err(reason) => {
                outcomes.fail(operation, reason);
                return Ok(());
            }
        };
        if !self.is_seen(index) {
            outcomes.pending.insert(operation);
            return Ok(());
        }
        let list = self.on_collection(index, &Method::GET);
        let names_it = entity.id.as_deref().is_some_and(|id| {
            objects(&sent.body).iter().flat_map(|it| leaves(it)).any(|(_, it)| plain(&it) == id)
        });
        if sent.says_nothing() || list.is_none() && !names_it {
            outcomes.open(operation, "not observable: nothing tells what to look for");
            return Ok(());
        }
        let shown = self.list(index, scope, &mut Outcomes::default())?.unwrap_or_default();
        if self.shows_one(index) && is_kept(&sent, &shown) {
            if before == Some(shown) {
                outcomes.open(operation, "not observable: it was like that before");
            } else {
                outcomes.pass(operation, Evidence::Shown);
                if let Some(list) = list {
                    outcomes.pass(list, Evidence::Shown);
                }
            }
            return Ok(());
        }
        let is_listed = is_container(&shown) || entity.shown.as_ref().is_some_and(is_container);
        entity.sent.push(sent.clone());
        let reading = self.read(index, scope, entity)?;
        let is_read = matches!(reading, Some(Seen::Shown))
            && entity.shown.as_ref().is_some_and(|it| is_alike(&sent, it));
        let is_shown = is_read
            || is_alike(&sent, &shown)
            || elements(&shown).iter().any(|it| is_alike(&sent, it));
        if is_shown {
            outcomes.pass(operation, Evidence::Shown);
        } else if !is_listed {
            outcomes.open(operation, "not observable: its answer is a text");
        } else {
            outcomes.fail(operation, "no list shows what was sent");
        }
        Ok(())
    }

    /// A place in a body that would say what the one thing at a path says already, and its value.
    fn unchanged(&self, operation: usize, wish: &Wish, shown: &Value) -> Option<(String, Value)> {
        let made = self.requests.make(&self.document.operations[operation], wish).ok()?;
        let sent = Sent { body: made.body?, unseen: made.unseen };
        let found = sent.compare(shown, None);
        let mut same = found.common.iter().filter(|(it, _)| !found.differing.contains_key(*it));
        let (path, old) = same.next()?;
        Some((format!("body{}{path}", found.prefix), old.clone()))
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

/// Whether the one thing at a path is as it was sent.
fn is_kept(sent: &Sent, shown: &Value) -> bool {
    let found = sent.compare(shown, None);
    found.differing.is_empty() && !found.common.is_empty()
}
