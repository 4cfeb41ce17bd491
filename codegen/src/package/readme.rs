//! The front page of a client's package, which is that of its documentation too: a first call, what
//! can go wrong, and how to test. `cargo test --doc` compiles what it shows.

mod errors;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use twinspec_blueprint::Method;

use crate::model::{Api, Apis, Credential, Operation, Scheme, Tag};
use crate::package::one_line;
use crate::render::{Call, Examples, lines, tame};

/// Makes the front page; `library` is what code calls the package.
pub(super) fn readme(name: &str, library: &str, apis: &Apis) -> String {
    // One is enough to show how it goes.
    let Some(api) = apis.all.first() else { return String::new() };
    format!(
        "# {name}\n\n\
         {title}\n\n\
         ```rust\n\
         use {library}::{{{client}}};\n\n\
         {first_call}\n\
         ```\n\n\
         What an operation must have are arguments, what it may have are methods of what it returns, and it is\n\
         sent when it is awaited.\n\n\
         {credentials}\
         ## Errors\n\n\
         With `?` the errors of all operations become one `Error`, which says in a line which call failed and\n\
         why; `error.is_timeout()` or `error.is_status(503)` tells the kinds apart.{errors}\n\n\
         ## Tests\n\n\
         `twinspec mock DOCUMENT --no-auth` serves a mock that remembers what it is told; the client calls it after\n\
         `.base_url(\"http://127.0.0.1:4010\")`. `twinspec generate DOCUMENT --mock DIR` makes a crate of it.\n\
         Without any server, another transport answers:\n\n\
         ```rust\n\
         use {library}::{{{transport}}};\n\n\
         struct Canned(&'static str);\n\n\
         impl Transport for Canned {{\n    \
             fn send(&self, _request: http::Request<Bytes>) -> Answering<'_> {{\n        \
                 Box::pin(async {{ Ok(http::Response::new(Bytes::from_static(self.0.as_bytes()))) }})\n    \
             }}\n\
         }}\n\n\
         fn client_under_test() -> Result<Client, Error> {{\n    \
             Client::builder().base_url(\"http://test\").transport(Canned(\"{{}}\")).build()\n\
         }}\n\
         ```\n\n\
         {features}\
         ## When the document changes\n\n\
         `twinspec generate` remakes `src/generated/`, which is its own; everything else is yours.\n",
        first_call = first_call(library, api),
        title = title(apis),
        client = used(api, &["Error"]),
        transport = used(api, &["Answering", "Error", "Transport", "bytes::Bytes", "http"]),
        credentials = credentials(apis),
        errors = errors::errors(library, api),
        features = features(apis),
    )
}

/// Says what the package is for.
fn title(apis: &Apis) -> String {
    let of_one = |api: &Api| {
        format!("{}, version {}", tame(&one_line(&api.title)).join(" "), one_line(&api.version))
    };
    if let [only] = apis.all.as_slice() {
        return format!("A typed async client for {}.", of_one(only));
    }
    let lines = apis
        .all
        .iter()
        .filter_map(|it| Some(format!("- `{}`: {}\n", it.module.as_ref()?, of_one(it))));
    let shared = if apis.shared.is_empty() {
        ""
    } else {
        "\nTypes that several of them use stand in `shared`, and are the same in each.\n"
    };
    format!(
        "Typed async clients, a module for each API:\n\n{}{shared}\nA first call with one of them:",
        lines.collect::<String>()
    )
}

/// Lists what a program uses of the package: these names and the client.
fn used(api: &Api, names: &[&str]) -> String {
    let client = api.module.as_ref().map_or("Client".to_owned(), |it| format!("{it}::Client"));
    let mut names: Vec<&str> = names.iter().copied().chain([client.as_str()]).collect();
    names.sort_unstable();
    names.join(", ")
}

