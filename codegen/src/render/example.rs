//! A call of each operation as its caller writes it, which `cargo test --doc` compiles.
//!
//! Arguments are made of the document's own examples, else of what their types allow. What cannot
//! be shown in a few words is a variable that the function around the call takes.

mod answer;
mod value;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use twinspec_blueprint::Method;

use crate::model::{
    Api, Body, BodyVariant, Definition, Form, Given, Operation, Presence, Tag, Type,
};
use crate::render::example::value::{Position, Values, Wanted};
use crate::render::tokens::ident;

/// What examples of an API are made of.
pub(crate) struct Examples<'m> {
    /// The client's crate, or its module, as a caller names it.
    crate_path: &'m str,
    /// What it is called in there, if it is one of several.
    module: Option<&'m str>,
    /// The types by name.
    types: BTreeMap<&'m str, &'m Definition>,
}

/// How a caller names what examples use.
struct Paths {
    /// The client's crate, or its module.
    library: TokenStream,
    /// What is the document's own in it: one of several has a module.
    client: TokenStream,
}

/// A call as it stands in a program.
#[derive(Default)]
pub(crate) struct Call {
    /// The values that it is given, each with its type.
    pub(crate) variables: Vec<(Ident, TokenStream)>,
    /// The types that it names.
    pub(crate) names: Vec<String>,
    /// How many arguments it has.
    pub(crate) arguments: usize,
    /// The call itself, which is sent when it is awaited.
    pub(crate) sent: TokenStream,
    /// The call, and what is done with its answer.
    pub(crate) statements: TokenStream,
    /// The import of the types.
    pub(crate) import: TokenStream,
}

impl<'m> Examples<'m> {
    pub(crate) fn new(api: &'m Api, library: &'m str) -> Self {
        let types = api.types.iter().map(|it| (it.rust.as_str(), it)).collect();
        Self { crate_path: library, module: api.module.as_deref(), types }
    }

