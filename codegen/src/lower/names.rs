//! Names on the wire to names in Rust.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Makes the name of a field, method, argument or module.
pub(super) fn snake(wire: &str) -> String {
    identifier(&wire.to_snake_case())
}

/// Makes the words of a name, to be a part of another one.
pub(super) fn words(name: &str) -> String {
    name.trim_start_matches("r#").to_snake_case()
}

/// Makes the name of a type or variant.
pub(super) fn pascal(wire: &str) -> String {
    identifier(&leading_letter(wire.to_upper_camel_case(), 'N', "Empty"))
}

/// Makes the name of a constant.
pub(super) fn constant(wire: &str) -> String {
    identifier(&leading_letter(wire.to_shouty_snake_case(), 'N', "EMPTY"))
}

/// Makes the name of the variant for an enum's value: `2021-07-28` becomes `V2021_07_28`.
///
/// Numbers that stand apart stay apart, or `1.12` and `11.2` would be one name.
pub(super) fn variant(value: &str) -> String {
    let mut name = String::new();
    for word in value.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let apart = name.ends_with(|it: char| it.is_ascii_digit())
            && word.starts_with(|it: char| it.is_ascii_digit());
        name.push_str(if apart { "_" } else { "" });
        name.push_str(&word.to_upper_camel_case());
    }
    identifier(&leading_letter(name, 'V', "Empty"))
}

/// Makes the name of an operation's method: its id without the words of its tag.
pub(super) fn method(operation_id: &str, tag: &str) -> String {
    let tag = tag.to_snake_case();
    let of_tag = |word: &&str| tag.split('_').any(|it| it == *word || singular(it) == *word);
    let id = operation_id.to_snake_case();
    let rest: Vec<&str> = id.split('_').filter(|it| !of_tag(it)).collect();
    identifier(&if rest.is_empty() { id } else { rest.join("_") })
}

/// Returns the singular of an English plural: `contacts`, `businesses`, `companies`.
pub(super) fn singular(plural: &str) -> String {
    for (ending, replacement) in [("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")] {
        if let Some(stem) = plural.strip_suffix(ending) {
            return format!("{stem}{replacement}");
        }
    }
    match plural.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem.to_owned(),
        _ => plural.to_owned(),
    }
}

/// Makes a name that is not taken, by a trailing `_` (not for types) or number.
pub(super) fn free(name: String, is_taken: impl Fn(&String) -> bool) -> String {
    if !is_taken(&name) {
        return name;
    }
    let bare = name.trim_start_matches("r#");
    // The names of types have an underscore only between digits: `Self_` becomes `Self2`.
    let is_type = bare.starts_with(char::is_uppercase);
    let bare = if is_type { bare.trim_end_matches('_') } else { bare };
    let apart = if is_type && !bare.ends_with(char::is_numeric) { "" } else { "_" };
    let numbered = (2..).map(|it| format!("{bare}{apart}{it}"));
    let underscored = (!is_type).then(|| format!("{bare}_"));
    underscored.into_iter().chain(numbered).find(|it| !is_taken(it)).expect("some number is free")
}

/// Whether generated code means something else by this name of a type.
pub(super) fn is_in_prelude(name: &str) -> bool {
    const PRELUDE: [&str; 13] = [
        "Box",
        "Default",
        "From",
        "Into",
        "IntoFuture",
        "IntoIterator",
        "Iterator",
        "None",
        "Ok",
        "Option",
        "Result",
        "String",
        "Vec",
    ];
    PRELUDE.contains(&name)
}

/// Puts a letter where a name must have one, in the case that its kind of name wants.
fn leading_letter(mut name: String, letter: char, empty: &str) -> String {
    if !name.contains(char::is_alphanumeric) {
        return empty.to_owned();
    }
    if name.starts_with(|it: char| it.is_numeric()) {
        name.insert(0, letter);
    }
    name
}

/// Makes an identifier of a name that is one but for keywords, odd characters and emptiness.
fn identifier(name: &str) -> String {
    let cleaned: String = name.chars().map(|it| if continues(it) { it } else { '_' }).collect();
    let cleaned = leading_letter(cleaned, 'n', "empty");
    match cleaned.as_str() {
        // The four that cannot be raw identifiers.
        "self" | "super" | "crate" | "Self" => format!("{cleaned}_"),
        // A keyword since edition 2024, which `syn` lets pass.
        "gen" => "r#gen".to_owned(),
        _ if is_identifier(&cleaned) => cleaned,
        _ if is_identifier(&format!("{cleaned}_")) => format!("r#{cleaned}"),
        // It begins with a character that may only follow another.
        _ => format!("n{cleaned}"),
    }
}

fn continues(character: char) -> bool {
    character == '_'
        || character.is_ascii_alphanumeric()
        || (!character.is_ascii() && is_identifier(&format!("n{character}")))
}

fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{free, method, pascal, singular, snake, variant};

    #[test]
    fn a_method_is_the_operation_without_the_words_of_its_tag() {
        assert_eq!(method("get-contact", "Contacts"), "get");
        assert_eq!(method("update-task-completed", "Tasks"), "update_completed");
        assert_eq!(method("get-all-notes", "Notes"), "get_all");
        assert_eq!(method("contacts", "Contacts"), "contacts");
    }

    #[test]
    fn numbers_in_a_value_stay_apart() {
        assert_eq!(variant("2021-07-28"), "V2021_07_28");
        assert_eq!(variant("in-progress"), "InProgress");
        assert_ne!(variant("1.12"), variant("11.2"));
    }

    #[test]
    fn keywords_and_odd_characters_become_identifiers() {
        assert_eq!(snake("type"), "r#type");
        assert_eq!(snake("self"), "self_");
        assert_eq!(snake("field_value"), "field_value");
        assert_eq!(snake("3d"), "n3d");
        assert_eq!(snake("--"), "empty");
        assert_eq!(snake("m²"), "m_");
        assert_eq!(snake("名前"), "名前");
        assert_eq!(pascal("3d"), "N3d");
        assert_eq!(variant(">"), "Empty");
    }

    #[test]
    fn a_taken_name_gets_a_trailing_underscore() {
        assert_eq!(free("body".to_owned(), |it| it == "body"), "body_");
        assert_eq!(free("r#type".to_owned(), |it| it == "r#type"), "type_");
    }

    #[test]
    fn plurals_have_singulars() {
        assert_eq!(singular("contacts"), "contact");
        assert_eq!(singular("businesses"), "business");
        assert_eq!(singular("companies"), "company");
        assert_eq!(singular("address"), "address");
    }
}
