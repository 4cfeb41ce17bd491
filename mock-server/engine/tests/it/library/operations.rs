//! What callers of the library can do.

use serde_json::json;
use twinspec_mock::facade::{Action, Fill, Items, Key, Listing, Make, Method, Operation, Verb};

use crate::library::parts::{
    body, book_view, cursor_list, cursor_page, enveloped, numbered_list, numbered_page, object,
    offset_list, offset_page, on, path_parameter, query, respond, shelf_view, slot,
};

/// Lists all operations, with the parameters and owners that their paths name.
pub(crate) fn operations() -> Vec<Operation> {
    let shelf_id = || path_parameter("shelfId", &json!({ "type": "string" }));
    let book_id = || path_parameter("bookId", &json!({ "type": "integer" }));
    let mut operations = [of_shelves(), of_books(), others()].concat();
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
        if let Action::On { resource: 1, scope, .. } = &mut operation.action {
            *scope = vec![below_shelf.then(|| "shelfId".into())].into();
        }
    }
    operations
}

fn shelf_key() -> Key {
    Key::Parameter("shelfId".into())
}

fn book_key() -> Key {
    Key::Parameter("bookId".into())
}

fn of_shelves() -> Vec<Operation> {
    vec![
        Operation {
            parameters: vec![query("dryRun", &json!({ "type": "boolean" }))].into(),
            body: Some(body(&json!({ "$ref": "#/$defs/Shelf", "required": ["name"] }))),
            ..on("createShelf", Method::Post, "/shelves", 0, Verb::Create, 201, enveloped())
        },
        Operation {
            parameters: vec![
                query("limit", &json!({ "type": "integer", "minimum": 0 })),
                query("startAfterId", &json!({ "type": "string" })),
                query("startAfter", &json!({ "type": "integer" })),
                query("q", &json!({ "type": "string" })),
                query("kind", &json!({ "type": "array" })),
            ]
            .into(),
            ..on("listShelves", Method::Get, "/shelves/", 0, cursor_list(), 200, cursor_page())
        },
        on(
            "getShelf",
            Method::Get,
            "/shelves/{shelfId}",
            0,
            Verb::Read { key: shelf_key() },
            200,
            enveloped(),
        ),
        Operation {
            body: Some(body(&json!({ "$ref": "#/$defs/Shelf" }))),
            ..on(
                "mergeShelf",
                Method::Patch,
                "/shelves/{shelfId}",
                0,
                Verb::Merge { key: shelf_key(), creates: false },
                200,
                enveloped(),
            )
        },
        Operation {
            body: Some(body(&json!({ "$ref": "#/$defs/Shelf" }))),
            ..on(
                "replaceShelf",
                Method::Put,
                "/shelves/{shelfId}",
                0,
                Verb::Replace { key: shelf_key(), creates: false },
                200,
                enveloped(),
            )
        },
        on(
            "deleteShelf",
            Method::Delete,
            "/shelves/{shelfId}",
            0,
            Verb::Delete { key: shelf_key() },
            204,
            Fill::Nothing,
        ),
        Operation {
            body: Some(body(&json!({
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
                Verb::AddTo {
                    key: shelf_key(),
                    property: "tags".into(),
                    items: Items::Property("tags".into()),
                },
                201,
                object(vec![
                    slot("tags", Fill::Property("tags".into())),
                    slot("tagsAdded", Fill::Added),
                ]),
            )
        },
    ]
}

fn of_books() -> Vec<Operation> {
    vec![
        Operation {
            body: Some(body(&json!({
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
                query("skip", &json!({ "type": "string" })),
                query("limit", &json!({ "type": "string" })),
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
            Verb::Read { key: book_key() },
            200,
            Fill::Entity(book_view()),
        ),
        Operation {
            body: Some(body(&json!({
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
                Verb::SetFields { key: book_key(), values: Vec::new().into() },
                200,
                Fill::Entity(book_view()),
            )
        },
        on(
            "deleteBook",
            Method::Delete,
            "/shelves/{shelfId}/books/{bookId}",
            1,
            Verb::Delete { key: book_key() },
            200,
            object(vec![slot("deleted", Fill::Made(Make::Json("true".into())))]),
        ),
        Operation {
            parameters: vec![
                query("page", &json!({ "type": "integer", "minimum": 1 })),
                query("size", &json!({ "type": "integer", "minimum": 1 })),
            ]
            .into(),
            ..on("allBooks", Method::Get, "/books", 1, numbered_list(), 200, numbered_page())
        },
    ]
}

fn others() -> Vec<Operation> {
    vec![
        Operation {
            body: Some(body(&json!({ "type": "object" }))),
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
    ]
}
