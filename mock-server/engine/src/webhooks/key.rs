//! The key that deliveries are signed with.

use data_encoding::BASE64;
use ed25519_dalek::{Signer as _, SigningKey};

use crate::random::Random;

/// What stands before the 32 bytes of an Ed25519 key in its usual envelope (SPKI, RFC 8410).
const ENVELOPE: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The pair of keys of a mock; only the public one can be seen.
#[derive(Clone)]
pub struct WebhookKey(SigningKey);

impl WebhookKey {
    pub(super) fn new(random: &mut Random) -> Self {
        let mut secret = [0; 32];
        for part in secret.chunks_exact_mut(8) {
            part.copy_from_slice(&random.number().to_le_bytes());
        }
        Self(SigningKey::from_bytes(&secret))
    }

    /// Signs the bytes of a body; the signature is in Base64.
    pub(super) fn sign(&self, body: &[u8]) -> String {
        BASE64.encode(&self.0.sign(body).to_bytes())
    }

    /// Returns the 32 bytes of the public key in Base64.
    #[must_use]
    pub fn base64(&self) -> String {
        BASE64.encode(self.0.verifying_key().as_bytes())
    }

    /// Returns the public key as PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        let bytes = [&ENVELOPE[..], self.0.verifying_key().as_bytes()].concat();
        let text = BASE64.encode(&bytes);
        format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")
    }
}

impl std::fmt::Debug for WebhookKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("WebhookKey").field(&self.base64()).finish()
    }
}
