//! Answers: what a success carries, and an enum of the answers where there are several.

use twinspec_blueprint::Status;

use crate::lower::client::errors::variant;
use crate::lower::frame::{self, Content, Media, Response};
use crate::lower::names;
use crate::lower::types::{Types, is_nullable};
use crate::model::{Answers, Case, Parameter, Type};

/// What a success carries.
pub(super) enum Success {
    One(Type),
    /// One of several, which an enum tells apart.
    Several(Vec<Case>),
}

/// Lowers the successes of an operation.
pub(super) fn lower<'d>(operation: &frame::Operation<'d>, types: &Types<'_, 'd>) -> Success {
    let mut cases = Vec::new();
    for response in successes(operation) {
        cases.extend(self::cases(response, types));
    }
    let mut kinds: Vec<Type> = Vec::new();
    for case in &cases {
        if !kinds.contains(&case.ty) {
            kinds.push(case.ty.clone());
        }
    }
    match kinds.as_slice() {
        [] => Success::One(Type::Raw),
        [ty] => Success::One(ty.clone()),
        // A body that may be null may be missing too.
        [maybe @ Type::Maybe(_), Type::Empty] | [Type::Empty, maybe @ Type::Maybe(_)] => {
            Success::One(maybe.clone())
        }
        // A body that is there with one status and not with another.
        [ty, Type::Empty] | [Type::Empty, ty] if is_json(ty) => {
            Success::One(Type::Maybe(Box::new(ty.clone())))
        }
        _ => Success::Several(named(cases)),
    }
}

impl Success {
    /// Gives the enum of several its name; `taken` are the setters that the operation has.
    pub(super) fn finish(
        self,
        name: impl FnOnce() -> String,
        taken: &[Parameter],
    ) -> (Type, Option<Answers>) {
        let cases = match self {
            Self::One(ty) => return (ty, None),
            Self::Several(cases) => cases,
        };
        let rust = name();
        let is_choice = cases.iter().any(|it| it.media_type.is_some());
        let accept_setter =
            names::free("accept".to_owned(), |it| taken.iter().any(|taken| taken.rust == *it));
        let choice = is_choice.then_some(accept_setter);
        let answers = Answers { rust: rust.clone(), accept: accept(&cases), choice, cases };
        (Type::Local(rust), Some(answers))
    }
}

/// Returns the successes; without any the `default` is one too.
pub(super) fn successes<'f, 'd>(operation: &'f frame::Operation<'d>) -> Vec<&'f Response<'d>> {
    let of = |is: fn(Status) -> bool| operation.responses.iter().filter(move |it| is(it.status));
    let declared: Vec<_> = of(|it| match it {
        Status::Exact(code) => (200..300).contains(&code),
        Status::Range(digit) => digit == 2,
        Status::Default => false,
    })
    .collect();
    if declared.is_empty() { of(|it| it == Status::Default).collect() } else { declared }
}

fn is_json(ty: &Type) -> bool {
    !matches!(ty, Type::Empty | Type::Raw | Type::Plain | Type::Local(_) | Type::Maybe(_))
}

/// Lowers a response.
fn cases<'d>(response: &Response<'d>, types: &Types<'_, 'd>) -> Vec<Case> {
    let case = |rust: String, media_type: Option<String>, ty| Case {
        status: response.status,
        media_type,
        rust,
        doc: response.description.clone(),
        ty,
    };
    let status = variant(response.status);
    let contents = choose(&response.contents);
    if contents.is_empty() {
        return vec![case(status, None, without_content(response.status))];
    }
    let is_only = contents.len() == 1;
    let lower = |content: &Content<'d>| {
        let ty = ty(content, types);
        let rust = if is_only { status.clone() } else { format!("{status}{}", media(content)) };
        case(rust, (!is_only).then(|| content.media_type.to_owned()), ty)
    };
    contents.into_iter().map(lower).collect()
}

/// A status that forbids a body has none; any other may bring one that nobody described.
fn without_content(status: Status) -> Type {
    match status {
        Status::Exact(204 | 205 | 304) => Type::Empty,
        _ => Type::Raw,
    }
}

/// What the body of an answer is read as.
pub(super) fn ty<'d>(content: &Content<'d>, types: &Types<'_, 'd>) -> Type {
    match (content.media(), &content.schema) {
        (Media::Json, Some(schema)) => match types.of(schema) {
            Type::File => Type::Raw,
            Type::Json => Type::Json,
            ty if is_nullable(schema) => Type::Maybe(Box::new(ty)),
            ty => ty,
        },
        (Media::Text, _) => Type::Plain,
        _ => Type::Raw,
    }
}

/// Of forms that are read alike the first is enough; what is JSON has the say in all that has the
/// shape of JSON.
fn choose<'c, 'd>(contents: &'c [Content<'d>]) -> Vec<&'c Content<'d>> {
    let mut chosen: Vec<&Content<'d>> = Vec::new();
    let mut sorted: Vec<&Content<'d>> = contents.iter().collect();
    sorted.sort_by_key(|it| it.media() != Media::Json);
    for content in sorted {
        let repeats = |it: &&Content<'d>| {
            it.media() == content.media() && content.media() != Media::Json
                || it.schema.is_some() && value(it) == value(content)
        };
        if !chosen.iter().any(repeats) {
            chosen.push(content);
        }
    }
    chosen
}

fn value<'d>(content: &Content<'d>) -> Option<&'d serde_json::Value> {
    content.resolved().map(|it| it.value())
}

fn media(content: &Content<'_>) -> &'static str {
    match content.media() {
        Media::Json => "Json",
        Media::Text => "Text",
        Media::Form | Media::Multipart | Media::Bytes => "Raw",
    }
}

/// JSON is asked for before all else.
fn accept(cases: &[Case]) -> String {
    let mut accepted: Vec<String> = Vec::new();
    for case in cases {
        let media_type = case.media_type.as_deref().unwrap_or("application/json");
        let weight = if accepted.is_empty() { "" } else { ";q=0.9" };
        let is_there = accepted.iter().any(|it| it.split(';').next() == Some(media_type));
        if !is_there {
            accepted.push(format!("{media_type}{weight}"));
        }
    }
    accepted.join(", ")
}

fn named(cases: Vec<Case>) -> Vec<Case> {
    let mut taken = vec!["Other".to_owned()];
    let name = |case: Case| {
        let rust = names::free(case.rust, |it| taken.contains(it));
        taken.push(rust.clone());
        Case { rust, ..case }
    };
    cases.into_iter().map(name).collect()
}
