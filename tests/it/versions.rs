//! The versions of the API: chosen by a header, of one and the same data.

use bytes::Bytes;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::{Harness, Wire};

use crate::cases::INES;

/// A harness, and requests of one version.
struct Speaker<'h>(&'h Harness, &'static str);

impl Speaker<'_> {
    async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> (StatusCode, Value) {
        let Self(harness, version) = self;
        let mut request = harness.request(method, path);
        request.headers_mut().unwrap().insert("version", version.parse().unwrap());
        let request: Request<Bytes> = match body {
            Some(body) => {
                let request = request.header("content-type", "application/json");
                request.body(body.to_string().into()).unwrap()
            }
            None => request.body(Bytes::new()).unwrap(),
        };
        let response = harness.send(request).await.unwrap();
        (response.status(), serde_json::from_slice(response.body()).unwrap())
    }
}

/// Holds every exchange against the document of its version.
fn check(harness: &Harness) {
    for judged in harness.judged() {
        assert!(judged.verdict.is_pass(), "{} {}: {}", judged.method, judged.uri, judged.verdict);
    }
}

#[tokio::test]
async fn what_v3_writes_every_version_reads_in_its_own_words() {
    let harness = Harness::start(Wire::InProcess).await.unwrap();
    let [v2, v3] = ["2021-07-28", "v3"].map(|it| Speaker(&harness, it));
    let contact = json!({
        "locationId": harness.location(),
        "email": "mara@example.org",
        "dndSettings": { "sms": { "status": "active" } },
        "customFields": [{ "id": "5lOvfQXTPUpZnp3mZtTP", "fieldValue": 7 }],
    });

    let (status, created) = v3.ask("POST", "/contacts/", Some(&contact)).await;

    assert_eq!(status, 201, "{created}");
    let created = &created["contact"];
    assert_eq!(created["dndSettings"], json!({ "sms": { "status": "active" } }));
    assert_eq!(created["customFields"], json!([{ "id": "5lOvfQXTPUpZnp3mZtTP", "value": 7 }]));
    // It is answered like any other contact, not in the form of its own that v2 has.
    assert_eq!(created.get("deleted"), None);
    let path = format!("/contacts/{}", created["id"].as_str().unwrap());
    let (_, read) = v2.ask("GET", &path, None).await;
    assert_eq!(read["contact"]["dndSettings"], json!({ "SMS": { "status": "active" } }));
    let (_, read) = v3.ask("GET", &path, None).await;
    assert_eq!(read["contact"]["dndSettings"], json!({ "sms": { "status": "active" } }));
    let update = json!({ "dndSettings": { "whatsApp": { "status": "permanent" } } });
    let (_, updated) = v3.ask("PUT", &path, Some(&update)).await;
    assert_eq!(updated["contact"]["dndSettings"], update["dndSettings"]);
    check(&harness);
}

#[tokio::test]
async fn what_one_version_calls_otherwise_the_others_refuse() {
    let harness = Harness::start(Wire::InProcess).await.unwrap();
    let location = harness.location();
    let cases = [
        ("2023-02-21", json!({ "dndSettings": { "sms": { "status": "active" } } })),
        ("2021-07-28", json!({ "customFields": [{ "id": "x", "fieldValue": 7 }] })),
        ("v3", json!({ "dndSettings": { "SMS": { "status": "active" } } })),
    ];
    for (version, mut contact) in cases {
        contact["locationId"] = location.into();
        let (status, body) =
            Speaker(&harness, version).ask("POST", "/contacts/", Some(&contact)).await;

        assert_eq!(status, 422, "{version}: {body}");
    }
    check(&harness);
}

#[tokio::test]
async fn what_is_wrong_beside_the_version_does_not_make_it_another() {
    let harness = Harness::start(Wire::InProcess).await.unwrap();

    let (status, body) = Speaker(&harness, "v3").ask("GET", "/contacts/?limit=x", None).await;

    assert_eq!(status, 422, "{body}");
    // Less than the smallest whole number that JSON readers can hold, and no time since 1970.
    let path =
        format!("/contacts/?locationId={}&startAfter=-9223372036854775809", harness.location());
    let (status, body) = Speaker(&harness, "v3").ask("GET", &path, None).await;
    assert_eq!(status, 422, "{body}");
    let (status, body) = Speaker(&harness, "v4").ask("GET", "/contacts/?limit=x", None).await;
    assert_eq!((status.as_u16(), &body["message"]), (401, &json!("version header is invalid")));
    check(&harness);
}

#[tokio::test]
async fn v3_lists_the_contacts_of_a_business_after_a_name_and_an_id_too() {
    let harness = Harness::start(Wire::InProcess).await.unwrap();
    let [v2, v3] = ["2021-07-28", "v3"].map(|it| Speaker(&harness, it));
    let location = harness.location();
    let path =
        format!("/contacts/business/6512f77f92cbb4fa00bbb4f9?locationId={location}&limit=100");
    let (_, all) = v3.ask("GET", &path, None).await;
    let all = all["contacts"].as_array().unwrap();
    let first = ["contactName", "id"].map(|it| all[0][it].as_str().unwrap().replace(' ', "+"));
    let [name, id] = &first;

    for cursor in [format!("startAfter={name}&startAfter={id}"), format!("startAfter={name},{id}")]
    {
        let (status, rest) = v3.ask("GET", &format!("{path}&{cursor}"), None).await;

        assert_eq!((status.as_u16(), &rest["contacts"]), (200, &json!(all[1..])), "{cursor}");
        assert_eq!(rest["count"], all.len());
    }
    let (_, skipped) = v3.ask("GET", &format!("{path}&skip=1"), None).await;
    assert_eq!(skipped["contacts"], json!(all[1..]));
    let (status, body) = v2.ask("GET", &format!("{path}&startAfter={name},{id}"), None).await;
    let refusal = json!(["property startAfter should not exist"]);
    assert_eq!((status.as_u16(), &body["message"]), (422, &refusal));
    let path = path.replace("limit=100", "limit=101");
    assert_eq!(v3.ask("GET", &path, None).await.0, 422);
    check(&harness);
}

#[tokio::test]
async fn the_older_spellings_are_still_good_in_v3() {
    let harness = Harness::start(Wire::InProcess).await.unwrap();
    let v3 = Speaker(&harness, "v3");
    let path = format!("/contacts/{INES}");
    let update =
        json!({ "customFields": [{ "id": "CQPYz9nFuL36OHKJxrs4", "field_value": "roof" }] });

    let (_, updated) = v3.ask("PUT", &path, Some(&update)).await;
    let (_, deleted) = v3.ask("DELETE", &path, None).await;

    let fields = updated["contact"]["customFields"].as_array().unwrap();
    assert_eq!(fields[1], json!({ "id": "CQPYz9nFuL36OHKJxrs4", "value": "roof" }));
    for answer in [&updated, &deleted] {
        let flags = [&answer["succeded"], &answer["succeeded"]];
        assert_eq!(flags, [&Value::Bool(true); 2], "{answer}");
    }
    check(&harness);
}
