//! Everything that generated code names.

pub use twinspec_client::facade::{
    Empty, Field, File, Json, Map, Nullable, Parsed, Raw, Strict, Text,
};

pub use crate::calls::{Call, Calls, Sent, send};
pub use crate::given::Given;
pub use crate::transport::Wire;
pub use crate::{__calls as calls, __connect as connect};

/// Where the calls go that never leave the process.
pub const SERVER: &str = "https://proof.test";

/// A credential for every scheme: a token, and a user with a password.
pub const SECRET: &str = "proof:0123456789";
