//! What a fuzzer calls: the whole way, without a file.

use std::path::Path;

use crate::document::Document;
use crate::error::Error;
use crate::lower::lower;
use crate::package::{self, Runtime};
use crate::render::Compiled;
use crate::settings::Formats;
use crate::{format, render};

/// Generates client, mock and proof of a document and looks whether they are Rust.
///
/// A document that is refused is an error, and fine; what panics here would do so for a user.
pub fn fuzz(text: &str) -> Result<(), Error> {
    let documents = [Document::of_text(Path::new("/nowhere/openapi.yaml"), text)?];
    let formats = Formats::default();
    let (apis, warnings) = lower(&documents, &formats, &[])?;
    for warning in &warnings {
        assert!(warning.line > 0 && warning.column > 0, "without a place: {warning}");
    }
    let [api] = apis.all.as_slice() else { panic!("one document is one API") };
    let modules = [
        render::client(&apis, Compiled::InParts, Some("client")),
        render::mock(api),
        render::proof(&apis, "client"),
    ];
    for module in modules.iter().flatten() {
        is_rust(&module.path, &format::format("// @generated", (module.code)()));
    }
    let version = Runtime::Version("1".to_owned());
    let client = package::client(("client", "client"), &apis, &version, &formats, None);
    for file in client.iter().chain(&package::mock("mock", api, &version)) {
        match Path::new(&file.path).extension().and_then(|it| it.to_str()) {
            Some("rs") => is_rust(&file.path, &file.text),
            Some("toml") => {
                let (_, errors) = toml::de::DeTable::parse_recoverable(&file.text);
                assert!(errors.is_empty(), "{}: {errors:?}\n{}", file.path, file.text);
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_rust(path: &str, text: &str) {
    if let Err(error) = syn::parse_file(text) {
        panic!("`{path}` is no Rust: {error}\n{text}");
    }
}
