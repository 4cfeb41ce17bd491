//! `Prefer`: a caller asks for one of the document's answers, as other mocks let it.
//!
//! `Prefer: code=404`, `example=cat` and `dynamic=true`, several with commas or semicolons between
//! them; `__code`, `__example` and `__dynamic` in the query say the same.

use http::HeaderMap;

use crate::request::escape;

/// What a caller asks for; nothing is the rule.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Prefer {
    /// The status, as it was written.
    pub(crate) code: Option<String>,
    /// The name of an example.
    pub(crate) example: Option<String>,
    /// Whether the answer is made up, also where there are examples.
    pub(crate) dynamic: Option<bool>,
}

impl Prefer {
    /// Reads the wishes; `None` if there are none.
    pub(crate) fn read(headers: &HeaderMap, query: &str) -> Option<Self> {
        let mut prefer = Self::default();
        if query.contains("__") {
            for (key, value) in escape::query_pairs(query).unwrap_or_default() {
                if is_key(&key) {
                    prefer.note(&key[2..], &value);
                }
            }
        }
        for line in headers.get_all("prefer").iter().filter_map(|it| it.to_str().ok()) {
            for wish in line.split([',', ';']) {
                let (name, value) = wish.split_once('=').unwrap_or((wish, "true"));
                prefer.note(name.trim(), value.trim().trim_matches('"'));
            }
        }
        (prefer != Self::default()).then_some(prefer)
    }

    fn note(&mut self, name: &str, value: &str) {
        match name {
            "code" => self.code = Some(value.to_owned()),
            "example" => self.example = Some(value.to_owned()),
            "dynamic" => self.dynamic = Some(value == "true"),
            _ => {}
        }
    }
}

/// Whether a key of the query is such a wish.
pub(crate) fn is_key(key: &str) -> bool {
    matches!(key, "__code" | "__example" | "__dynamic")
}
