//! Everything that generated code names.
//!
//! This list is the contract between the generator and the runtime: both change together.

pub use bytes::Bytes;
pub use http::{HeaderMap, StatusCode};
pub use secrecy::SecretString;
pub use serde::de::MapAccess;
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::body::{File, Files, Parts};
pub use crate::call::{Call, Sending};
pub use crate::client::{Client, ClientBuilder};
pub use crate::data::field::{Field, Nullable};
pub use crate::data::kind_union::{Kind, KindUnion, read_kind_union};
pub use crate::data::object::{Member, Object, Writer, read_object, write_object};
pub use crate::data::text_enum::{
    TextEnum, parse_text_enum, read_text_enum, text_of_enum, write_text_enum,
};
pub use crate::data::union::{Literal, Mark, Union, read_union, write_tagged};
pub use crate::data::value_enum::{
    ValueEnum, json_of_enum, parse_value_enum, read_value_enum, write_value_enum,
};
pub use crate::data::{
    Data, Extra, Json, Map, blank, decode, read, read_entry, read_json, skip, to_json, write,
};
pub use crate::description::{Api, Method, Operation, Parameter, Scheme, Shared, Style};
pub use crate::error::{AnyBody, DecodeError, Error, ErrorBodies, NoBodies, Statuses, unlisted};
pub use crate::operation::Slot;
pub use crate::parameter::ParameterValue;
pub use crate::response::{Answer, Case, Empty, Raw, Response, Text, answer};
#[cfg(feature = "reqwest")]
pub use crate::transport::ReqwestTransport;
pub use crate::transport::{Answering, Transport, TransportError};
pub use crate::{
    __answers as answers, __bodies as bodies, __call as call, __errors as errors,
    __kind_union as kind_union, __members as members, __object as object,
    __parameters as parameters, __text_enum as text_enum, __union as union, __untyped as untyped,
    __value_enum as value_enum,
};
