//! One call: from the values that the caller gave to the answer.
//!
//! Only [`Sending::poll`] knows the types of an operation; all the rest is compiled once.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header;

use crate::body::{Body, File, Parts};
use crate::client::{Client, Settings, insert_header};
use crate::data::{Data, Json, to_json};
use crate::description::{Operation, Parameter, Place};
use crate::error::{self, Cause, Error, ErrorBodies, Failure, select_body};
use crate::response::{Answer, Answered, Raw, Response, answer};
use crate::style;
use crate::url::Target;

/// A call that is being put together.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'c> {
    client: &'c Client,
    operation: &'static Operation,
    values: Values,
    body: Option<Result<Body, String>>,
    server: Option<&'static str>,
    accept: Option<&'static str>,
}

/// The values of parameters, by the index of the parameter.
#[derive(Debug, Default)]
pub(crate) struct Values {
    given: Vec<(usize, Json)>,
}

impl Values {
    /// Returns the parameters of a place that have a value, in the order of the document.
    pub(crate) fn of<'v>(
        &'v self,
        operation: &'v Operation,
        place: Place,
    ) -> impl Iterator<Item = (&'v Parameter, &'v Json)> {
        let parameters = operation.parameters.iter().enumerate();
        parameters.filter(move |(_, it)| it.place == place).filter_map(|(index, it)| {
            let (_, json) = self.given.iter().find(|(it, _)| *it == index)?;
            Some((it, json))
        })
    }
}

impl<'c> Call<'c> {
    /// Begins a call.
    pub fn new(client: &'c Client, operation: &'static Operation) -> Self {
        let values = Values::default();
        Self { client, operation, values, body: None, server: None, accept: None }
    }

    /// Gives a parameter its value.
    pub fn with(mut self, index: usize, value: &impl Data) -> Self {
        self.set(index, value);
        self
    }

    /// Gives a parameter what becomes a value of its type.
    pub fn give<T: Data>(self, index: usize, value: impl Into<T>) -> Self {
        self.with(index, &value.into())
    }

    /// Gives a parameter a list of what becomes its items.
    pub fn give_all<T: Data>(
        self,
        index: usize,
        values: impl IntoIterator<Item = impl Into<T>>,
    ) -> Self {
        self.with(index, &values.into_iter().map(Into::into).collect::<Vec<T>>())
    }

    /// Gives a parameter its value, in place of one that it may have.
    pub fn set(&mut self, index: usize, value: &impl Data) {
        self.values.given.retain(|(it, _)| *it != index);
        self.values.given.push((index, to_json(value)));
    }

    fn name(&self, index: usize) -> &'static str {
        self.operation.parameters.get(index).map_or("?", |it| it.name)
    }

    /// Gives the call a JSON body.
    pub fn json(self, body: &impl Data) -> Self {
        self.json_as("application/json", body)
    }

    /// Gives the call a JSON body with a media type of its own, such as `application/hal+json`.
    pub fn json_as(self, media_type: &'static str, body: &impl Data) -> Self {
        self.body(Ok(Body::json(media_type, body)))
    }

    /// Gives the call a body like that of an HTML form.
    ///
    /// Lists repeat their name, objects in it are written as JSON, and null is an empty value.
    pub fn form(self, body: &impl Data) -> Self {
        let form = self.operation.form;
        self.form_as(body, form)
    }

    /// Gives the call a body like that of an HTML form, some members of which have a style.
    pub fn form_as(self, body: &impl Data, encoding: &[Parameter]) -> Self {
        self.body(Body::form(body, encoding))
    }

    /// Gives the call a body of several parts.
    pub fn multipart(self, parts: Parts) -> Self {
        self.body(parts.into_body())
    }

    /// Gives the call a body of bytes.
    pub fn bytes(self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.body(Ok(Body::new(media_type, body)))
    }

    /// Gives the call a file as its body; the media type is for a file that has none of its own.
    pub fn file(self, media_type: &'static str, body: &File) -> Self {
        self.body(Ok(Body::file(media_type, body)))
    }

    /// Gives the call a body of text, such as XML.
    pub fn text(self, media_type: &'static str, body: impl Into<String>) -> Self {
        self.body(Ok(Body::new(media_type, body.into())))
    }

    /// Gives the call a body, if there is one.
    pub fn maybe<T>(self, body: Option<&T>, give: impl FnOnce(Self, &T) -> Self) -> Self {
        match body {
            Some(body) => give(self, body),
            None => self,
        }
    }

    /// Calls a server of the operation's own, unless the client was told which one to call.
    ///
    /// Without scheme and host it is another path on the client's server.
    pub fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the header `accept`, which otherwise comes from the type of the answer.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }

    fn body(mut self, body: Result<Body, String>) -> Self {
        self.body = Some(body);
        self
    }

    /// Sends the call.
    pub fn send<T: Answer, E: ErrorBodies>(mut self) -> Sending<'c, T, E> {
        self.accept.get_or_insert(T::ACCEPT);
        Sending { exchange: Box::pin(exchange(self)), types: PhantomData }
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = self.values.given.iter();
        let values: Vec<_> = given.map(|(index, json)| (self.name(*index), json)).collect();
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
    place: error::Place,
    answered: Answered,
}

