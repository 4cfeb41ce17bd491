//! The referee itself: a document, read once, and the door to every judgement.

use std::collections::{BTreeMap, BTreeSet};

use http::{HeaderName, Method};
use serde_json::Value;

use crate::{
    error::{Error, Problem},
    judge,
    model::Operation,
    node::Node,
    read,
    schema::{SchemaUse, Schemas},
    source,
    verdict::{Exchange, Verdict},
};

/// Judges exchanges against one `OpenAPI` document.
pub struct Referee {
    pub(crate) operations: Vec<Operation>,
    pub(crate) bases: BTreeSet<Vec<String>>,
    /// Paths of the authorization server, each with the place in the document that names it.
    pub(crate) authorization: BTreeMap<Vec<String>, String>,
    pub(crate) error_schema: Option<SchemaUse>,
    pub(crate) schemas: Schemas,
    versions: Vec<Version>,
}

/// Another document for the same address, and the header that asks for it.
struct Version {
    header: HeaderName,
    value: String,
    referee: Referee,
}

/// An operation of the document, to know what a test run has covered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo<'r> {
    /// The `operationId`, or `METHOD /path` where there is none.
    pub id: &'r str,
    /// The method.
    pub method: &'r Method,
    /// The path template as the document writes it.
    pub path: &'r str,
    /// Keys of the documented responses: `200`, `4XX`, `default`.
    ///
    /// The same words that [`Verdict::documented_as`] uses.
    pub statuses: Vec<&'r str>,
}

impl Referee {
    /// Reads a document written as YAML.
    pub fn from_yaml(text: &str) -> Result<Self, Error> {
        Self::from_value(source::from_yaml(text)?)
    }

    /// Reads a document written as JSON.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_value(source::from_json(text)?)
    }

    /// Reads a document that is already JSON.
    ///
    /// Fails on what would make judgements wrong: a reference that leads nowhere or out of the
    /// document, an unknown security scheme, a status or style that does not exist. Schemas are
    /// compiled when they are needed; see [`Referee::check_schemas`].
    pub fn from_value(document: Value) -> Result<Self, Error> {
        let contents = read::read(&Node::root(&document))?;
        let read::Contents { operations, bases, authorization, error_schema, definitions } =
            contents;
        let schemas = Schemas::new(document, definitions);
        let versions = Vec::new();
        Ok(Self { operations, bases, authorization, error_schema, schemas, versions })
    }

    /// Leaves requests whose header has this value to another referee: they are for another version
    /// of the API.
    #[must_use]
    pub fn with_version(mut self, header: HeaderName, value: &str, referee: Self) -> Self {
        self.versions.push(Version { header, value: value.to_owned(), referee });
        self
    }

    /// Compiles all schemas now, and fails if one cannot be.
    ///
    /// Without this call such a schema makes every verdict that needs it a failure, on the side of
    /// the document.
    pub fn check_schemas(&self) -> Result<(), Error> {
        let problems: Vec<Problem> = self
            .schemas
            .unusable()
            .map(|(pointer, reason)| Problem {
                pointer: format!("#{pointer}"),
                message: reason.to_owned(),
            })
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(Error::new(problems)) }
    }

    /// Judges one exchange.
    pub fn judge(&self, exchange: &Exchange<'_>) -> Verdict {
        let headers = exchange.request.headers();
        let is_asked_for =
            |it: &&Version| headers.get(&it.header).is_some_and(|found| *found == *it.value);
        match self.versions.iter().find(is_asked_for) {
            Some(version) => version.referee.judge(exchange),
            None => judge::judge(self, exchange),
        }
    }

    /// All operations, in the order of the document as it was parsed.
    pub fn operations(&self) -> impl Iterator<Item = OperationInfo<'_>> {
        self.operations.iter().map(|it| OperationInfo {
            id: &it.id,
            method: &it.method,
            path: &it.path,
            statuses: it.responses.iter().map(|it| it.key.as_str()).collect(),
        })
    }
}
