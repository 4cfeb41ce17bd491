//! Serves the mock on this machine.

use std::process::ExitCode;

use clap::Parser;
use ghl_mock::{BLUEPRINT, LOCATION_ID, SEED, behaviour};
use twinspec_mock::cli::{self, Defaults, Options, Serving};
use twinspec_mock::{Map, Value};

/// A stateful mock of the `HighLevel` Contacts API.
#[derive(Parser)]
#[command(name = "ghl-mock", version)]
struct Arguments {
    #[command(flatten)]
    options: Options,

    /// Confine the tokens given by `--token` to this location
    #[arg(long, value_name = "ID", requires = "tokens")]
    location: Option<String>,
}

fn main() -> ExitCode {
    let Arguments { options, location } = Arguments::parse();
    let claims = location.map(|it| (LOCATION_ID.to_owned(), Value::from(it)));
    let (name, text) = SEED;
    let defaults = Defaults {
        data: Some((name.to_owned(), text.to_owned())),
        claims: claims.into_iter().collect::<Map>(),
        hints: Some(Box::new(hints)),
        ..Defaults::default()
    };
    cli::run(&BLUEPRINT, behaviour(), &options, defaults)
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
