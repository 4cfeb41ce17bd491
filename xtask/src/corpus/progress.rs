//! How far a long run is.

use indicatif::{ProgressBar, ProgressStyle};

/// Makes a bar on standard error; it shows nothing when that is no terminal.
pub(crate) fn bar(what: &'static str, steps: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {elapsed} {wide_msg}")
        .expect("the template is well-formed");
    ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX)).with_style(style).with_prefix(what)
}
