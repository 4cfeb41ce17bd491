//! What is taken: styles of parameters, kinds of bodies, places of paths.

use http::Request;
use serde_json::json;

use super::Served;

/// Serves one operation with one parameter of the query.
fn query(parameter: &str) -> Served {
    Served::of(&format!(
        "paths: {{/x: {{get: {{operationId: x, parameters: [{{name: p, in: query, {parameter}}}], \
         responses: {{'200': {{description: ok}}}}}}}}}}"
    ))
}

#[tokio::test]
async fn each_style_of_a_list_is_read_and_its_items_have_their_type() {
    let numbers = "schema: {type: array, items: {type: integer}, minItems: 2}";
    for (style, good, bad) in [
        ("style: form", "p=1&p=2", "p=1&p=x"),
        ("style: form", "p[]=1&p[]=2", "p=1,2"),
        ("style: form, explode: false", "p=1,2", "p=1,x"),
        ("style: form, explode: false", "p=1%2C2", "p=1"),
        ("style: pipeDelimited, explode: false", "p=1|2", "p=1,2"),
        ("style: spaceDelimited, explode: false", "p=1%202", "p=1"),
    ] {
        let served = query(&format!("{style}, {numbers}"));
        let good = good.replace('|', "%7C");

        assert_eq!(served.get(&format!("/x?{good}")).await.status, 200, "{style} {good}");
        assert_eq!(served.get(&format!("/x?{bad}")).await.status, 422, "{style} {bad}");
    }
}

#[tokio::test]
async fn each_style_of_an_object_is_read() {
    let range = "schema: {type: object, required: [from], properties: {from: {type: integer}, \
                 on: {type: object, properties: {day: {type: boolean}}}}}";
    for (style, good, bad) in [
        ("style: deepObject, explode: true", "p[from]=1&p[on][day]=true", "p[from]=1&p[on][day]=7"),
        ("style: form", "from=1", "from=x"),
        ("style: form, explode: false", "p=from,1", "p=from,x"),
    ] {
        let served = query(&format!("{style}, required: true, {range}"));

        assert_eq!(served.get(&format!("/x?{good}")).await.status, 200, "{style} {good}");
        assert_eq!(served.get(&format!("/x?{bad}")).await.status, 422, "{style} {bad}");
        assert_eq!(served.get("/x").await.status, 422, "{style}");
    }
}

#[tokio::test]
async fn the_schema_decides_what_a_text_stands_for() {
    for (schema, good, bad) in [
        ("{anyOf: [{type: integer}, {type: boolean}]}", &["1", "true"][..], &["x", "1.5"][..]),
        ("{type: integer, nullable: true}", &["1", ""], &["x", "null"]),
        ("{allOf: [{type: number}, {minimum: 2}]}", &["2.5"], &["1", "x"]),
        (
            "{oneOf: [{type: string, enum: ['1']}, {type: integer, minimum: 5}]}",
            &["1", "7"],
            &["2"],
        ),
    ] {
        let served = query(&format!("schema: {schema}"));

        for text in good {
            assert_eq!(served.get(&format!("/x?p={text}")).await.status, 200, "{schema} {text}");
        }
        for text in bad {
            assert_eq!(served.get(&format!("/x?p={text}")).await.status, 422, "{schema} {text}");
        }
    }
}

#[tokio::test]
async fn labels_matrices_json_and_empty_values_are_read() {
    let served = Served::of(
        "
paths:
  /label/{p}: {get: {operationId: a, parameters: [{name: p, in: path, required: true, style: label,
    explode: true, schema: {type: array, items: {type: integer}}}], responses: {'200': {description: ok}}}}
  /matrix/{p}: {get: {operationId: b, parameters: [{name: p, in: path, required: true, style: matrix,
    schema: {type: integer}}], responses: {'200': {description: ok}}}}
  /json: {get: {operationId: c, parameters: [{name: p, in: query, content: {application/json:
    {schema: {type: object, required: [a]}}}}], responses: {'200': {description: ok}}}}
  /empty: {get: {operationId: d, parameters: [{name: p, in: query, required: true, allowEmptyValue: true,
    schema: {type: boolean}}], responses: {'200': {description: ok}}}}
",
    );

    for good in
        ["/label/.1.2", "/matrix/;p=1", "/json?p=%7B%22a%22:1%7D", "/empty?p", "/empty?p=true"]
    {
        assert_eq!(served.get(good).await.status, 200, "{good}");
    }
    for bad in
        ["/label/.1.x", "/matrix/;p=x", "/json?p=%7B%7D", "/json?p=%7B", "/empty", "/empty?p=1"]
    {
        assert_eq!(served.get(bad).await.status, 422, "{bad}");
    }
}

