//! Reading and listing: what an entity looks like now.

use std::collections::BTreeSet;

use http::Method;
use serde_json::Value;

use super::query::{CURSORS, LIMITS, PAGE_NUMBERS, parameter};
use super::{Entity, Scope, Walker};
use crate::encode::plain;
use crate::request::Wish;
use crate::walk::leaves::leaves;
use crate::walk::observe::{Sent, element, elements, objects};
use crate::walk::outcome::{Evidence, Outcomes};
use crate::walk::wire::Expect;
use crate::walk::words;

/// So many pages of a list are looked through.
const PAGES: usize = 5;

/// How an entity is seen.
pub(super) enum Seen {
    /// It is there, and what was sent of it that is shown is the same.
    Shown,
    /// It is there, and nothing of what was sent is shown.
    Silent,
    /// It is there and says otherwise.
    Differs(String),
    /// It is not there.
    Missing(String),
}

impl Walker<'_> {
    /// Lists what is there; notes that the list cannot be had.
    pub(super) fn list(
        &mut self,
        index: usize,
        scope: &mut Scope,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<Option<Value>> {
        let Some(list) = self.on_collection(index, &Method::GET) else { return Ok(None) };
        let wish = self.wish(&scope.ids, scope);
        match self.call(list, &wish, self.expect_list(index, scope))? {
            Err(reason) => outcomes.fail(list, reason),
            Ok((answer, _)) if self.may_be_missing(index) && !answer.is_success() => {}
            Ok((answer, _)) if !answer.is_success() => {
                let reason = format!("a valid request got {}", answer.status);
                outcomes.refuse(list, scope.is_guess, reason);
            }
            Ok((answer, made)) => {
                // What a list is asked for has to be true of what is made for it.
                scope.known.extend(made.said);
                return Ok(answer.json);
            }
        }
        Ok(None)
    }

    /// Looks at a new entity in every way there is.
    pub(super) fn look(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        before: Option<&Value>,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let creator = entity.creator;
        let mut reasons = Vec::new();
        // A text shows no entity, whatever it says.
        let is_listed = before.is_some_and(is_container);
        let is_told = is_listed || entity.shown.as_ref().is_some_and(is_container);
        if let Some(read) = self.on_item(index, &Method::GET) {
            match self.read(index, scope, entity)? {
                Some(Seen::Shown) => {
                    outcomes.pass(read, Evidence::Shown);
                    creator.inspect(|it| outcomes.pass(*it, Evidence::Shown));
                }
                Some(Seen::Silent) => {
                    outcomes.pending.insert(read);
                    outcomes.pending.extend(creator);
                }
                Some(Seen::Differs(reason) | Seen::Missing(reason)) => {
                    outcomes.fail(read, reason.clone());
                    reasons.push(reason);
                }
                None if let Some(why) = self.is_hidden(index, scope, entity, before)? => {
                    creator.inspect(|it| outcomes.open(*it, why));
                }
                None if is_told => reasons.push("no answer tells its identifier".to_owned()),
                None => creator
                    .into_iter()
                    .for_each(|it| outcomes.open(it, "not observable: its answer is a text")),
            }
        }
        if let Some(list) = self.on_collection(index, &Method::GET) {
            let id = entity.id.clone().unwrap_or_default();
            let was_there = before.is_some_and(|it| element(it, &id).is_some());
            match self.find(index, scope, entity)? {
                Some(found) if creator.is_some() && !was_there => {
                    outcomes.pass(list, Evidence::Shown);
                    creator.inspect(|it| outcomes.pass(*it, Evidence::Shown));
                    if self.on_item(index, &Method::GET).is_none() {
                        entity.shown = Some(found);
                    }
                }
                Some(_) if creator.is_some() => {
                    outcomes.fail(list, "it was in the list before it was made");
                }
                Some(_) => {
                    outcomes.pending.insert(list);
                }
                None if !is_listed && !self.may_be_missing(index) => {
                    outcomes.open(list, "not observable: its answer is a text");
                }
                None if self.shows_one(index) && !self.makes(index, creator) => {
                    outcomes.open(list, "it shows one thing, and none of these");
                }
                None if creator.is_none() => {
                    outcomes.open(list, "nothing makes one that it could show");
                }
                None if let Some(why) = self.is_hidden(index, scope, entity, before)? => {
                    outcomes.open(list, why);
                }
                None => {
                    outcomes.fail(list, "what was made is not in the list");
                    reasons.push("what was made is not in the list".to_owned());
                }
            }
        }
        if let Some(head) = self.on_item(index, &Method::HEAD) {
            outcomes.pending.extend(self.is_there(head, scope, entity)?.then_some(head));
        }
        if let Some(creator) = creator.filter(|it| !outcomes.is_passed(*it)) {
            match reasons.into_iter().next() {
                Some(reason) => outcomes.fail(creator, reason),
                None => {
                    outcomes.pending.insert(creator);
                }
            }
        }
        Ok(())
    }

    /// Reads an entity; `None` if there is no way to.
    pub(super) fn read(
        &mut self,
        index: usize,
        scope: &Scope,
        entity: &mut Entity,
    ) -> anyhow::Result<Option<Seen>> {
        let Some(read) = self.on_item(index, &Method::GET) else { return Ok(None) };
        if entity.id.is_none() {
            return Ok(None);
        }
        let wish = self.wish(&entity.ids, scope);
        let (answer, _) = match self.call(read, &wish, scope.expect())? {
            Err(reason) => return Ok(Some(Seen::Missing(reason))),
            Ok(it) => it,
        };
        if !answer.is_success() {
            return Ok(Some(Seen::Missing(format!("reading it got {}", answer.status))));
        }
        let Some(json) = answer.json else { return Ok(Some(Seen::Silent)) };
        let seen = compare(entity, &json);
        entity.shown = Some(json);
        entity.is_read = true;
        Ok(Some(seen))
    }

    /// Finds an entity in its list, page by page.
    pub(super) fn find(
        &mut self,
        index: usize,
        scope: &Scope,
        entity: &Entity,
    ) -> anyhow::Result<Option<Value>> {
        let Some(list) = self.on_collection(index, &Method::GET) else { return Ok(None) };
        let operation = &self.document.operations[list];
        let (limit, page) = (parameter(operation, &LIMITS), parameter(operation, &PAGE_NUMBERS));
        let cursor = parameter(operation, &CURSORS);
        let mut query: Vec<(String, String)> = Vec::new();
        for number in 1..=PAGES {
            let wish = Wish { query: query.clone(), ..self.wish(&scope.ids, scope) };
            let Ok((answer, _)) = self.call(list, &wish, self.expect_list(index, scope))? else {
                break;
            };
            let Some(json) = answer.json.filter(|_| (200..300).contains(&answer.status)) else {
                break;
            };
            let is_one = !words::shows_many(self.document, &self.document.operations[list]);
            if is_one && shows(entity, &json) {
                return Ok(Some(json));
            }
            if let Some(found) = in_list(entity, &json) {
                return Ok(Some(found.clone()));
            }
            if elements(&json).is_empty() {
                break;
            }
            query.clear();
            query.extend(limit.clone());
            let next = leaves(&json).into_iter().find(|(path, _)| {
                let name = path.to_ascii_lowercase();
                name.contains("next") || name.contains("cursor")
            });
            match (&page, &cursor, next) {
                (Some((name, _)), ..) if number > 1 => {
                    query.push((name.clone(), number.to_string()));
                }
                (None, Some((name, _)), Some((_, value))) => {
                    query.push((name.clone(), plain(&value)));
                }
                _ if number > 1 || limit.is_none() => break,
                _ => {}
            }
        }
        Ok(None)
    }

    /// Whether an operation on one entity succeeds.
    pub(super) fn is_there(
        &mut self,
        operation: usize,
        scope: &Scope,
        entity: &Entity,
    ) -> anyhow::Result<bool> {
        let wish = self.wish(&entity.ids, scope);
        let answer = self.call(operation, &wish, Expect::Either)?;
        Ok(answer.is_ok_and(|(it, _)| it.is_success()))
    }
}

