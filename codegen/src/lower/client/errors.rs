//! The errors that an operation documents.

use twinspec_blueprint::Status;

use crate::lower::client::answers;
use crate::lower::frame::{self, Response, json_content};
use crate::lower::names;
use crate::lower::types::Types;
use crate::model::{ErrorBody, Errors, Operation, SharedErrors, Tag, Type};

/// Lowers the errors of an operation, each with the type that its body is read as.
pub(super) fn lower<'d>(operation: &frame::Operation<'d>, types: &Types<'_, 'd>) -> Vec<ErrorBody> {
    let errors = operation.responses.iter().filter(|it| is_error(it.status));
    let mut taken = Vec::new();
    let lower = |response: &Response<'d>| {
        let rust = names::free(variant(response.status), |it| taken.contains(it));
        taken.push(rust.clone());
        let contents = &response.contents;
        let content = json_content(contents).or(contents.first());
        ErrorBody {
            status: response.status,
            rust,
            doc: response.description.clone(),
            ty: content.map_or(Type::Raw, |it| answers::ty(it, types)),
        }
    };
    errors.map(lower).collect()
}

/// Takes the errors that several operations document out of them, into one enum each.
///
/// Such an enum is called by its statuses, so that no other operation can rename it.
pub(super) fn share(tags: &mut [Tag]) -> Vec<SharedErrors> {
    let mut known: Vec<(Vec<ErrorBody>, usize)> = Vec::new();
    for bodies in tags.iter().flat_map(|it| &it.operations).filter_map(own) {
        match known.iter_mut().find(|(it, _)| is_same(it, bodies)) {
            Some((_, count)) => *count += 1,
            None => known.push((bodies.to_vec(), 1)),
        }
    }
    known.retain(|(_, count)| *count > 1);
    let mut taken = Vec::new();
    let name = |(bodies, _): (Vec<ErrorBody>, usize)| {
        let rust = names::free(name(&bodies), |it| taken.contains(it));
        taken.push(rust.clone());
        SharedErrors { rust, bodies }
    };
    let mut shared: Vec<SharedErrors> = known.into_iter().map(name).collect();
    for operation in tags.iter_mut().flat_map(|it| &mut it.operations) {
        let Errors::Own { rust, bodies } = &operation.errors else { continue };
        if let Some(same) = shared.iter().find(|it| is_same(&it.bodies, bodies)) {
            operation.errors = Errors::Shared { rust: rust.clone(), shared: same.rust.clone() };
        }
    }
    shared.sort_by(|one, other| one.rust.cmp(&other.rust));
    shared
}

fn own(operation: &Operation) -> Option<&[ErrorBody]> {
    match &operation.errors {
        Errors::Own { bodies, .. } => Some(bodies),
        Errors::None | Errors::Shared { .. } => None,
    }
}

/// Names errors by their statuses: `Errors401_404`.
fn name(bodies: &[ErrorBody]) -> String {
    let mut codes: Vec<String> = Vec::new();
    let mut words = String::new();
    for body in bodies {
        match body.status {
            Status::Exact(code) => codes.push(code.to_string()),
            Status::Range(_) | Status::Default => words.push_str(&variant(body.status)),
        }
    }
    format!("{words}Errors{}", codes.join("_"))
}

/// What the document says about them may differ: it is for the reader.
fn is_same(one: &[ErrorBody], other: &[ErrorBody]) -> bool {
    let key = |it: &ErrorBody| (it.status, it.ty.clone());
    one.iter().map(key).eq(other.iter().map(key))
}

fn is_error(status: Status) -> bool {
    match status {
        // A redirect is not followed: whoever has to know where to is the caller.
        Status::Exact(code) => code >= 300,
        Status::Range(digit) => digit >= 3,
        Status::Default => true,
    }
}

/// Names a status as RFC 9110 and RFC 6585 do, as one word.
pub(super) fn variant(status: Status) -> String {
    let name = match status {
        Status::Default => "Other",
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(_) => "ServerError",
        Status::Exact(code) => match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            412 => "PreconditionFailed",
            413 => "ContentTooLarge",
            415 => "UnsupportedMediaType",
            422 => "UnprocessableContent",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            other => return format!("Status{other}"),
        },
    };
    name.to_owned()
}
