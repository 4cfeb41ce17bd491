//! A client as the generator writes it: the living contract between generator and façade.

use std::time::Duration;

use twinspec_client::facade as rt;

/// A task.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Task {
    /// The identifier.
    pub id: String,
    /// What to do.
    pub title: Option<String>,
    /// More about it.
    pub note: rt::Field<String>,
    /// Who has to do it.
    pub owner: rt::Nullable<String>,
    /// How far it is.
    pub status: Option<Status>,
    /// The task that this one is a part of.
    pub parent: Option<Box<Task>>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// How often it was put off.
    pub delays: Option<i32>,
    /// Files by name.
    pub files: Option<rt::Map<File>>,
    /// A value of a custom field.
    pub value: Option<Value>,
    /// Members that the document does not describe.
    pub extra: rt::Extra,
}

impl Task {
    /// Makes a task with what is required.
    pub fn new(id: impl Into<String>, owner: impl Into<rt::Nullable<String>>) -> Self {
        Self { id: id.into(), owner: owner.into(), ..rt::blank() }
    }
}

impl rt::Object for Task {
    const NAME: &'static str = "Task";
    const MEMBERS: &'static [rt::Member] = &[
        rt::Member::required("id"),
        rt::Member::optional("title"),
        rt::Member::optional("note"),
        rt::Member::required("owner"),
        rt::Member::optional("status"),
        rt::Member::optional("parent"),
        rt::Member::optional("tags"),
        rt::Member::optional("delays"),
        rt::Member::optional("files"),
        rt::Member::optional("value"),
    ];

    fn blank() -> Self {
        Self {
            id: rt::blank(),
            title: rt::blank(),
            note: rt::blank(),
            owner: rt::blank(),
            status: rt::blank(),
            parent: rt::blank(),
            tags: rt::blank(),
            delays: rt::blank(),
            files: rt::blank(),
            value: rt::blank(),
            extra: rt::blank(),
        }
    }

    fn read<'de, A: rt::MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut A,
    ) -> Result<(), A::Error> {
        match index {
            0 => rt::read(&mut self.id, source),
            1 => rt::read(&mut self.title, source),
            2 => rt::read(&mut self.note, source),
            3 => rt::read(&mut self.owner, source),
            4 => rt::read(&mut self.status, source),
            5 => rt::read(&mut self.parent, source),
            6 => rt::read(&mut self.tags, source),
            7 => rt::read(&mut self.delays, source),
            8 => rt::read(&mut self.files, source),
            9 => rt::read(&mut self.value, source),
            _ => rt::skip(source),
        }
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut rt::Writer<'_, M>) -> Result<(), M::Error> {
        out.put(0, &self.id)?;
        out.put(1, &self.title)?;
        out.put(2, &self.note)?;
        out.put(3, &self.owner)?;
        out.put(4, &self.status)?;
        out.put(5, &self.parent)?;
        out.put(6, &self.tags)?;
        out.put(7, &self.delays)?;
        out.put(8, &self.files)?;
        out.put(9, &self.value)?;
        out.extra(&self.extra)
    }

    fn extra(&mut self) -> Option<&mut rt::Extra> {
        Some(&mut self.extra)
    }
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct File {
    /// How many bytes it has.
    pub size: i64,
}

impl rt::Object for File {
    const NAME: &'static str = "File";
    const MEMBERS: &'static [rt::Member] = &[rt::Member::required("size")];

    fn blank() -> Self {
        Self { size: rt::blank() }
    }

    fn read<'de, A: rt::MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut A,
    ) -> Result<(), A::Error> {
        match index {
            0 => rt::read(&mut self.size, source),
            _ => rt::skip(source),
        }
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut rt::Writer<'_, M>) -> Result<(), M::Error> {
        out.put(0, &self.size)
    }
}

/// An answer with a task in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaskResponse {
    /// The task.
    pub task: Task,
}

impl rt::Object for TaskResponse {
    const NAME: &'static str = "TaskResponse";
    const MEMBERS: &'static [rt::Member] = &[rt::Member::required("task")];

    fn blank() -> Self {
        Self { task: rt::blank() }
    }

