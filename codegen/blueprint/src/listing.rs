//! Lists: which entities, in which order, how many at a time.

use crate::{List, Text};

/// How a list is chosen, ordered and cut into pages.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Listing {
    /// Parameters that must equal a property.
    pub filters: List<Filter>,
    /// The query parameter with free text to search for.
    pub query: Option<Text>,
    /// Whether the request body says what is searched for, in one of the shapes that the engine
    /// knows.
    pub search: bool,
    /// The order of the list.
    pub order: Order,
    /// How callers may ask for another order.
    pub sort: Option<Sort>,
    /// The query parameter with the page's size.
    pub limit: Option<Limit>,
    /// How a caller says where the page starts. The first of several ways that leads away from the
    /// beginning counts, and a caller who takes none is told of the next page by the first one.
    pub starts: List<Start>,
}

/// A parameter that picks the entities whose property has its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The parameter, of the path or the query; a query parameter that is absent picks all.
    pub parameter: Text,
    /// The property of the entity.
    pub property: Text,
    /// How the two are compared.
    pub compare: Compare,
}

/// How a property is compared with what a caller asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Compare {
    /// It is equal to the value, or to one of them.
    #[default]
    Equal,
    /// It is not less.
    AtLeast,
    /// It is not more.
    AtMost,
    /// It is more.
    More,
    /// It is less.
    Less,
}

/// The order of a list.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// As the entities were created.
    #[default]
    Created,
    /// By this property, smallest first; the id breaks ties.
    Ascending(Text),
    /// By this property, largest first; the id breaks ties, also descending.
    Descending(Text),
}

/// How a caller asks for an order: `name`, `-name`, `name:desc`, `name desc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The query parameter with the property.
    pub parameter: Text,
    /// The query parameter with `asc` or `desc`, if there is one.
    pub direction: Option<Text>,
}

/// How many entities a page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The query parameter.
    pub parameter: Text,
    /// The size without the parameter.
    pub default: usize,
}

/// A way to say where the page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// By the number of entities to skip.
    Offset {
        /// The query parameter.
        parameter: Text,
    },
    /// By the number of the page.
    Page {
        /// The query parameter.
        parameter: Text,
        /// The number of the first page: 1, or 0.
        first: usize,
    },
    /// After the entity with this id.
    After {
        /// The query parameter with the id of the last entity of the page before; it stands
        /// last where the cursor has several parts.
        id: Text,
        /// The query parameter with that entity's creation time in milliseconds since 1970;
        /// it is used alone, or when the id is unknown.
        stamp: Option<Text>,
    },
}
