//! The errors that an operation documents.

use twinspec_blueprint::Status;

use crate::lower::frame;
use crate::lower::names;
use crate::lower::types::Types;
use crate::model::{ErrorBody, Type};

pub(super) fn lower<'d>(operation: &frame::Operation<'d>, types: &Types<'_, 'd>) -> Vec<ErrorBody> {
    let errors = operation.responses.iter().filter(|it| is_error(it.status));
    let mut taken = Vec::new();
    let lower = |response: &frame::Response<'d>| {
        let rust = names::free(variant(response.status), |it| taken.contains(it));
        taken.push(rust.clone());
        let name = format!("{}_{rust}", operation.id);
        ErrorBody {
            status: response.status,
            rust,
            doc: response.description.clone(),
            ty: response.schema.as_ref().map_or(Type::Json, |it| types.of(it, &name)),
        }
    };
    errors.map(lower).collect()
}

fn is_error(status: Status) -> bool {
    match status {
        Status::Exact(code) => code >= 400,
        Status::Range(digit) => digit >= 4,
        Status::Default => true,
    }
}

/// The names of RFC 9110 and RFC 6585, as one word.
fn variant(status: Status) -> String {
    let name = match status {
        Status::Default => "Other",
        Status::Range(4) => "ClientError",
        Status::Range(_) => "ServerError",
        Status::Exact(code) => match code {
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
