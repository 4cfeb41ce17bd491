//! What `prettyplease` does not format as a reader wants it: the runtime's macros, which it leaves
//! as tokens in a row, and the constants that describe operations, for which it takes a line a word.
//!
//! A macro's braces are formatted as the item that they hold or look like; its parentheses, and the
//! constants, are filled into lines. Each is taken out of the file before `prettyplease` sees it, and
//! its text takes the place of what was left there instead.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::{Item, MacroDelimiter};

/// The longest line.
const WIDTH: usize = 100;

/// Takes the macros out of a file, and returns their texts.
pub(super) fn take(file: &mut syn::File) -> Vec<String> {
    let mut texts = Vec::new();
    for item in &mut file.items {
        let text = match item {
            Item::Macro(it) => text(it),
            Item::Static(it) if !matches!(*it.expr, syn::Expr::Struct(_)) => Some(constant(it)),
            _ => None,
        };
        if let Some(text) = text {
            let mark = format_ident!("__macro_{}", texts.len());
            let mark = quote!(#mark!(););
            *item = syn::parse2(mark).expect("it is a macro without arguments");
            texts.push(text);
        }
    }
    texts
}

/// Returns the text that belongs in the place of a line.
pub(super) fn put<'t>(line: &'t str, texts: &'t [String]) -> &'t str {
    let index = line.strip_prefix("__macro_").and_then(|it| it.strip_suffix("!();"));
    index.and_then(|it| texts.get(it.parse::<usize>().ok()?)).map_or(line, String::as_str)
}

fn text(item: &syn::ItemMacro) -> Option<String> {
    let path = inline(&quote::ToTokens::to_token_stream(&item.mac.path));
    match item.mac.delimiter {
        MacroDelimiter::Brace(_) => {
            let tokens = &item.mac.tokens;
            let short = match path.as_str() {
                "rt::text_enum" | "rt::union" => short_enum(tokens),
                _ => None,
            };
            let long = || match path.as_str() {
                "rt::text_enum" => values(tokens),
                // What tells variants apart is better read one below the other.
                _ => block(tokens),
            };
            let line = short.as_ref().map(|it| format!("{path}! {{ {} }}", it.trim()));
            let line = line.filter(|it| !it.contains('\n') && it.len() <= WIDTH);
            Some(match line {
                Some(line) => line,
                None => format!("{path}! {{\n{}}}", short.or_else(long)?),
            })
        }
        _ => Some(fill(&format!("{path}!({});", inline(&item.mac.tokens)))),
    }
}

/// Begins a line with each method of the chain, if one line is too short for them all.
fn constant(item: &syn::ItemStatic) -> String {
    let line = inline(&quote::ToTokens::to_token_stream(item));
    if line.len() <= WIDTH {
        return line;
    }
    let steps =
        ["parameters", "form", "security", "shared"].into_iter().fold(line, |line, method| {
            line.replace(&format!(").{method}("), &format!(")\n.{method}("))
        });
    let (first, others) = steps.split_once('\n').unwrap_or((&steps, ""));
    let first = match first.split_once(" = ") {
        Some((name, value)) if first.len() > WIDTH => format!("{name} =\n    {value}\n"),
        _ => format!("{first}\n"),
    };
    let others = others.lines().map(|it| format!("    {}\n", wrap(it, "        ")));
    first + &others.collect::<String>()
}

/// Formats an enum whose variants have room beside its name.
fn short_enum(tokens: &TokenStream) -> Option<String> {
    let (head, variants) = head_and_variants(tokens)?;
    let last = head.lines().last().unwrap_or_default();
    let fits = last.len() + variants.len() + "{  }".len() <= WIDTH;
    fits.then(|| format!("{head}{{ {variants} }}\n"))
}

/// Formats an enum of values: they are read as a list, and fill lines like one.
fn values(tokens: &TokenStream) -> Option<String> {
    let (head, variants) = head_and_variants(tokens)?;
    Some(format!("{head}{{\n        {},\n    }}\n", wrap(&variants, "        ")))
}

fn head_and_variants(tokens: &TokenStream) -> Option<(String, String)> {
    let mut item: syn::ItemEnum = syn::parse2(tokens.clone()).ok()?;
    let variants = std::mem::take(&mut item.variants);
    let head = block(&quote::ToTokens::to_token_stream(&item))?;
    let head = head.trim_end().strip_suffix("{}")?.to_owned();
    let variants = inline(&quote::ToTokens::to_token_stream(&variants));
    Some((head, variants.trim_end_matches(',').to_owned()))
}

/// Formats what is an item, or would be with the word `enum` before it.
fn block(tokens: &TokenStream) -> Option<String> {
    let as_item = syn::parse2::<syn::File>(tokens.clone());
    let (file, word) = match as_item {
        Ok(file) => (file, ""),
        Err(_) => (syn::parse2(quote!(enum #tokens)).ok()?, "enum "),
    };
    let text = prettyplease::unparse(&file);
    let text = text.strip_prefix(word)?;
    let indent = |it: &str| if it.is_empty() { "\n".to_owned() } else { format!("    {it}\n") };
    Some(text.lines().map(indent).collect())
}

/// Writes tokens in one line, with spaces where a reader expects them.
fn inline(tokens: &TokenStream) -> String {
    let mut text = String::new();
    let mut apart = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                text.push_str(&inline(&group.stream()));
                text.push_str(close);
                apart = true;
            }
            TokenTree::Punct(punct) => {
                let (character, joint) = (punct.as_char(), punct.spacing() == Spacing::Joint);
                let begins_apart = character == '=' || (character == '-' && joint);
                text.push_str(if begins_apart { " " } else { "" });
                text.push(character);
                let ends_apart = matches!(character, ',' | '=')
                    || text.ends_with("->")
                    || (character == ':' && !joint && !text.ends_with("::"));
                text.push_str(if ends_apart { " " } else { "" });
                apart = false;
            }
            word => {
                text.push_str(if apart { " " } else { "" });
                text.push_str(&word.to_string());
                apart = true;
            }
        }
    }
    text.trim_end().to_owned()
}

/// Breaks a call behind commas, with all but its ends further to the right.
fn fill(line: &str) -> String {
    match line.split_once('(') {
        Some((head, rest)) if line.len() > WIDTH => {
            let body = rest.strip_suffix(");").unwrap_or(rest);
            format!("{head}(\n    {});", wrap(body, "    "))
        }
        _ => line.to_owned(),
    }
}

/// Breaks a line behind commas; what follows is indented.
fn wrap(line: &str, indent: &str) -> String {
    let mut text = String::new();
    let mut width = 0;
    for piece in line.split_inclusive(", ") {
        if width > 0 && width + piece.trim_end().len() > WIDTH - indent.len() {
            text.truncate(text.trim_end().len());
            text.push('\n');
            text.push_str(indent);
            width = 0;
        }
        text.push_str(piece);
        width += piece.len();
    }
    text
}
