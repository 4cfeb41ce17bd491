//! The calls of a client for its proof: of each operation, how its typed call is made of values
//! that go by the document's names.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::Place;

use crate::model::{
    Api, Apis, Body, BodyVariant, Credential, Form, Given, Operation, Parameter, Presence, Shared,
    Tag, Type,
};
use crate::render::Module;
use crate::render::client::{Compiled, documents, path};
use crate::render::tokens::{ident, member_ty, ty_from};

/// Makes the modules; `library` is the client's module, which has one for each of several documents.
pub(crate) fn proof<'a>(apis: &'a Apis, library: &str) -> Vec<Module<'a>> {
    let modules = |api: &'a Api| {
        let library = match &api.module {
            Some(module) => format!("{library}::{module}"),
            None => library.to_owned(),
        };
        one(api, &library).into_iter().map(|it| it.within(api.file().as_deref()))
    };
    let mut all: Vec<Module<'a>> = apis.all.iter().flat_map(modules).collect();
    if apis.all.len() > 1 {
        all.push(Module::new("mod.rs", || several(apis)));
    }
    all
}

/// Makes the modules of one document.
fn one<'a>(api: &'a Api, library: &str) -> Vec<Module<'a>> {
    let of_api = library.to_owned();
    let mut modules = vec![
        Module::new("mod.rs", || root(api)),
        Module::new("api.rs", move || entry(api, &of_api)),
    ];
    modules.extend(api.tags.iter().map(|it| {
        let library = library.to_owned();
        Module::new(path(it), move || tag(it, &library))
    }));
    modules
}

fn several(apis: &Apis) -> TokenStream {
    let modules = documents(apis, Compiled::Whole);
    quote! {
        //! How the calls of the clients are made, for their proofs.
        #(#modules)*
    }
}

fn module(path: &str) -> TokenStream {
    path.parse().expect("settings were checked to name a module")
}

fn root(api: &Api) -> TokenStream {
    let tags = api.tags.iter().map(|it| {
        let (module, path) = (ident(&it.module), path(it));
        let path = (!it.module.is_ascii()).then(|| quote!(#[path = #path]));
        quote!(#path mod #module;)
    });
    quote! {
        //! How the calls of the client are made, for its proof.
        mod api;
        #(#tags)*

        pub use api::CALLS;
    }
}

fn entry(api: &Api, library: &str) -> TokenStream {
    let library = module(library);
    // What is the transport's matter has nothing to send.
    let schemes = api.schemes.iter().filter(|it| !matches!(it.credential, Credential::Transport));
    let schemes = schemes.map(|it| &it.wire);
    let shared = api.shared.iter().map(shared);
    let tags = api.tags.iter().map(|it| ident(&it.module));
    quote! {
        //! The client, and what it sends with every call.
        use #library as client;
        use twinspec_proof::facade as rt;

        rt::connect! {
            client::Client {}
            schemes { #(#schemes),* }
            shared { #(#shared,)* }
            tags { #(#tags),* }
        }
    }
}

fn shared(shared: &Shared) -> TokenStream {
    let name = ident(&shared.rust);
    let input = value(&key(shared.place, &shared.wire), &client_ty(&shared.ty));
    quote!(#name = #input)
}

fn tag(tag: &Tag, library: &str) -> TokenStream {
    let (library, module) = (module(library), ident(&tag.module));
    let calls = tag.operations.iter().map(|it| call(it, tag));
    let text = format!(" How the calls of `{}` are made.", tag.rust);
    quote! {
        #![doc = #text]
        use #library as client;
        use twinspec_proof::facade as rt;

        rt::calls! { client::Client = #module {} #(#calls)* }
    }
}

fn call(operation: &Operation, tag: &Tag) -> TokenStream {
    let (id, method) = (&operation.id, ident(&operation.rust));
    let place = format!("{} {}", operation.method.as_str(), operation.path);
    let (required, optional): (Vec<&Parameter>, Vec<&Parameter>) =
        operation.parameters.iter().partition(|it| it.required);
    let mut arguments: Vec<TokenStream> =
        required.into_iter().map(|it| value(&of(it), &argument_ty(&it.ty))).collect();
    let mut setters: Vec<TokenStream> = optional
        .into_iter()
        .map(|it| {
            let (name, input) = (ident(&it.rust), value(&of(it), &client_ty(&it.ty)));
            quote!(#name = #input)
        })
        .collect();
    if let Some(body) = &operation.body {
        of_body(body, tag, &mut arguments, &mut setters);
    }
    quote!(#id: #method = #place { #(#arguments,)* #(#setters,)* })
}

fn of_body(
    body: &Body,
    tag: &Tag,
    arguments: &mut Vec<TokenStream>,
    setters: &mut Vec<TokenStream>,
) {
    let members = match &body.given {
        Given::Members(members) => members,
        Given::Whole(rust) => {
            let input = match &body.form {
                Form::OneOf(variants) => forms(&body.ty, tag, variants),
                _ => value("body", &argument_ty(&body.ty)),
            };
            if body.required {
                arguments.push(input);
            } else {
                let name = ident(rust);
                setters.push(quote!(#name = #input));
            }
            return;
        }
    };
    for input in members {
        let member = &input.member;
        let key = format!("body {}", member.wire);
        let is_plain = matches!(member.presence, Presence::Required | Presence::Optional);
        let whole = || member_ty(&quote!(client::types::), &member.ty, member.presence);
        if member.presence.is_given() {
            let ty = if is_plain { argument_ty(&member.ty) } else { whole() };
            arguments.push(value(&key, &ty));
        } else {
            let name = ident(&input.rust);
            let ty = if is_plain { client_ty(&member.ty) } else { whole() };
            let input = value(&key, &ty);
            setters.push(quote!(#name = #input));
        }
    }
}

/// Prints a body in one of several forms.
fn forms(ty: &Type, tag: &Tag, variants: &[BodyVariant]) -> TokenStream {
    let module = ident(&tag.module);
    let name = match ty {
        Type::Local(name) => {
            let name = ident(name);
            quote!(client::#module::#name)
        }
        ty => client_ty(ty),
    };
    let variants = variants.iter().map(|it| {
        let (rust, ty) = (ident(&it.rust), client_ty(&it.ty));
        let media_type = media_type(&it.form);
        quote!(#rust(#media_type: #ty))
    });
    quote!("body": #name { #(#variants),* })
}

fn media_type(form: &Form) -> &str {
    match form {
        Form::Json(media_type) | Form::File(media_type) | Form::Text(media_type) => media_type,
        Form::Fields(_) => "application/x-www-form-urlencoded",
        Form::Multipart(..) => "multipart/form-data",
        Form::OneOf(_) => "",
    }
}

fn value(key: &str, ty: &TokenStream) -> TokenStream {
    quote!(#key: #ty)
}

fn of(parameter: &Parameter) -> String {
    key(parameter.place, &parameter.wire)
}

fn key(place: Place, name: &str) -> String {
    let place = match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    format!("{place} {name}")
}

fn client_ty(ty: &Type) -> TokenStream {
    ty_from(&quote!(client::types::), ty)
}

/// Prints the type of an argument, which takes no pointer.
fn argument_ty(ty: &Type) -> TokenStream {
    match ty {
        Type::Boxed(name) => client_ty(&Type::Named(name.clone())),
        ty => client_ty(ty),
    }
}
