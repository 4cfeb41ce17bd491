//! Everything that generated code names.
//!
//! This list is the contract between the generator and the runtime: both change together.

pub use bytes::Bytes;
pub use http::{HeaderMap, StatusCode};
pub use secrecy::SecretString;
pub use serde::de::MapAccess;
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::call::{Call, Sending};
pub use crate::client::{Client, ClientBuilder};
pub use crate::data::field::{Field, Nullable};
pub use crate::data::kind_union::{Kind, KindUnion, read_kind_union};
pub use crate::data::object::{Member, Object, Writer, read_object, write_object};
pub use crate::data::text_enum::{
    TextEnum, parse_text_enum, read_text_enum, text_of_enum, write_text_enum,
};
pub use crate::data::{Data, Extra, Json, Map, blank, decode, read, read_json, skip, write};
pub use crate::description::{Api, Method, Operation, Parameter, Scheme, Shared};
pub use crate::error::{AnyBody, DecodeError, Error, ErrorBodies, NoBodies, Statuses};
pub use crate::parameter::ParameterValue;
pub use crate::response::{Answer, Empty, Response};
#[cfg(feature = "reqwest")]
pub use crate::transport::ReqwestTransport;
pub use crate::transport::{Answering, Transport, TransportError};
pub use crate::{__kind_union as kind_union, __object as object, __text_enum as text_enum};
