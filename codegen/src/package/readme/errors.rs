//! What a front page says of errors that the document describes.

use proc_macro2::{Ident, Span};
use quote::quote;
use twinspec_blueprint::Status;

use super::{easiest, used};
use crate::model::{Api, ErrorBody, Errors, Operation};
use crate::render::{Call, lines};

/// Shows how a caller meets a documented error; nothing where there are none.
pub(super) fn errors(library: &str, api: &Api) -> String {
    let rank = |it: &Operation| expected(api, &it.errors).map(|(rank, _)| rank);
    let Some((tag, operation, call)) = easiest(library, api, rank) else { return String::new() };
    let (Errors::Own { rust, .. } | Errors::Shared { rust, .. }) = &operation.errors else {
        return String::new();
    };
    let Some((_, body)) = expected(api, &operation.errors) else { return String::new() };
    let word = |it: &str| Ident::new(it.trim_start_matches("r#"), Span::call_site());
    let (name, variant, sent) = (word(rust), word(&body.rust), &call.sent);
    let statements = quote! {
        match #sent.await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) => match error.documented() {
                Some(#name::#variant(body)) => println!("{body:?}"),
                _ => return Err(error.into()),
            },
        }
    };
    let call = Call { statements, ..call };
    let client = (word("client"), quote!(&Client));
    let function = call.function("expect_an_error", &[client], &quote!(), &quote!(Error));
    format!(
        " What the document says of\n\
         an operation's errors is a type of its own:\n\n\
         ```rust\n\
         use {library}::{of}{module}::{rust};\n\
         use {library}::{{{client}}};\n\n\
         {function}\n\
         ```",
        of = api.module.as_ref().map(|it| format!("{it}::")).unwrap_or_default(),
        module = tag.module,
        client = used(api, &["Error"]),
        function = lines(function).join("\n"),
    )
}

/// The errors that a caller's own data cause, those first that most callers want to tell from others.
const EXPECTED: [u16; 4] = [404, 409, 422, 400];

/// Returns the documented error that a caller rather expects than others, with how unexpected it is.
fn expected<'m>(api: &'m Api, errors: &'m Errors) -> Option<(usize, &'m ErrorBody)> {
    let bodies = match errors {
        Errors::None => return None,
        Errors::Own { bodies, .. } => bodies,
        Errors::Shared { shared, .. } => &api.errors.iter().find(|it| it.rust == *shared)?.bodies,
    };
    let rank = |it: &&ErrorBody| {
        EXPECTED.iter().position(|code| it.status == Status::Exact(*code)).unwrap_or(EXPECTED.len())
    };
    bodies.iter().map(|it| (rank(&it), it)).min_by_key(|(rank, _)| *rank)
}
