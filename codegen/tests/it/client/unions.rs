//! Unions: what tells their variants apart, and what is done where nothing does.

use insta::assert_snapshot;

use super::check;

pub(super) const MARKS: &str = r"
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        mapped:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', kitten: Cat, dog: '#/components/schemas/Dog'}}
        named:
          anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind}
        constant: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}]}
        member: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
        rest: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {kind: {type: string}, other: {type: string}}}]}
        lists: {oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
        same: {oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: string}, b: {type: string}}}]}
        texts: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}
        numbers: {oneOf: [{type: integer}, {type: number}]}
        holder: {oneOf: [{type: array, items: {$ref: '#/components/schemas/Thing'}}, {$ref: '#/components/schemas/Thing'}]}
        maybe: {anyOf: [{$ref: '#/components/schemas/Cat'}, {type: string}, {nullable: true, type: integer}]}
    Cat: {type: object, required: [lives], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [tricks], properties: {kind: {type: string}, tricks: {type: array, items: {type: string}}}}
    Card: {type: object, required: [object], properties: {object: {type: string, enum: [card]}, number: {type: string}}}
    Bank: {type: object, required: [object], properties: {object: {type: string, enum: [bank, iban]}, number: {type: string}}}
";

#[test]
fn discriminators_constants_members_and_kinds_tell_variants_apart() {
    let found = check(
        MARKS,
        &[
            ("client/types.rs", "pub enum ThingMapped"),
            ("client/types.rs", "pub enum ThingNamed"),
            ("client/types.rs", "pub enum ThingConstant"),
            ("client/types.rs", "pub enum ThingMember"),
            ("client/types.rs", "pub enum ThingRest "),
            ("client/types.rs", "pub enum ThingLists"),
            ("client/types.rs", "pub enum ThingHolder"),
            ("client/types.rs", "pub enum ThingMaybe"),
        ],
    );

    assert_snapshot!(found, @r#"
    pub enum ThingMapped {
        Cat(Cat) = (0, tag("kind", "cat"), tag("kind", "kitten")),
        Dog(Dog) = (1, tag("kind", "dog")),
    }

    pub enum ThingNamed { Cat(Cat) = (0, tag("kind", "Cat")), Dog(Dog) = (1, tag("kind", "Dog")) }

    pub enum ThingConstant {
        Card(Card) = (0, tag("object", "card")),
        Bank(Bank) = (1, tag("object", "bank"), tag("object", "iban")),
    }

    pub enum ThingMember { Cat(Cat) = (0, member("lives")), Dog(Dog) = (1, member("tricks")) }

    pub enum ThingRest { Cat(Cat) = (0, member("lives")), Object(ThingRestObject) = (1, object) }

    pub enum ThingLists { TextList(Vec<String>) = (0, list), IntegerList(Vec<i64>) = (1, list) }

    pub enum ThingHolder { ObjectList(Vec<Thing>) = (0, list), Thing(Box<Thing>) = (1, object) }

    pub enum ThingMaybe {
        Cat(Cat) = (0, object),
        Text(String) = (1, text),
        Integer(i64) = (2, integer),
    }
    "#);
}

#[test]
fn what_nothing_tells_apart_is_read_on_demand_and_what_is_alike_is_no_union() {
    let found = check(
        MARKS,
        &[
            ("client/types.rs", "pub struct ThingSame "),
            ("client/types.rs", "pub enum ThingTexts"),
            ("client/types.rs", "pub struct Thing "),
        ],
    );

    assert_snapshot!(found, @r#"
    pub struct ThingSame { as_object: ThingSameObject, as_object_: ThingSameObject_ }

    pub enum ThingTexts { A = "a", B = "b" }

    pub struct Thing with extra: default {
        pub mapped: Option<ThingMapped>,
        pub named: Option<ThingNamed>,
        pub constant: Option<ThingConstant>,
        pub member: Option<ThingMember>,
        pub rest: Option<ThingRest>,
        pub lists: Option<ThingLists>,
        pub same: Option<ThingSame>,
        pub texts: Option<ThingTexts>,
        pub numbers: Option<f64>,
        pub holder: Option<Box<ThingHolder>>,
        pub maybe: rt::Field<ThingMaybe>,
    }
    "#);
}

pub(super) const VALUES: &str = r"
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
  /answers:
    get:
      operationId: get-answer
      tags: [Things]
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}
components:
  schemas:
    Thing:
      type: object
      required: [made, secret, level]
      additionalProperties: {type: integer}
      properties:
        made: {type: string, readOnly: true}
        secret: {type: string, writeOnly: true}
        level: {type: integer, enum: [1, -2, 10], description: How loud., default: 1}
        named: {type: integer, enum: [0, 1], x-enum-varnames: [Off, On]}
        mixed: {enum: [auto, 1, 0.5, true, null]}
        flag: {type: boolean, enum: [true]}
        items: {type: array, items: {type: string, nullable: true}}
        values: {type: object, additionalProperties: {type: number, nullable: true}}
        both:
          allOf:
            - {$ref: '#/components/schemas/Answer'}
            - {oneOf: [{type: object, required: [a], properties: {a: {type: string}, c: {type: string}}}, {type: object, properties: {b: {type: integer}, c: {type: integer}}}]}
        alias: {allOf: [{$ref: '#/components/schemas/Level'}, {description: Of the alias.}]}
    Level: {type: string, enum: [low, high]}
    Answer: {type: object, required: [made, secret], properties: {made: {type: string, readOnly: true}, secret: {type: string, writeOnly: true}}}
";

#[test]
fn values_and_members_have_the_types_that_hold_them() {
    let found = check(
        VALUES,
        &[
            ("client/types.rs", "pub struct Thing "),
            ("client/types.rs", "pub struct Answer "),
            ("client/types.rs", "pub struct ThingBoth "),
            ("client/types.rs", "pub enum ThingLevel"),
            ("client/types.rs", "pub enum ThingNamed"),
            ("client/types.rs", "pub enum ThingMixed"),
            ("client/things.rs", "pub fn put("),
        ],
    );

    assert_snapshot!(found, @r#"
    pub struct Thing with extra(i64): new(level(ThingLevel)) {
        pub made: Option<String>,
        pub secret: Option<String>,
        /// How loud. Default: `1`.
        pub level: ThingLevel,
        pub named: Option<ThingNamed>,
        pub mixed: rt::Field<ThingMixed>,
        pub flag: Option<bool>,
        pub items: Option<Vec<Option<String>>>,
        pub values: Option<rt::Map<Option<f64>>>,
        pub both: Option<ThingBoth>,
        pub alias: Option<Level>,
    }

    pub struct Answer with extra {
        pub made: String,
        pub secret: Option<String>,
    }

    pub struct ThingBoth with extra: default {
        pub made: Option<String>,
        pub secret: Option<String>,
        pub a: Option<String>,
        pub c: Option<rt::Json>,
        pub b: Option<i64>,
    }

    /// How loud.
    pub enum ThingLevel {
        /// `1`.
        V1 = Integer(1),
        /// `-2`.
        Minus2 = Integer(-2),
        /// `10`.
        V10 = Integer(10),
    }

    pub enum ThingNamed {
        /// `0`.
        Off = Integer(0),
        /// `1`.
        On = Integer(1),
    }

    pub enum ThingMixed {
        /// `auto`.
        Auto = Text("auto"),
        /// `1`.
        V1 = Integer(1),
        /// `0.5`.
        V0_5 = Number(0.5),
        /// `true`.
        True = Boolean(true),
    }

    /// `PUT /things`
    pub fn put(self, level: impl Into<super::types::ThingLevel>) -> Put<'c> {
        Put(rt::Call::new(self.0, &PUT), Some(super::types::Thing::new(level)))
    }
    "#);
}
