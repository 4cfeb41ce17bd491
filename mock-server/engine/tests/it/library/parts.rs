//! The parts that operations of the library are put together from.

use serde_json::{Value, json};
use twinspec_mock::facade::{
    Action, Answer, Body, Compare, Content, Fill, Filter, Input, Limit, List, Listing, Make,
    Method, Operation, Order, Parameter, Place, Property, Representation, Requirement, Slot, Start,
    Status, Style, Text, Url, Verb, View,
};

/// Makes an operation with the library's usual errors.
pub(crate) fn on(
    id: &'static str,
    method: Method,
    path: &'static str,
    resource: usize,
    verb: Verb,
    status: u16,
    success: Fill,
) -> Operation {
    let error = |status, message: Value| Answer {
        status: Status::Exact(status),
        media_type: Some("application/json".into()),
        body: Fill::Nothing,
        schema: None,
        representations: vec![representation(&json!({
            "type": "object",
            "required": ["statusCode", "message", "error"],
            "properties": {
                "statusCode": { "type": "integer" },
                "message": message,
                "error": { "type": "string" },
                "meta": {},
            },
        }))]
        .into(),
        headers: vec![].into(),
    };
    let text = || json!({ "type": "string" });
    let texts_of = json!({ "type": "array", "items": { "type": "string" } });
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
        action: Action::On {
            resource,
            scope: vec![].into(),
            verb,
            input: Input::default(),
            reason: "".into(),
        },
        answers: vec![
            Answer {
                status: Status::Exact(status),
                media_type: Some("application/json".into()),
                body: success,
                schema: None,
                representations: vec![].into(),
                headers: vec![].into(),
            },
            error(400, text()),
            error(401, text()),
            error(404, text()),
            error(422, texts_of),
        ]
        .into(),
    }
}

pub(crate) fn respond(id: &'static str, path: &'static str) -> Operation {
    let names = path.split('{').skip(1).map(|it| it.split('}').next().unwrap());
    Operation {
        parameters: names
            .map(|name| path_parameter(name, &json!({ "type": "string" })))
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

pub(crate) fn shelf_view() -> View {
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
        id: None,
        open: false,
        schema: "{}".into(),
    }
}

pub(crate) fn book_view() -> View {
    let property =
        |name: &'static str| Property { name: name.into(), nullable: false, unset: None };
    View {
        properties: vec![property("title"), property("id"), property("shelfId"), property("read")]
            .into(),
        id: None,
        open: true,
        schema: "{}".into(),
    }
}

pub(crate) fn enveloped() -> Fill {
    object(vec![slot("shelf", Fill::Entity(shelf_view())), slot("traceId", Fill::Made(Make::Uuid))])
}

pub(crate) fn cursor_list() -> Verb {
    Verb::List(Listing {
        filters: vec![Filter {
            parameter: "kind".into(),
            property: "kind".into(),
            compare: Compare::Equal,
        }]
        .into(),
        query: Some("q".into()),
        order: Order::Descending("createdAt".into()),
        limit: Some(Limit { parameter: "limit".into(), default: 2 }),
        search: false,
        sort: None,
        starts: vec![Start::After { id: "startAfterId".into(), stamp: Some("startAfter".into()) }]
            .into(),
    })
}

pub(crate) fn cursor_page() -> Fill {
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
                optional("nextPageUrl", Fill::NextUrl(Url::Relative)),
                optional("startAfterId", Fill::CursorId),
                optional("startAfter", Fill::CursorStamp),
            ]),
        ),
    ])
}

pub(crate) fn offset_list() -> Verb {
    Verb::List(Listing {
        limit: Some(Limit { parameter: "limit".into(), default: 25 }),
        starts: vec![Start::Offset { parameter: "skip".into() }].into(),
        ..Listing::default()
    })
}

pub(crate) fn offset_page() -> Fill {
    object(vec![
        slot("books", Fill::Entities(book_view())),
        slot("count", Fill::Total),
        slot("next", Fill::NextUrl(Url::Relative)),
    ])
}

pub(crate) fn numbered_list() -> Verb {
    Verb::List(Listing {
        order: Order::Ascending("title".into()),
        limit: Some(Limit { parameter: "size".into(), default: 2 }),
        starts: vec![Start::Page { parameter: "page".into(), first: 1 }].into(),
        ..Listing::default()
    })
}

pub(crate) fn numbered_page() -> Fill {
    object(vec![
        slot("data", Fill::Entities(book_view())),
        slot("page", Fill::Page),
        slot("nextPage", Fill::NextPage),
        slot("prevPage", Fill::PreviousPage),
        slot("next", Fill::NextUrl(Url::Relative)),
        slot("total", Fill::Total),
    ])
}

pub(crate) fn object(slots: Vec<Slot>) -> Fill {
    Fill::Object(slots.into())
}

/// A slot that is required.
pub(crate) fn slot(name: &'static str, fill: Fill) -> Slot {
    Slot { name: name.into(), required: true, fill }
}

pub(crate) fn optional(name: &'static str, fill: Fill) -> Slot {
    Slot { name: name.into(), required: false, fill }
}

/// JSON with this schema.
pub(crate) fn representation(schema: &Value) -> Representation {
    Representation {
        media_type: "application/json".into(),
        schema: Some(schema.to_string().into()),
        examples: vec![].into(),
    }
}

pub(crate) fn body(schema: &Value) -> Body {
    let content = |media_type: &'static str| content(media_type, schema);
    Body {
        required: true,
        contents: vec![content("application/json"), content("application/vnd.library+json")].into(),
    }
}

pub(crate) fn content(media_type: &'static str, schema: &Value) -> Content {
    Content {
        media_type: media_type.into(),
        schema: schema.to_string().into(),
        encodings: vec![].into(),
    }
}

pub(crate) fn path_parameter(name: &str, schema: &Value) -> Parameter {
    let style = Style::Simple;
    Parameter { place: Place::Path, required: true, style, explode: false, ..query(name, schema) }
}

pub(crate) fn query(name: &str, schema: &Value) -> Parameter {
    Parameter {
        name: name.to_owned().into(),
        place: Place::Query,
        required: false,
        may_be_empty: false,
        style: Style::Form,
        explode: true,
        schema: schema.to_string().into(),
    }
}

pub(crate) fn texts(texts: &[&'static str]) -> List<Text> {
    texts.iter().map(|it| (*it).into()).collect::<Vec<_>>().into()
}
