//! The table that the demo prints.

use std::fmt;

use comfy_table::{ContentArrangement, Table, presets};

/// What happened, step by step.
#[derive(Default)]
pub(crate) struct Report(Vec<[String; 4]>);

impl Report {
    /// Adds a step: what for, which call, the status of the answer, and what it shows.
    pub(crate) fn step(
        &mut self,
        purpose: &str,
        call: &str,
        status: Option<http::StatusCode>,
        shows: impl Into<String>,
    ) {
        let status = status.map_or_else(|| "-".to_owned(), |it| it.as_u16().to_string());
        self.0.push([purpose.to_owned(), call.to_owned(), status, shows.into()]);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        // Where nobody reads along (a log), there is no width to fit into.
        if table.width().is_none() {
            table.set_width(140);
        }
        table.set_header(["", "Step", "Call", "Status", "What it shows"]);
        for (number, [purpose, call, status, shows]) in self.0.iter().enumerate() {
            table.add_row([&(number + 1).to_string(), purpose, call, status, shows]);
        }
        write!(out, "{table}")
    }
}
