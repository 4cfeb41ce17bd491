//! Names that Rust has other plans for.
