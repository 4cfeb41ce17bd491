//! Calling what lies below an entity.

use super::{Scope, Walker};
use crate::walk::outcome::Outcomes;

impl Walker<'_> {
    /// Calls what lies below an entity: the answers have to be good, no more.
    pub(super) fn act(
        &mut self,
        index: usize,
        scope: &Scope,
        outcomes: &mut Outcomes,
    ) -> anyhow::Result<()> {
        let acts = self.chains[index].acts.clone();
        for operation in acts {
            // Each on one of its own: an act may end what it acts on.
            let Some(mut entity) = self.create(index, scope, None)? else { return Ok(()) };
            self.identify(index, &mut scope.clone(), &mut entity, None)?;
            if entity.id.is_none() {
                return Ok(());
            }
            let wish = self.wish(&entity.ids, scope);
            let wrong = self.findings.wrong();
            let result = match self.call(operation, &wish, scope.expect())? {
                Ok(_) if self.findings.wrong() > wrong => Err("the answer is wrong".to_owned()),
                Ok((answer, _)) if answer.is_refusal() => {
                    Err(format!("a valid request got {}", answer.status))
                }
                Ok(_) => Ok(()),
                Err(reason) => Err(reason),
            };
            outcomes.acts.insert(operation, result);
        }
        Ok(())
    }
}
