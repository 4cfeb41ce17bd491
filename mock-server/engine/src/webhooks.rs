//! Webhooks: what changed is told to those who subscribed.
//!
//! ```text
//! write ─▶ queue ─▶ payloads, ids, signatures ─▶ log ─▶ POST ─▶ log
//!   under the store's lock   when somebody looks       in its own time
//! ```
//!
//! A write only leaves its entities in a queue, so that they stand in the order of the writes and no
//! answer waits for more. The rest is done by whoever is next to look: the task beside a server, a
//! control route or a test.

mod api;
mod commit;
mod deliver;
mod delivery;
mod key;
mod log;
mod subscriber;
mod work;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use http::{HeaderName, StatusCode};
use jiff::Timestamp;
use tokio::sync::Notify;

use crate::data::File;
use crate::engine::Engine;
use crate::error::Problem;
use crate::random::Random;
use crate::webhooks::deliver::Post;
use crate::webhooks::log::Log;
use crate::webhooks::work::Sending;

pub(crate) use crate::webhooks::commit::Commit;
pub use crate::webhooks::deliver::{Deliver, Delivering};
pub use crate::webhooks::delivery::{Attempt, Delivery, DeliveryState};
pub use crate::webhooks::key::WebhookKey;
pub use crate::webhooks::subscriber::Subscriber;
pub(crate) use crate::webhooks::work::work;

/// The header with the signature where the document names none.
const SIGNATURE: HeaderName = HeaderName::from_static("x-webhook-signature");

/// With so many writes waiting, whoever makes the next one deals with them: memory has an end.
const CROWD: usize = 1024;

/// Streams of random numbers that nothing else draws from.
const KEY_STREAM: u64 = u64::MAX;
const ID_STREAM: u64 = u64::MAX - 1;

/// What was said of webhooks beside the document.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) subscribers: Vec<Subscriber>,
    pub(crate) deliver: Option<Arc<dyn Deliver>>,
}

impl Settings {
    /// Adds the subscribers of a data file, and notes which of all can never be told.
    pub(crate) fn subscribed(
        mut self,
        file: Option<&File>,
        events: &twinspec_blueprint::Webhooks,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let wrong = self.subscribers.iter().filter_map(|it| it.check(events).err());
        problems.extend(wrong.map(Problem::new));
        self.subscribers
            .extend(file.map(|it| it.subscribers(events, problems)).unwrap_or_default());
        self
    }
}

/// Who subscribed, what is to be told, and what was. Engines that follow each other share it.
pub(crate) struct Webhooks {
    at_start: Vec<Subscriber>,
    seed: u64,
    deliver: Arc<dyn Deliver>,
    key: OnceLock<WebhookKey>,
    /// Without subscribers, a write costs no more than a look at this.
    has_subscribers: AtomicBool,
    queue: Mutex<Vec<Commit>>,
    log: Mutex<Log>,
    /// Wakes the task that sends.
    wake: Notify,
}

impl Webhooks {
    pub(crate) fn new(settings: Settings, seed: u64) -> Self {
        let Settings { subscribers, deliver } = settings;
        Self {
            has_subscribers: AtomicBool::new(!subscribers.is_empty()),
            log: Mutex::new(Log::new(&subscribers, Random::new(seed, ID_STREAM))),
            at_start: subscribers,
            seed,
            deliver: deliver.unwrap_or_else(|| Arc::new(Post)),
            key: OnceLock::new(),
            queue: Mutex::default(),
            wake: Notify::new(),
        }
    }

    /// Takes note of a write, while the store is locked. It is dealt with later.
    pub(crate) fn commit(&self, make: impl FnOnce() -> Option<Commit>) {
        if !self.has_subscribers.load(Ordering::Relaxed) {
            return;
        }
        if let Some(commit) = make() {
            self.queue().push(commit);
            self.wake.notify_one();
        }
    }

    /// Deals with the writes that wait if they are very many; the store must not be locked.
    pub(crate) fn relieve(&self, engine: &Engine) {
        if self.has_subscribers.load(Ordering::Relaxed) && self.queue().len() >= CROWD {
            self.settle(engine);
        }
    }