impl Exchange<'_> {
    fn fail(self, cause: impl FnOnce(Answered) -> Cause) -> Box<Failure> {
        Failure::new(&self.place, &self.client.settings.credentials, cause(self.answered))
    }
}

async fn exchange(call: Call<'_>) -> Result<Exchange<'_>, Box<Failure>> {
    let Call { client, operation, .. } = call;
    let settings = &*client.settings;
    let mut place = error::Place {
        operation: operation.id,
        request: format!("{} {}", operation.method.to_http(), operation.path),
    };
    let fail = |place: &error::Place, cause| Failure::new(place, &settings.credentials, cause);

    let request = match request(settings, call) {
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
    let status = exchange.answered.status;
    let raw = Raw::of(&exchange.answered);
    if status.is_success() {
        return match answer(&raw) {
            Ok(value) => Ok(Response::new(value, status, exchange.answered.headers)),
            Err(error) => Err(Error::new(exchange.fail(|it| Cause::Decode(it, error)), None)),
        };
    }
    match select_body(E::STATUSES, status).map(|index| E::from_answer(index, &raw)) {
        None => Err(Error::new(exchange.fail(Cause::Status), None)),
        Some(Ok(documented)) => Err(Error::new(exchange.fail(Cause::Status), Some(documented))),
        Some(Err(error)) => Err(Error::new(exchange.fail(|it| Cause::Decode(it, error)), None)),
    }
}

/// Makes the request, and returns its path too, by which errors name the call.
fn request(settings: &Settings, call: Call<'_>) -> Result<(String, http::Request<Bytes>), String> {
    let Call { operation, values, body, server, accept, .. } = call;
    let mut target = Target::new(operation, &values)?;
    let mut headers = settings.headers(operation);
    settings.push_query(operation, &mut target);
    if let Some(accept) = accept.filter(|_| !headers.contains_key(header::ACCEPT)) {
        insert_header(&mut headers, "accept", accept)?;
    }
    for (parameter, json) in values.of(operation, Place::Header) {
        if let Some(text) = style::header_text(parameter, json) {
            insert_header(&mut headers, parameter.name, &text)?;
        }
    }
    let cookies = values.of(operation, Place::Cookie);
    let cookies = cookies.flat_map(|(parameter, json)| style::pairs(parameter, json));
    let mut cookies: Vec<String> = cookies.map(|(name, text)| format!("{name}={text}")).collect();
    settings.credentials.apply(operation, &mut target, &mut headers, &mut cookies)?;
    if !cookies.is_empty() {
        insert_header(&mut headers, "cookie", &cookies.join("; "))?;
        // One of them may be a credential.
        if let Some(cookies) = headers.get_mut(header::COOKIE) {
            cookies.set_sensitive(true);
        }
    }
    let body = body.transpose()?;
    if let Some(body) = &body {
        insert_header(&mut headers, "content-type", &body.media_type)?;
    }

    let mut request = http::Request::new(body.map(|it| it.bytes).unwrap_or_default());
    *request.method_mut() = operation.method.to_http();
    *request.uri_mut() = settings.server(server)?.join(&target)?;
    *request.headers_mut() = headers;
    Ok((target.path, request))
}
