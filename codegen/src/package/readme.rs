//! The front page of a client's package, which is that of its documentation too: a first call, what
//! can go wrong, and how to test. `cargo test --doc` compiles what it shows.

use twinspec_blueprint::Method;

use crate::model::{Api, Apis, Credential, Given, Operation, Presence, Scheme, Shape, Tag, Type};
use crate::package::one_line;
use crate::render::tame;

/// Makes the front page; `library` is what code calls the package.
pub(super) fn readme(name: &str, library: &str, apis: &Apis) -> String {
    // One is enough to show how it goes.
    let Some(api) = apis.all.first() else { return String::new() };
    let Call { arguments, call } = first_call(api);
    let (setters, secrets) = setters(api);
    let parameters = [secrets, arguments].concat().join(", ");
    format!(
        "# {name}\n\n\
         {title}\n\n\
         ```rust\n\
         use {library}::{{{client}}};\n\n\
         async fn first_call({parameters}) -> Result<(), Error> {{\n    \
             let client = Client::builder(){setters};\n\
         {call}    \
             Ok(())\n\
         }}\n\
         ```\n\n\
         What an operation must have are arguments, what it may have are methods of what it returns, and it is\n\
         sent when it is awaited.\n\n\
         {credentials}\
         ## Errors\n\n\
         With `?` the errors of all operations become one `Error`, which says in a line which call failed and\n\
         why. An operation's own error also holds what the document says of it: `error.documented()`.\n\n\
         ```rust\n\
         use {library}::Error;\n\n\
         fn is_worth_another_try(error: &Error) -> bool {{\n    \
             error.is_connect() || error.is_timeout() || error.is_status(503)\n\
         }}\n\
         ```\n\n\
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
         `src/generated/` belongs to twinspec and is remade when the document changes; everything\n\
         else is yours.\n",
        title = title(apis),
        client = used(api, &["Error"]),
        transport = used(api, &["Answering", "Error", "Transport", "bytes::Bytes", "http"]),
        credentials = credentials(apis),
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
    let lines = apis.all.iter().flat_map(|api| {
        let module = api.module.as_ref().map(|it| format!("`{it}`, ")).unwrap_or_default();
        let lines = api.schemes.iter().filter_map(credential);
        lines.map(move |it| format!("- {module}{it}"))
    });
    let lines: Vec<String> = lines.collect();
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
        "Each {what} is a feature, on by default. `default-features = false, features = [\"{first}\"]` compiles that\n\
         {alone} alone, with the types that its operations reach.\n\n"
    )
}

/// How long the calls on a builder may be in one line.
const SHORT: usize = 40;

/// What the function around the call calls its own values.
const OWN: [&str; 6] = ["answer", "client", "key", "password", "token", "user"];

/// A call as it stands in a program.
#[derive(Default)]
struct Call {
    /// What the function around it takes, each with its type.
    arguments: Vec<String>,
    /// The lines of the call.
    call: String,
}

/// Shows the easiest operation: one that reads, with few arguments, all of them simple.
fn first_call(api: &Api) -> Call {
    let operations = api.tags.iter().flat_map(|tag| tag.operations.iter().map(move |it| (tag, it)));
    let fit = operations.filter_map(|(tag, it)| Some((tag, it, arguments(api, it)?)));
    let effort = |(_, it, arguments): &(&Tag, &Operation, Vec<String>)| {
        (it.deprecated, it.method != Method::Get, arguments.len())
    };
    let Some((tag, operation, arguments)) = fit.min_by_key(effort) else { return Call::default() };
    let names = arguments.iter().filter_map(|it| Some(it.split_once(':')?.0));
    let call = format!(
        "    let answer = client.{}().{}({}).await?;\n    println!(\"{{}}\", answer.status());\n",
        tag.module,
        operation.rust,
        names.collect::<Vec<_>>().join(", ")
    );
    Call { arguments, call }
}

/// Returns the arguments of an operation, or nothing if one of them cannot be shown simply.
fn arguments(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    let argument = |name: &str, ty| {
        let ty = simple(api, ty).filter(|_| !OWN.contains(&name))?;
        Some(format!("{name}: {ty}"))
    };
    let required = operation.parameters.iter().filter(|it| it.required);
    let mut arguments: Vec<String> =
        required.map(|it| argument(&it.rust, &it.ty)).collect::<Option<_>>()?;
    if let Some(body) = operation.body.as_ref().filter(|it| it.required) {
        let Given::Members(members) = &body.given else { return None };
        for input in members.iter().filter(|it| it.member.presence.is_given()) {
            if input.member.presence != Presence::Required {
                return None;
            }
            arguments.push(argument(&input.rust, &input.member.ty)?);
        }
    }
    Some(arguments)
}

/// Returns the type that a caller has at hand for a value of this type.
fn simple(api: &Api, ty: &Type) -> Option<&'static str> {
    let is_text_enum = |name: &String| {
        let definition = api.types.iter().find(|it| it.rust == *name);
        definition.is_some_and(|it| matches!(it.shape, Shape::TextEnum(_)))
    };
    match ty {
        Type::Text => Some("&str"),
        Type::Integer => Some("i64"),
        Type::Number => Some("f64"),
        Type::Boolean => Some("bool"),
        Type::Named(name) if is_text_enum(name) => Some("&str"),
        Type::List(item) if **item == Type::Text => Some("Vec<String>"),
        _ => None,
    }
}

/// Returns what the builder is told, and the arguments for what must stay secret.
fn setters(api: &Api) -> (String, Vec<String>) {
    let mut setters = Vec::new();
    let mut secrets = Vec::new();
    let is_absolute = api.base_url.starts_with("https://") || api.base_url.starts_with("http://");
    if !is_absolute {
        setters.push(".base_url(\"https://api.example.org\")".to_owned());
    } else if !api.base_url.contains('{') {
        setters.push(format!(".base_url({:?})", api.base_url));
    }
    let has =
        |wanted: fn(&Credential) -> bool| api.schemes.iter().find(|it| wanted(&it.credential));
    let is_key = |it: &Credential| {
        matches!(it, Credential::Header(_) | Credential::Query(_) | Credential::Cookie(_))
    };
    if has(|it| matches!(it, Credential::Bearer)).is_some() {
        setters.push(".token(token)".to_owned());
        secrets.push("token: String".to_owned());
    } else if has(|it| matches!(it, Credential::Basic)).is_some() {
        setters.push(".basic(user, password)".to_owned());
        secrets.extend(["user: &str", "password: &str"].map(str::to_owned));
    } else if let Some(scheme) = has(is_key) {
        setters.push(format!(".credential({:?}, key)", scheme.wire));
        secrets.push("key: String".to_owned());
    }
    setters.push(".build()?".to_owned());
    // As rustfmt would: in one line if that is short, or one below the other.
    let is_short = setters.iter().map(String::len).sum::<usize>() <= SHORT;
    let between = if is_short { "" } else { "\n        " };
    (between.to_owned() + &setters.join(between), secrets)
}