    fn paths(&self) -> Paths {
        let library = self.crate_path.parse();
        let library: TokenStream = library.expect("settings were checked to name a module");
        let module = self.module.map(ident);
        let client = module.map_or_else(|| library.clone(), |it| quote!(#library::#it));
        Paths { library, client }
    }

    /// Returns the lines of an operation's example; none if its arguments cannot be named outside
    /// of the client.
    pub(super) fn of(&self, tag: &Tag, operation: &Operation) -> Vec<String> {
        let Paths { library, client } = self.paths();
        let call = self.call(tag, operation, &[]);
        let client = (ident("client"), quote!(&#client::Client));
        if !call.is_public() {
            return Vec::new();
        }
        let error = quote!(#library::Error);
        hide(&lines(call.function("example", &[client], &TokenStream::new(), &error)))
    }

    /// Makes a call; `taken` are the names that its variables cannot have, besides `client`.
    pub(crate) fn call(&self, tag: &Tag, operation: &Operation, taken: &[&str]) -> Call {
        let mut values = Values::new(&self.types, self.paths(), taken);
        let required = operation.parameters.iter().filter(|it| it.required);
        let mut arguments: Vec<TokenStream> = required
            .map(|it| {
                let wanted = Wanted {
                    wire: &it.wire,
                    rust: &it.rust,
                    ty: &it.ty,
                    example: it.example.as_ref(),
                };
                values.make(&wanted, of_argument(&it.ty))
            })
            .collect();
        if let Some(body) = operation.body.as_ref().filter(|it| it.required) {
            of_body(body, tag, &mut values, &mut arguments);
        }
        let (module, method) = (ident(&tag.module), ident(&operation.rust));
        let call = quote!(client.#module().#method(#(#arguments),*));
        let awaited = quote!(#call.await?);
        let statements = if operation.method == Method::Delete {
            // Whoever deletes wants no answer but that it worked.
            quote!(#awaited;)
        } else {
            answer::used(&awaited, &operation.success, &self.types, &values.taken)
        };
        Call {
            arguments: arguments.len(),
            sent: call,
            statements,
            import: values.import(),
            names: values.names.into_iter().collect(),
            variables: values.variables,
        }
    }
}

impl Call {
    /// Whether all its variables can be named outside of the client.
    pub(crate) fn is_public(&self) -> bool {
        !self.variables.iter().any(|(_, ty)| ty.to_string().contains("crate ::"))
    }

    /// Prints a function around the call, which takes these values, and then the variables.
    pub(crate) fn function(
        &self,
        name: &str,
        before: &[(Ident, TokenStream)],
        begin: &TokenStream,
        error: &TokenStream,
    ) -> TokenStream {
        let Self { variables, import, statements, .. } = self;
        let name = ident(name);
        let inputs = before.iter().chain(variables).map(|(name, ty)| quote!(#name: #ty));
        quote! {
            async fn #name(#(#inputs),*) -> Result<(), #error> {
                #import
                #begin
                #statements
                Ok(())
            }
        }
    }
}

/// Returns what an argument of a method takes: few types are not converted.
fn of_argument(ty: &Type) -> Position {
    match ty {
        Type::Boolean | Type::Map(_) | Type::Empty => Position::Exact,
        _ => Position::Argument,
    }
}

fn of_body<'m>(
    body: &'m Body,
    tag: &Tag,
    values: &mut Values<'m>,
    arguments: &mut Vec<TokenStream>,
) {
    match &body.given {
        Given::Members(inputs) => {
            for input in inputs.iter().filter(|it| it.member.presence.is_given()) {
                let is_nullable = input.member.presence == Presence::Nullable;
                let position =
                    if is_nullable { Position::Nullable } else { of_argument(&input.member.ty) };
                let wanted = Wanted {
                    wire: &input.member.wire,
                    rust: &input.rust,
                    ty: &input.member.ty,
                    example: input.member.example.as_ref(),
                };
                arguments.push(values.make(&wanted, position));
            }
        }
        Given::Whole(rust) => {
            let example = body.example.as_ref();
            let wanted = Wanted { wire: rust, rust, ty: &body.ty, example };
            arguments.push(match (&body.form, &body.ty) {
                (Form::OneOf(variants), Type::Local(name)) => {
                    let [BodyVariant { rust: variant, ty, .. }, ..] = variants.as_slice() else {
                        return;
                    };
                    let value = values.make(&Wanted { ty, ..wanted }, Position::Exact);
                    let (module, name, variant) = (ident(&tag.module), ident(name), ident(variant));
                    let client = &values.paths.client;
                    quote!(#client::#module::#name::#variant(#value))
                }
                _ => values.make(&wanted, of_argument(&body.ty)),
            });
        }
    }
}

/// Formats an item.
pub(crate) fn lines(item: TokenStream) -> Vec<String> {
    let file = syn::parse2(item).expect("an example is Rust that parses");
    prettyplease::unparse(&file).lines().map(str::to_owned).collect()
}

/// Makes an example of a function: what is around its statements is compiled and not shown.
fn hide(function: &[String]) -> Vec<String> {
    let head = function.iter().position(|it| it.ends_with('{')).map_or(0, |it| it + 1);
    let (head, rest) = function.split_at(head);
    let shown = &rest[..rest.len().saturating_sub(2)];
    let hidden = |it: &String| format!("# {}", it.trim());
    let shown: Vec<&str> = shown.iter().map(|it| it.strip_prefix("    ").unwrap_or(it)).collect();
    let shown = joined(&shown).into_iter();
    let fence = || ["```".to_owned()].into_iter();
    let end = ["# Ok(()) }".to_owned()].into_iter();
    fence().chain(head.iter().map(hidden)).chain(shown).chain(end).chain(fence()).collect()
}

/// The longest line that is made of several.
const WIDTH: usize = 92;

/// Puts a chain of calls into one line if that is short: outside of the function there is more room.
fn joined(lines: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for chunk in lines.chunk_by(|_, next| next.starts_with("    .")) {
        let line: String = chunk.iter().map(|it| it.trim()).collect();
        if !chunk[0].starts_with(' ') && line.len() <= WIDTH && line.ends_with(';') {
            joined.push(line);
        } else {
            joined.extend(chunk.iter().map(|it| (*it).to_owned()));
        }
    }
    joined
}
