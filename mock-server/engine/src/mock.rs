//! The mock: the engine's public face.

use std::future::Future;
use std::sync::Arc;

use http::Method;
use tokio::net::TcpListener;
use twinspec_blueprint::Blueprint;

use crate::behaviour::{Behaviour, OperationId};
use crate::clock::{Clock, SystemClock};
use crate::credentials::{Door, Token};
use crate::data::Data;
use crate::engine::{Engine, Settings};
use crate::error::Error;
use crate::fill::fill;
use crate::service::MockService;

/// A body of more bytes is refused, unless the mock was told otherwise.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// A mock server. Clones share their entities.
#[derive(Clone)]
pub struct Mock {
    engine: Arc<Engine>,
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
        }
    }

    /// Returns a service that answers requests in this process, without a socket.
    #[must_use]
    pub fn service(&self) -> MockService {
        MockService::new(Arc::clone(&self.engine))
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
        axum::serve(listener, tower::make::Shared::new(self.service()))
            .with_graceful_shutdown(end)
            .await
    }

    /// Puts the entities of a data file in the place of all that there are. If anything is wrong
    /// with the file, nothing changes. The file's tokens are not looked at.
    pub fn load(&self, name: impl Into<String>, text: impl Into<String>) -> Result<(), Error> {
        let file = Data { name: name.into(), text: text.into() }.parse()?;
        let mut problems = Vec::new();
        let store = file.load(&self.engine, &mut problems);
        if !problems.is_empty() {
            return Err(Error::new(problems));
        }
        *self.engine.write_store() = store;
        Ok(())
    }

    /// Returns the operation that a request is for.
    #[must_use]
    pub fn operation(&self, method: &Method, path: &str) -> Option<OperationId> {
        self.engine.operation_of(method, path)
    }

    /// Returns the blueprint that the mock was made from.
    #[must_use]
    pub fn blueprint(&self) -> &Blueprint {
        &self.engine.blueprint
    }

    /// Returns the tokens that are accepted; with none, every well-formed credential is.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        self.engine.tokens()
    }

    /// Returns whether callers have to show a credential where the document asks for one.
    #[must_use]
    pub fn asks_for_credentials(&self) -> bool {
        !self.engine.is_open()
    }
}

impl std::fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mock").field("title", &self.engine.blueprint.title).finish()
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

    /// Makes up so many entities of each resource that the API can create, on top of the data.
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
        let mut tokens = self.tokens;
        let mut problems = Vec::new();
        if let Some(file) = &file {
            let of_file = file.tokens(&mut problems);
            if tokens.is_empty() {
                tokens = of_file;
            }
        }
        let door = match (self.open, tokens.is_empty()) {
            (true, _) => Door::Open,
            (false, true) => Door::AnyCredential,
            (false, false) => Door::Tokens(tokens),
        };
        let engine = Engine::new(Settings {
            blueprint: self.blueprint,
            behaviour: self.behaviour,
            clock: self.clock,
            seed: self.seed,
            door,
            max_body: self.max_body,
            has_cors: self.has_cors,
            is_dynamic: self.is_dynamic,
        })?;
        if let Some(file) = &file {
            let store = file.load(&engine, &mut problems);
            *engine.write_store() = store;
        }
        if !problems.is_empty() {
            return Err(Error::new(problems));
        }
        let claims = engine.tokens().first().map(|it| it.claims.clone()).unwrap_or_default();
        fill(&engine, &mut engine.write_store(), self.fill, &claims);
        Ok(Mock { engine: Arc::new(engine) })
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Builder").field("seed", &self.seed).finish_non_exhaustive()
    }
}
