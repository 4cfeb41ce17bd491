//! The package of a proof: the document, the calls of the client, and four tests.

use std::path::Path;

use crate::document::{Document, normal, relative};
use crate::model::{Api, Apis};
use crate::output::{File, Keep};
use crate::package::manifest;
use crate::package::{Runtime, carried, once, one_line, renamed};
use crate::settings::Formats;

/// A package that a proof is about: its name, its folder, and what it runs on.
#[derive(Clone, Copy)]
pub(crate) struct Twin<'a> {
    pub(crate) name: &'a str,
    pub(crate) folder: &'a Path,
    pub(crate) runtime: &'a Runtime,
}

/// Makes all files of a proof's package but those under `src/generated`.
pub(crate) fn tests(
    name: &str,
    folder: &Path,
    (client, mock): (Twin<'_>, Option<Twin<'_>>),
    documents: &[Document],
    (apis, proof, formats): (&Apis, &Runtime, &Formats),
) -> Vec<File> {
    let place = |it: Twin<'_>| way(folder, it.folder);
    let twins = ((client.name, place(client)), mock.map(|it| (it.name, place(it))));
    let mut files = vec![
        once("Cargo.toml", manifest::tests(name, apis, &twins, (proof, formats))),
        once("src/lib.rs", library(documents, apis, mock.map(|it| it.name))),
    ];
    // Each has copies of its own: a correction of one is not seen by the others.
    for (document, api) in documents.iter().zip(&apis.all) {
        let folder = folder_of(api);
        files.extend(document.copies().into_iter().map(|(path, text)| File {
            path: format!("{folder}/{path}"),
            text,
            keep: Keep::Generated,
        }));
    }
    if *proof == Runtime::Vendored {
        let runtime = match client.runtime {
            // The proof lies one folder further down than the package.
            Runtime::Vendored => format!(
                "{{ package = \"{}-runtime\", path = \"../{}/runtime\", default-features = false }}",
                client.name,
                way(folder, client.folder)
            ),
            Runtime::Path(path) => {
                let path = way(folder, &client.folder.join(path));
                format!("{{ path = \"../{path}\", default-features = false }}")
            }
            Runtime::Version(version) => {
                format!("{{ version = \"{version}\", default-features = false }}")
            }
        };
        files.extend(carried("proof", carried::PROOF, |text| of_proof(text, name, &runtime)));
        let manifest = |text: &str| renamed(text, "twinspec-referee", &format!("{name}-referee"));
        files.extend(carried("proof/referee", carried::REFEREE, manifest));
    }
    files
}

/// The proof is called after its package, and runs on the runtime of the client.
fn of_proof(manifest: &str, name: &str, runtime: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some(("twinspec-client", _)) => format!("twinspec-client = {runtime}\n"),
        Some(("twinspec-referee", _)) => {
            format!("twinspec-referee = {{ package = \"{name}-referee\", path = \"referee\" }}\n")
        }
        _ => format!("{line}\n"),
    };
    let manifest: String = manifest.lines().map(line).collect();
    renamed(&manifest, "twinspec-proof", &format!("{name}-proof"))
}

/// Makes the modules of the proofs of several documents, which are the generator's: a proof that is
/// made and not run would look like one that holds.
pub(crate) fn proofs(documents: &[Document], apis: &Apis, banner: &str) -> Vec<File> {
    let file = |path: String, text: String| File {
        path,
        text: format!("{banner}\n\n{text}"),
        keep: Keep::Generated,
    };
    let named = documents
        .iter()
        .zip(&apis.all)
        .filter_map(|(document, api)| Some((document, api, api.module.as_ref()?, api.file()?)));
    let mut modules = String::new();
    let mut files = Vec::new();
    for (document, api, module, name) in named {
        // Rust looks for files by themselves only under ASCII names.
        let path = (!module.is_ascii()).then(|| format!("#[path = \"{name}.rs\"]\n"));
        modules.extend([path.as_deref().unwrap_or_default(), "mod ", module, ";\n"]);
        let text = format!(
            "//! Proves that the client of {} keeps to its document.\n\n{}",
            one_line(&api.title),
            proof(document, api, None)
        );
        files.push(file(format!("{name}.rs"), text));
    }
    let root = format!("//! The proofs of the clients, one for each document.\n\n{modules}");
    files.push(file("mod.rs".to_owned(), root));
    files
}

