//! `operations`: a client and a mock of some of a document's operations.

use insta::assert_snapshot;
use twinspec::Change;

use crate::project::{Project, document};

const DOCUMENT: &str = r"
security: [{token: []}]
paths:
  /pets:
    get:
      operationId: list-pets
      tags: [Pets]
      responses:
        '200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        '404': {$ref: '#/components/responses/Missing'}
    post:
      operationId: create-pet
      tags: [Pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses:
        '201': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '404': {$ref: '#/components/responses/Missing'}
  /toys/{id}:
    get:
      operationId: get-toy
      tags: [Pet toys]
      security: [{key: []}]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
  responses:
    Missing: {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  schemas:
    NewPet: {type: object, required: [name], properties: {name: {type: string}, toy: {$ref: '#/components/schemas/Toy'}}}
    Pet: {type: object, properties: {id: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}}
    Owner: {type: object, properties: {pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Toy: {type: object, properties: {maker: {type: object, properties: {name: {type: string}}}}}
    Problem: {type: object, properties: {message: {type: string}}}
";

/// Returns what there is in the client and in the mock of the selected operations.
fn check(selectors: &[&str]) -> String {
    let project = Project::new(&document(DOCUMENT));
    let selectors = selectors.iter();
    let settings = selectors.fold(project.settings(), |it, selector| it.operation(*selector));
    let report = match twinspec::generate(&settings) {
        Ok(report) => report,
        Err(error) => return error.to_string(),
    };
    let mut lines = Vec::new();
    for file in ["pets.rs", "pet_toys.rs", "errors.rs", "types.rs"] {
        let path = project.path("client").join(file);
        if report.changes.contains(&Change::Written(path)) {
            let text = project.read(&format!("client/{file}"));
            let begin = ["pub fn ", "pub struct ", "pub enum "];
            let name = |line: &str| {
                let line = line.trim().trim_start_matches("rt::errors! { ");
                let rest = begin.iter().find_map(|it| line.strip_prefix(it))?;
                rest.split(|it: char| !(it.is_alphanumeric() || it == '_'))
                    .next()
                    .map(str::to_owned)
            };
            let names: Vec<String> = text.lines().filter_map(name).collect();
            lines.push(format!("{file}: {}", names.join(", ")));
        }
    }
    let entry = project.read("client/api.rs");
    lines.extend(
        entry.lines().map(str::trim).find(|it| it.starts_with("schemes")).map(str::to_owned),
    );
    let (blueprint, _) = twinspec::blueprint(&settings).unwrap();
    let operations: Vec<&str> = blueprint.operations.iter().map(|it| &*it.id).collect();
    let resources = blueprint.resources.iter().map(|it| format!("{} {:?}", it.name, it.origin));
    let resources = resources.collect::<Vec<_>>().join(", ");
    lines.push(format!("mock: {} on {resources}", operations.join(", ")));
    lines.join("\n")
}

#[test]
fn a_tag_brings_its_operations_and_what_they_reach() {
    assert_snapshot!(check(&["tag:Pet toys"]), @r#"
    pet_toys.rs: PetToys, get
    types.rs: Toy, ToyMaker
    schemes: &[rt::Scheme::key_in_header("key", "X-Key")],
    mock: get-toy on toy Given
    "#);
}

#[test]
fn operations_are_selected_by_id_and_by_method_and_path() {
    assert_snapshot!(check(&["create-pet"]), @r#"
    pets.rs: Pets, create
    errors.rs: Errors404
    types.rs: NewPet, Owner, Pet, Problem, Toy, ToyMaker
    schemes: &[rt::Scheme::bearer("token")],
    mock: create-pet on pet Created
    "#);
    assert_eq!(check(&["POST /pets"]), check(&["create-pet"]));
    assert_eq!(check(&["tag:pets"]), check(&["get /pets", "POST /pets"]));
}

#[test]
fn what_is_not_selected_is_not_complained_of() {
    let broken = DOCUMENT.replace("      operationId: get-toy\n", "");
    let project = Project::new(&document(&broken));

    let all = twinspec::generate(&project.settings()).unwrap();
    let some = twinspec::generate(&project.settings().operation("create-pet")).unwrap();

    assert_eq!(all.warnings.len(), 1);
    assert_eq!(some.warnings, []);
}

#[test]
fn a_selector_that_fits_nothing_is_an_error_with_names_that_are_near() {
    assert_snapshot!(check(&["create-pets", "list-pets"]), @"the selector `create-pets` fits no operation; did you mean `create-pet`, `list-pets`?");
    assert_snapshot!(check(&["PUT /toys/{id}", "tag:Toys"]), @"
    the selector `PUT /toys/{id}` fits no operation; did you mean `GET /toys/{id}`?
    the selector `tag:Toys` fits no tag; did you mean `tag:Pet toys`, `tag:Pets`?
    ");
    assert_snapshot!(check(&["nothing"]), @"the selector `nothing` fits no operation; there are 3, such as `create-pet`, `get-toy`, `list-pets`");
}
