//! Generates two twins from one `OpenAPI` document: a typed async Rust client, and a stateful mock
//! server that behaves like the API it stands in for.
//!
//! ```text
//! document ─▶ Document ─▶ lower ─▶ model::Api ─▶ render::{client, mock} ─▶ format ─▶ files
//! ```
//!
//! [`generate`] is the whole way. Everything is decided in `lower`, which reports all problems of a
//! document at once; what comes after cannot fail but for the file system.
//!
//! ```no_run
//! let settings = twinspec::Settings::new("spec/contacts.yaml", "cargo xtask codegen")
//!     .client("generated-client/src/generated")
//!     .mock("mock-server/src/generated");
//! let report = twinspec::generate(&settings)?;
//! println!("{report}");
//! # Ok::<(), twinspec::Error>(())
//! ```

mod diagnostic;
mod document;
mod error;
mod format;
mod lower;
mod model;
mod output;
mod render;
mod settings;

pub use crate::diagnostic::{Diagnostic, Severity};
pub use crate::error::Error;
pub use crate::output::{Change, Report};
pub use crate::settings::Settings;
/// The vocabulary of the mock's description, for whoever runs the engine on a [`blueprint`].
pub use twinspec_blueprint::Blueprint;

use crate::document::Document;
use crate::lower::lower;
use crate::output::{File, Target};

/// Generates what the settings ask for, and writes only the files that differ.
///
/// Files in a target folder that the generator did not make in this run are removed, if they say
/// that a generator made them.
pub fn generate(settings: &Settings) -> Result<Report, Error> {
    let (targets, warnings) = render_all(settings)?;
    output::write(&targets, warnings)
}

/// Generates what the settings ask for and compares it with the files that are there.
///
/// Nothing is written. [`Error::Stale`] carries the difference and the command that mends it.
pub fn check(settings: &Settings) -> Result<Report, Error> {
    let (targets, warnings) = render_all(settings)?;
    output::check(&targets, warnings, &settings.remake)
}

/// Reads the document and returns what a mock engine needs to stand in for its API.
pub fn blueprint(settings: &Settings) -> Result<Blueprint, Error> {
    let document = Document::read(&settings.document, &settings.overlays)?;
    Ok(lower(&document)?.0.blueprint)
}

fn render_all(settings: &Settings) -> Result<(Vec<Target>, Vec<Diagnostic>), Error> {
    let document = Document::read(&settings.document, &settings.overlays)?;
    let (api, warnings) = lower(&document)?;
    let banner = settings.banner();
    let target = |folder: &std::path::Path, modules: Vec<render::Module>| Target {
        folder: folder.to_owned(),
        files: modules
            .into_iter()
            .map(|it| File { path: it.path, text: format::format(&banner, &it.code) })
            .collect(),
    };
    let client = settings.client.as_deref().map(|it| target(it, render::client(&api)));
    let mock = settings.mock.as_deref().map(|it| target(it, render::mock(&api)));
    Ok((client.into_iter().chain(mock).collect(), warnings))
}
