//! Bad requests: each kind is refused, with all reasons, and leaves no trace.

use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use twinspec_mock::facade::{Parameter, Place, Status, Style};
use twinspec_mock::{Behaviour, Refusal, RequestPart, StatusCode};

use crate::library::{Library, Reply};

/// Posts a text to the shelves with a content type.
async fn post_as(library: &Library, content_type: Option<&str>, text: &str) -> Reply {
    let mut request = Request::post("/shelves");
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    library.send(request.body(Full::from(text.to_owned())).unwrap()).await
}

async fn total(library: &Library) -> Value {
    library.get("/shelves").await.json()["meta"]["total"].clone()
}

#[tokio::test]
async fn all_reasons_come_at_once_ordered_by_part_and_place() {
    let library = Library::new();
    let body = json!({
        "zoo": 1, "width": "3", "kind": "elm", "mail": "x", "room": "1A",
        "tags": ["a", 2, "b", null, "c", "d", "e", "f", "g", "h", 10], "owner": { "age": 1.5 },
    });

    let reply = library.post("/shelves?dryRun=maybe", &body).await;

    assert_eq!(reply.status, 422);
    assert_eq!(
        reply.json(),
        json!({
            "statusCode": 422,
            "error": "Unprocessable Entity",
            "message": [
                "the query parameter `dryRun` must be `boolean`, not string",
                "`/kind` in the body must be `oak` or `pine` or `null`",
                "`/mail` in the body must have the format `email`",
                "`/name` in the body is missing",
                "`/owner/age` in the body must be `integer`, not number",
                "`/owner/name` in the body is missing",
                "`/room` in the body must match the pattern `^[A-Z][0-9]$`",
                "`/tags/1` in the body must be `string`, not integer",
                "`/tags/3` in the body must be `string`, not null",
                "`/tags/10` in the body must be `string`, not integer",
                "`/width` in the body must be `integer`, not string",
                "`/zoo` in the body is not known here",
            ],
        })
    );
    assert_eq!(total(&library).await, 0);
}

#[tokio::test]
async fn limits_are_named() {
    let body = json!({ "name": "", "width": 10 });

    let reply = Library::new().post("/shelves", &body).await;

    assert_eq!(
        reply.json()["message"],
        json!([
            "`/name` in the body must have at least 1 characters",
            "`/width` in the body must be at most 9",
        ])
    );
}

#[tokio::test]
async fn violation_tells_where_what_was_expected_and_what_was_found() {
    let library = Library::with(|it| {
        it.behaviour(Behaviour::new().refuse(|violations| {
            let told = violations.iter().map(|it| {
                assert!(matches!(it.part, RequestPart::Body | RequestPart::Path));
                json!([it.name, it.pointer, it.keyword, it.expected, it.found])
            });
            Some(Refusal::new(StatusCode::BAD_REQUEST, told.collect::<Value>().to_string()))
        }))
    });

    let body = json!({ "owner": {}, "a/b~c": [] });
    let in_body = library.json("PATCH", "/shelves/x", &body.to_string()).await;
    let in_path = library.get("/shelves/x/books/0x7").await;

    assert_eq!(
        in_body.json()["message"],
        json!([
            ["a/b~c", "/a~1b~0c", "additionalProperties", null, "array"],
            ["name", "/owner/name", "required", null, "nothing"],
        ])
        .to_string()
    );
    assert_eq!(
        in_path.json()["message"],
        json!([["bookId", "", "type", "integer", "string"]]).to_string()
    );
}

#[tokio::test]
async fn an_operation_with_400_alone_answers_400() {
    let library = Library::changed(|blueprint| {
        for operation in blueprint.operations.to_mut() {
            operation.answers.to_mut().pop();
        }
    });

    let reply = library.post("/shelves", &json!({ "x": 1 })).await;

    assert_eq!(reply.status, 400);
    let message = "`/name` in the body is missing; `/x` in the body is not known here";
    assert_eq!(reply.json()["message"], message);
}

