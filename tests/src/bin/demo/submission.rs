//! A form submission, as a form service posts it to a webhook.

use anyhow::Context;
use serde_json::Value;

/// What somebody entered into the form.
pub(crate) struct Submission {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) company: String,
    pub(crate) message: String,
    /// What the person is interested in, as a tag that routes the contact.
    pub(crate) routing_tag: String,
}

impl Submission {
    /// Reads a submission, and says which field is missing.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let json: Value = serde_json::from_str(text).context("reading the form submission")?;
        let field = |kind: &str| {
            let fields = json["fields"].as_array().into_iter().flatten();
            let found = fields.into_iter().find(|it| it["type"] == kind);
            found.map(|it| &it["value"]).with_context(|| format!("the form has no `{kind}`"))
        };
        let text = |value: &Value| {
            value.as_str().map(str::to_owned).with_context(|| format!("{value} is no text"))
        };
        let name = field("name")?;
        Ok(Self {
            first_name: text(&name["first"])?,
            last_name: text(&name["last"])?,
            email: text(field("email")?)?,
            phone: text(field("phone")?)?,
            company: text(field("text")?)?,
            message: text(field("textarea")?)?,
            routing_tag: text(field("dropdown")?)?.to_lowercase().replace(' ', "-"),
        })
    }
}
