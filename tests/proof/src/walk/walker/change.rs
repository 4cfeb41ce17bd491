//! Changing one value and looking whether it changed, and nothing else did.

use http::Method;
use serde_json::{Value, json};

use super::look::Seen;
use super::{Entity, Scope, Walker, identifier};
use crate::encode::plain;
use crate::request::Wish;
use crate::walk::leaves::{is_same, leaves};
use crate::walk::observe::Sent;
use crate::walk::outcome::{Evidence, Outcomes};

/// So many values are changed until a change is seen.
const TRIES: usize = 5;

/// A change that can be looked for.
struct Change {
    /// Where in the body the object lies.
    prefix: String,
    /// Where in the object the value lies.
    path: String,
    old: Value,
}

/// What became of a change.
enum Tried {
    Seen,
    /// This value did not change; another may.
    Unseen(String),
    /// It did, and so did what should have stayed.
    Spoilt(String),
}

impl Walker<'_> {
    /// Changes an entity in each way that its path has.
    pub(super) fn change_all(
        &mut self,
        index: usize,
        scope: &mut Scope,
        entity: &mut Entity,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        for method in [Method::PATCH, Method::PUT, Method::POST] {
            let Some(operation) = self.on_item(index, &method) else { continue };
            if entity.id.is_none() {
                outcomes.open(operation, "no answer tells an identifier");
                continue;
            }
            self.change(index, operation, scope, entity, outcomes)?;
        }
        Ok(())
    }

    fn change(
        &mut self,
        index: usize,
        operation: usize,
        scope: &Scope,
        entity: &mut Entity,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let mut wish = self.wish(&entity.ids, scope);
        if let Some(id) = &entity.id {
            // Another name in the body than in the path would say two things at once.
            let shown = entity.shown.iter().flat_map(leaves);
            let own = shown.filter(|(_, it)| plain(it) == *id);
            let own = own.filter_map(|(path, _)| path.rsplit('/').next().map(str::to_owned));
            for name in own.chain([self.item_name(index)]) {
                wish.known.entry(name).or_insert_with(|| identifier(id));
            }
        }
        let made = match self.requests.make(&self.document.operations[operation], &wish) {
            Ok(made) => made,
            Err(reason) => {
                outcomes.fail(operation, reason);
                return Ok(());
            }
        };
        let body = Sent { body: made.body.unwrap_or_default(), unseen: made.unseen };
        let is_free = body.objects().iter().all(|(_, it)| it.is_empty()) || body.body.is_array();
        let mut reason = None;
        // Without anything that shows it, a change is at best refused where there is nothing.
        let is_seen = self.is_seen(index);
        for change in changes(entity, &body).into_iter().filter(|_| is_seen) {
            let wish = Wish {
                change: Some((format!("body{}{}", change.prefix, change.path), change.old.clone())),
                ..wish.clone()
            };
            match self.try_change(index, operation, &wish, &change, scope, entity)? {
                Some(Tried::Seen) => {
                    outcomes.pass(operation, Evidence::Shown);
                    return Ok(());
                }
                Some(Tried::Spoilt(reason)) => {
                    outcomes.fail(operation, reason);
                    return Ok(());
                }
                Some(Tried::Unseen(it)) => {
                    reason.get_or_insert(it);
                }
                None => {}
            }
        }
        if is_free
            && is_seen
            && let Some(sent) = entity.sent.last().cloned()
        {
            for change in changes(entity, &sent) {
                let new = other(&change.old, wish.seed);
                let patch = json!([{ "op": "replace", "path": change.path, "value": new }]);
                let body =
                    if body.body.is_array() { patch } else { nested(&change.path, new.clone()) };
                let free = Wish { body: Some(body), ..wish.clone() };
                let tried = self.try_change(index, operation, &free, &change, scope, entity)?;
                if matches!(tried, Some(Tried::Seen)) {
                    outcomes.pass(operation, Evidence::Shown);
                    return Ok(());
                }
            }
        }
        if let Some(reason) = reason {
            outcomes.fail(operation, reason);
            return Ok(());
        }
        match self.call(operation, &wish, scope.expect())? {
            Err(reason) => outcomes.fail(operation, reason),
            Ok((answer, _)) if answer.is_success() => {
                // Another value would say that something is wrong; none says nothing.
                if !outcomes.is_settled(operation) {
                    outcomes.pending.insert(operation);
                }
                if self.on_item(index, &Method::GET).is_some() {
                    entity.sent.clear();
                }
            }
            Ok((answer, _)) => {
                outcomes.fail(operation, format!("a valid request got {}", answer.status));
            }
        }
        Ok(())
    }

    /// Makes one change; `None` if the document leaves no other value.
    fn try_change(
        &mut self,
        index: usize,
        operation: usize,
        wish: &Wish,
        change: &Change,
        scope: &Scope,
        entity: &mut Entity,
    ) -> anyhow::Result<Option<Tried>> {
        let described = &self.document.operations[operation];
        let Ok(made) = self.requests.make(described, wish) else { return Ok(None) };
        let body = made.body.unwrap_or_default();
        let place = format!("{}{}", change.prefix, change.path);
        let is_patch = body.is_array() && wish.body.is_some();
        let new = if is_patch { body.pointer("/0/value") } else { body.pointer(&place) };
        let Some(new) = new.filter(|it| !is_same(it, &change.old)).cloned() else {
            return Ok(None);
        };
        let exchanged = self.server.exchange(
            self.referee,
            &made.request,
            operation,
            scope.expect(),
            &mut self.findings,
        )?;
        if !exchanged.is_success() {
            return Ok(Some(Tried::Unseen(format!("a valid request got {}", exchanged.status))));
        }
        let kept = entity.clone();
        let body = if is_patch { nested(&change.path, new.clone()) } else { body };
        if described.method == Method::PUT {
            entity.sent.clear();
        }
        entity.sent.push(Sent { body, unseen: made.unseen });
        let tried = match self.read(index, scope, entity)? {
            Some(Seen::Differs(reason)) => match is_shown(entity, change, &new) {
                Tried::Seen => Tried::Spoilt(reason),
                unseen => unseen,
            },
            Some(Seen::Missing(reason)) => Tried::Unseen(reason),
            Some(Seen::Shown | Seen::Silent) => is_shown(entity, change, &new),
            None => match self.find(index, scope, entity)? {
                Some(found) => {
                    entity.shown = Some(found);
                    is_shown(entity, change, &new)
                }
                None => Tried::Unseen("nothing shows the change".to_owned()),
            },
        };
        // A body may take what no answer can show: `now` for a time that is shown as a number.
        let tried = match tried {
            Tried::Unseen(_) if self.is_forbidden(index, scope, &kept, &change.path, &new)? => {
                *entity = Entity { shown: entity.shown.take(), ..kept };
                return Ok(None);
            }
            Tried::Spoilt(_) if self.are_forbidden(index, scope, &kept, entity)? => Tried::Seen,
            tried => tried,
        };
        if !matches!(tried, Tried::Seen) {
            // What is true now nobody knows; the next look starts from what is shown.
            let differing = entity.differing.clone();
            *entity = Entity { shown: entity.shown.take(), differing, ..kept };
        }
        Ok(Some(tried))
    }
}

