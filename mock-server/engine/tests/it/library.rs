//! The API that all tests talk to: a library of shelves with books on them.

use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use twinspec_mock::facade::{
    Action, Ancestor, Answer, Blueprint, Body, Credential, Fill, Filter, IdShape, Limit, Listing,
    Make, Method, Operation, Order, Parameter, Parent, Place, Property, Requirement, Resource,
    Scheme, Slot, Stamp, StampFormat, Start, Status, ValueKind, Verb, View,
};
use twinspec_mock::{Builder, ManualClock, Mock, OperationId, ResourceId};

pub(crate) const SHELF: ResourceId = ResourceId(0);
pub(crate) const BOOK: ResourceId = ResourceId(1);

/// A mock of the library and the clock that it goes by.
pub(crate) struct Library {
    pub(crate) mock: Mock,
    pub(crate) clock: ManualClock,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Library {
    pub(crate) fn new() -> Self {
        Self::with(|builder| builder)
    }

    /// Makes a library of a builder that was changed.
    pub(crate) fn with(change: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
        let builder = Mock::builder(&blueprint()).clock(clock.clone()).no_auth();
        Self { mock: change(builder).build().unwrap(), clock }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Full::default()).unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Request::delete(path).body(Full::default()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.json("POST", path, &body.to_string()).await
    }

    /// Sends a text as JSON.
    pub(crate) async fn json(&self, method: &str, path: &str, text: &str) -> Reply {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/json; charset=utf-8");
        self.send(request.body(Full::from(text.to_owned())).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Full<bytes::Bytes>>) -> Reply {
        let response: Response<_> = self.mock.service().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply { status: parts.status, headers: parts.headers, text }
    }

    /// Makes a shelf a second later than the one before; gives its id.
    pub(crate) async fn shelf(&self, name: &str) -> String {
        self.clock.advance(jiff::SignedDuration::from_secs(1));
        let reply = self.post("/shelves", &json!({ "name": name })).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()["shelf"]["id"].as_str().unwrap().to_owned()
    }

    /// Makes a book; gives its id.
    pub(crate) async fn book(&self, shelf: &str, title: &str) -> u64 {
        let reply = self.post(&format!("/shelves/{shelf}/books"), &json!({ "title": title })).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()["id"].as_u64().unwrap()
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {:?}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Returns the position of an operation.
pub(crate) fn operation(id: &str) -> OperationId {
    OperationId(blueprint().operations.iter().position(|it| it.id == id).unwrap())
}

pub(crate) fn blueprint() -> Blueprint {
    Blueprint {
        title: "Library".into(),
        version: "1".into(),
        definitions: json!({
            "Owner": {
                "type": "object",
                "additionalProperties": false,
                "required": ["name"],
                "properties": { "name": { "type": "string" }, "age": { "type": "integer" } },
            },
            "Shelf": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "name": { "type": "string", "minLength": 1 },
                    "kind": { "type": ["string", "null"], "enum": ["oak", "pine", null] },
                    "mail": { "type": "string", "format": "email" },
                    "room": { "type": "string", "pattern": "^[A-Z][0-9]$" },
                    "width": { "type": "integer", "minimum": 1, "maximum": 9 },
                    "tags": { "type": "array", "items": { "type": "string" } },
                    "owner": { "anyOf": [{ "$ref": "#/$defs/Owner" }, { "type": "null" }] },
                },
            },
        })
        .to_string()
        .into(),
        schemes: vec![
            Scheme { name: "bearer".into(), credential: Credential::Bearer },
            Scheme {
                name: "key".into(),
                credential: Credential::ApiKey { place: Place::Query, name: "key".into() },
            },
            Scheme { name: "basic".into(), credential: Credential::Basic },
        ]
        .into(),
        resources: vec![shelf(), book()].into(),
        operations: operations().into(),
        route_error: vec![
            slot("statusCode", Fill::StatusNumber),
            slot("message", Fill::Message),
            slot("hint", Fill::Detail),
        ]
        .into(),
    }
}

fn shelf() -> Resource {
    let stamp = |property: &'static str| Stamp {
        property: property.into(),
        format: StampFormat::Rfc3339Millis,
    };
    Resource {
        name: "shelf".into(),
        plural: "shelves".into(),
        parent: None,
        id: "id".into(),
        id_shape: IdShape::Random {
            prefix: "sh_".into(),
            alphabet: "0123456789abcdef".into(),
            length: 8,
        },
        created: Some(stamp("createdAt")),
        updated: Some(stamp("updatedAt")),
        properties: texts(&[
            "id",
            "name",
            "kind",
            "mail",
            "room",
            "width",
            "tags",
            "owner",
            "nameLower",
            "createdAt",
            "updatedAt",
        ]),
        schema: json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["id"],
            "properties": {
                "id": { "type": "string" },
                "name": { "type": "string" },
                "kind": { "type": ["string", "null"] },
                "width": { "type": "integer" },
                "tags": { "type": "array", "items": { "type": "string" } },
                "owner": { "$ref": "#/$defs/Owner" },
                "createdAt": { "type": "string", "format": "date-time" },
                "updatedAt": { "type": "string", "format": "date-time" },
            },
        })
        .to_string()
        .into(),
    }
}

