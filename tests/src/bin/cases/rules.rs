//! Rules that say which expectations hold for the other server only.

use crate::case::Case;

/// When an expectation is private, and why.
struct Rule {
    reason: &'static str,
    applies: fn(&Case) -> bool,
}

const RULES: [Rule; 7] = [
    Rule {
        reason: "its flag `--errors` answers 500 when an example of the document breaks its schema; \
                 ours says so when the document is checked",
        applies: |case| case.server.contains("--errors") && case.expected.status == 500,
    },
    Rule {
        reason: "its generator gives up where ours does not",
        applies: |case| case.expected.body.contains("errors#SCHEMA_TOO_COMPLEX"),
    },
    Rule {
        reason: "it cannot write objects as text; ours writes them as JSON",
        applies: |case| case.expected.body.contains("errors#NO_COMPLEX_OBJECT_TEXT"),
    },
    Rule {
        reason: "HTTP has `HEAD` wherever there is `GET`, and so has ours",
        applies: |case| case.command.contains("--head") && case.expected.status == 405,
    },
    Rule {
        reason: "a path with an empty segment is no operation's path, so ours answers 404",
        applies: |case| {
            let path = case.command.split("://").nth(1).unwrap_or_default();
            path.contains("//") && case.expected.status == 422
        },
    },
    Rule {
        reason: "what is made up for a format is each server's own where no example gives it",
        applies: |case| {
            let document = &case.document;
            document.contains("format: idn-email") && !document.contains("example: ")
        },
    },
    Rule {
        reason: "a part of `multipart/form-data` is sent as it is, so nothing in it is reserved",
        applies: |case| {
            case.document.contains("allowReserved: false") && case.command.contains("-F ")
        },
    },
];

/// Says why a case holds for the other server only.
pub(crate) fn private(case: &Case) -> Option<&'static str> {
    RULES.iter().find(|it| (it.applies)(case)).map(|it| it.reason)
}
