//! Any bytes are generated, or refused with a reason; nothing panics, and what is generated is Rust.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = twinspec::fuzz(text);
    }
});
