//! Flags about requests in general: the journal, the rate limit and webhooks.

use crate::journal;
use crate::mock::Builder;
use crate::webhooks::Subscriber;

/// The flags about requests in general.
#[derive(Clone, Debug, clap::Args)]
#[command(about = None, long_about = None)]
pub struct Traffic {
    /// Keep this many requests in the journal, `GET /_twinspec/requests`; 0 keeps none
    #[arg(long, value_name = "N", default_value_t = journal::ENTRIES)]
    pub journal: usize,
    /// Let each caller send N requests in so many seconds, such as 100/10; repeat it for several windows
    #[arg(long = "rate-limit", value_name = "N/SECONDS", value_parser = rate)]
    pub rate_limits: Vec<(u64, u64)>,
    /// Let everybody send as many requests as they like
    #[arg(long, conflicts_with = "rate_limits")]
    pub no_rate_limit: bool,
    /// Post the document's webhooks to this URL, or only some: Created,Deleted=URL; repeat it for several
    #[arg(long = "webhook", value_name = "[EVENTS=]URL")]
    pub webhooks: Vec<Subscriber>,
}

impl Traffic {
    /// Sets what the flags say.
    pub(super) fn apply(&self, builder: Builder) -> Builder {
        let builder =
            self.webhooks.iter().cloned().fold(builder.journal(self.journal), Builder::subscriber);
        if self.no_rate_limit {
            return builder.no_rate_limit();
        }
        self.rate_limits
            .iter()
            .fold(builder, |builder, (requests, seconds)| builder.rate_limit(*requests, *seconds))
    }
}

fn rate(text: &str) -> Result<(u64, u64), String> {
    let pair = text.split_once('/').and_then(|(requests, seconds)| {
        Some((requests.parse().ok()?, seconds.parse().ok().filter(|it| *it > 0)?))
    });
    pair.ok_or_else(|| "expected requests and seconds, such as `100/10`".to_owned())
}
