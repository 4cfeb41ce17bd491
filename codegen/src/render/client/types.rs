//! The types of bodies and parameters.
//!
//! All types of a file stand in one macro of the runtime, as what a reader looks for: names, types
//! and documentation.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{
    Api, Definition, Features, Kind, Literal, LiteralValue, Mark, Shape, TextValue, Type, Variant,
};
use crate::render::Module;
use crate::render::client::object::object;
use crate::render::tokens::{doc, ident, number, ty_from};

/// How many types share a file; more are spread over files by the words of their names.
const IN_ONE_FILE: usize = 400;

/// How many types a file has at least, if they are only a part of a letter's.
const IN_A_FILE: usize = 40;

/// Makes the modules of the types of a document: `types.rs`, and the files below it that it takes
/// them from.
pub(super) fn types<'m>(api: &'m Api, features: Option<&'m Features>) -> Vec<Module<'m>> {
    let groups = features.map_or(&[][..], |it| it.groups.as_slice());
    let grouped: BTreeSet<&String> = groups.iter().flat_map(|it| &it.types).collect();
    let (shared, own): (Vec<&Definition>, Vec<_>) =
        api.types.iter().partition(|it| it.shared.is_some());
    let (others, common): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|it| grouped.contains(&it.rust));
    let mut files = Files::default();
    if groups.is_empty() {
        return whole("types", common, shared);
    }
    files.add("", None, common);
    for group in groups {
        let types = others.iter().filter(|it| group.types.contains(&it.rust)).copied();
        // In front of a hyphen is the document, in whose folder the file is.
        let name = group.feature.rsplit('-').next().unwrap_or_default().trim_start_matches('_');
        files.add(name, Some(&group.feature), types.collect());
    }
    files.modules("types", shared)
}

/// Makes the modules of the types that documents share: `shared.rs`, and the files below it.
pub(super) fn shared(shared: &[Definition]) -> Vec<Module<'_>> {
    if shared.is_empty() {
        Vec::new()
    } else {
        whole("shared", shared.iter().collect(), Vec::new())
    }
}

/// Makes the modules of types that are compiled always; `shared` are beside them by another module.
fn whole<'m>(
    module: &'static str,
    types: Vec<&'m Definition>,
    shared: Vec<&'m Definition>,
) -> Vec<Module<'m>> {
    if types.len() <= IN_ONE_FILE {
        let code = move || file(&types, taken(&shared).as_ref(), &TokenStream::new());
        return vec![Module::new(format!("{module}.rs"), code)];
    }
    let mut files = Files::default();
    files.add("", None, types);
    files.modules(module, shared)
}

