//! Tokens in a line, and lines that are too long.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The longest line.
pub(super) const WIDTH: usize = 100;

/// Where a line may be broken: a space behind a comma, and never one that stands in a text.
///
/// Nothing else holds this character, as the tokens of texts escape it.
const GAP: char = '\u{1}';

/// Tokens in one line, with spaces where a reader expects them.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    /// Whether the next word stands apart from what is before it.
    is_word: bool,
    /// Whether the parameters of a closure are open.
    is_closure: bool,
}

/// Writes tokens in one line.
pub(super) fn line(tokens: impl IntoIterator<Item = TokenTree>) -> Line {
    let mut line = Line::default();
    line.extend(tokens);
    line.text.truncate(line.text.trim_end_matches([' ', GAP, ',']).len());
    line
}

impl Line {
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The line, however long it is.
    pub(super) fn whole(&self) -> String {
        self.text.replace(GAP, " ")
    }

    /// Breaks the line in two, behind the first of these words.
    pub(super) fn split_behind(&self, word: &str) -> Option<(Self, Self)> {
        let end = self.text.find(word)? + word.len();
        let part = |text: &str| Self { text: text.to_owned(), ..Self::default() };
        Some((part(self.text[..end].trim_end()), part(&self.text[end..])))
    }

    /// Begins a line with each of these words.
    pub(super) fn split_before(&self, words: &[&str]) -> Vec<Self> {
        let mut text = self.text.clone();
        for word in words {
            text = text.replace(word, &format!("\n{word}"));
        }
        text.lines().map(|it| Self { text: it.to_owned(), ..Self::default() }).collect()
    }

    pub(super) fn starts_with(&self, word: &str) -> bool {
        self.text.starts_with(word)
    }

    pub(super) fn ends_with(&self, word: &str) -> bool {
        self.text.ends_with(word)
    }

    /// Breaks the line behind commas; what follows is indented.
    pub(super) fn wrapped(&self, indent: usize) -> String {
        wrap(self.text.split(GAP).map(str::to_owned), indent)
    }

    fn extend(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    self.text.push_str(open);
                    self.is_word = false;
                    self.extend(content(group));
                    let end = self.text.trim_end_matches([' ', GAP]).len();
                    self.text.truncate(end);
                    self.text.push_str(close);
                    self.is_word = true;
                }
                TokenTree::Punct(punct) => {
                    self.punct(punct.as_char(), punct.spacing() == Spacing::Joint);
                }
                TokenTree::Ident(word) => self.word(&word.to_string()),
                TokenTree::Literal(word) => self.word(&word.to_string()),
            }
        }
    }

    fn punct(&mut self, character: char, is_joint: bool) {
        let is_arrow = character == '-' && is_joint;
        if character == '=' || is_arrow {
            self.text.push(' ');
        }
        self.text.push(character);
        self.is_word = false;
        self.is_closure ^= character == '|';
        match character {
            ',' => self.text.push(GAP),
            '=' | ';' => self.text.push(' '),
            '|' if !self.is_closure => self.text.push(' '),
            '>' if self.text.ends_with("->") => self.text.push(' '),
            ':' if !is_joint && !self.text.ends_with("::") => self.text.push(' '),
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        if self.is_word {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.is_word = true;
    }
}

/// Returns what a group holds, without a copy of it.
pub(super) fn content(group: proc_macro2::Group) -> TokenStream {
    let content = group.stream();
    drop(group);
    content
}

/// Fills lines with pieces, a comma between any two.
pub(super) fn wrap(pieces: impl IntoIterator<Item = String>, indent: usize) -> String {
    let mut text = String::new();
    let mut width = 0;
    for piece in pieces {
        let piece_width = piece.len() + 1;
        if width > 0 && width + piece_width > WIDTH - indent {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent));
            width = 0;
        } else if width > 0 {
            text.push(' ');
        }
        text.push_str(&piece);
        width += piece_width;
    }
    text
}
