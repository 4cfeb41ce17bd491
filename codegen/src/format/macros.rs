//! What `prettyplease` does not format as a reader wants it: the runtime's macros, which it leaves
//! as tokens in a row, and the constants that describe operations, for which it takes a line a word.
//!
//! Each is taken out of the tokens before anything parses them, and its text takes the place of what
//! was left there instead. Most of a client is in macros, so that this is most of the formatting.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::block::block;
use super::line::{Line, WIDTH, content, line};
use super::value;

/// Takes the macros and the constants out of a module, and returns their texts.
pub(super) fn take(code: TokenStream) -> (TokenStream, Vec<String>) {
    let mut left = Vec::new();
    let mut texts = Vec::new();
    let mut item = Vec::new();
    for token in code {
        let is_end = match &token {
            TokenTree::Punct(it) => it.as_char() == ';',
            // The value of a constant may be a struct.
            TokenTree::Group(_) if is_constant(&item) => false,
            // What a module begins with belongs to no item.
            TokenTree::Group(it) if is_inner(&item) => it.delimiter() == Delimiter::Bracket,
            TokenTree::Group(it) => it.delimiter() == Delimiter::Brace,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        item.push(token);
        if is_end {
            match text(&mut item) {
                Some(text) => {
                    let mark = format_ident!("__macro_{}", texts.len());
                    left.extend(quote!(#mark!();));
                    texts.push(text);
                }
                None => left.append(&mut item),
            }
        }
    }
    left.append(&mut item);
    (left.into_iter().collect(), texts)
}

/// Returns the text that belongs in the place of a line.
pub(super) fn put<'t>(line: &str, texts: &'t [String]) -> Option<&'t str> {
    let index = line.strip_prefix("__macro_")?.strip_suffix("!();")?;
    texts.get(index.parse::<usize>().ok()?).map(String::as_str)
}

/// Formats an item and takes its tokens, if it is a macro of the runtime or a constant.
fn text(item: &mut Vec<TokenTree>) -> Option<String> {
    match item.first()? {
        TokenTree::Ident(it) if it == "rt" => {
            let group = item.iter().position(|it| matches!(it, TokenTree::Group(_)))?;
            let mut path = std::mem::take(item);
            let rest = path.split_off(group);
            // The exclamation mark.
            path.pop();
            let path = line(path).whole();
            let Some(TokenTree::Group(group)) = rest.into_iter().next() else { return None };
            Some(of_macro(&path, group))
        }
        TokenTree::Ident(it) if it == "static" => {
            // The client's own description is better read one field below the other.
            let is_struct = matches!(item.last()?, TokenTree::Group(_));
            (!is_struct).then(|| constant(&line(item.drain(..))))
        }
        // Only a blueprint has constants; those of a module in braces come with their module.
        _ if is_constant(item) => Some(value::constant(std::mem::take(item))),
        _ => None,
    }
}

/// Whether an item is a constant: `const`, `pub const` or `pub(super) const`.
fn is_constant(item: &[TokenTree]) -> bool {
    let is = |it: &TokenTree, word: &str| matches!(it, TokenTree::Ident(it) if it == word);
    let is_behind = |it: &TokenTree| is(it, "pub") || matches!(it, TokenTree::Group(_));
    item.iter().find(|it| !is_behind(it)).is_some_and(|it| is(it, "const"))
}

/// Whether an attribute of the module around is begun: `#!`.
fn is_inner(item: &[TokenTree]) -> bool {
    matches!(item, [TokenTree::Punct(_), TokenTree::Punct(it)] if it.as_char() == '!')
}

fn of_macro(path: &str, group: Group) -> String {
    if group.delimiter() == Delimiter::Brace {
        return block(path, content(group));
    }
    let arguments = line(content(group));
    if path.len() + arguments.len() + "!();".len() <= WIDTH {
        format!("{path}!({});", arguments.whole())
    } else {
        format!("{path}!(\n    {});", arguments.wrapped(4))
    }
}

/// Begins a line with each method of the chain, if one line is too short for them all.
fn constant(line: &Line) -> String {
    if line.len() <= WIDTH {
        return line.whole();
    }
    let steps = line.split_before(&[".parameters(", ".form(", ".security(", ".shared("]);
    let mut text = String::new();
    for (index, step) in steps.iter().enumerate() {
        match step.split_behind(" = ") {
            Some((name, value)) if index == 0 && step.len() > WIDTH => {
                text.extend([name.whole().as_str(), "\n    ", &value.whole()]);
            }
            _ if index == 0 => text.push_str(&step.whole()),
            _ => text.extend(["\n    ", &step.wrapped(8)]),
        }
    }
    text
}
