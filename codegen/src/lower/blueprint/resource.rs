//! Which resources there are, and what is known of each.

mod collect;
mod lower;
mod template;

use heck::ToLowerCamelCase;
use indexmap::IndexMap;
use twinspec_blueprint::Method;

use crate::document::Node;
use crate::lower::blueprint::entity::Sought;
use crate::lower::blueprint::members::{Reader, is_scalar};
use crate::lower::blueprint::resource::template::{Candidate, Template};
use crate::lower::blueprint::route::Route;
use crate::lower::blueprint::words::{same, singular};
use crate::lower::frame::{Frame, Operation};
use crate::lower::names;

pub(super) use crate::lower::blueprint::resource::collect::input;
pub(super) use crate::lower::blueprint::resource::lower::lower;

/// A resource as the paths show it.
pub(super) struct Found<'d> {
    /// The way to the collection, or to the only one.
    pub(super) route: Route<'d>,
    /// The parameter that names an item; `None` if no path does.
    pub(super) item: Option<&'d str>,
    /// Whether there is only one in each scope.
    pub(super) is_single: bool,
    pub(super) name: String,
    pub(super) plural: String,
    /// For each parameter of the route, the position of the resource whose items it names.
    pub(super) owners: Vec<Option<usize>>,
    /// Ids that the document shows as examples.
    pub(super) ids: Vec<&'d str>,
    /// What an entity looks like in answers.
    pub(super) entity: Option<Node<'d>>,
    /// The way to the property that holds the id.
    pub(super) id: Vec<&'d str>,
    /// The properties of its entities: those that answers show, then those that only bodies take.
    pub(super) properties: IndexMap<&'d str, Vec<Node<'d>>>,
    /// Whether the collection's path is of something else: an item of another collection
    /// (`/scripts/{id}` above `/scripts/{id}/{context}`), or the one thing beside the many
    /// (`/settings` above `/settings/{subject}`).
    pub(super) is_apart: bool,
    /// Properties that some body has to give.
    pub(super) given: Vec<&'d str>,
    /// The methods of the collection's path, and of its items'; not a `POST` that asks what `GET`
    /// asks with the same body.
    pub(super) methods: Vec<Method>,
    pub(super) item_methods: Vec<Method>,
}

impl<'d> Found<'d> {
    /// Returns the method that says what an operation on the collection or an item does.
    pub(super) fn asked_as(&self, operation: &Operation<'d>) -> Method {
        let route = Route::parse(&operation.path);
        let known = if route.matches(&self.route) { &self.methods } else { &self.item_methods };
        let is_question = operation.method == Method::Post
            && known.contains(&Method::Get)
            && !known.contains(&Method::Post);
        if is_question { Method::Get } else { operation.method }
    }

    /// Returns what to look for in an answer or a body about the resource.
    pub(super) fn sought<'s>(
        &'s self,
        operation: &'s Operation<'d>,
        many: Option<bool>,
    ) -> Sought<'s, 'd> {
        Sought {
            name: self.route.subject().unwrap_or_default(),
            parameter: self.item,
            entity: self.entity.as_ref(),
            properties: Some(&self.properties),
            envelope: operation.hint.envelope,
            many,
        }
    }
}

/// Finds the collections: `/contacts` because there is `/contacts/{contactId}`, and
/// `/contacts/{contactId}/appointments` because it answers with a list of entities; and what there
/// is one of, such as `/me`.
pub(super) fn find<'d>(frame: &'d Frame<'d>, reader: &Reader<'_, 'd>) -> Vec<Found<'d>> {
    let templates = template::all(frame);
    let candidates = templates.iter().filter_map(|it| template::leads_to(it, &templates, reader));
    let mut candidates: Vec<Candidate<'d>> = candidates.collect();
    // Owners before what they own, and each once; the one whose items have a name first.
    candidates.sort_by_key(|(it, item, _)| (it.parameters().count(), item.is_none()));
    let found = collected(&candidates, &templates, reader);
    // `/things/{id}/tags/{tag}` is an item of a list in the thing, not a thing of its own.
    let parts: Vec<&Found<'d>> = found.iter().filter(|it| is_part(it, &found)).collect();
    if parts.is_empty() {
        return found;
    }
    candidates.retain(|(route, ..)| !parts.iter().any(|it| it.route.matches(route)));
    collected(&candidates, &templates, reader)
}

