//! Which resources there are, and what is known of each.

mod collect;

use std::collections::BTreeMap;

use heck::ToLowerCamelCase;
use indexmap::IndexMap;
use serde_json::{Value, json};
use twinspec_blueprint::{IdShape, Method, Origin, Resource, Scope, Stamp, StampFormat, Text};

use crate::document::Node;
use crate::lower::blueprint::entity::{self, Shown, Sought};
use crate::lower::blueprint::members::{Reader, is_number, is_scalar};
use crate::lower::blueprint::route::Route;
use crate::lower::blueprint::words::{is_count, is_plural, is_search, same, singular};
use crate::lower::blueprint::{id, owned, text};
use crate::lower::frame::{Frame, Operation};
use crate::lower::names;

pub(super) use crate::lower::blueprint::resource::collect::input;

const CREATED: [&str; 9] = [
    "dateAdded",
    "createdAt",
    "created_at",
    "dateCreated",
    "date_created",
    "created",
    "createTime",
    "create_time",
    "creationTime",
];
const UPDATED: [&str; 11] = [
    "dateUpdated",
    "updatedAt",
    "updated_at",
    "date_updated",
    "modifiedAt",
    "modified_at",
    "updated",
    "lastModified",
    "last_modified",
    "updateTime",
    "update_time",
];

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
    /// The methods of the collection's path, and of its items'.
    pub(super) methods: Vec<Method>,
    pub(super) item_methods: Vec<Method>,
}

impl<'d> Found<'d> {
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

/// A path template and its operations.
pub(super) struct Template<'d> {
    pub(super) route: Route<'d>,
    pub(super) operations: Vec<&'d Operation<'d>>,
}

impl<'d> Template<'d> {
    fn get(&self, method: Method) -> Option<&'d Operation<'d>> {
        self.operations.iter().find(|it| it.method == method).copied()
    }

    fn has(&self, methods: &[Method]) -> bool {
        self.operations.iter().any(|it| methods.contains(&it.method))
    }

    /// Returns the last parameter, by the name that most operations give it; those that change
    /// something know best.
    fn parameter(&self) -> Option<&'d str> {
        let names = self.operations.iter().filter_map(|it| {
            let (_, name) = Route::parse(&it.path).as_item()?;
            Some((name, if it.method == Method::Get { 1 } else { 2 }))
        });
        let mut votes: IndexMap<&'d str, usize> = IndexMap::new();
        names.for_each(|(name, weight)| *votes.entry(name).or_default() += weight);
        let most = votes.values().copied().max()?;
        votes.into_iter().find(|(_, it)| *it == most).map(|(name, _)| name)
    }

    fn methods(&self) -> Vec<Method> {
        self.operations.iter().map(|it| it.method).collect()
    }
}

/// Finds the collections: `/contacts` because there is `/contacts/{contactId}`, and
/// `/contacts/{contactId}/appointments` because it answers with a list of entities; and what there
/// is one of, such as `/me`.
pub(super) fn find<'d>(frame: &'d Frame<'d>, reader: &Reader<'_, 'd>) -> Vec<Found<'d>> {
    let templates = templates(frame);
    let mut candidates: Vec<Candidate<'d>> = Vec::new();
    for template in &templates {
        if !is_meant(template) {
            continue;
        }
        let candidate = match template.route.as_item() {
            Some((collection, _)) => is_item(template, &collection, &templates, reader)
                .then(|| (collection, template.parameter(), false)),
            None if has_items(template, &templates) => None,
            None if is_view(template, &templates, reader) => None,
            None if is_collection(template, reader) => Some((template.route.clone(), None, false)),
            None if is_single(template, reader) => Some((template.route.clone(), None, true)),
            None => None,
        };
        candidates.extend(candidate);
    }
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

/// A way to entities, the parameter that names one, and whether there is only one.
type Candidate<'d> = (Route<'d>, Option<&'d str>, bool);

fn collected<'d>(
    candidates: &[Candidate<'d>],
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) -> Vec<Found<'d>> {
    let mut found: Vec<Found<'d>> = Vec::new();
    for (route, item, is_single) in candidates {
        if found.iter().any(|it| it.route.matches(route)) || route.subject().is_none() {
            continue;
        }
        let resource = found_at(route.clone(), *item, *is_single, &found, templates);
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

/// Groups operations by their paths, in the order of the document.
fn templates<'d>(frame: &'d Frame<'d>) -> Vec<Template<'d>> {
    let mut templates: Vec<Template<'d>> = Vec::new();
    for operation in &frame.operations {
        let route = Route::parse(&operation.path);
        match templates.iter_mut().find(|it| it.route.matches(&route)) {
            Some(template) => template.operations.push(operation),
            None => templates.push(Template { route, operations: vec![operation] }),
        }
    }
    templates
}

/// Where the document names the resource, the path may be about anything.
fn is_meant(template: &Template<'_>) -> bool {
    let name = template.route.subject().map(resource_word);
    let mut hints = template.operations.iter().filter_map(|it| it.hint.name);
    hints.all(|hint| name.as_deref() == Some(hint))
}

/// Whether a path that ends in a parameter is an item of a collection.
///
/// A list below a parameter is a view of something else (`/contacts/business/{id}`), unless the
/// collection answers alike: some APIs show one thing as a list of one.
fn is_item<'d>(
    template: &Template<'d>,
    collection: &Route<'d>,
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) -> bool {
    if template.has(&[Method::Put, Method::Patch, Method::Delete, Method::Post]) {
        return true;
    }
    let Some(get) = template.get(Method::Get) else { return false };
    let Some(shown) = shown(get, &template.route, reader).filter(|it| it.many) else { return true };
    let above = templates.iter().find(|it| it.route.matches(collection));
    let above = above.and_then(|it| it.get(Method::Get));
    above.and_then(|it| self::shown(it, collection, reader)).is_some_and(|it| {
        it.path == shown.path && it.many && it.schema.pointer() == shown.schema.pointer()
    })
}

fn has_items(template: &Template<'_>, templates: &[Template<'_>]) -> bool {
    templates.iter().any(|it| {
        it.route.as_item().is_some_and(|(above, _)| above.matches(&template.route))
            && it.has(&[Method::Get, Method::Put, Method::Patch, Method::Delete])
    })
}

