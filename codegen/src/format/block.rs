//! What stands in the braces of a macro: types and setters, each with its documentation.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::line::{Line, WIDTH, content, line, wrap};

/// Formats a macro with braces: items with a body in braces of their own.
pub(super) fn block(path: &str, tokens: TokenStream) -> String {
    let items = items(tokens);
    if let [Item { docs, head, body }] = items.as_slice()
        && docs.is_empty()
        && let Some(item) = short(head, body, path.len() + "! {  }".len())
    {
        return format!("{path}! {{ {item} }}");
    }
    // One alone needs no lines of its own for the braces around it. Types are rarely alone.
    if let [Item { docs, head, body }] = items.as_slice()
        && docs.is_empty()
        && path != "rt::types"
        && path.len() + "! {  {".len() + head.len() <= WIDTH
    {
        return format!("{path}! {{ {} {{\n{}}} }}", head.whole(), print_body(body, 4));
    }
    let mut text = format!("{path}! {{\n");
    let mut lines_above = 1;
    for (index, item) in items.iter().enumerate() {
        let printed = print(item);
        let lines = printed.lines().count();
        // What takes a line each stands together.
        if index > 0 && lines + lines_above > 2 {
            text.push('\n');
        }
        text.push_str(&printed);
        lines_above = lines;
    }
    text.push('}');
    text
}

/// A name and what belongs to it.
struct Item {
    docs: Vec<String>,
    head: Line,
    body: Vec<Entry>,
}

/// A member, a variant or a setter.
struct Entry {
    docs: Vec<String>,
    text: Line,
}

fn items(tokens: TokenStream) -> Vec<Item> {
    let mut items = Vec::new();
    let mut docs = Vec::new();
    let mut head = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => items.push(Item {
                docs: std::mem::take(&mut docs),
                head: line(head.drain(..)),
                body: entries(content(body)),
            }),
            token if is(&token, '#') => docs.extend(attribute(tokens.next())),
            token => head.push(token),
        }
    }
    items
}

fn entries(tokens: TokenStream) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut docs = Vec::new();
    let mut text = Vec::new();
    // Commas between the arguments of a generic type or of a closure end nothing.
    let mut depth = 0_i32;
    let mut is_closure = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if is(&token, '#') {
            docs.extend(attribute(tokens.next()));
            continue;
        }
        depth += i32::from(is(&token, '<')) - i32::from(is(&token, '>'));
        is_closure ^= is(&token, '|');
        let is_end = depth == 0 && !is_closure && is(&token, ',');
        if !is_end {
            text.push(token);
        }
        if (is_end || tokens.peek().is_none()) && !text.is_empty() {
            entries.push(Entry { docs: std::mem::take(&mut docs), text: line(text.drain(..)) });
        }
    }
    entries
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == character)
}

/// Formats an attribute; documentation becomes a comment.
fn attribute(group: Option<TokenTree>) -> Option<String> {
    let Some(TokenTree::Group(group)) = group else { return None };
    Some(match doc(&group) {
        Some(doc) => format!("///{doc}"),
        None => format!("#[{}]", line(content(group)).whole()),
    })
}

fn doc(group: &Group) -> Option<String> {
    let mut tokens = group.stream().into_iter();
    let (name, Some(TokenTree::Literal(text))) = (tokens.next()?, tokens.nth(1)) else {
        return None;
    };
    (name.to_string() == "doc").then_some(())?;
    let text = text.to_string();
    let plain = text.strip_prefix('"')?.strip_suffix('"')?;
    if !plain.contains('\\') {
        return Some(plain.to_owned());
    }
    Some(syn::parse_str::<syn::LitStr>(&text).ok()?.value())
}

fn print(Item { docs, head, body }: &Item) -> String {
    let mut text = String::new();
    put_docs(docs, 4, &mut text);
    if let Some(line) = short(head, body, 4) {
        text.extend(["    ", &line, "\n"]);
        return text;
    }
    match head.split_behind(": ").filter(|_| head.len() + "     {".len() > WIDTH) {
        Some((name, made)) => {
            text.extend(["    ", &name.whole(), "\n        ", &made.wrapped(12), "\n    {\n"]);
        }
        None => text.extend(["    ", &head.whole(), " {\n"]),
    }
    text.extend([&print_body(body, 8), "    }\n"]);
    text
}

/// Formats what stands in the braces of an item.
fn print_body(body: &[Entry], indent: usize) -> String {
    let mut text = String::new();
    let margin = " ".repeat(indent);
    if body.iter().all(is_text) {
        let texts = body.iter().map(|it| it.text.whole() + ",");
        text.extend([&margin, &wrap(texts, indent), "\n"]);
    } else {
        for Entry { docs, text: entry } in body {
            put_docs(docs, indent, &mut text);
            text.extend([&margin, &print_entry(entry, indent), ",\n"]);
        }
    }
    text
}

fn put_docs(docs: &[String], indent: usize, text: &mut String) {
    for doc in docs {
        text.extend(std::iter::repeat_n(' ', indent));
        text.extend([doc, "\n"]);
    }
}

/// Formats an enum whose variants have room beside its name, or a struct without members.
fn short(head: &Line, body: &[Entry], indent: usize) -> Option<String> {
    if body.is_empty() {
        return Some(format!("{} {{}}", head.whole()));
    }
    // What tells variants apart is better read one below the other.
    let length: usize = body.iter().map(|it| it.text.len() + ", ".len()).sum();
    let fits = indent + head.len() + " {  }".len() + length - ", ".len() <= WIDTH;
    let is_long = |it: &Entry| is_field(&it.text) || is_input(&it.text);
    (fits && body.iter().all(|it| it.docs.is_empty() && !is_long(it))).then(|| {
        let variants: Vec<String> = body.iter().map(|it| it.text.whole()).collect();
        format!("{} {{ {} }}", head.whole(), variants.join(", "))
    })
}

/// Whether it is a value of an enum: such values are read as a list, and fill lines like one.
fn is_text(entry: &Entry) -> bool {
    entry.docs.is_empty() && entry.text.ends_with("\"")
}

/// Breaks an entry that is too long behind its name.
fn print_entry(entry: &Line, indent: usize) -> String {
    let behind = if is_field(entry) { ": " } else { " = " };
    let broken = (indent + entry.len() + ",".len() > WIDTH).then(|| entry.split_behind(behind));
    match broken.flatten() {
        Some((name, rest)) if indent + name.len() <= WIDTH => {
            let (name, margin) = (name.whole(), " ".repeat(indent + 4));
            format!("{name}\n{margin}{}", rest.wrapped(indent + 4))
        }
        _ => entry.whole(),
    }
}

/// Whether it is an input of a call: such inputs are read one below the other.
fn is_input(entry: &Line) -> bool {
    entry.split_behind("\": ").is_some()
}

fn is_field(entry: &Line) -> bool {
    entry.starts_with("pub ")
}
