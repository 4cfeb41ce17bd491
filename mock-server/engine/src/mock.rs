//! The mock: the engine's public face.

use std::future::Future;
use std::sync::Arc;

use http::Method;
use serde_json::Value;
use tokio::net::TcpListener;
use twinspec_blueprint::Blueprint;

use crate::behaviour::{Behaviour, OperationId};
use crate::clock::{Clock, SystemClock};
use crate::credentials::{Admission, Door, Token};
use crate::data::{Data, File};
use crate::error::Error;
use crate::live::{Live, Recipe, Takeover};
use crate::serve::serve;
use crate::service::MockService;
use crate::state::State;
use crate::traffic::{self, Traffic};
use crate::webhooks::{self, Webhooks};

/// A body of more bytes is refused, unless the mock was told otherwise.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// A mock server. Clones share their entities.
#[derive(Clone)]
pub struct Mock {
    pub(crate) live: Arc<Live>,
    tokens: Arc<[Token]>,
    asks_for_credentials: bool,
}

impl Mock {
    /// Starts to make a mock from a blueprint.
    #[must_use]
    pub fn builder(blueprint: &Blueprint) -> Builder {
        Builder {
            // Generated blueprints are borrowed all through, so this copies next to nothing.
            blueprint: blueprint.clone(),
            behaviour: Behaviour::new(),
            clock: Arc::new(SystemClock),
            seed: 1,
            tokens: Vec::new(),
            open: false,
            max_body: MAX_BODY,
            has_cors: false,
            is_dynamic: false,
            data: None,
            fill: 0,
            traffic: traffic::Settings::default(),
            webhooks: webhooks::Settings::default(),
        }
    }

    /// Returns a service that answers requests in this process, without a socket.
    #[must_use]
    pub fn service(&self) -> MockService {
        MockService::new(Arc::clone(&self.live))
    }

    /// Answers the requests that arrive at a socket, for ever.
    pub async fn serve(self, listener: TcpListener) -> std::io::Result<()> {
        self.serve_until(listener, std::future::pending()).await
    }

    /// Answers the requests that arrive at a socket until the future is ready; those under way
    /// are answered.
    pub async fn serve_until(
        self,
        listener: TcpListener,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        serve(self.live, listener, end).await;
        Ok(())
    }

    /// Starts again with the entities of another data file, in the place of all that there are. If
    /// anything is wrong with the file, nothing changes. The file's tokens are not looked at.
    pub fn load(&self, name: impl Into<String>, text: impl Into<String>) -> Result<(), Error> {
        self.live.load(Data { name: name.into(), text: text.into() })
    }

    /// Goes on with another blueprint, such as that of a document that was changed.
    ///
    /// What is remembered stays where the resource of that name still exists, with its ids; new
    /// resources hold what the mock would start with. Requests under way are answered as before.
    /// If anything is wrong, nothing changes.
    pub fn take_over(&self, blueprint: Blueprint) -> Result<Takeover, Error> {
        self.live.take_over(blueprint, None)
    }

    /// As [`take_over`](Self::take_over), and starts again with the entities of a data file.
    pub fn take_over_with(
        &self,
        blueprint: Blueprint,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Takeover, Error> {
        self.live.take_over(blueprint, Some(Data { name: name.into(), text: text.into() }))
    }

    /// Returns all that the mock remembers: a data file as JSON, with what else it takes to
    /// [restore](Self::restore) it exactly.
    ///
    /// Its keys are the plurals of the resources, each with a list of entities in the order of
    /// creation; `_twinspec` holds how far ids were given out and what is deleted for good. An
    /// entity has a `_twinspec` of its own only if its properties do not say where it belongs.
    /// `GET /_twinspec/state` answers the same.
    #[must_use]
    pub fn state(&self) -> Value {
        let engine = self.live.engine();
        State::of(&engine).to_json(&engine.blueprint)
    }

    /// Puts a state in the place of all that the mock remembers, as `PUT /_twinspec/state` does; if
    /// anything is wrong with it, nothing changes.
    ///
    /// A state without `_twinspec` is a data file: it is checked against the document and goes
    /// through behaviour. One with it is taken as it is.
    pub fn restore(&self, state: &Value) -> Result<(), Error> {
        self.live.restore(state, &state.to_string())
    }

    /// Goes back to what the mock started with, also in the ids that it makes; as
    /// `POST /_twinspec/reset` does.
    pub fn reset(&self) {
        self.live.reset();
    }

    /// Returns the operation that a request is for.
    #[must_use]
    pub fn operation(&self, method: &Method, path: &str) -> Option<OperationId> {
        self.live.engine().operation_of(method, path)
    }

    /// Returns the blueprint that the mock was made from.
    #[must_use]
    pub fn blueprint(&self) -> Arc<Blueprint> {
        Arc::clone(&self.live.engine().blueprint)
    }

    /// Returns the tokens that are accepted from the start; with none, every well-formed credential is.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns whether callers have to show a credential where the document asks for one.
    #[must_use]
    pub fn asks_for_credentials(&self) -> bool {
        self.asks_for_credentials
    }
}

impl std::fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mock").field("title", &self.blueprint().title).finish()
    }
}

