//! The command line that every mock server shares.
//!
//! A server's own `main` parses [`Options`], alone or with flags of its own beside them
//! (`#[command(flatten)]`), and hands them to [`run`].

mod traffic;
mod watch;

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use tokio::net::TcpListener;
use twinspec_blueprint::Blueprint;

use crate::behaviour::Behaviour;
use crate::credentials::Token;
use crate::mock::{MAX_BODY, Mock};

pub use crate::cli::traffic::Traffic;
pub use crate::cli::watch::Watch;

/// How long requests under way may take after Ctrl-C; a caller that stalls must not keep the server.
const GRACE: Duration = Duration::from_secs(2);

/// How often watched files are looked at.
const WATCH_EVERY: Duration = Duration::from_millis(200);

/// The flags that every mock server has.
// `about` would otherwise be taken from this comment, in the place of the server's own.
#[derive(Clone, Debug, clap::Args)]
#[command(about = None, long_about = None)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct Options {
    /// Listen on this port; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 4010)]
    pub port: u16,
    /// Listen on this address; only this machine can reach the default
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Start with the entities of this file (YAML or JSON)
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Take files over again whenever they change: the data, and what the server is made from
    #[arg(long)]
    pub watch: bool,
    /// Make up this many entities of each resource
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub fill: usize,
    /// Draw ids from this seed: the same seed and requests give the same answers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Accept this credential and no other; repeat it for several
    #[arg(long = "token", value_name = "TOKEN")]
    pub tokens: Vec<String>,
    /// Ask for no credentials
    #[arg(long, conflicts_with = "tokens")]
    pub no_auth: bool,
    /// Make answers up where nothing is kept, instead of giving the document's examples
    #[arg(long)]
    pub dynamic: bool,
    /// Let web pages of any origin call (CORS)
    #[arg(long)]
    pub cors: bool,
    /// Refuse bodies of more bytes
    #[arg(long, value_name = "BYTES", default_value_t = MAX_BODY)]
    pub max_body: usize,
    #[expect(missing_docs, reason = "its own flags say what they do")]
    #[command(flatten)]
    pub traffic: Traffic,
}

/// What a server brings along.
#[derive(Default)]
pub struct Defaults {
    /// The name and the text of the data to start with when no file is given.
    pub data: Option<(String, String)>,
    /// The credentials to accept when none are given; without any, the data's count.
    pub tokens: Vec<Token>,
    /// What is known of the owners of credentials that are given as flags.
    pub claims: crate::Map,
    /// Where the blueprint comes from, if it may become another one while the server runs.
    pub source: Option<Box<dyn Source>>,
    /// Makes lines to print when the server is up, such as calls to try.
    pub hints: Option<Box<Hints>>,
}

/// Where a blueprint comes from.
pub trait Source: Send {
    /// Returns the files that it was made from when it was read last.
    fn files(&self) -> Vec<PathBuf>;

    /// Reads it again; an error says in lines what is wrong.
    fn read(&mut self) -> Result<Blueprint, String>;
}

/// Makes lines to print when a server is up.
pub type Hints = dyn Fn(&Serving<'_>) -> Vec<String>;

/// A server that is up.
#[derive(Debug)]
pub struct Serving<'a> {
    /// Where it listens: `http://127.0.0.1:4010`.
    pub url: String,
    /// A token that it accepts; `None` if it asks for none or takes any.
    pub token: Option<&'a Token>,
    /// The mock that it serves.
    pub mock: &'a Mock,
}

/// Serves a mock until Ctrl-C; says what is served, or on standard error why not.
#[must_use]
pub fn run(
    blueprint: &Blueprint,
    behaviour: Behaviour,
    options: &Options,
    defaults: Defaults,
) -> ExitCode {
    let hints = defaults.hints;
    let data = defaults.data;
    let source = defaults.source;
    let mock = something_to_watch(options, source.is_some());
    let mock = mock.and_then(|()| read_data(options, data)).and_then(|data| {
        build(blueprint, behaviour, options, data, defaults.tokens, &defaults.claims)
    });
    let served = mock.and_then(|mock| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("starting the server: {error}"))?;
        let watch = options.watch.then(|| Watch::new(mock.clone(), options.data.clone(), source));
        let address = SocketAddr::new(options.host, options.port);
        runtime.block_on(serve(mock, address, hints.as_deref(), watch))
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            for line in message.lines() {
                say_error(line);
            }
            ExitCode::FAILURE
        }
    }
}

