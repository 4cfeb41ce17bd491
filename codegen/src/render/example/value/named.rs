//! Values of named types.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::scalar::is_of;
use super::{Position, Values, Wanted};
use crate::model::{Member, Presence, Shape};
use crate::render::tokens::ident;

/// How deep objects are made in each other.
const DEPTH: usize = 2;

/// How many arguments what makes an object within a call may have.
const ARGUMENTS: usize = 6;

impl<'m> Values<'m> {
    /// Prints a value of a named type.
    pub(super) fn named(
        &mut self,
        name: &'m str,
        wanted: &Wanted<'m>,
        position: Position,
    ) -> Option<TokenStream> {
        let definition = *self.types.get(name)?;
        let path = ident(name);
        let value = match &definition.shape {
            Shape::TextEnum(values) => {
                let is_shown = |it: &str| wanted.example.is_some_and(|example| example == it);
                let value = values.iter().find(|it| is_shown(&it.wire)).or(values.first())?;
                let variant = ident(&value.rust);
                quote!(#path::#variant)
            }
            Shape::ValueEnum(values) => {
                let variant = ident(&values.first()?.rust);
                quote!(#path::#variant)
            }
            Shape::Object { members, .. } => {
                let given: Vec<&Member> =
                    members.iter().filter(|it| it.presence.is_given()).collect();
                if given.is_empty() {
                    quote!(#path::default())
                } else {
                    let is_short = given.len() <= ARGUMENTS && self.open.len() < DEPTH;
                    if !definition.sent || !is_short || self.open.contains(&name) {
                        return None;
                    }
                    self.open.push(name);
                    let arguments = self.arguments(&given, wanted.example);
                    self.open.pop();
                    let arguments = arguments?;
                    quote!(#path::new(#(#arguments),*))
                }
            }
            Shape::Union(variants) => {
                let fits = wanted
                    .example
                    .and_then(|example| variants.iter().find(|it| is_of(&it.ty, example)));
                let variant = fits.or(variants.first())?;
                if self.open.len() > DEPTH {
                    return None;
                }
                self.open.push(name);
                let value = self.try_make(&Wanted { ty: &variant.ty, ..*wanted }, Position::Exact);
                self.open.pop();
                let (value, variant) = (value?, ident(&variant.rust));
                quote!(#path::#variant(#value))
            }
            Shape::Untyped(variants) => {
                let fits = wanted
                    .example
                    .and_then(|example| variants.iter().find(|(_, ty)| is_of(ty, example)));
                let (_, ty) = fits.or(variants.first())?;
                if self.open.len() > DEPTH {
                    return None;
                }
                self.open.push(name);
                let value = self.try_make(&Wanted { ty, ..*wanted }, Position::Alone);
                self.open.pop();
                let value = value?;
                if matches!(position, Position::Argument | Position::Into) {
                    return Some(value);
                }
                quote!(#path::from(#value))
            }
        };
        self.names.insert(name.to_owned());
        Some(value)
    }

    /// Prints what makes an object of what it must have.
    fn arguments(
        &mut self,
        given: &[&'m Member],
        example: Option<&'m Value>,
    ) -> Option<Vec<TokenStream>> {
        let make = |member: &&'m Member| {
            let own = example.and_then(|it| it.get(&member.wire));
            let wanted = Wanted {
                wire: &member.wire,
                rust: &member.rust,
                ty: &member.ty,
                example: own.or(member.example.as_ref()),
            };
            let is_nullable = member.presence == Presence::Nullable;
            let position = if is_nullable { Position::Nullable } else { Position::Argument };
            self.try_make(&wanted, position)
        };
        given.iter().map(make).collect()
    }
}