/// What of a body can be changed and looked for.
fn changes(entity: &Entity, body: &Sent) -> Vec<Change> {
    let Some(shown) = &entity.shown else { return Vec::new() };
    let found = body.compare(shown, entity.id.as_deref());
    let is_own = |path: &str, it: &Value| {
        let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        entity.id.as_deref() == Some(&*plain(it)) || name == "id" || name.ends_with("_id")
    };
    let mut changes: Vec<Change> = found
        .common
        .into_iter()
        .filter(|(path, it)| !is_own(path, it))
        .map(|(path, old)| Change { prefix: found.prefix.clone(), path, old })
        .collect();
    // What may say anything is the least likely to follow rules of its own.
    changes.sort_by_key(|it| !plain(&it.old).contains("walk"));
    changes.truncate(TRIES);
    changes
}

fn is_shown(entity: &Entity, change: &Change, new: &Value) -> Tried {
    let shown = entity.shown.as_ref();
    let sent = entity.sent.last();
    let found = shown.zip(sent).and_then(|(shown, sent)| {
        sent.compare(shown, entity.id.as_deref()).common.get(&change.path).cloned()
    });
    match found {
        Some(found) if is_same(new, &found) => Tried::Seen,
        Some(found) => {
            Tried::Unseen(format!("`{}` was changed to {new} and is {found}", change.path))
        }
        None => Tried::Unseen(format!("`{}` is no longer shown", change.path)),
    }
}

fn other(value: &Value, seed: usize) -> Value {
    match value {
        Value::Bool(truth) => json!(!truth),
        Value::Number(number) => json!(number.as_i64().unwrap_or(0) + 1),
        _ => json!(format!("walk{seed}")),
    }
}

/// An object that has one value, at a path.
fn nested(path: &str, value: Value) -> Value {
    path.rsplit('/').filter(|it| !it.is_empty()).fold(value, |inner, name| {
        let name = name.replace("~1", "/").replace("~0", "~");
        json!({ name: inner })
    })
}
