//! Settings for several documents from one file, `twinspec.toml`.
//!
//! The file is walked by hand: then every mistake in it is found at once, each with its line and
//! column and what would be right.

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::{normal, relative};
use crate::error::Error;
use crate::package::Runtime;
use crate::settings::{Formats, Settings};

/// What a table `[[api]]` may say.
const KEYS: [&str; 11] = [
    "document",
    "documents",
    "overlays",
    "operations",
    "client",
    "runtime",
    "mock",
    "engine",
    "tests",
    "proof",
    "formats",
];

/// The packages that a table may ask for, and where each finds what it runs on.
const PACKAGES: [(&str, &str); 3] = [("client", "runtime"), ("mock", "engine"), ("tests", "proof")];

/// Reads all settings in a file; paths in it are relative to it.
pub(super) fn read_all(path: &Path, remake: &str) -> Result<Vec<Settings>, Error> {
    let text = fs::read_to_string(path).map_err(Error::file("reading", path))?;
    let reader = Reader { folder: path.parent().unwrap_or(Path::new("")), remake };
    reader.read(&text).map_err(|mut mistakes| {
        mistakes.sort();
        let place = |at: usize| {
            let before = text.get(..at).unwrap_or(&text);
            let line = before.rsplit('\n').next().unwrap_or_default();
            format!(
                "{}:{}:{}",
                path.display(),
                before.matches('\n').count() + 1,
                line.chars().count() + 1
            )
        };
        let mistakes = mistakes.iter().map(|(at, what)| format!("{}: {what}", place(*at)));
        Error::Settings(mistakes.collect::<Vec<_>>().join("\n"))
    })
}

/// What is wrong, and where it begins in the text.
type Mistake = (usize, String);

struct Reader<'f> {
    folder: &'f Path,
    remake: &'f str,
}

impl Reader<'_> {
    fn read(&self, text: &str) -> Result<Vec<Settings>, Vec<Mistake>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let mistake = |it: &toml::de::Error| {
                (it.span().map_or(0, |it| it.start), it.message().trim().replace('\n', ", "))
            };
            return Err(errors.iter().map(mistake).collect());
        }
        let mut mistakes = Vec::new();
        let mut all = Vec::new();
        let mut folders = BTreeSet::new();
        for (key, value) in root.get_ref() {
            let tables = value.get_ref().as_array().filter(|_| key.get_ref() == "api");
            let Some(tables) = tables else {
                let found = key.get_ref();
                let what = format!("expected tables `[[api]]` and nothing else, found `{found}`");
                mistakes.push((key.span().start, what));
                continue;
            };
            for table in tables {
                let Some(settings) = self.settings(table, &mut mistakes) else { continue };
                let packages = [
                    ("client", &settings.client_package),
                    ("mock", &settings.mock_package),
                    ("tests", &settings.tests_package),
                ];
                for (key, package) in packages {
                    let Some((folder, _)) = package else { continue };
                    if !folders.insert(folder.clone()) {
                        let what = format!("another package has the same folder as this `{key}`");
                        mistakes.push((table.span().start, what));
                    }
                }
                all.push(settings);
            }
        }
        if all.is_empty() && mistakes.is_empty() {
            mistakes.push((0, "expected a table `[[api]]` for each document".to_owned()));
        }
        if mistakes.is_empty() { Ok(all) } else { Err(mistakes) }
    }

    fn settings(
        &self,
        table: &Spanned<DeValue<'_>>,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Settings> {
        let Some(given) = table.get_ref().as_table() else {
            mistakes.push((table.span().start, expected("a table", table)));
            return None;
        };
        unknown(given, &KEYS, mistakes);
        if ["client", "mock"].iter().all(|it| given.get(*it).is_none()) {
            let what = "expected a folder for the `client`, for the `mock`, or for both".to_owned();
            mistakes.push((table.span().start, what));
        }
        if let (Some(tests), None) = (given.get("tests"), given.get("client")) {
            let what = "`tests` prove a `client`, which is missing".to_owned();
            mistakes.push((tests.span().start, what));
        }
        let documents = sources::read(given, table.span().start, self.folder, mistakes);
        let operations = given.get("operations").map(|it| texts(it, mistakes));
        let [client, mock, tests] = PACKAGES.map(|(key, basis)| {
            let folder = given.get(key).and_then(|it| text(it, mistakes));
            let folder = folder.map(|it| self.folder.join(it));
            let from = folder.clone().unwrap_or_default();
            let basis = given.get(basis).and_then(|it| self.runtime(it, &from, mistakes));
            folder.map(|it| (it, basis.unwrap_or_default()))
        });
        let formats = given.get("formats").map(|it| formats(it, mistakes));

        let first = documents.first()?;
        let mut settings = Settings::new(&first.path, self.remake);
        settings.documents = documents;
        settings.client_package = client;
        settings.mock_package = mock;
        settings.operations = operations.unwrap_or_default();
        settings.tests_package = tests;
        let formats = formats.unwrap_or_default().into_iter();
        Some(formats.fold(settings, |settings, (format, ty)| settings.format(format, ty)))
    }

    fn runtime(
        &self,
        value: &Spanned<DeValue<'_>>,
        package: &Path,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Runtime> {
        match text(value, mistakes)?.parse() {
            // A manifest names it from its own folder on.
            Ok(Runtime::Path(path)) => {
                let way = way(package, &self.folder.join(path));
                Some(Runtime::Path(way.to_string_lossy().replace('\\', "/")))
            }
            Ok(runtime) => Some(runtime),
            Err(what) => {
                mistakes.push((value.span().start, what));
                None
            }
        }
    }
}

