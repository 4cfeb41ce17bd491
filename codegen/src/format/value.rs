//! Constants that are data all through, such as the parts of a blueprint.
//!
//! `prettyplease` gives each word of a value a line. Here what fits into a line stands in one, and
//! texts fill lines, so that a description can be read, and stays a fraction as long.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::line::{WIDTH, content, line, wrap};

/// Formats a constant, from its visibility to the semicolon.
pub(super) fn constant(mut item: Vec<TokenTree>) -> String {
    let is_sign = |it: &TokenTree| matches!(it, TokenTree::Punct(it) if it.as_char() == '=');
    let sign = item.iter().position(is_sign).expect("a constant has a value");
    let value = item.split_off(sign + 1);
    let mut text = line(item).whole();
    let end = text.trim_end().len();
    text.truncate(end);
    text.push(' ');
    // The semicolon is written as what follows the value.
    let value = Value::of(value.into_iter().filter(|it| !is_semicolon(it)));
    value.print(0, 1, &mut text);
    text.push(';');
    text
}

fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == ';')
}

/// A value: words without a space between them, and what stands in brackets.
struct Value {
    parts: Vec<Part>,
    /// How long it is in one line.
    length: usize,
}

enum Part {
    Word(String),
    List { delimiter: Delimiter, items: Vec<Value> },
}

impl Value {
    fn of(tokens: impl IntoIterator<Item = TokenTree>) -> Self {
        let mut parts = Vec::new();
        let mut is_path = false;
        for token in tokens {
            let is_joint = matches!(&token, TokenTree::Punct(it) if it.spacing() == Spacing::Joint);
            parts.push(match Part::of(token) {
                // Behind a field's name; the second half of `::` stands alone too.
                Part::Word(word) if word == ":" && !is_joint && !is_path => {
                    Part::Word(": ".to_owned())
                }
                part => part,
            });
            is_path = is_joint;
        }
        let length = parts.iter().map(Part::length).sum();
        Self { parts, length }
    }

    fn flat(&self, text: &mut String) {
        self.parts.iter().for_each(|it| it.flat(text));
    }

    /// Whether it shares a line with those beside it: a word or two, with or without a name.
    fn is_short(&self) -> bool {
        let is_word = |it: &Value| matches!(it.parts.as_slice(), [Part::Word(_)]);
        self.length < WIDTH / 2
            && self.parts.iter().all(|it| match it {
                Part::Word(_) => true,
                Part::List { items, .. } => items.iter().all(is_word),
            })
    }

    fn as_piece(&self) -> String {
        let mut text = String::new();
        self.flat(&mut text);
        text + ","
    }

    /// Writes the value into a line that is so far indented; `behind` is the length of what follows.
    fn print(&self, indent: usize, behind: usize, text: &mut String) {
        let used = text.len() - text.rfind('\n').map_or(0, |it| it + 1);
        if used + self.length + behind <= WIDTH {
            return self.flat(text);
        }
        for part in &self.parts {
            match part {
                Part::List { delimiter, items } if !items.is_empty() => {
                    broken(*delimiter, items, indent, behind, text);
                }
                part => part.flat(text),
            }
        }
    }
}

/// Writes a list that is too long for its line.
fn broken(delimiter: Delimiter, items: &[Value], indent: usize, behind: usize, text: &mut String) {
    let (open, close) = brackets(delimiter);
    text.push_str(open.trim_end());
    match items {
        [item] if delimiter != Delimiter::Brace => item.print(indent, behind + 1, text),
        items => {
            let inner = indent + 4;
            let start = format!("\n{}", " ".repeat(inner));
            for run in items.chunk_by(|one, other| one.is_short() && other.is_short()) {
                text.push_str(&start);
                match run {
                    [item] => {
                        item.print(inner, 1, text);
                        text.push(',');
                    }
                    run => text.push_str(&wrap(run.iter().map(Value::as_piece), inner)),
                }
            }
            text.extend(["\n", &" ".repeat(indent)]);
        }
    }
    text.push_str(close.trim_start());
}

impl Part {
    fn of(token: TokenTree) -> Self {
        match token {
            TokenTree::Group(group) => {
                let delimiter = group.delimiter();
                Self::List { delimiter, items: items(content(group)) }
            }
            token => Self::Word(token.to_string()),
        }
    }

    fn length(&self) -> usize {
        match self {
            Self::Word(word) => word.len(),
            Self::List { items, .. } if items.is_empty() => 2,
            Self::List { delimiter, items } => {
                let (open, close) = brackets(*delimiter);
                let commas = 2 * (items.len() - 1);
                open.len() + close.len() + commas + items.iter().map(|it| it.length).sum::<usize>()
            }
        }
    }

    fn flat(&self, text: &mut String) {
        match self {
            Self::Word(word) => text.push_str(word),
            Self::List { delimiter, items } => {
                let (open, close) = brackets(*delimiter);
                let (open, close) = if items.is_empty() {
                    (open.trim_end(), close.trim_start())
                } else {
                    (open, close)
                };
                text.push_str(open);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push_str(", ");
                    }
                    item.flat(text);
                }
                text.push_str(close);
            }
        }
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => (" { ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn items(tokens: TokenStream) -> Vec<Value> {
    let mut items = Vec::new();
    let mut item = Vec::new();
    for token in tokens {
        if matches!(&token, TokenTree::Punct(it) if it.as_char() == ',') {
            items.push(Value::of(item.drain(..)));
        } else {
            item.push(token);
        }
    }
    if !item.is_empty() {
        items.push(Value::of(item));
    }
    items
}
