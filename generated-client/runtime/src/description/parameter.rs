//! Where a parameter goes, and how its value is written there.

/// A parameter of an operation, or a member of a form.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) style: Style,
    explode: Option<bool>,
    pub(crate) is_json: bool,
    pub(crate) allows_reserved: bool,
}

impl Parameter {
    /// Describes a parameter that stands in the path template, in the style `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path, Style::Simple)
    }

    /// Describes a parameter of the query, in the style `form`: a list repeats its name.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, Style::Form)
    }

    /// Describes a header, in the style `simple`: a list is joined by commas.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, Style::Simple)
    }

    /// Describes a cookie, in the style `form`.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, Style::Form)
    }

    /// Sets the style.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Says whether each item has a place of its own; by default only in the style `form`.
    #[must_use]
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode: Some(explode), ..self }
    }

    /// Says that the value is written as JSON (`content: application/json`).
    #[must_use]
    pub const fn json(self) -> Self {
        Self { is_json: true, ..self }
    }

    /// Says that reserved characters in a query stay as they are (`allowReserved`).
    ///
    /// `#`, `&`, `+`, `[`, `]` and `%` are encoded nevertheless: as they are they mean something
    /// else in a query.
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self { allows_reserved: true, ..self }
    }

    /// Gives each member of an object, however deep, a place of its own: `filter[name]=x`.
    #[must_use]
    pub const fn deep_object(self) -> Self {
        self.style(Style::DeepObject).explode(true)
    }

    const fn new(name: &'static str, place: Place, style: Style) -> Self {
        Self { name, place, style, explode: None, is_json: false, allows_reserved: false }
    }

    pub(crate) fn is_exploded(&self) -> bool {
        self.explode.unwrap_or(self.style == Style::Form)
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a list or an object is written in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`, in a path or a header.
    Simple,
    /// `.a.b`, in a path.
    Label,
    /// `;name=a;name=b`, in a path.
    Matrix,
    /// `name=a&name=b`, in a query or a cookie.
    Form,
    /// `name=a%20b`, in a query.
    SpaceDelimited,
    /// `name=a%7Cb`, in a query.
    PipeDelimited,
    /// `name[key]=a`, in a query; items of a list are numbered (`name[0]=a`).
    DeepObject,
}
