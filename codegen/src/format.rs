//! Tokens to text: `prettyplease`, the first line, and the empty lines that it leaves out.

mod block;
mod line;
mod macros;
mod value;

use proc_macro2::TokenStream;

/// Formats a module, with the line that says who made it.
pub(crate) fn format(banner: &str, code: TokenStream) -> String {
    let (code, macros) = macros::take(code);
    let file = syn::parse2(code).expect("renderers only make Rust that parses");
    let mut text = format!("{banner}\n\n");
    let mut above = "";
    let mut is_in_operation = false;
    let formatted = prettyplease::unparse(&file);
    for line in formatted.lines() {
        let whole = macros::put(line, &macros).unwrap_or(line);
        let goes_on = is_in_operation && OPERATION.iter().any(|it| whole.starts_with(it));
        if !goes_on && needs_space(above, whole) {
            text.push('\n');
        }
        text.extend([whole, "\n"]);
        above = whole.lines().next_back().unwrap_or_default();
        is_in_operation = goes_on || whole.starts_with("rt::call!");
    }
    text
}

/// What goes on with an operation that `rt::call!` began.
const OPERATION: [&str; 3] = ["rt::parameters!", "rt::members!", "static "];

/// Items stand apart, on the top level and within an `impl`; fields and statements do not.
fn needs_space(above: &str, line: &str) -> bool {
    let depth = |it: &str| it.len() - it.trim_start().len();
    // An expression may end further to the right than the item that it belongs to.
    let ends_expression = above.ends_with(';') && depth(line) == 0;
    if (depth(above) != depth(line) && !ends_expression) || depth(line) > 4 {
        return false;
    }
    let (above, line) = (above.trim_start(), line.trim_start());
    let starts_item =
        ["#[", "///", "pub ", "pub(", "fn ", "impl", "static ", "const ", "use ", "mod ", "rt::"]
            .iter()
            .any(|it| line.starts_with(it));
    // What documentation ends with is text.
    let ends_item = !above.starts_with("//")
        && (matches!(above, "}" | "};" | ");" | "} }")
            || (above.ends_with(';') && !is_same_list(above, line)));
    (starts_item && ends_item) || (above.starts_with("//!") && !line.starts_with("//!"))
}

/// Imports and module declarations stay together.
fn is_same_list(above: &str, line: &str) -> bool {
    // Each with the feature that compiles it.
    if above.starts_with("pub mod ") && line.starts_with("#[cfg(feature") {
        return true;
    }
    ["use ", "mod ", "pub mod ", "pub use ", "const ", "pub const ", "pub type "]
        .iter()
        .any(|it| above.starts_with(it) && line.starts_with(it))
}