/// Whether a path only lists what another path of its name makes: `/api/pods` lists the pods of all
/// `/api/namespaces/{namespace}/pods`.
fn is_view<'d>(
    template: &Template<'d>,
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) -> bool {
    if template.methods() != [Method::Get] {
        return false;
    }
    let lists = |it: &Template<'d>| {
        let shown = shown(it.get(Method::Get)?, &it.route, reader)?;
        shown.many.then(|| shown.schema.pointer().clone())
    };
    let (Some(listed), subject) = (lists(template), template.route.subject()) else { return false };
    templates.iter().any(|it| {
        it.has(&[Method::Post])
            && it.route.subject() == subject
            && lists(it).as_ref() == Some(&listed)
    })
}

/// Whether a path that ends in no parameter holds entities of its own.
fn is_collection<'d>(template: &Template<'d>, reader: &Reader<'_, 'd>) -> bool {
    let route = &template.route;
    let Some(name) = route.literal().filter(|it| !is_search(it)) else { return false };
    let shows = |method| template.get(method).and_then(|it| shown(it, route, reader));
    let lists = shows(Method::Get).is_some_and(|it| {
        // `/contacts/search` shows `contacts`, which have a place already.
        it.many && !it.path.last().is_some_and(|it| route.parent().names(it))
    });
    // `/tasks/{taskId}/complete` gives back the task, and is nothing to add to.
    let makes = shows(Method::Post).is_some_and(|it| !it.many) && is_plural(name);
    lists || makes
}

/// Whether there is one thing at a path that can be read and changed.
fn is_single<'d>(template: &Template<'d>, reader: &Reader<'_, 'd>) -> bool {
    if template.route.literal().is_some_and(|it| is_search(it) || is_count(it)) {
        return false;
    }
    let Some(get) = template.get(Method::Get) else { return false };
    let Some(schema) = get.success().and_then(|it| it.schema()) else { return false };
    if reader.members(schema).is_none() {
        return false;
    }
    // What POST answers alike may be asked for with a body instead of a query, unless the body names
    // what the answer shows.
    let posted = || {
        let post = template.get(Method::Post)?;
        let answered = post.success()?.schema()?.resolve().ok()?;
        let (shown, taken) =
            (reader.members(schema)?, reader.members(post.body.as_ref()?.entity_schema()?)?);
        let changes = taken.properties.keys().any(|it| shown.properties.contains_key(it));
        Some(changes && answered.pointer() == schema.resolve().ok()?.pointer())
    };
    template.has(&[Method::Put, Method::Patch]) || posted().unwrap_or_default()
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
    Found {
        methods: methods(&|it| it.matches(&route)),
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

/// What an answer shows, before anything is known of the resource.
pub(super) fn shown<'d>(
    operation: &Operation<'d>,
    route: &Route<'d>,
    reader: &Reader<'_, 'd>,
) -> Option<Shown<'d>> {
    let sought = Sought {
        name: route.subject().unwrap_or_default(),
        envelope: operation.hint.envelope,
        ..Sought::default()
    };
    entity::find(operation.success()?.schema()?, &sought, reader)
}

