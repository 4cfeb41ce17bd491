//! What a check of who may do what gets to see.

use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::Place;

use crate::Map;
use crate::behaviour::{OperationId, ResourceId};
use crate::request::Parameters;
use crate::store::Entity;

/// A valid request, who makes it, and the entities that it is about.
#[derive(Debug)]
pub struct Access<'a> {
    /// The operation that is asked for.
    pub operation: OperationId,
    /// What is known of the caller; empty if nothing is.
    pub claims: &'a Map,
    /// The body, if the operation takes one and the request has it.
    pub body: Option<&'a Value>,
    pub(crate) parameters: &'a Parameters<'a>,
    /// The entities that the path names, outermost first.
    pub(crate) entities: &'a [(usize, Arc<Entity>)],
}

impl<'a> Access<'a> {
    /// Returns the value of a path parameter.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&'a Value> {
        self.parameters.get(Place::Path, name)
    }

    /// Returns the value of a query parameter.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&'a Value> {
        self.parameters.get(Place::Query, name)
    }

    /// Returns the value of a header that the document declares.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a Value> {
        self.parameters.get(Place::Header, name)
    }

    /// Returns the entity of this resource that the path names.
    #[must_use]
    pub fn entity(&self, resource: impl Into<ResourceId>) -> Option<&'a Map> {
        let ResourceId(resource) = resource.into();
        let (_, entity) = self.entities.iter().rev().find(|(it, _)| *it == resource)?;
        Some(entity.properties())
    }

    /// Returns all entities that the path names, outermost first.
    pub fn entities(&self) -> impl Iterator<Item = (ResourceId, &'a Map)> {
        self.entities.iter().map(|(resource, entity)| (ResourceId(*resource), entity.properties()))
    }
}
