//! The events that an API sends, and which change causes which.

use twinspec_blueprint::{Action, Emit, Event, Operation, Resource, Webhooks};

use crate::diagnostic::{self, Problems};
use crate::lower::blueprint::{owned, resource_of, text};
use crate::lower::frame::{self, Frame};
use crate::lower::json_schema::Definitions;

pub(super) fn lower<'d>(
    frame: &Frame<'d>,
    (operations, resources): (&[Operation], &[Resource]),
    definitions: &Definitions<'_, 'd>,
    problems: &Problems<'_>,
) -> Webhooks {
    let events = frame.webhooks.iter().map(|(name, payload)| Event {
        name: owned(name),
        schema: text(&definitions.convert(payload)),
    });
    let mut emits = Vec::new();
    for (position, (operation, lowered)) in frame.operations.iter().zip(operations).enumerate() {
        let resource = resource_of(&lowered.action).and_then(|it| resources.get(it));
        for emit in &operation.emits {
            emits.extend(self::emit(emit, position, frame, resource, problems));
        }
        let changes = matches!(&lowered.action, Action::On { verb, .. } if verb.changes());
        if let (Some(first), false) = (operation.emits.first(), changes) {
            let message = "`x-emits`: the operation changes no resource, so nothing is sent";
            problems.note(diagnostic::UNUSED, &first.node, message);
        }
    }
    Webhooks {
        events: events.collect(),
        emits: emits.into(),
        signature: frame.delivery.signature.clone(),
        retry: frame.delivery.retry.clone(),
    }
}

fn emit(
    emit: &frame::Emit<'_>,
    operation: usize,
    frame: &Frame<'_>,
    resource: Option<&Resource>,
    problems: &Problems<'_>,
) -> Option<Emit> {
    let wrong = |message: String| problems.note(diagnostic::EXTENSION, &emit.node, message);
    let event = frame.webhooks.iter().position(|(name, _)| *name == emit.event);
    if event.is_none() {
        let event = emit.event;
        wrong(format!("`x-emits`: neither `x-webhooks` nor `webhooks` has a payload of `{event}`"));
    }
    let named = emit.changed.iter().chain(emit.becomes.iter().map(|(property, _)| property));
    for property in named {
        let is_known =
            resource.is_none_or(|it| it.properties.iter().any(|known| known == property));
        if let (false, Some(resource)) = (is_known, resource) {
            wrong(format!("`x-emits`: `{}` has no `{property}`", resource.name));
        }
    }
    let becomes = emit.becomes.iter().map(|(it, value)| (owned(it), text(value.value())));
    Some(Emit {
        operation,
        event: event?,
        changed: emit.changed.iter().map(|it| owned(it)).collect(),
        becomes: becomes.collect(),
    })
}
