//! The words that names are made of, and what they usually mean.

use heck::ToSnakeCase;

use crate::lower::names;

/// Writes a name so that `contactId`, `contact_id` and `ContactID` are one.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

/// Whether two names are the same but for how they are written.
pub(super) fn same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Returns the singular of a name of one or more words.
pub(super) fn singular(name: &str) -> String {
    names::singular(&name.to_snake_case())
}

/// Whether a name is a plural.
pub(super) fn is_plural(name: &str) -> bool {
    let name = name.to_snake_case();
    names::singular(&name) != name
}

/// Whether a path that ends in this word looks for things instead of making one.
pub(super) fn is_search(word: &str) -> bool {
    let word = word.to_snake_case();
    let mut words = word.split('_');
    words.any(|it| matches!(it, "search" | "query" | "filter" | "find" | "lookup" | "scroll"))
        || matches!(word.as_str(), "list" | "list_all")
}

/// Whether a word in a path counts things.
pub(super) fn is_count(word: &str) -> bool {
    matches!(word.to_snake_case().as_str(), "count" | "counts" | "total")
}

/// The properties of an envelope that hold what it is about.
pub(super) fn is_envelope(name: &str) -> bool {
    const NAMES: [&str; 15] = [
        "content",
        "contents",
        "data",
        "elements",
        "entities",
        "entries",
        "hits",
        "items",
        "object",
        "records",
        "resources",
        "result",
        "results",
        "rows",
        "value",
    ];
    NAMES.contains(&plain(name).as_str())
}

/// The properties of an envelope that say something beside what it is about.
pub(super) fn is_beside(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "error",
        "errors",
        "links",
        "meta",
        "metadata",
        "page",
        "pageinfo",
        "pagination",
        "paging",
        "problem",
        "status",
        "warnings",
    ];
    NAMES.contains(&plain(name).as_str())
}
