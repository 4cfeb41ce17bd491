//! What the modules of a client of several documents are called: each after its document's file.
//!
//! Where two files have one name, folders are put in front of it until they differ; and a name that all
//! files have, as `openapi.yaml` in a folder each, says nothing and is left out. So a module is called by
//! the place of its document, and never by its number in a list.

use std::collections::BTreeMap;

use crate::lower::names;

/// The modules beside the documents', what a client's package shows of its runtime and is made of, and a
/// feature that means something else.
const NO_DOCUMENT: [&str; 7] =
    ["bytes", "default", "generated", "http", "r#mod", "shared", "twinspec_client"];

/// Returns the module of each document, by the ways to them from a folder; one alone needs none.
pub(super) fn names(ways: &[String]) -> Vec<Option<String>> {
    let mut ways: Vec<Vec<&str>> = ways.iter().map(|it| parts(it)).collect();
    if ways.len() < 2 {
        return vec![None; ways.len()];
    }
    let is_same = ways.windows(2).all(|it| it[0].last() == it[1].last());
    if is_same && ways.iter().all(|it| it.len() > 1) {
        for way in &mut ways {
            way.pop();
        }
    }
    let called = |way: &[&str], length: usize| {
        (way.len() >= length).then(|| names::snake(&way[way.len() - length..].join(" ")))
    };
    let shortest = |way: &Vec<&str>| {
        let others = || ways.iter().filter(|it| *it != way);
        let is_only =
            |length: &usize| others().all(|it| called(it, *length) != called(way, *length));
        (1..way.len()).find(is_only).unwrap_or(way.len())
    };
    let mut sorted: Vec<&Vec<&str>> = ways.iter().collect();
    sorted.sort();
    let mut taken = BTreeMap::new();
    for way in sorted {
        let name = called(way, shortest(way)).unwrap_or_default();
        let is_taken = |it: &String| taken.contains_key(it) || NO_DOCUMENT.contains(&it.as_str());
        taken.insert(names::free(name, is_taken), way);
    }
    let name = |way| Some(taken.iter().find(|(_, it)| **it == way)?.0.clone());
    ways.iter().map(name).collect()
}

/// Returns the folders on the way to a file, and the file without its ending.
fn parts(way: &str) -> Vec<&str> {
    let stem = way.rsplit_once('.').map_or(way, |(stem, _)| stem);
    stem.split('/').filter(|it| !matches!(*it, "" | "." | "..")).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    fn modules(ways: &[&str]) -> String {
        let names = names(&ways.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        names.into_iter().map(|it| it.unwrap_or("-".to_owned())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_module_is_called_like_the_file_of_its_document() {
        assert_eq!(modules(&["crm.yaml"]), "-");
        assert_eq!(modules(&["crm.yaml", "CheckoutService-v72.json"]), "crm checkout_service_v72");
        assert_eq!(modules(&["shared.yaml", "type.json"]), "shared_ r#type");
        assert_eq!(modules(&["generated.yaml", "default.json"]), "generated_ default_");
    }

    #[test]
    fn folders_tell_apart_what_files_do_not() {
        assert_eq!(modules(&["crm/openapi.yaml", "shop/openapi.yaml"]), "crm shop");
        assert_eq!(modules(&["crm/v1/api.yaml", "shop/v1/api.yaml"]), "crm_v1 shop_v1");
        assert_eq!(modules(&["crm/v1.yaml", "shop/v1.yaml", "ads.yaml"]), "crm_v1 shop_v1 ads");
        assert_eq!(modules(&["api.yaml", "shop/api.yaml"]), "api shop_api");
        assert_eq!(modules(&["a_b.yaml", "a-b.yaml"]), "a_b_ a_b");
    }
}
