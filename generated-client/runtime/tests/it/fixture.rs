//! A client as the generator writes it: the living contract between generator and façade.

use std::time::Duration;

use twinspec_client::facade as rt;

rt::types! {
    /// A task.
    pub struct Task with extra: new(id(String), owner(rt::Nullable<String>)) {
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
    }

    /// A file.
    pub struct File {
        /// How many bytes it has.
        pub size: i64,
    }

    /// An answer with a task in it.
    pub struct TaskResponse {
        /// The task.
        pub task: Task,
    }

    /// A task to be created.
    pub struct CreateTask: new(title(String)) {
        /// What to do.
        pub title: String,
        /// More about it.
        pub body: rt::Field<String>,
    }

    /// The body of a 400.
    pub struct BadRequestError {
        /// What is wrong.
        pub message: String,
    }

    /// How far a task is.
    pub enum Status { Open = "open", Done = "done" }

    /// The value of a custom field.
    pub enum Value {
        Text(String) = (0, text),
        Number(f64) = (1, number),
        List(Vec<String>) = (2, list),
        Object(rt::Map<File>) = (3, object),
    }
}

/// The operations of the tag "Tasks".
#[derive(Clone, Copy, Debug)]
pub struct Tasks<'c>(&'c rt::Client);

impl<'c> Tasks<'c> {
    /// Creates a task.
    pub fn create(self, contact_id: impl Into<String>, title: impl Into<String>) -> Create<'c> {
        Create(
            rt::Call::new(self.0, &CREATE).with(0, &Into::<String>::into(contact_id)),
            Some(CreateTask::new(title)),
        )
    }

    /// Lists the tasks of a location.
    pub fn list(self, location: impl Into<String>) -> List<'c> {
        List(rt::Call::new(self.0, &LIST).with(0, &Into::<String>::into(location)))
    }

    /// Deletes a task.
    pub fn delete(self, contact_id: impl Into<String>, id: impl Into<String>) -> Delete<'c> {
        Delete(
            rt::Call::new(self.0, &DELETE)
                .with(0, &Into::<String>::into(contact_id))
                .with(1, &Into::<String>::into(id)),
        )
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
        Tasks(&self.inner)
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
        Self { inner: self.inner.shared("Version", &Into::<String>::into(version)) }
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
