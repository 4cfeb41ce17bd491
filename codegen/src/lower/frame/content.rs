//! Bodies in their media types.
//!
//! A body may come in several. Which of them a client takes is not decided here; what kind each is
//! decides how it is read and written.

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::frame::piece::leave_out;
use crate::lower::frame::{object, resolve};
use crate::lower::types::kind;

/// A body in one media type.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Content<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) media_type: &'d str,
    pub(in crate::lower) schema: Option<Node<'d>>,
}

/// What kind of media type it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Media {
    Json,
    /// Like that of an HTML form.
    Form,
    Multipart,
    Text,
    /// A file, an image, a stream of events, or anything else.
    Bytes,
}

impl<'d> Content<'d> {
    /// Returns the schema with references followed.
    pub(in crate::lower) fn resolved(&self) -> Option<Node<'d>> {
        self.schema.as_ref()?.resolve().ok()
    }

    pub(in crate::lower) fn media(&self) -> Media {
        let (essence, _) = self.media_type.split_once(';').unwrap_or((self.media_type, ""));
        let essence = essence.trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" => Media::Json,
            // An object of any media type is JSON: some frameworks know nothing else.
            "*/*" | "application/*" if self.is_structured() => Media::Json,
            "application/x-www-form-urlencoded" => Media::Form,
            // Its events come one by one; whoever reads them needs them as they are.
            "text/event-stream" => Media::Bytes,
            "application/xml" | "application/yaml" | "application/x-yaml" => Media::Text,
            _ if essence.ends_with("+json") => Media::Json,
            _ if essence.starts_with("multipart/") => Media::Multipart,
            _ if essence.starts_with("text/") || essence.ends_with("+xml") => Media::Text,
            _ => Media::Bytes,
        }
    }

    fn is_structured(&self) -> bool {
        let is_text = |it: &Node<'_>| kind(it) == Some("string");
        self.resolved().is_some_and(|it| !is_text(&it) && it.members().next().is_some())
    }
}

pub(super) fn read<'d>(content: &Node<'d>, problems: &Problems<'_>) -> Vec<Content<'d>> {
    let contents =
        object(content, problems).into_iter().filter(|(name, _)| !name.starts_with("x-"));
    let read = |(media_type, node): (&'d str, Node<'d>)| {
        let node = resolve(&node, problems)?;
        if !node.value().is_object() {
            leave_out(&node, "an object", problems);
        }
        Some(Content { media_type, schema: node.get("schema"), node })
    };
    contents.filter_map(read).collect()
}

/// Returns the one that is JSON.
pub(in crate::lower) fn json<'c, 'd>(contents: &'c [Content<'d>]) -> Option<&'c Content<'d>> {
    contents.iter().find(|it| it.media() == Media::Json)
}
