//! Media types and the ranges that a document declares.

/// A key of a `content` object: `application/json`, `text/*`, `*/*`, perhaps with parameters.
#[derive(Debug, Clone)]
pub(crate) struct MediaRange {
    essence: String,
    parameters: Vec<(String, String)>,
}

/// How well a range fits: the greater, the more specific.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    Anything,
    Type,
    Exact,
    ExactWithParameters,
}

impl MediaRange {
    pub(crate) fn parse(text: &str) -> Self {
        let mut pieces = text.split(';');
        let essence = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameters = pieces.filter_map(|it| it.split_once('=')).map(|(name, value)| {
            let value = value.trim().trim_matches('"');
            (name.trim().to_ascii_lowercase(), value.to_ascii_lowercase())
        });
        Self { essence, parameters: parameters.collect() }
    }

    /// Whether `found` (the value of a `Content-Type` header) lies in this range.
    ///
    /// Parameters count only where the document names them: `; charset=utf-8` is everywhere and
    /// means nothing for JSON.
    pub(crate) fn fit(&self, found: &Self) -> Option<Fit> {
        if !self.parameters.iter().all(|it| found.parameters.contains(it)) {
            return None;
        }
        if self.essence == found.essence {
            let plain = self.parameters.is_empty();
            return Some(if plain { Fit::Exact } else { Fit::ExactWithParameters });
        }
        if self.essence == "*/*" || self.essence == "*" {
            return Some(Fit::Anything);
        }
        let kind = self.essence.strip_suffix('*').filter(|it| it.ends_with('/'))?;
        found.essence.starts_with(kind).then_some(Fit::Type)
    }

    pub(crate) fn is_json(&self) -> bool {
        self.essence == "application/json"
            || self.essence == "text/json"
            || self.essence.ends_with("+json")
    }

    pub(crate) fn is_form(&self) -> bool {
        self.essence == "application/x-www-form-urlencoded"
    }

    pub(crate) fn is_text(&self) -> bool {
        self.essence == "text/plain"
    }
}
