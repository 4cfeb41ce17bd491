//! The rule by which chains are found: paths and methods, and nothing else.
//!
//! A pair of templates `T` and `T/{x}` is a chain if `T` has a `POST`, or if `T/{x}` has a `PUT`, a
//! `PATCH` or a `DELETE`; every operation on either is then under the rule. What lies below an item
//! and writes (`T/{x}/verb`) is an act: it is called, and has to be answered well, no more.
//!
//! Where `T` has a `POST` and there is no `T/{x}`, the document has no word for one thing of what
//! was made. With a `GET` beside it that is still a list to look into; alone it is a verb. Both are
//! kept apart from the pairs, because nothing can be read, changed or deleted there.

use std::collections::BTreeMap;

use http::Method;

use crate::document::{Document, Operation};

/// What a chain is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `T` and `T/{x}`.
    Pair,
    /// `T` with `POST` and `GET`, and no `T/{x}`.
    ListOnly,
    /// `T` with `POST`, and neither `GET` nor `T/{x}`.
    Verb,
}

/// The operations on `T` and `T/{x}`, as positions in the document's list.
pub(crate) struct Chain {
    /// `T` as the document writes it.
    pub(crate) template: String,
    pub(crate) kind: Kind,
    pub(crate) collection: Vec<usize>,
    pub(crate) item: Vec<usize>,
    pub(crate) acts: Vec<usize>,
    /// `POST T/verb`, and `POST S` where `T` is `S/{y}`: where `T` has no `POST`, one of them may
    /// make what `T/{x}` reads.
    pub(crate) makers: Vec<usize>,
    /// For each parameter in `T`: the chain whose item it names.
    pub(crate) parents: Vec<Option<usize>>,
}

impl Chain {
    /// The operations of a method on `T`; a document may tell several apart by a fragment.
    pub(crate) fn on_collection(&self, document: &Document<'_>, method: &Method) -> Vec<usize> {
        find(&self.collection, document, method)
    }

    /// The operations of a method on `T/{x}`.
    pub(crate) fn on_item(&self, document: &Document<'_>, method: &Method) -> Vec<usize> {
        find(&self.item, document, method)
    }

    /// All operations under the rule.
    pub(crate) fn operations(&self) -> impl Iterator<Item = usize> {
        self.collection.iter().chain(&self.item).copied()
    }
}

fn find(operations: &[usize], document: &Document<'_>, method: &Method) -> Vec<usize> {
    let has = |it: &usize| document.operations[*it].method == *method;
    operations.iter().copied().filter(has).collect()
}

/// Finds the chains of a document, parents before their children.
pub(crate) fn find_chains(document: &Document<'_>) -> Vec<Chain> {
    let mut templates: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, operation) in document.operations.iter().enumerate() {
        templates.entry(key(operation)).or_default().push(index);
    }
    let has = |key: &[String], methods: &[Method]| {
        let operations = templates.get(key).into_iter().flatten();
        operations.into_iter().any(|it| methods.contains(&document.operations[*it].method))
    };
    let mut found = BTreeMap::new();
    for key in templates.keys() {
        let (collection, is_item) = match key.split_last() {
            Some((last, rest)) if last == "{}" && !rest.is_empty() => (rest, true),
            _ => (key.as_slice(), false),
        };
        let written = [Method::PUT, Method::PATCH, Method::DELETE];
        if is_item && (has(collection, &[Method::POST]) || has(key, &written)) {
            found.insert(collection.to_vec(), Kind::Pair);
        }
        if !found.contains_key(key) && has(key, &[Method::POST]) {
            let mut item = key.clone();
            item.push("{}".to_owned());
            let kind = if templates.contains_key(&item) {
                Kind::Pair
            } else if has(key, &[Method::GET]) {
                Kind::ListOnly
            } else {
                Kind::Verb
            };
            found.insert(key.clone(), kind);
        }
    }
    // What is an item of a pair is no verb of its own: `POST /pets/{id}` changes a pet.
    let pairs: Vec<Vec<String>> =
        found.iter().filter(|(_, it)| **it == Kind::Pair).map(|(key, _)| key.clone()).collect();
    let is_item = |key: &[String]| {
        key.split_last()
            .is_some_and(|(last, rest)| last == "{}" && pairs.iter().any(|it| it == rest))
    };
    found.retain(|key, kind| *kind == Kind::Pair || !is_item(key));

    let mut keys: Vec<&Vec<String>> = found.keys().collect();
    keys.sort_by_key(|it| it.len());
    let position: BTreeMap<&[String], usize> =
        keys.iter().enumerate().map(|(index, key)| (key.as_slice(), index)).collect();
    let chain = |key: &&Vec<String>| {
        let mut item = (*key).clone();
        item.push("{}".to_owned());
        let collection = templates.get(*key).cloned().unwrap_or_default();
        let items = templates.get(&item).cloned().unwrap_or_default();
        let is_act = |below: &[String], operation: &usize| {
            below.len() == item.len() + 1
                && below.starts_with(&item)
                && below.last().is_some_and(|it| !it.contains("{}"))
                && !matches!(found.get(below), Some(Kind::Pair | Kind::ListOnly))
                && [Method::POST, Method::PUT, Method::PATCH]
                    .contains(&document.operations[*operation].method)
        };
        let below = templates.range(item.clone()..).take_while(|(it, _)| it.starts_with(&item));
        let acts = below.flat_map(|(key, it)| it.iter().filter(|it| is_act(key, it)));
        let acts = acts.copied().collect();
        let beside = templates.range((*key).clone()..).take_while(|(it, _)| it.starts_with(key));
        let beside = beside.filter(|(it, _)| it.len() == key.len() + 1 && **it != item);
        let is_post = |it: &&usize| document.operations[**it].method == Method::POST;
        let bare = key.iter().rposition(|it| it != "{}").map_or(&[][..], |it| &key[..=it]);
        let above = templates.get(bare).filter(|_| bare.len() < key.len());
        let makers = beside.map(|(_, it)| it).chain(above);
        let makers = makers.flat_map(|it| it.iter().filter(is_post)).copied().collect();
        let prefix = |it: &usize| (key[*it] == "{}").then(|| position.get(&key[..*it])).flatten();
        let parameters =
            (0..key.len()).flat_map(|it| std::iter::repeat_n(it, key[it].matches("{}").count()));
        let parents = parameters.map(|it| prefix(&it).copied()).collect();
        let template = document.operations[*collection.iter().chain(&items).next().unwrap_or(&0)]
            .segments
            .iter()
            .take(key.len())
            .fold(String::new(), |text, it| text + "/" + it);
        Chain { template, kind: found[*key], collection, item: items, acts, makers, parents }
    };
    keys.iter().map(chain).collect()
}

/// A template with its parameters' names taken away.
fn key(operation: &Operation<'_>) -> Vec<String> {
    operation.segments.iter().map(|it| nameless(it)).collect()
}

fn nameless(segment: &str) -> String {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else { break };
        text += literal;
        text += "{}";
        rest = after;
    }
    text + rest
}
