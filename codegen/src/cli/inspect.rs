//! `twinspec inspect`: what a mock understands of a document, and why.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};
use twinspec::{Action, Blueprint, Error, IdShape, Names, Operation, Resource, Settings, Verb};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The document, in YAML or JSON
    document: PathBuf,
    /// Correct the document by this Overlay 1.0 file; repeat it for several
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
    /// Print what a client calls the operations and the schemas instead
    #[arg(long, conflicts_with = "json")]
    names: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let settings = Settings::new(&arguments.document, "twinspec inspect");
    let settings = arguments.overlays.iter().fold(settings, Settings::overlay);
    if arguments.names {
        print_names(&twinspec::names(&settings)?);
        return Ok(ExitCode::SUCCESS);
    }
    let (blueprint, _) = twinspec::blueprint(&settings)?;
    if arguments.json {
        println!("{:#}", to_json(&blueprint));
    } else {
        print!("{}", table(&blueprint));
        println!("\nwhy:");
        for operation in blueprint.operations.iter() {
            let Action::On { reason, .. } = &operation.action else { continue };
            println!("  {} {}: {reason}", operation.method.as_str(), operation.path);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_names(names: &Names) {
    let row = |(place, name): (&String, &String)| [place.clone(), name.clone(), String::new()];
    let mut text = String::new();
    columns(["operation", "call", ""], names.calls.iter().map(row), &mut text);
    text.push('\n');
    columns(["schema", "type", ""], names.types.iter().map(row), &mut text);
    print!("{text}");
}

/// Returns the resources and the operations, a line each.
pub(crate) fn table(blueprint: &Blueprint) -> String {
    let mut text = String::new();
    let resources = blueprint.resources.iter().map(|it| resource_row(it, blueprint));
    columns(["resource", "ids", "belongs to"], resources, &mut text);
    text.push('\n');
    let operations = blueprint.operations.iter().map(|it| operation_row(it, blueprint));
    columns(["operation", "does", "to"], operations, &mut text);
    text
}

fn resource_row(resource: &Resource, blueprint: &Blueprint) -> [String; 3] {
    let shape = match &resource.id_shape {
        IdShape::Schema(_) => "as its schema says".to_owned(),
        IdShape::Uuid => "a UUID".to_owned(),
        IdShape::Integer => "a number".to_owned(),
        IdShape::Random { prefix, length, .. } if prefix.is_empty() => {
            format!("{length} characters")
        }
        IdShape::Random { prefix, length, .. } => format!("`{prefix}` and {length} characters"),
    };
    let owners = resource.scope.iter().map(|it| match it.resource {
        Some(owner) => format!("{} by `{}`", blueprint.resources[owner].name, it.property),
        None => format!("any `{}`", it.property),
    });
    let id = if resource.id.is_empty() { "not shown".to_owned() } else { resource.id.join(".") };
    let owners = owners.collect::<Vec<_>>().join(", ");
    [resource.plural.to_string(), format!("`{id}`, {shape}"), owners]
}

fn operation_row(operation: &Operation, blueprint: &Blueprint) -> [String; 3] {
    let route = format!("{} {}", operation.method.as_str(), operation.path);
    match &operation.action {
        Action::Respond => [route, "answers from the document".to_owned(), String::new()],
        Action::On { resource, verb, .. } => {
            [route, verb_name(verb).to_owned(), blueprint.resources[*resource].name.to_string()]
        }
    }
}

fn verb_name(verb: &Verb) -> &'static str {
    match verb {
        Verb::Create => "creates",
        Verb::Read { .. } => "reads",
        Verb::List(_) => "lists",
        Verb::Replace { .. } => "replaces",
        Verb::Merge { .. } => "merges",
        Verb::Delete { .. } => "deletes",
        Verb::SetFields { .. } => "sets fields of",
        Verb::AddTo { .. } => "adds to",
        Verb::RemoveFrom { .. } => "takes out of",
        Verb::Upsert { .. } => "creates or changes",
        Verb::Count(_) => "counts",
        Verb::Clear(_) => "deletes all of",
        Verb::Act { .. } => "needs",
    }
}

/// Writes rows under each other, every column as wide as its widest text.
fn columns(head: [&str; 3], rows: impl Iterator<Item = [String; 3]>, text: &mut String) {
    let rows: Vec<[String; 3]> = std::iter::once(head.map(str::to_owned)).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [one, two, three] in &rows {
        let line = format!("{one:first$}  {two:second$}  {three}");
        writeln!(text, "{}", line.trim_end()).expect("a string takes any text");
    }
}

fn to_json(blueprint: &Blueprint) -> Value {
    let name = |resource: usize| blueprint.resources[resource].name.as_ref();
    let resources = blueprint.resources.iter().map(|it| {
        json!({
            "name": it.name,
            "plural": it.plural,
            "id": it.id,
            "owners": it.scope.iter().map(|it| it.resource.map(name)).collect::<Value>(),
            "properties": it.properties,
        })
    });
    let operations = blueprint.operations.iter().map(|it| {
        let (does, resource, reason) = match &it.action {
            Action::Respond => ("Respond", None, None),
            Action::On { resource, verb, reason, .. } => {
                (verb_name(verb), Some(name(*resource)), Some(reason))
            }
        };
        json!({
            "id": it.id,
            "method": it.method.as_str(),
            "path": it.path,
            "does": does,
            "resource": resource,
            "reason": reason,
        })
    });
    json!({
        "resources": resources.collect::<Value>(),
        "operations": operations.collect::<Value>(),
    })
}
