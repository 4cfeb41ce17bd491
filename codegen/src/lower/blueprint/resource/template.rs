//! Path templates, and what each leads to: an item, a collection, the only one, or nothing that is
//! kept.

use indexmap::IndexMap;
use twinspec_blueprint::Method;

use crate::lower::blueprint::entity::{self, Shown, Sought};
use crate::lower::blueprint::members::Reader;
use crate::lower::blueprint::resource::resource_word;
use crate::lower::blueprint::route::Route;
use crate::lower::blueprint::words::{is_count, is_plural, is_search};
use crate::lower::frame::{Frame, Operation};

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

    /// Returns the methods, without a `POST` that is `GET` for those who cannot send a body with it.
    pub(super) fn methods(&self) -> Vec<Method> {
        let asked = |method| {
            let schema = self.get(method)?.body.as_ref()?.entity_schema()?.resolve().ok()?;
            Some(schema.pointer().clone())
        };
        let asks = asked(Method::Get).is_some_and(|it| asked(Method::Post) == Some(it));
        let methods = self.operations.iter().map(|it| it.method);
        methods.filter(|it| !(asks && *it == Method::Post)).collect()
    }
}

/// A way to entities, the parameter that names one, and whether there is only one.
pub(super) type Candidate<'d> = (Route<'d>, Option<&'d str>, bool);

/// Says which entities a path leads to, if it is the way to any.
pub(super) fn leads_to<'d>(
    template: &Template<'d>,
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) -> Option<Candidate<'d>> {
    if !is_meant(template) {
        return None;
    }
    let route = || template.route.clone();
    match template.route.as_item() {
        Some((collection, _)) => is_item(template, &collection, templates, reader)
            .then(|| (collection, template.parameter(), false)),
        None if is_beside_items(template, templates, reader) => Some((route(), None, true)),
        None if has_items(template, templates) => None,
        None if is_view(template, templates, reader) => None,
        None if is_collection(template, reader) => Some((route(), None, false)),
        None if is_single(template, reader) => Some((route(), None, true)),
        None => None,
    }
}

/// Groups operations by their paths, in the order of the document.
pub(super) fn all<'d>(frame: &'d Frame<'d>) -> Vec<Template<'d>> {
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

/// Whether the path above some items is of one thing that is none of them: it is shown and changed,
/// and does not look like them.
fn is_beside_items<'d>(
    template: &Template<'d>,
    templates: &[Template<'d>],
    reader: &Reader<'_, 'd>,
) -> bool {
    let is_item =
        |it: &&Template<'d>| it.route.as_item().is_some_and(|(it, _)| it.matches(&template.route));
    let get = |it: &Template<'d>| {
        let schema = it.get(Method::Get)?.success()?.schema()?;
        Some(schema.resolve().ok()?.pointer().clone())
    };
    let is_changed = |it: &Template<'d>| it.has(&[Method::Put, Method::Patch]);
    let items = templates.iter().filter(is_item).filter(|it| is_changed(it));
    let shows_one = || {
        let shown = shown(template.get(Method::Get)?, &template.route, reader);
        Some(shown.is_none_or(|it| !it.many))
    };
    let differs = || items.filter_map(get).any(|it| get(template).is_some_and(|own| own != it));
    is_changed(template)
        && !template.has(&[Method::Post])
        && is_single(template, reader)
        && shows_one().unwrap_or_default()
        && differs()
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

/// What an answer shows, before anything is known of the resource.
fn shown<'d>(
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
