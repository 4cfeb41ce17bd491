//! The table, and how its figures came about.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};
use tests::bench::machine;

use crate::Arguments;
use crate::figures::{Comparison, Figures};
use crate::generator::{Generator, THEIRS};

/// A figure of both generators.
struct Row {
    what: &'static str,
    unit: Unit,
    figure: fn(&Figures) -> Option<f64>,
    /// The most that ours should be of theirs.
    goal: Option<f64>,
}

/// How values in seconds, bytes or pieces are shown.
#[derive(Clone, Copy)]
enum Unit {
    Milliseconds,
    Seconds,
    Megabytes,
    Pieces,
}

const ROWS: [Row; 5] = [
    Row {
        what: "generation",
        unit: Unit::Milliseconds,
        figure: Figures::generation,
        goal: Some(0.3),
    },
    Row {
        what: "generation, peak memory",
        unit: Unit::Megabytes,
        figure: Figures::generation_peak,
        goal: None,
    },
    Row {
        what: "lines",
        unit: Unit::Pieces,
        figure: |it| it.lines.map(|it| count(it.generated)),
        goal: Some(0.35),
    },
    Row { what: "cargo check", unit: Unit::Seconds, figure: Figures::check, goal: Some(0.25) },
    Row {
        what: "rustc, peak memory",
        unit: Unit::Megabytes,
        figure: Figures::rustc_peak,
        goal: Some(0.4),
    },
];

/// Shows everything, in Markdown.
pub(crate) fn report(
    comparisons: &[Comparison],
    generators: &[Generator],
    arguments: &Arguments,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["document", "", "twinspec", &THEIRS.to_string(), "ratio", "goal", "met"]);
    for comparison in comparisons {
        table.add_rows(ROWS.iter().map(|row| cells(row, comparison)));
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut report = format!("{table}\n\n");
    for Comparison { document, figures } in comparisons {
        for (generator, figures) in generators.iter().zip(figures) {
            if let Some(failure) = &figures.failure {
                let _ = writeln!(report, "- {} by {}: {failure}", document.name, generator.name);
            }
        }
    }
    let _ = writeln!(report, "\nMeasured by `cargo xtask bench codegen`: {}", method(arguments));
    if let Some(runtime) = runtime(comparisons) {
        let _ = writeln!(report, "{runtime}");
    }
    report
}

fn cells(row: &Row, Comparison { document, figures: [ours, theirs] }: &Comparison) -> [String; 7] {
    let show = |figures: &Figures| match (row.figure)(figures) {
        Some(value) => row.unit.show(value),
        None => "fails".to_owned(),
    };
    let both = (row.figure)(ours).zip((row.figure)(theirs));
    let ratio = both.map(|(ours, theirs)| ours / theirs);
    let met = row.goal.zip(ratio).map(|(goal, ratio)| if ratio <= goal { "✓" } else { "✗" });
    [
        document.name.clone(),
        row.what.to_owned(),
        show(ours),
        show(theirs),
        ratio.map(|it| format!("{it:.2}×")).unwrap_or_default(),
        row.goal.map(|it| format!("≤ {it}×")).unwrap_or_default(),
        met.unwrap_or_default().to_owned(),
    ]
}

/// Says how the figures came about.
fn method(arguments: &Arguments) -> String {
    format!(
        "medians of {} generations and {} checks, both generators in turn, {}. Each generator runs \
         as a whole process with its default settings. A check is `cargo check` of the generated \
         package alone, its dependencies compiled before, dev profile, not incremental; memory is \
         that of the compiler's process for this package.",
        arguments.rounds,
        arguments.check_rounds,
        machine()
    )
}

/// Says what the runtime costs, which is a dependency and so in no row.
fn runtime(comparisons: &[Comparison]) -> Option<String> {
    let [ours, _] = &comparisons.last()?.figures;
    let (lines, usage) = (ours.lines?.runtime, ours.runtime?);
    Some(format!(
        "The runtime under every client of twinspec is a dependency, so no row holds it: {lines} \
         lines, compiled once, {} and {}.",
        Unit::Seconds.show(usage.seconds),
        Unit::Megabytes.show(usage.peak)
    ))
}

fn count(pieces: usize) -> f64 {
    f64::from(u32::try_from(pieces).unwrap_or(u32::MAX))
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::Milliseconds => format!("{:.0} ms", value * 1e3),
            Self::Seconds => format!("{value:.2} s"),
            Self::Megabytes => format!("{:.0} MB", value / 1e6),
            Self::Pieces => format!("{value:.0}"),
        }
    }
}
