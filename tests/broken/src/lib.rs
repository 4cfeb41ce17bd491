//! Pairs of client and mock that agree with each other and not with the document.
//!
//! A mistake in the generator would move both twins alike, and every test between them would stay
//! green. So here such mistakes are planted on purpose, each by an overlay on the flagship's
//! document, and `tests/it/broken.rs` shows that the referee, who reads the true document, sees
//! every one. The pair `intact` has none: there the referee must be content.

include!(concat!(env!("OUT_DIR"), "/pairs.rs"));
