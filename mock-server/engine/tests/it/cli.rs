//! The command line that every mock server shares.

use std::net::TcpListener;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use twinspec_mock::Behaviour;
use twinspec_mock::cli::{Defaults, Options, Watch, run};

use crate::library::{Library, blueprint};

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
fn watching_needs_a_file() {
    assert!(fails(&["--port", "0", "--watch"], None));
    assert!(parse(&["--watch", "--data", "seed.yaml"]).unwrap().options.watch);
}

#[tokio::test]
async fn watched_file_is_taken_over_when_it_changes_and_is_right() {
    let path = std::env::temp_dir().join(format!("twinspec-watch-{}.yaml", std::process::id()));
    std::fs::write(&path, "shelves: []").unwrap();
    let library = Library::new();
    let mut watch = Watch::new(library.mock.clone(), Some(path.clone()), None);
    let total = async || library.get("/shelves").await.json()["meta"]["total"].as_u64().unwrap();

    let unchanged = watch.look();
    std::fs::write(&path, "shelves: [{id: a}]").unwrap();
    let (right, after_right) = (watch.look(), total().await);
    std::fs::write(&path, "shelves: [{id: a}, {id: b, nmae: x}]").unwrap();
    let (wrong, after_wrong) = (watch.look(), total().await);
    let again = watch.look();
    std::fs::remove_file(&path).unwrap();
    let gone = watch.look();

    assert_eq!((unchanged, again, gone), (None, None, None));
    assert_eq!(after_right, 1);
    assert_eq!(right.unwrap().unwrap(), "the data file changed: its entities are taken over");
    assert!(wrong.unwrap().unwrap_err().contains(".yaml:1:28: a shelf has no property `nmae`"));
    assert_eq!(after_wrong, 1);
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
