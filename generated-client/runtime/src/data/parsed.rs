//! Texts that are a value of some other type: a time, an id, an address.
//!
//! Which type a format of the document has is a setting of the generator. [`Parsed`] keeps the text
//! as it came, so that one odd date does not cost the answer around it; [`Strict`] refuses it.

use std::fmt::{self, Debug, Display};
use std::ops::Deref;
use std::str::FromStr;

use super::field::{Field, Nullable};
use super::{Data, Json, write};
use crate::error::DecodeError;

/// A type that a text of an answer can be parsed as.
///
/// It is there by itself for every type that is made of text and becomes text.
pub trait Parse: FromStr + Display + Clone + Debug + PartialEq + 'static {}

impl<T: FromStr + Display + Clone + Debug + PartialEq + 'static> Parse for T {}

/// A text, and the value that it is; whatever the server sent is kept.
///
/// ```
/// use std::net::Ipv4Addr;
/// use twinspec_client::Parsed;
///
/// let good: Parsed<Ipv4Addr> = Parsed::from_text("127.0.0.1");
/// assert_eq!(good.value(), Some(&Ipv4Addr::LOCALHOST));
///
/// let odd: Parsed<Ipv4Addr> = Parsed::from_text("localhost");
/// assert_eq!((odd.value(), odd.as_str()), (None, "localhost"));
///
/// assert_eq!(Parsed::from(Ipv4Addr::LOCALHOST), good);
/// ```
#[derive(Clone)]
pub struct Parsed<T> {
    text: String,
    value: Option<T>,
}

impl<T: Parse> Parsed<T> {
    /// Takes any text, whether it is a value or not.
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { value: text.parse().ok(), text }
    }
}

impl<T> Parsed<T> {
    /// Returns the value, if the text is one.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns the value, if the text is one, and gives up the text.
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// Returns the text as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Parse> Data for Parsed<T> {
    fn blank() -> Self {
        Self { text: String::new(), value: None }
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        String::read(json).map(Self::from_text)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(&self.text, out);
    }
}

// A text has no conversion of its own: for a `T` that is a text it would be this one.
impl<T: Parse> From<T> for Parsed<T> {
    fn from(value: T) -> Self {
        Self { text: value.to_string(), value: Some(value) }
    }
}

/// Any text is one, so this never fails.
impl<T: Parse> FromStr for Parsed<T> {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from_text(text))
    }
}

/// Two texts that are the same value are equal, however they are written.
impl<T: PartialEq> PartialEq for Parsed<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(value), Some(other)) => value == other,
            _ => self.text == other.text,
        }
    }
}

impl<T> Debug for Parsed<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.text, out)
    }
}

impl<T> Display for Parsed<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.text)
    }
}

/// A value that is a text on the wire; an answer with a text that is none cannot be read.
///
/// ```
/// use std::net::Ipv4Addr;
/// use twinspec_client::Strict;
///
/// let address = Strict::from(Ipv4Addr::LOCALHOST);
/// assert!(address.is_loopback());
/// assert_eq!(address.to_string(), "127.0.0.1");
/// ```
#[derive(Clone, PartialEq)]
pub struct Strict<T>(Option<T>);

impl<T> Strict<T> {
    /// Returns the value itself.
    #[expect(clippy::missing_panics_doc, reason = "blank values never leave the runtime")]
    pub fn into_value(self) -> T {
        self.0.expect(NOT_BLANK)
    }
}

/// Only reading makes blank values, and fails where it cannot fill them.
const NOT_BLANK: &str = "what was read or made has a value";

impl<T> Deref for Strict<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect(NOT_BLANK)
    }
}

impl<T: Parse> Data for Strict<T> {
    fn blank() -> Self {
        Self(None)
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        let text = String::read(json)?;
        let parsed = text.parse().map_err(|_| {
            let wanted = std::any::type_name::<T>();
            DecodeError::new(format!("invalid value: string {text:?}, expected `{wanted}`"))
        });
        parsed.map(|it| Self(Some(it)))
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(&self.0.as_ref().map(T::to_string), out);
    }
}

impl<T: Parse> From<T> for Strict<T> {
    fn from(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T: Debug> Debug for Strict<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => Debug::fmt(value, out),
            None => out.write_str("_"),
        }
    }
}

impl<T: Display> Display for Strict<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&**self, out)
    }
}

/// Lets a value be given where it may be absent or null.
macro_rules! wrapped {
    ($($outer:ident<$inner:ident>),*) => { $(
        impl<T: Parse> From<T> for $outer<$inner<T>> {
            fn from(value: T) -> Self {
                Self::Value(value.into())
            }
        }
    )* };
}

wrapped!(Field<Parsed>, Field<Strict>, Nullable<Parsed>, Nullable<Strict>);
