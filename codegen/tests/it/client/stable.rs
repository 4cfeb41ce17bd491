//! Names that stay when the document around them changes.

use std::fs;

use crate::project::{Project, document};

/// Operations, each with its path.
const OPERATIONS: [(&str, &str); 6] = [
    ("/pets", "get: {operationId: getPets, tags: [Pets], responses: {}}"),
    ("/pets/{id}", "get: {operationId: getPet, tags: [Pets], responses: {}}"),
    ("/search", "get: {operationId: searchPets, tags: [Pets], responses: {}}"),
    ("/v1/owners", "get: {operationId: GetOwners, responses: {'404': {description: No.}}}"),
    (
        "/v1/owners/{id}",
        "get: {operationId: GetOwnersOwner, responses: {'404': {description: No.}}}",
    ),
    ("/toys", "post: {operationId: pets_toys_create, tags: [Pets], responses: {}}"),
];

/// Returns `tag.method` of each operation.
fn methods(operations: &[(&str, &str)]) -> Vec<String> {
    let paths = operations.iter().map(|(path, it)| format!("  {path}: {{{it}}}"));
    let paths = paths.collect::<Vec<_>>().join("\n");
    let project = Project::new(&document(&format!("\npaths:\n{paths}\n")));
    project.generate().unwrap();
    let mut methods = Vec::new();
    for module in ["pets", "owners"] {
        let file = project.path(&format!("client/{module}.rs"));
        let text = fs::read_to_string(file).unwrap_or_default();
        let names = text.lines().filter_map(|it| it.trim().strip_prefix("pub fn "));
        let names = names.filter_map(|it| it.split_once("(self").map(|(name, _)| name));
        methods.extend(names.map(|it| format!("{module}.{it}")));
    }
    methods.sort();
    methods
}

#[test]
fn no_operation_renames_another_by_coming_going_or_moving() {
    let all = methods(&OPERATIONS);
    assert_eq!(
        all,
        [
            "owners.get",
            "owners.get_owners",
            "pets.get",
            "pets.get_pets",
            "pets.search",
            "pets.toys_create"
        ],
    );

    let mut turned = OPERATIONS;
    turned.reverse();
    assert_eq!(methods(&turned), all);
    for left_out in 0..OPERATIONS.len() {
        let mut rest = OPERATIONS.to_vec();
        rest.remove(left_out);
        let found = methods(&rest);
        assert_eq!(found.len(), all.len() - 1);
        assert!(found.iter().all(|it| all.contains(it)), "{found:?}");
    }
}
