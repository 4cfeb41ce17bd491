//! What a request asks of a list: conditions, words and order.

use std::cmp::Ordering;

use serde_json::Value;
use twinspec_blueprint::{Compare, Filter, Listing, Order, Sort};

use crate::engine::Engine;
use crate::store::{By, Entity, Sorted, key_of};
use crate::verbs::Call;
use crate::verbs::locate::Located;
use crate::verbs::search::{self, Condition, Test};

/// What is chosen, through which index, and in which order.
pub(super) struct Choice {
    /// The index that the list goes through, and what is looked up in it.
    pub(super) by: By,
    pub(super) key: String,
    pub(super) order: Order,
    /// What the entities are below, where the index does not say it all.
    scope: Vec<Option<String>>,
    conditions: Vec<Condition>,
    /// The words of a free-text search, in lower case.
    words: Vec<String>,
}

impl Choice {
    pub(super) fn of(
        engine: &Engine,
        call: &Call<'_>,
        located: &Located,
        listing: &Listing,
    ) -> Self {
        let mut conditions: Vec<Condition> =
            listing.filters.iter().filter_map(|it| condition(call, it)).collect();
        let mut words = words(call, listing);
        if listing.search
            && let Some(body) = &call.body
        {
            let described = &engine.blueprint.resources[located.resource];
            let asked = search::read(body, described);
            conditions.extend(asked.conditions);
            words.extend(asked.words);
        }
        let mut scope = located.scope.clone();
        let (by, key) = most_telling(&mut scope, &mut conditions);
        let order = order(engine, call, located.resource, listing);
        Self { by, key, order, scope, conditions, words }
    }

    /// Whether the index says it all.
    pub(super) fn is_exact(&self) -> bool {
        self.conditions.is_empty()
            && self.words.is_empty()
            && self.scope.iter().all(Option::is_none)
    }

    /// Whether an entity satisfies what the index does not say.
    pub(super) fn holds(&self, engine: &Engine, resource: usize, entity: &Entity) -> bool {
        let below: Vec<Option<&str>> = self.scope.iter().map(Option::as_deref).collect();
        entity.is_below(&below)
            && self.conditions.iter().all(|it| it.holds(entity.properties()))
            && (self.words.is_empty()
                || Searched::of(engine, resource).holds_all(entity, &self.words))
    }
}

/// Takes the condition that an index answers best out of all; the others stay.
fn most_telling(scope: &mut [Option<String>], conditions: &mut Vec<Condition>) -> (By, String) {
    if let Some(part) = scope.iter().rposition(Option::is_some)
        && let Some(key) = scope[part].take()
    {
        return (By::Scope(part), key);
    }
    let single = conditions.iter().position(|it| it.as_single_key().is_some());
    if let Some(position) = single {
        let condition = conditions.remove(position);
        let key = condition.as_single_key().unwrap_or_default().to_owned();
        return (By::Property(condition.property), key);
    }
    (By::All, String::new())
}

fn condition(call: &Call<'_>, filter: &Filter) -> Option<Condition> {
    let value = call.parameters.filter(&filter.parameter)?;
    let property = filter.property.to_string();
    let than = |orders: &'static [Ordering]| Test::Than(Sorted::of(Some(value)), orders);
    let test = match filter.compare {
        Compare::Equal => match value {
            Value::Array(values) => Test::OneOf(values.iter().filter_map(key_of).collect()),
            value => Test::OneOf(key_of(value).into_iter().collect()),
        },
        Compare::AtLeast => than(&[Ordering::Greater, Ordering::Equal]),
        Compare::AtMost => than(&[Ordering::Less, Ordering::Equal]),
        Compare::More => than(&[Ordering::Greater]),
        Compare::Less => than(&[Ordering::Less]),
    };
    Some(Condition { property, test })
}

fn words(call: &Call<'_>, listing: &Listing) -> Vec<String> {
    let text = listing.query.as_ref().and_then(|it| call.parameters.filter(it)?.as_str());
    text.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect()
}

/// Returns the order that the caller asks for by a property of the resource, else the list's own.
fn order(engine: &Engine, call: &Call<'_>, resource: usize, listing: &Listing) -> Order {
    let own = || listing.order.clone();
    let Some(Sort { parameter, direction }) = &listing.sort else { return own() };
    let Some(asked) = call.parameters.filter(parameter).and_then(first_text) else {
        return own();
    };
    let (mut descends, name) = match asked.strip_prefix('-') {
        Some(name) => (true, name),
        None => (false, asked.strip_prefix('+').unwrap_or(&asked)),
    };
    let (name, after) = name.split_once([':', ' ', ',']).unwrap_or((name, ""));
    let direction = direction.as_ref().and_then(|it| call.parameters.filter(it));
    let direction = direction.and_then(first_text).unwrap_or_else(|| after.to_owned());
    descends |= direction.to_ascii_lowercase().starts_with("desc");
    let plain = |it: &str| it.replace(['_', '-'], "").to_ascii_lowercase();
    let properties = &engine.blueprint.resources[resource].properties;
    match properties.iter().find(|it| plain(it) == plain(name)) {
        Some(property) if descends => Order::Descending(property.clone()),
        Some(property) => Order::Ascending(property.clone()),
        None => own(),
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.first().and_then(key_of),
        value => key_of(value),
    }
}

/// The properties that a free-text search looks at.
enum Searched<'a> {
    Only(&'a [String]),
    /// Ids and stamps would be found by accident, so they are left out.
    AllBut(Vec<&'a str>),
}

impl<'a> Searched<'a> {
    fn of(engine: &'a Engine, resource: usize) -> Self {
        let mut confined = engine.behaviour.searched.iter().rev();
        if let Some((_, properties)) = confined.find(|(it, _)| it.0 == resource) {
            return Self::Only(properties);
        }
        let described = &engine.blueprint.resources[resource];
        let stamps = [&described.created, &described.updated].into_iter().flatten();
        let owners = described.scope.iter().map(|it| it.property.as_ref());
        let left_out = stamps.map(|it| it.property.as_ref()).chain(owners);
        Self::AllBut(left_out.chain(described.id_property()).collect())
    }

    fn holds_all(&self, entity: &Entity, words: &[String]) -> bool {
        let texts: Vec<String> = entity
            .properties()
            .iter()
            .filter(|(name, _)| match self {
                Self::Only(properties) => properties.contains(name),
                Self::AllBut(left_out) => !left_out.contains(&name.as_str()),
            })
            .filter_map(|(_, value)| value.as_str())
            .map(str::to_lowercase)
            .collect();
        words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }
}
