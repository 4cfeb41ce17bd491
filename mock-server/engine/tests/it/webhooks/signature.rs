//! How a subscriber knows that the mock sent what it got.

use bytes::Bytes;
use data_encoding::BASE64;
use ed25519_dalek::{Signature, VerifyingKey};
use http::Request;
use twinspec_mock::Subscriber;

use crate::webhooks::{Inbox, URL, blueprint_with_events, library, library_of, subscribed};

/// Verifies a delivery by the raw public key.
fn verify(request: &Request<Bytes>, header: &str, key: &str) -> bool {
    let key: [u8; 32] = BASE64.decode(key.as_bytes()).unwrap().try_into().unwrap();
    let signature = BASE64.decode(request.headers()[header].as_bytes()).unwrap();
    let signature = Signature::from_slice(&signature).unwrap();
    VerifyingKey::from_bytes(&key).unwrap().verify_strict(request.body(), &signature).is_ok()
}

async fn delivered(inbox: &Inbox, library: &crate::library::Library) -> Request<Bytes> {
    library.shelf("one").await;
    library.mock.deliver().await;
    inbox.requests().remove(0)
}

#[tokio::test]
async fn body_is_signed_byte_for_byte() {
    let (library, inbox) = subscribed();
    let mut request = delivered(&inbox, &library).await;
    let key = library.mock.webhook_key().base64();

    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), URL);
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(verify(&request, "X-Library-Signature", &key));

    *request.body_mut() = [request.body(), &b" "[..]].concat().into();
    assert!(!verify(&request, "X-Library-Signature", &key));
}

#[tokio::test]
async fn key_is_that_of_the_seed() {
    let key = |seed| library(|it| it.seed(seed)).0.mock.webhook_key();

    assert_eq!(key(7).base64(), key(7).base64());
    assert_ne!(key(7).base64(), key(8).base64());
}

#[tokio::test]
async fn public_key_is_shown_in_its_usual_envelope() {
    let key = library(|it| it).0.mock.webhook_key();

    let pem = key.pem();
    let lines: Vec<_> = pem.lines().collect();
    assert_eq!((lines[0], lines[2]), ("-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"));
    // The key that HighLevel publishes begins like this: an Ed25519 key in an SPKI envelope.
    assert!(lines[1].starts_with("MCowBQYDK2VwAyEA"), "{pem}");
    let bytes = BASE64.decode(lines[1].as_bytes()).unwrap();
    assert_eq!(BASE64.encode(&bytes[12..]), key.base64());
    assert!(!format!("{key:?}").contains("secret"), "{key:?}");
}

#[tokio::test]
async fn document_that_names_no_header_has_a_usual_one() {
    let mut blueprint = blueprint_with_events();
    for named in [None, Some("not a header".into())] {
        blueprint.webhooks.signature = named;
        let (library, inbox) =
            library_of(&blueprint, |it| it.subscriber(Subscriber::new(URL).unwrap()));
        let request = delivered(&inbox, &library).await;
        assert!(verify(&request, "x-webhook-signature", &library.mock.webhook_key().base64()));
    }
}
