//! Do not disturb, by channel: since v3 the channels begin in lower case.

use twinspec_mock::{Map, Value};

use crate::generated::contact::DND_SETTINGS;

/// The channels, as they are stored and as v3 calls them.
const CHANNELS: [(&str, &str); 7] = [
    ("Call", "call"),
    ("Email", "email"),
    ("SMS", "sms"),
    ("WhatsApp", "whatsApp"),
    ("GMB", "gmb"),
    ("FB", "fb"),
    ("RCS", "rcs"),
];

/// Stores the channels under one name, whatever version wrote them.
// fidelity(inferred; official OpenAPI files): all versions write the same channels. Held by
// `what_v3_writes_every_version_reads_in_its_own_words`.
pub(super) fn complete(contact: &mut Map) {
    rename(contact, |name| CHANNELS.iter().find(|it| it.1 == name).map(|it| it.0));
}

/// Shows the channels as v3 calls them.
// fidelity(documented; official OpenAPI files): v3 begins the channels in lower case. Held by
// `what_v3_writes_every_version_reads_in_its_own_words`.
pub(super) fn as_v3(contact: &mut Map) {
    rename(contact, |name| CHANNELS.iter().find(|it| it.0 == name).map(|it| it.1));
}

fn rename(contact: &mut Map, other: impl Fn(&str) -> Option<&'static str>) {
    let Some(Value::Object(settings)) = contact.get_mut(DND_SETTINGS) else { return };
    let renamed = std::mem::take(settings).into_iter();
    *settings = renamed.map(|(name, it)| (other(&name).map_or(name, str::to_owned), it)).collect();
}