    fn read<'de, A: rt::MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut A,
    ) -> Result<(), A::Error> {
        match index {
            0 => rt::read(&mut self.task, source),
            _ => rt::skip(source),
        }
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut rt::Writer<'_, M>) -> Result<(), M::Error> {
        out.put(0, &self.task)
    }
}

/// A task to be created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateTask {
    /// What to do.
    pub title: String,
    /// More about it.
    pub body: rt::Field<String>,
}

impl CreateTask {
    /// Makes a task with what is required.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..rt::blank() }
    }
}

impl rt::Object for CreateTask {
    const NAME: &'static str = "CreateTask";
    const MEMBERS: &'static [rt::Member] =
        &[rt::Member::required("title"), rt::Member::optional("body")];

    fn blank() -> Self {
        Self { title: rt::blank(), body: rt::blank() }
    }

    fn read<'de, A: rt::MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut A,
    ) -> Result<(), A::Error> {
        match index {
            0 => rt::read(&mut self.title, source),
            1 => rt::read(&mut self.body, source),
            _ => rt::skip(source),
        }
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut rt::Writer<'_, M>) -> Result<(), M::Error> {
        out.put(0, &self.title)?;
        out.put(1, &self.body)
    }
}

/// The body of a 400.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BadRequestError {
    /// What is wrong.
    pub message: String,
}

impl rt::Object for BadRequestError {
    const NAME: &'static str = "BadRequestError";
    const MEMBERS: &'static [rt::Member] = &[rt::Member::required("message")];

    fn blank() -> Self {
        Self { message: rt::blank() }
    }

    fn read<'de, A: rt::MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut A,
    ) -> Result<(), A::Error> {
        match index {
            0 => rt::read(&mut self.message, source),
            _ => rt::skip(source),
        }
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut rt::Writer<'_, M>) -> Result<(), M::Error> {
        out.put(0, &self.message)
    }
}

rt::object!(Task, File, TaskResponse, CreateTask, BadRequestError);

/// How far a task is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// A value that the document does not list.
    Other(String),
}

impl rt::TextEnum for Status {
    const VALUES: &'static [(&'static str, Self)] = &[("open", Self::Open), ("done", Self::Done)];

    fn other(text: String) -> Self {
        Self::Other(text)
    }

    fn as_other(&self) -> Option<&str> {
        if let Self::Other(text) = self { Some(text) } else { None }
    }
}

rt::text_enum!(Status);

/// The value of a custom field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Some texts.
    List(Vec<String>),
    /// Files by name.
    Object(rt::Map<File>),
    /// A value that the document does not foresee.
    Other(rt::Json),
}

impl rt::KindUnion for Value {
    const KINDS: &'static [rt::Kind] =
        &[rt::Kind::Text, rt::Kind::Number, rt::Kind::List, rt::Kind::Object];

    fn read(index: usize, json: &rt::Json) -> Result<Self, rt::DecodeError> {
        match index {
            0 => rt::read_json(json).map(Self::Text),
            1 => rt::read_json(json).map(Self::Number),
            2 => rt::read_json(json).map(Self::List),
            _ => rt::read_json(json).map(Self::Object),
        }
    }

    fn other(json: rt::Json) -> Self {
        Self::Other(json)
    }

    fn write<S: rt::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => rt::write(value, sink),
            Self::Number(value) => rt::write(value, sink),
            Self::List(value) => rt::write(value, sink),
            Self::Object(value) => rt::write(value, sink),
            Self::Other(value) => rt::write(value, sink),
        }
    }
}

rt::kind_union!(Value);

/// The operations of the tag "Tasks".
#[derive(Clone, Copy, Debug)]
pub struct Tasks<'c> {
    client: &'c rt::Client,
}

