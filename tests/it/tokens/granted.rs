//! Tokens that the authorization server gives out.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use twinspec_mock::SignedDuration;

use super::{AGENCY_CODE, APP, INES, JUNIPER, READING_CODE, Served, WRITING_CODE};

#[tokio::test]
async fn an_access_token_lasts_a_day_and_has_the_scopes_of_its_code() {
    let served = Served::new();
    let form = format!("{APP}&grant_type=authorization_code&code={READING_CODE}");

    let (status, granted) = served.form("/oauth/token", form, "").await;

    assert_eq!(status, 200, "{granted}");
    assert_eq!(granted["scope"], "contacts.readonly");
    let token = granted["access_token"].as_str().unwrap();
    assert_eq!(served.read(token).await.0, 200);
    let (status, refused) = served.ask("DELETE", INES, Some(&format!("Bearer {token}"))).await;
    assert_eq!((status, &refused["error"]), (401, &json!("Unauthorized")));
    served.clock.advance(SignedDuration::from_secs(86_399));
    let (status, refused) = served.read(token).await;
    let expected = json!("Invalid token: access token is invalid");
    assert_eq!((status, &refused["message"]), (401, &expected));
}

#[tokio::test]
async fn who_wrote_a_contact_is_the_app_of_the_token_else_its_user() {
    let served = Served::new();
    let form = format!("{APP}&grant_type=authorization_code&code={WRITING_CODE}");
    let (_, granted) = served.form("/oauth/token", form, "").await;
    let write = async |method: &str, path: &str, body: Value, token: &str| {
        let request = Request::builder().method(method).uri(path).header("version", "2021-07-28");
        let request = request.header("authorization", format!("Bearer {token}"));
        let request = request.header("content-type", "application/json");
        let response = served.send(request.body(body.to_string().into()).unwrap()).await;
        serde_json::from_slice::<Value>(response.body()).unwrap()["contact"].clone()
    };
    let contact = json!({ "locationId": "wk59pfKL0jFi2YYvLBpE", "name": "Mara" });

    let app = granted["access_token"].as_str().unwrap();
    let made = write("POST", "/contacts/", contact, app).await;
    let path = format!("/contacts/{}", made["id"].as_str().unwrap());
    let changed = write("PUT", &path, json!({ "city": "Reno" }), JUNIPER).await;

    let app = "6743f1c2a9d58e0b1c7f4e92-m3v8q1zk";
    for (stamp, id) in [
        (&made["createdBy"], app),
        (&made["lastUpdatedBy"], app),
        (&changed["createdBy"], app),
        (&changed["lastUpdatedBy"], "e03wkPM15uelHuoUzaZh"),
    ] {
        assert_eq!((&stamp["source"], &stamp["sourceId"]), (&json!("INTEGRATION"), &json!(id)));
    }
}

#[tokio::test]
async fn an_agency_gets_tokens_of_its_locations() {
    let served = Served::new();
    let form = format!("{APP}&grant_type=authorization_code&user_type=Company&code={AGENCY_CODE}");
    let (_, agency) = served.form("/oauth/token", form, "").await;
    assert_eq!(agency["userType"], "Company", "{agency}");
    let agency = agency["access_token"].as_str().unwrap();
    assert_eq!(served.read(agency).await.0, 401);
    let of = |location: &str| format!("companyId=nUq4KbV0zsT3mJx8RwHd&locationId={location}");

    let (status, granted) =
        served.form("/oauth/locationToken", of("wk59pfKL0jFi2YYvLBpE"), agency).await;

    assert_eq!(status, 200, "{granted}");
    assert_eq!(granted["locationId"], "wk59pfKL0jFi2YYvLBpE");
    assert_eq!(served.read(granted["access_token"].as_str().unwrap()).await.0, 200);
    let (status, refused) = served.form("/oauth/locationToken", of("nobody"), agency).await;
    assert_eq!((status, &refused["message"]), (400, &json!("Location is not active")));
}

#[tokio::test]
async fn an_app_of_the_older_sdk_finds_the_page_where_it_looks() {
    let served = Served::new();
    let query = "response_type=code&client_id=6743f1c2a9d58e0b1c7f4e92-m3v8q1zk&auto=1\
                 &redirect_uri=https%3A%2F%2Fapp.example.com%2Foauth%2Fcallback";
    for path in ["/oauth/chooselocation", "/v2/oauth/chooselocation"] {
        let request = Request::get(format!("{path}?{query}")).body(Bytes::new()).unwrap();

        let response = served.send(request).await;

        let location = response.headers()["location"].to_str().unwrap();
        assert!(location.contains("?code="), "{path}: {location}");
    }
}

