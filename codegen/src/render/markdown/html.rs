//! The HTML that descriptions are full of, as the Markdown that it stands for.
//!
//! Only tags with a counterpart are turned; any other stays as it is, for whoever tames the text to
//! show it. What stands between backticks is not HTML.

use std::borrow::Cow;

/// Returns the text with its HTML turned into Markdown, but for blocks of code.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut block = String::new();
    let mut is_code = false;
    for line in text.lines() {
        let is_fence = ["```", "~~~"].iter().any(|it| line.trim_start().starts_with(it));
        if is_fence || is_code {
            out.push_str(&prose(&std::mem::take(&mut block)));
            out.push_str(line);
            out.push('\n');
            is_code ^= is_fence;
        } else {
            block.push_str(line);
            block.push('\n');
        }
    }
    Cow::Owned(out + &prose(&block))
}

fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut links: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut is_code = false;
    while let Some(at) = rest.find(['<', '`', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with('`') {
            is_code = !is_code;
        }
        let turned = if is_code { None } else { turn(from, &mut links) };
        if let Some((markdown, length)) = turned {
            out.push_str(&markdown);
            rest = &from[length..];
        } else {
            out.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Turns the tag or the entity that a text begins with; returns its length too.
fn turn<'t>(text: &'t str, links: &mut Vec<&'t str>) -> Option<(String, usize)> {
    if let Some(entity_text) = text.strip_prefix('&') {
        let (name, _) = entity_text.split_once(';').filter(|(it, _)| it.len() < 7)?;
        return Some((entity(name)?.to_owned(), name.len() + 2));
    }
    let (tag, _) = text[1..].split_once('>')?;
    let name_end = tag.find(|it: char| it.is_whitespace()).unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(name_end);
    let name = name.trim_end_matches('/').to_ascii_lowercase();
    let markdown = match name.as_str() {
        "p" | "/p" | "div" | "/div" | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => {
            "\n\n".to_owned()
        }
        "br" | "ul" | "/ul" | "ol" | "/ol" | "/li" => "\n".to_owned(),
        "b" | "/b" | "strong" | "/strong" => "**".to_owned(),
        "i" | "/i" | "em" | "/em" => "*".to_owned(),
        "code" | "/code" | "tt" | "/tt" => "`".to_owned(),
        "pre" | "/pre" => "\n```\n".to_owned(),
        "li" => "\n- ".to_owned(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "\n\n#### ".to_owned(),
        "a" => {
            let (_, address) = attributes.split_once("href=")?;
            let quote = address.chars().next().filter(|it| matches!(it, '"' | '\''))?;
            links.push(address[1..].split(quote).next()?);
            "[".to_owned()
        }
        "/a" => format!("]({})", links.pop()?),
        _ => return None,
    };
    Some((markdown, tag.len() + 2))
}

fn entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "nbsp" => " ",
        "quot" => "\"",
        "apos" | "#39" => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn what_has_a_counterpart_becomes_markdown() {
        assert_eq!(to_markdown("<p>A <code>b</code>.</p>").trim(), "A `b`.");
        assert_eq!(to_markdown("<a href=\"https://x.test\">x</a>"), "[x](https://x.test)\n");
        assert_eq!(to_markdown("a<br/>b &lt;c&gt;"), "a\nb <c>\n");
        assert_eq!(to_markdown("<ul><li>a</li><li>b</li></ul>").trim(), "- a\n\n- b");
    }

    #[test]
    fn what_has_none_or_is_code_stays() {
        let text = "<id> `<p>` a < b & c </a>\n~~~\n<p>\n~~~\n";
        assert_eq!(to_markdown(text), text);
    }
}
