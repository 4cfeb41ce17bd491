//! What is asked and answered: one contact that is read, and one that is created.

use anyhow::Context;
use serde_json::{Value, json};

use crate::http;
use crate::server::Program;

/// A contact of `spec/seed.yaml` that has nearly everything a contact can have.
const CONTACT: &str = "rZfrytORAzb3do7gwiqT";

/// The version of the API that callers name.
const VERSION: &str = "2021-07-28";

/// What every measured server is asked.
pub(crate) struct Exchange {
    /// The id of the contact that is read.
    pub(crate) contact: String,
    /// The mock's answer when that contact is read.
    pub(crate) answer: String,
    /// The headers of every request; the bare server ignores them, but has to read them too.
    pub(crate) headers: Vec<(String, String)>,
    /// The body of a creation.
    pub(crate) body: String,
    location: String,
}

impl Exchange {
    /// Asks the mock, which knows its token and its contacts.
    pub(crate) fn with(mock: &Program) -> anyhow::Result<Self> {
        let server = mock.start()?;
        let token = server.token()?;
        let headers = vec![
            ("authorization".to_owned(), format!("Bearer {token}")),
            ("version".to_owned(), VERSION.to_owned()),
        ];
        let answer = http::get(server.address, &path_of(CONTACT), &headers)?;
        let json: Value =
            serde_json::from_str(&answer).context("reading the mock's answer as JSON")?;
        let location = json
            .pointer("/contact/locationId")
            .and_then(Value::as_str)
            .context("the mock's answer has no `contact.locationId`")?;
        let body = body(location).to_string();
        let location = location.to_owned();
        Ok(Self { contact: CONTACT.to_owned(), answer, headers, body, location })
    }

    /// Returns the path of a list of twenty.
    pub(crate) fn list(&self) -> String {
        format!("/contacts/?locationId={}&limit=20", self.location)
    }

    /// Returns the path of the contact that is read.
    pub(crate) fn path(&self) -> String {
        path_of(&self.contact)
    }
}

fn path_of(contact: &str) -> String {
    format!("/contacts/{contact}")
}

/// Makes a contact that can be created any number of times: it has neither an e-mail address nor a
/// telephone number, by which the mock finds duplicates.
fn body(location: &str) -> Value {
    json!({
        "locationId": location,
        "firstName": "Mara",
        "lastName": "Lindqvist",
        "companyName": "Lindqvist Roofing",
        "address1": "88 Harbour Street",
        "city": "Portland",
        "state": "OR",
        "postalCode": "97205",
        "country": "US",
        "timezone": "America/Los_Angeles",
        "source": "website form",
        "tags": ["solar", "newsletter"],
    })
}
