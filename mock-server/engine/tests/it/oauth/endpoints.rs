//! Where the authorization server is found.

use twinspec_mock::facade::{Credential, Scheme};

use super::{DATA, TOKEN, described, server, server_of};
use crate::library::Library;

const OWN: [(&str, &str); 3] =
    [("grant_type", "client_credentials"), ("client_id", "app"), ("client_secret", "shh")];

async fn status(library: &Library, path: &str) -> u16 {
    library.form(path, &OWN).await.status.as_u16()
}

#[tokio::test]
async fn server_is_where_the_document_says_and_below_the_control_routes() {
    let library = server();

    assert_eq!(status(&library, TOKEN).await, 200);
    assert_eq!(status(&library, "/oauth/token/").await, 200);
    assert_eq!(status(&library, "/_twinspec/oauth/token").await, 200);
    assert_eq!(library.get("/_twinspec/oauth/authorize").await.status, 400);
    assert_eq!(library.form("/_twinspec/oauth/revoke", &[]).await.status, 400);
}

#[tokio::test]
async fn operation_at_the_same_path_stays_what_it_is() {
    let mut blueprint = described();
    for operation in blueprint.operations.to_mut() {
        if operation.id == "createShelf" {
            operation.path = TOKEN.into();
        }
    }
    let library = server_of(&blueprint, |it| it.data("apps.yaml", DATA));

    assert_eq!(status(&library, TOKEN).await, 401, "a shelf cannot be made without a credential");
    assert_eq!(status(&library, "/_twinspec/oauth/token").await, 200);
}

#[tokio::test]
async fn path_with_a_parameter_takes_any_segment() {
    let mut blueprint = described();
    blueprint.schemes.to_mut()[0].flows.to_mut()[1].token = "/{tenant}/token".into();
    let library = server_of(&blueprint, |it| it.data("apps.yaml", DATA));

    assert_eq!(status(&library, "/north/token").await, 200);
    assert_eq!(status(&library, "/north/south/token").await, 404);
}

#[tokio::test]
async fn document_without_flows_has_no_server() {
    let library = Library::new();

    assert_eq!(status(&library, "/_twinspec/oauth/token").await, 404);
    assert_eq!(status(&library, TOKEN).await, 404);
}

#[tokio::test]
async fn other_methods_are_told_which_ones_there_are() {
    let library = server();

    let get = library.get(TOKEN).await;
    let options = library.json("OPTIONS", "/oauth/authorize", "").await;

    assert_eq!((get.status.as_u16(), get.header("allow")), (405, "POST"));
    assert_eq!((options.status.as_u16(), options.header("allow")), (204, "GET, HEAD, POST"));
}

#[tokio::test]
async fn scopes_of_a_token_count_where_another_scheme_takes_it_too() {
    let mut blueprint = described();
    let plain =
        Scheme { name: "plain".into(), credential: Credential::Bearer, flows: vec![].into() };
    blueprint.schemes.to_mut().push(plain);
    for operation in blueprint.operations.to_mut() {
        // `plain` first, as in a document that says: a bearer token, or this flow with these scopes.
        let mut requirement = operation.security.first().map(|it| it[0].clone());
        if let Some(requirement) = &mut requirement {
            requirement.scheme = 3;
            requirement.scopes = vec![].into();
            operation.security.to_mut().insert(0, vec![requirement.clone()].into());
        }
    }
    let library = server_of(&blueprint, |it| it.data("apps.yaml", DATA));

    for (scope, status) in [("books", 200), ("shelves", 403)] {
        let pairs = [("grant_type", "client_credentials"), ("scope", scope)];
        let answer = library.app(&pairs).await.json();
        assert_eq!(library.read_with(&answer["access_token"]).await, status, "{scope}");
    }
    assert_eq!(library.read_with(&"south".into()).await, 200, "it has no scopes to be held to");
}