fn book() -> Resource {
    Resource {
        name: "book".into(),
        plural: "books".into(),
        parent: Some(Parent { resource: 0, property: "shelfId".into() }),
        id: "id".into(),
        id_shape: IdShape::Integer,
        created: None,
        updated: None,
        properties: texts(&["id", "shelfId", "title", "read"]),
        schema: json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["id"],
            "properties": {
                "id": { "type": "integer" },
                "shelfId": { "type": "string" },
                "title": { "type": "string" },
                "read": { "type": "boolean" },
            },
        })
        .to_string()
        .into(),
    }
}

fn operations() -> Vec<Operation> {
    let shelf_id = || path_parameter("shelfId", ValueKind::Text, json!({ "type": "string" }));
    let book_id = || path_parameter("bookId", ValueKind::Integer, json!({ "type": "integer" }));
    let id = || "shelfId".into();
    let mut operations = vec![
        Operation {
            parameters: vec![query("dryRun", ValueKind::Boolean, json!({ "type": "boolean" }))]
                .into(),
            body: Some(body(json!({ "$ref": "#/$defs/Shelf", "required": ["name"] }))),
            ..on("createShelf", Method::Post, "/shelves", 0, Verb::Create, 201, enveloped())
        },
        Operation {
            parameters: vec![
                query("limit", ValueKind::Integer, json!({ "type": "integer", "minimum": 0 })),
                query("startAfterId", ValueKind::Text, json!({ "type": "string" })),
                query("startAfter", ValueKind::Integer, json!({ "type": "integer" })),
                query("q", ValueKind::Text, json!({ "type": "string" })),
                query("kind", ValueKind::Repeated, json!({ "type": "array" })),
            ]
            .into(),
            ..on("listShelves", Method::Get, "/shelves/", 0, cursor_list(), 200, cursor_page())
        },
        on(
            "getShelf",
            Method::Get,
            "/shelves/{shelfId}",
            0,
            Verb::Read { id: id() },
            200,
            enveloped(),
        ),
        Operation {
            body: Some(body(json!({ "$ref": "#/$defs/Shelf" }))),
            ..on(
                "mergeShelf",
                Method::Patch,
                "/shelves/{shelfId}",
                0,
                Verb::Merge { id: id() },
                200,
                enveloped(),
            )
        },
        Operation {
            body: Some(body(json!({ "$ref": "#/$defs/Shelf" }))),
            ..on(
                "replaceShelf",
                Method::Put,
                "/shelves/{shelfId}",
                0,
                Verb::Replace { id: id() },
                200,
                enveloped(),
            )
        },
        on(
            "deleteShelf",
            Method::Delete,
            "/shelves/{shelfId}",
            0,
            Verb::Delete { id: id() },
            204,
            Fill::Nothing,
        ),
        Operation {
            body: Some(body(json!({
                "type": "object",
                "required": ["tags"],
                "additionalProperties": false,
                "properties": { "tags": { "type": "array", "items": { "type": "string" } } },
            }))),
            ..on(
                "addTags",
                Method::Post,
                "/shelves/{shelfId}/tags",
                0,
                Verb::AddTo { id: id(), property: "tags".into() },
                201,
                object(vec![
                    slot("tags", Fill::Property("tags".into())),
                    slot("tagsAdded", Fill::Added),
                ]),
            )
        },
        Operation {
            body: Some(body(json!({
                "type": "object",
                "required": ["title"],
                "properties": { "title": { "type": "string" }, "id": { "type": "integer" } },
            }))),
            ..on(
                "createBook",
                Method::Post,
                "/shelves/{shelfId}/books",
                1,
                Verb::Create,
                201,
                Fill::Entity(book_view()),
            )
        },
        Operation {
            parameters: vec![
                query("skip", ValueKind::Text, json!({ "type": "string" })),
                query("limit", ValueKind::Text, json!({ "type": "string" })),
            ]
            .into(),
            ..on(
                "listBooks",
                Method::Get,
                "/shelves/{shelfId}/books",
                1,
                offset_list(),
                200,
                offset_page(),
            )
        },
        on(
            "getBook",
            Method::Get,
            "/shelves/{shelfId}/books/{bookId}",
            1,
            Verb::Read { id: "bookId".into() },
            200,
            Fill::Entity(book_view()),
        ),
        Operation {
            body: Some(body(json!({
                "type": "object",
                "required": ["read"],
                "additionalProperties": false,
                "properties": { "read": { "type": "boolean" } },
            }))),
            ..on(
                "readBook",
                Method::Put,
                "/shelves/{shelfId}/books/{bookId}/read",
                1,
                Verb::SetFields { id: "bookId".into() },
                200,
                Fill::Entity(book_view()),
            )
        },
        on(
            "deleteBook",
            Method::Delete,
            "/shelves/{shelfId}/books/{bookId}",
            1,
            Verb::Delete { id: "bookId".into() },
            200,
            object(vec![slot("deleted", Fill::Made(Make::Json("true".into())))]),
        ),
        Operation {
            parameters: vec![
                query("page", ValueKind::Integer, json!({ "type": "integer", "minimum": 1 })),
                query("size", ValueKind::Integer, json!({ "type": "integer", "minimum": 1 })),
            ]
            .into(),
            ..on("allBooks", Method::Get, "/books", 1, numbered_list(), 200, numbered_page())
        },
        Operation {
            body: Some(body(json!({ "type": "object" }))),
            ..on(
                "searchShelves",
                Method::Post,
                "/shelves/search",
                0,
                Verb::List(Listing::default()),
                200,
                Fill::Entities(shelf_view()),
            )
        },
        respond("fileAsJson", "/files/{name}.json"),
        respond("file", "/files/{name}"),
        respond("ratio", "/ratios/{left}:{right}"),
    ];
    for operation in &mut operations {
        let below_shelf = operation.path.contains("{shelfId}");
        let mut parameters = operation.parameters.to_vec();
        if operation.path.contains("{bookId}") {
            parameters.insert(0, book_id());
        }
        if below_shelf {
            parameters.insert(0, shelf_id());
        }
        operation.parameters = parameters.into();
        if let Action::On { resource: 1, ancestors, .. } = &mut operation.action
            && below_shelf
        {
            *ancestors = vec![Ancestor { resource: 0, parameter: "shelfId".into() }].into();
        }
    }
    operations
}

