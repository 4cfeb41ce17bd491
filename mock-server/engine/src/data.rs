//! Data files: the entities, tokens and apps that a mock starts with.
//!
//! The top-level keys are the plurals of the resources, each with a list of entities as the API
//! returns them. Ids and stamps are taken as given, a child names its parent by the property that
//! it has in the API, and everything goes through behaviour as a create does, so that derived
//! properties exist. Whatever is wrong is reported with its place, all of it at once.

mod load;
mod tree;

pub(crate) use crate::data::load::{owners_first, unknown_key};

use twinspec_blueprint::Webhooks;

use crate::credentials::Token;
use crate::error::{Error, Place, Problem};
use crate::oauth::App;
use crate::webhooks::Subscriber;

use crate::data::tree::{Kind, Node};

/// The text of a data file, and the name that its problems are reported under.
pub(crate) struct Data {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A data file that is well-formed.
pub(crate) struct File {
    name: String,
    root: Node,
}

impl Data {
    pub(crate) fn parse(self) -> Result<File, Error> {
        let root = tree::parse(&self.text).map_err(|wrong| {
            let wrong =
                wrong.into_iter().map(|it| located(&self.name, it.line, it.column, it.message));
            Error::new(wrong.collect())
        })?;
        Ok(File { name: self.name, root })
    }
}

impl File {
    /// Whether the file has a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.root.get(key).is_some()
    }

    /// Returns the tokens of the file.
    pub(crate) fn tokens(&self, problems: &mut Vec<Problem>) -> Vec<Token> {
        let Some(list) = self.root.get("tokens") else { return Vec::new() };
        let Kind::List(items) = &list.kind else {
            problems.push(self.problem(list, "`tokens` must be a list of `{token: …}`"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.token(item, problems)).collect()
    }

    /// Returns the apps of the file.
    pub(crate) fn apps(&self, problems: &mut Vec<Problem>) -> Vec<App> {
        let Some(list) = self.root.get("apps") else { return Vec::new() };
        let Kind::List(items) = &list.kind else {
            problems.push(self.problem(list, "`apps` must be a list of `{clientId: …}`"));
            return Vec::new();
        };
        let app = |item: &Node| {
            let read = App::from_json(item.to_json());
            read.map_err(|(pointer, message)| {
                let (line, column) = item.place(&pointer);
                problems.push(located(&self.name, line, column, message));
            })
            .ok()
        };
        items.iter().filter_map(app).collect()
    }

    /// Returns the subscribers of the file.
    pub(crate) fn subscribers(
        &self,
        webhooks: &Webhooks,
        problems: &mut Vec<Problem>,
    ) -> Vec<Subscriber> {
        let Some(list) = self.root.get("webhooks") else { return Vec::new() };
        let Kind::List(items) = &list.kind else {
            problems.push(self.problem(list, "`webhooks` must be a list of `{url: …}`"));
            return Vec::new();
        };
        let subscriber = |item: &Node| {
            let read = Subscriber::from_json(&item.to_json(), webhooks);
            read.map_err(|(pointer, message)| {
                let (line, column) = item.place(&pointer);
                problems.push(located(&self.name, line, column, message));
            })
            .ok()
        };
        items.iter().filter_map(subscriber).collect()
    }

    fn token(&self, item: &Node, problems: &mut Vec<Problem>) -> Option<Token> {
        let token = Token::from_json(&item.to_json());
        token.map_err(|message| problems.push(self.problem(item, message))).ok()
    }

    fn problem(&self, node: &Node, message: impl Into<String>) -> Problem {
        located(&self.name, node.line, node.column, message.into())
    }
}

fn located(file: &str, line: usize, column: usize, message: String) -> Problem {
    Problem { place: Some(Place { file: file.to_owned(), line, column }), message }
}
