//! Making one, and finding out what it is called.

use std::collections::BTreeSet;

use http::Method;
use serde_json::Value;

use super::{Entity, Scope, Walker, identifier};
use crate::encode::plain;
use crate::request::Wish;
use crate::walk::identify::{identifiers, is_doubtful, own_identifiers};
use crate::walk::observe::{Sent, element, elements};
use crate::walk::outcome::Outcomes;
use crate::walk::wire::{Answer, Expect};

/// So many values of an answer are tried as its identifier.
const CANDIDATES: usize = 6;

impl Walker<'_> {
    /// Makes one: by `POST T`, or at a place of the walker's choice.
    pub(super) fn create(
        &mut self,
        index: usize,
        scope: &Scope,
        mut outcomes: Option<&mut Outcomes>,
    ) -> anyhow::Result<Option<Entity>> {
        let on_collection = [Method::POST, Method::PUT];
        let on_item = [Method::PUT, Method::POST, Method::PATCH];
        let post = self.on_collection(index, &on_collection[0]).map(|it| (it, false));
        let items = on_item.iter().filter_map(|it| Some((self.on_item(index, it)?, true)));
        let put = self.on_collection(index, &on_collection[1]).map(|it| (it, false));
        let makers = self.chains[index].makers.iter().map(|it| (*it, false));
        let creators: Vec<(usize, bool)> =
            post.into_iter().chain(items).chain(put).chain(makers).collect();
        let wanted = Some(self.item_name(index));
        let is_posted = post.is_some();
        for (operation, is_item) in creators {
            for attempt in 0..2 {
                let seed = self.next_seed();
                let mut ids = scope.ids.clone();
                if is_item {
                    let position = ids.len();
                    let described = &self.document.operations[operation];
                    ids.push(self.requests.identifier(described, position, seed));
                }
                // Only the first of a kind is made as the document's examples have it: a server may
                // refuse to have two alike.
                let is_fresh = attempt > 0 || outcomes.is_none();
                let mut wish = Wish { is_fresh, wanted: wanted.clone(), ..self.wish(&ids, scope) };
                if let Some(id) = ids.last().filter(|_| is_item) {
                    wish.known.entry(self.item_name(index)).or_insert(identifier(id));
                }
                // What is called by a name of the walker's choice need not exist.
                let expect = if is_item { Expect::Either } else { scope.expect() };
                let reason = match self.call(operation, &wish, expect)? {
                    Ok((answer, made)) if answer.is_success() => {
                        let body = made.body.unwrap_or_default();
                        let sent = Sent { body, unseen: made.unseen };
                        let mut entity = Entity {
                            id: is_item.then(|| ids.last().cloned()).flatten(),
                            ids,
                            sent: vec![sent],
                            creator: Some(operation),
                            shown: None,
                            is_read: false,
                            differing: BTreeSet::new(),
                        };
                        self.candidates(index, &answer, &mut entity);
                        return Ok(Some(entity));
                    }
                    Ok((answer, _)) => format!("a valid request got {}", answer.status),
                    Err(reason) => reason,
                };
                let is_last = attempt == 1;
                if let Some(outcomes) = outcomes.as_deref_mut().filter(|_| is_last && !is_item) {
                    outcomes.refuse(operation, scope.is_guess, reason);
                }
            }
            if is_posted {
                // What else there is changes entities, and there is none.
                break;
            }
        }
        Ok(None)
    }

    /// Remembers the answer: what it shows, and what may be the identifier.
    fn candidates(&self, index: usize, answer: &Answer, entity: &mut Entity) {
        entity.shown.clone_from(&answer.json);
        if entity.id.is_some() {
            return;
        }
        let located = answer.location.as_deref().map(|it| {
            let path = it.split(['?', '#']).next().unwrap_or(it).trim_end_matches('/');
            let last = path.rsplit('/').next().unwrap_or(path);
            percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned()
        });
        let name = self.item_name(index);
        let sent = entity.sent.last().cloned().unwrap_or_default();
        let shown = answer.json.as_ref().map(|it| identifiers(it, &name, &sent));
        let own = own_identifiers(&sent, &name);
        let mut ids: Vec<String> = Vec::new();
        for id in located.into_iter().chain(shown.into_iter().flatten()).chain(own) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.truncate(CANDIDATES);
        // They wait here until one of them is known to be it.
        entity.ids.extend(ids);
    }

    /// Finds the identifier among the candidates, or in the list.
    pub(super) fn identify(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        before: Option<&Value>,
    ) -> anyhow::Result<()> {
        if entity.id.is_some() || self.chains[index].item.is_empty() {
            entity.ids.truncate(scope.ids.len() + usize::from(entity.id.is_some()));
            return Ok(());
        }
        let mut candidates = entity.ids.split_off(scope.ids.len());
        if candidates.is_empty() {
            candidates = self.listed(index, scope, entity, before)?;
        }
        let items = self.chains[index].item.clone();
        candidates.retain(|it| {
            let ids: Vec<String> = scope.ids.iter().chain([it]).cloned().collect();
            items.iter().all(|it| self.requests.takes(&self.document.operations[*it], &ids))
        });
        let mut id = self.readable(index, scope, candidates.clone())?;
        // What is likeliest and cannot be read either is not it.
        if let Some(read) = self.on_item(index, &Method::GET)
            && id.as_deref().is_some_and(|it| self.is_doubtful(index, entity, it))
        {
            let ids: Vec<String> = scope.ids.iter().chain(&id).cloned().collect();
            let wish = self.wish(&ids, scope);
            let answer = self.call(read, &wish, Expect::Either)?;
            id = id.filter(|_| answer.is_ok_and(|(it, _)| it.is_success()));
        }
        if self.on_item(index, &Method::GET).is_none() {
            id = self.listed_as(index, scope, entity, before, &candidates)?.or(id);
        }
        entity.ids.extend(id.clone());
        entity.id = id;
        Ok(())
    }

    fn is_doubtful(&self, index: usize, entity: &Entity, id: &str) -> bool {
        let sent = entity.sent.last().cloned().unwrap_or_default();
        let name = self.item_name(index);
        entity.shown.as_ref().is_some_and(|it| is_doubtful(it, &name, &sent, id))
    }

    /// The first of some identifiers that can be read, else the likeliest.
    fn readable(
        &mut self,
        index: usize,
        scope: &Scope,
        candidates: Vec<String>,
    ) -> anyhow::Result<Option<String>> {
        let likeliest = candidates.first().cloned();
        let read = self.on_item(index, &Method::GET).filter(|_| candidates.len() > 1);
        let Some(read) = read else { return Ok(likeliest) };
        for candidate in candidates.into_iter().take(CANDIDATES) {
            let ids: Vec<String> = scope.ids.iter().chain([&candidate]).cloned().collect();
            let wish = self.wish(&ids, scope);
            if let Ok((answer, _)) = self.call(read, &wish, Expect::Either)?
                && answer.is_success()
            {
                return Ok(Some(candidate));
            }
        }
        Ok(likeliest)
    }

    /// The first of some identifiers that the list knows, else that of what is new in it.
    fn listed_as(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &Entity,
        before: Option<&Value>,
        candidates: &[String],
    ) -> anyhow::Result<Option<String>> {
        let Some(list) = self.on_collection(index, &Method::GET) else { return Ok(None) };
        let wish = self.wish(&scope.ids, scope);
        let Ok((answer, _)) = self.call(list, &wish, self.expect_list(index, scope))? else {
            return Ok(None);
        };
        let shown = answer.json.unwrap_or_default();
        let known = |it: &String| Some((it.clone(), element(&shown, it)?));
        match candidates.iter().find_map(known) {
            // Where no answer told an identifier, it was found by what else was sent.
            Some((known, found)) if entity.shown.is_none() => {
                let name = self.item_name(index);
                let sent = entity.sent.last().cloned().unwrap_or_default();
                Ok(identifiers(found, &name, &sent).into_iter().next().or(Some(known)))
            }
            Some((known, _)) => Ok(Some(known)),
            None => Ok(self.listed(index, scope, entity, before)?.into_iter().next()),
        }
    }

    /// The identifiers of what is new in the list and looks like what was sent.
    fn listed(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &Entity,
        before: Option<&Value>,
    ) -> anyhow::Result<Vec<String>> {
        let Some(list) = self.on_collection(index, &Method::GET) else { return Ok(Vec::new()) };
        let wish = self.wish(&scope.ids, scope);
        let Ok((answer, _)) = self.call(list, &wish, self.expect_list(index, scope))? else {
            return Ok(Vec::new());
        };
        let after = answer.json.unwrap_or_default();
        let old: Vec<&Value> = before.map(elements).unwrap_or_default();
        let new: Vec<&Value> =
            elements(&after).into_iter().filter(|it| !old.contains(it)).collect();
        let sent = entity.sent.last().cloned().unwrap_or_default();
        let alike = |it: &&&Value| {
            let found = sent.compare(it, None);
            !found.common.is_empty() && found.differing.is_empty()
        };
        let likeliest = new.iter().find(alike).or_else(|| new.last());
        let name = self.item_name(index);
        Ok(likeliest.map(|it| identifiers(it, &name, &sent)).unwrap_or_default())
    }

    /// Takes one that is there already.
    pub(super) fn adopt(
        &mut self,
        index: usize,
        scope: &Scope,
        list: Option<&Value>,
    ) -> anyhow::Result<Option<Entity>> {
        let name = self.item_name(index);
        let found = list.map(elements).unwrap_or_default();
        let mut entity = Entity {
            ids: scope.ids.clone(),
            id: None,
            sent: Vec::new(),
            creator: None,
            shown: None,
            is_read: false,
            differing: BTreeSet::new(),
        };
        if let Some(first) = found.first() {
            let ids = identifiers(first, &name, &Sent::default());
            if let Some(id) = self.readable(index, scope, ids)? {
                entity.shown = list.and_then(|it| element(it, &id)).cloned();
                entity.ids.push(id.clone());
                entity.id = Some(id);
                return Ok(Some(entity));
            }
        }
        let given = self.given.get(&name).map(plain);
        let Some(read) = self.on_item(index, &Method::GET) else { return Ok(None) };
        let seed = self.next_seed();
        let id = given.unwrap_or_else(|| {
            self.requests.identifier(&self.document.operations[read], scope.ids.len(), seed)
        });
        entity.ids.push(id.clone());
        let wish = self.wish(&entity.ids, scope);
        let answer = self.call(read, &wish, Expect::Either)?;
        entity.id = Some(id);
        Ok(answer.is_ok_and(|(it, _)| it.is_success()).then_some(entity))
    }
}