#[tokio::test]
async fn an_app_that_lost_its_tokens_gets_a_code_by_its_key() {
    let served = Served::new();
    let asked = json!({
        "clientKey": "6743f1c2a9d58e0b1c7f4e92-m3v8q1zk",
        "clientSecret": "8d2f6a40-c1b7-4e93-a5d8-3f7e0b9c6214",
        "locationId": "wk59pfKL0jFi2YYvLBpE",
    });
    let request = Request::post("/oauth/reconnect").header("content-type", "application/json");

    let response = served.send(request.body(asked.to_string().into()).unwrap()).await;

    let answer: Value = serde_json::from_slice(response.body()).unwrap();
    let members: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(members, ["traceId", "authorizationCode", "expiresAt"], "{answer}");
    let code = answer["authorizationCode"].as_str().unwrap();
    let form = format!("{APP}&grant_type=authorization_code&code={code}");
    let (status, granted) = served.form("/oauth/token", form, "").await;
    assert_eq!((status, &granted["locationId"]), (200, &asked["locationId"]), "{granted}");
    assert_eq!(served.read(granted["access_token"].as_str().unwrap()).await.0, 200);
}

#[tokio::test]
async fn answers_about_tokens_can_be_traced() {
    let served = Served::new();
    let form = format!("{APP}&grant_type=authorization_code&code={READING_CODE}");

    let (_, granted) = served.form("/oauth/token", form.clone(), "").await;
    let (_, refused) = served.form("/oauth/token", form, "").await;

    for answer in [&granted, &refused] {
        assert_eq!(answer["traceId"].as_str().map(str::len), Some(36), "{answer}");
    }
    assert_ne!(granted["traceId"], refused["traceId"]);
}

#[tokio::test]
async fn a_refresh_token_works_once_and_lasts_a_year() {
    let served = Served::new();
    let form = format!("{APP}&grant_type=authorization_code&code={READING_CODE}");
    let (_, first) = served.form("/oauth/token", form, "").await;
    let refresh = async |granted: &Value| {
        let token = granted["refresh_token"].as_str().unwrap();
        let form = format!("{APP}&grant_type=refresh_token&refresh_token={token}");
        served.form("/oauth/token", form, "").await
    };
    let invalid = json!("Invalid grant: refresh token is invalid");

    let (_, second) = refresh(&first).await;
    let (reuse, refused) = refresh(&first).await;
    served.clock.advance(SignedDuration::from_hours(365 * 24 - 1));
    let (late, third) = refresh(&second).await;
    served.clock.advance(SignedDuration::from_hours(365 * 24));
    let (too_late, gone) = refresh(&third).await;

    assert_eq!((reuse, &refused["message"]), (400, &invalid));
    assert_eq!(late, 200, "the reuse of the first takes nothing back: {third}");
    assert_eq!((too_late, &gone["message"]), (400, &invalid));
}

#[tokio::test]
async fn tokens_are_asked_for_in_two_spellings() {
    let served = Served::new();
    let new = APP.replace("client_id", "clientId").replace("client_secret", "clientSecret");
    let members = |granted: &Value| -> Vec<String> {
        let members = granted.as_object().unwrap().keys().map(String::as_str);
        members.filter(|it| it.contains("xpires") || it.contains("ccess")).map(Into::into).collect()
    };

    let old = format!("{APP}&grant_type=authorization_code&code={READING_CODE}");
    let (_, old) = served.form("/oauth/token", old, "").await;
    let token = old["refresh_token"].as_str().unwrap();
    let new = format!("{new}&grantType=refresh_token&refreshToken={token}");
    let (_, new) = served.form("/oauth/token", new, "").await;

    assert_eq!(members(&old), ["access_token", "expires_in"], "{old}");
    assert_eq!(members(&new), ["accessToken", "expiresIn"], "{new}");
    assert_eq!(old["userType"], "Location");
}

#[tokio::test]
async fn what_is_wrong_with_a_wish_for_a_token_is_told() {
    let served = Served::new();
    let cases = [
        ("grantType=refresh_token".to_owned(), "Missing parameter: clientId"),
        ("grant_type=refresh_token".to_owned(), "Missing parameter: client_id"),
        (format!("{APP}&grant_type=magic"), "Invalid parameter: grant_type"),
        (
            format!("{APP}&grant_type=refresh_token&refresh_token=guessed"),
            "Invalid grant: refresh token is invalid",
        ),
    ];
    for (form, message) in cases {
        let (status, refused) = served.form("/oauth/token", form, "").await;

        assert_eq!((status, &refused["message"]), (400, &json!(message)));
        assert_eq!(refused["error"], "Bad Request");
    }
}
