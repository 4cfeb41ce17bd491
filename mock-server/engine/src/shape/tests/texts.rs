//! Tests of text: formats, and what the name of a property makes of it.

use serde_json::json;

use crate::shape::tests::{SEEDS, judge, shape};

#[test]
fn text_of_every_format_has_that_format() {
    for format in [
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "uuid",
        "uri",
        "uri-reference",
        "uri-template",
        "iri",
        "iri-reference",
        "hostname",
        "ipv4",
        "ipv6",
        "byte",
        "json-pointer",
        "relative-json-pointer",
        "regex",
    ] {
        let text = json!({"type": "string", "format": format}).to_string();
        let judge = judge(&text);
        for seed in 0..SEEDS {
            let sample = shape(&text).sample(seed);

            assert!(judge.is_valid(&sample), "{format}: {sample}");
        }
        // Else nothing would hold them to their format.
        let is_refused =
            |it: &&str| !judge.is_valid(&json!(it)) && !shape(&text).is_valid(&json!(it));
        assert!(["% \\ {", "(", "{"].iter().any(is_refused), "{format}");
    }
}

#[test]
fn names_of_properties_say_what_text_looks_like() {
    let names =
        ["firstName", "email", "avatarUrl", "currency", "birthDate", "billing_email", "ownerId"];
    let properties: serde_json::Map<_, _> =
        names.iter().map(|it| ((*it).to_owned(), json!({"type": "string"}))).collect();
    let text = json!({"type": "object", "properties": properties}).to_string();

    let sample = shape(&text).sample(1);

    let text = |name: &str| sample[name].as_str().unwrap();
    assert!(text("email").starts_with(&text("firstName").to_lowercase()), "{sample}");
    assert!(text("avatarUrl").contains(".png"), "{sample}");
    assert_eq!(text("currency"), "USD");
    assert_eq!(text("birthDate").len(), 10);
    assert!(text("billing_email").contains('@'), "{sample}");
    assert_eq!(text("ownerId").len(), 36);
}
