//! Text of a format.

use rand::{Rng, RngExt as _};

use crate::shape::names;

/// Makes a text of a format; most formats that are not standard get none.
pub(super) fn text(
    format: &str,
    name: &str,
    least: usize,
    random: &mut impl Rng,
) -> Option<String> {
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
        "uri-reference" | "iri-reference" | "json-pointer" => format!("/{}", names::word(random)),
        "uri-template" => format!("https://example.com/{}/{{id}}", names::word(random)),
        "hostname" | "idn-hostname" | "domain" => format!("{}.example.com", names::word(random)),
        // Addresses that are set aside for documentation.
        "ipv4" | "ip" => format!("192.0.2.{}", random.random_range(1..255)),
        "ipv6" => format!("2001:db8::{:x}", random.random_range(1..0xffff)),
        "byte" | "base64" => {
            // Three bytes are four characters.
            let bytes: Vec<u8> =
                (0..least.div_ceil(4).max(2) * 3).map(|_| random.random()).collect();
            data_encoding::BASE64.encode(&bytes)
        }
        "binary" => names::word(random),
        "password" => format!("{}-{}", names::word(random), random.random_range(1000..10_000)),
        "relative-json-pointer" => format!("0/{}", names::word(random)),
        "regex" => format!("^{}$", names::word(random)),
        _ => return None,
    })
}
