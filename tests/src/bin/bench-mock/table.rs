//! The table, for the terminal and for the README.

use comfy_table::{CellAlignment, Table, presets};
use tests::bench::machine;

use crate::measure::Figures;
use crate::{full, load, prism};

/// All that was measured, and how.
pub(crate) struct Report {
    pub(crate) mock: Figures,
    pub(crate) bare: Figures,
    pub(crate) full: full::Figures,
    /// Seconds from the start to the first answer with a big document.
    pub(crate) document: Option<f64>,
    pub(crate) prism: Option<prism::Figures>,
    pub(crate) rounds: u16,
    pub(crate) requests: u32,
}

/// One figure of both servers.
struct Row {
    what: &'static str,
    unit: Unit,
    mock: f64,
    bare: Option<f64>,
    prism: Option<f64>,
    goal: Option<Goal>,
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
enum Goal {
    /// So many times the bare server.
    Times(f64),
    /// So many times what the row before says.
    TimesBefore(f64, f64),
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
        table.set_header(["", "goal", "ghl-mock", "met", "bare axum", "ratio", "Prism"]);
        table.add_rows(self.rows().iter().map(Row::cells));
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    }

    fn rows(&self) -> Vec<Row> {
        use Goal::{Of, Times, TimesBefore};
        use Unit::{Megabytes, Microseconds, Milliseconds};
        let Self { mock, bare, full, .. } = self;
        let of_prism = |figure: fn(&prism::Figures) -> f64| self.prism.as_ref().map(figure);
        let row = |what, unit, goal, mock, bare| Row { what, unit, mock, bare, prism: None, goal };
        let (get, post) = ((mock.read, bare.read), (mock.create, bare.create));
        let both = |what, goal, mock, bare| row(what, Microseconds, goal, mock, Some(bare));
        let prism = |row, prism| Row { prism, ..row };
        let few = full.of_few.cpu;
        let mut rows = vec![
            prism(
                both("GET by id, CPU", Some(Times(1.0)), get.0.cpu, get.1.cpu),
                of_prism(|it| it.read),
            ),
            both("GET by id, p50", None, get.0.p50, get.1.p50),
            both("GET by id, p99", None, get.0.p99, get.1.p99),
            both("GET, 64 connections, p99", Some(Times(1.5)), mock.crowded, bare.crowded),
            prism(
                both("POST create, CPU", Some(Times(1.5)), post.0.cpu, post.1.cpu),
                of_prism(|it| it.create),
            ),
            both("POST create, p50", None, post.0.p50, post.1.p50),
            both("POST create, p99", None, post.0.p99, post.1.p99),
            row("20 out of 1,000, CPU", Microseconds, None, few, None),
            row(
                "20 out of 1,000,000, CPU",
                Microseconds,
                Some(TimesBefore(2.0, few)),
                full.of_many.cpu,
                None,
            ),
            prism(
                row("start", Milliseconds, Some(Of(30.0)), mock.start, Some(bare.start)),
                of_prism(|it| it.start),
            ),
        ];
        let of_document = |it| row("start, big document", Milliseconds, Some(Of(1000.0)), it, None);
        rows.extend(self.document.map(of_document));
        let (of_mock, of_bare) = (mock.idle, bare.idle);
        rows.push(prism(
            row("idle, RSS", Megabytes, Some(Of(10.0)), of_mock.resident, Some(of_bare.resident)),
            of_prism(|it| it.idle),
        ));
        if let (Some(mock), bare) = (of_mock.proportional, of_bare.proportional) {
            rows.push(row("idle, PSS", Megabytes, None, mock, bare));
        }
        rows.push(row("100,000 contacts, RSS", Megabytes, Some(Of(150.0)), full.memory, None));
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
    fn cells(&self) -> [String; 7] {
        let show = |it: Option<f64>| it.map(|it| self.unit.show(it)).unwrap_or_default();
        [
            self.what.to_owned(),
            self.goal.map(|it| it.show(self.unit)).unwrap_or_default(),
            self.unit.show(self.mock),
            self.met().map(|it| if it { "✓" } else { "✗" }).unwrap_or_default().to_owned(),
            show(self.bare),
            self.ratio().map(|it| format!("{it:.2}×")).unwrap_or_default(),
            show(self.prism),
        ]
    }

    fn ratio(&self) -> Option<f64> {
        let beside = match self.goal {
            Some(Goal::TimesBefore(_, before)) => Some(before),
            _ => self.bare,
        };
        beside.map(|it| self.mock / it)
    }

    /// Whether the goal is met, if there is one.
    fn met(&self) -> Option<bool> {
        Some(match self.goal? {
            Goal::Times(limit) | Goal::TimesBefore(limit, _) => self.ratio()? <= limit,
            Goal::Of(limit) => self.unit.value(self.mock) <= limit,
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

impl Goal {
    fn show(self, unit: Unit) -> String {
        match self {
            Self::Times(limit) => format!("≤ {limit:.1}×"),
            Self::TimesBefore(limit, _) => format!("≤ {limit:.1}× of 1,000"),
            Self::Of(limit) => format!("≤ {limit:.0} {}", unit.name()),
        }
    }
}
