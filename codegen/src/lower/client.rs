//! The frame to a client: tags, calls, their inputs, and the types of what goes in and comes out.

mod answers;
mod bodies;
mod errors;
pub(super) mod features;
mod parameters;
mod places;
mod schemes;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diagnostic::{self, Problems};
use crate::lower::blueprint;
use crate::lower::frame::{self, Frame};
use crate::lower::names;
use crate::lower::types::{self, Asked, Settled, Types};
use crate::model::{
    Definition, Errors, Operation, Parameter, Scheme, Shared, SharedErrors, Tag, Type, Variable,
};
use crate::settings::Formats;

/// The modules beside the tags', what the client has besides them, and what a client's package
/// shows of its runtime and is made of.
const NO_TAG: [&str; 10] = [
    "api",
    "base_url",
    "builder",
    "bytes",
    "errors",
    "generated",
    "http",
    "r#mod",
    "twinspec_client",
    "types",
];

/// The client's part of the model.
pub(super) struct Client {
    pub(super) schemes: Vec<Scheme>,
    pub(super) variables: Vec<Variable>,
    pub(super) shared: Vec<Shared>,
    pub(super) types: Vec<Definition>,
    pub(super) errors: Vec<SharedErrors>,
    pub(super) tags: Vec<Tag>,
}

/// Lowers documents to clients, and the types that they have in common.
pub(super) fn lower<'d>(
    frames: &[Frame<'d>],
    formats: &Formats,
    problems: &[Problems<'d>],
) -> (Vec<Client>, Vec<Definition>) {
    let drafts = frames.iter().zip(problems);
    let drafts = drafts.map(|(frame, problems)| draft(frame, formats, problems));
    let (drafts, asked): (Vec<Draft<'_, '_, 'd>>, Vec<Asked<'_, 'd>>) = drafts.unzip();
    let (settled, shared) = types::settle(&asked);
    let clients = drafts.into_iter().zip(settled).map(|(draft, types)| draft.finish(types));
    (clients.collect(), shared)
}

/// A client whose types are called by their places still.
struct Draft<'f, 'p, 'd> {
    frame: &'f Frame<'d>,
    problems: &'p Problems<'d>,
    schemes: Vec<Scheme>,
    variables: Vec<Variable>,
    shared: Vec<Shared>,
    tags: Vec<Tag>,
    /// The bodies of the operations in the order of the document, each with the name of the enum
    /// that it may need.
    bodies: Vec<(Option<bodies::Lowered<'d>>, Option<String>)>,
}

/// Makes the calls of a client, and what they need of types.
fn draft<'f, 'p, 'd>(
    frame: &'f Frame<'d>,
    formats: &'p Formats,
    problems: &'p Problems<'d>,
) -> (Draft<'f, 'p, 'd>, Asked<'p, 'd>) {
    let types = Types::new(problems, formats, places::names(frame));
    let schemes = schemes::lower(frame);
    let mut of_builder = parameters::OF_BUILDER.map(str::to_owned).to_vec();
    let variables = schemes::variables(frame, &mut of_builder);
    let shared = parameters::shared(frame, &types, &mut of_builder);
    let mut tags: IndexMap<String, (Tag, BTreeSet<String>)> = IndexMap::new();
    let mut bodies = Vec::new();
    let methods = methods(frame, problems);
    for operation in &frame.operations {
        let module = module(operation);
        let (tag, taken) = tags.entry(module).or_insert_with_key(|it| tag(frame, operation, it));
        let method = methods[operation.id.as_str()].clone();
        let parameters = parameters::lower(operation, &shared, &types, problems);
        let lowered = lower_operation(operation, &method, taken, parameters, &types);
        let body = bodies::lower(operation, &types);
        let choice = body.as_ref().is_some_and(bodies::Lowered::is_choice);
        let choice =
            choice.then(|| take(taken, format!("{}Body", lowered.builder.trim_end_matches('_'))));
        bodies.push((body, choice));
        let shared = parameters::taken_of(operation, &shared);
        tag.operations.push(Operation { shared, ..lowered });
    }
    let tags: Vec<Tag> = tags.into_values().map(|(tag, _)| tag).collect();
    let mut answered = answered(&tags);
    answered.extend(frame.webhooks.iter().map(|(_, payload)| types.of(payload)));
    let sent = bodies.iter().filter_map(|(it, _)| it.as_ref());
    let mut sent: Vec<Type> = sent.flat_map(bodies::Lowered::types).cloned().collect();
    let parameters = tags.iter().flat_map(|it| &it.operations).flat_map(|it| &it.parameters);
    sent.extend(parameters.map(|it| it.ty.clone()));
    let draft = Draft { frame, problems, schemes, variables, shared, tags, bodies };
    (draft, Asked { types, sent, answered })
}

impl Draft<'_, '_, '_> {
    /// Gives the types their names; which members a body has is known only then.
    fn finish(self, Settled { definitions, names }: Settled) -> Client {
        let Draft { frame, problems, schemes, variables, mut shared, mut tags, mut bodies } = self;
        let of_bodies = bodies.iter_mut().filter_map(|(it, _)| it.as_mut());
        let of_bodies = of_bodies.flat_map(bodies::Lowered::types_mut);
        let of_shared = shared.iter_mut().map(|it| &mut it.ty);
        let of_calls = tags.iter_mut().flat_map(|it| &mut it.operations).flat_map(types_mut);
        of_bodies.chain(of_shared).chain(of_calls).for_each(|it| names.give(it));
        let operations = tags.iter_mut().flat_map(|it| &mut it.operations);
        let operations = by_document_order(operations.collect(), frame);
        for (operation, (body, choice)) in operations.into_iter().zip(bodies) {
            operation.body =
                body.and_then(|it| it.finish(&definitions, operation, choice, problems));
        }
        let errors = errors::share(&mut tags);
        Client { schemes, variables, shared, types: definitions, errors, tags }
    }
}

