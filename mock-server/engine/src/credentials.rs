//! Credentials: who may call, and what is known of a caller.
//!
//! What was given out is kept beside the entities, behind a lock of its own: most requests only
//! read it, and none waits for a write of the API.

mod denied;
mod door;
mod issued;
mod keyring;
mod rotation;
mod secret;
mod token;

pub(crate) use crate::credentials::denied::{Denied, challenge};
pub(crate) use crate::credentials::door::{Door, Guard};
pub(crate) use crate::credentials::issued::{Issued, SavedIssued};
pub(crate) use crate::credentials::keyring::Keyring;
pub(crate) use crate::credentials::rotation::When;

pub use crate::credentials::denied::Denial;
pub use crate::credentials::token::Token;
