//! Serves the mock on this machine.

use std::process::ExitCode;

use clap::Parser;
use ghl_mock::{BLUEPRINT, Choices, LOCATION_ID, Missing, SEED, behaviour_with};
use twinspec_mock::cli::{self, Defaults, Options, Serving};
use twinspec_mock::{Map, Value};

/// A request is many small pieces of JSON, and the system's allocator takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A stateful mock of the `HighLevel` Contacts API.
#[derive(Parser)]
#[command(name = "ghl-mock", version)]
struct Arguments {
    #[command(flatten)]
    options: Options,

    /// Confine the tokens given by `--token` to this location
    #[arg(long, value_name = "ID", requires = "tokens")]
    location: Option<String>,

    /// Say by this status that something does not exist; what HighLevel says of a task or a note is
    /// not known
    #[arg(long, value_name = "STATUS", value_enum, default_value = "400")]
    missing: Status,
}

/// The statuses by which something is missing.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Status {
    #[value(name = "400")]
    BadRequest,
    #[value(name = "404")]
    NotFound,
}

fn main() -> ExitCode {
    let Arguments { options, location, missing } = Arguments::parse();
    let mut choices = Choices::default();
    choices.missing = match missing {
        Status::BadRequest => Missing::BadRequest,
        Status::NotFound => Missing::NotFound,
    };
    let claims = location.map(|it| (LOCATION_ID.to_owned(), Value::from(it)));
    let (name, text) = SEED;
    let defaults = Defaults {
        data: Some((name.to_owned(), text.to_owned())),
        claims: claims.into_iter().collect::<Map>(),
        hints: Some(Box::new(hints)),
        ..Defaults::default()
    };
    cli::run(&BLUEPRINT, behaviour_with(choices), &options, defaults)
}

/// Lines to try the server with: they work when they are pasted.
fn hints(serving: &Serving<'_>) -> Vec<String> {
    let url = &serving.url;
    let token = serving.token.map_or("any", |it| it.value.as_str());
    let location = serving.token.and_then(|it| it.claims.get(LOCATION_ID)?.as_str());
    let location = location.unwrap_or("wk59pfKL0jFi2YYvLBpE");
    let call = format!("curl -s -H 'Authorization: Bearer {token}' -H 'Version: 2021-07-28'");
    vec![
        format!("location: {location}"),
        String::new(),
        format!("{call} '{url}/contacts/?locationId={location}&limit=3'"),
        format!(
            "{call} -H 'Content-Type: application/json' '{url}/contacts/' \
             -d '{{\"locationId\":\"{location}\",\"firstName\":\"Mara\",\"email\":\"mara@example.org\"}}'"
        ),
        format!("{call} '{url}/contacts/?locationId={location}&query=mara'"),
    ]
}
