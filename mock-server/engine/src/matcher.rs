//! The path matcher: which operation a request is for.
//!
//! Routers of web frameworks refuse what real documents contain: two parameters in a segment,
//! suffixes (`{id}.json`), parameters whose name differs by method, templates that overlap. So the
//! templates are kept as they are, sorted so that the more literal comes first, and a request is
//! compared with those of its own number of segments. A template that fits but lacks the method
//! does not end the search: `GET /contacts/search` is the contact `search` when only `POST`
//! is a search. A trailing slash means nothing. The path of a server may stand in front.
//!
//! Operations that stay alike are all given, those first whose literals of the query are there; the
//! engine then looks at what they take.

mod pattern;

use std::borrow::Cow;

use twinspec_blueprint::{Method, Operation, Text};

use crate::matcher::pattern::Pattern;
use crate::request::escape::{self, BadEscape};

/// Finds operations by method and path.
pub(crate) struct Matcher {
    /// The templates of each number of segments, the more literal first.
    by_length: Vec<Vec<Template>>,
    /// The paths of servers, which may stand in front.
    bases: Vec<Vec<String>>,
}

/// What the matcher found.
#[derive(Debug, PartialEq)]
pub(crate) enum Match<'m> {
    /// An operation, and others that are as likely meant.
    Operation(Route<'m>, Vec<Route<'m>>),
    /// The path is known, but not with this method; these it has.
    OtherMethods(Vec<&'static str>),
    /// No operation has this path.
    Nothing,
}

/// The operation that a request is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Route<'m> {
    /// Its position in the blueprint.
    pub(crate) operation: usize,
    /// The decoded values of the path parameters, by name.
    pub(crate) values: Vec<(&'m str, String)>,
}

struct Template {
    segments: Vec<Pattern>,
    looseness: Looseness,
    operations: Vec<Entry>,
}

/// An operation of a template.
struct Entry {
    method: Method,
    /// What the query must hold for the operation to be meant: `action=close`.
    literals: Vec<String>,
    operation: usize,
}

/// How literal each segment is; the smaller, the more.
type Looseness = Vec<(u8, usize)>;

impl Matcher {
    pub(crate) fn new(operations: &[Operation], bases: &[Text]) -> Self {
        let mut by_length: Vec<Vec<Template>> = Vec::new();
        for (position, operation) in operations.iter().enumerate() {
            let (path, query) = operation.path.split_once('?').unwrap_or((&operation.path, ""));
            let segments: Vec<Pattern> = split(path).map(Pattern::parse).collect();
            let length = segments.len();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Vec::new);
            }
            let templates = &mut by_length[length];
            let literals = query.split('&').filter(|it| !it.is_empty()).map(str::to_owned);
            let (method, literals) = (operation.method, literals.collect());
            let entry = Entry { method, literals, operation: position };
            if let Some(known) = templates.iter_mut().find(|it| it.segments == segments) {
                known.operations.push(entry);
            } else {
                let looseness = segments.iter().map(Pattern::looseness).collect();
                templates.push(Template { segments, looseness, operations: vec![entry] });
            }
        }
        for template in by_length.iter_mut().flatten() {
            template.operations.sort_by_key(|it| std::cmp::Reverse(it.literals.len()));
        }
        for templates in &mut by_length {
            templates.sort_by(|left, right| left.looseness.cmp(&right.looseness));
        }
        let bases = bases.iter().map(|it| split(it).map(str::to_owned).collect()).collect();
        Self { by_length, bases }
    }

    /// Finds the operation for a method, and a path and a query as they stand in the request line.
    pub(crate) fn find(
        &self,
        method: &http::Method,
        path: &str,
        query: &str,
    ) -> Result<Match<'_>, BadEscape> {
        let segments =
            split(path).map(escape::decode_segment).collect::<Result<Vec<_>, BadEscape>>()?;
        let mut search = Search { query, found: Vec::with_capacity(1), others: Vec::new() };
        search.look(self, &segments, method.as_str());
        if search.found.is_empty() && method == http::Method::HEAD {
            search.look(self, &segments, http::Method::GET.as_str());
        }
        let Search { found, others, .. } = search;
        let mut routes = found.into_iter().map(|(_, route)| route);
        match routes.next() {
            Some(first) => Ok(Match::Operation(first, routes.collect())),
            None if others.is_empty() => Ok(Match::Nothing),
            None => Ok(Match::OtherMethods(allowed(others))),
        }
    }
}

/// The search for an operation.
struct Search<'m, 'q> {
    query: &'q str,
    /// The operations that are alike and more literal than all others.
    found: Vec<(&'m Looseness, Route<'m>)>,
    /// The methods that the path has, as long as the one that is looked for is not among them.
    others: Vec<Method>,
}

impl<'m> Search<'m, '_> {
    /// Looks for a path as it is, and below each server's path.
    fn look(&mut self, matcher: &'m Matcher, segments: &[Cow<'_, str>], method: &str) {
        self.look_at(matcher, segments, method);
        for base in &matcher.bases {
            let is_below = segments.len() >= base.len()
                && base.iter().zip(segments).all(|(base, segment)| base == segment);
            if is_below {
                self.look_at(matcher, &segments[base.len()..], method);
            }
        }
    }

    fn look_at(&mut self, matcher: &'m Matcher, segments: &[Cow<'_, str>], method: &str) {
        let templates = matcher.by_length.get(segments.len()).map_or(&[][..], Vec::as_slice);
        for template in templates {
            if self.found.first().is_some_and(|(best, _)| **best < template.looseness) {
                return;
            }
            let Some(values) = template.values(segments) else { continue };
            let query = self.query;
            let entries = || template.operations.iter().filter(|it| it.method.as_str() == method);
            if entries().next().is_none() {
                self.others.extend(template.operations.iter().map(|it| it.method));
            }
            let fitting = entries().filter(|it| it.fits(query));
            for entry in fitting.chain(entries().filter(|it| !it.fits(query))) {
                if self.found.first().is_some_and(|(best, _)| **best > template.looseness) {
                    self.found.clear();
                }
                let values = values.iter().map(|(name, it)| (*name, (*it).to_owned()));
                let route = Route { operation: entry.operation, values: values.collect() };
                if self.found.iter().all(|(_, known)| *known != route) {
                    self.found.push((&template.looseness, route));
                }
            }
        }
    }
}

impl Entry {
    fn fits(&self, query: &str) -> bool {
        self.literals.iter().all(|literal| query.split('&').any(|it| it == literal))
    }
}

impl Template {
    /// Compares the template with decoded segments; gives the parameters' values if it fits.
    fn values<'m, 's>(
        &'m self,
        segments: &'s [impl AsRef<str>],
    ) -> Option<Vec<(&'m str, &'s str)>> {
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

fn split(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    // `split` gives one empty segment for an empty text; the root has none.
    path.split('/').skip(usize::from(path.is_empty()))
}
