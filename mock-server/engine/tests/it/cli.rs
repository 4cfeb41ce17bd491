//! The command line that every mock server shares.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use twinspec_mock::cli::{Defaults, Options, Source, Watch, run};
use twinspec_mock::facade::Blueprint;
use twinspec_mock::{Behaviour, Subscriber};

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
fn rate_limits_are_read() {
    let limits = |flags: &[&str]| parse(flags).map(|it| it.options.traffic.rate_limits);

    let given = limits(&["--rate-limit", "5/10", "--rate-limit", "900/86400"]).unwrap();

    assert_eq!(given, [(5, 10), (900, 86400)]);
    for wrong in ["5", "5/", "/10", "5/0", "-1/10", "5/10/2"] {
        let error = limits(&[&format!("--rate-limit={wrong}")]).unwrap_err().to_string();
        assert!(error.contains("requests and seconds, such as `100/10`"), "{error}");
    }
    assert!(limits(&["--rate-limit", "5/10", "--no-rate-limit"]).is_err());
}

#[test]
fn subscribers_are_read() {
    let webhooks = |flags: &[&str]| parse(flags).map(|it| it.options.traffic.webhooks);

    let two = ["--webhook", "http://a.test/", "--webhook", "Added,Gone=http://b.test/?c=d"];
    let read = webhooks(&two).unwrap();
    let urls: Vec<_> = read.iter().map(Subscriber::url).collect();
    assert_eq!(urls, ["http://a.test/", "http://b.test/?c=d"]);
    let error = webhooks(&["--webhook", "https://a.test/"]).unwrap_err().to_string();
    assert!(error.contains("`https://a.test/` needs TLS"), "{error}");
    assert!(fails(&["--webhook", "http://a.test/"], None), "the library has no events");
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

/// A document that says what the plural of its shelves is.
struct Words(PathBuf);

impl Source for Words {
    fn files(&self) -> Vec<PathBuf> {
        vec![self.0.clone()]
    }

    fn read(&mut self) -> Result<Blueprint, String> {
        let plural = fs::read_to_string(&self.0).map_err(|it| it.to_string())?;
        if plural.is_empty() {
            return Err("no word".to_owned());
        }
        let mut blueprint = blueprint();
        blueprint.resources.to_mut()[0].plural = plural.into();
        Ok(blueprint)
    }
}

#[tokio::test]
async fn changes_that_need_each_other_are_taken_over_together() {
    let file = |name: &str| {
        std::env::temp_dir().join(format!("twinspec-words-{}-{name}", std::process::id()))
    };
    let (data, words) = (file("data.yaml"), file("words"));
    fs::write(&data, "shelves: [{id: a}]").unwrap();
    fs::write(&words, "shelves").unwrap();
    let library = Library::with(|it| it.data("data.yaml", "shelves: [{id: a}]"));
    let source = Box::new(Words(words.clone()));
    let mut watch = Watch::new(library.mock.clone(), Some(data.clone()), Some(source));

    fs::write(&words, "").unwrap();
    let broken = watch.look().unwrap().unwrap_err();
    fs::write(&words, "racks").unwrap();
    let alone = watch.look().unwrap().unwrap_err();
    let between = library.get("/shelves/a").await.status;
    fs::write(&data, "racks: [{id: a}, {id: b}]").unwrap();
    let together = watch.look().unwrap().unwrap();
    fs::remove_file(&data).unwrap();
    fs::remove_file(&words).unwrap();

    assert_eq!(broken, "no word\nthe mock goes on as it was");
    assert!(alone.starts_with("error: data.yaml:1:1: the key `shelves` is no resource"), "{alone}");
    assert_eq!(between, 200);
    assert!(together.starts_with("the document and the data file changed: "), "{together}");
    assert_eq!(library.mock.state()["racks"].as_array().unwrap().len(), 2);
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
