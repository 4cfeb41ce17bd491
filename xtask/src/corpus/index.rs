//! The classes of documents, from a file that somebody keeps beside them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;

/// Reads which document belongs to which class.
pub(crate) fn read(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let context = || format!("reading the index `{}`", path.display());
    let mut reader = csv::Reader::from_path(path).with_context(context)?;
    let headers = reader.headers().with_context(context)?.clone();
    let column = |name: &str| {
        let position = headers.iter().position(|it| it == name);
        position.with_context(|| format!("`{}` has no column `{name}`", path.display()))
    };
    let (file, class) = (column("file")?, column("class")?);
    let mut classes = BTreeMap::new();
    for record in reader.records() {
        let record = record.with_context(context)?;
        let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
        classes.insert(field(file), field(class));
    }
    Ok(classes)
}
