//! The files of a document: the one that was given, and those that references lead to.
//!
//! A file is read when the first reference leads to it, and stays: whoever looks at a value in it
//! borrows from here. What the files are called never depends on where the document lies.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::document::Pointer;
use crate::document::text::{self, Problem};

/// How many files one document may lead to.
const LIMIT: usize = 10_000;

/// All files, in the order in which they were read; the first is the document itself.
pub(super) struct Files {
    /// The document's folder, as it was given and from the root of the file system.
    folder: PathBuf,
    pub(super) absolute: PathBuf,
    /// Growing must not move what is borrowed from, so there is a place for each from the start.
    places: Box<[OnceCell<Box<File>>]>,
    /// Where the files are, by their paths from the root of the file system; a reason where no
    /// file is.
    known: RefCell<BTreeMap<PathBuf, Result<usize, String>>>,
    /// How many places were looked at so far.
    pub(super) visited: Cell<usize>,
}

/// A file that was read.
pub(super) struct File {
    /// As it is printed.
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) problem: Option<Problem>,
    /// Null when there is a problem.
    value: Value,
    place: Pointer,
    /// From the root of the file system.
    folder: PathBuf,
    anchors: OnceCell<BTreeMap<String, Pointer>>,
}

impl Files {
    /// Starts with the document, which lies at this path.
    pub(super) fn new(path: &Path, text: String, value: Value) -> Self {
        let absolute = absolute(path);
        let folder = parent(&absolute);
        let place = Pointer::file("");
        let document = File {
            path: path.to_owned(),
            text,
            problem: None,
            value,
            place,
            folder: folder.clone(),
            anchors: OnceCell::new(),
        };
        let places: Box<[_]> = (0..LIMIT).map(|_| OnceCell::new()).collect();
        let _ = places[0].set(Box::new(document));
        Self {
            folder: parent(path),
            absolute: folder,
            places,
            known: RefCell::new(BTreeMap::from([(absolute, Ok(0))])),
            visited: Cell::default(),
        }
    }

    /// Returns the files with another value of the document, and with what else it can be read as:
    /// names that references may use, and values.
    pub(super) fn with_others(mut self, value: Value, others: Vec<(String, Value)>) -> Self {
        let mut document = self.places[0].take().expect("a document is there from the start");
        let mut known = BTreeMap::new();
        for ((number, place), (name, value)) in self.places.iter().enumerate().skip(1).zip(others) {
            known.insert(normal(&document.folder.join(&name)), Ok(number));
            let other = File {
                path: document.path.clone(),
                text: document.text.clone(),
                problem: None,
                value,
                place: Pointer::file(&name),
                folder: document.folder.clone(),
                anchors: OnceCell::new(),
            };
            let _ = place.set(Box::new(other));
        }
        document.value = value;
        let _ = self.places[0].set(document);
        self.known.get_mut().extend(known);
        self
    }

    /// Returns the document itself.
    pub(super) fn document(&self) -> &File {
        self.places[0].get().expect("a document is there from the start")
    }

    /// Returns all files that were read, the document first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &File> {
        self.places.iter().map_while(|it| it.get().map(AsRef::as_ref))
    }

    /// Returns the file at a path that stands in another one, or says why there is none.
    pub(super) fn open(&self, from: &File, path: &str) -> Result<&File, String> {
        let path = normal(&from.folder.join(path));
        let known = self.known.borrow().get(&path).cloned();
        let number = known.unwrap_or_else(|| {
            let number = self.read(&path);
            self.known.borrow_mut().insert(path, number.clone());
            number
        })?;
        let file = self.places.get(number).and_then(OnceCell::get);
        let file = file.expect("what is known was read");
        if file.problem.is_some() { Err("is not well-formed".to_owned()) } else { Ok(file) }
    }

    fn read(&self, path: &Path) -> Result<usize, String> {
        let number = self.iter().count();
        let Some(place) = self.places.get(number) else {
            return Err(format!("is one of more than {LIMIT} files"));
        };
        let is_file = fs::metadata(path).is_ok_and(|it| it.is_file());
        // A device or a pipe might never end.
        let bytes = is_file.then(|| fs::read(path).ok()).flatten().ok_or("does not exist")?;
        let text = String::from_utf8(bytes).map_err(|_| "is not in UTF-8")?;
        let name = relative(path, &self.absolute);
        let file = File::read(&self.folder.join(&name), &slashed(&name), path, text);
        let _ = place.set(Box::new(file));
        Ok(number)
    }
}

impl File {
    /// Returns what the file is called in its folder.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Returns what is in the file, as it is after the overlays.
    pub(super) fn corrected(&self) -> String {
        format!("{:#}\n", self.value)
    }

    fn read(shown: &Path, name: &str, path: &Path, text: String) -> Self {
        let place = Pointer::file(name);
        // A description may be a file of its own, and is no YAML.
        let is_prose = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("md"));
        let (value, problem) = if is_prose {
            (Value::String(text.clone()), None)
        } else {
            match text::parse(&text, &place) {
                Ok(value) => (value, None),
                Err(problem) => (Value::Null, Some(problem)),
            }
        };
        Self {
            path: normal(shown),
            text,
            problem,
            value,
            place,
            folder: parent(path),
            anchors: OnceCell::new(),
        }
    }

    pub(super) fn value(&self) -> &Value {
        &self.value
    }

    pub(super) fn place(&self) -> &Pointer {
        &self.place
    }

    /// Returns the place of the schema that gives itself this name.
    pub(super) fn anchor(&self, name: &str) -> Option<&Pointer> {
        let anchors = self.anchors.get_or_init(|| {
            let mut anchors = BTreeMap::new();
            collect_anchors(&self.value, &self.place, &mut anchors);
            anchors
        });
        anchors.get(name)
    }
}

fn collect_anchors(value: &Value, at: &Pointer, anchors: &mut BTreeMap<String, Pointer>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_anchors(item, &at.join(&index.to_string()), anchors);
            }
        }
        Value::Object(members) => {
            if let Some(name) = members.get("$anchor").and_then(Value::as_str) {
                anchors.entry(name.to_owned()).or_insert_with(|| at.clone());
            }
            for (key, member) in members {
                collect_anchors(member, &at.join(key), anchors);
            }
        }
        _ => {}
    }
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Returns a path from the root of the file system.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Takes out `.`, and `..` together with the folder before it.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => {
                    normal.pop();
                }
                // There is nothing above the root.
                Some(Component::RootDir) => {}
                _ => normal.push(".."),
            },
            component => normal.push(component),
        }
    }
    normal
}

/// Returns the way from a folder to a file; both start at the root of the file system.
pub(crate) fn relative(file: &Path, folder: &Path) -> PathBuf {
    let shared = file.components().zip(folder.components()).take_while(|(it, other)| it == other);
    let shared = shared.count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}

/// Writes a path the same way on each system.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