impl<'c> Tasks<'c> {
    /// Creates a task.
    pub fn create(self, contact_id: impl Into<String>, title: impl Into<String>) -> Create<'c> {
        Create {
            call: rt::Call::new(self.client, &CREATE).with(0, contact_id.into()),
            body: Some(CreateTask::new(title)),
        }
    }

    /// Lists the tasks of a location.
    pub fn list(self, location: impl Into<String>) -> List<'c> {
        List { call: rt::Call::new(self.client, &LIST).with(0, location.into()) }
    }

    /// Deletes a task.
    pub fn delete(self, contact_id: impl Into<String>, id: impl Into<String>) -> Delete<'c> {
        Delete {
            call: rt::Call::new(self.client, &DELETE).with(0, contact_id.into()).with(1, id.into()),
        }
    }
}

rt::call!(Create(CreateTask, rt::Call::json) -> TaskResponse, CreateError);

rt::members! {
    Create {
        /// Sets more about the task.
        body(rt::Field<String>) = body,
    }
}

rt::errors! {
    /// The errors that `create-task` documents.
    pub enum CreateError {
        /// The body of a 400.
        BadRequest(BadRequestError) = Exact(400),
        /// The body of any other 4XX.
        Refused(rt::Json) = Range(4),
    }
}

rt::call!(List -> Vec<Task>, rt::NoBodies);

rt::parameters! {
    List {
        /// Sets how many tasks to list.
        limit(i64) = 1,
        /// Lists only tasks with one of these states.
        status([Status]) = 2,
        /// Sets who asks.
        on_behalf_of(String) = 3,
    }
}

rt::call!(Delete -> rt::Empty, rt::NoBodies);

/// A client of the API.
#[derive(Clone, Debug)]
pub struct Client {
    inner: rt::Client,
}

impl Client {
    /// Begins a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder { inner: rt::ClientBuilder::new(&API) }
    }

    /// Returns the operations of the tag "Tasks".
    pub fn tasks(&self) -> Tasks<'_> {
        Tasks { client: &self.inner }
    }
}

/// Builds a client.
#[derive(Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    inner: rt::ClientBuilder,
}

impl ClientBuilder {
    /// Sets the server.
    pub fn base_url(self, base_url: impl Into<String>) -> Self {
        Self { inner: self.inner.base_url(base_url) }
    }

    /// Gives the token.
    pub fn token(self, token: impl Into<rt::SecretString>) -> Self {
        Self { inner: self.inner.token(token) }
    }

    /// Gives the credential for one security scheme.
    pub fn credential(self, scheme: &str, secret: impl Into<rt::SecretString>) -> Self {
        Self { inner: self.inner.credential(scheme, secret) }
    }

    /// Sets the version of the API.
    pub fn version(self, version: impl Into<String>) -> Self {
        Self { inner: self.inner.shared("Version", version.into()) }
    }

    /// Sends requests through another transport.
    pub fn transport(self, transport: impl rt::Transport + 'static) -> Self {
        Self { inner: self.inner.transport(transport) }
    }

    /// Sets how long to wait for an answer.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { inner: self.inner.timeout(timeout) }
    }

    /// Makes the client.
    pub fn build(self) -> Result<Client, rt::Error> {
        self.inner.build().map(|inner| Client { inner })
    }
}

static API: rt::Api = rt::Api {
    name: "task-client",
    version: "1.2.3",
    base_url: "https://api.example.test/v1",
    schemes: &[rt::Scheme::bearer("bearer"), rt::Scheme::key_in_query("key", "api_key")],
    shared: &[rt::Shared::header("Version", Some("2021-07-28"))],
};

static CREATE: rt::Operation =
    rt::Operation::new("create-task", rt::Method::Post, "/contacts/{contactId}/tasks")
        .parameters(&[rt::Parameter::path("contactId")])
        .security(&[&["bearer"], &["key"]]);

static LIST: rt::Operation = rt::Operation::new("list-tasks", rt::Method::Get, "/tasks/")
    .parameters(&[
        rt::Parameter::query("locationId"),
        rt::Parameter::query("limit"),
        rt::Parameter::query("status"),
        rt::Parameter::header("X-On-Behalf-Of"),
    ]);

static DELETE: rt::Operation =
    rt::Operation::new("delete-task", rt::Method::Delete, "/contacts/{contactId}/tasks/{id}")
        .parameters(&[rt::Parameter::path("contactId"), rt::Parameter::path("id")])
        .security(&[&["bearer"], &[]]);