/// Says what the client may be told of who calls.
fn credentials(apis: &Apis) -> String {
    let mut lines: Vec<String> = Vec::new();
    for api in &apis.all {
        let module = api.module.as_ref().map(|it| format!("`{it}`, ")).unwrap_or_default();
        // Several schemes may be one credential.
        for line in api.schemes.iter().filter_map(credential) {
            let line = format!("- {module}{line}");
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "## Credentials\n\n\
         The builder is told them once, and each call sends those that its operation asks for:\n\n\
         {}\n",
        lines.concat()
    )
}

fn credential(scheme: &Scheme) -> Option<String> {
    let by = match &scheme.credential {
        Credential::Bearer => "`.token(…)`".to_owned(),
        Credential::Basic => "`.basic(user, password)`".to_owned(),
        Credential::Header(_) | Credential::Query(_) | Credential::Cookie(_) => {
            format!("`.credential({:?}, …)`", scheme.wire)
        }
        Credential::Transport => return None,
    };
    let (kind, name) = match &scheme.credential {
        Credential::Header(name) => ("header", name.as_str()),
        Credential::Query(name) => ("query parameter", name.as_str()),
        Credential::Cookie(name) => ("cookie", name.as_str()),
        _ => ("header", "Authorization"),
    };
    Some(format!("{by} for the {kind} `{}`\n", one_line(name)))
}

/// Says how a part of the client is compiled, if it has parts.
fn features(apis: &Apis) -> String {
    let (what, first, alone) = match apis.all.as_slice() {
        [api] => {
            let Some(first) = api.features.as_ref().and_then(|it| it.tags.first()) else {
                return String::new();
            };
            ("tag", first.name.clone(), "tag")
        }
        apis => {
            let first = apis.iter().find_map(Api::file).unwrap_or_default();
            ("API and each tag of one", first, "client")
        }
    };
    format!(
        "## Features\n\n\
         Each {what} is a feature, on by default. `default-features = false, features = [\"{first}\"]` compiles that\n\
         {alone} alone, with the types that its operations reach.\n\n"
    )
}

/// What the function around the call calls its own values.
const OWN: [&str; 4] = ["key", "password", "token", "user"];

/// Shows the easiest operation.
fn first_call(library: &str, api: &Api) -> String {
    let call = easiest(library, api, |_| Some(0)).map(|it| it.2).unwrap_or_default();
    let (setters, secrets) = setters(api);
    let begin = quote!(let client = Client::builder()#(#setters)*.build()?;);
    lines(call.function("first_call", &secrets, &begin, &quote!(Error))).join("\n")
}

/// Finds an operation that reads, with few arguments, all of them simple, among those that rank first.
fn easiest<'m>(
    library: &str,
    api: &'m Api,
    rank: impl Fn(&Operation) -> Option<usize>,
) -> Option<(&'m Tag, &'m Operation, Call)> {
    let examples = Examples::new(api, library);
    let operations = api.tags.iter().flat_map(|tag| tag.operations.iter().map(move |it| (tag, it)));
    let calls = operations.filter(|(_, it)| rank(it).is_some());
    let calls = calls.map(|(tag, it)| (tag, it, examples.call(tag, it, &OWN)));
    // What the page imports itself must be what it says.
    let is_taken = |call: &Call| call.names.iter().any(|it| it == "Client" || it == "Error");
    let fit = calls.filter(|(_, _, call)| !is_taken(call) && call.is_public());
    fit.min_by_key(|(_, operation, call)| {
        let is_read = operation.method == Method::Get;
        let Call { variables, names, arguments, .. } = call;
        (operation.deprecated, rank(operation), !is_read, variables.len(), names.len(), *arguments)
    })
}

/// Returns what the builder is told, and the arguments for what must stay secret.
fn setters(api: &Api) -> (Vec<TokenStream>, Vec<(Ident, TokenStream)>) {
    let mut setters = Vec::new();
    let is_absolute = api.base_url.starts_with("https://") || api.base_url.starts_with("http://");
    if !is_absolute {
        setters.push(quote!(.base_url("https://api.example.org")));
    } else if !api.base_url.contains('{') {
        let url = &api.base_url;
        setters.push(quote!(.base_url(#url)));
    }
    let has =
        |wanted: fn(&Credential) -> bool| api.schemes.iter().find(|it| wanted(&it.credential));
    let is_key = |it: &Credential| {
        matches!(it, Credential::Header(_) | Credential::Query(_) | Credential::Cookie(_))
    };
    let secret = |name: &str, ty| (Ident::new(name, Span::call_site()), ty);
    let secrets = if has(|it| matches!(it, Credential::Bearer)).is_some() {
        setters.push(quote!(.token(token)));
        vec![secret("token", quote!(String))]
    } else if has(|it| matches!(it, Credential::Basic)).is_some() {
        setters.push(quote!(.basic(user, password)));
        vec![secret("user", quote!(&str)), secret("password", quote!(&str))]
    } else if let Some(scheme) = has(is_key) {
        let name = &scheme.wire;
        setters.push(quote!(.credential(#name, key)));
        vec![secret("key", quote!(String))]
    } else {
        Vec::new()
    };
    (setters, secrets)
}
