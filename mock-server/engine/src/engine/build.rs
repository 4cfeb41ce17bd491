//! Building: a blueprint and its settings, made into an engine.

use std::sync::{Arc, RwLock};

use twinspec_blueprint::{Action, Blueprint, Operation, SchemaText};

use crate::answer::{Answers, Views};
use crate::behaviour::Behaviour;
use crate::clock::Clock;
use crate::credentials::Admission;
use crate::definitions::Definitions;
use crate::engine::conditional::is_conditional;
use crate::engine::{Engine, Prepared};
use crate::error::{Error, Problem};
use crate::matcher::Matcher;
use crate::oauth::Server;
use crate::random::{Random, Shared};
use crate::request::{body, parameters};
use crate::schema::Schema;
use crate::shape::Shapes;
use crate::store::Store;

/// What an engine is made from.
pub(crate) struct Settings {
    pub(crate) blueprint: Arc<Blueprint>,
    pub(crate) behaviour: Behaviour,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) seed: u64,
    pub(crate) admission: Admission,
    pub(crate) max_body: usize,
    pub(crate) has_cors: bool,
    pub(crate) is_dynamic: bool,
}

impl Engine {
    /// Makes an engine without entities.
    pub(crate) fn new(settings: Settings) -> Result<Self, Error> {
        let Settings { blueprint, behaviour, clock, seed, admission, .. } = settings;
        let Settings { max_body, has_cors, is_dynamic, .. } = settings;
        let problems = broken_references(&blueprint, &behaviour);
        if !problems.is_empty() {
            return Err(Error::new(problems));
        }

        let definitions =
            Definitions::new(&blueprint.definitions).map_err(|it| Error::new(vec![it]))?;
        let definitions = Arc::new(definitions);
        let shapes = Shapes::new(&definitions);
        let mut views = Views::new(&blueprint.resources, &shapes, &behaviour);
        let mut prepared = Vec::with_capacity(blueprint.operations.len());
        for (position, operation) in blueprint.operations.iter().enumerate() {
            let answers = Answers::new(position, operation, &mut views);
            prepared.push(prepare(operation, answers, &definitions));
        }
        let entity_schemas = blueprint.resources.iter().map(|resource| {
            let owner = format!("the entities of `{}`", resource.plural);
            Schema::new(&resource.schema, owner, &definitions)
        });
        let entity_schemas = entity_schemas.collect();
        let error = blueprint.error.as_ref().map(|it| shapes.shape(it));
        let (views, view_counts) = views.finish();

        let store = Store::new(&blueprint.resources, seed, &view_counts, &shapes);
        Ok(Self {
            matcher: Matcher::new(&blueprint.operations, &blueprint.bases),
            definitions,
            prepared,
            entity_schemas,
            shapes,
            views,
            view_counts,
            error,
            oauth: Server::new(&blueprint, &behaviour.oauth),
            admission,
            max_body,
            has_cors,
            is_dynamic,
            clock,
            seed,
            store: RwLock::new(store),
            made: Shared::new(Random::new(seed, 0)),
            blueprint,
            behaviour,
        })
    }

    /// Makes a store as the engine had it before anything was put into it.
    pub(crate) fn empty_store(&self) -> Store {
        Store::new(&self.blueprint.resources, self.seed, &self.view_counts, &self.shapes)
    }
}

fn prepare(operation: &Operation, answers: Answers, definitions: &Arc<Definitions>) -> Prepared {
    let owner = |what: &str| format!("{what} of `{}`", operation.id);
    let prepare = |text: &SchemaText, owner| {
        parameters::Prepared::new(text, Schema::new(text, owner, definitions))
    };
    let parameters = operation.parameters.iter().map(|parameter| {
        prepare(&parameter.schema, owner(&format!("parameter `{}`", parameter.name)))
    });
    let contents = operation.body.iter().flat_map(|it| it.contents.iter());
    let contents = contents.map(|content| {
        // JSON says by itself of what kind it is.
        if body::is_json(&body::essence(&content.media_type)) {
            let schema = Schema::new(&content.schema, owner("the body"), definitions);
            return parameters::Prepared::new(&SchemaText::Borrowed("true"), schema);
        }
        prepare(&content.schema, owner("the body"))
    });
    Prepared {
        parameters: parameters.collect(),
        contents: contents.collect(),
        answers,
        is_conditional: is_conditional(operation),
    }
}

/// Finds positions that point at nothing; everything after this may rely on them.
fn broken_references(blueprint: &Blueprint, behaviour: &Behaviour) -> Vec<Problem> {
    let resources = blueprint.resources.len();
    let schemes = blueprint.schemes.len();
    let mut problems = Vec::new();
    for resource in blueprint.resources.iter() {
        if resource.scope.iter().filter_map(|it| it.resource).any(|it| it >= resources) {
            let message = format!("an owner of the resource `{}` does not exist", resource.name);
            problems.push(Problem::new(message));
        }
    }
    for operation in blueprint.operations.iter() {
        let broken = match &operation.action {
            Action::Respond => false,
            Action::On { resource, scope, .. } => {
                let known = blueprint.resources.get(*resource);
                known.is_none_or(|it| it.scope.len() != scope.len())
            }
        };
        if broken {
            let message = format!("`{}` names a resource that does not exist", operation.id);
            problems.push(Problem::new(message));
        }
        if operation.security.iter().flat_map(|it| it.iter()).any(|it| it.scheme >= schemes) {
            let message = format!("`{}` names a scheme that does not exist", operation.id);
            problems.push(Problem::new(message));
        }
    }
    let written = behaviour.before_write.iter().map(|(it, _)| it);
    let mut named = written.chain(behaviour.kept.iter().map(|(it, _)| it));
    if named.any(|it| it.0 >= resources)
        || behaviour.views.iter().any(|(it, _)| it.0 >= blueprint.operations.len())
    {
        let message = "the behaviour was made for another blueprint: it names a resource or an \
                       operation that this one does not have";
        problems.push(Problem::new(message));
    }
    problems
}
