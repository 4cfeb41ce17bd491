//! What a body may say and no answer can show.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Method, Response};
use serde_json::Value;
use twinspec_referee::Exchange;

use super::{Entity, Scope, Walker};

impl Walker<'_> {
    /// Whether all that is shown otherwise than it was sent could not be shown as it was sent.
    pub(super) fn are_forbidden(
        &mut self,
        index: usize,
        scope: &Scope,
        before: &Entity,
        entity: &Entity,
    ) -> anyhow::Result<bool> {
        let (Some(shown), Some(sent)) = (&entity.shown, entity.sent.last()) else {
            return Ok(false);
        };
        let found = sent.compare(shown, entity.id.as_deref());
        let given: BTreeMap<String, Value> =
            sent.objects().into_iter().flat_map(|it| it.1).collect();
        for path in found.differing.keys() {
            let Some(value) = given.get(path) else { return Ok(false) };
            if !self.is_forbidden(index, scope, before, path, value)? {
                return Ok(false);
            }
        }
        Ok(!found.differing.is_empty())
    }

    /// Whether an answer that shows this value in an entity would be wrong by its document.
    pub(super) fn is_forbidden(
        &mut self,
        index: usize,
        scope: &Scope,
        entity: &Entity,
        path: &str,
        value: &Value,
    ) -> anyhow::Result<bool> {
        let Some(read) = self.on_item(index, &Method::GET) else { return Ok(false) };
        let (Some(shown), Some(sent)) = (&entity.shown, entity.sent.last()) else {
            return Ok(false);
        };
        let place = sent.compare(shown, entity.id.as_deref()).place(path);
        let Some(changed) = place.with(shown, value) else { return Ok(false) };
        let wish = self.wish(&entity.ids, scope);
        let Ok(made) = self.requests.make(&self.document.operations[read], &wish) else {
            return Ok(false);
        };
        let is_right = |answer: &Value| {
            let response = Response::builder().header("content-type", "application/json");
            let response = response.body(Bytes::from(answer.to_string()))?;
            let exchange = Exchange { request: &made.request, response: &response };
            Ok::<_, http::Error>(self.referee.judge(&exchange).is_pass())
        };
        Ok(is_right(shown)? && !is_right(&changed)?)
    }
}
