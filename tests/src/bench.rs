//! What the benches share: the time that really passes, medians, the machine, and pinned tools.

mod tool;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;

pub use crate::bench::tool::Tool;

/// Returns the present time.
#[expect(clippy::disallowed_methods, reason = "a bench measures the time that really passes")]
#[must_use]
pub fn now() -> Instant {
    Instant::now()
}

/// Returns the value in the middle; of two in the middle, their mean; of none, 0.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.as_slice() {
        [] => 0.0,
        values if values.len().is_multiple_of(2) => {
            f64::midpoint(values[middle - 1], values[middle])
        }
        values => values[middle],
    }
}

/// Returns the folder of the running program: other programs lie beside it.
pub fn own_folder() -> anyhow::Result<PathBuf> {
    let mut path = std::env::current_exe().context("finding the path of this program")?;
    path.pop();
    Ok(path)
}

/// Names the machine, as far as it says what it is.
#[must_use]
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cores = if cores == 1 { "1 core".to_owned() } else { format!("{cores} cores") };
    let listing = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = listing.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": "));
    match model {
        Some((_, model)) => format!("{cores} of {}", model.trim()),
        None => cores,
    }
}
