//! The client type and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use twinspec_blueprint::Place;

use crate::model::{Api, Credential, Features, Scheme, Shared, Tag, Variable};
use crate::render::client::gated;
use crate::render::tokens::{doc, ident, option, ty};

pub(super) fn entry(api: &Api, features: Option<&Features>) -> TokenStream {
    let client_doc =
        doc("", &format!("A client of the {}; clones share its connections.", api.title));
    let tags = gated(api, features).map(|(it, feature)| tag(it, feature)).collect::<Vec<_>>();
    let tags = (!tags.is_empty()).then(|| quote!(rt::tags! { Client { #(#tags,)* } }));
    let token = api.schemes.iter().any(|it| matches!(it.credential, Credential::Bearer));
    let token = token.then(self::token);
    let basic = api.schemes.iter().any(|it| matches!(it.credential, Credential::Basic));
    let basic = basic.then(self::basic);
    let variables = api.variables.iter().map(variable);
    let credential = (!api.schemes.is_empty()).then(credential);
    let shared_setters = api.shared.iter().map(shared_setter);
    let base_url = &api.base_url;
    let schemes = api.schemes.iter().map(scheme);
    let shared = api.shared.iter().map(shared);
    quote! {
        //! The client and its builder.
        use twinspec_client::facade as rt;

        #client_doc
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: rt::Client,
        }

        impl Client {
            /// Starts a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { inner: rt::ClientBuilder::new(&API) }
            }

            /// Returns the URL that the paths of the operations are appended to.
            #[must_use]
            pub fn base_url(&self) -> &str {
                self.inner.base_url()
            }
        }

        #tags

        /// Says where the server is and who calls.
        #[derive(Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder {
            inner: rt::ClientBuilder,
        }

        impl ClientBuilder {
            /// Calls this server, not the one that the document names.
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self { inner: self.inner.base_url(url) }
            }

            #(#variables)*

            #token

            #basic

            #credential

            #(#shared_setters)*

            /// Sends requests in another way: through a proxy, or to a mock in the same process.
            pub fn transport(self, transport: impl rt::Transport + 'static) -> Self {
                Self { inner: self.inner.transport(transport) }
            }

            /// Gives up on a call after this time; the default is 30 seconds.
            ///
            /// A transport of your own keeps its own time.
            pub fn timeout(self, timeout: std::time::Duration) -> Self {
                Self { inner: self.inner.timeout(timeout) }
            }

            /// Makes the client, or says what is wrong with what it was told.
            pub fn build(self) -> Result<Client, rt::Error> {
                self.inner.build().map(|inner| Client { inner })
            }
        }

        static API: rt::Api = rt::Api {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            base_url: #base_url,
            schemes: &[#(#schemes),*],
            shared: &[#(#shared),*],
        };
    }
}

fn tag(tag: &Tag, feature: Option<&str>) -> TokenStream {
    let (module, rust) = (ident(&tag.module), ident(&tag.rust));
    let doc = doc(&tag.doc, &format!("The operations of `{}`.", tag.rust));
    let feature = feature.map(|it| quote!(if #it));
    quote! {
        #doc
        #module: #rust #feature
    }
}

fn token() -> TokenStream {
    quote! {
        /// Sends this bearer token with each call that asks for one.
        ///
        /// It is never shown: not in errors, and not by `Debug`.
        pub fn token(self, token: impl Into<rt::SecretString>) -> Self {
            Self { inner: self.inner.token(token) }
        }
    }
}

fn basic() -> TokenStream {
    quote! {
        /// Sends this user and password with each call that asks for them.
        pub fn basic(self, user: &str, password: &str) -> Self {
            Self { inner: self.inner.basic(user, password) }
        }
    }
}

fn variable(variable: &Variable) -> TokenStream {
    let (name, wire) = (ident(&variable.rust), &variable.wire);
    let doc = doc(&variable.doc, "");
    quote! {
        #doc
        pub fn #name(self, value: impl Into<String>) -> Self {
            Self { inner: self.inner.variable(#wire, value) }
        }
    }
}

fn credential() -> TokenStream {
    quote! {
        /// Sends this secret with each call that asks for this security scheme of the document.
        pub fn credential(self, scheme: &str, secret: impl Into<rt::SecretString>) -> Self {
            Self { inner: self.inner.credential(scheme, secret) }
        }
    }
}

fn shared_setter(shared: &Shared) -> TokenStream {
    let (rust, wire, ty) = (ident(&shared.rust), &shared.wire, ty(&shared.ty));
    let meaning = Some(shared.doc.trim()).filter(|it| !it.is_empty());
    let meaning = meaning.map_or_else(|| format!("Sets `{wire}` for every call."), str::to_owned);
    let default = shared.default.as_ref().map(|it| format!("\n\nThe default is `{it}`."));
    let doc = doc(&format!("{meaning}{}", default.unwrap_or_default()), "");
    quote! {
        #doc
        pub fn #rust(self, value: impl Into<#ty>) -> Self {
            Self { inner: self.inner.shared(#wire, &Into::<#ty>::into(value)) }
        }
    }
}

fn shared(shared: &Shared) -> TokenStream {
    let wire = &shared.wire;
    let default = option(shared.default.as_ref().map(|it| quote!(#it)));
    let place = ident(if shared.place == Place::Query { "query" } else { "header" });
    quote!(rt::Shared::#place(#wire, #default))
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let wire = &scheme.wire;
    match &scheme.credential {
        Credential::Bearer => quote!(rt::Scheme::bearer(#wire)),
        Credential::Header(name) => quote!(rt::Scheme::key_in_header(#wire, #name)),
        Credential::Query(name) => quote!(rt::Scheme::key_in_query(#wire, #name)),
        Credential::Cookie(name) => quote!(rt::Scheme::key_in_cookie(#wire, #name)),
        Credential::Basic => quote!(rt::Scheme::basic(#wire)),
        Credential::Transport => quote!(rt::Scheme::of_transport(#wire)),
    }
}
