//! Security schemes and servers: what the client's builder is told once.

use twinspec_blueprint::Place;

use crate::lower::frame::{self, Frame, SchemeKind};
use crate::lower::names;
use crate::model::{Credential, Scheme, Variable};

pub(super) fn lower(frame: &Frame<'_>) -> Vec<Scheme> {
    let lower = |it: &frame::Scheme<'_>| Scheme {
        wire: it.name.to_owned(),
        credential: match it.kind.clone() {
            SchemeKind::Bearer => Credential::Bearer,
            SchemeKind::Basic => Credential::Basic,
            SchemeKind::Authorization => Credential::Header("Authorization".to_owned()),
            SchemeKind::Key(Place::Query, name) => Credential::Query(name),
            SchemeKind::Key(Place::Cookie, name) => Credential::Cookie(name),
            SchemeKind::Key(_, name) => Credential::Header(name),
            SchemeKind::MutualTls => Credential::Transport,
        },
    };
    frame.schemes.iter().map(lower).collect()
}

/// Lowers the variables of the document's first server; `taken` are the builder's methods.
pub(super) fn variables(frame: &Frame<'_>, taken: &mut Vec<String>) -> Vec<Variable> {
    let lower = |variable: &frame::Variable| {
        let rust = names::free(names::snake(&variable.name), |it| taken.contains(it));
        taken.push(rust.clone());
        Variable { wire: variable.name.clone(), rust, doc: doc(variable) }
    };
    frame.servers.first().map(|it| it.variables.iter().map(lower).collect()).unwrap_or_default()
}

fn doc(variable: &frame::Variable) -> String {
    let meaning = match variable.description.trim() {
        "" => format!("Sets `{}` in the URL of the server.", variable.name),
        described => described.to_owned(),
    };
    let values: Vec<String> = variable.values.iter().map(|it| format!("`{it}`")).collect();
    let values = match values.as_slice() {
        [] => String::new(),
        values => format!(" It is one of {}.", values.join(", ")),
    };
    format!("{meaning}\n\nThe default is `{}`.{values}", variable.default)
}
