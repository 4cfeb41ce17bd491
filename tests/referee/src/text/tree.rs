//! Nested names: `filter[name]=x`, `ids[]=1`, `ids=1&ids=2`.

use serde_json::{Map, Value};

use super::scalar;
use crate::schema::Shape;

/// Texts by nested name, in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    texts: Vec<String>,
    members: Vec<(String, Tree)>,
}

impl Tree {
    /// A whole form: every name is a member.
    pub(crate) fn from_form(pairs: &[(String, String)]) -> Self {
        let mut tree = Self::default();
        for (name, text) in pairs {
            let (first, rest) = name.split_at(name.find('[').unwrap_or(name.len()));
            tree.insert(&[&[first], &*brackets(rest)].concat(), text);
        }
        tree
    }

    /// What belongs to one parameter: its own name, or its name and brackets.
    pub(super) fn from_pairs_of(name: &str, pairs: &[(String, String)]) -> Self {
        let mut tree = Self::default();
        for (key, text) in pairs {
            match key.strip_prefix(name) {
                Some(rest) if rest.is_empty() || rest.starts_with('[') => {
                    tree.insert(&brackets(rest), text);
                }
                _ => {}
            }
        }
        tree
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.members.is_empty()
    }

    /// The likely value, and for a single text all others that it may be.
    pub(super) fn readings(&self, shape: &Shape<'_>) -> Vec<Value> {
        let mut readings = vec![self.value(shape)];
        let types = shape.types();
        if let ([text], []) = (&*self.texts, &*self.members)
            && types.has_scalar()
        {
            readings.extend(scalar(text, shape));
        }
        readings
    }

    /// A form is an object even if it is empty.
    pub(crate) fn form_readings(&self, shape: &Shape<'_>) -> Vec<Value> {
        if self.is_empty() { vec![Value::Object(Map::new())] } else { vec![self.value(shape)] }
    }

    fn value(&self, shape: &Shape<'_>) -> Value {
        let types = shape.types();
        let numbered =
            self.members.iter().all(|(name, _)| name.bytes().all(|it| it.is_ascii_digit()));
        if types.array && numbered {
            let items = shape.items();
            let own = self.texts.iter().filter_map(|it| scalar(it, &items).into_iter().next());
            return own.chain(self.members.iter().flat_map(|(_, it)| it.items(&items))).collect();
        }
        if !self.members.is_empty() {
            let members = self.members.iter();
            let members = members.map(|(name, it)| (name.clone(), it.value(&shape.property(name))));
            return Value::Object(members.collect::<Map<_, _>>());
        }
        match &*self.texts {
            [text] => scalar(text, shape).into_iter().next().unwrap_or_default(),
            // Repeated although it is no list: the schema will say that a list is not wanted.
            texts => texts.iter().cloned().map(Value::String).collect(),
        }
    }

    /// `ids[]=1&ids[]=2` puts two items under one empty name.
    fn items(&self, shape: &Shape<'_>) -> Vec<Value> {
        if self.members.is_empty() {
            self.texts.iter().filter_map(|it| scalar(it, shape).into_iter().next()).collect()
        } else {
            vec![self.value(shape)]
        }
    }

    fn insert(&mut self, names: &[&str], text: &str) {
        let [name, rest @ ..] = names else {
            self.texts.push(text.to_owned());
            return;
        };
        let position = self.members.iter().position(|(it, _)| it == name).unwrap_or_else(|| {
            self.members.push(((*name).to_owned(), Self::default()));
            self.members.len() - 1
        });
        self.members[position].1.insert(rest, text);
    }
}

/// `[a][b]` is `a`, `b`.
fn brackets(text: &str) -> Vec<&str> {
    text.split('[').skip(1).map(|it| it.strip_suffix(']').unwrap_or(it)).collect()
}
