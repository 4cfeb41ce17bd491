//! The mock: the blueprint as a static, and names for its parts that the compiler checks.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::Resource;

use crate::model::{Api, MockResource};
use crate::render::Module;
use crate::render::blueprint::blueprint;
use crate::render::tokens::{doc, ident, inner};

pub(crate) fn mock(api: &Api) -> Vec<Module<'_>> {
    let root = Module::new("mod.rs", || root(api));
    std::iter::once(root).chain(blueprint(&api.blueprint)).collect()
}

fn root(api: &Api) -> TokenStream {
    let blueprint = &api.blueprint;
    let module_doc = inner(doc(&format!("What the mock knows of the {}.", api.title), ""));
    let operations: Vec<_> = api.mock.operations.iter().map(|it| ident(it)).collect();
    let operation_docs = blueprint
        .operations
        .iter()
        .map(|it| doc("", &format!("`{} {}`", it.method.as_str(), it.path)));
    let operations = (!operations.is_empty()).then(|| {
        quote! {
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
        }
    });
    let resources: Vec<_> = api.mock.resources.iter().map(|it| ident(&it.rust)).collect();
    let resource_docs =
        blueprint.resources.iter().map(|it| doc("", &format!("The {}.", it.plural)));
    let resources = (!resources.is_empty()).then(|| {
        quote! {
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
        }
    });
    let import = (operations.is_some() || resources.is_some()).then(|| {
        quote!(
            use twinspec_mock::facade as rt;
        )
    });
    let modules = blueprint
        .resources
        .iter()
        .zip(&api.mock.resources)
        .map(|(it, names)| properties(it, names));
    quote! {
        #module_doc
        #import

        mod blueprint;

        pub use blueprint::BLUEPRINT;

        #operations

        #resources

        #(#modules)*
    }
}

/// Behaviour names properties by these constants, so that a renamed one does not compile.
fn properties(resource: &Resource, names: &MockResource) -> TokenStream {
    let module = ident(&names.module);
    let module_doc = doc("", &format!("The properties of the {}.", resource.plural));
    let constants = resource.properties.iter().zip(&names.properties).map(|(wire, name)| {
        let (name, doc) = (ident(name), doc("", &format!("`{wire}`.")));
        quote!(#doc pub const #name: &str = #wire;)
    });
    quote! {
        #module_doc
        pub mod #module {
            #(#constants)*
        }
    }
}
