//! Everything that generated code names.
//!
//! This list is the contract between the generator and the runtime: both change together.

pub use bytes::Bytes;
pub use http::{HeaderMap, StatusCode};
pub use secrecy::SecretString;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::body::{File, Files, Parts};
pub use crate::call::{Call, Sending};
pub use crate::client::{Client, ClientBuilder};
pub use crate::data::field::{Field, Nullable};
pub use crate::data::literal::Literal;
pub use crate::data::object::{copy, debug, equal, parts, parts_mut};
pub use crate::data::parsed::{Parsed, Strict};
pub use crate::data::text_enum::{parse_text_enum, text_of_enum};
pub use crate::data::union::{Mark, Union, equal_unions, read_union, write_union};
pub use crate::data::value_enum::{ValueEnum, json_of_enum, parse_value_enum};
pub use crate::data::{
    Data, Extra, Json, Map, Part, Shape, blank, decode, deserialize, read_json, serialize, to_json,
};
pub use crate::description::{Api, Method, Operation, Parameter, Scheme, Shared, Style};
pub use crate::error::{AnyBody, DecodeError, Error, ErrorBodies, NoBodies, Statuses, unlisted};
pub use crate::operation::Slot;
pub use crate::response::{Answer, Case, Empty, Raw, Response, Text, answer};
#[cfg(feature = "reqwest")]
pub use crate::transport::ReqwestTransport;
pub use crate::transport::{Answering, Transport, TransportError};
pub use crate::{
    __answers as answers, __bodies as bodies, __call as call, __errors as errors, __files as files,
    __members as members, __parameters as parameters, __tags as tags, __types as types,
};
