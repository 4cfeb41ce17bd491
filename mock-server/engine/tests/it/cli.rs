//! The command line that every mock server shares.

use std::net::TcpListener;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use twinspec_mock::Behaviour;
use twinspec_mock::cli::{Defaults, Options, run};

use crate::library::blueprint;

/// A server with a flag of its own.
#[derive(clap::Parser)]
struct Flags {
    #[command(flatten)]
    options: Options,
    #[arg(long, default_value = "main")]
    branch: String,
}

fn parse(flags: &[&str]) -> Result<Flags, clap::Error> {
    Flags::try_parse_from([&["mock"], flags].concat())
}

/// Runs a server that cannot start; whether it said so by its exit code.
fn fails(flags: &[&str], data: Option<(String, String)>) -> bool {
    let options = parse(flags).unwrap().options;
    let defaults = Defaults { data, ..Defaults::default() };
    run(&blueprint(), Behaviour::new(), &options, defaults) == ExitCode::FAILURE
}

#[test]
fn flags_of_a_server_stand_beside_the_shared_ones() {
    let flags =
        parse(&["--branch", "north", "--token", "a", "--token", "b", "--seed", "9"]).unwrap();

    assert_eq!(flags.branch, "north");
    assert_eq!(
        Flags::command().get_about().unwrap().to_string(),
        "A server with a flag of its own"
    );
    assert_eq!(flags.options.tokens, ["a", "b"]);
    assert_eq!(flags.options.seed, 9);
}

#[test]
fn only_this_machine_can_reach_the_default_address() {
    let options = parse(&[]).unwrap().options;

    assert!(options.host.is_loopback());
    assert_eq!((options.port, options.max_body), (4010, 1024 * 1024));
}

#[test]
fn tokens_and_no_auth_exclude_each_other() {
    assert!(parse(&["--no-auth", "--token", "a"]).is_err());
}

#[test]
fn busy_port_ends_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();

    assert!(fails(&["--port", &port], None));
}

#[test]
fn wrong_or_missing_data_ends_the_server() {
    assert!(fails(&["--port", "0"], Some(("seed.yaml".to_owned(), "nope: []".to_owned()))));
    assert!(fails(&["--port", "0", "--data", "/no/such/file.yaml"], None));
}
