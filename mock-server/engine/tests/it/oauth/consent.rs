//! The page on which a person consents.

use super::{AUTHORIZE, BACK, described, query, server, server_of};
use crate::library::{Library, Reply};

const WISH: [(&str, &str); 3] =
    [("response_type", "code"), ("client_id", "app"), ("redirect_uri", BACK)];

impl Library {
    async fn page(&self, pairs: &[(&str, &str)]) -> Reply {
        self.get(&format!("{AUTHORIZE}?{}", query(pairs))).await
    }

    /// Sends the form of the page.
    async fn decide(&self, pairs: &[(&str, &str)], decision: &[(&str, &str)]) -> Reply {
        self.form(&format!("{AUTHORIZE}?{}", query(pairs)), decision).await
    }

    async fn branch_of(&self, code: &str) -> String {
        let pairs = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BACK)];
        let reply = self.app(&pairs).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let state = self.mock.state();
        let token = state["tokens"].as_array().unwrap().last().unwrap().clone();
        token["branch"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn page_says_who_wants_what_and_in_whose_name() {
    let library = server();

    let page = library.page(&WISH).await;

    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    for part in [
        "<code>app</code>",
        "<code>books</code> Read &lt;all&gt; books",
        "value=\"0\" checked> branch north<",
        "value=\"1\"> branch south, level 2<",
        "<form method=\"post\">",
    ] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
}

#[tokio::test]
async fn only_owners_of_good_tokens_that_were_given_by_hand_may_consent() {
    let tokens = "tokens:\n- {token: gone, branch: gone, revoked: true}\n- {token: late, branch: late, \
                  expiresAt: '2026-01-31T09:30:00Z'}";
    let data = super::DATA.replace("tokens:", tokens);
    let library = server_of(&described(), |it| it.data("apps.yaml", &data));
    // It is the app's own, and not that of somebody who could consent.
    library.signed_in().await;

    let page = library.page(&WISH).await;

    let owners = page.text.matches("type=\"radio\"").count();
    assert_eq!(owners, 2, "{}", page.text);
}

#[tokio::test]
async fn form_without_a_decision_shows_the_page_again() {
    let library = server();

    let again = library.decide(&[&WISH[..], &[("auto", "1")]].concat(), &[("owner", "1")]).await;

    assert_eq!((again.status.as_u16(), again.header("location")), (200, ""));
}

#[tokio::test]
async fn person_goes_back_with_a_code_for_whom_they_chose() {
    let library = server();
    let wish = [&WISH[..], &[("state", "a b&c")]].concat();

    let allowed = library.decide(&wish, &[("owner", "1"), ("decision", "allow")]).await;

    assert_eq!(allowed.sent("state"), "a b&c");
    assert!(allowed.header("location").starts_with(BACK));
    assert_eq!(library.branch_of(&allowed.sent("code")).await, "south");
}

#[tokio::test]
async fn person_who_says_no_goes_back_without_a_code() {
    let library = server();

    let denied = library.decide(&WISH, &[("owner", "1"), ("decision", "deny")]).await;

    assert_eq!(denied.sent("error"), "access_denied");
    assert_eq!(denied.sent("code"), "");
}

#[tokio::test]
async fn tests_need_no_page() {
    let library = server();
    let wish = &WISH[1..];

    let first = library.consent(wish).await.sent("code");
    let named = library.consent(&[wish, &[("branch", "south")]].concat()).await.sent("code");
    let nobody = library.consent(&[wish, &[("branch", "east")]].concat()).await;

    assert_eq!(library.branch_of(&first).await, "north");
    assert_eq!(library.branch_of(&named).await, "south");
    assert_eq!(nobody.sent("error_description"), "`branch` belongs to nobody who could consent");
}

#[tokio::test]
async fn nobody_is_sent_to_a_place_that_is_not_the_apps() {
    let library = server();

    for (pairs, reason) in [
        (&[("client_id", "app"), ("redirect_uri", "https://evil.test")][..], "not one that the"),
        (&[("client_id", "app"), ("redirect_uri", "https://app.test/back/x")], "not one that the"),
        (&[("client_id", "<x>"), ("redirect_uri", BACK)], "there is no client `&lt;x&gt;`"),
        (&[("redirect_uri", BACK)], "`client_id` is missing"),
        (&[("client_id", "app")], "`redirect_uri` is missing"),
    ] {
        let page = library.consent(pairs).await;
        assert_eq!(page.status, 400, "{pairs:?}");
        assert!(page.text.contains(reason), "{}", page.text);
        assert_eq!(page.header("location"), "");
    }
}

#[tokio::test]
async fn without_apps_a_place_has_to_be_one() {
    let library = server_of(&described(), |it| it);

    for (uri, status) in
        [("https://any.test/x", 302), ("my-app:/x", 302), ("here", 400), ("https://a.test#x", 400)]
    {
        let reply = library.consent(&[("client_id", "any"), ("redirect_uri", uri)]).await;
        assert_eq!(reply.status, status, "{uri}");
    }
}

#[tokio::test]
async fn app_is_told_what_is_wrong_with_its_wish() {
    let library = server();
    let back = &WISH[1..];

    for (more, error) in [
        (&[][..], "invalid_request"),
        (&[("response_type", "token")], "unsupported_response_type"),
        (&[("response_type", "code"), ("scope", "pages")], "invalid_scope"),
        (&[("response_type", "code"), ("code_challenge", "short")], "invalid_request"),
    ] {
        let reply = library.page(&[back, more, &[("state", "s")]].concat()).await;
        assert_eq!((reply.sent("error").as_str(), reply.sent("state").as_str()), (error, "s"));
    }
    let challenge = super::s256("x");
    let wish = [&WISH[..], &[("code_challenge", &challenge), ("code_challenge_method", "S1")]];
    assert_eq!(library.page(&wish.concat()).await.sent("error"), "invalid_request");
}

#[tokio::test]
async fn app_without_a_secret_must_bring_a_challenge() {
    let library = server();
    let challenge = super::s256(super::VERIFIER);

    let without = library.consent(&[("client_id", "spa")]).await;
    let with =
        [("client_id", "spa"), ("code_challenge", &challenge), ("code_challenge_method", "S256")];
    let with = library.consent(&with).await;
    let code = with.sent("code");
    let pairs = [
        ("client_id", "spa"),
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("code_verifier", super::VERIFIER),
    ];

    assert_eq!(without.sent("error_description"), "`code_challenge` is missing");
    assert!(with.header("location").starts_with("https://spa.test?code="));
    assert_eq!(library.form(super::TOKEN, &pairs).await.status, 200);
}

#[tokio::test]
async fn place_with_a_query_keeps_it() {
    let library = server();
    let back = [("client_id", "app"), ("redirect_uri", "https://app.test/other?x=1")];

    let reply = library.consent(&back).await;

    assert!(reply.header("location").starts_with("https://app.test/other?x=1&code="));
}

#[tokio::test]
async fn implicit_flow_hands_the_token_out_in_the_fragment() {
    let mut blueprint = described();
    let flows = blueprint.schemes.to_mut()[0].flows.to_mut();
    flows[0].kind = twinspec_mock::facade::FlowKind::Implicit;
    let library = server_of(&blueprint, |it| it.data("apps.yaml", super::DATA));
    let wish = [("auto", "1"), ("response_type", "token"), ("client_id", "app")];

    let reply = library.page(&[&wish[..], &WISH[2..], &[("state", "s")]].concat()).await;

    assert!(reply.header("location").starts_with("https://app.test/back#access_token="));
    assert_eq!((reply.sent("token_type").as_str(), reply.sent("state").as_str()), ("Bearer", "s"));
    assert_eq!(reply.sent("refresh_token"), "");
    assert_eq!(library.read_with(&reply.sent("access_token").into()).await, 200);
}
