//! Texts that are values of another type.

use std::net::Ipv4Addr;

use serde_json::json;
use twinspec_client::facade::{self as rt, Data};
use twinspec_client::{Field, Json, Parsed, Strict};

rt::types! {
    /// A host as the generator writes it when `ipv4` is a type of its own.
    pub struct Host: new(address(Parsed<Ipv4Addr>)) {
        /// Where it is.
        pub address: Parsed<Ipv4Addr>,
        /// Where it was.
        pub former: Field<Parsed<Ipv4Addr>>,
        /// Where its name is known.
        pub servers: Option<Vec<Strict<Ipv4Addr>>>,
    }
}

fn written(value: &impl Data) -> Json {
    rt::to_json(value)
}

#[test]
fn a_text_that_parses_is_text_and_value() {
    let host: Host = rt::read_json(&json!({"address": "10.0.0.1"})).unwrap();

    assert_eq!(host.address.value(), Some(&Ipv4Addr::new(10, 0, 0, 1)));
    assert_eq!(host.address.as_str(), "10.0.0.1");
}

#[test]
fn a_text_that_does_not_parse_is_kept_and_sent_back() {
    let json = json!({"address": "10.0.0.256", "former": "nowhere"});
    let host: Host = rt::read_json(&json).unwrap();

    assert_eq!(host.address.value(), None);
    assert_eq!(written(&host), json);
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let refused = rt::read_json::<Host>(&json!({"address": 7})).unwrap_err();

    assert_eq!(refused.to_string(), "address: invalid type: integer `7`, expected a string");
}

#[test]
fn a_strict_text_that_does_not_parse_is_refused_with_its_place() {
    let json = json!({"address": "10.0.0.1", "servers": ["10.0.0.2", "ns.example.org"]});
    let refused = rt::read_json::<Host>(&json).unwrap_err();

    assert_eq!(
        refused.to_string(),
        "servers[1]: invalid value: string \"ns.example.org\", \
         expected `core::net::ip_addr::Ipv4Addr`"
    );
}

#[test]
fn values_and_texts_are_given_alike() {
    let mut host = Host::new(Ipv4Addr::LOCALHOST);
    host.former = Ipv4Addr::new(10, 0, 0, 1).into();
    host.servers = Some(vec![Ipv4Addr::BROADCAST.into()]);

    assert_eq!(
        written(&host),
        json!({"address": "127.0.0.1", "former": "10.0.0.1", "servers": ["255.255.255.255"]})
    );
    assert_eq!(Host::new(Parsed::from_text("tbd")).address.as_str(), "tbd");
    assert_eq!(host.clone(), host);
}

#[test]
fn values_decide_whether_two_texts_are_equal() {
    let of = |text: &str| Parsed::<f64>::from_text(text);

    assert_eq!(of("1.0"), of("1.00"));
    assert_ne!(of("1.0"), of("2.0"));
    assert_eq!(of("x"), of("x"));
    assert_ne!(of("x"), of("y"));
}