/// Makes an operation with the library's usual errors.
fn on(
    id: &'static str,
    method: Method,
    path: &'static str,
    resource: usize,
    verb: Verb,
    status: u16,
    success: Fill,
) -> Operation {
    let error = |status, message| Answer {
        status: Status::Exact(status),
        media_type: Some("application/json".into()),
        body: object(vec![
            slot("statusCode", Fill::StatusNumber),
            slot("message", message),
            slot("error", Fill::StatusPhrase),
            slot("meta", Fill::Detail),
        ]),
    };
    Operation {
        id: id.into(),
        method,
        path: path.into(),
        security: vec![
            vec![Requirement { scheme: 0, scopes: texts(&["books"]) }].into(),
            vec![Requirement { scheme: 1, scopes: texts(&[]) }].into(),
            vec![Requirement { scheme: 2, scopes: texts(&[]) }].into(),
        ]
        .into(),
        parameters: vec![].into(),
        body: None,
        action: Action::On { resource, ancestors: vec![].into(), verb, reason: "".into() },
        answers: vec![
            Answer {
                status: Status::Exact(status),
                media_type: Some("application/json".into()),
                body: success,
            },
            error(400, Fill::Message),
            error(401, Fill::Message),
            error(404, Fill::Message),
            error(422, Fill::Messages),
        ]
        .into(),
    }
}

fn respond(id: &'static str, path: &'static str) -> Operation {
    let names = path.split('{').skip(1).map(|it| it.split('}').next().unwrap());
    Operation {
        parameters: names
            .map(|name| path_parameter(name, ValueKind::Text, json!({ "type": "string" })))
            .collect::<Vec<_>>()
            .into(),
        security: vec![].into(),
        action: Action::Respond,
        ..on(
            id,
            Method::Get,
            path,
            0,
            Verb::Create,
            200,
            object(vec![slot("operation", Fill::Made(Make::Json(json!(id).to_string().into())))]),
        )
    }
}

