//! The parts that a client can be compiled in.

use std::collections::BTreeSet;

/// Cargo's features of a client: one for each tag, and one for each group of types that several
/// tags need, which their features enable.
///
/// What belongs to no group is always there.
pub(crate) struct Features {
    /// One for each tag, in their order.
    pub(crate) tags: Vec<TagFeature>,
    /// The groups of types.
    pub(crate) groups: Vec<TypeGroup>,
}

/// The feature of a tag.
pub(crate) struct TagFeature {
    /// Its name.
    pub(crate) name: String,
    /// The groups of types that it enables.
    pub(crate) needs: Vec<String>,
}

/// Types that are needed by the same tags.
pub(crate) struct TypeGroup {
    /// The feature that compiles them: of the tag, if only one needs them.
    pub(crate) feature: String,
    /// The names of the types.
    pub(crate) types: BTreeSet<String>,
}
