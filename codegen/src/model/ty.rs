//! Types: what stands in bodies and parameters.

use serde_json::Value;

/// A named type.
#[derive(Clone)]
pub(crate) struct Definition {
    /// Its name.
    pub(crate) rust: String,
    /// Where the document describes it.
    pub(crate) place: String,
    /// What it means.
    pub(crate) doc: String,
    /// What it is.
    pub(crate) shape: Shape,
    /// What it is called where documents share it, if they do.
    pub(crate) shared: Option<String>,
    /// Whether callers make values of it: it is in some request.
    pub(crate) sent: bool,
    /// Whether it comes in: it is in some answer.
    pub(crate) answered: bool,
}

/// What a named type is.
#[derive(Clone, PartialEq)]
pub(crate) enum Shape {
    /// An object with known members.
    Object {
        /// The members, in the order of the document.
        members: Vec<Member>,
        /// The type of the members that the document does not name, if they are kept.
        extra: Option<Type>,
    },
    /// Text that is one of these values, or another that the document does not know yet.
    TextEnum(Vec<TextValue>),
    /// A value that is one of these, or another that the document does not know yet.
    ValueEnum(Vec<LiteralValue>),
    /// A value of one of several types, which marks in it tell apart.
    Union(Vec<Variant>),
    /// A value of one of several types, which nothing tells apart: each with the method that reads
    /// the value as it.
    Untyped(Vec<(String, Type)>),
}

/// A member of an object.
#[derive(Clone, PartialEq)]
pub(crate) struct Member {
    /// Its name on the wire.
    pub(crate) wire: String,
    /// Its field, and its setter.
    pub(crate) rust: String,
    /// What it means.
    pub(crate) doc: String,
    /// The type of its value.
    pub(crate) ty: Type,
    /// Whether it may be absent or null.
    pub(crate) presence: Presence,
    /// Whether only one side ever gives it.
    pub(crate) given_by: Side,
    /// A value to show, if a caller must give one and the document knows one.
    pub(crate) example: Option<Value>,
}

/// Who gives a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Whoever sends the object.
    Both,
    /// The server: it is `readOnly`.
    Server,
    /// The client: it is `writeOnly`.
    Client,
}

/// Whether a member may be absent, null, both or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always a value.
    Required,
    /// A value or absent.
    Optional,
    /// A value or null.
    Nullable,
    /// A value, null or absent.
    OptionalNullable,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A type that a setting chooses for a format, in Rust's words.
    Chosen(String),
    /// Any JSON.
    Json,
    /// Nothing at all: there is no body.
    Empty,
    /// A body as it comes.
    Raw,
    /// A body that is text.
    Plain,
    /// A body that may be missing.
    Maybe(Box<Self>),
    /// A file.
    File,
    /// A list.
    List(Box<Self>),
    /// A list of this many items, each of its own type.
    Tuple(Vec<Self>),
    /// An object whose members all have one type.
    Map(Box<Self>),
    /// A named type.
    Named(String),
    /// A named type that holds itself, and so must be behind a pointer.
    Boxed(String),
    /// A type in the module of the operation.
    Local(String),
}

/// A value of a text enum.
#[derive(Clone, PartialEq)]
pub(crate) struct TextValue {
    /// The text.
    pub(crate) wire: String,
    /// The variant.
    pub(crate) rust: String,
}

/// A value of an enum of any values.
#[derive(Clone, PartialEq)]
pub(crate) struct LiteralValue {
    /// The value.
    pub(crate) wire: Literal,
    /// The variant.
    pub(crate) rust: String,
}

/// A value that stands in a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Null,
}

/// A variant of a union.
#[derive(Clone, PartialEq)]
pub(crate) struct Variant {
    /// Its name.
    pub(crate) rust: String,
    /// The type of its value.
    pub(crate) ty: Type,
    /// What only its values have.
    pub(crate) marks: Vec<Mark>,
}

/// Something that only the values of one variant have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// The member of this name has this value.
    Tag(String, Literal),
    /// The member of this name is there.
    Member(String),
    /// The value is of this kind.
    Kind(Kind),
}

impl Presence {
    /// Whether a caller must give the member.
    pub(crate) fn is_given(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    List,
    Object,
}

impl Literal {
    /// Returns the value as text, without quotes.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(integer) => integer.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(flag) => flag.to_string(),
            Self::Null => "null".to_owned(),
        }
    }
}

impl Shape {
    /// Returns the types that stand in it.
    pub(crate) fn parts(&self) -> Box<dyn Iterator<Item = &Type> + '_> {
        match self {
            Self::Object { members, extra } => {
                Box::new(members.iter().map(|it| &it.ty).chain(extra))
            }
            Self::TextEnum(_) | Self::ValueEnum(_) => Box::new(std::iter::empty()),
            Self::Union(variants) => Box::new(variants.iter().map(|it| &it.ty)),
            Self::Untyped(variants) => Box::new(variants.iter().map(|(_, it)| it)),
        }
    }

    /// Returns the types that stand in it, to be changed.
    pub(crate) fn parts_mut(&mut self) -> Box<dyn Iterator<Item = &mut Type> + '_> {
        match self {
            Self::Object { members, extra } => {
                Box::new(members.iter_mut().map(|it| &mut it.ty).chain(extra))
            }
            Self::TextEnum(_) | Self::ValueEnum(_) => Box::new(std::iter::empty()),
            Self::Union(variants) => Box::new(variants.iter_mut().map(|it| &mut it.ty)),
            Self::Untyped(variants) => Box::new(variants.iter_mut().map(|(_, it)| it)),
        }
    }
}

impl Type {
    /// Gives each named type in it to a function, which may rename it.
    pub(crate) fn each_name(&mut self, rename: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Named(name) | Self::Boxed(name) => rename(name),
            Self::List(item) | Self::Map(item) | Self::Maybe(item) => item.each_name(rename),
            Self::Tuple(items) => items.iter_mut().for_each(|it| it.each_name(rename)),
            _ => {}
        }
    }

    /// Returns the names of the named types in it.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Named(name) | Self::Boxed(name) => vec![name],
            Self::List(item) | Self::Map(item) | Self::Maybe(item) => item.names(),
            Self::Tuple(items) => items.iter().flat_map(Self::names).collect(),
            _ => Vec::new(),
        }
    }
}
