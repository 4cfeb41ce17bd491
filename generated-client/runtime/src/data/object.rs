//! Objects: one way to read, write, copy, compare and show them all.

use std::fmt;

use super::{Data, Json, Members, Part, Shape};
use crate::error::DecodeError;

/// Reads an object.
pub(super) fn read<T: Data>(name: &str, members: &[&str], json: Json) -> Result<T, DecodeError> {
    let mut object = T::blank();
    fill(name, members, object.parts_mut(), json)?;
    Ok(object)
}

fn fill(
    name: &str,
    members: &[&str],
    parts: Vec<&mut dyn Part>,
    json: Json,
) -> Result<(), DecodeError> {
    let Json::Object(mut given) = json else {
        return Err(DecodeError::mismatch(&json, &format!("an object ({name})")));
    };
    let mut missing = Vec::new();
    let mut parts = parts.into_iter();
    for (member, part) in members.iter().zip(&mut parts) {
        match given.remove(*member) {
            Some(json) => part.fill(json).map_err(|it| it.at_member(member))?,
            // What may be left out is left out when it is blank.
            None if part.is_left_out() => {}
            None => missing.push(format!("`{member}`")),
        }
    }
    if !missing.is_empty() {
        return Err(DecodeError::new(format!("missing {}", missing.join(", "))));
    }
    match parts.next() {
        Some(extra) if !given.is_empty() => extra.fill(Json::Object(given)),
        _ => Ok(()),
    }
}

/// Writes an object.
pub(super) fn write<T: Data>(object: &T, members: &[&str], out: &mut Vec<u8>) {
    put(members, &object.parts(), out);
}

fn put(members: &[&str], parts: &[&dyn Part], out: &mut Vec<u8>) {
    let mut written = Members::begin(out);
    for (member, part) in members.iter().zip(parts).filter(|(_, part)| !part.is_left_out()) {
        part.put(written.name(member));
    }
    // A described member was written already; twice the same key is not an object.
    if let Some(extra) = parts.get(members.len()) {
        extra.put_members(members, &mut written);
    }
    written.end();
}

/// Returns an object like another one.
pub fn copy<T: Data>(object: &T) -> T {
    let mut copied = T::blank();
    for (part, original) in copied.parts_mut().into_iter().zip(object.parts()) {
        part.copy(original);
    }
    copied
}

/// Says whether two objects have equal members.
pub fn equal<T: Data>(one: &T, other: &T) -> bool {
    one.parts().into_iter().zip(other.parts()).all(|(one, other)| one.equals(other))
}

/// Shows an object, each member by its name on the wire.
pub fn debug<T: Data>(object: &T, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Shape::Object { name, members } = T::SHAPE else { return Ok(()) };
    let parts = object.parts();
    let mut shown = out.debug_struct(name);
    for (member, part) in members.iter().zip(&parts) {
        shown.field(member, part);
    }
    if let Some(extra) = parts.get(members.len()) {
        shown.field("extra", extra);
    }
    shown.finish()
}

/// Makes an object, or whatever else it is: each member is a field, with its name on the wire if
/// that is another one, as in `pub due_date: String = "dueDate"`.
///
/// `with extra` adds the field that keeps members which the document does not name, as JSON or as
/// `with extra(File)`. `: default` is for an object that can be made of nothing, and
/// `: new(title(String), tags([String]))` for one that is made of these members.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (
        struct $object:ident $(#$meta:tt)*
        $(with $extra:ident $(($typed:ty))?)? $(: $made:ident $(($($given:tt)*))?)?
        { $($(#$doc:tt)* pub $field:ident: $member:ty $(= $wire:literal)?),* $(,)? }
    ) => {
        $(#$meta)*
        #[non_exhaustive]
        pub struct $object {
            $($(#$doc)* pub $field: $member,)*
            $(
                /// What the server sent and the document does not name.
                pub $extra: $crate::facade::Extra$(<$typed>)?,
            )?
        }

        impl $crate::facade::Data for $object {
            const SHAPE: $crate::facade::Shape<Self> = $crate::facade::Shape::Object {
                name: ::core::stringify!($object),
                members: &[$($crate::__wire!($field $($wire)?)),*],
            };

            fn blank() -> Self {
                Self {
                    $($field: $crate::facade::blank(),)*
                    $($extra: $crate::facade::blank(),)?
                }
            }

            fn parts(&self) -> ::std::vec::Vec<&dyn $crate::facade::Part> {
                $crate::facade::parts([$(&self.$field,)* $(&self.$extra)?])
            }

            fn parts_mut(&mut self) -> ::std::vec::Vec<&mut dyn $crate::facade::Part> {
                $crate::facade::parts_mut([$(&mut self.$field,)* $(&mut self.$extra)?])
            }
        }

        impl ::core::clone::Clone for $object {
            fn clone(&self) -> Self {
                $crate::facade::copy(self)
            }
        }

        impl ::core::fmt::Debug for $object {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::facade::debug(self, out)
            }
        }

        impl ::core::cmp::PartialEq for $object {
            fn eq(&self, other: &Self) -> bool {
                $crate::facade::equal(self, other)
            }
        }

        $crate::__serde!($object);

        $($crate::__made!($object $made $(($($given)*))?);)?
    };
    (struct $($untyped:tt)*) => {
        $crate::__untyped! { struct $($untyped)* }
    };
    (enum $($values:tt)*) => {
        $crate::__text_enum! { enum $($values)* }
    };
}

/// The members of an object, in a row.
pub fn parts<const N: usize>(parts: [&dyn Part; N]) -> Vec<&dyn Part> {
    parts.into()
}

/// The members of an object, to be filled.
pub fn parts_mut<const N: usize>(parts: [&mut dyn Part; N]) -> Vec<&mut dyn Part> {
    parts.into()
}

/// The name of a member on the wire.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    ($field:ident) => {
        ::core::stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

/// Lets an object be made of nothing, because nothing is required of it, or of what is required.
#[doc(hidden)]
#[macro_export]
macro_rules! __made {
    ($object:ident default) => {
        impl ::core::default::Default for $object {
            fn default() -> Self {
                $crate::facade::blank()
            }
        }
    };
    ($object:ident new($($field:ident $input:tt),+ $(,)?)) => {
        impl $object {
            /// Makes one with what it must have, and nothing else.
            #[must_use]
            pub fn new($($field: $crate::__input!($input)),+) -> Self {
                Self {
                    $($field: $crate::__given!($input, $field),)+
                    ..$crate::facade::blank()
                }
            }
        }
    };
}
