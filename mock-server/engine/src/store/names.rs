//! Names of properties, shortened where entities are kept: the names that a document gives are often
//! a third of an entity, and the same in all of them.

use hashbrown::HashMap;
use serde_json::Value;
use twinspec_blueprint::Resource;

use crate::Map;

/// How a name begins that the document does not know. The others are numbers.
const UNKNOWN: char = '=';

/// Most entities are smaller.
const ROOM: usize = 2048;

/// The names that the document gives to the properties of a resource.
#[derive(Debug)]
pub(super) struct Names {
    known: Vec<Box<str>>,
    /// How each stands in an object: `"12":`.
    keys: HashMap<Box<str>, Box<[u8]>>,
}

impl Names {
    /// Makes one that shortens none.
    pub(super) fn none() -> Self {
        Self { known: Vec::new(), keys: HashMap::new() }
    }

    pub(super) fn new(resource: &Resource) -> Self {
        let known: Vec<Box<str>> = resource.properties.iter().map(|it| (**it).into()).collect();
        let key = |number: usize| format!("\"{number}\":").into_bytes().into();
        let keys = known.iter().enumerate().map(|(number, name)| (name.clone(), key(number)));
        let keys = keys.collect();
        Self { known, keys }
    }

    /// Writes properties as JSON.
    pub(super) fn pack(&self, properties: &Map) -> Vec<u8> {
        let mut json = Vec::with_capacity(ROOM);
        let mut before = b'{';
        for (name, value) in properties {
            json.push(before);
            before = b',';
            if let Some(key) = self.keys.get(name.as_str()) {
                json.extend_from_slice(key);
            } else {
                write(&Value::from(format!("{UNKNOWN}{name}")), &mut json);
                json.push(b':');
            }
            write(value, &mut json);
        }
        if before == b'{' {
            json.push(before);
        }
        json.push(b'}');
        json
    }

    /// Reads what was packed.
    pub(super) fn unpack(&self, json: &[u8]) -> Map {
        let packed: Map = serde_json::from_slice(json).expect("what was written as JSON is JSON");
        let mut properties = Map::with_capacity(packed.len());
        for (key, value) in packed {
            let known = || self.known.get(key.parse::<usize>().ok()?);
            let name = match (key.strip_prefix(UNKNOWN), known()) {
                (Some(name), _) => name.to_owned(),
                (None, Some(name)) => name.to_string(),
                (None, None) => key,
            };
            properties.insert(name, value);
        }
        properties
    }
}

fn write(value: &Value, json: &mut Vec<u8>) {
    serde_json::to_writer(json, value).expect("writing JSON into memory cannot fail");
}
