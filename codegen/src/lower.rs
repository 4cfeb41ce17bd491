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
mod modules;
mod names;
mod select;
mod types;

use std::collections::BTreeSet;

use twinspec_blueprint::Blueprint;

use crate::diagnostic::{Diagnostic, Problems};
use crate::document::Document;
use crate::error::{self, Error};
use crate::lower::client::Client;
use crate::lower::frame::Frame;
use crate::lower::select::Selected;
use crate::model::{Api, Apis};
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
    let selected = select::find(std::slice::from_ref(&frame), selectors)?;
    for selected in &selected {
        select::frame(&mut frame, selected, &problems);
    }
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

/// Turns documents into what is to be generated, and the warnings on the way.
///
/// `formats` are the Rust types that the user chose for formats, `selectors` the operations that are
/// wanted; without any, all are. All errors of the documents are reported together.
pub(crate) fn lower(
    documents: &[Document],
    formats: &Formats,
    selectors: &[String],
) -> Result<(Apis, Vec<Diagnostic>), Error> {
    let problems: Vec<Problems<'_>> = documents.iter().map(Problems::new).collect();
    let frames: Vec<Frame<'_>> = problems.iter().map(|it| frame::read(&it.root(), it)).collect();
    let selected = select::find(&frames, selectors)?;
    // A name may depend on what else there is, so clients are made whole and then cut.
    let (clients, mut shared) = client::lower(&frames, formats, &problems);
    let modules = modules::names(&documents.iter().map(Document::name).collect::<Vec<_>>());
    let parts = documents.iter().zip(problems).zip(frames).zip(clients).zip(selected).zip(modules);
    let lowered = parts.map(|(((((document, problems), frame), client), selected), module)| {
        let api = api((frame, client), module, &selected, &problems, document);
        Ok((api, finish(document, problems)?))
    });
    let (all, found): (Vec<Api>, Vec<_>) = error::all(lowered)?.into_iter().unzip();
    let mut warnings = Vec::new();
    for found in found {
        error::add(&mut warnings, found);
    }
    let needed = all.iter().flat_map(|it| &it.types).filter_map(|it| it.shared.as_deref());
    let needed: BTreeSet<&str> = needed.collect();
    shared.retain(|it| needed.contains(it.rust.as_str()));
    Ok((Apis { all, shared }, warnings))
}

/// Puts together what is made of a document.
fn api<'d>(
    (mut frame, mut client): (Frame<'d>, Client),
    module: Option<String>,
    selected: &Selected,
    problems: &Problems<'d>,
    document: &'d Document,
) -> Api {
    select::client(&mut client, selected);
    // A mock is that of a document with nothing but these operations.
    select::frame(&mut frame, selected, problems);
    let features = client::features::lower(&client, module.as_deref());
    let blueprint = blueprint::lower(&frame, problems, Problems::new(document));
    let info = frame.info;
    Api {
        module,
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
    }
}