/// What a mock is made from.
pub struct Builder {
    blueprint: Blueprint,
    behaviour: Behaviour,
    clock: Arc<dyn Clock>,
    seed: u64,
    tokens: Vec<Token>,
    open: bool,
    max_body: usize,
    has_cors: bool,
    is_dynamic: bool,
    data: Option<Data>,
    fill: usize,
    pub(crate) traffic: traffic::Settings,
    pub(crate) webhooks: webhooks::Settings,
}

impl Builder {
    /// Sets what the API does and its document cannot say.
    #[must_use]
    pub fn behaviour(mut self, behaviour: Behaviour) -> Self {
        self.behaviour = behaviour;
        self
    }

    /// Sets where the time comes from; without it, the machine's clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the seed of ids and everything else that is random; without it, 1.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Adds a credential that is accepted; those of the data then are not. With none at all, every
    /// well-formed credential is accepted.
    #[must_use]
    pub fn token(mut self, token: Token) -> Self {
        self.tokens.push(token);
        self
    }

    /// Adds credentials that are accepted, as [`token`](Self::token) does.
    #[must_use]
    pub fn tokens(mut self, tokens: impl IntoIterator<Item = Token>) -> Self {
        self.tokens.extend(tokens);
        self
    }

    /// Asks nobody for a credential.
    #[must_use]
    pub fn no_auth(mut self) -> Self {
        self.open = true;
        self
    }

    /// Sets the size from which on a body is refused; without it, 1 MiB.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Lets pages of every origin call, as browsers want it to be said.
    #[must_use]
    pub fn cors(mut self) -> Self {
        self.has_cors = true;
        self
    }

    /// Makes answers up where nothing is kept, also where the document has examples.
    #[must_use]
    pub fn dynamic(mut self) -> Self {
        self.is_dynamic = true;
        self
    }

    /// Sets the entities to start with: the text of a data file (YAML or JSON), and the name that
    /// problems in it are reported under.
    #[must_use]
    pub fn data(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.data = Some(Data { name: name.into(), text: text.into() });
        self
    }

    /// Makes up so many entities of each resource, on top of the data.
    ///
    /// What belongs to something is spread over its owners, and everything carries the claims of
    /// the first token in the properties of their names.
    #[must_use]
    pub fn fill(mut self, count: usize) -> Self {
        self.fill = count;
        self
    }

    /// Makes the mock, or reports everything that is wrong with the data at once.
    pub fn build(self) -> Result<Mock, Error> {
        let file = self.data.map(Data::parse).transpose()?;
        let mut problems = Vec::new();
        let given = |it: &File| (it.tokens(&mut problems), it.apps(&mut problems));
        let (of_file, apps) = file.as_ref().map(given).unwrap_or_default();
        let tokens = if self.tokens.is_empty() { of_file } else { self.tokens };
        let admission = Admission::new(self.seed, self.open, &tokens, apps);
        let asks_for_credentials = admission.door != Door::Open;
        let events = &self.blueprint.webhooks;
        let webhooks = self.webhooks.subscribed(file.as_ref(), events, &mut problems);
        let recipe = Recipe {
            behaviour: self.behaviour,
            clock: self.clock,
            seed: self.seed,
            admission,
            max_body: self.max_body,
            has_cors: self.has_cors,
            is_dynamic: self.is_dynamic,
            webhooks: Arc::new(Webhooks::new(webhooks, self.seed)),
            data: file,
            fill: self.fill,
        };
        let traffic = Traffic::new(self.traffic, &self.blueprint);
        let live = Live::new(Arc::new(self.blueprint), recipe, traffic);
        let live = live.map_err(|error| error.after(&problems))?;
        if !problems.is_empty() {
            return Err(Error::new(problems));
        }
        Ok(Mock { live: Arc::new(live), tokens: tokens.into(), asks_for_credentials })
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Builder").field("seed", &self.seed).finish_non_exhaustive()
    }
}
