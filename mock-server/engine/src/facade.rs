//! The only module that generated mock code names.
//!
//! It is the contract between the generator and the engine; both change in one commit.

pub use twinspec_blueprint::*;

pub use crate::behaviour::{OperationId, ResourceId};
