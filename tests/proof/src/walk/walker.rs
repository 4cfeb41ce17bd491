//! The walk itself: from chain to chain, and from step to step in each.

mod act;
mod change;
mod collection;
mod create;
mod forbidden;
mod hidden;
mod look;
mod parents;
mod query;
mod remove;

use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use serde_json::Value;
use twinspec_referee::Referee;

use crate::document::{Document, Operation};
use crate::request::{Made, Requests, Wish};
use crate::walk::chains::{Chain, Kind, find_chains};
use crate::walk::findings::Findings;
use crate::walk::observe::Sent;
use crate::walk::outcome::Outcomes;
use crate::walk::wire::{Answer, Expect, Server};
use crate::walk::words;

/// More operations with one method and one template are not told apart.
const VARIANTS: usize = 8;

/// All that a walk needs to know and to remember.
pub(crate) struct Walker<'d> {
    pub(crate) document: &'d Document<'d>,
    pub(crate) chains: Vec<Chain>,
    referee: &'d Referee,
    requests: Requests<'d>,
    server: &'d dyn Server,
    /// Values that were given for parameters and properties of these names.
    given: BTreeMap<String, Value>,
    seed: usize,
    /// Which of the operations is meant that have a method and a template in common.
    variant: usize,
    pub(crate) findings: Findings,
    /// Parents that were made for children, by chain and by the values around them.
    held: BTreeMap<(usize, Vec<String>), String>,
}

/// Where the entities of a chain live.
#[derive(Debug, Clone, Default)]
struct Scope {
    /// Values of the parameters in `T`.
    ids: Vec<String>,
    known: BTreeMap<String, Value>,
    /// Whether one of them is nothing but a guess.
    is_guess: bool,
}

/// One thing that was made, or found.
#[derive(Debug, Clone)]
struct Entity {
    /// Values of the parameters in `T/{x}`, or in `T` if no answer told the identifier.
    ids: Vec<String>,
    id: Option<String>,
    /// What was sent, the latest last; empty for what was found.
    sent: Vec<Sent>,
    /// The operation that made it.
    creator: Option<usize>,
    /// How it was last shown.
    shown: Option<Value>,
    /// Whether reading it has shown that, not making it.
    is_read: bool,
    /// Paths at which it was already another than sent: said once is enough.
    differing: BTreeSet<String>,
}

impl<'d> Walker<'d> {
    pub(crate) fn new(
        document: &'d Document<'d>,
        referee: &'d Referee,
        requests: Requests<'d>,
        server: &'d dyn Server,
        given: BTreeMap<String, Value>,
    ) -> Self {
        let chains = find_chains(document);
        let findings = Findings::default();
        Self {
            document,
            chains,
            referee,
            requests,
            server,
            given,
            seed: 0,
            variant: 0,
            findings,
            held: BTreeMap::new(),
        }
    }

    /// Uses the base path of a server if the mock knows no route without it.
    pub(crate) fn find_base(&mut self) -> anyhow::Result<()> {
        let plain = self.document.operations.iter().find(|it| {
            it.method == Method::GET && it.path_names().is_empty() && it.query.is_none()
        });
        let Some(operation) = plain else { return Ok(()) };
        for base in std::iter::once("").chain(self.document.bases.iter().map(String::as_str)) {
            base.clone_into(&mut self.requests.base);
            let Ok(made) = self.requests.make(operation, &Wish::default()) else { break };
            if self.server.send(&made.request)?.status() != http::StatusCode::NOT_FOUND {
                return Ok(());
            }
        }
        self.requests.base.clear();
        Ok(())
    }

    /// Walks one chain.
    pub(crate) fn walk(&mut self, index: usize) -> anyhow::Result<Outcomes> {
        let mut outcomes = Outcomes::default();
        if self.chains[index].kind != Kind::Verb {
            for variant in 0..self.variants(index) {
                self.variant = variant;
                self.steps(index, &mut outcomes)?;
            }
            self.variant = 0;
        }
        let reason = match self.chains[index].kind {
            Kind::Verb => "not observable: nothing reads, lists, changes or deletes what it makes",
            _ => "no step of the walk uses it",
        };
        for operation in self.chains[index].operations() {
            let asks = self.is_question(index, operation);
            let question = "not observable: it asks what `GET` asks, with the same body";
            outcomes.open(operation, if asks { question } else { reason });
        }
        Ok(outcomes)
    }

    fn steps(&mut self, index: usize, outcomes: &mut Outcomes) -> anyhow::Result<()> {
        let mut scope = self.scope(index)?;
        let before = self.list(index, &mut scope, outcomes)?;
        let made = self.create(index, &scope, Some(outcomes))?;
        let found = match made {
            Some(entity) => Some(entity),
            None => self.adopt(index, &scope, before.as_ref())?,
        };
        let Some(mut entity) = found else {
            for operation in self.chains[index].operations() {
                outcomes.open(operation, "nothing makes one, and there is none");
            }
            return Ok(());
        };
        self.identify(index, &mut scope, &mut entity, before.as_ref())?;
        self.look(index, &mut scope, &mut entity, before.as_ref(), outcomes)?;
        self.change_all(index, &mut scope, &mut entity, outcomes)?;
        self.change_collection(index, &mut scope, &mut entity, outcomes)?;
        self.act(index, &scope, outcomes)?;
        self.remove(index, &mut scope, &mut entity, outcomes)?;
        self.remove_collection(index, &mut scope, outcomes)?;
        self.orphan(index, &mut scope, outcomes)
    }

