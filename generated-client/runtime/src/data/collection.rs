//! What holds values of another type: options, boxes, lists, tuples and maps; and any JSON.

use super::{Data, Json, Map, Members, write};
use crate::error::DecodeError;

impl<T: Data> Data for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        if json.is_null() { Ok(T::null()) } else { T::read(json).map(Some) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(out),
            None => write::plain(&(), out),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Data> Data for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        T::read(json).map(Self::new)
    }

    fn write(&self, out: &mut Vec<u8>) {
        (**self).write(out);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Data> Data for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        items(json)?
            .into_iter()
            .enumerate()
            .map(|(index, it)| T::read(it).map_err(|it| it.at_index(index)))
            .collect()
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::list(self, T::write, out);
    }
}

fn items(json: Json) -> Result<Vec<Json>, DecodeError> {
    match json {
        Json::Array(items) => Ok(items),
        other => Err(DecodeError::mismatch(&other, "a list")),
    }
}

impl<T: Data> Data for Map<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        let Json::Object(members) = json else {
            return Err(DecodeError::mismatch(&json, "an object"));
        };
        let read = |(name, json): (String, Json)| match T::read(json) {
            Ok(value) => Ok((name, value)),
            Err(error) => Err(error.at_member(&name)),
        };
        members.into_iter().map(read).collect()
    }

    fn write(&self, out: &mut Vec<u8>) {
        let mut members = Members::begin(out);
        self.write_members(&[], &mut members);
        members.end();
    }

    fn write_members(&self, known: &[&str], out: &mut Members<'_>) {
        for (name, value) in self {
            if !known.contains(&name.as_str()) {
                value.write(out.name(name));
            }
        }
    }
}

impl Data for Json {
    fn blank() -> Self {
        Self::Null
    }

    fn null() -> Option<Self> {
        Some(Self::Null)
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        Ok(json)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(self, out);
    }
}

/// Tuples are lists of exactly so many items.
macro_rules! tuples {
    ($(($($item:ident $index:tt),+) = $length:literal)*) => { $(
        impl<$($item: Data),+> Data for ($($item,)+) {
            fn blank() -> Self {
                ($($item::blank(),)+)
            }

            fn read(json: Json) -> Result<Self, DecodeError> {
                let mut items = items(json)?;
                if items.len() != $length {
                    let message = format!("expected {} items, found {}", $length, items.len());
                    return Err(DecodeError::new(message));
                }
                Ok(($(
                    $item::read(items[$index].take()).map_err(|it| it.at_index($index))?,
                )+))
            }

            fn write(&self, out: &mut Vec<u8>) {
                let parts: [&dyn super::Part; $length] = [$(&self.$index),+];
                write::list(parts, |it, out| it.put(out), out);
            }
        }
    )* };
}

tuples! {
    (A 0) = 1
    (A 0, B 1) = 2
    (A 0, B 1, C 2) = 3
    (A 0, B 1, C 2, D 3) = 4
    (A 0, B 1, C 2, D 3, E 4) = 5
    (A 0, B 1, C 2, D 3, E 4, F 5) = 6
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6) = 7
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7) = 8
}
