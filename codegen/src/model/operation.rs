//! Operations: what a call takes, how it is sent, and what comes back.

use serde_json::Value;
use twinspec_blueprint::{Method, Place, Status};

use crate::model::{Member, Type, file};

/// The operations that share a tag.
pub(crate) struct Tag {
    /// The module, and the client's method: `contacts`.
    pub(crate) module: String,
    /// The type that the client's method gives: `Contacts`.
    pub(crate) rust: String,
    /// What it is about.
    pub(crate) doc: String,
    /// Its operations, in the order of the document.
    pub(crate) operations: Vec<Operation>,
}

impl Tag {
    /// Returns what the file of its module is called.
    pub(crate) fn file(&self) -> String {
        file(&self.module)
    }
}

/// An operation.
pub(crate) struct Operation {
    /// The `operationId`.
    pub(crate) id: String,
    /// The method on the tag: `get`.
    pub(crate) rust: String,
    /// The builder: `Get`.
    pub(crate) builder: String,
    /// The constant that describes its request: `GET`.
    pub(crate) constant: String,
    /// What it does.
    pub(crate) doc: String,
    /// Whether the document advises against it.
    pub(crate) deprecated: bool,
    /// The HTTP method.
    pub(crate) method: Method,
    /// The path template, as the document writes it.
    pub(crate) path: String,
    /// The path template, as far as it reaches a server, with the literals of its query.
    pub(crate) template: String,
    /// The server, if it is not that of the document.
    pub(crate) server: Option<String>,
    /// The parameters but for the shared ones; required ones first.
    pub(crate) parameters: Vec<Parameter>,
    /// The names of the shared ones, if it does not take them all.
    pub(crate) shared: Option<Vec<String>>,
    /// The request body.
    pub(crate) body: Option<Body>,
    /// The alternatives of scheme names of which one is needed.
    pub(crate) security: Vec<Vec<String>>,
    /// What a success carries.
    pub(crate) success: Type,
    /// The answers, when there are several: the success is an enum of them.
    pub(crate) answers: Option<Answers>,
    /// The documented errors.
    pub(crate) errors: Errors,
}

/// A parameter of an operation.
pub(crate) struct Parameter {
    /// Its name on the wire.
    pub(crate) wire: String,
    /// The argument or setter.
    pub(crate) rust: String,
    /// What it means.
    pub(crate) doc: String,
    /// Where it stands.
    pub(crate) place: Place,
    /// Whether it is an argument (or else a setter).
    pub(crate) required: bool,
    /// The type of its value.
    pub(crate) ty: Type,
    /// How its value is written.
    pub(crate) writing: Writing,
    /// A value to show, if it is required and the document knows one.
    pub(crate) example: Option<Value>,
}

/// How a value is written in its place, where it is not the usual way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writing {
    /// The style.
    pub(crate) style: Option<Style>,
    /// Whether each item has a place of its own.
    pub(crate) explode: Option<bool>,
    /// Whether it is JSON.
    pub(crate) json: bool,
    /// Whether reserved characters stay as they are.
    pub(crate) allow_reserved: bool,
}

/// How a list or an object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// A request body.
pub(crate) struct Body {
    /// Whether a call must have it.
    pub(crate) required: bool,
    /// The type of its value.
    pub(crate) ty: Type,
    /// How a caller gives it.
    pub(crate) given: Given,
    /// How it is sent.
    pub(crate) form: Form,
    /// A value to show, if it is given whole and the document knows one.
    pub(crate) example: Option<Value>,
}

/// How a caller gives a body.
pub(crate) enum Given {
    /// Its members are arguments and setters of the call, in the order of the object's members.
    Members(Vec<Input>),
    /// Whole, by this name.
    Whole(String),
}

/// How a body is sent.
pub(crate) enum Form {
    /// As JSON of this media type.
    Json(String),
    /// Like an HTML form; members with a style of their own are described.
    Fields(Vec<(String, Writing)>),
    /// In parts.
    Multipart(Vec<Part>, Rest),
    /// As a file, with the media type of one that has none.
    File(String),
    /// As text of this media type.
    Text(String),
    /// As one of several; the type is an enum of them.
    OneOf(Vec<BodyVariant>),
}

/// What a body of parts does with members that the document does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// There are none.
    None,
    /// They are parts too.
    Extra,
    /// All are such: the body is a map.
    All,
}

/// A part of a body.
pub(crate) struct Part {
    /// Its name on the wire.
    pub(crate) wire: String,
    /// The field.
    pub(crate) rust: String,
    /// Whether it is a file.
    pub(crate) is_file: bool,
    /// Its media type, where the document says one.
    pub(crate) media_type: Option<String>,
}

/// One of several forms of a body.
pub(crate) struct BodyVariant {
    /// The variant.
    pub(crate) rust: String,
    /// The type of its value.
    pub(crate) ty: Type,
    /// How it is sent.
    pub(crate) form: Form,
}

/// A member of a request body as an input of the call.
pub(crate) struct Input {
    /// The argument or setter; not always the field's name, which may be taken by a parameter.
    pub(crate) rust: String,
    /// The member.
    pub(crate) member: Member,
}

/// The answers of an operation that has several.
pub(crate) struct Answers {
    /// The enum.
    pub(crate) rust: String,
    /// What the client would like to get.
    pub(crate) accept: String,
    /// The setter by which a caller picks one of several media types.
    pub(crate) choice: Option<String>,
    /// The answers, in the order in which they are looked for.
    pub(crate) cases: Vec<Case>,
}

/// One of several answers.
pub(crate) struct Case {
    /// The statuses it stands for.
    pub(crate) status: Status,
    /// The media type, if it is told apart by it.
    pub(crate) media_type: Option<String>,
    /// Its variant.
    pub(crate) rust: String,
    /// What it means.
    pub(crate) doc: String,
    /// What its body holds.
    pub(crate) ty: Type,
}

/// The errors that an operation documents.
pub(crate) enum Errors {
    /// None at all.
    None,
    /// An enum of its own.
    Own {
        /// The enum: `GetError`.
        rust: String,
        /// What each carries, in the order of the document.
        bodies: Vec<ErrorBody>,
    },
    /// Those that other operations document too.
    Shared {
        /// The name that it has here.
        rust: String,
        /// The shared enum.
        shared: String,
    },
}

/// An enum of errors that several operations document.
pub(crate) struct SharedErrors {
    /// The enum.
    pub(crate) rust: String,
    /// What each carries, in the order of the document.
    pub(crate) bodies: Vec<ErrorBody>,
}

/// A documented error.
#[derive(Clone)]
pub(crate) struct ErrorBody {
    /// The statuses it stands for.
    pub(crate) status: Status,
    /// Its variant: `NotFound`.
    pub(crate) rust: String,
    /// What it means.
    pub(crate) doc: String,
    /// What its body holds.
    pub(crate) ty: Type,
}
