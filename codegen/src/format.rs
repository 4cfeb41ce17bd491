//! Tokens to text: `prettyplease`, the first line, and the empty lines that it leaves out.

mod macros;

use proc_macro2::TokenStream;

/// Formats a module, with the line that says who made it.
pub(crate) fn format(banner: &str, code: &TokenStream) -> String {
    let mut file = syn::parse2(code.clone()).expect("renderers only make Rust that parses");
    let macros = macros::take(&mut file);
    let mut text = format!("{banner}\n\n");
    let mut above = "";
    for line in prettyplease::unparse(&file).lines() {
        for line in macros::put(line, &macros).lines() {
            if needs_space(above, line) {
                text.push('\n');
            }
            text.push_str(line);
            text.push('\n');
            above = line;
        }
    }
    text
}

/// Items stand apart, on the top level and within an `impl`; fields and statements do not.
fn needs_space(above: &str, line: &str) -> bool {
    let depth = |it: &str| it.len() - it.trim_start().len();
    // What a type is made of stands below it.
    if above == "}" && line.starts_with("rt::object!") || line.starts_with("rt::new!") {
        return false;
    }
    // An expression may end further to the right than the item that it belongs to.
    let ends_expression = above.ends_with(';') && depth(line) == 0;
    if (depth(above) != depth(line) && !ends_expression) || depth(line) > 4 {
        return false;
    }
    let (above, line) = (above.trim_start(), line.trim_start());
    let starts_item =
        ["#[", "///", "pub ", "fn ", "impl", "static ", "const ", "use ", "mod ", "rt::"]
            .iter()
            .any(|it| line.starts_with(it));
    // What documentation ends with is text.
    let ends_item = !above.starts_with("//")
        && (matches!(above, "}" | "};" | ");")
            || (above.ends_with(';') && !is_same_list(above, line)));
    (starts_item && ends_item) || (above.starts_with("//!") && !line.starts_with("//!"))
}

/// Imports and module declarations stay together.
fn is_same_list(above: &str, line: &str) -> bool {
    ["use ", "mod ", "pub mod ", "pub use ", "const ", "pub const ", "pub type "]
        .iter()
        .any(|it| above.starts_with(it) && line.starts_with(it))
}
