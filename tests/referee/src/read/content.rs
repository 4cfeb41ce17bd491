//! Reads request bodies and `content` objects.

use super::Reader;
use crate::{
    media::MediaRange,
    model::{Content, MediaType, RequestBody},
    node::Node,
    schema::Direction,
};

impl<'d> Reader<'d> {
    pub(super) fn request_body(&mut self, node: &Node<'d>) -> Option<RequestBody> {
        let node = self.follow(node)?;
        Some(RequestBody {
            required: node.flag("required") == Some(true),
            content: self.content(&node, Direction::Request),
        })
    }

    pub(super) fn content(&mut self, owner: &Node<'d>, direction: Direction) -> Content {
        let described = owner.get("content");
        let media_types = described.iter().flat_map(Node::entries).map(|(name, node)| MediaType {
            name: name.to_owned(),
            range: MediaRange::parse(name),
            schema: node.get("schema").map(|it| self.schema(&it, direction)),
        });
        Content(media_types.collect())
    }
}
