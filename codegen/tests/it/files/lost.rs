//! References that lead nowhere, and files that cannot be read.

use insta::assert_snapshot;

use super::{answer, project};

#[test]
fn references_that_lead_nowhere_are_said_where_they_stand() {
    let project = project(
        &answer("models/a.yml"),
        &[
            (
                "models/a.yml",
                r"
type: object
properties:
  file: {$ref: gone.yml}
  place: {$ref: 'b.yml#/Gone'}
  anchor: {$ref: 'b.yml#gone'}
  url: {$ref: 'https://example.com/schemas.yml#/A'}
  folder: {$ref: ..}
  far: {$ref: 'b.yml#/Far'}
",
            ),
            ("models/b.yml", "Far:\n  $ref: '#/Further'\n"),
        ],
    );

    assert_snapshot!(project.problems(), @"
    warning[W013]: `gone.yml` does not exist
      --> models/a.yml:4:3 (#/properties/file)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `b.yml#/Gone` does not exist
      --> models/a.yml:5:3 (#/properties/place)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `b.yml#gone` does not exist
      --> models/a.yml:6:3 (#/properties/anchor)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `https://example.com/schemas.yml#/A` is not fetched
      --> models/a.yml:7:3 (#/properties/url)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `..` does not exist
      --> models/a.yml:8:3 (#/properties/folder)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `#/Further` does not exist
      --> models/b.yml:1:1 (#/Far)
      help: correct the reference, or add what it refers to; URLs are never fetched
    ");
}

#[test]
fn a_broken_file_costs_what_refers_to_it() {
    let project = project(
        &answer("a.yml"),
        &[
            (
                "a.yml",
                "type: object\nproperties:\n  b: {$ref: b.json}\n  c: {$ref: c.yml}\n  d: {$ref: b.json}\n",
            ),
            ("b.json", "{\n  \"type\": \"string\",\n  \"type\": \"integer\"\n}\n"),
            ("c.yml", "type: object\nproperties: {c: !secret {type: string}}\n"),
        ],
    );

    assert_snapshot!(project.problems(), @"
    warning[W013]: `b.json` is not well-formed
      --> a.yml:3:3 (#/properties/b)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `c.yml` is not well-formed
      --> a.yml:4:3 (#/properties/c)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `b.json` is not well-formed
      --> a.yml:5:3 (#/properties/d)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W021]: duplicated key in mapping
      --> b.json:3:3 (#)
      help: mend the syntax at this place; until then nothing in this file can be used
    warning[W021]: the YAML tag `!secret` has no meaning here
      --> c.yml:2:14 (#/properties/c)
      help: mend the syntax at this place; until then nothing in this file can be used
    ");
    assert_eq!(project.generate().unwrap().sources.len(), 4);
}

#[test]
fn circles_over_files_end() {
    let project = project(
        &answer("a.yml"),
        &[
            (
                "a.yml",
                "{type: object, properties: {round: {$ref: b.yml}, deep: {$ref: 'c.yml#/x/y'}}}",
            ),
            ("b.yml", "{$ref: 'openapi.yaml#/x-b'}"),
            ("c.yml", "x: {$ref: '#/x/y'}"),
            (
                "openapi.yaml",
                &format!(
                    "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nx-b: {{$ref: b.yml}}\n{}",
                    answer("a.yml")
                ),
            ),
        ],
    );

    assert_snapshot!(project.problems(), @"
    warning[W014]: references lead to each other in a circle
      --> a.yml:1:29 (#/properties/round)
      help: let one of the references lead to a schema
    warning[W014]: references lead to each other in a circle
      --> a.yml:1:51 (#/properties/deep)
      help: let one of the references lead to a schema
    ");
}
