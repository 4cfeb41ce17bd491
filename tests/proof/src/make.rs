//! Values that satisfy a schema, or are meant to.
//!
//! Whether one does is not decided here. The referee looks at the request; what it has to say is
//! blamed on places of the value, and the next value is different there: another candidate,
//! another member of the union, a property more or less.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::edges;
use crate::flatten::{Flattener, is_deprecated, is_nullable, is_read_only, is_write_only, kind};
use crate::plan::Plan;
use crate::scalars::{Place, candidates};

/// Deeper values come from schemas that contain themselves.
const DEEPEST: usize = 9;
/// What is deeper has only what it must have, also where nothing is to be left out.
const WHOLE: usize = 3;
/// The name of a member, and the value of an enum, that no document knows.
pub(crate) const STRANGE: &str = "proofUnknown";
/// Longer lists are not made to see whether they go through.
const MOST: u64 = 24;
/// So many properties that nobody asked for.
const OPTIONAL: usize = 5;

/// Makes values of the schemas of one document.
pub(crate) struct Maker<'d> {
    pub(crate) flattener: Flattener<'d>,
}

impl Maker<'_> {
    /// Makes a value for a place, `body` or `query limit`.
    pub(crate) fn make(
        &self,
        schema: &Value,
        example: Option<&Value>,
        place: &str,
        plan: &mut Plan,
    ) -> Value {
        self.value(schema, example, place, plan, 0)
    }

    fn value(
        &self,
        schema: &Value,
        example: Option<&Value>,
        place: &str,
        plan: &mut Plan,
        depth: usize,
    ) -> Value {
        let choice = plan.edge.unwrap_or(0) + plan.blamed_below(place);
        let flat = self.flattener.flatten(schema, choice);
        let may_be_null = plan.edge == Some(0) && place.starts_with("body/");
        if may_be_null && is_nullable(&flat) && plan.blamed(place) == 0 {
            return Value::Null;
        }
        let own = flat.get("example").or_else(|| flat.get("examples")?.get(0));
        let example = example.or(own).filter(|_| !plan.is_plain);
        match kind(&flat) {
            "object" => self.object(&flat, example, place, plan, depth),
            "array" => self.array(&flat, example, place, plan, depth),
            "" if depth == 0 || example.is_some_and(Value::is_object) => {
                self.object(&flat, example, place, plan, depth)
            }
            "" if example.is_some() => example.cloned().unwrap_or_default(),
            _ => scalar(&flat, example, place, plan),
        }
    }

    fn object(
        &self,
        schema: &Map<String, Value>,
        example: Option<&Value>,
        place: &str,
        plan: &mut Plan,
        depth: usize,
    ) -> Value {
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let knows = |it: &&Map<String, Value>| {
            properties.is_empty() || it.keys().any(|it| properties.contains_key(it))
        };
        // An example of which the schema knows no name is one of something else.
        let example = example.and_then(Value::as_object).filter(knows);
        let mut object = Map::new();
        for name in self.names(schema, properties, example, place, plan, depth) {
            let below = format!("{place}/{}", escape(&name));
            let inner = example.and_then(|it| it.get(&name));
            let known = plan.known.get(&name).filter(|_| depth <= 1 && plan.blamed(&below) == 0);
            let value = match (known, properties.get(&name)) {
                (Some(known), Some(_)) => known.clone(),
                (None, Some(_)) if depth >= DEEPEST => Value::Null,
                (_, Some(schema)) => self.value(schema, inner, &below, plan, depth + 1),
                (_, None) => match (inner, schema.get("additionalProperties")) {
                    (Some(inner), _) => inner.clone(),
                    (None, Some(more)) if more.is_object() => {
                        self.value(more, None, &below, plan, depth + 1)
                    }
                    _ => Value::String(format!("walk{}", plan.seed)),
                },
            };
            object.insert(name, value);
        }
        let is_open = schema.get("additionalProperties").is_none_or(|it| *it == Value::Bool(true));
        if plan.is_strange && is_open {
            object.insert(STRANGE.to_owned(), serde_json::json!({ "a": [1, null] }));
        }
        object.into()
    }

    /// The names of the properties that an object is to have.
    fn names(
        &self,
        schema: &Map<String, Value>,
        properties: &Map<String, Value>,
        example: Option<&Map<String, Value>>,
        place: &str,
        plan: &mut Plan,
        depth: usize,
    ) -> Vec<String> {
        let is_in =
            |set: &BTreeSet<String>, name: &str| set.contains(&format!("{place}/{}", escape(name)));
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        // A change of a JSON Patch has a value, also where a document forgets to require it.
        let is_change = ["op", "path", "value"].iter().all(|it| properties.contains_key(*it));
        let required = required.filter_map(Value::as_str).chain(is_change.then_some("value"));
        let required: Vec<&str> = required.collect();
        let mut names: Vec<String> = Vec::new();
        let mut optional = 0;
        for (name, property) in properties {
            let flat = self.flattener.flatten(property, 0);
            let is_others = if plan.is_answer { is_write_only(&flat) } else { is_read_only(&flat) };
            if is_others || is_in(&plan.dropped, name) {
                continue;
            }
            let is_scalar = !matches!(kind(&flat), "object" | "array" | "")
                && !is_deprecated(&flat)
                && !is_reference(name);
            let mut is_wanted = required.contains(&name.as_str()) || is_in(&plan.demanded, name);
            if !is_wanted && plan.is_whole && !plan.is_bare && depth <= WHOLE {
                let below = format!("{place}/{}", escape(name));
                is_wanted = plan.blamed_below(&below) < 4;
            } else if !is_wanted && !plan.is_bare && depth <= 2 {
                let below = format!("{place}/{}", escape(name));
                let is_given = example.is_some_and(|it| it.contains_key(name));
                let is_extra =
                    (is_scalar && optional < OPTIONAL) || leads_to(name, &flat, plan, depth);
                is_wanted = (is_given || is_extra || plan.known.contains_key(name))
                    && plan.blamed_below(&below) < 2;
                optional += usize::from(is_wanted);
            }
            if is_wanted {
                if is_write_only(&flat) {
                    plan.unseen.insert(format!("{place}/{}", escape(name)));
                }
                names.push(name.clone());
            }
        }
        let is_new = |it: &str| !properties.contains_key(it) && !is_in(&plan.dropped, it);
        let given = example.into_iter().flatten().map(|(name, _)| name.as_str());
        let given = given.filter(|_| !plan.is_bare && !plan.is_named_only);
        for name in required.into_iter().chain(given).filter(|it| is_new(it)) {
            if !names.iter().any(|it| it == name) {
                names.push(name.to_owned());
            }
        }
        // A form has no empty objects: what is demanded and was there needs something in it.
        let is_demanded = plan.demanded.contains(place);
        let least = schema.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
        let least = least.max(u64::from(is_demanded));
        let more = properties.keys().filter(|it| !is_in(&plan.dropped, it));
        for name in more.cloned().chain((0..).map(|it| format!("walk{it}"))) {
            if names.len() as u64 >= least.min(50) {
                break;
            }
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn array(
        &self,
        schema: &Map<String, Value>,
        example: Option<&Value>,
        place: &str,
        plan: &mut Plan,
        depth: usize,
    ) -> Value {
        let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
        let least = limit("minItems").unwrap_or(0).min(64);
        let is_deep = depth >= DEEPEST - 2;
        let most = limit("maxItems").unwrap_or(u64::MAX);
        let wanted = match plan.edge {
            // Many items are what a list is for; with an upper edge it is that.
            Some(edge) if edge % 2 == 1 => {
                if most <= MOST {
                    most
                } else {
                    2
                }
            }
            // A parameter without items is not there, or empty: how is not said anywhere.
            Some(_) if place.starts_with("body") && plan.blamed(place) == 0 => 0,
            _ => 1,
        };
        let count = if is_deep { least } else { wanted.min(most).max(least) };
        let example = example.and_then(Value::as_array);
        let anything = Value::Bool(true);
        let items = schema.get("items").unwrap_or(&anything);
        let mut values = Vec::new();
        for index in 0..count {
            let below = format!("{place}/{index}");
            let inner = example.and_then(|it| it.get(usize::try_from(index).ok()?));
            let mut value = self.value(items, inner, &below, plan, depth + 1);
            // Items that must differ take different candidates.
            for _ in 0..4 {
                if !values.contains(&value) {
                    break;
                }
                plan.blame(&below, "another value");
                value = self.value(items, None, &below, plan, depth + 1);
            }
            values.push(value);
        }
        values.into()
    }
}

fn scalar(
    schema: &Map<String, Value>,
    example: Option<&Value>,
    place: &str,
    plan: &mut Plan,
) -> Value {
    if plan.is_strange && edges::is_open_enum(schema) {
        return Value::String(STRANGE.to_owned());
    }
    if let (Some(edge), 0) = (plan.edge, plan.blamed(place)) {
        let edges = edges::edges(schema, place);
        plan.edges = plan.edges.max(edges.len());
        if let Some(value) = edges.get(edge % edges.len().max(1)) {
            return value.clone();
        }
    }
    let name = place.rsplit(['/', ' ']).next().unwrap_or(place);
    let known = Place { name, example, is_fresh: plan.is_fresh, seed: plan.seed };
    let mut values = candidates(schema, &known);
    if let Some((changed, old)) = &plan.change
        && changed == place
    {
        values.retain(|it| it != old);
    }
    let count = values.len().max(1);
    values.into_iter().nth(plan.blamed(place) % count).unwrap_or_default()
}

/// Whether a property is the wanted one, or has it.
fn leads_to(name: &str, schema: &Map<String, Value>, plan: &Plan, depth: usize) -> bool {
    let Some(wanted) = plan.wanted.as_deref().filter(|it| !is_reference(it)) else { return false };
    let inner = schema.get("properties").and_then(|it| it.get(wanted));
    name == wanted || (depth == 0 && inner.is_some())
}

/// A name behind which another entity stands: nobody knows one.
fn is_reference(name: &str) -> bool {
    let is_camel = ["Id", "ID", "Ids", "IDs", "Ref"].iter().any(|it| name.ends_with(it));
    let lower = name.to_ascii_lowercase();
    is_camel || lower == "id" || lower.ends_with("_id") || lower.ends_with("_ids")
}

/// A name as a step of a JSON pointer.
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
