//! Credentials: who may call, and what is known of a caller.
//!
//! What was given out is kept beside the entities, behind a lock of its own: most requests only
//! read it, and none waits for a write of the API.

mod admission;
mod denied;
mod door;
mod issued;
mod keyring;
mod rotation;
mod secret;
mod token;
mod voucher;

pub(crate) use crate::credentials::admission::Admission;
pub(crate) use crate::credentials::denied::{Denied, challenge};
pub(crate) use crate::credentials::door::{Caller, Door, Guard};
pub(crate) use crate::credentials::issued::{Issued, Keys, SavedIssued};
pub(crate) use crate::credentials::keyring::{Keyed, Keyring, is_same};
pub(crate) use crate::credentials::rotation::When;
pub(crate) use crate::credentials::secret::{authorization, basic};
pub(crate) use crate::credentials::token::{CLIENT, SCOPES};
pub(crate) use crate::credentials::voucher::{Grant, Status, Voucher, scopes_of};

pub use crate::credentials::denied::Denial;
pub use crate::credentials::token::Token;
