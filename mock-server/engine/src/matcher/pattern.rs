//! One segment of a path template.

use std::borrow::Cow;

use crate::request::escape;

/// A segment of a path template, read once.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// `contacts`
    Literal(String),
    /// `{contactId}`
    Parameter(String),
    /// `{id}.json`, `{a}:{b}`, `v{major}`
    Mixed(Vec<Piece>),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(String),
    Parameter(String),
}

impl Pattern {
    pub(crate) fn parse(segment: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = segment;
        while let Some((literal, parameter, after)) = next_parameter(rest) {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            pieces.push(Piece::Parameter(parameter.to_owned()));
            rest = after;
        }
        if pieces.is_empty() {
            // A request is compared decoded, so a template that is escaped already must be too.
            let decoded = escape::decode_segment(rest).map(Cow::into_owned);
            return Self::Literal(decoded.unwrap_or_else(|_| rest.to_owned()));
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        match <[Piece; 1]>::try_from(pieces) {
            Ok([Piece::Parameter(name) | Piece::Literal(name)]) => Self::Parameter(name),
            Err(pieces) => Self::Mixed(pieces),
        }
    }

    /// Compares the pattern with a decoded segment and notes the values of its parameters.
    pub(crate) fn fits<'m, 's>(
        &'m self,
        segment: &'s str,
        values: &mut Vec<(&'m str, &'s str)>,
    ) -> bool {
        match self {
            Self::Literal(literal) => literal == segment,
            Self::Parameter(_) if segment.is_empty() => false,
            Self::Parameter(name) => {
                values.push((name, segment));
                true
            }
            Self::Mixed(pieces) => fit(pieces, segment, values),
        }
    }

    /// Ranks patterns: the fewer other segments one fits, the smaller the rank.
    pub(crate) fn looseness(&self) -> (u8, usize) {
        match self {
            Self::Literal(_) => (0, 0),
            Self::Mixed(pieces) => {
                let literal: usize = pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Literal(text) => text.len(),
                        Piece::Parameter(_) => 0,
                    })
                    .sum();
                (1, usize::MAX - literal)
            }
            Self::Parameter(_) => (2, 0),
        }
    }
}

/// Fits pieces to a text; a parameter takes as little as lets the rest fit, and never nothing.
fn fit<'m, 's>(pieces: &'m [Piece], text: &'s str, values: &mut Vec<(&'m str, &'s str)>) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Literal(literal), rest @ ..] => {
            text.strip_prefix(literal.as_str()).is_some_and(|text| fit(rest, text, values))
        }
        [Piece::Parameter(name)] => {
            values.push((name, text));
            !text.is_empty()
        }
        [Piece::Parameter(name), rest @ ..] => {
            let known = values.len();
            for (end, _) in text.char_indices().skip(1) {
                values.truncate(known);
                values.push((name, &text[..end]));
                if fit(rest, &text[end..], values) {
                    return true;
                }
            }
            values.truncate(known);
            false
        }
    }
}

/// Splits a template at its first parameter: the text before, its name, the text after.
fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}