#[tokio::test]
async fn range_and_default_answers_stand_for_what_is_not_listed() {
    for (status, other) in [(Status::Range(4), 404), (Status::Default, 400)] {
        let library = Library::changed(|blueprint| {
            for operation in blueprint.operations.to_mut() {
                // Of the errors only 400 or 404 is left, and the other one stands for the rest.
                let answers = operation.answers.to_mut();
                answers.retain(|it| !matches!(it.status, Status::Exact(401 | 422)));
                answers.iter_mut().find(|it| it.status == Status::Exact(other)).unwrap().status =
                    status;
            }
        });

        let missing = library.get("/shelves/no").await;
        let invalid = library.post("/shelves", &json!({})).await;

        assert_eq!((missing.status.as_u16(), &missing.json()["error"]), (404, &json!("Not Found")));
        let natural = if other == 400 { 422 } else { 400 };
        assert_eq!(invalid.status, natural);
        assert_eq!(invalid.json()["statusCode"], natural);
    }
}

#[tokio::test]
async fn headers_cookies_and_lists_with_commas_are_checked() {
    let library = Library::changed(|blueprint| {
        let parameter = |name: &'static str, place, style, schema: Value| Parameter {
            name: name.into(),
            place,
            required: place != Place::Query,
            may_be_empty: false,
            style,
            explode: false,
            schema: schema.to_string().into(),
        };
        let list = blueprint.operations.to_mut().iter_mut().find(|it| it.id == "listShelves");
        list.unwrap().parameters = vec![
            parameter("X-Version", Place::Header, Style::Simple, json!({ "enum": ["1"] })),
            parameter("level", Place::Cookie, Style::Form, json!({ "type": "integer" })),
            parameter("ids", Place::Query, Style::Form, json!({ "maxItems": 2 })),
        ]
        .into();
    });
    let get = async |path: &str, version: &str, cookie: &str| {
        let request = Request::get(path).header("x-version", version).header("cookie", cookie);
        library.send(request.body(Full::default()).unwrap()).await
    };

    let good = get("/shelves?ids=a,b", "1", "theme=dark; level=3").await;
    let bad = get("/shelves?ids=a,b,c", "2", "level=high").await;
    let none = library.get("/shelves").await;

    assert_eq!(good.status, 200, "{}", good.text);
    assert_eq!(
        bad.json()["message"],
        json!([
            "the header `X-Version` must be `1`",
            "the cookie `level` must be `integer`, not string",
            "the query parameter `ids` must have at most 2 items",
        ])
    );
    assert_eq!(
        none.json()["message"],
        json!(["the header `X-Version` is missing", "the cookie `level` is missing"])
    );
}

#[tokio::test]
async fn unknown_query_parameters_are_violations_when_behaviour_says_so() {
    let strict = Library::with(|it| it.behaviour(Behaviour::new().refuse_unknown_query()));
    let path = "/shelves?q=x&tag=a&tag=b&limit=2";

    let refused = strict.get(path).await;

    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["message"], json!(["the query parameter `tag` is not known here"]));
    assert_eq!(Library::new().get(path).await.status, 200);
}

#[tokio::test]
async fn numbers_in_a_query_are_written_as_in_json() {
    let library = Library::new();

    for bad in ["x", "1x", "0x1", "+1", "%201", "1_0", "", "1.5", "-1", "NaN", "1e999"] {
        let status = library.get(&format!("/shelves?limit={bad}")).await.status;
        assert_eq!(status, 422, "{bad}");
    }
    for good in ["1", "0", "2.0", "1e1"] {
        assert_eq!(library.get(&format!("/shelves?limit={good}")).await.status, 200, "{good}");
    }
}

#[tokio::test]
async fn malformed_json_is_400_with_line_and_column() {
    let library = Library::new();

    let reply = library.json("POST", "/shelves", "{\n  \"name\": nope\n}").await;

    assert_eq!(reply.status, 400);
    assert_eq!(
        reply.json(),
        json!({
            "statusCode": 400,
            "error": "Bad Request",
            "message": "the body is not valid JSON: expected ident at line 2 column 12",
        })
    );
    for text in ["{", "{}{}", "{\"name\":\"a\",}", "\u{feff}{}", "{\"a\":1e999}", "nul", " "] {
        assert_eq!(library.json("POST", "/shelves", text).await.status, 400, "{text}");
    }
    assert_eq!(total(&library).await, 0);
}

