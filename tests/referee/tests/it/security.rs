//! Credentials, by their shape.

use twinspec_referee::Referee;

use crate::{get, referee};

/// `GET /x` that requires `own`, in a document that requires `root`.
fn with(root: &str, own: &str) -> Referee {
    referee(&format!(
        "{root}
paths:
  /x:
    get:
      {own}
      responses: {{ '200': {{ description: ok }} }}
components:
  securitySchemes:
    bearer: {{ type: http, scheme: Bearer }}
    basic: {{ type: http, scheme: basic }}
    digest: {{ type: http, scheme: digest }}
    oauth: {{ type: oauth2, flows: {{}} }}
    oidc: {{ type: openIdConnect, openIdConnectUrl: https://x.test }}
    query: {{ type: apiKey, in: query, name: key }}
    header: {{ type: apiKey, in: header, name: X-Key }}
    cookie: {{ type: apiKey, in: cookie, name: sid }}
    tls: {{ type: mutualTLS }}
"
    ))
}

fn own(requirements: &str) -> Referee {
    with("", &format!("security: {requirements}"))
}

#[test]
fn each_scheme_has_its_place() {
    for (scheme, header, value, message) in [
        ("bearer", "authorization", "Bearer t", "`Authorization: bearer …`"),
        ("bearer", "authorization", "bearer t", "`Authorization: bearer …`"),
        ("basic", "authorization", "Basic dTpw", "`Authorization: basic …`"),
        ("digest", "authorization", "Digest a=b", "`Authorization: digest …`"),
        ("oauth", "authorization", "Bearer t", "`Authorization: bearer …`"),
        ("oidc", "authorization", "Bearer t", "`Authorization: bearer …`"),
        ("header", "x-key", "k", "`X-Key: …`"),
        ("cookie", "cookie", "a=b; sid=k", "`Cookie: sid=…`"),
    ] {
        let referee = own(&format!("[{{ {scheme}: [] }}]"));
        assert_eq!(get("/x").with(header, value).reasons(&referee), "", "{scheme}");
        assert_eq!(
            get("/x").reasons(&referee),
            format!("request security: expected {message}, found no such credentials")
        );
    }
    let query = own("[{ query: [] }]");
    assert_eq!(get("/x?key=k").reasons(&query), "");
    assert_ne!(get("/x?key=").reasons(&query), "");
    assert_ne!(get("/x?other=k").reasons(&query), "");
    assert_eq!(get("/x").reasons(&own("[{ tls: [] }]")), "");
}

#[test]
fn credentials_of_another_shape_do_not_count() {
    let referee = own("[{ bearer: [] }]");

    for wrong in ["Basic dTpw", "Bearer", "Bearer ", "t", "Bearerer t"] {
        let case = get("/x").with("authorization", wrong);
        assert_ne!(case.reasons(&referee), "", "{wrong}");
    }
}

#[test]
fn one_alternative_is_enough_and_needs_all_its_parts() {
    let referee = own("[{ bearer: [], header: [] }, { query: [] }]");

    assert_eq!(get("/x?key=k").reasons(&referee), "");
    let both = get("/x").with("authorization", "Bearer t").with("x-key", "k");
    assert_eq!(both.reasons(&referee), "");
    assert_eq!(
        get("/x").with("x-key", "k").reasons(&referee),
        "request security: expected `Authorization: bearer …` and `X-Key: …` or `?key=…`, \
         found no such credentials"
    );
}

#[test]
fn an_operation_replaces_the_requirements_of_the_document() {
    let root = "security: [{ bearer: [] }]";

    assert_ne!(get("/x").reasons(&with(root, "summary: inherits")), "");
    assert_eq!(get("/x").reasons(&with(root, "security: []")), "");
    assert_eq!(get("/x").reasons(&with(root, "security: [{}, { bearer: [] }]")), "");
    assert_ne!(get("/x?key=k").reasons(&with(root, "security: [{ header: [] }]")), "");
}

#[test]
fn a_request_without_credentials_must_be_refused() {
    let referee = own("[{ bearer: [] }]");

    assert_eq!(get("/x").gets(401).violations(&referee), "");
    assert_ne!(get("/x").gets(200).violations(&referee), "");
}

#[test]
fn credentials_are_not_shown() {
    let referee = own("[{ bearer: [] }]");

    let verdict = get("/x").with("authorization", "Basic c2VjcmV0").gets(200).judged_by(&referee);

    assert!(!verdict.to_string().contains("c2VjcmV0"), "{verdict}");
}
