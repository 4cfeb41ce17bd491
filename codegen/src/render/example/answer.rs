//! What an example does with the answer of its call.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase as _;
use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Definition, Member, Presence, Shape, Type};
use crate::render::tokens::ident;

type Types<'m> = BTreeMap<&'m str, &'m Definition>;

/// The longest name of a type that an answer is called by.
const LONGEST: usize = 20;

/// Prints statements that make a call and look at its answer.
pub(super) fn used(
    call: &TokenStream,
    success: &Type,
    types: &Types<'_>,
    taken: &BTreeSet<String>,
) -> TokenStream {
    if *success == Type::Empty {
        return quote!(#call;);
    }
    let look = shown(success, types, 1);
    let is_itself = look.as_ref().is_none_or(|it| it.depth == 1);
    let name = called(success, types).filter(|it| is_itself && !taken.contains(it));
    let name = name.unwrap_or_else(|| "answer".to_owned());
    let answer = ident(&name);
    let print = match (success, look) {
        (Type::List(_), _) => quote!(println!("{} in all", #answer.len());),
        (Type::Raw, _) => quote!(println!("{} bytes", #answer.bytes().len());),
        (_, Some(Look { way, what: What::Items(items), .. })) => {
            let is_plural = items.ends_with('s') && items.chars().all(char::is_alphanumeric);
            let text = format!("{{}} {}", if is_plural { &items } else { "in all" });
            quote!(println!(#text, #answer #way.len());)
        }
        (_, Some(Look { way, what: What::Text, .. })) => quote!(println!("{}", #answer #way);),
        (_, Some(Look { way, what: What::Maybe, .. })) => quote!(println!("{:?}", #answer #way);),
        (_, None) => {
            let text = format!("{{{name}:?}}");
            quote!(println!(#text);)
        }
    };
    quote!(let #answer = #call; #print)
}

/// How names of types end that say of a thing only that it is answered.
const ENVELOPES: [&str; 4] = ["_answer", "_response", "_result", "_results"];

/// Returns what the answer is called: like its type, if that says what it is in a word or two.
fn called(ty: &Type, types: &Types<'_>) -> Option<String> {
    let Type::Named(name) = ty else { return None };
    let is_object = matches!(types.get(name.as_str())?.shape, Shape::Object { .. });
    let snake = name.to_snake_case();
    let is_plain = snake.chars().all(|it| it.is_ascii_lowercase() || it == '_');
    let is_word = syn::parse_str::<syn::Ident>(&snake).is_ok();
    let is_short = snake.len() <= LONGEST && snake.matches('_').count() < 2;
    let is_thing = !ENVELOPES.iter().any(|it| snake.ends_with(it));
    (is_object && is_plain && is_word && is_short && is_thing).then_some(snake)
}

/// What of an object is worth a look.
struct Look {
    /// The way to it.
    way: TokenStream,
    /// How many members are on that way.
    depth: usize,
    what: What,
}

enum What {
    /// How many there are of these.
    Items(String),
    /// A text or a number.
    Text,
    /// One that need not be there.
    Maybe,
}

/// The most members of an object that is only there for the list in it.
const AROUND_A_LIST: usize = 8;

fn shown(ty: &Type, types: &Types<'_>, below: usize) -> Option<Look> {
    let (Type::Named(name) | Type::Boxed(name)) = ty else { return None };
    let Shape::Object { members, .. } = &types.get(name.as_str())?.shape else { return None };
    let look = |member: &Member, what| {
        let field = ident(&member.rust);
        Look { way: quote!(.#field), depth: 1, what }
    };
    let required = || members.iter().filter(|it| it.presence == Presence::Required);
    let is_named = |it: &Type| matches!(it, Type::Named(_) | Type::Boxed(_));
    let is_scalar = |it: &&Member| matches!(it.ty, Type::Text | Type::Integer | Type::Number);
    // A list of objects is what a page is about; a list of texts is one property of many.
    let is_list = |it: &Member| matches!(&it.ty, Type::List(item) if is_named(item));
    if let Some(list) = required().find(|it| is_list(it)).filter(|_| members.len() <= AROUND_A_LIST)
    {
        return Some(look(list, What::Items(list.wire.clone())));
    }
    if let Some(id) = required().find(|it| it.rust == "id" && is_scalar(it)) {
        return Some(look(id, What::Text));
    }
    let within = || {
        let member = required().find(|it| is_named(&it.ty))?;
        let inner = shown(&member.ty, types, below.checked_sub(1)?)?;
        let (Look { way: outer, .. }, way) = (look(member, What::Text), inner.way);
        Some(Look { way: quote!(#outer #way), depth: inner.depth + 1, what: inner.what })
    };
    within()
        .or_else(|| Some(look(required().find(is_scalar)?, What::Text)))
        .or_else(|| Some(look(members.iter().find(is_scalar)?, What::Maybe)))
}
