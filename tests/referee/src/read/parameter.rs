//! Reads parameters and response headers.

use super::Reader;
use crate::{
    media::MediaRange,
    model::{Encoding, Location, Parameter, Style},
    node::Node,
    schema::{Direction, SchemaUse},
};

/// Headers that `OpenAPI` describes elsewhere; as parameters they are to be ignored.
const ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

impl<'d> Reader<'d> {
    /// Parameters of the operation and those of its path that it does not replace.
    pub(super) fn parameters(&mut self, item: &Node<'d>, operation: &Node<'d>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for owner in [operation, item] {
            for node in owner.get("parameters").iter().flat_map(Node::items) {
                let Some(parameter) = self.parameter(&node) else { continue };
                let same =
                    |it: &Parameter| it.location == parameter.location && it.name == parameter.name;
                if !parameters.iter().any(same) {
                    parameters.push(parameter);
                }
            }
        }
        parameters
    }

    pub(super) fn headers(&mut self, response: &Node<'d>) -> Vec<Parameter> {
        let mut headers = Vec::new();
        for (name, node) in response.get("headers").iter().flat_map(Node::entries) {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Some(node) = self.follow(&node) else { continue };
            headers.push(self.described(&node, name, Location::Header, Direction::Response));
        }
        headers
    }

    fn parameter(&mut self, node: &Node<'d>) -> Option<Parameter> {
        let node = self.follow(node)?;
        let Some(name) = node.text("name") else {
            self.problems.push(node.problem("expected a parameter with a `name`"));
            return None;
        };
        let location = match node.text("in") {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") if ELSEWHERE.iter().any(|it| name.eq_ignore_ascii_case(it)) => {
                return None;
            }
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            _ => {
                let message = "expected `in: path`, `query`, `header` or `cookie`";
                self.problems.push(node.problem(message));
                return None;
            }
        };
        Some(self.described(&node, name, location, Direction::Request))
    }

    fn described(
        &mut self,
        node: &Node<'d>,
        name: &str,
        location: Location,
        direction: Direction,
    ) -> Parameter {
        let (encoding, schema) = self.encoding(node, location, direction);
        Parameter {
            location,
            name: name.to_owned(),
            // A path that matches has them all. One that the template does not name is the
            // document's slip, and nobody could send it.
            required: location != Location::Path && node.flag("required") == Some(true),
            may_be_empty: node.flag("allowEmptyValue") == Some(true),
            encoding,
            schema,
        }
    }

    fn encoding(
        &mut self,
        node: &Node<'d>,
        location: Location,
        direction: Direction,
    ) -> (Encoding, Option<SchemaUse>) {
        if let Some((media_type, node)) = node.get("content").iter().flat_map(Node::entries).next()
        {
            if MediaRange::parse(media_type).is_json() {
                let schema = node.get("schema").map(|it| self.schema(&it, direction));
                return (Encoding::Json, schema);
            }
            return (Encoding::Opaque, None);
        }
        let schema = node.get("schema").map(|it| self.schema(&it, direction));
        let default = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        let style = match node.text("style") {
            None => default,
            Some("simple") => Style::Simple,
            Some("label") => Style::Label,
            Some("matrix") => Style::Matrix,
            Some("form") => Style::Form,
            Some("spaceDelimited") => Style::SpaceDelimited,
            Some("pipeDelimited") => Style::PipeDelimited,
            Some("deepObject") => Style::DeepObject,
            Some(other) => {
                self.problems.push(node.problem(format!("`style: {other}` does not exist")));
                default
            }
        };
        let explode = node.flag("explode").unwrap_or(style == Style::Form);
        (Encoding::Styled { style, explode }, schema)
    }
}
