//! Proofs that what twinspec generates keeps to the document that it was generated from.
//!
//! A generated test crate says of each operation how its typed call is made ([`facade`]); all the
//! rest is here. A [`Proof`] reads the document by itself, as JSON, makes values from its schemas,
//! has exchanges judged by the referee, and compares what comes out with what went in. Nothing but
//! the calls themselves is the generator's: a mistake in its reading must not be made here again.
//!
//! - *Requests*: what a call is given (what is required; everything; values at the edges of what is
//!   allowed) is valid when it is sent, and is what is sent.
//! - *Answers* and *errors*: what is answered arrives as what the document calls it, and written
//!   again it is the same: absent, null, unknown members and unknown values of enums included.
//! - *Resources*: what is created on the mock is read, listed, changed and deleted, and is gone
//!   ([`walk`]).
//!
//! What cannot be proved of an operation, because the document contradicts itself or nobody can
//! tell from it what to send, is listed with its reason.

pub mod bundle;
mod calls;
mod document;
mod edges;
mod encode;
#[doc(hidden)]
pub mod facade;
mod flatten;
mod given;
mod in_process;
mod make;
mod node;
mod pattern;
mod pieces;
mod plan;
mod prove;
mod request;
mod scalars;
mod transport;
pub mod walk;

pub use crate::in_process::InProcess;
pub use crate::prove::{Proof, Report};
