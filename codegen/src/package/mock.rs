//! The package of a mock: a library that answers in a test, a program that serves, and a place for
//! behaviour.

use twinspec_blueprint::{Blueprint, Method};

use crate::model::Api;
use crate::output::File;
use crate::package::{Runtime, carried, manifest, once, one_line, renamed};

/// Makes all files of a mock's package but those under `src/generated`.
pub(crate) fn mock(name: &str, api: &Api, engine: &Runtime) -> Vec<File> {
    let library = name.replace('-', "_");
    let title = one_line(&api.title);
    let mut files = vec![
        once("Cargo.toml", manifest::mock(name, api, engine)),
        once("README.md", readme(name, &library, api)),
        once("src/behaviour.rs", behaviour(&library, &title, api)),
        once("src/lib.rs", self::library(&library, &title, api)),
        once("src/main.rs", main(&library, &title)),
    ];
    if *engine == Runtime::Vendored {
        files.extend(carried("engine", carried::ENGINE, |text| of_engine(text, name)));
        let manifest =
            |text: &str| renamed(text, "twinspec-blueprint", &format!("{name}-blueprint"));
        files.extend(carried("engine/blueprint", carried::BLUEPRINT, manifest));
    }
    files
}

/// The engine is called after its mock, and so is the blueprint's package that lies in it.
fn of_engine(manifest: &str, name: &str) -> String {
    let blueprint = |line: &str| {
        if line.starts_with("twinspec-blueprint = ") {
            format!(
                "twinspec-blueprint = {{ package = \"{name}-blueprint\", path = \"blueprint\", version = \"0\" }}\n"
            )
        } else {
            format!("{line}\n")
        }
    };
    let manifest: String = manifest.lines().map(blueprint).collect();
    renamed(&manifest, "twinspec-mock", &format!("{name}-engine"))
}

fn library(library: &str, title: &str, api: &Api) -> String {
    let example: String = example(library, &api.blueprint)
        .lines()
        .map(|it| format!("//! {it}").trim_end().to_owned() + "\n")
        .collect();
    let operation = (!api.mock.operations.is_empty()).then_some("Operation");
    let resource = (!api.mock.resources.is_empty()).then_some("Resource");
    let names: Vec<&str> = ["BLUEPRINT"].into_iter().chain(operation).chain(resource).collect();
    let names = match names.as_slice() {
        [name] => (*name).to_owned(),
        names => format!("{{{}}}", names.join(", ")),
    };
    format!(
        "//! A stateful mock of {title}.\n\
         //!\n\
         //! [`BLUEPRINT`] is what the document says, [`behaviour`] what it cannot say. In a test the mock\n\
         //! needs no socket:\n\
         //!\n\
         //! ```\n\
         //! # #[tokio::main(flavor = \"current_thread\")]\n\
         //! # async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         {example}\
         //! # Ok(())\n\
         //! # }}\n\
         //! ```\n\n\
         mod behaviour;\n\
         #[rustfmt::skip]\n\
         pub mod generated;\n\n\
         pub use behaviour::behaviour;\n\
         pub use generated::{names};\n\n\
         /// Starts to make the mock: data, tokens, a clock and a seed are yours to choose.\n\
         #[must_use]\n\
         pub fn mock() -> twinspec_mock::Builder {{\n    \
             twinspec_mock::Mock::builder(&BLUEPRINT).behaviour(behaviour())\n\
         }}\n"
    )
}

/// Shows a call that the mock answers in the same process.
fn example(library: &str, blueprint: &Blueprint) -> String {
    let is_plain = |it: &str| {
        it.starts_with('/')
            && it.chars().all(|it| it.is_ascii_alphanumeric() || "/-_.".contains(it))
    };
    let operations = blueprint.operations.iter();
    let mut easy = operations.filter(|it| it.method == Method::Get && is_plain(&it.path));
    let path = easy.next().map_or("/", |it| &it.path);
    format!(
        "use http_body_util::BodyExt as _;\n\
         use tower::ServiceExt as _;\n\n\
         let mock = {library}::mock().no_auth().build()?;\n\
         let request = http::Request::get(\"{path}\").body(String::new())?;\n\
         let response = mock.service().oneshot(request).await?;\n\
         let status = response.status();\n\
         let body = response.into_body().collect().await?.to_bytes();\n\
         println!(\"{{status}} {{}}\", String::from_utf8_lossy(&body));\n"
    )
}

