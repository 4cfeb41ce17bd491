//! The features of a client: which types are compiled with which tags.
//!
//! Types are grouped by the tags that need them, so that a group is one condition. Each group is a
//! file and a feature, so one of a few types is not worth it: it joins the group that the fewest
//! other tags need, and takes along what it leads to.

use std::collections::{BTreeMap, BTreeSet};

use crate::lower::client::Client;
use crate::lower::names;
use crate::model::{Features, TagFeature, Type, TypeGroup, file};

/// How many types are worth a file and a feature of their own.
const WORTH_IT: usize = 10;

/// The tags that need a type, by their positions.
type Tags = BTreeSet<usize>;

/// Returns the features of a client that has more than one tag; `module` is what compiles it, with a
/// `_` in front, if it is one of several in a package.
pub(in crate::lower) fn lower(client: &Client, module: Option<&str>) -> Option<Features> {
    if client.tags.len() < 2 {
        return None;
    }
    let module = module.map(file);
    // No other name has a hyphen, so that those of two documents never meet.
    let prefix = module.as_ref().map(|it| format!("{it}-")).unwrap_or_default();
    let tags = feature_names(client, &prefix);
    let needed = settle(&Graph::of(client), needed(client), client.tags.len());
    let mut by_tags: BTreeMap<Tags, Vec<usize>> = BTreeMap::new();
    for (index, needed) in needed.into_iter().enumerate() {
        if needed.len() < client.tags.len() {
            by_tags.entry(needed).or_default().push(index);
        }
    }
    let referred = referred(client);
    let whole: Vec<String> = module.iter().map(|it| format!("_{it}")).collect();
    let mut features: Vec<TagFeature> =
        tags.iter().map(|it| TagFeature { name: it.clone(), needs: whole.clone() }).collect();
    let mut groups = Vec::new();
    for (needed, types) in by_tags {
        let names = types.iter().map(|it| client.types[*it].rust.as_str());
        let feature = match needed.first() {
            Some(only) if needed.len() == 1 => tags[*only].clone(),
            _ => {
                // The type that most others refer to says best what the group is about.
                let main =
                    names.clone().max_by_key(|it| (referred.get(it), std::cmp::Reverse(*it)));
                format!(
                    "_{prefix}{}_types",
                    names::snake(main.unwrap_or_default()).trim_start_matches("r#")
                )
            }
        };
        let shared = needed.iter().filter(|_| needed.len() > 1);
        shared.for_each(|it| features[*it].needs.push(feature.clone()));
        groups.push(TypeGroup { feature, types: names.map(str::to_owned).collect() });
    }
    for it in &mut features {
        it.needs.sort();
    }
    groups.sort_by(|one, other| one.feature.cmp(&other.feature));
    Some(Features { tags: features, groups })
}

/// Names the features like the files of the tags, which are plain and differ.
fn feature_names(client: &Client, prefix: &str) -> Vec<String> {
    let file = |it: &crate::model::Tag| format!("{prefix}{}", it.file());
    let files: Vec<String> = client.tags.iter().map(file).collect();
    let name = |it: &String| match it.as_str() {
        "default" => names::free("default_".to_owned(), |it| files.contains(it)),
        _ => it.clone(),
    };
    files.iter().map(name).collect()
}

/// Counts the types that refer to each type.
fn referred(client: &Client) -> BTreeMap<&str, usize> {
    let mut referred = BTreeMap::new();
    for definition in &client.types {
        let names: BTreeSet<&str> = definition.shape.parts().flat_map(Type::names).collect();
        for name in names {
            *referred.entry(name).or_default() += 1;
        }
    }
    referred
}

/// Which types stand in which.
struct Graph(Vec<Vec<usize>>);

impl Graph {
    fn of(client: &Client) -> Self {
        let by_name = by_name(client);
        let parts = |it: &crate::model::Definition| {
            let names = it.shape.parts().flat_map(Type::names);
            names.filter_map(|it| by_name.get(it).copied()).collect()
        };
        Self(client.types.iter().map(parts).collect())
    }

    /// Returns these types and all that they lead to.
    fn reached(&self, from: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                open.extend(&self.0[at]);
            }
        }
        reached
    }
}

fn by_name(client: &Client) -> BTreeMap<&str, usize> {
    client.types.iter().enumerate().map(|(index, it)| (it.rust.as_str(), index)).collect()
}

/// Finds the tags that need each type; all of them, where it does not depend on the tags.
fn needed(client: &Client) -> Vec<Tags> {
    let (graph, by_name) = (Graph::of(client), by_name(client));
    let named = |it: &Type| -> Vec<usize> {
        it.names().into_iter().filter_map(|it| by_name.get(it).copied()).collect()
    };
    let mut needed = vec![Tags::new(); client.types.len()];
    for (position, tag) in client.tags.iter().enumerate() {
        let types = tag.operations.iter().flat_map(|it| it.types(&client.errors));
        for index in graph.reached(types.flat_map(named)) {
            needed[index].insert(position);
        }
    }
    // Errors that several operations share and what is set on the client are in files of their own.
    let shared = client.errors.iter().flat_map(|it| &it.bodies).map(|it| &it.ty);
    let shared = shared.chain(client.shared.iter().map(|it| &it.ty));
    let mut always = graph.reached(shared.flat_map(named));
    // What documents share stands in none of their files.
    always.extend((0..needed.len()).filter(|it| client.types[*it].shared.is_some()));
    // So is what no operation has: the payloads of webhooks.
    let unasked = (0..needed.len()).filter(|it| needed[*it].is_empty());
    always.extend(graph.reached(unasked));
    let all: Tags = (0..client.tags.len()).collect();
    for index in always {
        needed[index].clone_from(&all);
    }
    needed
}

/// Joins groups that are too small with larger ones, until none is left.
fn settle(graph: &Graph, mut needed: Vec<Tags>, tags: usize) -> Vec<Tags> {
    let all: Tags = (0..tags).collect();
    loop {
        let mut groups: BTreeMap<(usize, Tags), Vec<usize>> = BTreeMap::new();
        for (index, it) in needed.iter().enumerate() {
            groups.entry((it.len(), it.clone())).or_default().push(index);
        }
        let is_small =
            |(set, types): &(&(usize, Tags), &Vec<usize>)| types.len() < WORTH_IT && set.0 < tags;
        let mut is_settled = true;
        for ((size, set), types) in groups.iter().filter(is_small) {
            is_settled = false;
            let larger = groups.keys().filter(|(other, _)| other > size);
            let target = larger.map(|(_, it)| it).find(|it| it.is_superset(set)).unwrap_or(&all);
            for index in graph.reached(types.iter().copied()) {
                needed[index].extend(target);
            }
        }
        if is_settled {
            return needed;
        }
    }
}
