//! The runtime under every client that twinspec generates.
//!
//! A generated client describes an API: its types, its operations, and a constant for each
//! operation that says method, path and parameters.
//! This crate does what the constants describe: it builds the request, sends it through a
//! [`Transport`], and reads the answer.
//! An application uses the generated client, and meets the types of this crate in its signatures:
//!
//! - [`Response`] is an answer: the value, with status and headers.
//! - [`Error`] is everything that can go wrong, with the documented bodies of the operation.
//! - [`Field`] and [`Nullable`] tell absent, null and value apart, in requests and in answers.
//! - [`Parsed`] and [`Strict`] are texts with a value of a type that you chose for their format.
//! - [`File`] is what an operation uploads; [`Raw`] and [`Text`] are answers that are not JSON.
//! - [`Transport`] is the seam to the network: the default one uses `reqwest` (feature `reqwest`,
//!   on by default); another one can answer in tests.
//!
//! Unknown members and unknown values of enums in answers are kept, because an API grows.
//! Credentials appear in no error and in no `Debug` output.

mod body;
mod call;
mod client;
mod credential;
mod data;
mod description;
mod error;
#[doc(hidden)]
pub mod facade;
mod operation;
mod response;
mod style;
mod transport;
mod url;

pub use bytes;
pub use http;

pub use crate::body::File;
pub use crate::data::field::{Field, Nullable};
pub use crate::data::parsed::{Parse, Parsed, Strict};
pub use crate::data::{Extra, Json, Map};
pub use crate::error::{AnyBody, DecodeError, Error};
pub use crate::response::{Empty, Raw, Response, Text};
#[cfg(feature = "reqwest")]
pub use crate::transport::ReqwestTransport;
pub use crate::transport::{Answering, Transport, TransportError};
