//! Webhooks for whoever holds a mock in the same process.

use std::sync::Arc;

use crate::mock::{Builder, Mock};
use crate::webhooks::{Deliver, Delivery, Subscriber, WebhookKey, work};

impl Mock {
    /// Returns what was or will be sent to subscribers, the oldest first; as
    /// `GET /_twinspec/deliveries` does.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        let engine = self.live.engine();
        engine.webhooks.deliveries(&engine)
    }

    /// Sends all deliveries that are due by the mock's clock. A mock that [serves](Self::serve) does
    /// so by itself.
    pub async fn deliver(&self) {
        let engine = self.live.engine();
        engine.webhooks.send_due(&engine).await;
    }

    /// Sends deliveries for ever, each when it is due and those to one subscriber one by one. It is for
    /// whoever serves the mock's [`service`](Self::service) by other means than [`serve`](Self::serve),
    /// which does so by itself.
    pub async fn keep_delivering(&self) {
        work(Arc::clone(&self.live)).await;
    }

    /// Sends a delivery again the next time that deliveries are sent; whether there is one of this
    /// id. As `POST /_twinspec/deliveries/{id}/redeliver` does.
    #[must_use]
    pub fn redeliver(&self, id: &str) -> bool {
        let engine = self.live.engine();
        engine.webhooks.redeliver(id, engine.now()).is_some()
    }

    /// Adds a subscriber until the mock is [reset](Self::reset); an error says why it can never be
    /// told of anything. As `POST /_twinspec/webhooks` does.
    pub fn subscribe(&self, subscriber: Subscriber) -> Result<(), String> {
        let engine = self.live.engine();
        subscriber.check(&engine.blueprint.webhooks)?;
        engine.webhooks.subscribe(&engine, subscriber);
        Ok(())
    }

    /// Returns the key that deliveries are signed with; it is that of the seed.
    #[must_use]
    pub fn webhook_key(&self) -> WebhookKey {
        self.live.engine().webhooks.key().clone()
    }

    /// Says by which key subscribers can tell that the mock sent what they got, if there are any.
    #[cfg(feature = "cli")]
    pub(crate) fn about_webhooks(&self) -> Option<String> {
        let webhooks = &self.live.engine().webhooks;
        let urls: Vec<String> =
            webhooks.subscribers().iter().map(|(_, it)| it.url().to_owned()).collect();
        let key = || webhooks.key().base64();
        (!urls.is_empty()).then(|| {
            format!("webhooks: to {}, signed by the Ed25519 key {}", urls.join(", "), key())
        })
    }
}

impl Builder {
    /// Adds a subscriber to the document's webhooks.
    #[must_use]
    pub fn subscriber(mut self, subscriber: Subscriber) -> Self {
        self.webhooks.subscribers.push(subscriber);
        self
    }

    /// Sets how deliveries reach subscribers; without it, by HTTP.
    #[must_use]
    pub fn deliver(mut self, deliver: impl Deliver) -> Self {
        self.webhooks.deliver = Some(Arc::new(deliver));
        self
    }
}
