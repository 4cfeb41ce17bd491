//! Types: members, enums, recursion and unions.

use insta::assert_snapshot;

use super::check;

pub(super) const PRESENCE: &str = r"
paths:
  /things:
    put:
      operationId: put-thing
      tags: [Things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {}
components:
  schemas:
    Thing:
      type: object
      additionalProperties: false
      required: [required, nullable]
      properties:
        required: {type: string}
        optional: {type: integer}
        nullable: {type: boolean, nullable: true}
        both: {type: array, nullable: true, items: {type: number}}
";

#[test]
fn absent_null_both_and_neither_are_four_types() {
    let found = check(PRESENCE, &[("client/types.rs", "pub struct Thing")]);

    assert_snapshot!(found, @"
    pub struct Thing: new(required(String), nullable(rt::Nullable<bool>)) {
        pub required: String,
        pub optional: Option<i64>,
        pub nullable: rt::Nullable<bool>,
        pub both: rt::Field<Vec<f64>>,
    }
    ");
}

pub(super) const ENUMS: &str = r"
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      parameters:
        - {name: state, in: query, required: true, schema: {$ref: '#/components/schemas/State'}}
        - {name: none, in: query, schema: {type: string, enum: []}}
      responses: {}
components:
  schemas:
    State:
      type: string
      enum: [in-progress, '2021-07-28', '', Other, type, self, Self, a-b, a_b, '1.12', '11.2', '>', 'ok!', in-progress]
";

#[test]
fn enums_have_a_variant_for_each_value_and_one_for_others() {
    let found = check(
        ENUMS,
        &[
            ("client/types.rs", "pub enum State"),
            ("client/things.rs", "pub fn list"),
            ("client/things.rs", "rt::parameters!"),
        ],
    );

    assert_snapshot!(found, @r#"
    pub enum State {
        InProgress = "in-progress", V2021_07_28 = "2021-07-28", Empty = "", Other_ = "Other",
        Type = "type", Self_ = "self", Self__ = "Self", AB = "a-b", AB_ = "a_b", V1_12 = "1.12",
        V11_2 = "11.2", Greater = ">", Ok = "ok!",
    }

    /// `GET /things`
    pub fn list(self, state: impl Into<super::types::State>) -> List<'c> {
        List(rt::Call::new(self.0, &LIST).give::<super::types::State>(0, state))
    }

    rt::parameters! { List {
        /// Sets `none`.
        none(String) = 1,
    } }
    "#);
}

pub(super) const RECURSION: &str = r"
paths:
  /trees:
    post:
      operationId: grow
      tags: [Trees]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Egg'}}}
components:
  schemas:
    Tree:
      type: object
      required: [root]
      properties:
        root: {$ref: '#/components/schemas/Node'}
        either: {oneOf: [{type: string}, {$ref: '#/components/schemas/Tree'}]}
    Node:
      type: object
      properties:
        tree: {$ref: '#/components/schemas/Tree'}
        next: {nullable: true, allOf: [{$ref: '#/components/schemas/Node'}]}
        all: {type: array, items: {$ref: '#/components/schemas/Node'}}
        by_name: {type: object, additionalProperties: {$ref: '#/components/schemas/Node'}}
        leaf: {$ref: '#/components/schemas/Leaf'}
    Leaf: {type: object, properties: {color: {type: string}}}
    Egg: {type: object, required: [hen], properties: {hen: {$ref: '#/components/schemas/Hen'}}}
    Hen: {type: object, required: [egg], properties: {egg: {$ref: '#/components/schemas/Egg'}}}
";

#[test]
fn members_that_lead_back_to_their_type_are_boxed() {
    let found = check(
        RECURSION,
        &[
            ("client/types.rs", "pub struct Tree"),
            ("client/types.rs", "pub struct Node"),
            ("client/trees.rs", "rt::members!"),
        ],
    );

    assert_snapshot!(found, @"
    pub struct Tree with extra: new(root(Box<Node>)) {
        pub root: Box<Node>,
        pub either: Option<Box<TreeEither>>,
    }

    pub struct Node with extra: default {
        pub tree: Option<Box<Tree>>,
        pub next: rt::Field<Box<Node>>,
        pub all: Option<Vec<Node>>,
        pub by_name: Option<rt::Map<Node>>,
        pub leaf: Option<Leaf>,
    }

    rt::members! { Grow {
        /// Sets `either`.
        either(Box<super::types::TreeEither>) = either,
    } }
    ");
}

#[test]
fn a_circle_of_required_members_is_cut_so_that_a_blank_one_has_an_end() {
    let found = check(
        RECURSION,
        &[("client/types.rs", "pub struct Egg"), ("client/types.rs", "pub struct Hen")],
    );

    assert_snapshot!(found, @"
    pub struct Egg with extra {
        pub hen: Box<Hen>,
    }

    pub struct Hen with extra: default {
        pub egg: Option<Box<Egg>>,
    }
    ");
}

pub(super) const UNIONS: &str = r"
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [value, either]
              properties:
                value: {oneOf: [{type: string}, {type: integer}, {type: array, items: {type: string}}, {$ref: '#/components/schemas/Part'}]}
                either: {oneOf: [{type: object}, {$ref: '#/components/schemas/Part'}]}
                only: {nullable: true, anyOf: [{$ref: '#/components/schemas/Part'}]}
      responses: {}
components:
  schemas:
    Part: {type: object, properties: {name: {type: string}}}
";

#[test]
fn a_union_is_told_apart_by_kind_or_read_on_demand() {
    let found = check(
        UNIONS,
        &[("client/types.rs", "pub enum"), ("client/types.rs", "pub struct CreateThingBody ")],
    );

    assert_snapshot!(found, @"
    pub enum CreateThingBodyValue {
        Text(String) = (0, text),
        Integer(i64) = (1, integer),
        TextList(Vec<String>) = (2, list),
        Part(Part) = (3, object),
    }

    pub struct CreateThingBody with extra:
        new(value(CreateThingBodyValue), either(CreateThingBodyEither))
    {
        pub value: CreateThingBodyValue,
        pub either: CreateThingBodyEither,
        pub only: rt::Field<Part>,
    }
    ");
}

pub(super) const MERGING: &str = r"
paths:
  /things:
    put:
      operationId: put-thing
      tags: [Things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Base:
      type: object
      required: [id]
      properties:
        id: {type: string}
        size: {type: string}
    Named: {properties: {name: {type: string}, note: {type: string}}}
    Thing:
      description: All of them.
      required: [name]
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - {allOf: [{$ref: '#/components/schemas/Named'}, {required: [note]}]}
        - {properties: {size: {type: integer}, parts: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
      properties:
        own: {type: boolean}
";

#[test]
fn an_all_of_has_the_members_of_all_its_parts_and_the_later_one_counts() {
    let found = check(MERGING, &[("client/types.rs", "pub struct Thing")]);

    assert_snapshot!(found, @"
    /// All of them.
    pub struct Thing with extra: new(id(String), name(String), note(String)) {
        pub id: String,
        pub size: Option<i64>,
        pub name: String,
        pub note: String,
        pub parts: Option<Vec<Thing>>,
        pub own: Option<bool>,
    }
    ");
}