const THINGS: &str = "
paths:
  /things:
    post:
      operationId: create
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/New'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/New'}}
          multipart/form-data: {schema: {$ref: '#/components/schemas/New'}}
          image/*: {}
      responses:
        '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
        '400': {description: bad, content: {application/json: {schema: {type: object, required: [message],
          properties: {message: {type: string}}}}}}
  /things/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
        '404': {description: none}
components:
  schemas:
    New: {type: object, required: [name], properties: {name: {type: string}, size: {type: integer},
      tags: {type: array, items: {type: string}}, at: {type: object, properties: {x: {type: number}}},
      lines: {type: array, items: {type: object, properties: {sku: {type: string}, n: {type: integer}}}}}}
    Thing: {allOf: [{$ref: '#/components/schemas/New'}, {type: object, required: [id], properties: {id: {type: string}}}]}
";

#[tokio::test]
async fn forms_arrive_as_the_json_that_their_schema_describes() {
    let served = Served::of(THINGS);
    let form = "name=a+b&size=3&tags[]=x&tags[]=y&at[x]=1.5&lines[0][sku]=s&lines[0][n]=2";
    let parts = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na b\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n3\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"at\"\r\n\
                 Content-Type: application/json\r\n\r\n{\"x\":1.5}\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"lines[0][sku]\"\r\n\r\ns\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"lines[0][n]\"\r\n\r\n2\r\n--b--\r\n";

    for (media_type, body) in
        [("application/x-www-form-urlencoded", form), ("multipart/form-data; boundary=b", parts)]
    {
        let created = served.post("/things", media_type, body).await;
        assert_eq!(created.status, 201, "{}", created.text);
        let id = created.json()["id"].as_str().unwrap().to_owned();
        let read = served.get(&format!("/things/{id}")).await.json();

        assert_eq!((&read["name"], &read["size"]), (&json!("a b"), &json!(3)), "{media_type}");
        assert_eq!((&read["tags"], &read["at"]), (&json!(["x", "y"]), &json!({ "x": 1.5 })));
        assert_eq!(read["lines"], json!([{ "sku": "s", "n": 2 }]));
    }
}

#[tokio::test]
async fn what_is_no_body_of_the_document_is_refused_with_the_reason() {
    let served = Served::of(THINGS);
    for (media_type, body, status, reason) in [
        ("application/json", "{\n \"name\": }", 400, "line 2 column 10"),
        ("application/x-www-form-urlencoded", "size=x&name=a", 400, "must be `integer`"),
        ("application/x-www-form-urlencoded", "name=%zz", 400, "wrongly escaped"),
        ("multipart/form-data", "x", 400, "boundary"),
        ("multipart/form-data; boundary=b", "--b\r\nx", 400, "not valid"),
        ("text/csv", "a", 415, "application/json"),
        ("image/png", "\u{1}", 201, ""),
    ] {
        let reply = served.post("/things", media_type, body).await;

        assert_eq!(reply.status, status, "{media_type} {body:?}: {}", reply.text);
        assert!(reply.text.contains(reason), "{media_type} {body:?}: {}", reply.text);
    }
}

#[tokio::test]
async fn paths_below_a_server_and_literals_of_a_query_are_understood() {
    let answer = |text: &str| {
        format!(
            "responses: {{'200': {{description: ok, content: {{text/plain: {{example: {text}}}}}}}}}"
        )
    };
    let (open, close, id) = (answer("open"), answer("close"), answer("id"));
    let served = Served::of(&format!(
        "
servers: [{{url: 'https://example.com/api/v1'}}]
paths:
  /doors?act=open: {{get: {{operationId: open, {open}}}}}
  /doors?act=close: {{get: {{operationId: close, {close}}}}}
  /doors/{{id}}: {{get: {{operationId: id, parameters: [{{name: id, in: path, required: true,
    schema: {{type: integer}}}}], {id}}}}}
"
    ));

    for (path, text) in [
        ("/doors?act=close", "close"),
        ("/api/v1/doors?act=open", "open"),
        ("/api/v1/doors/3", "id"),
        ("/doors/3", "id"),
    ] {
        assert_eq!(served.get(path).await.text, text, "{path}");
    }
    assert_eq!(served.get("/doors?act=x").await.status, 422);
    assert_eq!(
        served.send(Request::post("/doors/3"), "").await.header("allow"),
        "GET, OPTIONS, HEAD"
    );
}
