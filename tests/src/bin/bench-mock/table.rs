//! The table, for the terminal and for the README.

use comfy_table::{CellAlignment, Table, presets};
use tests::bench::machine;

use crate::load;
use crate::measure::Figures;

/// All that was measured, and how.
pub(crate) struct Report {
    pub(crate) mock: Figures,
    pub(crate) bare: Figures,
    pub(crate) rounds: u16,
    pub(crate) requests: u32,
}

/// One figure of both servers.
struct Row {
    what: &'static str,
    unit: Unit,
    mock: f64,
    bare: f64,
    target: Option<Target>,
}

/// A unit and how values are shown in it; values themselves are in seconds and bytes.
#[derive(Clone, Copy)]
enum Unit {
    Microseconds,
    Milliseconds,
    Megabytes,
}

/// What the mock should not exceed.
#[derive(Clone, Copy)]
enum Target {
    /// So many times the bare server.
    Times(f64),
    /// So much of the row's unit.
    Of(f64),
}

impl Report {
    pub(crate) fn for_terminal(&self) -> String {
        format!("{}\n{}", self.table(presets::UTF8_FULL_CONDENSED), self.method())
    }

    pub(crate) fn for_readme(&self) -> String {
        let table = self.table(presets::ASCII_MARKDOWN);
        format!("{table}\n\nMeasured by `cargo xtask bench mock`: {}", self.method())
    }

    fn table(&self, style: comfy_table::TableStyle) -> Table {
        let mut table = Table::new();
        table.load_style(style);
        table.set_header(["", "ghl-mock", "bare axum", "ratio", "target", "met"]);
        table.add_rows(self.rows().iter().map(Row::cells));
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    }

    fn rows(&self) -> Vec<Row> {
        use Target::{Of, Times};
        use Unit::{Megabytes, Microseconds, Milliseconds};
        let Self { mock, bare, .. } = self;
        let row = |what, unit, mock, bare, target| Row { what, unit, mock, bare, target };
        let (get, post) = ((mock.read, bare.read), (mock.create, bare.create));
        let mut rows = vec![
            row("GET by id, CPU", Microseconds, get.0.cpu, get.1.cpu, Some(Times(1.2))),
            row("GET by id, p50", Microseconds, get.0.p50, get.1.p50, None),
            row("GET by id, p99", Microseconds, get.0.p99, get.1.p99, None),
            row("POST create, CPU", Microseconds, post.0.cpu, post.1.cpu, Some(Times(2.0))),
            row("POST create, p50", Microseconds, post.0.p50, post.1.p50, None),
            row("POST create, p99", Microseconds, post.0.p99, post.1.p99, None),
            row("start to first answer", Milliseconds, mock.start, bare.start, Some(Of(30.0))),
        ];
        let (of_mock, of_bare) = (mock.idle, bare.idle);
        let target = Some(Of(10.0));
        rows.push(row("idle, RSS", Megabytes, of_mock.resident, of_bare.resident, target));
        if let (Some(mock), Some(bare)) = (of_mock.proportional, of_bare.proportional) {
            rows.push(row("idle, PSS", Megabytes, mock, bare, None));
        }
        rows
    }

    /// Says how the figures came about.
    fn method(&self) -> String {
        format!(
            "{} rounds of {} requests of each kind (medians), {} connections by {}, {}; CPU is \
             user and system time of the server's process per request.",
            self.rounds,
            self.requests,
            load::CONNECTIONS,
            load::TOOL,
            machine()
        )
    }
}

impl Row {
    fn cells(&self) -> [String; 6] {
        [
            self.what.to_owned(),
            self.unit.show(self.mock),
            self.unit.show(self.bare),
            format!("{:.2}×", self.ratio()),
            self.target.map(|it| it.show(self.unit)).unwrap_or_default(),
            self.met().map(|it| if it { "✓" } else { "✗" }).unwrap_or_default().to_owned(),
        ]
    }

    fn ratio(&self) -> f64 {
        self.mock / self.bare
    }

    /// Whether the target is met, if there is one.
    fn met(&self) -> Option<bool> {
        Some(match self.target? {
            Target::Times(limit) => self.ratio() <= limit,
            Target::Of(limit) => self.unit.value(self.mock) <= limit,
        })
    }
}

impl Unit {
    fn value(self, base: f64) -> f64 {
        match self {
            Self::Microseconds => base * 1e6,
            Self::Milliseconds => base * 1e3,
            Self::Megabytes => base / 1e6,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Microseconds => "µs",
            Self::Milliseconds => "ms",
            Self::Megabytes => "MB",
        }
    }

    fn show(self, base: f64) -> String {
        format!("{:.1} {}", self.value(base), self.name())
    }
}

impl Target {
    fn show(self, unit: Unit) -> String {
        match self {
            Self::Times(limit) => format!("≤ {limit:.1}×"),
            Self::Of(limit) => format!("≤ {limit:.0} {}", unit.name()),
        }
    }
}
