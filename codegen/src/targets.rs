//! The folders that a run writes: what goes into each, and what must not go into one.

use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::document::{self, Document};
use crate::error::Error;
use crate::output::{self, File, Keep, Target};
use crate::package::{self, Runtime};
use crate::settings::{Formats, Settings};
use crate::{format, model, render};

/// Names the package of the mock.
pub(crate) fn mock_name(folder: &Path, settings: &Settings) -> String {
    let name = package::name(folder, "mock");
    // Both may be members of one workspace.
    let client = settings.client_package.as_ref().map(|(it, _)| package::name(it, "client"));
    if client.as_ref() == Some(&name) { name + "-mock" } else { name }
}

/// Makes the package of a proof.
pub(crate) fn proof_package(
    settings: &Settings,
    folder: &Path,
    proof: &Runtime,
    (apis, documents, formats): (&model::Apis, &[Document], &Formats),
) -> Result<Vec<Target>, Error> {
    let Some((client, runtime)) = &settings.client_package else {
        let what = "a proof is about a client: say where that is to be, too".to_owned();
        return Err(Error::Settings(what));
    };
    let mock = settings.mock_package.as_ref();
    if is_same(client, folder) || mock.is_some_and(|(it, _)| is_same(it, folder)) {
        let what = format!("`{}` cannot also hold the tests", folder.display());
        return Err(Error::Settings(what));
    }
    let client_name = package::name(client, "client");
    let mock_name = mock.map(|(folder, _)| mock_name(folder, settings));
    let mut name = package::name(folder, "tests");
    if name == client_name || Some(&name) == mock_name.as_ref() {
        name += "-tests";
    }
    let banner = settings.banner();
    let generated = Target {
        folder: folder.join("src/generated"),
        files: print(&banner, &render::proof(apis, &client_name.replace('-', "_"))),
        owned: true,
    };
    let texts: Vec<&str> = generated.files.iter().map(|it| it.text.as_str()).collect();
    let formats = formats.clone().used_in(&texts);
    let client = package::Twin { name: &client_name, folder: client, runtime };
    let mock = mock.zip(mock_name.as_deref());
    let mock = mock.map(|((folder, runtime), name)| package::Twin { name, folder, runtime });
    let files = package::tests(&name, folder, (client, mock), documents, (apis, proof, &formats));
    let mut targets = vec![Target { folder: folder.to_owned(), files, owned: false }, generated];
    if documents.len() > 1 {
        let files = package::proofs(documents, apis, &banner);
        targets.push(Target { folder: folder.join("src/proofs"), files, owned: true });
    }
    Ok(targets)
}

/// Makes the texts of modules, side by side, in their order.
pub(crate) fn print(banner: &str, modules: &[render::Module<'_>]) -> Vec<File> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut files = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(module) = modules.get(index) else { return files };
            let text = format::format(banner, (module.code)());
            files.push((index, File { path: module.path.clone(), text, keep: Keep::Generated }));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(modules.len());
    let mut files = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut files = work();
        for other in others {
            // A renderer that panics does so on whichever thread it is.
            files.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        files
    });
    files.sort_by_key(|(index, _)| *index);
    files.into_iter().map(|(_, file)| file).collect()
}

/// Says which dependencies a package's manifest must get by hand: it is its owner's once it is
/// there, and not every crate's version is known.
pub(crate) fn missing_dependencies(
    folder: &Path,
    files: &[File],
    formats: &Formats,
) -> Result<Vec<String>, Error> {
    let path = folder.join("Cargo.toml");
    let made = files.iter().find(|it| it.path == "Cargo.toml").map(|it| it.text.clone());
    let manifest = output::read_if_there(&path)?.or(made).unwrap_or_default();
    let missing = package::missing(&manifest, formats).into_iter();
    let note =
        |it| format!("`{}` needs the dependency `{it}`, for the types of formats", path.display());
    Ok(missing.map(note).collect())
}

pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |it: &Path| std::path::absolute(it).map(|it| document::normal(&it)).ok();
    whole(one) == whole(other)
}

/// Returns what there is of the only document, for a mock, which is of one alone.
pub(crate) fn only<T>(of_documents: &[T]) -> Result<&T, Error> {
    match of_documents {
        [only] => Ok(only),
        several => Err(Error::Settings(format!(
            "a mock is of one document, and there are {}: generate it from each by itself",
            several.len()
        ))),
    }
}