/// Returns the folder with the copies of a document.
fn folder_of(api: &Api) -> String {
    api.file().map_or("document".to_owned(), |it| format!("document/{it}"))
}

fn library(documents: &[Document], apis: &Apis, mock: Option<&str>) -> String {
    let limit = apis.all.iter().filter_map(|it| it.recursion_limit).max();
    let limit = limit.map(|it| format!("#![recursion_limit = \"{it}\"]\n")).unwrap_or_default();
    let ([document], [api]) = (documents, apis.all.as_slice()) else {
        return format!(
            "//! Proves that the clients of several APIs keep to their documents.\n\
             //!\n\
             //! `cargo test -- --nocapture` also shows what cannot be proved, and why.\n\n\
             #![cfg(test)]\n\
             {limit}\n\
             #[rustfmt::skip]\n\
             mod generated;\n\
             #[rustfmt::skip]\n\
             mod proofs;\n"
        );
    };
    format!(
        "//! Proves that the client and the mock of {title} keep to its document.\n\
         //!\n\
         //! `cargo test -- --nocapture` also shows what cannot be proved, and why.\n\n\
         #![cfg(test)]\n\
         {limit}\n\
         #[rustfmt::skip]\n\
         mod generated;\n\n\
         {proof}",
        title = one_line(&api.title),
        proof = proof(document, api, mock),
    )
}

/// Makes the tests that prove a client, and its mock if there is one.
fn proof(document: &Document, api: &Api, mock: Option<&str>) -> String {
    let copies = document.copies();
    let root = copies.first().map_or("", |(path, _)| path.as_str());
    let calls = match &api.module {
        Some(module) => format!("crate::generated::{module}"),
        None => "generated".to_owned(),
    };
    let server = mock.map(|mock| {
        let mock = mock.replace('-', "_");
        format!(
            "\n/// What is created is read, listed, changed and deleted, and is gone.\n\
             #[test]\n\
             fn resources() {{\n    \
                 let mock = {mock}::mock().no_rate_limit().build().expect(\"the mock starts\");\n    \
                 let server = InProcess::new(mock.service()).expect(\"a runtime starts\");\n    \
                 PROOF.resources(&server).expect(\"the mock answers\").assert();\n\
             }}\n"
        )
    });
    let names = if mock.is_some() { "{InProcess, Proof}" } else { "Proof" };
    format!(
        "use std::sync::LazyLock;\n\n\
         use {calls}::CALLS;\n\
         use twinspec_proof::{names};\n\n\
         static PROOF: LazyLock<Proof> = LazyLock::new(|| {{\n    \
             let document = concat!(env!(\"CARGO_MANIFEST_DIR\"), {document:?});\n    \
             Proof::read(document).expect(\"the referee can read the document\")\n\
         }});\n\n\
         /// What a call is given is valid when it is sent, and is what is sent.\n\
         #[test]\n\
         fn requests() {{\n    \
             PROOF.requests(&CALLS).assert();\n\
         }}\n\n\
         /// Nothing of a documented answer gets lost.\n\
         #[test]\n\
         fn answers() {{\n    \
             PROOF.answers(&CALLS).assert();\n\
         }}\n\n\
         /// Each documented error arrives as its type.\n\
         #[test]\n\
         fn errors() {{\n    \
             PROOF.errors(&CALLS).assert();\n\
         }}\n{server}",
        document = format!("/{}/{root}", folder_of(api)),
        server = server.unwrap_or_default(),
    )
}

/// Returns the way from one folder to another, as a manifest writes it.
fn way(from: &Path, to: &Path) -> String {
    let whole = |it: &Path| normal(&std::path::absolute(it).unwrap_or_else(|_| it.to_owned()));
    relative(&whole(to), &whole(from)).to_string_lossy().replace('\\', "/")
}
