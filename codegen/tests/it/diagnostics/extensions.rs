//! Our extensions: their forms, and what they must fit.

use insta::assert_snapshot;

use super::{check, check_text};

#[test]
fn extensions_of_ours_are_checked() {
    let found = check(
        r"
x-webhooks:
  ThingCreated: {description: A thing is there.}
paths:
  /things:
    get:
      operationId: a
      x-rust-name: 5
      x-resource: {verb: Fetch, parent: thing, filter: [], order: 5}
      responses: {}
    post:
      operationId: b
      x-resource: thing
      responses: {}
",
    );

    assert_snapshot!(found, @"
    error[E009]: `ThingCreated` has no `schema`
      --> openapi.yaml:4:3 (#/x-webhooks/ThingCreated)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-rust-name` must be text
      --> openapi.yaml:9:7 (#/paths/~1things/get/x-rust-name)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource` has no `verb` of this value
      --> openapi.yaml:10:20 (#/paths/~1things/get/x-resource/verb)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource` has no `parent` of this value
      --> openapi.yaml:10:33 (#/paths/~1things/get/x-resource/parent)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource` has no `filter` of this value
      --> openapi.yaml:10:48 (#/paths/~1things/get/x-resource/filter)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource` has no `order` of this value
      --> openapi.yaml:10:60 (#/paths/~1things/get/x-resource/order)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource` must be an object
      --> openapi.yaml:14:7 (#/paths/~1things/post/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
}

#[test]
fn rate_limits_are_checked() {
    let found = check(
        r"
x-rate-limit:
  by: token
  per: minute
  windows:
    - {limit: 0, seconds: 10}
    - {limit: 5, seconds: ten, unit: hours}
    - {limit: 5, headers: {limit: 'X Limit', left: X-Left}, color: red}
    - 7
paths: {}
",
    );

    assert_snapshot!(found, @"
    error[E009]: `by` must be a list
      --> openapi.yaml:4:3 (#/x-rate-limit/by)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-rate-limit` has no `per`
      --> openapi.yaml:5:3 (#/x-rate-limit/per)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `limit` must be a whole number above 0
      --> openapi.yaml:7:8 (#/x-rate-limit/windows/0/limit)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `seconds` must be a whole number above 0
      --> openapi.yaml:8:18 (#/x-rate-limit/windows/1/seconds)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `unit` is `seconds` or `milliseconds`
      --> openapi.yaml:8:32 (#/x-rate-limit/windows/1/unit)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: a window needs `seconds`
      --> openapi.yaml:9:7 (#/x-rate-limit/windows/2)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `limit` must be the name of a header
      --> openapi.yaml:9:28 (#/x-rate-limit/windows/2/headers/limit)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `headers` has no `left`
      --> openapi.yaml:9:46 (#/x-rate-limit/windows/2/headers/left)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: a window has no `color`
      --> openapi.yaml:9:61 (#/x-rate-limit/windows/2/color)
      help: see `spec/README.md` for the extensions and their forms
    warning[W016]: item 3 must be an object, not a number; it is left out
      --> openapi.yaml:10:7 (#/x-rate-limit/windows/3)
      help: write it as OpenAPI asks; the rest is generated without it
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_window_of_a_rate_limit_needs_a_limit_and_names() {
    let found = check(
        r"
x-rate-limit:
  windows: [{seconds: 1}, {limit: 1, seconds: 1, headers: {retry: ''}}]
paths: {}
",
    );

    assert_snapshot!(found, @"
    error[E009]: a window needs `limit`
      --> openapi.yaml:4:13 (#/x-rate-limit/windows/0)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `retry` must be the name of a header
      --> openapi.yaml:4:60 (#/x-rate-limit/windows/1/headers/retry)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
}

#[test]
fn webhooks_of_openapi_3_1_need_a_body_to_send() {
    let found = check_text(
        "openapi.yaml",
        r"openapi: 3.1.0
info: {title: Things, version: '1'}
webhooks:
  ThingCreated: {post: {requestBody: {content: {text/plain: {schema: {type: string}}}}}}
  ThingChanged: {get: {}}
paths:
  /things:
    post:
      operationId: create
      x-emits: [ThingCreated, ThingChanged]
      responses:
        '201':
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}}}
",
    );

    assert_snapshot!(found, @"
    error[E009]: `ThingCreated` has no JSON body that could be sent
      --> openapi.yaml:4:3 (#/webhooks/ThingCreated)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `ThingChanged` has no JSON body that could be sent
      --> openapi.yaml:5:3 (#/webhooks/ThingChanged)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-emits`: neither `x-webhooks` nor `webhooks` has a payload of `ThingCreated`
      --> openapi.yaml:10:17 (#/paths/~1things/post/x-emits/0)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-emits`: neither `x-webhooks` nor `webhooks` has a payload of `ThingChanged`
      --> openapi.yaml:10:31 (#/paths/~1things/post/x-emits/1)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
}

#[test]
fn webhooks_are_checked() {
    let found = check(
        r"
x-webhooks:
  ThingCreated: {schema: {type: object}}
x-webhook-delivery:
  signature: 5
  secret: x
  retry: {statuses: [429, 9], times: 0, after: 10}
paths:
  /things:
    get:
      x-emits: [ThingCreated]
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {type: array, items: {type: object, properties: {id: {type: string}}}}
    post:
      x-emits:
        - 5
        - {changed: [id]}
        - {event: ThingCreated, changed: [colour], becomes: {size: 5}, never: true}
        - ThingDeleted
      responses: {}
    put:
      x-emits: ThingCreated
      responses: {}
  /ping:
    post:
      x-emits: [ThingCreated]
      responses: {}
",
    );

    assert_snapshot!(found, @"
    error[E009]: `signature` must be the name of a header
      --> openapi.yaml:6:3 (#/x-webhook-delivery/signature)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-webhook-delivery` has no `secret`
      --> openapi.yaml:7:3 (#/x-webhook-delivery/secret)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `retry` needs `seconds`
      --> openapi.yaml:8:3 (#/x-webhook-delivery/retry)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: item 1 must be a status
      --> openapi.yaml:8:27 (#/x-webhook-delivery/retry/statuses/1)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `times` must be a whole number above 0
      --> openapi.yaml:8:31 (#/x-webhook-delivery/retry/times)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `retry` has no `after`
      --> openapi.yaml:8:41 (#/x-webhook-delivery/retry/after)
      help: see `spec/README.md` for the extensions and their forms
    warning[W010]: GET /things has no `operationId`
      --> openapi.yaml:11:5 (#/paths/~1things/get)
      help: give each operation an `operationId` of its own; here method and path name it
    warning[W009]: `x-emits`: the operation changes no resource, so nothing is sent
      --> openapi.yaml:12:17 (#/paths/~1things/get/x-emits/0)
      help: nothing is made of it; delete it if nothing should
    warning[W010]: POST /things has no `operationId`
      --> openapi.yaml:19:5 (#/paths/~1things/post)
      help: give each operation an `operationId` of its own; here method and path name it
    error[E009]: an event is its name, or `{event, changed, becomes}`
      --> openapi.yaml:21:11 (#/paths/~1things/post/x-emits/0)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: an event is its name, or `{event, changed, becomes}`
      --> openapi.yaml:22:11 (#/paths/~1things/post/x-emits/1)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-emits`: `thing` has no `colour`
      --> openapi.yaml:23:11 (#/paths/~1things/post/x-emits/2)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-emits`: `thing` has no `size`
      --> openapi.yaml:23:11 (#/paths/~1things/post/x-emits/2)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: an item of `x-emits` has no `never`
      --> openapi.yaml:23:72 (#/paths/~1things/post/x-emits/2/never)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-emits`: neither `x-webhooks` nor `webhooks` has a payload of `ThingDeleted`
      --> openapi.yaml:24:11 (#/paths/~1things/post/x-emits/3)
      help: see `spec/README.md` for the extensions and their forms
    warning[W010]: PUT /things has no `operationId`
      --> openapi.yaml:26:5 (#/paths/~1things/put)
      help: give each operation an `operationId` of its own; here method and path name it
    error[E009]: `x-emits` must be a list
      --> openapi.yaml:27:7 (#/paths/~1things/put/x-emits)
      help: see `spec/README.md` for the extensions and their forms
    warning[W010]: POST /ping has no `operationId`
      --> openapi.yaml:30:5 (#/paths/~1ping/post)
      help: give each operation an `operationId` of its own; here method and path name it
    warning[W009]: `x-emits`: the operation changes no resource, so nothing is sent
      --> openapi.yaml:31:17 (#/paths/~1ping/post/x-emits/0)
      help: nothing is made of it; delete it if nothing should
    nothing was generated: the document has errors
    ");
}

#[test]
fn rate_limits_have_windows() {
    let found = check("x-rate-limit: {by: [5]}\npaths: {}\n");

    assert_snapshot!(found, @"
    error[E009]: `x-rate-limit` needs `windows`
      --> openapi.yaml:3:1 (#/x-rate-limit)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `by` lists `token` and names of claims
      --> openapi.yaml:3:21 (#/x-rate-limit/by/0)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
}

#[test]
fn extensions_must_fit_what_there_is() {
    let found = check(
        r"
paths:
  /things:
    get:
      operationId: list
      x-resource: {filter: {owner: ownerId}, order: -date}
      responses: &things
        '200':
          description: Fine.
          content:
            application/json:
              schema: {type: array, items: {type: object, properties: {id: {type: string}}}}
    post:
      operationId: add
      x-resource: {verb: Read}
      responses: {}
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    post:
      operationId: grow
      x-resource: {verb: AddTo}
      responses: {}
    patch:
      operationId: change
      x-resource: {id: thingId, verb: Merge}
      responses: {}
  /elsewhere:
    post:
      operationId: elsewhere
      x-resource: {verb: Create}
      responses: {}
    put:
      operationId: nowhere
      x-resource: {name: thong}
      responses: {}
",
    );

    assert_snapshot!(found, @"
    error[E009]: `x-resource`: `thing` has no `ownerId`
      --> openapi.yaml:7:7 (#/paths/~1things/get/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: `thing` has no `date`
      --> openapi.yaml:7:7 (#/paths/~1things/get/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: there is no parameter `owner`
      --> openapi.yaml:7:7 (#/paths/~1things/get/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: the verb needs the `id` of an entity
      --> openapi.yaml:16:7 (#/paths/~1things/post/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: `AddTo` needs the `property` of the list
      --> openapi.yaml:23:7 (#/paths/~1things~1{id}/post/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: `thingId` is no parameter of the path
      --> openapi.yaml:27:7 (#/paths/~1things~1{id}/patch/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: the path leads to no resource; give its `name`
      --> openapi.yaml:32:7 (#/paths/~1elsewhere/post/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    error[E009]: `x-resource`: `thong` is no resource
      --> openapi.yaml:36:7 (#/paths/~1elsewhere/put/x-resource)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
}
