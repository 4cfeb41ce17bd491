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
    let found = check(
        PRESENCE,
        &[
            ("client/types.rs", "pub struct Thing"),
            ("client/types.rs", "const MEMBERS"),
            ("client/types.rs", "pub fn new"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `Thing`.
    pub struct Thing {
        /// `required`.
        pub required: String,
        /// `optional`.
        pub optional: Option<i64>,
        /// `nullable`.
        pub nullable: rt::Nullable<bool>,
        /// `both`.
        pub both: rt::Field<Vec<f64>>,
    }

    const MEMBERS: &'static [rt::Member] = &[
        rt::Member::required("required"),
        rt::Member::optional("optional"),
        rt::Member::required("nullable"),
        rt::Member::optional("both"),
    ];

    /// Makes one with what it must have, and nothing else.
    pub fn new(
        required: impl Into<String>,
        nullable: impl Into<rt::Nullable<bool>>,
    ) -> Self {
        Self {
            required: required.into(),
            nullable: nullable.into(),
            ..rt::blank()
        }
    }
    "#);
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
            ("client/types.rs", "const VALUES"),
            ("client/things.rs", "pub fn list"),
            ("client/things.rs", "rt::parameters!"),
        ],
    );

    assert_snapshot!(found, @r#"
    /// `State`.
    pub enum State {
        /// `in-progress`.
        InProgress,
        /// `2021-07-28`.
        V2021_07_28,
        /// ``.
        Empty,
        /// `Other`.
        Other_,
        /// `type`.
        Type,
        /// `self`.
        Self_,
        /// `Self`.
        Self__,
        /// `a-b`.
        AB,
        /// `a_b`.
        AB_,
        /// `1.12`.
        V1_12,
        /// `11.2`.
        V11_2,
        /// `>`.
        Empty_,
        /// `ok!`.
        Ok,
        /// A value that the document does not name.
        Other(String),
    }

    const VALUES: &'static [(&'static str, Self)] = &[
        ("in-progress", Self::InProgress),
        ("2021-07-28", Self::V2021_07_28),
        ("", Self::Empty),
        ("Other", Self::Other_),
        ("type", Self::Type),
        ("self", Self::Self_),
        ("Self", Self::Self__),
        ("a-b", Self::AB),
        ("a_b", Self::AB_),
        ("1.12", Self::V1_12),
        ("11.2", Self::V11_2),
        (">", Self::Empty_),
        ("ok!", Self::Ok),
    ];

    /// `GET /things`
    pub fn list(self, state: impl Into<super::types::State>) -> List<'c> {
        List {
            call: rt::Call::new(self.client, &LIST)
                .with(0, Into::<super::types::State>::into(state)),
        }
    }

    rt::parameters! {
        List {
            /// Sets `none`.
            none(String) = 1,
        }
    }
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
    /// `Tree`.
    pub struct Tree {
        /// `root`.
        pub root: Box<super::types::Node>,
        /// `either`.
        pub either: Option<Box<super::types::TreeEither>>,
        /// What the server sent and the document does not name.
        pub extra: rt::Extra,
    }

    /// `Node`.
    pub struct Node {
        /// `tree`.
        pub tree: Option<Box<super::types::Tree>>,
        /// `next`.
        pub next: rt::Field<Box<super::types::Node>>,
        /// `all`.
        pub all: Option<Vec<super::types::Node>>,
        /// `by_name`.
        pub by_name: Option<rt::Map<super::types::Node>>,
        /// `leaf`.
        pub leaf: Option<super::types::Leaf>,
        /// What the server sent and the document does not name.
        pub extra: rt::Extra,
    }

    rt::members! {
        Grow {
            /// Sets `either`.
            either(Box<super::types::TreeEither>) = either,
        }
    }
    ");
}

#[test]
fn a_circle_of_required_members_is_cut_so_that_a_blank_one_has_an_end() {
    let found = check(
        RECURSION,
        &[("client/types.rs", "pub struct Egg"), ("client/types.rs", "pub struct Hen")],
    );

    assert_snapshot!(found, @"
    /// `Egg`.
    pub struct Egg {
        /// `hen`.
        pub hen: Box<super::types::Hen>,
        /// What the server sent and the document does not name.
        pub extra: rt::Extra,
    }

    /// `Hen`.
    pub struct Hen {
        /// `egg`.
        pub egg: Option<Box<super::types::Egg>>,
        /// What the server sent and the document does not name.
        pub extra: rt::Extra,
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
fn a_union_is_told_apart_by_kind_or_stays_json() {
    let found = check(
        UNIONS,
        &[
            ("client/types.rs", "pub enum"),
            ("client/types.rs", "pub struct CreateThingBody "),
            ("client/types.rs", "const KINDS"),
        ],
    );

    assert_snapshot!(found, @"
    /// `CreateThingBodyValue`.
    pub enum CreateThingBodyValue {
        /// Text.
        Text(String),
        /// A number.
        Number(i64),
        /// A list.
        List(Vec<String>),
        /// An object.
        Object(super::types::Part),
        /// A value of a kind that the document does not name.
        Other(rt::Json),
    }

    /// `CreateThingBody`.
    pub struct CreateThingBody {
        /// `value`.
        pub value: super::types::CreateThingBodyValue,
        /// `either`.
        pub either: rt::Json,
        /// `only`.
        pub only: rt::Field<super::types::Part>,
        /// What the server sent and the document does not name.
        pub extra: rt::Extra,
    }

    const KINDS: &'static [rt::Kind] = &[
        rt::Kind::Text,
        rt::Kind::Number,
        rt::Kind::List,
        rt::Kind::Object,
    ];
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
    let found = check(
        MERGING,
        &[("client/types.rs", "pub struct Thing"), ("client/types.rs", "const MEMBERS")],
    );

    assert_snapshot!(found, @r#"
    /// All of them.
    pub struct Thing {
        /// `id`.
        pub id: String,
        /// `size`.
        pub size: Option<i64>,
        /// `name`.
        pub name: String,
        /// `note`.
        pub note: String,
        /// `parts`.
        pub parts: Option<Vec<super::types::Thing>>,
        /// `own`.
        pub own: Option<bool>,
        /// What the server sent and the document does not name.
        pub extra: rt::Extra,
    }

    const MEMBERS: &'static [rt::Member] = &[
        rt::Member::required("id"),
        rt::Member::optional("size"),
        rt::Member::required("name"),
        rt::Member::required("note"),
        rt::Member::optional("parts"),
        rt::Member::optional("own"),
    ];
    "#);
}
