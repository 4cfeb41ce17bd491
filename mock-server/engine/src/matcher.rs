//! The path matcher: which operation a request is for.
//!
//! Routers of web frameworks refuse what real documents contain: two parameters in a segment,
//! suffixes (`{id}.json`), parameters whose name differs by method, templates that overlap. So the
//! templates are kept as they are, sorted so that the more literal comes first, and a request is
//! compared with those of its own number of segments. A template that fits but lacks the method
//! does not end the search: `GET /contacts/search` is the contact `search` when only `POST`
//! is a search. A trailing slash means nothing.

mod pattern;

use twinspec_blueprint::{Method, Operation};

use crate::matcher::pattern::Pattern;
use crate::request::escape::{self, BadEscape};

/// Finds operations by method and path.
pub(crate) struct Matcher {
    /// The templates of each number of segments, the more literal first.
    by_length: Vec<Vec<Template>>,
}

/// What the matcher found.
#[derive(Debug, PartialEq)]
pub(crate) enum Match {
    /// An operation, and the values of its path parameters.
    Operation(Route),
    /// The path is known, but not with this method; these it has.
    OtherMethods(Vec<&'static str>),
    /// No operation has this path.
    Nothing,
}

/// The operation that a request is for.
#[derive(Debug, PartialEq)]
pub(crate) struct Route {
    /// Its position in the blueprint.
    pub(crate) operation: usize,
    /// The decoded values of the path parameters, by name.
    pub(crate) values: Vec<(String, String)>,
}

struct Template {
    segments: Vec<Pattern>,
    operations: Vec<(Method, usize)>,
}

impl Matcher {
    pub(crate) fn new(operations: &[Operation]) -> Self {
        let mut by_length: Vec<Vec<Template>> = Vec::new();
        for (position, operation) in operations.iter().enumerate() {
            let segments: Vec<Pattern> =
                split(template_path(&operation.path)).map(Pattern::parse).collect();
            let length = segments.len();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Vec::new);
            }
            let templates = &mut by_length[length];
            let entry = (operation.method, position);
            match templates.iter_mut().find(|it| it.segments == segments) {
                Some(template) => template.operations.push(entry),
                None => templates.push(Template { segments, operations: vec![entry] }),
            }
        }
        for templates in &mut by_length {
            templates.sort_by(|left, right| {
                let left = left.segments.iter().map(Pattern::looseness);
                left.cmp(right.segments.iter().map(Pattern::looseness))
            });
        }
        Self { by_length }
    }

    /// Finds the operation for a method and a path as it stands in the request line.
    pub(crate) fn find(&self, method: &http::Method, path: &str) -> Result<Match, BadEscape> {
        let segments =
            split(path).map(escape::decode_segment).collect::<Result<Vec<_>, BadEscape>>()?;
        let templates = self.by_length.get(segments.len()).map_or(&[][..], Vec::as_slice);

        let mut others = Vec::new();
        let mut read_for_head = None;
        for template in templates {
            let Some(values) = template.values(&segments) else { continue };
            for (known, operation) in &template.operations {
                if known.as_str() == method.as_str() {
                    let values = values
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .collect();
                    return Ok(Match::Operation(Route { operation: *operation, values }));
                }
            }
            for (known, operation) in &template.operations {
                others.push(*known);
                if *known == Method::Get && method == http::Method::HEAD && read_for_head.is_none()
                {
                    let values = values
                        .iter()
                        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                        .collect();
                    read_for_head = Some(Route { operation: *operation, values });
                }
            }
        }
        if let Some(route) = read_for_head {
            return Ok(Match::Operation(route));
        }
        if others.is_empty() {
            return Ok(Match::Nothing);
        }
        Ok(Match::OtherMethods(allowed(others)))
    }
}

impl Template {
    /// Compares the template with decoded segments; gives the parameters' values if it fits.
    fn values<'a>(&'a self, segments: &'a [impl AsRef<str>]) -> Option<Vec<(&'a str, &'a str)>> {
        let mut values = Vec::new();
        for (pattern, segment) in self.segments.iter().zip(segments) {
            if !pattern.fits(segment.as_ref(), &mut values) {
                return None;
            }
        }
        Some(values)
    }
}

/// Lists the methods of a path for `Allow`, with those that the engine answers by itself.
fn allowed(mut methods: Vec<Method>) -> Vec<&'static str> {
    if methods.contains(&Method::Get) {
        methods.push(Method::Head);
    }
    methods.push(Method::Options);
    methods.sort_unstable();
    methods.dedup();
    methods.into_iter().map(Method::as_str).collect()
}

/// Cuts a template's query and fragment off: they take no part in finding the path.
fn template_path(template: &str) -> &str {
    template.split(['?', '#']).next().unwrap_or_default()
}

fn split(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    // `split` gives one empty segment for an empty text; the root has none.
    path.split('/').skip(usize::from(path.is_empty()))
}
