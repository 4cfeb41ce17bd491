//! How the body of an answer becomes a value.

use bytes::Bytes;

use crate::data::{Data, decode, to_text};
use crate::error::{DecodeError, Statuses, select_status};

use super::{Empty, Raw, Text};

/// A type that the body of an answer can be read as.
///
/// An operation with several answers has an enum of its own: [`CASES`](Self::CASES) says which
/// status and media type belongs to which variant.
pub trait Answer: Sized {
    /// What the request says that it would like to get.
    const ACCEPT: &'static str = "application/json";

    /// The answers that are told apart; the index in this list is what
    /// [`from_answer`](Self::from_answer) takes.
    const CASES: &'static [Case] = &[];

    /// Reads an answer; the index is the length of the list if no case fits.
    fn from_answer(index: usize, raw: &Raw) -> Result<Self, DecodeError>;

    /// Writes the value as the body that it was read from: nothing of an answer may get lost.
    fn to_body(&self) -> Bytes;
}

/// One of several answers.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    statuses: Statuses,
    media_type: Option<&'static str>,
}

impl Case {
    /// Describes the answer with some statuses, in whatever media type it comes.
    #[must_use]
    pub const fn new(statuses: Statuses) -> Self {
        Self { statuses, media_type: None }
    }

    /// Says in which media type the answer comes; `text/*` is one too.
    #[must_use]
    pub const fn media(self, media_type: &'static str) -> Self {
        Self { media_type: Some(media_type), ..self }
    }
}

/// Reads an answer as the case that it is.
pub fn answer<T: Answer>(raw: &Raw) -> Result<T, DecodeError> {
    T::from_answer(select_case(T::CASES, raw), raw)
}

fn select_case(cases: &[Case], raw: &Raw) -> usize {
    let statuses: Vec<Statuses> = cases.iter().map(|it| it.statuses).collect();
    let Some(statuses) = select_status(&statuses, raw.status()) else { return cases.len() };
    let of_status = || cases.iter().enumerate().filter(|(_, it)| it.statuses == statuses);
    let is_named = |(_, it): &(usize, &Case)| it.media_type.is_some_and(|it| raw.is_of(it));
    let is_any = |(_, it): &(usize, &Case)| it.media_type.is_none();
    let found = of_status().find(is_named).or_else(|| of_status().find(is_any));
    found.map_or(cases.len(), |(index, _)| index)
}

impl<T: Data> Answer for T {
    fn from_answer(_: usize, raw: &Raw) -> Result<Self, DecodeError> {
        // A value that may be left out is left out by an answer that has no body.
        if raw.bytes().trim_ascii().is_empty() {
            let blank = T::blank();
            if blank.is_absent() {
                return Ok(blank);
            }
        }
        decode(raw.bytes())
    }

    fn to_body(&self) -> Bytes {
        // On its own it is what has no body; as a value it would be `null`.
        if self.is_absent() { Bytes::new() } else { to_text(self).into() }
    }
}

impl Answer for Empty {
    fn from_answer(_: usize, _: &Raw) -> Result<Self, DecodeError> {
        Ok(Self)
    }

    fn to_body(&self) -> Bytes {
        Bytes::new()
    }
}

impl Answer for Raw {
    const ACCEPT: &'static str = "*/*";

    fn from_answer(_: usize, raw: &Raw) -> Result<Self, DecodeError> {
        Ok(raw.clone())
    }

    fn to_body(&self) -> Bytes {
        self.bytes().clone()
    }
}

impl Answer for Text {
    // The errors of an API that answers with text are mostly JSON.
    const ACCEPT: &'static str = "text/plain, */*;q=0.8";

    fn from_answer(_: usize, raw: &Raw) -> Result<Self, DecodeError> {
        Ok(Self(raw.text().into_owned()))
    }

    fn to_body(&self) -> Bytes {
        self.0.clone().into()
    }
}
