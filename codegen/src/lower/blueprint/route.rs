//! Path templates as the ways to collections and their items.

/// A path template, in segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route<'d>(Vec<Segment<'d>>);

/// A segment of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment<'d> {
    Literal(&'d str),
    Parameter(&'d str),
}

impl<'d> Route<'d> {
    /// Reads a template; a trailing slash makes no difference, and neither does what comes after
    /// the path.
    pub(super) fn parse(path: &'d str) -> Self {
        let segment = |it: &'d str| {
            let name = it.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
            // Two parameters in one segment (`{from}-{to}`) name no item.
            let name = name.filter(|it| !it.contains(['{', '}']));
            name.map_or(Segment::Literal(it), Segment::Parameter)
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self(path.split('/').filter(|it| !it.is_empty()).map(segment).collect())
    }

    /// Returns the last segment.
    pub(super) fn last(&self) -> Option<Segment<'d>> {
        self.0.last().copied()
    }

    /// Returns the route without its last segment.
    pub(super) fn parent(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }

    /// Splits an item into its collection and the parameter that names it.
    pub(super) fn as_item(&self) -> Option<(Self, &'d str)> {
        match self.last()? {
            Segment::Parameter(name) => Some((self.parent(), name)),
            Segment::Literal(_) => None,
        }
    }

    /// Returns the last segment, when it is no parameter.
    pub(super) fn literal(&self) -> Option<&'d str> {
        match self.last()? {
            Segment::Literal(name) => Some(name),
            Segment::Parameter(_) => None,
        }
    }

    /// Returns what the route is about: its last literal segment.
    pub(super) fn subject(&self) -> Option<&'d str> {
        self.0.iter().rev().find_map(|it| match it {
            Segment::Literal(name) => Some(*name),
            Segment::Parameter(_) => None,
        })
    }

    /// Returns the names of the parameters, in their order.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &'d str> {
        self.0.iter().filter_map(|it| match it {
            Segment::Parameter(name) => Some(*name),
            Segment::Literal(_) => None,
        })
    }

    /// Whether a segment of the route is this name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.0.contains(&Segment::Literal(name))
    }

    /// Returns the items on the way, outermost first, without the route itself.
    pub(super) fn items_above(&self) -> impl Iterator<Item = (Self, &'d str)> {
        let prefixes = (1..self.0.len()).map(|it| Self(self.0[..it].to_vec()));
        prefixes.filter_map(|it| it.as_item())
    }

    /// Returns the segments that come after those of another, which this one begins with.
    pub(super) fn below(&self, above: &Route<'_>) -> impl Iterator<Item = Segment<'d>> {
        self.0.iter().skip(above.0.len()).copied()
    }

    /// Whether two routes differ in nothing but the names of their parameters.
    pub(super) fn matches(&self, other: &Route<'_>) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|it| match it {
                (Segment::Literal(one), Segment::Literal(other)) => one == other,
                (Segment::Parameter(_), Segment::Parameter(_)) => true,
                _ => false,
            })
    }

    /// Whether this route begins with all of another.
    pub(super) fn starts_with(&self, other: &Route<'_>) -> bool {
        self.0.len() >= other.0.len() && Self(self.0[..other.0.len()].to_vec()).matches(other)
    }
}