    /// Makes deliveries of the writes that wait, in their order.
    pub(crate) fn settle(&self, engine: &Engine) {
        // The log first: whoever comes second finds the queue empty, and order is kept.
        let mut log = self.log();
        let commits = std::mem::take(&mut *self.queue());
        for commit in commits {
            // What an engine that is gone meant has no place in this one.
            if !Arc::ptr_eq(&commit.blueprint, &engine.blueprint) {
                continue;
            }
            let emits = engine.blueprint.webhooks.emits.iter();
            for emit in emits.filter(|it| commit.causes(engine, it)) {
                self.tell(engine, &commit, emit.event, &mut log);
            }
        }
    }

    /// Makes a delivery of an event for each of its subscribers.
    fn tell(&self, engine: &Engine, commit: &Commit, event: usize, log: &mut Log) {
        let name = &engine.blueprint.webhooks.events[event].name;
        for subscriber in log.subscribers_of(name) {
            let id = log.random.uuid();
            let Some(payload) = engine.payload(commit, event, (&subscriber, &id)) else {
                continue;
            };
            let body = payload.to_string();
            let signature = self.key().sign(body.as_bytes());
            log.add(Delivery {
                id,
                event: name.to_string(),
                url: subscriber.url().to_owned(),
                time: commit.now,
                body,
                signature,
                attempts: Vec::new(),
                next: Some(commit.now),
                is_underway: false,
                tries: 0,
            });
        }
    }

    /// Starts to send the next delivery that is due; several to one URL go one by one.
    fn next(self: &Arc<Self>, engine: &Arc<Engine>) -> Option<Sending> {
        let (number, delivery) = self.log().next(engine.now())?;
        let named = engine.blueprint.webhooks.signature.as_deref();
        let header = named.and_then(|it| it.parse().ok()).unwrap_or(SIGNATURE);
        Some(Sending::new((self, engine), number, (&delivery, header)))
    }

    /// Notes what came of a delivery.
    fn done(&self, engine: &Engine, number: u64, result: Result<StatusCode, String>) {
        let retry = engine.blueprint.webhooks.retry.as_ref();
        self.log().done(number, result, engine.now(), retry);
        self.wake.notify_one();
    }

    /// Sends all that is due, one after the other.
    async fn send_due(self: &Arc<Self>, engine: &Arc<Engine>) {
        self.settle(engine);
        while let Some(sending) = self.next(engine) {
            sending.send().await;
        }
    }

    /// Returns the deliveries so far, the oldest first.
    pub(crate) fn deliveries(&self, engine: &Engine) -> Vec<Delivery> {
        self.settle(engine);
        self.log().deliveries().cloned().collect()
    }

    /// Returns how many deliveries were forgotten before they were sent.
    pub(crate) fn lost(&self) -> u64 {
        self.log().lost
    }

    /// Sends a delivery once more; `None` if there is none of this id.
    pub(crate) fn redeliver(&self, id: &str, now: Timestamp) -> Option<Delivery> {
        let delivery = self.log().redeliver(id, now)?;
        self.wake.notify_one();
        Some(delivery)
    }

    /// Returns who subscribed, each with its id.
    pub(crate) fn subscribers(&self) -> Vec<(u64, Subscriber)> {
        self.log().subscribers.clone()
    }

    /// Adds a subscriber, who is told of what is written from now on; gives its id.
    pub(crate) fn subscribe(&self, engine: &Engine, subscriber: Subscriber) -> u64 {
        self.settle(engine);
        let mut log = self.log();
        self.has_subscribers.store(true, Ordering::Relaxed);
        log.subscribe(subscriber)
    }

    /// Takes subscribers away: the one of this id, or all. Gives how many there were.
    pub(crate) fn unsubscribe(&self, engine: &Engine, id: Option<u64>) -> usize {
        self.settle(engine);
        let mut log = self.log();
        let before = log.subscribers.len();
        log.subscribers.retain(|(it, _)| id.is_some_and(|id| id != *it));
        self.has_subscribers.store(!log.subscribers.is_empty(), Ordering::Relaxed);
        before - log.subscribers.len()
    }

    /// Goes back to the start.
    pub(crate) fn reset(&self) {
        let mut log = self.log();
        self.queue().clear();
        *log = log.anew(&self.at_start, Random::new(self.seed, ID_STREAM));
        self.has_subscribers.store(!self.at_start.is_empty(), Ordering::Relaxed);
    }

    /// Returns the key that deliveries are signed with; it is made when it is first needed.
    pub(crate) fn key(&self) -> &WebhookKey {
        self.key.get_or_init(|| WebhookKey::new(&mut Random::new(self.seed, KEY_STREAM)))
    }

    fn queue(&self) -> MutexGuard<'_, Vec<Commit>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
