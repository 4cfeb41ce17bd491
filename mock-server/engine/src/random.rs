//! Random numbers that repeat: everything is drawn from one seed.
//!
//! Each use has a stream of its own, so that a read that draws a `traceId` does not shift the ids
//! of the entities that are created after it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// A stream of random values.
#[derive(Debug)]
pub(crate) struct Random {
    source: ChaCha8Rng,
}

impl Random {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(stream);
        Self { source }
    }

    /// Draws a number.
    pub(crate) fn number(&mut self) -> u64 {
        self.source.next_u64()
    }

    /// Returns how far the stream was read.
    pub(crate) fn position(&self) -> u64 {
        // Nobody reads 2^64 words.
        u64::try_from(self.source.get_word_pos()).unwrap_or(u64::MAX)
    }

    /// Goes on from where the stream was read to.
    pub(crate) fn go_to(&mut self, position: u64) {
        self.source.set_word_pos(position.into());
    }

    /// Draws a UUID of version 4 in its usual text form.
    pub(crate) fn uuid(&mut self) -> String {
        let mut bytes = [0; 16];
        self.source.fill_bytes(&mut bytes);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;

        let hex = data_encoding::HEXLOWER.encode(&bytes);
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }

    /// Draws so many letters and digits.
    pub(crate) fn secret(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 62] =
            b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        (0..length).map(|_| char::from(ALPHABET[self.source.random_range(0..62)])).collect()
    }

    /// Draws so many characters of the alphabet.
    pub(crate) fn text(&mut self, alphabet: &[char], length: usize) -> String {
        if alphabet.is_empty() {
            return String::new();
        }
        (0..length).map(|_| alphabet[self.source.random_range(0..alphabet.len())]).collect()
    }
}

/// A stream that several requests draw from.
#[derive(Debug)]
pub(crate) struct Shared(Mutex<Random>);

impl Shared {
    pub(crate) fn new(random: Random) -> Self {
        Self(Mutex::new(random))
    }

    /// Draws a UUID.
    pub(crate) fn uuid(&self) -> String {
        self.lock().uuid()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Random> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Mixes a text into a number: the same on every machine and in every version (FNV-1a).
pub(crate) fn hashed(seed: u64, text: &str) -> u64 {
    hashed_bytes(seed, text.as_bytes())
}

/// Mixes bytes into a number, as [`hashed`] does.
pub(crate) fn hashed_bytes(seed: u64, bytes: &[u8]) -> u64 {
    let bytes = bytes.iter().copied().chain([0xff]);
    bytes.fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
