//! What is to be generated, as plain data: every name, order and option is settled here.
//!
//! Names in fields called `rust` are Rust identifiers as they are to be printed (`r#type`
//! included); names in fields called `wire` are what stands on the wire.

mod features;
mod operation;
mod reach;
mod ty;

use std::fmt::Write as _;

use twinspec_blueprint::{Blueprint, Place};

pub(crate) use crate::model::features::{Features, TagFeature, TypeGroup};
pub(crate) use crate::model::operation::*;
pub(crate) use crate::model::reach::reached;
pub(crate) use crate::model::ty::*;

/// What there is to print: an API, or several that have types in common.
pub(crate) struct Apis {
    /// The APIs, each of a document.
    pub(crate) all: Vec<Api>,
    /// The types that several of them share, by name.
    pub(crate) shared: Vec<Definition>,
}

/// An API, ready to be printed.
pub(crate) struct Api {
    /// The module of its client, if it is one of several.
    pub(crate) module: Option<String>,
    /// The document's `info.title`.
    pub(crate) title: String,
    /// The document's `info.version`.
    pub(crate) version: String,
    /// The document's description.
    pub(crate) doc: String,
    /// The first server's URL, its variables with their defaults; empty when there is none.
    pub(crate) base_url: String,
    /// The variables in that URL.
    pub(crate) variables: Vec<Variable>,
    /// How callers prove who they are.
    pub(crate) schemes: Vec<Scheme>,
    /// What is set once on the client, because (nearly) every operation requires it.
    pub(crate) shared: Vec<Shared>,
    /// The types of bodies and parameters, by name.
    pub(crate) types: Vec<Definition>,
    /// The errors that several operations document.
    pub(crate) errors: Vec<SharedErrors>,
    /// The `recursion_limit` of a crate with these types, if it needs one of its own.
    pub(crate) recursion_limit: Option<usize>,
    /// The operations, by tag.
    pub(crate) tags: Vec<Tag>,
    /// The parts that the client can be compiled in, if it has any.
    pub(crate) features: Option<Features>,
    /// What the operations do, for the mock.
    pub(crate) blueprint: Blueprint,
    /// What the parts of the blueprint are called in the mock.
    pub(crate) mock: Mock,
}

impl Api {
    /// Returns the folder of its client, if that is one of several.
    pub(crate) fn file(&self) -> Option<String> {
        self.module.as_deref().map(file)
    }
}

/// Returns what the file of a module is called, in ASCII: no two modules share a file, because no name
/// of one has capitals.
pub(crate) fn file(module: &str) -> String {
    let mut name = String::new();
    for character in module.trim_start_matches("r#").chars() {
        if character.is_ascii() {
            name.push(character);
        } else {
            write!(name, "U{:06X}", u32::from(character)).expect("a string takes any text");
        }
    }
    name
}

/// The names of a blueprint's parts, each list in the blueprint's order.
pub(crate) struct Mock {
    /// The variants of the operations.
    pub(crate) operations: Vec<String>,
    /// The resources.
    pub(crate) resources: Vec<MockResource>,
}

/// The names of a resource and its properties.
pub(crate) struct MockResource {
    /// Its variant.
    pub(crate) rust: String,
    /// The module with its properties.
    pub(crate) module: String,
    /// The constants of its properties.
    pub(crate) properties: Vec<String>,
}

/// A variable in a server's URL.
pub(crate) struct Variable {
    /// Its name in the URL.
    pub(crate) wire: String,
    /// The builder's method.
    pub(crate) rust: String,
    /// What it means.
    pub(crate) doc: String,
}

/// A security scheme.
pub(crate) struct Scheme {
    /// Its name in the document.
    pub(crate) wire: String,
    /// Where its credential goes.
    pub(crate) credential: Credential,
}

/// Where a credential goes.
pub(crate) enum Credential {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// The header of this name.
    Header(String),
    /// The query parameter of this name.
    Query(String),
    /// The cookie of this name.
    Cookie(String),
    /// No part of a request: the transport's own.
    Transport,
}

/// A header or query parameter that is set once on the client.
pub(crate) struct Shared {
    /// Its name on the wire.
    pub(crate) wire: String,
    /// Where it stands.
    pub(crate) place: Place,
    /// The builder's method.
    pub(crate) rust: String,
    /// What it means.
    pub(crate) doc: String,
    /// The type of its value.
    pub(crate) ty: Type,
    /// What is sent when the caller does not set it.
    pub(crate) default: Option<String>,
}
