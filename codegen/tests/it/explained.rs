//! Explanations of codes: what they call wrong has the code, what they call right has nothing.

use std::collections::BTreeSet;

use twinspec::{Error, Settings};

use crate::project::Project;

/// Writes the files of a section into a project, and returns the codes that its document has.
fn codes(section: &str) -> BTreeSet<&'static str> {
    let project = Project::named("api.yaml", "");
    let mut settings = Settings::new(project.path("api.yaml"), "twinspec check");
    for block in section.split("```yaml ").skip(1) {
        let (name, rest) = block.split_once('\n').expect("a name after the fence");
        project.write(name, rest.split_once("```").expect("a closing fence").0);
        match name {
            "overlay.yaml" => settings = settings.overlay(project.path(name)),
            // Another document of the same client.
            "shop.yaml" => settings = settings.document(project.path(name)),
            _ => {}
        }
    }
    let found = match twinspec::warnings(&settings) {
        Ok(found) | Err(Error::Document(found)) => found,
        Err(error) => panic!("{error}"),
    };
    found.iter().map(|it| it.code).collect()
}

#[test]
fn the_wrong_document_has_the_code_and_the_right_one_has_none() {
    for it in twinspec::explanations() {
        let text = it.text;
        let (wrong, right) = text.split_once("\n## Right\n").expect("a section `Right`");
        let (_, wrong) = wrong.split_once("\n## Wrong\n").expect("a section `Wrong`");

        assert!(text.starts_with(&format!("# {}: {}\n\n", it.code, it.title())), "{text}");
        let found = codes(wrong);
        assert!(found.contains(it.code), "the wrong one of {} has {found:?}", it.code);
        assert_eq!(codes(right), BTreeSet::new(), "the right one of {}", it.code);
    }
}