pub(super) fn lower<'d>(
    found: &Found<'d>,
    all: &[Found<'d>],
    origins: &[Origin],
    position: usize,
    reader: &Reader<'_, 'd>,
) -> Resource {
    let stamp = |names: &[&str]| {
        let name = names.iter().find(|it| found.properties.contains_key(*it))?;
        Some(Stamp { property: owned(name), format: stamp_format(&found.properties[name][0]) })
    };
    let parameters: Vec<&str> = found.route.parameters().collect();
    let scope = parameters.iter().zip(&found.owners).map(|(parameter, owner)| {
        let property = owner_property(found, owner.map(|it| &all[it]), parameter);
        Scope {
            // Whatever is asked for of what nothing makes is there.
            resource: owner.filter(|it| origins[*it] == Origin::Created),
            is_shown: found.properties.contains_key(property.as_str()),
            property: property.into(),
        }
    });
    let scope: Vec<Scope> = scope.collect();
    Resource {
        name: found.name.clone().into(),
        plural: found.plural.clone().into(),
        scope: scope.clone().into(),
        id: found.id.iter().map(|it| owned(it)).collect::<Vec<Text>>().into(),
        id_shape: id_shape(found, reader),
        origin: origins[position],
        created: stamp(&CREATED),
        updated: stamp(&UPDATED),
        properties: found.properties.keys().map(|it| owned(it)).collect(),
        schema: text(&schema(found, &scope, reader)),
    }
}

/// The property named like the parameter (`contactId`), else `<owner>Id`.
fn owner_property(found: &Found<'_>, owner: Option<&Found<'_>>, parameter: &str) -> String {
    let guess = owner.map(|it| format!("{}Id", it.name));
    let mut names = [Some(parameter), guess.as_deref()].into_iter().flatten();
    let is_id = |it: &str| found.id.first().is_some_and(|id| same(id, it));
    let known = names
        .find_map(|name| found.properties.keys().find(|it| same(it, name) && !is_id(it)).copied());
    known.or(guess.as_deref()).unwrap_or(parameter).to_owned()
}

/// What an entity in a data file must satisfy: each property one of the forms in which it appears.
fn schema<'d>(found: &Found<'d>, scope: &[Scope], reader: &Reader<'_, 'd>) -> Value {
    let property = |name: &str, schemas: &Vec<Node<'d>>| {
        let convert = |it| reader.definitions.convert(it);
        let mut forms: Vec<Value> = schemas.iter().map(convert).collect();
        // A request does without the id that the server makes, and a data file does not.
        let is_id = found.id.first().is_some_and(|it| *it == name);
        for form in forms.iter_mut().filter_map(Value::as_object_mut).filter(|_| is_id) {
            form.shift_remove("readOnly");
        }
        let forms = forms.into_iter();
        let forms: BTreeMap<String, Value> = forms.map(|it| (it.to_string(), it)).collect();
        let mut forms: Vec<Value> = forms.into_values().collect();
        if forms.len() == 1 { forms.remove(0) } else { json!({"anyOf": forms}) }
    };
    let own = found.properties.iter().map(|(name, it)| ((*name).to_owned(), property(name, it)));
    // What it belongs to must be said, even where no answer shows it.
    let hidden = scope.iter().filter(|it| !it.is_shown);
    let hidden = hidden.map(|it| (it.property.to_string(), Value::Bool(true)));
    let properties: serde_json::Map<String, Value> = own.chain(hidden).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": found.id.first().into_iter().collect::<Vec<_>>(),
        "additionalProperties": false,
    })
}

fn id_shape<'d>(found: &Found<'d>, reader: &Reader<'_, 'd>) -> IdShape {
    let property = found.id.first().and_then(|it| found.properties.get(it)?.first());
    let property = property.filter(|_| found.id.len() == 1);
    id::shape(property, None, &found.ids, reader)
}

fn stamp_format(schema: &Node<'_>) -> StampFormat {
    let Ok(schema) = schema.resolve() else { return StampFormat::Rfc3339Millis };
    if is_number(&schema) {
        // Seconds reach this number in the year 5138, milliseconds reached it in 1973.
        let example = schema.get("example").and_then(|it| it.value().as_f64());
        return if example.is_some_and(|it| it > 1e11) {
            StampFormat::UnixMillis
        } else {
            StampFormat::UnixSeconds
        };
    }
    match schema.get("format").and_then(Node::text) {
        Some("date") => StampFormat::Date,
        _ => StampFormat::Rfc3339Millis,
    }
}
