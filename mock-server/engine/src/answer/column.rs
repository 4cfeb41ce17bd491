//! Columns: the properties of a view, each ready to be written.
//!
//! A view of a plain object is written straight from the entity, without a copy of any value; each
//! is checked on its way. As soon as one does not fit, the view starts again in the thorough way.

use hashbrown::HashMap;
use serde_json::Value;
use twinspec_blueprint::{Make, Property};

use crate::answer::key;
use crate::answer::render::{Maker, write_json};
use crate::answer::view::{NumberedView, separate};
use crate::shape::{Plain, Shape};
use crate::store::Entity;

/// The properties of a view, ready to be written.
pub(super) struct Columns {
    columns: Vec<Column>,
    /// Which column shows a property, and what is left out on purpose; an open view shows everything
    /// else.
    named: HashMap<String, Option<usize>>,
}

/// A property of a view, ready to be written.
struct Column {
    /// The name as it stands in the object: `"name":`.
    key: Vec<u8>,
    /// The JSON of what it is when the entity has no value, where that is always the same.
    unset: Option<Vec<u8>>,
    plain: Plain,
}

impl NumberedView {
    /// Writes an entity column by column; tells whether it always looks like this, or nothing if it
    /// cannot be written in this way.
    pub(super) fn write_columns(
        &self,
        entity: &Entity,
        maker: &dyn Maker,
        output: &mut Vec<u8>,
    ) -> Option<bool> {
        let columns = self.columns.get_or_init(|| self.columns()).as_ref()?;
        if entity.is_given || self.view.id.is_some() {
            return None;
        }
        let properties = self.changed(entity);
        // From what an entity has to where it is shown: most views have several times the properties.
        let mut values: Vec<Option<&Value>> = vec![None; columns.columns.len()];
        for (name, value) in properties.iter() {
            match columns.named.get(name) {
                Some(Some(position)) => values[*position] = Some(value),
                None if self.view.open => return None,
                _ => {}
            }
        }
        let mut is_steady = true;
        output.push(b'{');
        let start = output.len();
        let described = self.view.properties.iter().zip(&columns.columns);
        for ((property, column), value) in described.zip(values) {
            let value = value.filter(|value| property.nullable || !value.is_null());
            match (value, &column.unset, &property.unset) {
                (Some(value), ..) => column.write(&self.shape, value, start, output)?,
                (None, Some(json), _) => {
                    separate(output, start);
                    output.extend_from_slice(&column.key);
                    output.extend_from_slice(json);
                }
                (None, None, Some(make)) => {
                    is_steady &= !matches!(make, Make::Uuid | Make::Now);
                    column.write(&self.shape, &maker.make(make), start, output)?;
                }
                (None, None, None) if column.plain.required => return None,
                (None, None, None) => {}
            }
        }
        output.push(b'}');
        Some(is_steady)
    }

    fn columns(&self) -> Option<Columns> {
        let properties = &self.view.properties;
        let is_repeated = |(position, it): (usize, &Property)| {
            properties[..position].iter().any(|other| other.name == it.name)
        };
        if properties.iter().enumerate().any(is_repeated) {
            return None;
        }
        let plain = self.shape.plain(properties.iter().map(|it| it.name.as_ref()))?;
        let columns = properties.iter().zip(plain).map(|(property, plain)| {
            let unset = match &property.unset {
                Some(Make::Null) => Some(Value::Null),
                Some(Make::Json(text)) => Some(serde_json::from_str(text).unwrap_or_default()),
                _ => None,
            };
            // What does not fit is found out again each time, and made to fit.
            let unset = unset.filter(|it| self.shape.may_have(&plain, it));
            Column { key: key(&property.name), unset: unset.map(|it| it.to_string().into()), plain }
        });
        let columns = columns.collect();
        let known = self.known.iter().map(|it| (it.clone(), None));
        let shown = properties.iter().enumerate();
        let shown = shown.map(|(position, it)| (it.name.to_string(), Some(position)));
        Some(Columns { columns, named: known.chain(shown).collect() })
    }
}

impl Column {
    /// Writes a value; nothing if it does not fit.
    fn write(
        &self,
        shape: &Shape,
        value: &Value,
        start: usize,
        output: &mut Vec<u8>,
    ) -> Option<()> {
        if !shape.may_have(&self.plain, value) {
            return None;
        }
        separate(output, start);
        output.extend_from_slice(&self.key);
        write_json(value, output);
        Some(())
    }
}
