//! What a function that completes a payload gets to see.

use crate::Map;
use crate::behaviour::{OperationId, ResourceId};

/// A change that is about to be told to a subscriber.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Emission<'a> {
    /// The name of the event.
    pub event: &'a str,
    /// The operation that changed something.
    pub operation: OperationId,
    /// The resource of what changed.
    pub resource: ResourceId,
    /// The entity as it was; `None` if it was made.
    pub before: Option<&'a Map>,
    /// The entity as it is; `None` if it was deleted.
    pub after: Option<&'a Map>,
    /// What is known of the caller; empty if nothing is.
    pub claims: &'a Map,
    /// The ids of the apps that the data names, in their order.
    pub apps: &'a [&'a str],
}
