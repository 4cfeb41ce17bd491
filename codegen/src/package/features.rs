//! The features in a client's manifest: the one part of it that is kept up to date.
//!
//! A manifest is its owner's once it is there. The features stand between two lines in it; without
//! these lines the client has no features and is compiled whole.

use std::fmt::Write as _;

use crate::model::Features;

/// The line above the features.
const BEGIN: &str = "# twinspec keeps these up to date, one for each tag:";

/// The line below them.
const END: &str = "# twinspec: end";

/// The feature that enables all; no tag is called so.
const ALL: &str = "all-tags";

/// How long a line is where a list is not broken.
const LINE: usize = 100;

/// Makes the table of a manifest that is new.
pub(super) fn table(features: &Features) -> String {
    format!("\n[features]\ndefault = [\"{ALL}\"]\n{}", block(Some(features)))
}

/// Whether a manifest has a place for the features.
pub(crate) fn has_place(manifest: &str) -> bool {
    place(manifest).is_some()
}

/// Puts the features where they stand in a manifest that has a place for them.
pub(super) fn renew(manifest: &str, features: Option<&Features>) -> Option<String> {
    let (before, after) = place(manifest)?;
    Some(format!("{before}{}{after}", block(features)))
}

/// Returns what is around the features.
fn place(manifest: &str) -> Option<(&str, &str)> {
    let (before, rest) = manifest.split_at(manifest.find(BEGIN)?);
    let end = rest.find(END)? + END.len();
    let after = &rest[end..];
    Some((before, after.strip_prefix("\r\n").or(after.strip_prefix('\n')).unwrap_or(after)))
}

fn block(features: Option<&Features>) -> String {
    let tags = features.map_or(&[][..], |it| it.tags.as_slice());
    let mut text = format!("{BEGIN}\n");
    entry(ALL, tags.iter().map(|it| it.name.as_str()), &mut text);
    for tag in tags {
        entry(&tag.name, tag.needs.iter().map(String::as_str), &mut text);
    }
    let groups = features.map_or(&[][..], |it| it.groups.as_slice());
    let mut shared =
        groups.iter().map(|it| it.feature.as_str()).filter(|it| it.starts_with('_')).peekable();
    if shared.peek().is_some() {
        text += "# Types that several tags need.\n";
    }
    shared.for_each(|it| entry(it, std::iter::empty(), &mut text));
    text + END + "\n"
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
