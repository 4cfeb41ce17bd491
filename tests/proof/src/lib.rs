//! Proofs that what twinspec generates keeps to the document that it was generated from.
//!
//! Everything here reads the document by itself, as JSON, and has exchanges judged by the referee:
//! a mistake in the generator's reading must not be made here again.

pub mod bundle;
mod document;
mod encode;
mod flatten;
mod make;
mod pattern;
mod pieces;
mod request;
mod scalars;
pub mod walk;