/// Whether a value has room for an entity.
pub(super) fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// Compares what was sent, the latest first, with what is shown.
fn compare(entity: &mut Entity, shown: &Value) -> Seen {
    let mut seen = BTreeSet::new();
    let mut first = None;
    let id = entity.id.as_deref();
    let before = entity.shown.as_ref().filter(|_| entity.is_read);
    let known = before.into_iter().flat_map(|before| {
        let sent = entity.sent.iter();
        sent.flat_map(|it| it.compare(before, id).common.into_keys()).collect::<Vec<_>>()
    });
    let known: BTreeSet<String> = known.collect();
    for sent in entity.sent.iter().rev() {
        let found = sent.compare(shown, entity.id.as_deref());
        for (path, how) in found.differing {
            if !seen.contains(&path) && entity.differing.insert(path) {
                first.get_or_insert(how);
            }
        }
        seen.extend(found.common.into_keys());
    }
    // Whether an object that is sent replaces the old one or is merged into it is the server's word.
    let top = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let latest = entity.sent.last().map(Sent::objects).unwrap_or_default();
    let written: BTreeSet<String> =
        latest.iter().flat_map(|(_, it)| it.keys()).map(|it| top(it)).collect();
    for path in known.into_iter().filter(|it| !written.contains(&top(it))) {
        if !seen.contains(&path) && entity.differing.insert(path.clone()) {
            first.get_or_insert(format!("`{path}` is no longer shown"));
        }
    }
    match first {
        Some(how) => Seen::Differs(how),
        None if seen.is_empty() => Seen::Silent,
        None => Seen::Shown,
    }
}

/// Whether an answer that shows one thing shows this one.
fn shows(entity: &Entity, answer: &Value) -> bool {
    match &entity.id {
        Some(id) => objects(answer).iter().any(|it| {
            it.as_object().is_some_and(|it| {
                it.values().any(|it| !it.is_object() && !it.is_array() && plain(it) == *id)
            })
        }),
        None => entity.sent.last().is_some_and(|it| is_alike(it, answer)),
    }
}

/// The element that is the entity: by its identifier, or by all that was sent.
pub(super) fn in_list<'v>(entity: &Entity, list: &'v Value) -> Option<&'v Value> {
    if let Some(id) = &entity.id {
        return element(list, id);
    }
    let sent = entity.sent.last()?;
    elements(list).into_iter().find(|it| is_alike(sent, it))
}

/// Whether all that can be compared is the same, and there is something.
pub(super) fn is_alike(sent: &Sent, shown: &Value) -> bool {
    let found = sent.compare(shown, None);
    let is_telling = found.common.values().any(|it| plain(it).contains("walk"));
    found.differing.is_empty() && (is_telling || found.common.len() > 1)
}
