//! The pages of the authorization server: plain, without a script, for a browser of any kind.

use std::fmt::Write as _;

use serde_json::Value;

use crate::Map;
use crate::oauth::OAuthError;
use crate::oauth::authorize::Wish;
use crate::oauth::endpoint::Endpoint;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;\
padding:0 1rem;color:#222;background:#fff}h1{font-size:1.3rem}label{display:block;padding:.2rem 0}\
fieldset{border:1px solid #bbb;border-radius:.3rem;margin:1rem 0}code{background:#eee}\
button{font:inherit;padding:.4rem 1.2rem;margin-right:.6rem}";

/// Asks for consent.
///
/// The form goes to where the page came from, so that the query says again what the app wants.
pub(super) fn consent(title: &str, endpoint: &Endpoint, wish: &Wish, owners: &[Map]) -> String {
    let mut body = format!(
        "<p>The app <code>{}</code> asks for access to <b>{}</b>.</p>",
        escaped(&wish.client),
        escaped(title)
    );
    let known = endpoint.scopes();
    let scopes = wish.scopes.iter().flatten().map(|name| {
        let meaning = known.iter().find(|(it, _)| it == name).map_or("", |(_, it)| it);
        format!("<li><code>{}</code> {}</li>", escaped(name), escaped(meaning))
    });
    let scopes: String = scopes.collect();
    if !scopes.is_empty() {
        let _ = write!(body, "<ul>{scopes}</ul>");
    }
    body.push_str("<form method=\"post\">");
    if !owners.is_empty() {
        body.push_str("<fieldset><legend>In the name of</legend>");
        for (position, owner) in owners.iter().enumerate() {
            let checked = if position == 0 { " checked" } else { "" };
            let _ = write!(
                body,
                "<label><input type=\"radio\" name=\"owner\" value=\"{position}\"{checked}> {}</label>",
                escaped(&described(owner))
            );
        }
        body.push_str("</fieldset>");
    }
    body.push_str(
        "<button name=\"decision\" value=\"allow\">Allow</button>\
         <button name=\"decision\" value=\"deny\">Deny</button></form>",
    );
    page(&format!("Access to {}", escaped(title)), &body)
}

/// Says what is wrong.
pub(super) fn refused(error: &OAuthError) -> String {
    let body = format!(
        "<p>The app sent you here with a request that cannot be answered: {}.</p>",
        escaped(&error.to_string())
    );
    page("This does not work", &body)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style><h1>{title}</h1>{body}</html>\n"
    )
}

/// Tells owners apart: `locationId wk59, userType Location`.
fn described(owner: &Map) -> String {
    let claims = owner.iter().map(|(name, value)| match value {
        Value::String(text) => format!("{name} {text}"),
        other => format!("{name} {other}"),
    });
    claims.collect::<Vec<_>>().join(", ")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
