//! `x-rate-limit`: how many requests a caller may send.

use twinspec_blueprint::{RateLimit, Unit, Window, WindowHeaders};

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::object;

pub(super) fn read(root: &Node<'_>, problems: &Problems<'_>) -> Option<RateLimit> {
    let node = root.get("x-rate-limit")?;
    let mut limit =
        RateLimit { by_token: true, by_claims: Vec::new().into(), windows: Vec::new().into() };
    for (key, member) in object(&node, problems) {
        match key {
            "by" => by(&member, &mut limit, problems),
            "windows" => {
                let windows = items(&member, problems);
                limit.windows = windows.iter().filter_map(|it| window(it, problems)).collect();
            }
            _ => wrong(&member, format!("`x-rate-limit` has no `{key}`"), problems),
        }
    }
    if node.get("windows").is_none() && node.value().is_object() {
        wrong(&node, "`x-rate-limit` needs `windows`".to_owned(), problems);
    }
    Some(limit)
}

/// Reads what callers are told apart by: `token`, and claims of tokens.
fn by(node: &Node<'_>, limit: &mut RateLimit, problems: &Problems<'_>) {
    let mut names = Vec::new();
    for item in items(node, problems) {
        match item.clone().text() {
            Some(name) => names.push(name.to_owned()),
            None => wrong(&item, "`by` lists `token` and names of claims".to_owned(), problems),
        }
    }
    limit.by_token = names.iter().any(|it| it == "token");
    limit.by_claims = names.into_iter().filter(|it| it != "token").map(Into::into).collect();
}

pub(super) fn items<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Vec<Node<'d>> {
    if !node.value().is_array() {
        wrong(node, format!("{} must be a list", node.title()), problems);
    }
    node.items().collect()
}

fn window(node: &Node<'_>, problems: &Problems<'_>) -> Option<Window> {
    let (mut limit, mut seconds, mut unit) = (None, None, Unit::default());
    let mut headers = WindowHeaders::default();
    for (key, member) in object(node, problems) {
        match key {
            "limit" => limit = number(&member, problems),
            "seconds" => seconds = number(&member, problems),
            "unit" => match member.clone().text() {
                Some("seconds") => unit = Unit::Seconds,
                Some("milliseconds") => unit = Unit::Milliseconds,
                _ => {
                    let message = "`unit` is `seconds` or `milliseconds`".to_owned();
                    wrong(&member, message, problems);
                }
            },
            "headers" => headers = self::headers(&member, problems),
            _ => wrong(&member, format!("a window has no `{key}`"), problems),
        }
    }
    for key in ["limit", "seconds"] {
        if node.value().is_object() && node.get(key).is_none() {
            wrong(node, format!("a window needs `{key}`"), problems);
        }
    }
    Some(Window { limit: limit?, seconds: seconds?, unit, headers })
}

pub(super) fn number(node: &Node<'_>, problems: &Problems<'_>) -> Option<u64> {
    let number = node.value().as_u64().filter(|it| *it > 0);
    if number.is_none() {
        wrong(node, format!("{} must be a whole number above 0", node.title()), problems);
    }
    number
}

fn headers(node: &Node<'_>, problems: &Problems<'_>) -> WindowHeaders {
    let mut headers = WindowHeaders::default();
    for (key, member) in object(node, problems) {
        let slot = match key {
            "limit" => &mut headers.limit,
            "remaining" => &mut headers.remaining,
            "interval" => &mut headers.interval,
            "reset" => &mut headers.reset,
            "retry" => &mut headers.retry,
            _ => {
                wrong(&member, format!("`headers` has no `{key}`"), problems);
                continue;
            }
        };
        match header_name(&member) {
            Some(name) => *slot = Some(name.into()),
            None => wrong(&member, format!("`{key}` must be the name of a header"), problems),
        }
    }
    headers
}

/// Reads the name of a header: letters, digits and some signs.
pub(super) fn header_name(node: &Node<'_>) -> Option<String> {
    let name = node.clone().text()?;
    let fits = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(it);
    (!name.is_empty() && name.chars().all(fits)).then(|| name.to_owned())
}

pub(super) fn wrong(node: &Node<'_>, message: String, problems: &Problems<'_>) {
    problems.note(diagnostic::EXTENSION, node, message);
}
