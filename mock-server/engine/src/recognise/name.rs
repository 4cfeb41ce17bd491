//! Names that errors give to what happened, everywhere alike.

/// Writes a name without case and separators.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

/// Whether a name is given to the number of a status.
pub(super) fn is_status(name: &str) -> bool {
    matches!(
        name,
        "status"
            | "statuscode"
            | "code"
            | "httpstatus"
            | "httpstatuscode"
            | "httpcode"
            | "errorcode"
    )
}

/// Whether a name is given to a list of what went wrong.
pub(super) fn is_list(name: &str) -> bool {
    matches!(
        name,
        "errors"
            | "messages"
            | "message"
            | "detail"
            | "details"
            | "violations"
            | "issues"
            | "validationerrors"
            | "fielderrors"
            | "invalidparams"
            | "invalidparameters"
            | "errordescription"
            | "causes"
            | "problems"
            | "reasons"
            | "error"
    )
}