/// Notes the keys of a table that are none of these.
fn unknown(table: &DeTable<'_>, keys: &[&str], mistakes: &mut Vec<Mistake>) {
    for key in table.keys().filter(|it| !keys.contains(&it.get_ref().as_ref())) {
        let what =
            format!("unknown key `{}`, expected one of `{}`", key.get_ref(), keys.join("`, `"));
        mistakes.push((key.span().start, what));
    }
}

fn formats(value: &Spanned<DeValue<'_>>, mistakes: &mut Vec<Mistake>) -> BTreeMap<String, String> {
    let Some(table) = value.get_ref().as_table() else {
        let what = "a table, as in `{ date-time = \"jiff::Timestamp\" }`";
        mistakes.push((value.span().start, expected(what, value)));
        return BTreeMap::new();
    };
    let mut formats = BTreeMap::new();
    for (format, value) in table {
        let Some(ty) = text(value, mistakes) else { continue };
        let one = BTreeMap::from([(format.get_ref().to_string(), ty)]);
        let mistake = Formats::read(&one).err();
        mistakes.extend(mistake.map(|it| (value.span().start, it.to_string())));
        formats.extend(one);
    }
    formats
}

fn texts(value: &Spanned<DeValue<'_>>, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let Some(items) = value.get_ref().as_array() else {
        mistakes.push((value.span().start, expected("a list of texts", value)));
        return Vec::new();
    };
    items.iter().filter_map(|it| text(it, mistakes)).collect()
}

fn text(value: &Spanned<DeValue<'_>>, mistakes: &mut Vec<Mistake>) -> Option<String> {
    let text = value.get_ref().as_str().filter(|it| !it.is_empty());
    if text.is_none() {
        mistakes.push((value.span().start, expected("a text that is not empty", value)));
    }
    text.map(str::to_owned)
}

fn expected(what: &str, found: &Spanned<DeValue<'_>>) -> String {
    format!("expected {what}, found {}", found.get_ref().type_str())
}

/// Returns the way from one folder to another.
fn way(from: &Path, to: &Path) -> PathBuf {
    let whole = |it: &Path| normal(&std::path::absolute(it).unwrap_or_else(|_| it.to_owned()));
    relative(&whole(to), &whole(from))
}
