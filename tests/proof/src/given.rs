//! The values of one call, from the document's side to the typed call.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use twinspec_client::facade::{Data, read_json};

/// The values of a call, by what the document calls them: `query limit`, or `title` in the body.
///
/// It notes what was asked for: what a call never asks for, it cannot send.
#[derive(Debug, Default)]
pub struct Given {
    /// The parameters, by their places and names.
    pub(crate) parameters: BTreeMap<String, Value>,
    /// What a call may take and need not.
    elsewhere: BTreeMap<String, Value>,
    /// The body and its media type.
    pub(crate) body: Option<(String, Value)>,
    asked: RefCell<BTreeSet<String>>,
    is_whole: Cell<bool>,
}

/// A form of a body: its media type, and what makes it of the values.
type Form<'f, B> = (&'f str, fn(&Given) -> Result<B, String>);

impl Given {
    pub(crate) fn new(
        parameters: BTreeMap<String, Value>,
        elsewhere: BTreeMap<String, Value>,
        body: Option<(String, Value)>,
    ) -> Self {
        Self { parameters, elsewhere, body, asked: RefCell::default(), is_whole: Cell::new(false) }
    }

    /// Whether there is a value; that of a member is `body title`, the whole body is `body`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.ask(key);
        self.value(key).is_some()
    }

    /// Reads a value as the type that the call takes.
    pub fn take<T: Data>(&self, key: &str) -> Result<T, String> {
        self.ask(key);
        // What is required and absent is for the type to refuse, in the words that a user sees.
        let value = self.value(key).unwrap_or(&Value::Null);
        read_json(value).map_err(|it| format!("`{key}` cannot be given as {value}: {it}"))
    }

    /// Makes the form of a body that has its media type.
    pub fn form<B>(&self, forms: &[Form<'_, B>]) -> Result<B, String> {
        self.ask("body");
        let media = self.body.as_ref().map_or("", |(media, _)| media.as_str());
        match forms.iter().find(|(it, _)| *it == media) {
            Some((_, form)) => form(self),
            None => Err(format!("the body has no form for `{media}`")),
        }
    }

    /// Returns what was there and nobody asked for.
    pub(crate) fn unasked(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let parameters = self.parameters.keys().cloned();
        let members = self.members().into_iter().flat_map(Map::keys);
        let members = members.filter(|_| !self.is_whole.get()).map(|it| format!("body {it}"));
        let scalar = self.body.iter().filter(|(_, it)| !it.is_object() && !self.is_whole.get());
        let all = parameters.chain(members).chain(scalar.map(|_| "body".to_owned()));
        all.filter(|it| !asked.contains(it)).collect()
    }

    fn ask(&self, key: &str) {
        if key == "body" {
            self.is_whole.set(true);
        }
        self.asked.borrow_mut().insert(key.to_owned());
    }

    fn value(&self, key: &str) -> Option<&Value> {
        match key.strip_prefix("body ") {
            Some(member) => self.members()?.get(member),
            None if key == "body" => self.body.as_ref().map(|(_, it)| it),
            None => self.parameters.get(key).or_else(|| self.elsewhere.get(key)),
        }
    }

    fn members(&self) -> Option<&Map<String, Value>> {
        self.body.as_ref()?.1.as_object()
    }
}
