//! What an operation needs: the types that it names, and those that they lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Definition, Errors, Form, Operation, SharedErrors, Type};

impl Operation {
    /// Returns the types that stand in its parameters, its body and its answers.
    pub(crate) fn types<'m>(&'m self, shared: &'m [SharedErrors]) -> Vec<&'m Type> {
        let mut types: Vec<&Type> = self.parameters.iter().map(|it| &it.ty).collect();
        types.push(&self.success);
        types.extend(self.answers.iter().flat_map(|it| &it.cases).map(|it| &it.ty));
        if let Some(body) = &self.body {
            types.push(&body.ty);
            if let Form::OneOf(variants) = &body.form {
                types.extend(variants.iter().map(|it| &it.ty));
            }
        }
        let errors = match &self.errors {
            Errors::None => &[],
            Errors::Own { bodies, .. } => bodies.as_slice(),
            Errors::Shared { shared: name, .. } => {
                let shared = shared.iter().find(|it| it.rust == *name);
                shared.map_or(&[][..], |it| it.bodies.as_slice())
            }
        };
        types.extend(errors.iter().map(|it| &it.ty));
        types
    }
}

/// Returns the names of all named types that these lead to.
pub(crate) fn reached<'m>(
    definitions: &'m [Definition],
    from: impl IntoIterator<Item = &'m Type>,
) -> BTreeSet<&'m str> {
    let by_name: BTreeMap<&str, &Definition> =
        definitions.iter().map(|it| (it.rust.as_str(), it)).collect();
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Type> = from.into_iter().collect();
    while let Some(ty) = open.pop() {
        for name in ty.names() {
            if reached.insert(name) {
                open.extend(by_name.get(name).into_iter().flat_map(|it| it.shape.parts()));
            }
        }
    }
    reached
}
