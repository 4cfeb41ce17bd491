//! The mock: the blueprint as a static, and names for its parts that the compiler checks.

use std::collections::BTreeSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::Resource;

use crate::model::Api;
use crate::render::Module;
use crate::render::blueprint::blueprint;
use crate::render::tokens::{doc, ident};

pub(crate) fn mock(api: &Api) -> Vec<Module> {
    vec![
        Module { path: "mod.rs".to_owned(), code: root(api) },
        Module { path: "blueprint.rs".to_owned(), code: blueprint(&api.blueprint) },
    ]
}

fn root(api: &Api) -> TokenStream {
    let blueprint = &api.blueprint;
    let module_doc = format!(" What the mock knows of the {}.", api.title);
    let operations: Vec<_> =
        blueprint.operations.iter().map(|it| ident(&it.id.to_upper_camel_case())).collect();
    let operation_docs = blueprint
        .operations
        .iter()
        .map(|it| doc("", &format!("`{} {}`", it.method.as_str(), it.path)));
    let resources: Vec<_> =
        blueprint.resources.iter().map(|it| ident(&it.name.to_upper_camel_case())).collect();
    let resource_docs =
        blueprint.resources.iter().map(|it| doc("", &format!("The {}.", it.plural)));
    let modules = blueprint.resources.iter().map(properties);
    quote! {
        #![doc = #module_doc]
        use twinspec_mock::facade as rt;

        mod blueprint;

        pub use blueprint::BLUEPRINT;

        /// The operations, to hang behaviour on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            #(#operation_docs #operations,)*
        }

        impl From<Operation> for rt::OperationId {
            fn from(operation: Operation) -> Self {
                Self(operation as usize)
            }
        }

        /// The resources, to hang behaviour on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Resource {
            #(#resource_docs #resources,)*
        }

        impl From<Resource> for rt::ResourceId {
            fn from(resource: Resource) -> Self {
                Self(resource as usize)
            }
        }

        #(#modules)*
    }
}

/// Behaviour names properties by these constants, so that a renamed one does not compile.
fn properties(resource: &Resource) -> TokenStream {
    let module = ident(&resource.name.to_snake_case());
    let module_doc = format!(" The properties of the {}.", resource.plural);
    let mut taken = BTreeSet::new();
    let constants = resource.properties.iter().filter_map(|wire| {
        let name = wire.to_shouty_snake_case();
        let name = if name.starts_with(|it: char| it.is_ascii_digit()) {
            format!("N{name}")
        } else {
            name
        };
        // Two spellings of one name cannot both be constants; the second is reached by its text.
        taken.insert(name.clone()).then(|| {
            let (name, doc) = (ident(&name), doc("", &format!("`{wire}`.")));
            quote!(#doc pub const #name: &str = #wire;)
        })
    });
    quote! {
        #[doc = #module_doc]
        pub mod #module {
            #(#constants)*
        }
    }
}
