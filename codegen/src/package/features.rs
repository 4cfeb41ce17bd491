//! The features in a client's manifest: the one part of it that is kept up to date.
//!
//! A manifest is its owner's once it is there. The features stand between two lines in it; without
//! these lines the client has no features and is compiled whole.

use std::fmt::Write as _;

use crate::model::{Api, Apis, TagFeature};

/// The line above the features.
const BEGIN: &str = "# twinspec keeps these up to date, one for each tag:";

/// The line below them.
const END: &str = "# twinspec: end";

/// The feature that enables all; no tag is called so.
const ALL: &str = "all-tags";

/// How long a line is where a list is not broken.
const LINE: usize = 100;

/// Makes the table of a manifest that is new, if there are features.
pub(super) fn table(apis: &Apis) -> Option<String> {
    let has_features = apis.all.len() > 1 || apis.all.iter().any(|it| it.features.is_some());
    has_features.then(|| format!("\n[features]\ndefault = [\"{ALL}\"]\n{}", block(apis)))
}

/// Whether a manifest has a place for the features.
pub(crate) fn has_place(manifest: &str) -> bool {
    place(manifest).is_some()
}

/// Puts the features where they stand in a manifest that has a place for them.
pub(super) fn renew(manifest: &str, apis: &Apis) -> Option<String> {
    let (before, after) = place(manifest)?;
    Some(format!("{before}{}{after}", block(apis)))
}

/// Returns what is around the features.
fn place(manifest: &str) -> Option<(&str, &str)> {
    let (before, rest) = manifest.split_at(manifest.find(BEGIN)?);
    let end = rest.find(END)? + END.len();
    let after = &rest[end..];
    Some((before, after.strip_prefix("\r\n").or(after.strip_prefix('\n')).unwrap_or(after)))
}

fn block(apis: &Apis) -> String {
    let mut text = format!("{BEGIN}\n");
    // Each of several documents has a feature too, which enables all of its tags.
    let documents: Vec<String> = apis.all.iter().filter_map(Api::file).collect();
    let all = apis.all.iter().flat_map(tags).map(|it| it.name.as_str());
    match documents.as_slice() {
        [] => entry(ALL, all, &mut text),
        documents => entry(ALL, documents.iter().map(String::as_str), &mut text),
    }
    let mut inner: Vec<String> = documents.iter().map(|it| format!("_{it}")).collect();
    for api in &apis.all {
        if let Some(document) = api.file() {
            let client = format!("_{document}");
            let tags: Vec<&str> = tags(api).iter().map(|it| it.name.as_str()).collect();
            let all = if tags.is_empty() { vec![client.as_str()] } else { tags };
            entry(&document, all.into_iter(), &mut text);
        }
        for tag in tags(api) {
            entry(&tag.name, tag.needs.iter().map(String::as_str), &mut text);
        }
        let groups = api.features.iter().flat_map(|it| &it.groups).map(|it| &it.feature);
        inner.extend(groups.filter(|it| it.starts_with('_')).cloned());
    }
    if !inner.is_empty() {
        text += match documents.as_slice() {
            [] => "# Types that several tags need.\n",
            _ => "# The client of each document, and types that several tags need.\n",
        };
    }
    for feature in &inner {
        entry(feature, std::iter::empty(), &mut text);
    }
    text + END + "\n"
}

/// Returns the features of the tags of an API.
fn tags(api: &Api) -> &[TagFeature] {
    api.features.as_ref().map_or(&[], |it| it.tags.as_slice())
}

fn entry<'f>(name: &str, enables: impl Iterator<Item = &'f str>, text: &mut String) {
    let enables: Vec<String> = enables.map(|it| format!("\"{it}\"")).collect();
    let line = format!("{name} = [{}]", enables.join(", "));
    if line.len() <= LINE {
        *text += &line;
    } else {
        let _ = write!(text, "{name} = [");
        for it in &enables {
            text.extend(["\n    ", it, ","]);
        }
        *text += "\n]";
    }
    text.push('\n');
}
