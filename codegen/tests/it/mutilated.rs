//! Documents that something happened to: a line is lost, doubled, cut or elsewhere, a value is of
//! another kind, a reference is bent, something is nested without end.
//!
//! What is left is generated, or there is an error with a place; nothing panics, nothing hangs, and
//! the work stays in proportion.
//!
//! `TWINSPEC_DOCUMENTS` names other documents, separated by `:`, and `PROPTEST_CASES` how many tries
//! there are. `TWINSPEC_KEEP` names a folder for some of those that something was generated from, to
//! compile them with `cargo xtask corpus FOLDER --check`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use twinspec::{Error, Report, Settings};

/// How many times as much work a mutilated document may make as the intact one.
const MOST_WORK: usize = 10;

/// How long one try may take, in milliseconds.
const LONGEST: u32 = 60_000;

/// How deep things are nested, at most.
const DEEPEST: usize = 10_000;

/// What may happen to a line.
#[derive(Clone, Debug)]
enum Damage {
    Deleted,
    Doubled,
    Cut(Index),
    Swapped(Index),
    Replaced(&'static str),
    Bent(Index),
    Nested(&'static str, &'static str, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let values =
        ["null", "true", "5", "-0.5", "x", "\"\"", "[]", "[5, null]", "{}", "{a: {b: []}}"];
    let nests = [("[", "]"), ("{\"items\": ", "}"), ("{\"allOf\": [", "]}"), ("{\"a\": ", "}")];
    prop_oneof![
        Just(Damage::Deleted),
        Just(Damage::Doubled),
        any::<Index>().prop_map(Damage::Cut),
        any::<Index>().prop_map(Damage::Swapped),
        proptest::sample::select(values.to_vec()).prop_map(Damage::Replaced),
        any::<Index>().prop_map(Damage::Bent),
        (proptest::sample::select(nests.to_vec()), 1..=DEEPEST)
            .prop_map(|((open, close), deep)| Damage::Nested(open, close, deep)),
    ]
}

/// Damages a text at a line.
fn mutilate(text: &str, at: Index, damage: &Damage) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return String::new();
    }
    let line = at.index(lines.len());
    match damage {
        Damage::Deleted => drop(lines.remove(line)),
        Damage::Doubled => lines.insert(line, lines[line].clone()),
        Damage::Cut(at) => {
            let kept = at.index(lines[line].chars().count() + 1);
            lines[line] = lines[line].chars().take(kept).collect();
        }
        Damage::Swapped(other) => lines.swap(line, other.index(text.lines().count())),
        Damage::Replaced(value) => lines[line] = with_value(&lines[line], value),
        Damage::Bent(other) => bend(&mut lines, at, *other),
        Damage::Nested(open, close, deep) => {
            let value = format!("{}5{}", open.repeat(*deep), close.repeat(*deep));
            lines[line] = with_value(&lines[line], &value);
        }
    }
    lines.join("\n")
}

/// Puts another value behind the key of a line.
fn with_value(line: &str, value: &str) -> String {
    let Some((key, old)) = line.split_once(": ") else { return format!("{line} {value}") };
    let comma = if old.trim_end().ends_with(',') { "," } else { "" };
    format!("{key}: {value}{comma}")
}

/// Lets a reference lead to another key of the document, or to where another reference leads.
fn bend(lines: &mut [String], at: Index, other: Index) {
    let references = (0..lines.len()).filter(|it| lines[*it].contains("$ref"));
    let references: Vec<usize> = references.collect();
    if references.is_empty() {
        return;
    }
    let (to, from) = (other.get(&references), at.get(&references));
    let targets = [lines[*to].as_str(), "x: \"#\"", "x: \"#/components\"", "x: gone.yaml"];
    let target = other.get(&targets).split_once(": ").map_or("", |(_, it)| it);
    lines[*from] = with_value(&lines[*from], target.trim_end_matches(','));
}

/// A document, and how much work it makes as it is.
struct Whole {
    path: PathBuf,
    text: String,
    work: usize,
}

/// Returns the documents that something happens to.
fn documents() -> &'static [Whole] {
    static DOCUMENTS: OnceLock<Vec<Whole>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let ours = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/contacts.yaml"));
        let given = env::var_os("TWINSPEC_DOCUMENTS");
        let paths = given.map_or(vec![ours], |it| env::split_paths(&it).collect());
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).unwrap();
            let work = plan(&path).unwrap().visited;
            Whole { path, text, work }
        };
        paths.into_iter().map(read).collect()
    })
}

/// Does all that generating does, but for writing.
fn plan(document: &Path) -> Result<Report, Error> {
    let folder = document.with_extension("made");
    let settings = Settings::new(document, "twinspec generate");
    let settings = settings.client(folder.join("client")).library("client");
    twinspec::plan(&settings.mock(folder.join("mock")))
}

proptest! {
    #![proptest_config(Config {
        // Each try in a process of its own until it fails: a stack that overflows is no panic.
        fork: true,
        timeout: LONGEST,
        failure_persistence: None,
        // The cases of the environment, else few.
        cases: env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(200),
        ..Config::default()
    })]

    #[test]
    fn what_is_left_is_generated_or_there_is_an_error_with_a_place(
        which: Index,
        damages in proptest::collection::vec((any::<Index>(), damage()), 1..4),
    ) {
        let whole = which.get(documents());
        let damaged = damages.iter().fold(whole.text.clone(), |text, (at, it)| mutilate(&text, *at, it));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(whole.path.file_name().unwrap());
        fs::write(&path, &damaged).unwrap();
        copy_overlays(&whole.path, folder.path());

        match plan(&path) {
            Ok(report) => {
                prop_assert!(report.visited <= MOST_WORK * whole.work, "{} of {}", report.visited, whole.work);
                keep(&whole.path, &damaged);
            }
            Err(Error::Document(found)) => {
                prop_assert!(!found.is_empty());
                prop_assert!(found.iter().all(|it| it.line > 0 && !it.file.is_empty()), "{found:?}");
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}

/// Puts the overlays beside a document, which it may name, beside its remains.
fn copy_overlays(document: &Path, folder: &Path) {
    for entry in fs::read_dir(document.parent().unwrap()).unwrap() {
        let entry = entry.unwrap();
        if entry.path().to_string_lossy().ends_with(".overlay.yaml") {
            fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
    }
}

/// Keeps one document in a hundred that something was generated from, if anybody asked for it.
fn keep(path: &Path, text: &str) {
    let Some(folder) = env::var_os("TWINSPEC_KEEP").filter(|_| text.len().is_multiple_of(100))
    else {
        return;
    };
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).unwrap();
    let count = fs::read_dir(&folder).unwrap().count();
    let name = format!("{count:05}-{}", path.file_name().unwrap().display());
    fs::write(folder.join(name), text).unwrap();
}
