//! The part of an error that is the same for all operations.

use super::{DecodeError, reason};
use crate::credential::Credentials;
use crate::response::Answered;
use crate::transport::TransportError;

/// What failed, and why.
#[derive(Debug)]
pub(crate) struct Failure {
    operation: &'static str,
    // Made when the failure happens, because only then the credentials are at hand that it must
    // not repeat.
    text: String,
    cause: Cause,
}

#[derive(Debug)]
pub(crate) enum Cause {
    /// The request or the client could not be built.
    Request(String),
    /// There is no answer.
    Transport(TransportError),
    /// The status says that the call failed.
    Status(Answered),
    /// The body is not what the document says.
    Decode(Answered, DecodeError),
}

/// Where something failed.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The `operationId`, or the name of the client.
    pub(crate) operation: &'static str,
    /// Method and path; empty when there was no call.
    pub(crate) request: String,
}

impl Failure {
    pub(crate) fn new(place: &Place, credentials: &Credentials, cause: Cause) -> Box<Self> {
        let cause = match cause {
            Cause::Decode(answered, error) => {
                Cause::Decode(answered, error.map_texts(|it| credentials.redact(it)))
            }
            other => other,
        };
        let described = describe(&cause, credentials);
        let text = match place.request.as_str() {
            "" => format!("{}: {described}", place.operation),
            request => format!("{}: {} {described}", place.operation, line(request, credentials)),
        };
        Box::new(Self { operation: place.operation, text, cause })
    }

    pub(crate) fn operation(&self) -> &str {
        self.operation
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn answered(&self) -> Option<&Answered> {
        match &self.cause {
            Cause::Status(answered) | Cause::Decode(answered, _) => Some(answered),
            Cause::Request(_) | Cause::Transport(_) => None,
        }
    }

    pub(crate) fn decode_error(&self) -> Option<&DecodeError> {
        match &self.cause {
            Cause::Decode(_, error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn transport_error(&self) -> Option<&TransportError> {
        match &self.cause {
            Cause::Transport(error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn is_request(&self) -> bool {
        matches!(self.cause, Cause::Request(_))
    }

    pub(crate) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Transport(error) => Some(error),
            Cause::Decode(_, error) => Some(error),
            Cause::Request(_) | Cause::Status(_) => None,
        }
    }
}

fn describe(cause: &Cause, credentials: &Credentials) -> String {
    match cause {
        Cause::Request(problem) => line(problem, credentials),
        Cause::Transport(error) => line(&error.to_string(), credentials),
        Cause::Status(answered) => answer(answered, credentials),
        Cause::Decode(answered, error) if answered.status.is_success() => {
            let error = line(&error.to_string(), credentials);
            format!("answered {}, but its body cannot be read: {error}", status(answered))
        }
        Cause::Decode(answered, error) => {
            let error = line(&error.to_string(), credentials);
            format!("{} (not the documented body: {error})", answer(answered, credentials))
        }
    }
}

fn answer(answered: &Answered, credentials: &Credentials) -> String {
    let reason = line(&reason::reason_of(&answered.body), credentials);
    match reason.as_str() {
        "" => format!("answered {}", status(answered)),
        reason => format!("answered {}: {reason}", status(answered)),
    }
}

fn status(answered: &Answered) -> String {
    match answered.status.canonical_reason() {
        Some(reason) => format!("{} {reason}", answered.status.as_str()),
        None => answered.status.as_str().to_owned(),
    }
}

/// Makes one line of a text. A credential goes before the cut, which might leave a part of it.
fn line(text: &str, credentials: &Credentials) -> String {
    reason::one_line(&credentials.redact(text.to_owned()))
}
