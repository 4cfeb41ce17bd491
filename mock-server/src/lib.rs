//! A stateful mock of the `HighLevel` (`GoHighLevel`) Contacts API.
//!
//! [`BLUEPRINT`] is what the document says; the generator makes it. [`behaviour`] is what
//! `HighLevel` does and a document cannot say; it is written by hand and names operations,
//! resources and properties by generated constants, so that a change of the document that pulls
//! the ground from under it does not compile.
//!
//! ```
//! use twinspec_mock::Mock;
//!
//! let (name, text) = ghl_mock::SEED;
//! let mock = Mock::builder(&ghl_mock::BLUEPRINT)
//!     .behaviour(ghl_mock::behaviour())
//!     .data(name, text)
//!     .build()?;
//! let service = mock.service(); // a `tower` service: no socket needed
//! # drop(service);
//! # Ok::<(), twinspec_mock::Error>(())
//! ```

mod behaviour;
#[rustfmt::skip]
pub mod generated;

pub use behaviour::{Choices, LOCATION_ID, Missing, behaviour, behaviour_with};
pub use generated::{BLUEPRINT, Operation, Resource};

/// The name and the text of the data that the mock starts with unless it is told otherwise.
pub const SEED: (&str, &str) = ("spec/seed.yaml", include_str!("../../spec/seed.yaml"));