fn something_to_watch(options: &Options, has_source: bool) -> Result<(), String> {
    if options.watch && options.data.is_none() && !has_source {
        return Err("`--watch` needs a file to watch, name one by `--data`".to_owned());
    }
    Ok(())
}

fn read_data(
    options: &Options,
    default: Option<(String, String)>,
) -> Result<Option<(String, String)>, String> {
    let Some(path) = &options.data else { return Ok(default) };
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("reading the data file `{name}`: {error}"))?;
    Ok(Some((name, text)))
}

fn build(
    blueprint: &Blueprint,
    behaviour: Behaviour,
    options: &Options,
    data: Option<(String, String)>,
    tokens: Vec<Token>,
    claims: &crate::Map,
) -> Result<Mock, String> {
    let given = options.tokens.iter();
    let given: Vec<Token> =
        given.map(|it| Token { claims: claims.clone(), ..Token::new(it) }).collect();
    let mut builder = Mock::builder(blueprint)
        .behaviour(behaviour)
        .seed(options.seed)
        .fill(options.fill)
        .max_body(options.max_body)
        .tokens(if given.is_empty() { tokens } else { given });
    if options.no_auth {
        builder = builder.no_auth();
    }
    if options.dynamic {
        builder = builder.dynamic();
    }
    if options.cors {
        builder = builder.cors();
    }
    builder = options.traffic.apply(builder);
    if let Some((name, text)) = data {
        builder = builder.data(name, text);
    }
    builder.build().map_err(|error| error.to_string())
}

async fn serve(
    mock: Mock,
    address: SocketAddr,
    hints: Option<&Hints>,
    watch: Option<Watch>,
) -> Result<(), String> {
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            format!("the port {} is in use, choose another with `--port`", address.port())
        }
        _ => format!("listening on {address}: {error}"),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;

    let token = mock.tokens().first().filter(|_| mock.asks_for_credentials());
    let serving = Serving { url: format!("http://{address}"), token, mock: &mock };
    let blueprint = mock.blueprint();
    say(format_args!("{} {} on {}", blueprint.title, blueprint.version, serving.url));
    match serving.token {
        Some(token) => say(format_args!("token: {}", token.value)),
        None if mock.asks_for_credentials() => say("token: any well-formed credential"),
        None => say("token: none is asked for"),
    }
    if let Some(line) = mock.about_oauth().filter(|_| mock.asks_for_credentials()) {
        say(line);
    }
    if let Some(line) = mock.about_webhooks() {
        say(line);
    }
    for line in hints.map(|hints| hints(&serving)).unwrap_or_default() {
        say(line);
    }
    if let Some(watch) = watch {
        // It reads files and may take a while, for which requests must not wait.
        std::thread::spawn(move || keep_watching(watch));
    }

    let late = async {
        interrupted().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = mock.serve_until(listener, interrupted()) => {
            served.map_err(|error| format!("serving: {error}"))
        }
        () = late => Ok(()),
    }
}

/// Looks at watched files for ever and says what came of their changes.
fn keep_watching(mut watch: Watch) {
    loop {
        std::thread::sleep(WATCH_EVERY);
        match watch.look() {
            None => {}
            Some(Ok(line)) => say(line),
            Some(Err(lines)) => lines.lines().for_each(|line| {
                let _ = writeln!(std::io::stderr(), "{line}");
            }),
        }
    }
}

/// Waits for Ctrl-C; without a signal to wait for, the server simply goes on.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Prints a line; that nobody reads it is no reason to stop serving.
fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn say_error(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "error: {line}");
}
