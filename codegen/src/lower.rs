//! A document in, a model out: all decisions are made here.
//!
//! Three steps. [`frame`] reads the parts of the document that surround schemas, follows references
//! and leaves schemas as located JSON. [`client`] makes types and calls of that, [`blueprint`] makes
//! resources and verbs of the same; neither looks at the other's result, so that a better guess at
//! what an operation does never renames a caller's method.

mod blueprint;
mod client;
mod frame;
mod json_schema;
mod mock;
mod names;
mod select;
mod types;

use twinspec_blueprint::Blueprint;

use crate::diagnostic::{Diagnostic, Problems};
use crate::document::Document;
use crate::error::Error;
use crate::model::Api;
use crate::settings::Formats;

/// Turns a document into what a mock does, and the warnings on the way.
///
/// A mock needs neither types nor calls, so what only they would find wrong is not looked for.
pub(crate) fn lower_for_mock(
    document: &Document,
    selectors: &[String],
) -> Result<(Blueprint, Vec<Diagnostic>), Error> {
    let problems = Problems::new(document);
    let mut frame = frame::read(&document.root(), &problems);
    let selected = select::find(&frame, selectors)?;
    select::frame(&mut frame, &selected, &problems);
    let blueprint = blueprint::lower(&frame, &problems, Problems::new(document));
    Ok((blueprint, finish(document, problems)?))
}

/// Puts another mock in the place of the one that an API's own document describes.
pub(crate) fn describe_mock(api: &mut Api, blueprint: Blueprint) {
    api.mock = mock::lower(&blueprint);
    api.blueprint = blueprint;
}

fn finish(document: &Document, problems: Problems<'_>) -> Result<Vec<Diagnostic>, Error> {
    let of_overlays = document.warnings().iter().cloned();
    let with_overlays = |found: Vec<Diagnostic>| of_overlays.chain(found).collect();
    match problems.finish() {
        Ok(found) => Ok(with_overlays(found)),
        Err(found) => Err(Error::Document(with_overlays(found))),
    }
}

/// Turns a document into what is to be generated, and the warnings on the way.
///
/// `formats` are the Rust types that the user chose for formats, `selectors` the operations that are
/// wanted; without any, all are. All errors of the document are reported together.
pub(crate) fn lower(
    document: &Document,
    formats: &Formats,
    selectors: &[String],
) -> Result<(Api, Vec<Diagnostic>), Error> {
    let problems = Problems::new(document);
    let mut frame = frame::read(&document.root(), &problems);
    let selected = select::find(&frame, selectors)?;
    // A name may depend on what else there is, so the client is made whole and then cut; a mock is
    // that of a document with nothing but these operations.
    let mut client = client::lower(&frame, formats, &problems);
    select::client(&mut client, &selected);
    select::frame(&mut frame, &selected, &problems);
    let features = client::features::lower(&client);
    let blueprint = blueprint::lower(&frame, &problems, Problems::new(document));

    let warnings = finish(document, problems)?;
    let info = frame.info;
    let api = Api {
        title: info.title,
        version: info.version,
        doc: info.description.unwrap_or_default(),
        base_url: frame.servers.into_iter().next().map(|it| it.url).unwrap_or_default(),
        variables: client.variables,
        schemes: client.schemes,
        shared: client.shared,
        recursion_limit: types::recursion_limit(&client.types),
        types: client.types,
        errors: client.errors,
        tags: client.tags,
        features,
        mock: mock::lower(&blueprint),
        blueprint,
    };
    Ok((api, warnings))
}
