//! What a blueprint repeats, as constants: most operations take some of the same parameters, ask
//! for the same credentials and fail in the same ways.

use std::collections::BTreeSet;

use heck::ToShoutySnakeCase;
use proc_macro2::Ident;
use quote::format_ident;
use twinspec_blueprint::{Answer, Blueprint, List, Parameter, Place, Requirement, Status};

/// Everything that operations share.
pub(super) struct Constants<'b> {
    pub(super) answers: Named<'b, Answer>,
    pub(super) parameters: Named<'b, Parameter>,
    pub(super) securities: Named<'b, [List<Requirement>]>,
}

impl<'b> Constants<'b> {
    pub(super) fn of(blueprint: &'b Blueprint) -> Self {
        Self {
            answers: answers(blueprint),
            parameters: parameters(blueprint),
            securities: securities(blueprint),
        }
    }
}

/// The different values of a kind, in the order in which they first appear, with their names.
pub(super) struct Named<'b, T: ?Sized>(Vec<(Ident, &'b T)>);

impl<'b, T: PartialEq + ?Sized> Named<'b, T> {
    /// Names each value; a number tells those apart that would be called alike.
    fn of(all: impl IntoIterator<Item = &'b T>, name: impl Fn(&T) -> String) -> Self {
        let mut constants: Vec<(Ident, &T)> = Vec::new();
        let mut taken = BTreeSet::new();
        for value in all {
            if constants.iter().any(|(_, it)| *it == value) {
                continue;
            }
            let name = name(value);
            let numbered = (2..).map(|it| format!("{name}_{it}"));
            let mut names = std::iter::once(name.clone()).chain(numbered);
            let free = names.find(|it| !taken.contains(it)).unwrap_or(name);
            constants.push((format_ident!("{free}"), value));
            taken.insert(free);
        }
        Self(constants)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Ident, &'b T)> {
        self.0.iter().map(|(name, it)| (name, *it))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn name(&self, value: &T) -> &Ident {
        let found = self.0.iter().find(|(_, it)| *it == value);
        &found.expect("every value of the blueprint was collected").0
    }
}

/// Returns the different answers.
pub(super) fn answers(blueprint: &Blueprint) -> Named<'_, Answer> {
    let all = blueprint.operations.iter().flat_map(|it| it.answers.iter());
    Named::of(all, |it| match it.status {
        Status::Exact(code) => format!("ANSWER_{code}"),
        Status::Range(digit) => format!("ANSWER_{digit}XX"),
        Status::Default => "ANSWER_DEFAULT".to_owned(),
    })
}

/// Returns the different parameters.
pub(super) fn parameters(blueprint: &Blueprint) -> Named<'_, Parameter> {
    let all = blueprint.operations.iter().flat_map(|it| it.parameters.iter());
    Named::of(all, |it| {
        let place = match it.place {
            Place::Path => "PATH",
            Place::Query => "QUERY",
            Place::Header => "HEADER",
            Place::Cookie => "COOKIE",
        };
        let name: String = it.name.chars().map(|it| if it.is_ascii() { it } else { '_' }).collect();
        format!("{place}_{}", name.to_shouty_snake_case())
    })
}

/// Returns the different ways to ask for credentials.
fn securities(blueprint: &Blueprint) -> Named<'_, [List<Requirement>]> {
    let all = blueprint.operations.iter().map(|it| &*it.security);
    Named::of(all.filter(|it| !it.is_empty()), |_| "SECURITY".to_owned())
}