#[tokio::test]
async fn text_that_is_not_utf_8_is_400() {
    let library = Library::new();
    let request = Request::post("/shelves").header("content-type", "application/json");

    let body = Full::from(&b"{\"name\":\"\xff\"}"[..]);
    let reply = library.send(request.body(body).unwrap()).await;

    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn deep_json_is_400_and_does_not_exhaust_the_stack() {
    let library = Library::new();

    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let reply = library.json("POST", "/shelves", &text).await;
        assert_eq!(reply.status, 400);
        assert!(reply.text.contains("recursion limit exceeded at line 1"), "{}", reply.text);
    }
}

#[tokio::test]
async fn body_of_another_kind_than_object_is_a_violation() {
    let library = Library::new();

    for text in ["[]", "null", "1", "\"x\""] {
        let reply = library.json("POST", "/shelves", text).await;
        assert_eq!(reply.status, 422, "{text}");
        assert!(reply.text.contains("the body must be `object`"), "{}", reply.text);
    }
}

#[tokio::test]
async fn missing_body_is_a_violation_where_it_is_required() {
    let library = Library::new();

    for content_type in [None, Some("application/json")] {
        let reply = post_as(&library, content_type, "").await;
        assert_eq!(reply.status, 422);
        assert_eq!(reply.json()["message"], json!(["the body is missing"]));
    }
}

#[tokio::test]
async fn body_that_nobody_asked_for_is_ignored() {
    let library = Library::new();
    let path = format!("/shelves/{}", library.shelf("a").await);

    for text in ["", "{\"x\":1}", "{not json"] {
        assert_eq!(library.json("GET", &path, text).await.status, 200, "{text}");
    }
}

#[tokio::test]
async fn other_media_types_are_415() {
    let library = Library::new();
    let text = r#"{"name":"a"}"#;

    for bad in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("json")] {
        let reply = post_as(&library, bad, text).await;
        assert_eq!(reply.status, 415, "{bad:?}");
        assert_eq!(reply.json()["statusCode"], 415);
    }
    for good in
        ["application/json", "Application/JSON ; charset=utf-8", "application/vnd.library+json"]
    {
        assert_eq!(post_as(&library, Some(good), text).await.status, 201, "{good}");
    }
}

#[tokio::test]
async fn body_over_the_limit_is_413_and_one_at_the_limit_is_not() {
    let text = r#"{"name":"a"}"#;
    let exact = Library::with(|it| it.max_body(text.len()));
    let tight = Library::with(|it| it.max_body(text.len() - 1));

    assert_eq!(exact.json("POST", "/shelves", text).await.status, 201);
    let reply = tight.json("POST", "/shelves", text).await;
    assert_eq!(reply.status, 413);
    assert_eq!(reply.json()["message"], "the body is larger than the 11 bytes that are allowed");
    assert_eq!(total(&tight).await, 0);
}

#[tokio::test]
async fn default_limit_is_one_mebibyte() {
    let library = Library::new();
    let body = |length: usize| r#"{"name":"a"}"#.to_owned() + &" ".repeat(length - 12);

    assert_eq!(library.json("POST", "/shelves", &body(1024 * 1024)).await.status, 201);
    assert_eq!(library.json("POST", "/shelves", &body(1024 * 1024 + 1)).await.status, 413);
}

#[tokio::test]
async fn announced_length_over_the_limit_is_refused_unread() {
    let library = Library::new();

    for length in ["1048577", "99999999999999999999999"] {
        let request = Request::post("/shelves").header("content-length", length);
        // The body itself is empty, so only the announcement can be what is refused.
        let body = Full::default();
        assert_eq!(library.send(request.body(body).unwrap()).await.status, 413, "{length}");
    }
}
