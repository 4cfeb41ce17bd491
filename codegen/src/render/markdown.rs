//! Descriptions of a document as documentation of Rust.
//!
//! Descriptions are Markdown, and rustdoc's Markdown does more than most: it takes a block of code
//! for Rust and runs it, a word in brackets for a link to an item, and `<id>` for HTML that is
//! never closed. What is tamed here looks the same and does none of that.

mod html;

/// Returns the lines of a text, without the empty ones around it and with one between paragraphs.
pub(crate) fn tame(text: &str) -> Vec<String> {
    let mut fence: Option<String> = None;
    let mut lines: Vec<String> = Vec::new();
    for line in html::to_markdown(text).trim().lines() {
        let line: String = line.chars().map(|it| if is_harmless(it) { it } else { ' ' }).collect();
        // Four spaces would begin a block of code.
        let start = line.len() - line.trim_start().len();
        let line = format!("{}{}", " ".repeat(start.min(3)), line.trim());
        let mark = fence_mark(line.trim_start());
        match (&fence, mark) {
            (Some(open), Some(mark)) if mark.starts_with(open.as_str()) => {
                fence = None;
                lines.push(line);
            }
            (Some(_), _) => lines.push(line),
            (None, Some(mark)) => {
                lines.push(opening(&line, mark));
                fence = Some(mark.to_owned());
            }
            (None, None) if line.is_empty() && lines.last().is_some_and(String::is_empty) => {}
            (None, None) => lines.push(tame_line(&line)),
        }
    }
    // A block that is never closed would swallow what comes after.
    lines.extend(fence);
    fill(lines)
}

/// The longest line that is made; longer ones stay as they are.
const WIDTH: usize = 92;

/// Fills the lines of paragraphs, which documents break wherever it suited their own columns.
fn fill(lines: Vec<String>) -> Vec<String> {
    let mut filled: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut is_code = false;
    for line in lines {
        is_code ^= fence_mark(line.trim_start()).is_some();
        let is_prose = !is_code && is_prose(&line);
        let before = filled.pop_if(|_| is_open && is_prose);
        match before {
            Some(before) => filled.extend(wrap(&format!("{before} {line}"))),
            None => filled.push(line),
        }
        is_open = is_prose;
    }
    filled
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if last.len() + 1 + word.len() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Whether a line is text and nothing that its beginning makes a list, a table or a heading of.
fn is_prose(line: &str) -> bool {
    let begins = |it: char| it.is_alphabetic() || matches!(it, '`' | '(' | '"' | '\'' | '[');
    line.len() <= WIDTH && line.starts_with(begins)
}

/// Control characters break a comment off; marks of direction make the compiler refuse it.
fn is_harmless(character: char) -> bool {
    let turns_text = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !(character.is_control() || turns_text)
}

fn fence_mark(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|it| matches!(it, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}

/// Names a language that is not Rust, so that nobody runs the block.
fn opening(line: &str, mark: &str) -> String {
    let (indent, info) = line.split_once(mark).unwrap_or_default();
    let language = info.split(|it: char| !it.is_ascii_alphanumeric()).find(|it| !it.is_empty());
    let known =
        ["bash", "graphql", "html", "http", "javascript", "json", "python", "shell", "xml", "yaml"];
    let language = language.filter(|it| known.contains(it)).unwrap_or("text");
    format!("{indent}{mark}{language}")
}

/// Escapes what is neither in a span of code nor escaped already; links stay links.
fn tame_line(line: &str) -> String {
    let mut tamed = String::new();
    let mut rest = line;
    // Most of a text is plain; an address begins with an `h`.
    while let Some(plain) = rest.find(['`', '[', ']', '\\', '<', '>', 'h']) {
        tamed.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let character = rest.chars().next().unwrap_or_default();
        let kept = match character {
            '`' => code_span(rest),
            '[' => link(rest).unwrap_or_default(),
            '\\' => rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end),
            _ => 0,
        };
        let address = address(rest);
        let taken = if kept > 0 {
            tamed.push_str(&rest[..kept]);
            kept
        } else if address > 0 {
            tamed.extend(["<", &rest[..address], ">"]);
            address
        } else {
            if matches!(character, '<' | '>' | '[' | ']') {
                tamed.push('\\');
            }
            tamed.push(character);
            character.len_utf8()
        };
        rest = &rest[taken..];
    }
    tamed.push_str(rest);
    tamed
}

/// Returns the length of a link to a page, `[text](https://…)`, if the text begins with one.
fn link(text: &str) -> Option<usize> {
    let (name, after) = text[1..].split_once("](")?;
    let length = address(after);
    let is_link = length > 0 && after[length..].starts_with(')');
    (is_link && !name.contains(['[', ']', '<', '>', '`'])).then(|| name.len() + length + 4)
}

/// Returns the length of the address of a page that the text begins with.
fn address(text: &str) -> usize {
    if !["http://", "https://"].iter().any(|it| text.starts_with(it)) {
        return 0;
    }
    let ends =
        |it: char| it.is_whitespace() || matches!(it, '<' | '>' | '(' | ')' | '[' | ']' | '`');
    let end = text.find(ends).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '"', '\'', '\\']).len()
}

/// Returns the length of a span of code: up to as many backticks as it begins with.
fn code_span(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut rest = &text[ticks..];
    while let Some(start) = rest.find('`') {
        let run = &rest[start..];
        let length = run.len() - run.trim_start_matches('`').len();
        rest = &run[length..];
        if length == ticks {
            return text.len() - rest.len();
        }
    }
    ticks
}
