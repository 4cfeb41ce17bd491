//! Values as a caller writes them.

mod named;
mod scalar;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::quote;
use serde_json::Value;

use self::scalar::{integer, is_shown, json, number_of, text};
use crate::model::{Definition, Type};
use crate::render::example::Paths;
use crate::render::tokens::{ident, ty_from};

/// A value that is wanted.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'m> {
    /// What it is called on the wire.
    pub(super) wire: &'m str,
    /// What a variable for it is called.
    pub(super) rust: &'m str,
    pub(super) ty: &'m Type,
    pub(super) example: Option<&'m Value>,
}

/// What is around a value, and so how much of it is converted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// An argument: a list is anything with items, everything else what converts into it.
    Argument,
    /// What converts into it.
    Into,
    /// What converts into it or is nothing.
    Nullable,
    /// The value itself, of a type that is known.
    Exact,
    /// The value itself, which has to tell its type.
    Alone,
}

/// Makes values, and remembers what it takes to write them.
pub(super) struct Values<'m> {
    types: &'m BTreeMap<&'m str, &'m Definition>,
    pub(super) paths: Paths,
    pub(super) variables: Vec<(Ident, TokenStream)>,
    /// The types that are named.
    pub(super) names: BTreeSet<String>,
    /// The names that no variable can have.
    pub(super) taken: BTreeSet<String>,
    /// The objects that are being made, from the outside in.
    open: Vec<&'m str>,
}

impl<'m> Values<'m> {
    pub(super) fn new(
        types: &'m BTreeMap<&'m str, &'m Definition>,
        paths: Paths,
        taken: &[&str],
    ) -> Self {
        let taken = ["client"].iter().chain(taken).map(|it| (*it).to_owned()).collect();
        Self {
            types,
            paths,
            variables: Vec::new(),
            names: BTreeSet::new(),
            taken,
            open: Vec::new(),
        }
    }

    /// Prints a value, or a variable for one that takes too many words.
    pub(super) fn make(&mut self, wanted: &Wanted<'m>, position: Position) -> TokenStream {
        let names = self.names.clone();
        self.try_make(wanted, position).unwrap_or_else(|| {
            // What was begun is not used.
            self.names = names;
            self.variable(wanted, position)
        })
    }

