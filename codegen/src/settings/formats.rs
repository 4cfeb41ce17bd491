//! The Rust types that a user chose for formats, checked before anything is generated.
//!
//! A choice is a path to a type, in Rust's words. In a text it stands as `rt::Parsed<T>`, which
//! keeps what does not parse, or with `strict:` in front as `rt::Strict<T>`, which refuses it. In a
//! number only the runtime's own numeric types can stand, so that reading stays in one place.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens as _;

use crate::error::Error;
use crate::model::Type;

/// The numeric types that the runtime reads; `true` for those that have a fraction.
const NUMBERS: [(&str, bool); 10] = [
    ("i8", false),
    ("i16", false),
    ("i32", false),
    ("i64", false),
    ("u8", false),
    ("u16", false),
    ("u32", false),
    ("u64", false),
    ("f32", true),
    ("f64", true),
];

/// Types that cannot read what they print, or read nothing at all: the beginning of their path,
/// and why.
const UNFIT: [(&str, &str); 3] = [
    ("chrono::DateTime", "it prints itself as `2026-11-24 09:00:00 UTC`, which is no date-time"),
    ("chrono::NaiveDateTime", "it prints itself in another way than it reads"),
    ("time::", "its types need a description of the format and have no `FromStr`"),
];

/// The crates whose versions are known, with what a manifest says of them.
const CRATES: [(&str, &str); 4] =
    [("chrono", "\"0.4\""), ("jiff", "\"1\""), ("url", "\"2\""), ("uuid", "\"1\"")];

/// The types of formats.
#[derive(Clone, Debug, Default)]
pub(crate) struct Formats {
    chosen: BTreeMap<String, Choice>,
    crates: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Choice {
    /// The type, with a path from the root.
    ty: String,
    is_strict: bool,
    /// Whether it is a number, and then whether it has a fraction.
    number: Option<bool>,
}

impl Formats {
    /// Checks what the settings say.
    pub(crate) fn read(given: &BTreeMap<String, String>) -> Result<Self, Error> {
        let mut formats = Self::default();
        for (format, words) in given {
            let choice = formats.choice(format, words).map_err(|why| {
                Error::Settings(format!("the type of the format `{format}`: {why}"))
            })?;
            formats.chosen.insert(format.clone(), choice);
        }
        Ok(formats)
    }

    /// Returns the type of a text with this format, if one was chosen.
    pub(crate) fn text(&self, format: &str) -> Option<Type> {
        let choice = self.chosen.get(format)?;
        let around = if choice.is_strict { "Strict" } else { "Parsed" };
        Some(Type::Chosen(format!("rt::{around}<{}>", choice.ty)))
    }

    /// Returns the type of a number with this format, if one was chosen that it can have.
    pub(crate) fn number(&self, format: &str, is_integer: bool) -> Option<Type> {
        let choice = self.chosen.get(format)?;
        let has_fraction = choice.number?;
        // A whole type for any number would refuse what the document allows.
        (is_integer || has_fraction).then(|| Type::Chosen(choice.ty.clone()))
    }

    /// Forgets the crates of formats that a document does not have.
    pub(crate) fn used_in(mut self, texts: &[&str]) -> Self {
        let is_used = |name: &String| {
            let begin = format!("::{name}::");
            texts.iter().any(|it| it.contains(&begin))
        };
        self.crates.retain(is_used);
        self
    }

    /// Returns the crates that the types come from, each with the value of its dependency, if its
    /// version is known.
    pub(crate) fn crates(&self) -> impl Iterator<Item = (&str, Option<&'static str>)> {
        self.crates.iter().map(|name| {
            let known = CRATES.iter().find(|(it, _)| it == name);
            (name.as_str(), known.map(|(_, value)| *value))
        })
    }

    fn choice(&mut self, format: &str, words: &str) -> Result<Choice, String> {
        if format == "binary" {
            return Err("a `binary` text is a file and has no other type".to_owned());
        }
        let (is_strict, words) = match words.strip_prefix("strict:") {
            Some(words) => (true, words.trim()),
            None => (false, words.trim()),
        };
        if let Some((_, has_fraction)) = NUMBERS.iter().find(|(it, _)| *it == words) {
            return Ok(Choice { ty: words.to_owned(), is_strict, number: Some(*has_fraction) });
        }
        if let Some((_, why)) = UNFIT.iter().find(|(begin, _)| words.starts_with(begin)) {
            return Err(format!(
                "`{words}` does not fit: {why}; a type of your own (`crate::…`) does"
            ));
        }
        let parsed = syn::parse_str(words);
        let mut ty: syn::Type = parsed.map_err(|_| format!("`{words}` is not a type"))?;
        self.root(&mut ty).ok_or_else(|| {
            let numbers = NUMBERS.map(|(it, _)| it).join("`, `");
            format!(
                "expected the whole path of a type, as in `jiff::Timestamp`, or one of `{numbers}`, \
                 found `{words}`"
            )
        })?;
        Ok(Choice { ty: ty.to_token_stream().to_string(), is_strict, number: None })
    }

    /// Lets every path in a type start at the root: a module of the client may be called like a
    /// crate. Returns nothing if it is not a type that can stand in generated code.
    fn root(&mut self, ty: &mut syn::Type) -> Option<()> {
        let syn::Type::Path(syn::TypePath { qself: None, path, .. }) = ty else { return None };
        if NUMBERS.iter().any(|(it, _)| path.is_ident(it)) {
            return Some(());
        }
        let first = path.segments.first()?.ident.to_string();
        if path.segments.len() < 2 || matches!(first.as_str(), "self" | "super" | "Self") {
            return None;
        }
        if first != "crate" {
            path.leading_colon = Some(<syn::Token![::]>::default());
            if !matches!(first.as_str(), "std" | "core" | "alloc") {
                self.crates.insert(first);
            }
        }
        for segment in &mut path.segments {
            match &mut segment.arguments {
                syn::PathArguments::None => {}
                syn::PathArguments::AngleBracketed(given) => {
                    for argument in &mut given.args {
                        let syn::GenericArgument::Type(ty) = argument else { return None };
                        self.root(ty)?;
                    }
                }
                syn::PathArguments::Parenthesized(_) => return None,
            }
        }
        Some(())
    }
}
