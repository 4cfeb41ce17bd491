//! Behaviour: what an API does that its document cannot say.
//!
//! A behaviour is a set of plain functions, each from what is known at one point of a request to a
//! result. They know no HTTP, take no lock and have no clock of their own.

mod access;
mod change;
mod oauth;

use std::fmt;
use std::sync::Arc;

use jiff::SignedDuration;
use twinspec_blueprint::Resource;

use crate::Map;
pub use crate::behaviour::access::Access;
pub use crate::behaviour::change::Change;
pub use crate::behaviour::oauth::{Asked, Issue, OAuth};
use crate::credentials::Denial;
use crate::refusal::Refusal;
use crate::violation::Violation;

/// The position of a resource in [`Blueprint::resources`](twinspec_blueprint::Blueprint::resources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

/// The position of an operation in
/// [`Blueprint::operations`](twinspec_blueprint::Blueprint::operations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub usize);

type Admit = dyn Fn(OperationId, &Map) -> Result<(), Denial> + Send + Sync;
type Authorise = dyn Fn(&Access<'_>) -> Result<(), Refusal> + Send + Sync;
type BeforeWrite = dyn Fn(&mut Change<'_>) -> Result<(), Refusal> + Send + Sync;
type Denied = dyn Fn(&Denial, &str) -> Refusal + Send + Sync;
type Missing = dyn Fn(&Resource, &str) -> Refusal + Send + Sync;
type Phrase = dyn Fn(&Violation) -> String + Send + Sync;
type Refuse = dyn Fn(&[Violation]) -> Option<Refusal> + Send + Sync;
type Show = dyn Fn(&mut Map) + Send + Sync;

/// What an API does that its document cannot say.
#[derive(Clone, Default)]
pub struct Behaviour {
    pub(crate) admit: Option<Arc<Admit>>,
    pub(crate) authorise: Vec<Arc<Authorise>>,
    pub(crate) before_write: Vec<(ResourceId, Arc<BeforeWrite>)>,
    pub(crate) kept: Vec<(ResourceId, SignedDuration)>,
    pub(crate) denied: Option<Arc<Denied>>,
    pub(crate) missing: Option<Arc<Missing>>,
    pub(crate) oauth: OAuth,
    pub(crate) phrase: Option<Arc<Phrase>>,
    pub(crate) refuse: Option<Arc<Refuse>>,
    pub(crate) refuse_unknown_query: bool,
    pub(crate) searched: Vec<(ResourceId, Vec<String>)>,
    pub(crate) views: Vec<(OperationId, Arc<Show>)>,
}

impl Behaviour {
    /// Makes a behaviour that adds nothing to the document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whom an operation lets in, by what is known of a good token; it is asked before anything
    /// else of the request is looked at.
    #[must_use]
    pub fn admit(
        mut self,
        admit: impl Fn(OperationId, &Map) -> Result<(), Denial> + Send + Sync + 'static,
    ) -> Self {
        self.admit = Some(Arc::new(admit));
        self
    }

    /// Adds a check of who may do what, after the request proved to be valid and what it is about
    /// to exist. The first check that refuses ends the request.
    #[must_use]
    pub fn authorise(
        mut self,
        check: impl Fn(&Access<'_>) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Self {
        self.authorise.push(Arc::new(check));
        self
    }

    /// Adds a function that completes or refuses an entity that is about to be stored.
    #[must_use]
    pub fn before_write(
        mut self,
        resource: impl Into<ResourceId>,
        complete: impl Fn(&mut Change<'_>) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Self {
        self.before_write.push((resource.into(), Arc::new(complete)));
        self
    }

    /// Words the refusal of a caller without the right credential. The function also gets what was
    /// shown, empty if that was nothing.
    #[must_use]
    pub fn denied(
        mut self,
        word: impl Fn(&Denial, &str) -> Refusal + Send + Sync + 'static,
    ) -> Self {
        self.denied = Some(Arc::new(word));
        self
    }

    /// Keeps what is deleted for that long: `POST /_twinspec/restore` brings it back, without what
    /// belonged to it.
    #[must_use]
    pub fn keep_deleted(mut self, resource: impl Into<ResourceId>, time: SignedDuration) -> Self {
        self.kept.push((resource.into(), time));
        self
    }

    /// Says for how long an entity is kept that is deleted; `None` if it is not.
    pub(crate) fn kept_for(&self, resource: usize) -> Option<SignedDuration> {
        self.kept.iter().find(|(it, _)| it.0 == resource).map(|(_, time)| *time)
    }

    /// Words the refusal of a request for an entity that does not exist.
    #[must_use]
    pub fn missing(
        mut self,
        word: impl Fn(&Resource, &str) -> Refusal + Send + Sync + 'static,
    ) -> Self {
        self.missing = Some(Arc::new(word));
        self
    }

    /// Sets what the authorization server does beyond RFC 6749.
    #[must_use]
    pub fn oauth(mut self, rules: OAuth) -> Self {
        self.oauth = rules;
        self
    }

    /// Words one violation.
    #[must_use]
    pub fn phrase(mut self, word: impl Fn(&Violation) -> String + Send + Sync + 'static) -> Self {
        self.phrase = Some(Arc::new(word));
        self
    }

    /// Gives certain violations a refusal of their own; `None` leaves it to the engine, which
    /// refuses with 422 or 400 and all phrases.
    #[must_use]
    pub fn refuse(
        mut self,
        refuse: impl Fn(&[Violation]) -> Option<Refusal> + Send + Sync + 'static,
    ) -> Self {
        self.refuse = Some(Arc::new(refuse));
        self
    }

    /// Takes query parameters that an operation does not have for violations, where the operation
    /// documents 422.
    #[must_use]
    pub fn refuse_unknown_query(mut self) -> Self {
        self.refuse_unknown_query = true;
        self
    }

    /// Confines free-text search to these properties; without it, every text of an entity is
    /// searched but its id, its owner's id and its stamps.
    #[must_use]
    pub fn search_in(mut self, resource: impl Into<ResourceId>, properties: &[&str]) -> Self {
        let properties = properties.iter().map(ToString::to_string).collect();
        self.searched.push((resource.into(), properties));
        self
    }

    /// Changes how an operation shows each entity, before its view picks the properties. It must
    /// depend on the entity alone: what it gives is kept.
    #[must_use]
    pub fn view(
        mut self,
        operation: impl Into<OperationId>,
        show: impl Fn(&mut Map) + Send + Sync + 'static,
    ) -> Self {
        self.views.push((operation.into(), Arc::new(show)));
        self
    }
}

impl fmt::Debug for Behaviour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Behaviour").finish_non_exhaustive()
    }
}