/// Takes shared types in, under the names that they have here.
fn taken(shared: &[&Definition]) -> Option<TokenStream> {
    let names = shared.iter().filter_map(|it| {
        let (name, here) = (it.shared.as_ref()?, ident(&it.rust));
        let renamed = (*name != it.rust).then(|| quote!(as #here));
        let name = ident(name);
        Some(quote!(#name #renamed))
    });
    (!shared.is_empty()).then(|| quote!(pub use super::super::shared::{#(#names),*};))
}

fn root(names: &[(String, Option<&str>)], shared: &[&Definition]) -> TokenStream {
    let shared = taken(shared);
    let names = names.iter().map(|(name, feature)| {
        let raw = if syn::parse_str::<syn::Ident>(name).is_err() { "r#" } else { "" };
        let (name, feature) = (ident(&format!("{raw}{name}")), feature.map(|it| quote!(if #it)));
        quote!(#name #feature)
    });
    quote! {
        //! What goes in and what comes out.
        use twinspec_client::facade as rt;

        #shared

        rt::files!(#(#names),*);
    }
}

/// The files of types, by name.
#[derive(Default)]
struct Files<'m>(BTreeMap<String, TypesFile<'m>>);

/// The types of a file, and the feature that compiles it.
struct TypesFile<'m> {
    feature: Option<&'m str>,
    definitions: Vec<&'m Definition>,
}

impl<'m> Files<'m> {
    /// Puts the types of a group into a file, or into several if they are many.
    fn add(&mut self, group: &str, feature: Option<&'m str>, definitions: Vec<&'m Definition>) {
        if definitions.len() <= IN_ONE_FILE {
            let name = if group.is_empty() { "common" } else { group };
            return self.insert(name.to_lowercase(), TypesFile { feature, definitions });
        }
        for (name, definitions) in spread(definitions, 0) {
            let name = if group.is_empty() { name } else { format!("{group}_{name}") };
            self.insert(name, TypesFile { feature, definitions });
        }
    }

    /// Makes the modules; `shared` are beside the types by another one.
    fn modules(self, module: &'static str, shared: Vec<&'m Definition>) -> Vec<Module<'m>> {
        let names = self.0.iter().map(|(name, it)| (name.clone(), it.feature)).collect::<Vec<_>>();
        let root = Module::new(format!("{module}.rs"), move || root(&names, &shared));
        let files = self.0.into_iter().map(|(name, it)| {
            let code = move || file(&it.definitions, None, &quote!(super::));
            Module::new(format!("{module}/{name}.rs"), code)
        });
        std::iter::once(root).chain(files).collect()
    }

    fn insert(&mut self, mut name: String, file: TypesFile<'m>) {
        while self.0.contains_key(&name) {
            name.push('_');
        }
        self.0.insert(name, file);
    }
}

/// Groups types by the first letter of their names, and groups that are too large by more words.
///
/// Which file a type stands in is nobody's concern: all of them are in `types`.
fn spread(definitions: Vec<&Definition>, words: usize) -> BTreeMap<String, Vec<&Definition>> {
    let mut groups: BTreeMap<String, Vec<&Definition>> = BTreeMap::new();
    for definition in definitions {
        groups.entry(beginning(&definition.rust, words)).or_default().push(definition);
    }
    let mut files = BTreeMap::new();
    for (name, group) in groups {
        if group.len() > IN_ONE_FILE && words < MOST_WORDS {
            for (longer, group) in spread(group, words + 1) {
                // A file for each few types would be more to look through, not less.
                let name = if group.len() < IN_A_FILE { name.clone() } else { longer };
                files.entry(name).or_insert_with(Vec::new).extend(group);
            }
        } else {
            files.entry(name).or_insert_with(Vec::new).extend(group);
        }
    }
    files
}

/// How many words of a name a file is called by.
const MOST_WORDS: usize = 3;

/// Returns how a name begins: its first letter, or so many of its words.
fn beginning(name: &str, words: usize) -> String {
    let snake = name.to_snake_case();
    let beginning = match words {
        0 => snake.chars().take(1).collect(),
        _ => snake.split('_').take(words).collect::<Vec<_>>().join("_"),
    };
    let is_plain = beginning.starts_with(|it: char| it.is_ascii_alphabetic())
        && beginning.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    match beginning.as_str() {
        _ if !is_plain => "others".to_owned(),
        // No keyword ends so.
        _ => format!("{beginning}{}", if words == 0 { "" } else { "_types" }),
    }
}

/// Prints types that stand in one file, with those that it takes from elsewhere.
fn file(
    definitions: &[&Definition],
    taken: Option<&TokenStream>,
    path: &TokenStream,
) -> TokenStream {
    let types = (!definitions.is_empty()).then(|| {
        let definitions = definitions.iter().map(|it| definition(it, path));
        quote! {
            use twinspec_client::facade as rt;

            rt::types! { #(#definitions)* }
        }
    });
    quote! {
        //! What goes in and what comes out.
        #taken
        #types
    }
}

fn definition(definition: &Definition, path: &TokenStream) -> TokenStream {
    if let Shape::Object { members, extra } = &definition.shape {
        return object(definition, members, extra.as_ref(), path);
    }
    let name = ident(&definition.rust);
    let doc = doc(&definition.doc, "");
    match &definition.shape {
        Shape::Object { .. } => TokenStream::new(),
        Shape::TextEnum(values) => {
            let values = values.iter().map(text_value);
            quote!(#doc pub enum #name { #(#values,)* })
        }
        Shape::ValueEnum(values) => {
            let values = values.iter().map(literal_value);
            quote!(#doc pub enum #name { #(#values,)* })
        }
        Shape::Union(variants) => {
            let variants = variants.iter().enumerate().map(|(index, it)| variant(index, it, path));
            quote!(#doc pub enum #name { #(#variants,)* })
        }
        Shape::Untyped(variants) => {
            let variants = variants.iter().map(|(method, ty)| untyped(method, ty, path));
            quote!(#doc pub struct #name { #(#variants,)* })
        }
    }
}

fn text_value(value: &TextValue) -> TokenStream {
    let (variant, wire) = (ident(&value.rust), &value.wire);
    quote!(#variant = #wire)
}

fn literal_value(value: &LiteralValue) -> TokenStream {
    let (variant, wire) = (ident(&value.rust), literal(&value.wire));
    let doc = doc(&format!("`{}`.", value.wire.text()), "");
    quote!(#doc #variant = #wire)
}

fn variant(index: usize, variant: &Variant, path: &TokenStream) -> TokenStream {
    let (name, ty, index) = (ident(&variant.rust), ty_from(path, &variant.ty), number(index));
    let marks = variant.marks.iter().map(mark);
    quote!(#name(#ty) = (#index, #(#marks),*))
}

fn untyped(method: &str, ty: &Type, path: &TokenStream) -> TokenStream {
    let (method, ty) = (ident(method), ty_from(path, ty));
    quote!(#method: #ty)
}

fn mark(mark: &Mark) -> TokenStream {
    match mark {
        Mark::Tag(member, Literal::Integer(integer)) => {
            let integer = proc_macro2::Literal::i64_unsuffixed(*integer);
            quote!(integer_tag(#member, #integer))
        }
        Mark::Tag(member, Literal::Boolean(flag)) => quote!(boolean_tag(#member, #flag)),
        Mark::Tag(member, value) => {
            let text = value.text();
            quote!(tag(#member, #text))
        }
        Mark::Member(member) => quote!(member(#member)),
        Mark::Kind(kind) => match kind {
            Kind::Text => quote!(text),
            Kind::Integer => quote!(integer),
            Kind::Number => quote!(number),
            Kind::Boolean => quote!(boolean),
            Kind::List => quote!(list),
            Kind::Object => quote!(object),
        },
    }
}

fn literal(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Text(text) => quote!(Text(#text)),
        Literal::Integer(integer) => {
            let integer = proc_macro2::Literal::i64_unsuffixed(*integer);
            quote!(Integer(#integer))
        }
        Literal::Number(number) => {
            let number = proc_macro2::Literal::f64_unsuffixed(*number);
            quote!(Number(#number))
        }
        Literal::Boolean(flag) => quote!(Boolean(#flag)),
        Literal::Null => quote!(Null),
    }
}
