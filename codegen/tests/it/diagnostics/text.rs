//! Texts that are no document that is understood.

use insta::assert_snapshot;

use super::{check, check_text};
use crate::project::Project;

#[test]
fn broken_yaml_is_refused_at_its_place() {
    assert_snapshot!(check_text("openapi.yaml", "openapi: 3.0.3\ninfo: [\npaths: {}\n"), @"
    error[E001]: invalid indentation
      --> openapi.yaml:3:1 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn broken_json_is_refused_at_its_place() {
    let text =
        "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\"title\": \"x\" \"version\": \"1\"}\n}\n";

    assert_snapshot!(check_text("openapi.json", text), @"
    error[E001]: invalid trailing content after double-quoted scalar
      --> openapi.json:3:25 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_key_that_is_there_twice_is_refused() {
    assert_snapshot!(check("paths: {}\npaths: {}\n"), @"
    error[E001]: duplicated key in mapping
      --> openapi.yaml:4:1 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_yaml_tag_is_refused_at_its_place() {
    assert_snapshot!(check("paths:\n  /things: !include things.yaml\n"), @"
    error[E001]: the YAML tag `!include` has no meaning here
      --> openapi.yaml:4:3 (#/paths/~1things)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn an_empty_file_is_refused() {
    assert_snapshot!(check_text("openapi.yaml", ""), @"
    error[E001]: the file is empty
      --> openapi.yaml:1:1 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn two_yaml_documents_in_one_file_are_refused() {
    assert_snapshot!(check_text("openapi.yaml", "openapi: 3.0.3\n---\nopenapi: 3.0.3\n"), @"
    error[E001]: the file holds more than one YAML document
      --> openapi.yaml:2:1 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn values_that_are_nested_too_deep_are_refused() {
    let lists = check(&format!("x-deep: {}1{}\n", "[".repeat(150), "]".repeat(150)));
    let blocks = check(&format!("x-deep:\n  {}1\n", "- ".repeat(50_000)));
    let brackets = check(&format!("x-deep: {}\n", "[".repeat(50_000)));

    assert_snapshot!(lists.lines().next().unwrap(), @"error[E001]: values are nested more than 128 deep");
    assert_snapshot!(blocks, @"
    error[E001]: values are nested more than 128 deep
      --> openapi.yaml:4:255 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
    assert_snapshot!(brackets.lines().next().unwrap(), @"error[E001]: recursion limit exceeded");
}

#[test]
fn what_serde_would_let_pass_in_json_is_refused() {
    let twice = "{\n  \"openapi\": \"3.0.3\",\n  \"x-a\": {\"b\": 1, \"b\": 2}\n}\n";
    let deep = |depth| format!("{{\"x-deep\": {}1{}}}\n", "[".repeat(depth), "]".repeat(depth));

    assert_snapshot!(check_text("openapi.json", twice), @"
    error[E001]: duplicated key in mapping
      --> openapi.json:3:19 (#/x-a)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
    assert_snapshot!(check_text("openapi.json", &deep(127)), @"
    error[E001]: values are nested more than 128 deep
      --> openapi.json:1:138 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
    // Deep enough to leave no stack, were it read by calls.
    let far_too_deep = check_text("openapi.json", &deep(500_000));
    assert_snapshot!(far_too_deep.lines().next().unwrap(), @"error[E001]: recursion limit exceeded");
    // The deepest that is read: what is said is said of something else.
    assert_snapshot!(check_text("openapi.json", &deep(126)), @"
    error[E002]: this is not an OpenAPI document: `openapi` is missing
      --> openapi.json:1:1 (#)
      help: give an OpenAPI 3.0 or 3.1 document; a Swagger 2.0 one must be converted first
    nothing was generated: the document has errors
    ");
}

#[test]
fn places_in_json_are_counted_in_what_the_file_has() {
    let text = r#"{"openapi": "3.0.3",
"info": {"title": "\" \\ \ud83d\ude00 ü", "version": "1"}, "security": [{}, 5],
"paths": {"\/\u0061": [[1, true], {"b": null}]}}"#;

    assert_snapshot!(check_text("openapi.json", text), @"
    warning[W016]: item 1 must be an object, not a number; it is left out
      --> openapi.json:2:77 (#/security/1)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `/a` must be an object, not a list; it is left out
      --> openapi.json:3:11 (#/paths/~1a)
      help: write it as OpenAPI asks; the rest is generated without it
    ");
}

#[test]
fn aliases_that_multiply_are_refused() {
    let line = |level: usize| {
        let alias = format!("*a{}", level - 1);
        format!("x-{level}: &a{level} [{}]\n", vec![alias; 8].join(", "))
    };
    let lines: Vec<String> = (1..12).map(line).collect();
    let text = format!("x-0: &a0 [{}]\n{}", ["lol"; 8].join(", "), lines.concat());

    assert_snapshot!(check(&text), @"
    error[E001]: aliases repeat more than 100000 values
      --> openapi.yaml:8:16 (#/x-5/1)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}

#[test]
fn swagger_2_gets_one_clear_sentence() {
    assert_snapshot!(check_text("swagger.yaml", "swagger: '2.0'\npaths: {}\n"), @"
    error[E002]: Swagger 2.0 is not understood
      --> swagger.yaml:1:1 (#/swagger)
      help: give an OpenAPI 3.0 or 3.1 document; a Swagger 2.0 one must be converted first
    nothing was generated: the document has errors
    ");
}

#[test]
fn openapi_4_gets_one_clear_sentence() {
    let text = "{\n  \"openapi\": \"4.0.0\",\n  \"paths\": {}\n}\n";

    assert_snapshot!(check_text("openapi.json", text), @"
    error[E002]: OpenAPI 4.0.0 is not understood
      --> openapi.json:2:3 (#/openapi)
      help: give an OpenAPI 3.0 or 3.1 document; a Swagger 2.0 one must be converted first
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_version_that_is_a_number_is_quoted_as_it_stands() {
    assert_snapshot!(check_text("openapi.yaml", "openapi: 3.0\npaths: {}\n"), @"
    warning[W018]: `openapi: 3.0` is read as 3.0
      --> openapi.yaml:1:1 (#/openapi)
      help: say `openapi: 3.0.4` or `openapi: 3.1.1`, whichever the document is written in
    warning[W017]: `info` is missing; the title is taken as `API`
      --> openapi.yaml:1:1 (#)
      help: write it as OpenAPI asks if something else is meant
    ");
}

#[test]
fn what_is_no_openapi_document_gets_one_clear_sentence() {
    assert_snapshot!(check_text("openapi.yaml", "name: cargo\n"), @"
    error[E002]: this is not an OpenAPI document: `openapi` is missing
      --> openapi.yaml:1:1 (#)
      help: give an OpenAPI 3.0 or 3.1 document; a Swagger 2.0 one must be converted first
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_document_that_cannot_be_read_says_why() {
    let project = Project::new("");
    let settings = twinspec::Settings::new(project.path("missing.yaml"), "make twins");

    let error = twinspec::generate(&settings).unwrap_err();

    assert_snapshot!(project.tidy(&error.to_string()), @"reading `missing.yaml`: No such file or directory (os error 2)");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn json_is_read_with_its_own_escapes_tabs_and_mark() {
    let title = r"a \ud83d\ude00 \\ud83d\u0041\/";
    let text = format!(
        "\u{feff}{{\n\t\"openapi\": \"3.0.3\",\r\n\t\"info\": {{\"title\": \"{title}\", \"version\": \"1\"}},\n\t\"paths\": {{}}\n}}\n"
    );
    let project = Project::named("openapi.json", &text);

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();

    assert_eq!(blueprint.title, r"a 😀 \ud83dA/");
}