fn shelf_view() -> View {
    let property =
        |name: &'static str, nullable, unset| Property { name: name.into(), nullable, unset };
    View {
        properties: vec![
            property("id", false, None),
            property("name", false, None),
            property("nameLower", false, None),
            property("kind", true, Some(Make::Null)),
            property("width", false, None),
            property("owner", true, None),
            property("tags", false, Some(Make::Json("[]".into()))),
            property("createdAt", false, None),
            property("updatedAt", false, None),
        ]
        .into(),
        open: false,
    }
}

fn book_view() -> View {
    let property =
        |name: &'static str| Property { name: name.into(), nullable: false, unset: None };
    View {
        properties: vec![property("title"), property("id"), property("shelfId"), property("read")]
            .into(),
        open: true,
    }
}

fn enveloped() -> Fill {
    object(vec![slot("shelf", Fill::Entity(shelf_view())), slot("traceId", Fill::Made(Make::Uuid))])
}

fn cursor_list() -> Verb {
    Verb::List(Listing {
        filters: vec![Filter { parameter: "kind".into(), property: "kind".into() }].into(),
        query: Some("q".into()),
        order: Order::Descending("createdAt".into()),
        limit: Some(Limit { parameter: "limit".into(), default: 2 }),
        start: Start::After { id: "startAfterId".into(), stamp: Some("startAfter".into()) },
    })
}

fn cursor_page() -> Fill {
    object(vec![
        slot("shelves", Fill::Entities(shelf_view())),
        slot("count", Fill::Count),
        slot(
            "meta",
            object(vec![
                slot("total", Fill::Total),
                slot("currentPage", Fill::Page),
                slot("nextPage", Fill::NextPage),
                slot("prevPage", Fill::PreviousPage),
                optional("nextPageUrl", Fill::NextUrl),
                optional("startAfterId", Fill::CursorId),
                optional("startAfter", Fill::CursorStamp),
            ]),
        ),
    ])
}

fn offset_list() -> Verb {
    Verb::List(Listing {
        limit: Some(Limit { parameter: "limit".into(), default: 25 }),
        start: Start::Offset { parameter: "skip".into() },
        ..Listing::default()
    })
}

fn offset_page() -> Fill {
    object(vec![
        slot("books", Fill::Entities(book_view())),
        slot("count", Fill::Total),
        slot("next", Fill::NextUrl),
    ])
}

fn numbered_list() -> Verb {
    Verb::List(Listing {
        order: Order::Ascending("title".into()),
        limit: Some(Limit { parameter: "size".into(), default: 2 }),
        start: Start::Page { parameter: "page".into() },
        ..Listing::default()
    })
}

fn numbered_page() -> Fill {
    object(vec![
        slot("data", Fill::Entities(book_view())),
        slot("page", Fill::Page),
        slot("nextPage", Fill::NextPage),
        slot("prevPage", Fill::PreviousPage),
        slot("next", Fill::NextUrl),
        slot("total", Fill::Total),
    ])
}

fn object(slots: Vec<Slot>) -> Fill {
    Fill::Object(slots.into())
}

/// A slot that is required, but for one of details.
fn slot(name: &'static str, fill: Fill) -> Slot {
    Slot { name: name.into(), required: fill != Fill::Detail, fill }
}

fn optional(name: &'static str, fill: Fill) -> Slot {
    Slot { name: name.into(), required: false, fill }
}

fn body(schema: Value) -> Body {
    Body {
        required: true,
        media_types: texts(&["application/json", "application/vnd.library+json"]),
        schema: schema.to_string().into(),
    }
}

fn path_parameter(name: &str, kind: ValueKind, schema: Value) -> Parameter {
    Parameter { place: Place::Path, required: true, ..query(name, kind, schema) }
}

fn query(name: &str, kind: ValueKind, schema: Value) -> Parameter {
    Parameter {
        name: name.to_owned().into(),
        place: Place::Query,
        required: false,
        kind,
        schema: schema.to_string().into(),
    }
}

fn texts(texts: &[&'static str]) -> twinspec_mock::facade::List<twinspec_mock::facade::Text> {
    texts.iter().map(|it| (*it).into()).collect::<Vec<_>>().into()
}