fn behaviour(library: &str, title: &str, api: &Api) -> String {
    let example: String = hook(library, api)
        .lines()
        .map(|it| format!("/// {it}").trim_end().to_owned() + "\n")
        .collect();
    format!(
        "//! What {title} does and its document cannot say.\n\n\
         use twinspec_mock::Behaviour;\n\n\
         /// Returns everything that the mock does beyond the document.\n\
         ///\n\
         /// A hook is a function from what is known at one point of a request to a result. It names\n\
         /// operations, resources and properties by generated constants, so that a change of the document\n\
         /// which pulls the ground from under it does not compile:\n\
         ///\n\
         /// ```\n\
         {example}\
         /// ```\n\
         #[must_use]\n\
         pub fn behaviour() -> Behaviour {{\n    \
             Behaviour::new()\n\
         }}\n"
    )
}

/// Shows a hook on something that the API has.
fn hook(library: &str, api: &Api) -> String {
    let resources = api.blueprint.resources.iter().zip(&api.mock.resources);
    let mut settable = resources.filter_map(|(resource, names)| {
        let properties = resource.properties.iter().zip(&names.properties);
        let mut others = properties.filter(|(wire, _)| !resource.id.contains(wire));
        Some((names, others.next()?.1))
    });
    let Some((names, property)) = settable.next() else {
        return "use twinspec_mock::Behaviour;\n\n\
                let behaviour = Behaviour::new().refuse_unknown_query();\n"
            .to_owned();
    };
    let (resource, module) = (&names.rust, &names.module);
    format!(
        "use {library}::generated::{{Resource, {module}}};\n\
         use twinspec_mock::{{Behaviour, Change, Refusal, StatusCode}};\n\n\
         /// Refuses what has no such property, whatever the document says.\n\
         fn check(change: &mut Change<'_>) -> Result<(), Refusal> {{\n    \
             if change.entity.contains_key({module}::{property}) {{\n        \
                 return Ok(());\n    \
             }}\n    \
             let message = format!(\"{{}} is missing\", {module}::{property});\n    \
             Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message))\n\
         }}\n\n\
         let behaviour = Behaviour::new().before_write(Resource::{resource}, check);\n"
    )
}

fn main(library: &str, title: &str) -> String {
    let mut imports = [
        "use clap::Parser;".to_owned(),
        format!("use {library}::{{BLUEPRINT, behaviour}};"),
        "use twinspec_mock::cli::{self, Defaults, Options};".to_owned(),
    ];
    imports.sort();
    format!(
        "//! Serves the mock on this machine.\n\n\
         use std::process::ExitCode;\n\n\
         {imports}\n\n\
         /// A stateful mock of {title}\n\
         #[derive(Parser)]\n\
         #[command(version)]\n\
         struct Arguments {{\n    \
             #[command(flatten)]\n    \
             options: Options,\n\
         }}\n\n\
         fn main() -> ExitCode {{\n    \
             let Arguments {{ options }} = Arguments::parse();\n    \
             cli::run(&BLUEPRINT, behaviour(), &options, Defaults::default())\n\
         }}\n",
        imports = imports.join("\n"),
    )
}

fn readme(name: &str, library: &str, api: &Api) -> String {
    format!(
        "# {name}\n\n\
         A stateful mock of {title}, version {version}.\n\n\
         ```sh\n\
         cargo run -- --port 4010 # `--help` lists the rest: data to start with, tokens, a seed\n\
         ```\n\n\
         In a test it answers in the same process, without a socket (with `tokio`, `tower` with its\n\
         feature `util`, `http` and `http-body-util` among `dev-dependencies`, and without the default\n\
         features of this package):\n\n\
         ```rust\n\
         async fn first_call() -> Result<(), Box<dyn std::error::Error>> {{\n\
         {example}    \
             Ok(())\n\
         }}\n\
         ```\n\n\
         What the API does and its document cannot say is a hook in `src/behaviour.rs`.\n\n\
         `src/generated/` and `engine/`, if it is there, belong to twinspec and are remade when the\n\
         document changes; everything else is yours.\n",
        title = one_line(&api.title),
        version = one_line(&api.version),
        example = indented(&example(library, &api.blueprint)),
    )
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|it| if it.is_empty() { "\n".to_owned() } else { format!("    {it}\n") })
        .collect()
}
