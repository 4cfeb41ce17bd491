//! Members whose types are not known.

use std::any::Any;
use std::fmt;

use super::{Data, Json, Members};
use crate::error::DecodeError;

/// A member of an object, whatever its type.
///
/// What generated code does with its members goes through this, so that it is compiled once and
/// not for each type.
pub trait Part: Any + fmt::Debug {
    /// Reads the member.
    fn fill(&mut self, json: Json) -> Result<(), DecodeError>;

    /// Makes the member like another one of the same type.
    fn copy(&mut self, other: &dyn Part);

    /// Says whether the member equals another one of the same type.
    fn equals(&self, other: &dyn Part) -> bool;

    /// Writes the member's value.
    fn put(&self, out: &mut Vec<u8>);

    /// Says whether the member is left out.
    fn is_left_out(&self) -> bool;

    /// Writes the members of a map as members of the object around it.
    fn put_members(&self, known: &[&str], out: &mut Members<'_>);
}

impl<T: Data> Part for T {
    fn fill(&mut self, json: Json) -> Result<(), DecodeError> {
        *self = T::read(json)?;
        Ok(())
    }

    fn copy(&mut self, other: &dyn Part) {
        let other: &dyn Any = other;
        if let Some(other) = other.downcast_ref::<T>() {
            self.clone_from(other);
        }
    }

    fn equals(&self, other: &dyn Part) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }

    fn put(&self, out: &mut Vec<u8>) {
        self.write(out);
    }

    fn is_left_out(&self) -> bool {
        self.is_absent()
    }

    fn put_members(&self, known: &[&str], out: &mut Members<'_>) {
        self.write_members(known, out);
    }
}
