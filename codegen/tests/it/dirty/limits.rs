//! Documents that are meant to take the generator down: each ends soon, with what is wrong.

use std::fmt::Write;

use insta::assert_snapshot;

use super::warnings;
use crate::project::{Project, document};

fn first_line(name: &'static str, text: &str) -> String {
    Project::named(name, text).problems().lines().next().unwrap_or_default().to_owned()
}

/// A document with one operation that answers with this schema.
fn answering(schema: &str, components: &str) -> String {
    format!(
        r"
paths:
  /things:
    get:
      operationId: list
      responses:
        '200':
          description: Fine.
          content: {{application/json: {{schema: {schema}}}}}
components:
  schemas:
{components}"
    )
}

#[test]
fn what_nests_ten_thousand_deep_is_refused_in_yaml_and_json() {
    let deep = 10_000;
    let lists = format!("{}1{}", "[".repeat(deep), "]".repeat(deep));
    let objects = format!("{}1{}", r#"{"a":"#.repeat(deep), "}".repeat(deep));
    let blocks: String = (0..deep).fold(String::new(), |mut text, it| {
        writeln!(text, "{}a:", " ".repeat(it)).unwrap();
        text
    });

    let found = [
        first_line("a.json", &format!(r#"{{"openapi": "3.0.3", "x": {lists}}}"#)),
        first_line("a.json", &format!(r#"{{"openapi": "3.0.3", "x": {objects}}}"#)),
        first_line("a.yaml", &format!("openapi: 3.0.3\nx: {lists}\n")),
        first_line("a.yaml", &format!("openapi: 3.0.3\nx: {objects}\n")),
        first_line("a.yaml", &blocks),
        first_line("a.json", &"[".repeat(deep)),
    ];

    assert_snapshot!(found.join("\n"), @"
    error[E001]: recursion limit exceeded
    error[E001]: recursion limit exceeded
    error[E001]: recursion limit exceeded
    error[E001]: values are nested more than 128 deep
    error[E001]: values are nested more than 128 deep
    error[E001]: recursion limit exceeded
    ");
}

#[test]
fn references_in_a_circle_are_raw_json() {
    let components = r"
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    Self: {$ref: '#/components/schemas/Self'}
    List: {type: array, items: {$ref: '#/components/schemas/List'}}
    Map: {type: object, additionalProperties: {$ref: '#/components/schemas/Map'}}
    Union: {oneOf: [{$ref: '#/components/schemas/Union'}, {type: string}]}
    All: {allOf: [{$ref: '#/components/schemas/All'}, {type: object, properties: {a: {type: string}}}]}
    Both: {allOf: [{$ref: '#/components/schemas/Other'}, {$ref: '#/components/schemas/Both'}]}
    Other: {allOf: [{$ref: '#/components/schemas/Both'}, {$ref: '#/components/schemas/Other'}]}
    Alone: {allOf: [{$ref: '#/components/schemas/Alone'}]}
    Not: {not: {$ref: '#/components/schemas/Not'}}
";
    let names = ["A", "Self", "List", "Map", "Union", "All", "Both", "Alone", "Not"];
    let property = |it: &str| format!("{it}: {{$ref: '#/components/schemas/{it}'}}");
    let properties = names.map(property).join(", ");
    let schema = format!("{{type: object, properties: {{{properties}}}}}");

    assert_snapshot!(warnings(&answering(&schema, components)), @"
    10 W014 references lead to each other in a circle
    10 W014 references lead to each other in a circle
    17 W001 a schema that holds itself without a name in between is not typed
    18 W001 a schema that holds itself without a name in between is not typed
    21 W001 `allOf` of schemas that are of different kinds is not typed
    23 W001 a schema that holds itself without a name in between is not typed
    ");
}

#[test]
fn a_path_and_a_parameter_that_refer_to_themselves_are_left_out() {
    let found = warnings(
        r"
paths:
  /a: {$ref: '#/paths/~1a'}
  /b:
    get:
      operationId: b
      parameters: [{$ref: '#/paths/~1b/get/parameters/0'}]
      requestBody: {$ref: '#/paths/~1b/get/requestBody'}
      responses: {'200': {$ref: '#/paths/~1b/get/responses/200'}}
",
    );

    assert_snapshot!(found, @"
    4 W014 references lead to each other in a circle
    8 W014 references lead to each other in a circle
    9 W014 references lead to each other in a circle
    10 W014 references lead to each other in a circle
    ");
}

#[test]
fn ten_thousand_values_and_a_million_characters_are_no_trouble() {
    let values: Vec<String> = (0..10_000).map(|it| format!("value-{it}")).collect();
    let numbers: Vec<String> = (0..10_000).map(|it| it.to_string()).collect();
    let alike = vec!["same"; 10_000].join(", ");
    let text = "a".repeat(1 << 20);
    let components = format!(
        "    Texts: {{type: string, enum: [{}]}}\n    Numbers: {{enum: [{}]}}\n    Alike: {{enum: [{alike}]}}\n    Long: {{type: string, description: {text}, default: {text}, enum: [{text}]}}\n",
        values.join(", "),
        numbers.join(", "),
    );
    let properties = ["Texts", "Numbers", "Alike", "Long"]
        .map(|it| format!("{it}: {{$ref: '#/components/schemas/{it}'}}"))
        .join(", ");
    let schema = format!("{{type: object, properties: {{{properties}}}}}");
    let project = Project::new(&document(&answering(&schema, &components)));

    let report = project.generate().unwrap();

    assert_eq!(report.warnings, []);
    assert!(project.read("client/types.rs").contains("value-9999"));
}

#[test]
fn a_thousand_schemas_that_hold_each_other_are_no_trouble() {
    let mut components = String::new();
    for at in 0..1_000 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", (at + 1) % 1_000);
        // Merged all the way their members would be a million.
        let all = if at % 50 == 0 { String::new() } else { format!("allOf: [{next}], ") };
        writeln!(components, "    S{at}: {{type: object, {all}properties: {{p{at}: {next}}}}}")
            .unwrap();
    }
    let text = document(&answering("{$ref: '#/components/schemas/S0'}", &components));

    let problems = Project::new(&text).problems();

    assert!(!problems.contains("error"), "{problems}");
}
