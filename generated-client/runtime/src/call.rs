//! One call: from the values that the caller gave to the answer.
//!
//! Only [`Sending::poll`] knows the types of an operation; all the rest is compiled once.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderValue, header};
use serde::Serialize;

use crate::client::{Client, Settings, insert_header};
use crate::description::{self, Operation};
use crate::error::{Cause, Error, ErrorBodies, Failure, Place, select_body};
use crate::parameter::ParameterValue;
use crate::response::{Answer, Answered, Response};
use crate::url::{Target, texts_of};

/// A call that is being put together.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'c> {
    client: &'c Client,
    operation: &'static Operation,
    values: Vec<(usize, Vec<String>)>,
    body: Option<Result<Bytes, String>>,
}

impl<'c> Call<'c> {
    /// Begins a call.
    pub fn new(client: &'c Client, operation: &'static Operation) -> Self {
        Self { client, operation, values: Vec::new(), body: None }
    }

    /// Gives a parameter its value.
    pub fn with(mut self, index: usize, value: impl ParameterValue) -> Self {
        self.set(index, value);
        self
    }

    /// Gives a parameter its value, in place of one that it may have.
    pub fn set(&mut self, index: usize, value: impl ParameterValue) {
        self.values.retain(|(it, _)| *it != index);
        self.values.push((index, value.into_texts()));
    }

    /// Gives the call a JSON body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.body = Some(match serde_json::to_vec(body) {
            Ok(text) => Ok(text.into()),
            Err(error) => Err(format!("the body cannot be written as JSON: {error}")),
        });
        self
    }

    /// Sends the call.
    pub fn send<T: Answer, E: ErrorBodies>(self) -> Sending<'c, T, E> {
        Sending { exchange: Box::pin(exchange(self)), types: PhantomData }
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |index: usize| self.operation.parameters.get(index).map_or("?", |it| it.name);
        let values: Vec<_> = self.values.iter().map(|(it, texts)| (name(*it), texts)).collect();
        out.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("values", &values)
            .finish_non_exhaustive()
    }
}

/// A call under way.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<'c, T, E> {
    exchange: Pin<Box<dyn Future<Output = Result<Exchange<'c>, Box<Failure>>> + Send + 'c>>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: Answer, E: ErrorBodies> Future for Sending<'_, T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.exchange.as_mut().poll(context).map(|exchange| match exchange {
            Ok(exchange) => judge(exchange),
            Err(failure) => Err(Error::new(failure, None)),
        })
    }
}

impl<T, E> fmt::Debug for Sending<'_, T, E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// An answer, and what is needed to say what is wrong with it.
struct Exchange<'c> {
    client: &'c Client,
    place: Place,
    answered: Answered,
}

impl Exchange<'_> {
    fn fail(self, cause: impl FnOnce(Answered) -> Cause) -> Box<Failure> {
        Failure::new(&self.place, &self.client.settings.credentials, cause(self.answered))
    }
}

async fn exchange(call: Call<'_>) -> Result<Exchange<'_>, Box<Failure>> {
    let Call { client, operation, values, body } = call;
    let settings = &*client.settings;
    let mut place = Place {
        operation: operation.id,
        request: format!("{} {}", operation.method.to_http(), operation.path),
    };
    let fail = |place: &Place, cause| Failure::new(place, &settings.credentials, cause);

    let request = match request(settings, operation, &values, body) {
        Ok((path, request)) => {
            place.request = format!("{} {path}", operation.method.to_http());
            request
        }
        Err(problem) => {
            let problem = format!("was not sent: {problem}");
            return Err(fail(&place, Cause::Request(problem)));
        }
    };
    match settings.transport.send(request).await {
        Ok(response) => {
            let (parts, body) = response.into_parts();
            let answered = Answered { status: parts.status, headers: parts.headers, body };
            Ok(Exchange { client, place, answered })
        }
        Err(error) => Err(fail(&place, Cause::Transport(error))),
    }
}

/// Turns an answer into the value of the operation or its error.
fn judge<T: Answer, E: ErrorBodies>(exchange: Exchange<'_>) -> Result<Response<T>, Error<E>> {
    let Answered { status, body, .. } = &exchange.answered;
    if status.is_success() {
        return match T::from_body(body) {
            Ok(value) => {
                Ok(Response::new(value, exchange.answered.status, exchange.answered.headers))
            }
            Err(error) => Err(Error::new(exchange.fail(|it| Cause::Decode(it, error)), None)),
        };
    }
    match select_body(E::STATUSES, *status).map(|index| E::read(index, body)) {
        None => Err(Error::new(exchange.fail(Cause::Status), None)),
        Some(Ok(documented)) => Err(Error::new(exchange.fail(Cause::Status), Some(documented))),
        Some(Err(error)) => Err(Error::new(exchange.fail(|it| Cause::Decode(it, error)), None)),
    }
}

/// Makes the request, and returns its path too, by which errors name the call.
fn request(
    settings: &Settings,
    operation: &Operation,
    values: &[(usize, Vec<String>)],
    body: Option<Result<Bytes, String>>,
) -> Result<(String, http::Request<Bytes>), String> {
    let mut target = Target::new(operation, values)?;
    let mut headers = settings.headers.clone();
    settings.push_query(&mut target);
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let texts = texts_of(values, index);
        if parameter.place == description::Place::Header && !texts.is_empty() {
            insert_header(&mut headers, parameter.name, &texts.join(","))?;
        }
    }
    settings.credentials.apply(operation, &mut target, &mut headers)?;
    let body = body.transpose()?;
    if body.is_some() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }

    let mut request = http::Request::new(body.unwrap_or_default());
    *request.method_mut() = operation.method.to_http();
    *request.uri_mut() = settings.base_url.join(&target)?;
    *request.headers_mut() = headers;
    Ok((target.path, request))
}
