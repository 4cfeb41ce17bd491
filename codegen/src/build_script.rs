//! The generator in a build script: generated code goes where cargo wants it, and is one `include!`
//! away.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::output::Report;
use crate::settings::Settings;

/// Generates a client into the folder of a build script, as a module of this name.
///
/// Cargo runs the script again when the document, an overlay or a file that they refer to changes,
/// and shows how many warnings there are. The module is a file to be included:
///
/// ```no_run
/// // In `build.rs`:
/// let settings = twinspec::Settings::new("api.yaml", "cargo build");
/// twinspec::build("client", settings).unwrap_or_else(|error| panic!("{error}"));
/// ```
///
/// ```ignore
/// // In `src/lib.rs`:
/// include!(concat!(env!("OUT_DIR"), "/client.rs"));
/// ```
///
/// The package needs `twinspec-client`, and `twinspec` without its default features among
/// `build-dependencies`.
pub fn build(name: &str, settings: Settings) -> Result<Report, Error> {
    let out = env::var_os("OUT_DIR");
    let out =
        out.ok_or_else(|| Error::Settings("`OUT_DIR` is set in build scripts only".into()))?;
    let report = build_into(&PathBuf::from(out), name, settings)?;
    for source in &report.sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    if let Some(first) = report.warnings.first() {
        let count = report.warnings.len();
        println!(
            "cargo::warning={}:{}:{}: {} ({count} warnings in all)",
            first.file, first.line, first.column, first.message
        );
    }
    Ok(report)
}

fn build_into(out: &Path, name: &str, settings: Settings) -> Result<Report, Error> {
    if syn::parse_str::<syn::Ident>(name).is_err() {
        return Err(Error::Settings(format!("expected the name of a module, found `{name}`")));
    }
    let folder = out.join(name);
    let report = crate::generate(&settings.client(&folder))?;
    // Generated files begin with inner docs, which `include!` refuses; a path it takes.
    let module = folder.join("mod.rs");
    let text = format!("#[path = {:?}]\npub mod {name};\n", module.display().to_string());
    let file = out.join(format!("{name}.rs"));
    fs::write(&file, text).map_err(Error::file("writing", &file))?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::build_into;
    use crate::settings::Settings;

    #[test]
    fn the_module_leads_to_the_client() {
        let folder = tempfile::tempdir().expect("there is room");
        let document = folder.path().join("api.yaml");
        let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n";
        fs::write(&document, text).expect("it can be written");
        let settings = Settings::new(document, "cargo build");

        build_into(folder.path(), "api", settings.clone()).expect("the document is right");

        let module = fs::read_to_string(folder.path().join("api.rs")).expect("it was made");
        let path = folder.path().join("api/mod.rs");
        assert_eq!(module, format!("#[path = {path:?}]\npub mod api;\n"));
        assert!(path.exists());
        let refused = build_into(folder.path(), "my-api", settings).expect_err("it is no module");
        assert_eq!(refused.to_string(), "expected the name of a module, found `my-api`");
    }
}
