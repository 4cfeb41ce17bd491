//! Text of a format.

use rand::{Rng, RngExt as _};

use crate::shape::names;

/// Makes a text of a format; most formats that are not standard get none.
pub(super) fn text(format: &str, name: &str, random: &mut impl Rng) -> Option<String> {
    Some(match format {
        "date-time" => names::date_time(name, random),
        "date" => names::date_time(name, random)[..10].to_owned(),
        "time" => names::date_time(name, random)[11..].to_owned(),
        "duration" => format!("PT{}M", random.random_range(1..60)),
        "email" | "idn-email" => {
            names::email(&names::Person::new(random), random.random_range(0..100))
        }
        "uuid" => names::uuid(random),
        "uri" | "url" | "iri" => names::url(name, random),
        "uri-reference" | "iri-reference" => format!("/{}", names::word(random)),
        "uri-template" => format!("https://example.com/{}/{{id}}", names::word(random)),
        "hostname" | "idn-hostname" | "domain" => format!("{}.example.com", names::word(random)),
        // Addresses that are set aside for documentation.
        "ipv4" | "ip" => format!("192.0.2.{}", random.random_range(1..255)),
        "ipv6" => format!("2001:db8::{:x}", random.random_range(1..0xffff)),
        "byte" | "base64" => data_encoding::BASE64.encode(names::word(random).as_bytes()),
        "binary" => names::word(random),
        "password" => format!("{}-{}", names::word(random), random.random_range(1000..10_000)),
        "json-pointer" => format!("/{}", names::word(random)),
        "relative-json-pointer" => format!("0/{}", names::word(random)),
        "regex" => format!("^{}$", names::word(random)),
        _ => return None,
    })
}
