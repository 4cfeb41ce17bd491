//! The generator, seen from the outside: documents in, files and diagnostics out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod client;
#[cfg(feature = "cli")]
mod command;
mod compiles;
mod definitions;
mod diagnostics;
mod dirty;
mod explained;
mod features;
mod files;
mod flows;
mod formats;
mod inference;
mod mutilated;
mod odd;
mod output;
mod overlay;
mod packages;
mod project;
mod proofs;
mod renames;
mod select;
mod settings_file;
mod several;
mod versions;
mod warnings;
#[cfg(feature = "mock")]
mod watch;
