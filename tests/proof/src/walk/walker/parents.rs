//! What has to exist before a chain can be walked.

use http::Method;
use serde_json::Value;

use super::{Scope, Walker};
use crate::walk::identify::identifiers;
use crate::walk::observe::{Sent, elements};
use crate::walk::wire::Expect;

/// Names that mean another thing wherever they stand.
const COMMON: [&str; 7] = ["id", "name", "key", "type", "version", "slug", "code"];

impl Walker<'_> {
    /// Makes or finds what the parameters in `T` name.
    pub(super) fn scope(&mut self, index: usize) -> anyhow::Result<Scope> {
        let mut scope = Scope { known: self.given.clone(), ..Scope::default() };
        let first = self.chains[index].operations().next();
        let names: Vec<String> = first
            .map(|it| self.document.operations[it].path_names())
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect();
        let parents = self.chains[index].parents.clone();
        for (position, parent) in parents.into_iter().enumerate() {
            let name = names.get(position).cloned().unwrap_or_default();
            let given = self.given.get(&name).map(crate::encode::plain);
            let id = match (given, parent) {
                (Some(given), _) => Some(given),
                (None, Some(parent)) => self.instance(parent, &scope)?,
                (None, None) => self.existing(first, position, &scope)?,
            };
            let operation = first.map(|it| &self.document.operations[it]);
            let takes =
                |it: &String| operation.is_none_or(|op| self.requests.takes_at(op, position, it));
            let id = if let Some(id) = id.filter(takes) {
                id
            } else {
                let seed = self.next_seed();
                scope.is_guess |= parent.is_some() || self.is_known(first, position);
                operation.map_or_else(
                    || "1".to_owned(),
                    |it| self.requests.identifier(it, position, seed),
                )
            };
            if !COMMON.contains(&name.as_str()) {
                scope.known.entry(name).or_insert_with(|| Value::String(id.clone()));
            }
            scope.ids.push(id);
        }
        Ok(scope)
    }

    /// An entity of another chain, made once for all of its children.
    fn instance(&mut self, parent: usize, scope: &Scope) -> anyhow::Result<Option<String>> {
        let key = (parent, scope.ids.clone());
        if let Some(id) = self.held.get(&key) {
            return Ok(Some(id.clone()));
        }
        let id = self.fresh_instance(parent, scope)?;
        if let Some(id) = &id {
            self.held.insert(key, id.clone());
        }
        Ok(id)
    }

    /// An entity of another chain that nobody else uses.
    pub(super) fn fresh_instance(
        &mut self,
        parent: usize,
        scope: &Scope,
    ) -> anyhow::Result<Option<String>> {
        let mut scope = scope.clone();
        if let Some(mut entity) = self.create(parent, &scope, None)? {
            self.identify(parent, &mut scope, &mut entity, None)?;
            return Ok(entity.id);
        }
        let list = self.on_collection(parent, &Method::GET);
        self.first_of(list, &self.item_name(parent), &scope)
    }

    /// The identifier of something that is there already, by the list of its kind.
    fn existing(
        &mut self,
        operation: Option<usize>,
        position: usize,
        scope: &Scope,
    ) -> anyhow::Result<Option<String>> {
        let Some(prefix) = self.prefix(operation, position) else { return Ok(None) };
        let name = prefix.last().cloned().unwrap_or_default();
        let list = self.get_at(&prefix[..prefix.len() - 1]);
        self.first_of(list, name.trim_matches(['{', '}']), scope)
    }

    /// Whether the document has an operation that reads or lists what a parameter names: none was
    /// found there, so that a name is a guess.
    fn is_known(&self, operation: Option<usize>, position: usize) -> bool {
        let gets = |it: &[String]| self.get_at(it).is_some();
        self.prefix(operation, position).is_some_and(|it| gets(&it) || gets(&it[..it.len() - 1]))
    }

    fn first_of(
        &mut self,
        list: Option<usize>,
        name: &str,
        scope: &Scope,
    ) -> anyhow::Result<Option<String>> {
        let Some(list) = list else { return Ok(None) };
        let wish = self.wish(&scope.ids, scope);
        let Ok((answer, _)) = self.call(list, &wish, Expect::Either)? else { return Ok(None) };
        let found = answer.json.as_ref().filter(|_| answer.is_success()).map(elements);
        let first = found.and_then(|it| it.first().copied().cloned());
        let ids = first.map(|it| identifiers(&it, name, &Sent::default()));
        Ok(ids.and_then(|it| it.into_iter().next()))
    }

    /// The segments up to a parameter, if it is alone in its own.
    fn prefix(&self, operation: Option<usize>, position: usize) -> Option<Vec<String>> {
        let segments = &self.document.operations[operation?].segments;
        let mut count = 0;
        for (at, segment) in segments.iter().enumerate() {
            let here = segment.matches('{').count();
            if count + here > position {
                let is_alone = segment.starts_with('{') && segment.ends_with('}') && here == 1;
                return (is_alone && at > 0).then(|| segments[..=at].to_vec());
            }
            count += here;
        }
        None
    }

    fn get_at(&self, segments: &[String]) -> Option<usize> {
        self.document.operations.iter().position(|it| {
            it.method == Method::GET
                && it.segments.len() == segments.len()
                && it.segments.iter().zip(segments).all(|(one, other)| {
                    one == other || (one.starts_with('{') && other.starts_with('{'))
                })
        })
    }
}
