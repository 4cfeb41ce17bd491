//! A typed async client for the `HighLevel` (`GoHighLevel`) Contacts API.
//!
//! Each operation is a builder that is sent when it is awaited: what it must have are arguments,
//! what it may have are methods.
//!
//! ```no_run
//! # async fn example() -> Result<(), ghl_contacts::Error> {
//! use ghl_contacts::Client;
//!
//! let client = Client::builder().token("pit-…").build()?;
//! let created = client
//!     .contacts()
//!     .create("Lq3VtYb8ZkR1mWc7Xd20")
//!     .first_name("Mara")
//!     .email("mara@example.org")
//!     .await?;
//! let id = &created.contact.id;
//! client.tasks().create(id, "Call back", "2026-11-25T09:00:00Z", false).await?;
//! # Ok(())
//! # }
//! ```
//!
//! An [`Error`] says in one line which call failed and why, and each operation's documented errors
//! are its type: `Error<contacts::CreateError>`. With `?` all of them become one [`Error`].

#[rustfmt::skip]
mod generated;

pub use generated::{
    Client, ClientBuilder, appointments, contacts, errors, notes, tags, tasks, types,
};
pub use twinspec_client::{
    Answering, DecodeError, Error, Extra, Field, File, Json, Nullable, Raw, ReqwestTransport,
    Response, Text, Transport, TransportError, bytes, http,
};

/// The example of the project's front page compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct FrontPage;
