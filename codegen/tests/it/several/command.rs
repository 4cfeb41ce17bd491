//! The command `twinspec` with several documents.

use insta::assert_snapshot;

use super::two;
use crate::command::run;

const VERSION: [&str; 4] = ["--client", "api", "--runtime", "version=0.1"];

#[test]
fn several_documents_are_generated_checked_and_found_stale_together() {
    let project = two();
    let words = [&["generate", "crm.yaml", "shop.yaml"][..], &VERSION].concat();

    let made = run(&project, &words);
    let fresh = run(&project, &[&words[..], &["--check"]].concat());
    project.write("schemas.yaml", &project.read("schemas.yaml").replace("home, ", ""));
    let stale = run(&project, &[&words[..], &["--check"]].concat());

    assert!(made.contains("wrote api/src/generated/shared.rs\n"), "{made}");
    assert_snapshot!(fresh, @"
    15 generated files: nothing changed
    exit 0
    ");
    assert_snapshot!(stale, @r#"
    error: --- api/src/generated/shared.rs
    +++ api/src/generated/shared.rs
    @@ -12,7 +12,7 @@
             pub stamp: Option<String>,
         }
     
    -    pub enum AddressKind { Home = "home", Work = "work" }
    +    pub enum AddressKind { Work = "work" }
     
         pub struct Person with extra: default {
             /// Where somebody lives.

    generated files are stale; run `twinspec generate crm.yaml shop.yaml --client api --runtime version=0.1`
    exit 1
    "#);
    assert_snapshot!(run(&project, &["check", "crm.yaml", "shop.yaml"]), @"
    0 errors, 0 warnings
    exit 0
    ");
}

#[test]
fn what_is_of_one_document_is_refused_for_several() {
    let project = two();
    project.write("fix.yaml", "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions: []\n");
    let generate =
        |more: &[&str]| run(&project, &[&["generate", "crm.yaml", "shop.yaml"][..], more].concat());

    assert_snapshot!(generate(&["--mock", "mock"]), @"
    error: a mock is of one document, and there are 2: generate it from each by itself
    exit 1
    ");
    assert_snapshot!(generate(&[&VERSION[..], &["--overlay", "fix.yaml"]].concat()), @"
    error: `--overlay` does not say which of several documents it corrects: name them in `twinspec.toml`, each with its own `overlays`
    exit 1
    ");
    assert_snapshot!(run(&project, &[&["generate", "crm.yaml", "./crm.yaml"][..], &VERSION].concat()), @"
    error: `crm.yaml` is there twice
    exit 1
    ");
}
