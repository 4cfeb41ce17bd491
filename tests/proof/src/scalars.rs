//! Scalars that a schema may allow, the likely ones first.

use serde_json::{Map, Value, json};

use crate::flatten::kind;
use crate::pattern;

/// What is known of the place that a scalar is for.
pub(crate) struct Place<'p> {
    /// The name of the property or parameter.
    pub(crate) name: &'p str,
    /// An example from further out.
    pub(crate) example: Option<&'p Value>,
    /// Whether the value has to be one of its own, as an identifier is.
    pub(crate) is_fresh: bool,
    /// A number that no other request has.
    pub(crate) seed: usize,
}

/// Lists candidates; there is always one.
pub(crate) fn candidates(schema: &Map<String, Value>, place: &Place<'_>) -> Vec<Value> {
    if let Some(only) = schema.get("const") {
        return vec![only.clone()];
    }
    let examples = examples(schema, place);
    let mut values = Vec::new();
    if let Some(Value::Array(named)) = schema.get("enum") {
        values.extend(examples.into_iter().filter(|it| named.contains(it)));
        values.extend(named.iter().filter(|it| !it.is_null()).cloned());
        return if values.is_empty() { vec![Value::Null] } else { values };
    }
    match kind(schema) {
        "boolean" => {
            values.extend(examples);
            values.extend([json!(true), json!(false)]);
        }
        "integer" => {
            values.extend(examples);
            values.extend(numbers(schema, true));
        }
        "number" => {
            values.extend(examples);
            values.extend(numbers(schema, false));
        }
        "null" => values.push(Value::Null),
        _ => strings(schema, place, examples, &mut values),
    }
    values
}

fn examples(schema: &Map<String, Value>, place: &Place<'_>) -> Vec<Value> {
    let own = schema.get("example");
    let more = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    let default = schema.get("default");
    let all = place.example.into_iter().chain(own).chain(more).chain(default);
    let is_scalar = |it: &&Value| !it.is_null() && !it.is_object() && !it.is_array();
    let mut examples: Vec<Value> = all.filter(is_scalar).cloned().collect();
    if kind(schema) == "string" {
        // YAML reads an unquoted date or number as something else than the text it stands for.
        for example in &mut examples {
            if !example.is_string() {
                *example = Value::String(example.to_string());
            }
        }
    } else {
        // And quoted ones are text, where a number or a truth value was meant.
        for example in &mut examples {
            let meant = example.as_str().and_then(|it| serde_json::from_str(it).ok());
            *example = meant.filter(|it: &Value| !it.is_string()).unwrap_or_else(|| example.take());
        }
    }
    examples
}

fn numbers(schema: &Map<String, Value>, is_whole: bool) -> Vec<Value> {
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let is_exclusive = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    let step = limit("multipleOf").unwrap_or(if is_whole { 1.0 } else { 0.5 });
    let low = limit("exclusiveMinimum").map(|it| it + step).or_else(|| {
        let low = limit("minimum")?;
        Some(if is_exclusive("exclusiveMinimum") { low + step } else { low })
    });
    let high = limit("exclusiveMaximum").map(|it| it - step).or_else(|| {
        let high = limit("maximum")?;
        Some(if is_exclusive("exclusiveMaximum") { high - step } else { high })
    });
    let start = low.map_or(0.0, |it| (it / step).ceil() * step);
    let candidates = [start + step, start + 2.0 * step, start, start + 10.0 * step];
    let fits = |it: &f64| low.is_none_or(|low| *it >= low) && high.is_none_or(|high| *it <= high);
    let mut values: Vec<f64> = candidates.into_iter().filter(fits).collect();
    values.extend(low.into_iter().chain(high));
    values.push(high.map_or(1.0, |it| (it / step).floor() * step));
    values.into_iter().map(number).collect()
}

pub(crate) fn number(value: f64) -> Value {
    // `1.0` is an integer to JSON Schema and a nuisance to everybody else.
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
        return json!(value as i64);
    }
    json!(value)
}

fn strings(
    schema: &Map<String, Value>,
    place: &Place<'_>,
    examples: Vec<Value>,
    values: &mut Vec<Value>,
) {
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    let length = |key: &str| schema.get(key).and_then(Value::as_u64);
    let least = usize::try_from(length("minLength").unwrap_or(0)).unwrap_or(0).min(4096);
    let most = length("maxLength").and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    let made = text("format").and_then(|it| format(it, place));
    let is_date = text("format").is_some_and(|it| it.starts_with("date"));
    let patterned = text("pattern").map(|it| pattern::matching(it, least, place.seed));
    let is_free = made.is_none() && patterned.is_none();
    let own = [fitted(&format!("walk{}", place.seed), least, most)];
    let own = own.into_iter().map(Value::String);
    if place.is_fresh || (is_free && is_wording(place.name)) || text("format") == Some("email") {
        let made = made.clone().filter(|_| !is_date).map(Value::String);
        values.extend(made.into_iter().filter(|_| patterned.is_none()));
        values.extend(patterned.iter().flatten().cloned().map(Value::String));
        if is_free {
            values.extend(own.clone());
        }
    }
    values.extend(examples);
    values.extend(made.map(Value::String));
    values.extend(patterned.into_iter().flatten().map(Value::String));
    values.extend(own);
    for word in ["1", "a", "AA", "2030-01-02", "https://walk.test/", "USD", "00000000"] {
        values.push(Value::String(fitted(word, least, most)));
    }
}

/// Texts of these names may say anything, so they can say which entity they belong to.
fn is_wording(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["name", "title", "label", "description", "summary", "note", "comment", "subject", "text"]
        .iter()
        .any(|it| name.ends_with(it))
}

fn fitted(text: &str, least: usize, most: usize) -> String {
    let mut text = text.to_owned();
    while text.len() < least {
        text.push('x');
    }
    // The end is what differs from one text to the next.
    let surplus = text.len().saturating_sub(most);
    text.split_off(surplus)
}

fn format(name: &str, place: &Place<'_>) -> Option<String> {
    let seed = place.seed;
    let (minute, second) = (seed / 60 % 60, seed % 60);
    Some(match name {
        "date-time" => format!("2030-01-02T03:{minute:02}:{second:02}Z"),
        "date" => format!("2030-{:02}-{:02}", 1 + seed / 28 % 12, 1 + seed % 28),
        "time" => format!("03:{minute:02}:{second:02}Z"),
        "duration" => format!("PT{}S", seed + 1),
        "email" | "idn-email" => format!("walk{seed}@example.com"),
        "uuid" => format!("00000000-0000-4000-8000-{seed:012x}"),
        "uri" | "url" | "iri" | "uri-reference" => format!("https://example.com/walk{seed}"),
        "ipv4" | "ip" => format!("10.0.{}.{}", seed / 250 % 250, 1 + seed % 250),
        "ipv6" => format!("2001:db8::{seed:x}"),
        "hostname" | "idn-hostname" => format!("walk{seed}.example.com"),
        "byte" | "base64" => "d2Fsaw==".to_owned(),
        "int32" | "int64" | "integer" | "number" | "decimal" => format!("{}", seed + 1),
        _ => return None,
    })
}
