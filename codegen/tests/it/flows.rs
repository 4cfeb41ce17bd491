//! OAuth 2 flows: where a document says that tokens come from.

use insta::assert_snapshot;

use crate::project::{Project, document};

/// Lists the flows of a document's only scheme.
fn flows(flows: &str) -> String {
    let rest = format!(
        "paths: {{}}\ncomponents:\n  securitySchemes:\n    flow:\n      type: oauth2\n      \
         flows:\n{flows}"
    );
    let (blueprint, _) = twinspec::blueprint(&Project::new(&document(&rest)).settings()).unwrap();
    let flows = blueprint.schemes[0].flows.iter();
    flows.map(|it| format!("{it:?}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_flow_is_known_by_the_paths_of_its_urls() {
    let flows = flows(
        "
        authorizationCode:
          authorizationUrl: https://login.example.com/v2/authorize?audience=api
          tokenUrl: https://{tenant}.example.com/{tenant}/token/
          refreshUrl: /refresh
          scopes: {read: Read it., write: }
        clientCredentials: {tokenUrl: oauth/token, scopes: {}}
        implicit: {authorizationUrl: 'https://login.example.com', scopes: {}}
        x-other: {}",
    );

    assert_snapshot!(flows, @r#"
    Flow { kind: AuthorizationCode, authorization: "/v2/authorize", token: "/{tenant}/token", refresh: "/refresh", scopes: [("read", "Read it."), ("write", "")] }
    Flow { kind: ClientCredentials, authorization: "", token: "/oauth/token", refresh: "", scopes: [] }
    Flow { kind: Implicit, authorization: "", token: "", refresh: "", scopes: [] }
    "#);
}