    fn next_seed(&mut self) -> usize {
        self.seed += 1;
        self.seed
    }

    /// Makes a request, sends it and has the exchange judged; the error is the walker's own.
    fn call(
        &mut self,
        operation: usize,
        wish: &Wish,
        expect: Expect,
    ) -> anyhow::Result<Result<(Answer, Made), String>> {
        let made = match self.requests.make(&self.document.operations[operation], wish) {
            Ok(made) => made,
            Err(reason) => return Ok(Err(reason)),
        };
        let answer = self.server.exchange(
            self.referee,
            &made.request,
            operation,
            expect,
            &mut self.findings,
        )?;
        let mut answer = answer;
        if words::is_said_like_an_error(&self.document.operations[operation], answer.status) {
            answer.json = None;
        }
        Ok(Ok((answer, made)))
    }

    fn wish(&mut self, ids: &[String], scope: &Scope) -> Wish {
        let seed = self.next_seed();
        Wish { ids: ids.to_vec(), known: scope.known.clone(), seed, ..Wish::default() }
    }

    fn on_item(&self, index: usize, method: &Method) -> Option<usize> {
        let found = self.of_variant(&self.chains[index].on_item(self.document, method));
        found.filter(|it| !self.is_question(index, *it))
    }

    fn on_collection(&self, index: usize, method: &Method) -> Option<usize> {
        if self.is_apart(index) {
            return None;
        }
        let found = self.of_variant(&self.chains[index].on_collection(self.document, method));
        found.filter(|it| !self.is_question(index, *it))
    }

    /// Whether `T` is changed as one thing, so that it is an item of another chain and no list of
    /// this one: `/scripts/{id}` above `/scripts/{id}/{context}`.
    fn is_apart(&self, index: usize) -> bool {
        let chain = &self.chains[index];
        let methods = [Method::PUT, Method::PATCH, Method::DELETE];
        let is_changed = |it: &usize| methods.contains(&self.document.operations[*it].method);
        let is_item = |it: &usize| {
            let segments = &self.document.operations[*it].segments;
            segments.len() > 1 && segments.last().is_some_and(|it| it.starts_with('{'))
        };
        chain.collection.iter().any(|it| is_item(it) && is_changed(it))
    }

    /// Whether an operation is a `POST` for those who cannot send a body with `GET`.
    fn is_question(&self, index: usize, operation: usize) -> bool {
        let post = &self.document.operations[operation];
        let mut beside = self.chains[index].operations().map(|it| &self.document.operations[it]);
        let is_get = |it: &&Operation<'_>| it.method == Method::GET && it.segments == post.segments;
        post.method == Method::POST && beside.any(|it| is_get(&it) && words::is_question(post, it))
    }

    /// Whether something shows what became of an entity.
    fn is_seen(&self, index: usize) -> bool {
        let get = &Method::GET;
        self.on_item(index, get).is_some() || self.on_collection(index, get).is_some()
    }

    /// What is expected of the list of a chain: what there is one of is not there before somebody
    /// makes it, nor after it was deleted.
    fn expect_list(&self, index: usize, scope: &Scope) -> Expect {
        if self.may_be_missing(index) { Expect::Either } else { scope.expect() }
    }

    /// Whether what the path of a collection shows may be missing.
    fn may_be_missing(&self, index: usize) -> bool {
        self.chains[index].item.is_empty() || self.shows_one(index)
    }

    /// Whether the path of a collection shows one thing.
    fn shows_one(&self, index: usize) -> bool {
        let list = self.on_collection(index, &Method::GET);
        let operation = list.map(|it| &self.document.operations[it]);
        operation.is_some_and(|it| !words::shows_many(self.document, it))
    }

    fn of_variant(&self, operations: &[usize]) -> Option<usize> {
        operations.get(self.variant).or(operations.first()).copied()
    }

    /// How often a chain is walked until each of its operations was used.
    fn variants(&self, index: usize) -> usize {
        let mut counts: BTreeMap<(&str, bool), usize> = BTreeMap::new();
        let chain = &self.chains[index];
        for (operations, is_item) in [(&chain.collection, false), (&chain.item, true)] {
            for operation in operations {
                let method = self.document.operations[*operation].method.as_str();
                *counts.entry((method, is_item)).or_default() += 1;
            }
        }
        counts.into_values().max().unwrap_or(1).min(VARIANTS)
    }

    /// The name of the parameter that stands for one entity.
    fn item_name(&self, index: usize) -> String {
        let operation = self.chains[index].item.first().map(|it| &self.document.operations[*it]);
        let name = operation.and_then(|it| it.path_names().last().copied().map(str::to_owned));
        name.unwrap_or_else(|| "id".to_owned())
    }
}

impl Scope {
    fn expect(&self) -> Expect {
        if self.is_guess { Expect::Either } else { Expect::Success }
    }
}

/// What a body says of an identifier that stands as text in a path.
fn identifier(text: &str) -> Value {
    text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from)
}
