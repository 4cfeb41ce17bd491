//! What is wrong with answers.

/// One answer that should have been another.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// The operation that was meant.
    pub(crate) index: usize,
    pub(crate) operation: String,
    pub(crate) request: String,
    pub(crate) status: u16,
    pub(crate) what: String,
}

/// All of them, by kind.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) exchanges: usize,
    /// The referee says no to the answer.
    pub(crate) invalid: Vec<Finding>,
    /// 5xx.
    pub(crate) errors: Vec<Finding>,
    /// 4xx, documented, for a valid request that names what exists.
    pub(crate) refused: Vec<Finding>,
    /// The referee cannot judge, because the document's schema cannot be compiled.
    pub(crate) unjudged: Vec<Finding>,
    /// 4xx that the document does not list, where what was named does not exist.
    pub(crate) undocumented: usize,
}

impl Findings {
    /// How many answers are wrong beyond doubt.
    pub(crate) fn wrong(&self) -> usize {
        self.invalid.len() + self.errors.len()
    }
}