/// Returns the types of all answers.
fn answered(tags: &[Tag]) -> Vec<Type> {
    let mut answered = Vec::new();
    for operation in tags.iter().flat_map(|it| &it.operations) {
        answered.push(operation.success.clone());
        let cases = operation.answers.iter().flat_map(|it| &it.cases);
        answered.extend(cases.map(|it| it.ty.clone()));
        if let Errors::Own { bodies, .. } = &operation.errors {
            answered.extend(bodies.iter().map(|it| it.ty.clone()));
        }
    }
    answered
}

/// Returns the types of parameters and answers.
fn types_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Type> {
    let Operation { parameters, success, answers, errors, .. } = operation;
    let errors = match errors {
        Errors::Own { bodies, .. } => bodies.as_mut_slice(),
        Errors::None | Errors::Shared { .. } => &mut [],
    };
    let cases = answers.iter_mut().flat_map(|it| &mut it.cases).map(|it| &mut it.ty);
    let parameters = parameters.iter_mut().map(|it| &mut it.ty);
    parameters.chain([success]).chain(cases).chain(errors.iter_mut().map(|it| &mut it.ty))
}

fn by_document_order<'m>(
    mut operations: Vec<&'m mut Operation>,
    frame: &Frame<'_>,
) -> Vec<&'m mut Operation> {
    operations.sort_by_cached_key(|it| frame.operations.iter().position(|other| other.id == it.id));
    operations
}

/// Makes a tag, with the names of types that are taken in its module.
fn tag(
    frame: &Frame<'_>,
    operation: &frame::Operation<'_>,
    module: &str,
) -> (Tag, BTreeSet<String>) {
    let described = frame.tags.iter().find(|it| it.name == operation.tag);
    let rust = names::free(names::pascal(&operation.tag), |it| names::is_in_prelude(it));
    let taken = BTreeSet::from([rust.clone()]);
    let tag = Tag {
        module: module.to_owned(),
        rust,
        doc: described.and_then(|it| it.description.clone()).unwrap_or_default(),
        operations: Vec::new(),
    };
    (tag, taken)
}

/// Two spellings of one tag are one tag.
fn module(operation: &frame::Operation<'_>) -> String {
    names::free(names::snake(&operation.tag), |it| NO_TAG.contains(&it.as_str()))
}

/// Names the methods, by the ids of the operations.
///
/// Where two would be one method, the shorter id has it and the other is called by its whole id,
/// wherever they stand in the document.
fn methods<'f>(frame: &'f Frame<'_>, problems: &Problems<'_>) -> BTreeMap<&'f str, String> {
    let mut sorted: Vec<&frame::Operation<'_>> = frame.operations.iter().collect();
    sorted.sort_by_key(|it| (it.rust_name.is_none(), it.id.len(), &it.id));
    let mut taken = BTreeSet::new();
    let mut methods = BTreeMap::new();
    for operation in sorted {
        let module = module(operation);
        let is_taken = |it: &String| taken.contains(&(module.clone(), it.clone()));
        let by_id = || names::method(&operation.id, &operation.tag);
        let mut method = operation.rust_name.map_or_else(by_id, names::snake);
        if is_taken(&method) {
            let message = format!("`{module}.{method}` would be two methods");
            problems.note(diagnostic::NAME_TAKEN, &operation.node, message);
            method = names::free(names::snake(&operation.id), is_taken);
        }
        taken.insert((module, method.clone()));
        methods.insert(operation.id.as_str(), method);
    }
    methods
}

/// Takes a name for an item in the module of a tag.
///
/// Types and constants never share one: a type has small letters, a constant has none.
fn take(taken: &mut BTreeSet<String>, name: String) -> String {
    let name = names::free(name, |it| names::is_in_prelude(it) || taken.contains(it));
    taken.insert(name.clone());
    name
}

fn lower_operation<'d>(
    operation: &frame::Operation<'d>,
    method: &str,
    taken: &mut BTreeSet<String>,
    parameters: Vec<Parameter>,
    types: &Types<'_, 'd>,
) -> Operation {
    let bare = names::pascal(method.trim_start_matches("r#"));
    let builder = take(taken, bare.clone());
    let error = take(taken, format!("{bare}Error"));
    let constant = take(taken, names::constant(&bare));
    let success = answers::lower(operation, types);
    let (success, answers) = success.finish(|| take(taken, format!("{bare}Answer")), &parameters);
    let errors = errors::lower(operation, types);
    let paragraphs = [operation.summary.as_str(), operation.description.as_str()];
    Operation {
        id: operation.id.clone(),
        rust: method.to_owned(),
        builder,
        constant,
        doc: paragraphs.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n"),
        deprecated: operation.deprecated,
        method: operation.method,
        path: operation.path.to_string(),
        template: blueprint::template(&operation.path),
        server: operation.server.clone(),
        parameters,
        shared: None,
        body: None,
        security: operation.security.iter().map(|it| it.keys().cloned().collect()).collect(),
        success,
        answers,
        errors: if errors.is_empty() {
            Errors::None
        } else {
            Errors::Own { rust: error, bodies: errors }
        },
    }
}
