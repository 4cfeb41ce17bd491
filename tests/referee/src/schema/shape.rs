//! What kind of value a schema describes: just enough to read one from text.

use serde_json::Value;

use crate::node::Node;

/// A schema and all that describe the same value: targets of `$ref`, members of `allOf`, `anyOf`
/// and `oneOf`.
pub(crate) struct Shape<'d> {
    parts: Vec<Node<'d>>,
}

/// The JSON types that a schema allows; none set means that it does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a set of six names, one flag each")]
pub(crate) struct Types {
    pub(crate) array: bool,
    pub(crate) boolean: bool,
    pub(crate) null: bool,
    pub(crate) number: bool,
    pub(crate) object: bool,
    pub(crate) string: bool,
}

impl<'d> Shape<'d> {
    pub(crate) fn at(root: &'d Value, pointer: &str) -> Self {
        let mut shape = Self::unknown();
        if let Some(node) = Node::at(root, pointer) {
            shape.collect(&node);
        }
        shape
    }

    /// The shape of a value that no schema describes.
    pub(crate) fn unknown() -> Self {
        Self { parts: Vec::new() }
    }

    pub(crate) fn types(&self) -> Types {
        let mut types = Types::default();
        for part in &self.parts {
            types.add(part);
        }
        types
    }

    pub(crate) fn items(&self) -> Self {
        self.inside(|part| part.get("items"))
    }

    pub(crate) fn property(&self, name: &str) -> Self {
        self.inside(|part| part.get("properties")?.get(name))
    }

    pub(crate) fn property_names(&self) -> impl Iterator<Item = &'d str> {
        let properties = self.parts.iter().filter_map(|part| part.value.get("properties"));
        properties.filter_map(Value::as_object).flat_map(|it| it.keys().map(String::as_str))
    }

    fn inside(&self, step: impl Fn(&Node<'d>) -> Option<Node<'d>>) -> Self {
        let mut shape = Self::unknown();
        for node in self.parts.iter().filter_map(step) {
            shape.collect(&node);
        }
        shape
    }

    fn collect(&mut self, node: &Node<'d>) {
        // By address: schemas may well refer to each other in circles.
        if self.parts.iter().any(|it| std::ptr::eq(it.value, node.value)) {
            return;
        }
        self.parts.push(node.clone());
        if let Some(Ok(target)) = node.reference().map(|it| node.target(it)) {
            self.collect(&target);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for member in node.get(key).iter().flat_map(Node::items) {
                self.collect(&member);
            }
        }
    }
}

impl Types {
    pub(crate) fn is_unknown(self) -> bool {
        self == Self::default()
    }

    /// Whether a single text can be the whole value.
    pub(crate) fn has_scalar(self) -> bool {
        self.boolean || self.null || self.number || self.string
    }

    fn add(&mut self, schema: &Node<'_>) {
        match schema.value.get("type") {
            Some(Value::String(name)) => self.add_name(name),
            Some(Value::Array(names)) => {
                names.iter().filter_map(Value::as_str).for_each(|it| self.add_name(it));
            }
            _ => self.infer(schema),
        }
        if schema.flag("nullable") == Some(true) {
            self.null = true;
        }
    }

    fn add_name(&mut self, name: &str) {
        match name {
            "array" => self.array = true,
            "boolean" => self.boolean = true,
            "null" => self.null = true,
            "integer" | "number" => self.number = true,
            "object" => self.object = true,
            "string" => self.string = true,
            _ => {}
        }
    }

    /// Many documents leave `type` out where another keyword gives it away.
    fn infer(&mut self, schema: &Node<'_>) {
        self.object |= schema.value.get("properties").is_some();
        self.array |= schema.value.get("items").is_some();
        let values = schema.get("enum");
        for value in values.iter().flat_map(Node::items).chain(schema.get("const")) {
            match value.value {
                Value::Null => self.null = true,
                Value::Bool(_) => self.boolean = true,
                Value::Number(_) => self.number = true,
                Value::String(_) => self.string = true,
                Value::Array(_) => self.array = true,
                Value::Object(_) => self.object = true,
            }
        }
    }
}