fn collected<'d>(
    candidates: &[Candidate<'d>],
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) -> Vec<Found<'d>> {
    let mut found: Vec<Found<'d>> = Vec::new();
    for (route, item, is_single) in candidates {
        let is_known = |it: &Found<'d>| it.route.matches(route) && it.is_single == *is_single;
        if found.iter().any(is_known) || route.subject().is_none() {
            continue;
        }
        let mut resource = found_at(route.clone(), *item, *is_single, &found, templates);
        let mut others = candidates.iter().filter(|(it, ..)| it.matches(route));
        if !is_single && others.any(|(.., is_single)| *is_single) {
            resource.is_apart = true;
            resource.methods.clear();
        }
        found.push(resource);
    }
    for resource in &mut found {
        collect::collect(resource, templates, reader);
    }
    found
}

/// Whether a collection is but a list of names in what owns it.
fn is_part(resource: &Found<'_>, all: &[Found<'_>]) -> bool {
    let Some(owner) = resource.owners.last().copied().flatten() else { return false };
    let subject = resource.route.subject().unwrap_or_default();
    let mut properties = all[owner].properties.iter();
    let list = properties.find(|(name, _)| same(name, subject)).and_then(|(_, it)| it.first());
    let item = list.and_then(Reader::items);
    resource.entity.is_none() && item.is_some_and(|it| is_scalar(&it))
}

fn found_at<'d>(
    route: Route<'d>,
    item: Option<&'d str>,
    is_single: bool,
    found: &[Found<'d>],
    templates: &[Template<'d>],
) -> Found<'d> {
    let owner = |(collection, _): (Route<'d>, &str)| {
        found.iter().position(|it| it.route.matches(&collection) && it.is_shown())
    };
    // A collection may itself end in a parameter.
    let itself = route.as_item();
    let owners: Vec<Option<usize>> = route.items_above().chain(itself).map(owner).collect();
    let subject = route.subject().unwrap_or_default();
    let owner_name = owners.iter().flatten().last().map_or("", |it| found[*it].name.as_str());
    let name = resource_name(subject, owner_name, found);
    // Data files list the entities of a resource by its plural.
    let is_taken = |plural: &String| found.iter().any(|it| it.plural == *plural);
    let plural = subject.to_owned();
    let plural = if is_taken(&plural) {
        names::free(format!("{owner_name}_{plural}").to_lower_camel_case(), is_taken)
    } else {
        plural
    };
    let methods = |wanted: &dyn Fn(&Route<'d>) -> bool| {
        templates.iter().find(|it| wanted(&it.route)).map(Template::methods).unwrap_or_default()
    };
    let is_of = |it: &Route<'d>| it.as_item().is_some_and(|(above, _)| above.matches(&route));
    let own = methods(&|it| it.matches(&route));
    let changes = [Method::Put, Method::Patch, Method::Delete];
    let is_apart = route.as_item().is_some_and(|(above, _)| above.subject().is_some())
        && own.iter().any(|it| changes.contains(it));
    Found {
        is_apart,
        methods: if is_apart { Vec::new() } else { own },
        item_methods: methods(&is_of),
        item,
        is_single,
        name,
        plural,
        owners,
        ids: Vec::new(),
        entity: None,
        id: Vec::new(),
        properties: IndexMap::new(),
        given: Vec::new(),
        route,
    }
}

impl Found<'_> {
    /// Whether an operation shows or ends a single one, so that it matters whether it is there.
    fn is_shown(&self) -> bool {
        let matters = [Method::Get, Method::Put, Method::Patch, Method::Delete];
        self.item_methods.iter().any(|it| matters.contains(it))
    }
}

fn resource_word(word: &str) -> String {
    singular(word).to_lower_camel_case()
}

/// Things of one name that belong to different owners are told apart by the owner's name.
fn resource_name(plural: &str, owner: &str, found: &[Found<'_>]) -> String {
    let is_taken = |it: &String| found.iter().any(|other| other.name == *it);
    let name = resource_word(plural);
    let name = if name.is_empty() { "resource".to_owned() } else { name };
    if !is_taken(&name) || owner.is_empty() {
        return names::free(name, is_taken);
    }
    names::free(format!("{owner}_{name}").to_lower_camel_case(), is_taken)
}
