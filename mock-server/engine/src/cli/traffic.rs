//! Flags about requests in general: the journal.

use crate::journal;
use crate::mock::Builder;

/// The flags about requests in general.
#[derive(Clone, Debug, clap::Args)]
#[command(about = None, long_about = None)]
pub struct Traffic {
    /// Keep this many requests in the journal, `GET /_twinspec/requests`; 0 keeps none
    #[arg(long, value_name = "N", default_value_t = journal::ENTRIES)]
    pub journal: usize,
}

impl Traffic {
    /// Sets what the flags say.
    pub(super) fn apply(&self, builder: Builder) -> Builder {
        builder.journal(self.journal)
    }
}
