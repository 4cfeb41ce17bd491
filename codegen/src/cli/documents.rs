//! The documents of a command that takes several.

use std::path::{Path, PathBuf};

use twinspec::{Error, Settings};

/// Adds the other documents, and what corrects the one if there are none.
pub(crate) fn corrected(
    settings: Settings,
    others: &[PathBuf],
    overlays: &[PathBuf],
) -> Result<Settings, Error> {
    if !others.is_empty() && !overlays.is_empty() {
        let what = "`--overlay` does not say which of several documents it corrects: name them in \
                    `twinspec.toml`, each with its own `overlays`";
        return Err(Error::Settings(what.to_owned()));
    }
    let settings = overlays.iter().fold(settings, Settings::overlay);
    Ok(others.iter().fold(settings, Settings::document))
}

/// Returns the paths of documents as a command line has them.
pub(crate) fn listed<'d>(documents: impl Iterator<Item = &'d Path>) -> String {
    documents.map(|it| it.display().to_string()).collect::<Vec<_>>().join(" ")
}
