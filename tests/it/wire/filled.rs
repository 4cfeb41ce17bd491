//! `--fill`: made-up entities of every resource, as valid as any other.

use std::collections::BTreeSet;

use serde_json::Value;
use twinspec_mock::ManualClock;

use crate::wire::Served;

/// Things of every kind: owned ones, some that nothing makes, some below what nobody knows, one
/// that there is one of, and some that are called by their names.
const THINGS: &str = "
paths:
  /teams:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Team'}}}}
      responses: {'201': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Team'}}}}}
    get:
      responses: {'200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Team'}}}}}}
  /teams/{team}:
    parameters: [{name: team, in: path, required: true, schema: {type: string, maxLength: 10}}]
    get:
      responses: {'200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Team'}}}}}
  /teams/{team}/settings:
    parameters: [{name: team, in: path, required: true, schema: {type: string}}]
    get:
      responses: {'200': {description: it, content: {application/json: {schema: {type: object, required: [theme], properties: {theme: {enum: [dark, light]}}}}}}}
    put:
      requestBody: {content: {application/json: {schema: {type: object, properties: {theme: {enum: [dark, light]}}}}}}
      responses: {'200': {description: it, content: {application/json: {schema: {type: object, required: [theme], properties: {theme: {enum: [dark, light]}}}}}}}
  /teams/{team}/members:
    parameters: [{name: team, in: path, required: true, schema: {type: string}}]
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Member'}}}}
      responses: {'201': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Member'}}}}}
    get:
      responses: {'200': {description: them, content: {application/json: {schema: {type: object, required: [members, total], properties: {total: {type: integer}, members: {type: array, items: {$ref: '#/components/schemas/Member'}}}}}}}}
  /teams/{team}/members/{memberId}:
    parameters:
    - {name: team, in: path, required: true, schema: {type: string}}
    - {name: memberId, in: path, required: true, schema: {type: integer}}
    get:
      responses: {'200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Member'}}}}}
  /teams/{team}/members/{memberId}/badges:
    parameters:
    - {name: team, in: path, required: true, schema: {type: string}}
    - {name: memberId, in: path, required: true, schema: {type: integer}}
    get:
      responses: {'200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Badge'}}}}}}
  /teams/{team}/members/{memberId}/badges/{badgeId}:
    parameters:
    - {name: team, in: path, required: true, schema: {type: string}}
    - {name: memberId, in: path, required: true, schema: {type: integer}}
    - {name: badgeId, in: path, required: true, schema: {type: string, format: uuid}}
    get:
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Badge'}}}}
        '404': {description: not there}
  /plans:
    get:
      responses: {'200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Plan'}}}}}}
  /plans/{planId}:
    parameters: [{name: planId, in: path, required: true, schema: {type: string}}]
    get:
      responses: {'200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Plan'}}}}}
  /accounts/{account}/invoices:
    parameters: [{name: account, in: path, required: true, schema: {type: string, enum: [acme]}}]
    get:
      responses: {'200': {description: them, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Invoice'}}}}}}
  /accounts/{account}/invoices/{invoiceId}:
    parameters:
    - {name: account, in: path, required: true, schema: {type: string, enum: [acme]}}
    - {name: invoiceId, in: path, required: true, schema: {type: string}}
    get:
      responses: {'200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Invoice'}}}}}
    delete:
      responses: {'204': {description: gone}}
components:
  schemas:
    Team: {type: object, required: [name], additionalProperties: false, properties: {name: {type: string, maxLength: 10}, motto: {type: string}}}
    Member:
      type: object
      required: [id, email, role]
      properties:
        id: {type: integer, readOnly: true}
        email: {type: string, format: email}
        role: {type: string, enum: [owner, guest]}
        joined_at: {type: string, format: date-time}
    Badge: {type: object, required: [id, level], properties: {id: {type: string, format: uuid}, level: {type: integer, minimum: 3, maximum: 5}}}
    Plan: {type: object, required: [id, price], properties: {id: {type: string, pattern: '^plan_[0-9]{4}$'}, price: {type: number, multipleOf: 0.5}}}
    Invoice: {type: object, required: [id, due, account], properties: {id: {type: string}, due: {type: string, format: date}, account: {type: string}}}
";

fn filled(count: usize) -> Served {
    let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
    Served::with(THINGS, |it| it.clock(clock).fill(count))
}

/// Returns a member of each item of a list as text.
fn each(list: &Value, name: &str) -> Vec<String> {
    let text = |it: &Value| it[name].as_str().map_or_else(|| it[name].to_string(), str::to_owned);
    list.as_array().unwrap().iter().map(text).collect()
}

#[tokio::test]
async fn everything_is_there_at_any_depth_and_contents_the_referee() {
    let served = filled(12);

    let teams = each(&served.get("/teams").await.json(), "name");
    let (mut members, mut badges, mut settings) = (0, 0, 0);
    for team in &teams {
        let team = team.replace(' ', "%20");
        let list = served.get(&format!("/teams/{team}/members")).await.json();
        settings += usize::from(served.get(&format!("/teams/{team}/settings")).await.status == 200);
        for member in each(&list["members"], "id") {
            members += 1;
            let member = format!("/teams/{team}/members/{member}");
            assert_eq!(served.get(&member).await.status, 200);
            let list = served.get(&format!("{member}/badges")).await.json();
            for badge in each(&list, "id") {
                badges += 1;
                assert_eq!(served.get(&format!("{member}/badges/{badge}")).await.status, 200);
            }
        }
    }

    assert_eq!(teams.iter().collect::<BTreeSet<_>>().len(), 12, "{teams:?}");
    assert_eq!((members, badges, settings), (12, 12, 12));
}

#[tokio::test]
async fn what_nothing_makes_is_listed_and_read_alike() {
    let served = filled(5);

    for list in ["/plans", "/accounts/acme/invoices"] {
        let items = served.get(list).await.json();
        assert_eq!(items.as_array().unwrap().len(), 5, "{list}: {items}");
        for item in items.as_array().unwrap() {
            let read = served.get(&format!("{list}/{}", item["id"].as_str().unwrap())).await;
            assert_eq!(read.json(), *item);
        }
    }
    let invoices = served.get("/accounts/acme/invoices").await.json();
    assert_eq!(each(&invoices, "account"), ["acme"; 5]);
}

#[tokio::test]
async fn handles_of_many_differ() {
    let served = filled(300);
    let state = served.mock.state();

    let emails: BTreeSet<String> = each(&state["members"], "email").into_iter().collect();

    assert_eq!(emails.len(), 300);
}

#[tokio::test]
async fn same_seed_fills_alike() {
    assert_eq!(filled(3).mock.state().to_string(), filled(3).mock.state().to_string());
}
