//! What is known of `HighLevel` and seen only by those who ask in their own words.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tests::{Harness, Wire};

use crate::cases::INES;

const LIST: &str = "/contacts/?locationId=wk59pfKL0jFi2YYvLBpE";

async fn harness() -> Harness {
    Harness::start(Wire::InProcess).await.unwrap()
}

/// Sends a request; the referee has nothing against the answer.
async fn send(harness: &Harness, request: Request<Bytes>) -> (u16, Value) {
    let response = harness.send(request).await.unwrap();
    let judged = harness.judged();
    let verdict = &judged.last().unwrap().verdict;
    assert!(verdict.is_pass(), "{verdict}");
    (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap())
}

async fn get(harness: &Harness, path: &str) -> (u16, Value) {
    send(harness, harness.request("GET", path).body(Bytes::new()).unwrap()).await
}

fn ids(list: &Value) -> Vec<&str> {
    list["contacts"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_word_in_the_place_of_an_id_is_no_contact() {
    let harness = harness().await;
    for word in ["search", "lookup", "business"] {
        let (status, body) = get(&harness, &format!("/contacts/{word}")).await;

        let expected = format!("Contact with id {word} not found");
        assert_eq!((status, &body["message"]), (400, &json!(expected)));
    }
}

#[tokio::test]
async fn the_collection_answers_with_and_without_its_slash() {
    let harness = harness().await;

    let with = get(&harness, LIST).await;
    let without = get(&harness, &LIST.replace("/?", "?")).await;

    assert_eq!((with.0, without.0), (200, 200));
    assert_eq!(with.1["contacts"], without.1["contacts"]);
}

#[tokio::test]
async fn a_content_type_without_a_body_and_unknown_headers_are_ignored() {
    let harness = harness().await;
    for method in ["GET", "DELETE"] {
        let request = harness.request(method, &format!("/contacts/{INES}"));
        let request = request.header("content-type", "application/json");
        let request = request.header("x-sdk-version", "3.1.0").header("locationid", "any");

        let (status, body) = send(&harness, request.body(Bytes::new()).unwrap()).await;

        assert_eq!(status, 200, "{method}: {body}");
    }
}

#[tokio::test]
async fn the_list_refuses_what_it_cannot_do() {
    let harness = harness().await;
    let cases = [
        ("tag=vip", "property tag should not exist"),
        ("limit=101", "limit must not be greater than 100"),
        ("limit=0", "limit must not be less than 1"),
    ];
    for (query, message) in cases {
        let (status, body) = get(&harness, &format!("{LIST}&{query}")).await;

        assert_eq!((status, &body["message"]), (422, &json!([message])));
    }
}

#[tokio::test]
async fn the_list_goes_on_after_an_id_alone_and_is_empty_past_its_end() {
    let harness = harness().await;
    let (_, all) = get(&harness, LIST).await;
    let all = ids(&all);
    assert!(all.len() > 2 && all.len() < 20, "{} contacts fit on a page of 20", all.len());

    let (_, rest) = get(&harness, &format!("{LIST}&startAfterId={}", all[0])).await;
    let (status, nothing) = get(&harness, &format!("{LIST}&startAfter=0")).await;

    assert_eq!(ids(&rest), all[1..]);
    assert_eq!((status, ids(&nothing).len()), (200, 0));
    assert_eq!(nothing["count"], all.len(), "the count is of all, not of the page");
    let meta = nothing["meta"].as_object().unwrap();
    let next = ["startAfter", "startAfterId", "nextPageUrl"].map(|it| meta.get(it));
    assert_eq!((next, &meta["nextPage"]), ([None; 3], &Value::Null));
}

#[tokio::test]
async fn a_business_without_contacts_is_not_an_error() {
    let harness = harness().await;
    let ask = async |id: &str| {
        let path = LIST.replace("/?", &format!("/business/{id}?"));
        get(&harness, &path).await
    };

    let (status, none) = ask("ffffffffffffffffffffffff").await;
    let (wrong, refused) = ask("7").await;

    assert_eq!((status, &none["contacts"], &none["count"]), (200, &json!([]), &json!(0)));
    let expected = "BusinessId is not a valid ObjectId: 7";
    assert_eq!((wrong, &refused["message"]), (400, &json!(expected)));
}

#[tokio::test]
async fn an_address_of_another_contact_is_refused_on_update_too() {
    let harness = harness().await;
    let contacts = harness.client.contacts();
    let other = contacts.create(harness.location()).email("mara@example.org").await.unwrap();
    let body = json!({ "email": "MARA@example.org" }).to_string();
    let request = harness.request("PUT", &format!("/contacts/{INES}"));
    let request = request.header("content-type", "application/json").body(body.into());

    let (status, refused) = send(&harness, request.unwrap()).await;

    assert_eq!(status, 400, "{refused}");
    let expected = json!({ "contactId": other.contact.id, "matchingField": "email" });
    assert_eq!(refused["meta"], expected);
}

#[tokio::test]
async fn the_older_list_is_answered_in_every_version() {
    let harness = harness().await;
    for version in ["2021-04-15", "2021-07-28", "2023-02-21", "v3"] {
        let mut request = harness.request("GET", LIST).body(Bytes::new()).unwrap();
        request.headers_mut().insert("version", version.parse().unwrap());

        assert_eq!(send(&harness, request).await.0, 200, "{version}");
    }
}

#[tokio::test]
async fn the_limits_are_told_in_every_answer() {
    let harness = harness().await;
    let told = async |path: &str| {
        let request = harness.request("GET", path).body(Bytes::new()).unwrap();
        let headers = harness.send(request).await.unwrap().headers().clone();
        [
            "x-ratelimit-max",
            "x-ratelimit-remaining",
            "x-ratelimit-interval-milliseconds",
            "x-ratelimit-limit-daily",
            "x-ratelimit-daily-remaining",
            "x-ratelimit-daily-reset",
        ]
        .map(|it| headers[it].to_str().unwrap().to_owned())
    };

    let first = told(LIST).await;
    let second = told("/contacts/nobody").await;

    assert_eq!(first, ["100", "99", "10000", "200000", "199999", "86400000"]);
    assert_eq!(second, ["100", "98", "10000", "200000", "199998", "86400000"]);
}

#[tokio::test]
async fn a_contact_without_a_location_is_invalid() {
    let harness = harness().await;
    let request = harness.request("POST", "/contacts/").header("content-type", "application/json");

    let (status, body) = send(&harness, request.body("{}".into()).unwrap()).await;

    assert_eq!((status, &body["message"]), (422, &json!(["locationId should not be empty"])));
}

#[tokio::test]
async fn lists_call_contacts_and_their_touches_otherwise() {
    let harness = harness().await;
    let contacts = harness.client.contacts();
    let nameless = contacts.create(harness.location()).email("Mara@example.org").await.unwrap();

    let (_, list) = get(&harness, LIST).await;
    let (_, one) = get(&harness, "/contacts/L8ibTpNrnBZOC51fEOGD").await;

    let listed = |id: &str| {
        let all = list["contacts"].as_array().unwrap();
        all.iter().find(|it| it["id"] == id).unwrap()
    };
    assert_eq!(listed(&nameless.contact.id)["contactName"], "Mara@example.org");
    let touch = &one["contact"]["attributionSource"];
    assert_eq!(touch["campaign"], "autumn-heat-pumps");
    let last = &one["contact"]["lastAttributionSource"];
    assert_eq!(last["campaign"], "winter-rebate");
    assert_eq!(listed("L8ibTpNrnBZOC51fEOGD")["attributions"], json!([touch, last]));
}

#[tokio::test]
async fn what_stands_around_a_phone_number_is_no_part_of_it() {
    let harness = harness().await;
    let contacts = harness.client.contacts();

    let created = contacts.create(harness.location()).phone(" +14155550150 ").await.unwrap();
    let updated = contacts.update(&created.contact.id).phone(" +14155550150").await.unwrap();

    let blank = contacts.update(&created.contact.id).phone(" ").await.unwrap();

    let phones = [&created.contact.phone, &updated.contact.phone];
    assert_eq!(phones.map(Option::as_deref), [Some("+14155550150"); 2]);
    assert_eq!(blank.contact.phone, None);
}