    /// Prints the import of the types that are named.
    pub(super) fn import(&self) -> TokenStream {
        let names: Vec<Ident> = self.names.iter().map(|it| ident(it)).collect();
        let client = &self.paths.client;
        match names.as_slice() {
            [] => TokenStream::new(),
            [name] => quote!(use #client::types::#name;),
            names => quote!(use #client::types::{#(#names),*};),
        }
    }

    /// Lets whoever reads it say what the value is.
    fn variable(&mut self, wanted: &Wanted<'m>, position: Position) -> TokenStream {
        let mut name = wanted.rust.to_owned();
        while !self.taken.insert(name.clone()) {
            name = format!("{}_", name.trim_start_matches("r#"));
        }
        // What is converted may be behind a pointer or not, and the call itself wants it bare.
        let bare = match (wanted.ty, position) {
            (Type::Boxed(name), Position::Argument | Position::Into) => Type::Named(name.clone()),
            (ty, _) => ty.clone(),
        };
        let name = ident(&name);
        let ty = self.ty(&bare);
        self.variables.push((name.clone(), ty));
        quote!(#name)
    }

    /// Prints a type as it is called outside of the client.
    fn ty(&self, ty: &Type) -> TokenStream {
        let Paths { library, client } = &self.paths;
        let printed = ty_from(&quote!(#client::types::), ty);
        in_library(printed, library)
    }

    fn try_make(&mut self, wanted: &Wanted<'m>, position: Position) -> Option<TokenStream> {
        let is_converted =
            matches!(position, Position::Argument | Position::Into | Position::Nullable);
        let inner = if position == Position::Exact { Position::Exact } else { Position::Alone };
        let example = wanted.example;
        Some(match wanted.ty {
            Type::Text if is_converted => {
                let text = text(wanted);
                quote!(#text)
            }
            Type::Text => {
                let text = text(wanted);
                quote!(#text.to_owned())
            }
            Type::Integer => integer(example.and_then(Value::as_i64).unwrap_or(1), position),
            Type::Number => {
                let number = example.and_then(Value::as_f64).unwrap_or(1.0);
                let number = Literal::f64_unsuffixed(number);
                quote!(#number)
            }
            Type::Boolean => {
                let flag = example.and_then(Value::as_bool).unwrap_or(true);
                quote!(#flag)
            }
            Type::Chosen(ty) => number_of(ty, example)?,
            Type::Json => json(example?, position)?,
            Type::File => {
                let bytes = Literal::byte_string(b"...");
                match position {
                    Position::Argument | Position::Into => quote!(#bytes.to_vec()),
                    Position::Exact => quote!(#bytes.to_vec().into()),
                    Position::Nullable | Position::Alone => return None,
                }
            }
            Type::Maybe(ty) => {
                let value = self.try_make(&Wanted { ty, ..*wanted }, inner)?;
                quote!(Some(#value))
            }
            Type::List(item) => self.list(wanted, item, position)?,
            Type::Tuple(items) => {
                let examples = example.and_then(Value::as_array);
                let mut values = Vec::new();
                for (index, ty) in items.iter().enumerate() {
                    let example = examples.and_then(|it| it.get(index));
                    values.push(self.try_make(&Wanted { ty, example, ..*wanted }, inner)?);
                }
                let end = (values.len() == 1).then(|| quote!(,));
                quote!((#(#values),* #end))
            }
            Type::Map(value) => {
                let first = example.and_then(Value::as_object).and_then(|it| it.iter().next());
                let first = first.filter(|(name, _)| is_shown(name));
                let (name, example) = first.map_or(("name", None), |(name, it)| (name, Some(it)));
                let wanted = Wanted { wire: "value", ty: value, example, ..*wanted };
                match position {
                    Position::Argument | Position::Into => {
                        let value = self.try_make(&wanted, Position::Alone)?;
                        quote!([(#name.to_owned(), #value)])
                    }
                    Position::Exact => {
                        let value = self.try_make(&wanted, Position::Exact)?;
                        quote!([(#name.to_owned(), #value)].into())
                    }
                    Position::Nullable | Position::Alone => return None,
                }
            }
            Type::Named(name) => self.named(name, wanted, position)?,
            Type::Boxed(name) => {
                let value = self.named(name, wanted, position)?;
                match position {
                    Position::Argument | Position::Into => value,
                    _ => quote!(Box::new(#value)),
                }
            }
            Type::Empty | Type::Raw | Type::Plain | Type::Local(_) => return None,
        })
    }

    fn list(
        &mut self,
        wanted: &Wanted<'m>,
        item: &'m Type,
        position: Position,
    ) -> Option<TokenStream> {
        let of_item = match position {
            Position::Argument => Position::Into,
            Position::Exact => Position::Exact,
            Position::Into | Position::Nullable | Position::Alone => Position::Alone,
        };
        let examples = wanted.example.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        // One object says what two would.
        let shown = if matches!(item, Type::Text | Type::Integer) { 2 } else { 1 };
        let mut values = Vec::new();
        for example in examples.iter().take(shown).map(Some).chain([None]) {
            if example.is_some() || values.is_empty() {
                let wanted = Wanted { ty: item, example, ..*wanted };
                values.push(self.try_make(&wanted, of_item)?);
            }
        }
        let list = quote!([#(#values),*]);
        Some(if position == Position::Argument { list } else { quote!(vec!#list) })
    }
}

/// Lets what belongs to the runtime be found in the client, which shows it.
fn in_library(tokens: TokenStream, library: &TokenStream) -> TokenStream {
    let renamed = |token| match token {
        TokenTree::Ident(it) if it == "rt" => library.clone(),
        TokenTree::Group(it) => {
            TokenTree::from(Group::new(it.delimiter(), in_library(it.stream(), library))).into()
        }
        token => token.into(),
    };
    tokens.into_iter().map(renamed).collect()
}
