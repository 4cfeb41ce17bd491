//! The log: deliveries that are to be made, and what came of those that were.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use twinspec_blueprint::Retry;

use crate::random::{Random, hashed};
use crate::webhooks::delivery::{Attempt, Delivery};
use crate::webhooks::subscriber::Subscriber;

/// How many deliveries a log holds that are done with; the oldest are forgotten first.
const DONE: usize = 1000;

/// How much it holds in all; what waits for a subscriber that never answers must not take all memory.
const MAX_BYTES: usize = 8 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Log {
    pub(super) subscribers: Vec<(u64, Subscriber)>,
    next_id: u64,
    pub(super) random: Random,
    /// By the order in which they were made.
    deliveries: BTreeMap<u64, Delivery>,
    next_number: u64,
    /// What is to be sent, by URL.
    lanes: BTreeMap<String, Lane>,
    /// The numbers of those that are done with, in the order in which they were.
    done: VecDeque<u64>,
    bytes: usize,
    /// How many were forgotten before they were sent.
    pub(super) lost: u64,
}

/// What is to be sent to one URL, one at a time.
#[derive(Debug, Default)]
struct Lane {
    /// By their time, and then in the order of the log.
    due: BTreeSet<(Timestamp, u64)>,
    is_busy: bool,
}

impl Log {
    pub(super) fn new(subscribers: &[Subscriber], random: Random) -> Self {
        let mut log = Self {
            subscribers: Vec::new(),
            next_id: 1,
            random,
            deliveries: BTreeMap::new(),
            next_number: 0,
            lanes: BTreeMap::new(),
            done: VecDeque::new(),
            bytes: 0,
            lost: 0,
        };
        for subscriber in subscribers {
            log.subscribe(subscriber.clone());
        }
        log
    }

    /// Makes an empty one that gives out other numbers: what is under way will report to it.
    pub(super) fn anew(&self, subscribers: &[Subscriber], random: Random) -> Self {
        Self { next_number: self.next_number, ..Self::new(subscribers, random) }
    }

    pub(super) fn subscribe(&mut self, subscriber: Subscriber) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        self.subscribers.push((id, subscriber));
        id
    }

    pub(super) fn subscribers_of(&self, event: &str) -> Vec<Subscriber> {
        let subscribers = self.subscribers.iter().map(|(_, it)| it);
        subscribers.filter(|it| it.wants(event)).cloned().collect()
    }

    pub(super) fn deliveries(&self) -> impl Iterator<Item = &Delivery> {
        self.deliveries.values()
    }

    pub(super) fn add(&mut self, delivery: Delivery) {
        let number = self.next_number;
        self.next_number += 1;
        self.bytes += delivery.bytes();
        // At once, whatever the clock shows: one that is set back must not change the order.
        self.lane(&delivery.url).due.insert((Timestamp::MIN, number));
        self.deliveries.insert(number, delivery);
        self.forget();
    }

    /// Takes the first delivery that is due and whose subscriber is not busy with another.
    pub(super) fn next(&mut self, now: Timestamp) -> Option<(u64, Delivery)> {
        let first = |lane: &Lane| lane.due.first().copied().filter(|(time, _)| *time <= now);
        let free = self.lanes.values_mut().filter(|it| !it.is_busy);
        let due = free.filter_map(|it| first(it).map(|entry| (it, entry)));
        let (lane, entry) = due.min_by_key(|(_, entry)| *entry)?;
        lane.due.remove(&entry);
        lane.is_busy = true;
        let delivery = self.deliveries.get_mut(&entry.1)?;
        delivery.next = None;
        delivery.is_underway = true;
        Some((entry.1, delivery.clone()))
    }

    /// Notes what came of a delivery; one that was forgotten meanwhile is left at that.
    pub(super) fn done(
        &mut self,
        number: u64,
        result: Result<StatusCode, String>,
        now: Timestamp,
        retry: Option<&Retry>,
    ) {
        let Some(delivery) = self.deliveries.get_mut(&number) else { return };
        delivery.is_underway = false;
        delivery.tries += 1;
        let status = result.as_ref().map_or(0, StatusCode::as_u16);
        delivery.attempts.push(Attempt { time: now, result });
        let retry = retry.filter(|it| it.statuses.contains(&status));
        if let Some(retry) = retry.filter(|it| delivery.tries <= it.times) {
            delivery.next = next_try(retry, delivery, now);
        }
        let (next, url) = (delivery.next, delivery.url.clone());
        let lane = self.lane(&url);
        lane.is_busy = false;
        match next {
            Some(next) => drop(lane.due.insert((next, number))),
            None => self.done.push_back(number),
        }
        self.forget();
    }

    /// Whether a delivery waits for its time.
    pub(super) fn is_waiting(&self) -> bool {
        self.lanes.values().any(|it| !it.is_busy && !it.due.is_empty())
    }

    pub(super) fn redeliver(&mut self, id: &str, now: Timestamp) -> Option<Delivery> {
        let (number, delivery) = self.deliveries.iter_mut().find(|(_, it)| it.id == id)?;
        let number = *number;
        // What is on its way already is not overtaken by itself.
        if delivery.is_underway {
            return Some(delivery.clone());
        }
        let waited = delivery.next.replace(now);
        delivery.tries = 0;
        let delivery = delivery.clone();
        self.done.retain(|it| *it != number);
        let due = &mut self.lane(&delivery.url).due;
        due.extend([(Timestamp::MIN, number)]);
        if let Some(time) = waited {
            due.remove(&(time, number));
        }
        Some(delivery)
    }

    fn lane(&mut self, url: &str) -> &mut Lane {
        self.lanes.entry(url.to_owned()).or_default()
    }

    /// Forgets what is too much: first what is done with, then what was never sent.
    fn forget(&mut self) {
        while self.done.len() > DONE || self.bytes > MAX_BYTES {
            let Some(number) = self.done.pop_front().or_else(|| self.lose()) else { return };
            self.bytes -= self.deliveries.remove(&number).map_or(0, |it| it.bytes());
        }
    }

    /// Gives up the oldest delivery that waits to be sent.
    fn lose(&mut self) -> Option<u64> {
        let (number, delivery) = self.deliveries.iter().find(|(_, it)| !it.is_underway)?;
        let lane = self.lanes.get_mut(&delivery.url)?;
        lane.due.retain(|(_, it)| it != number);
        self.lost += 1;
        Some(*number)
    }
}

/// Returns when a delivery is tried again: after so many seconds, and up to a tenth more, which its
/// id decides, so that what happens does not depend on who answers first. A wait that ends after the
/// last day of the calendar is none.
fn next_try(retry: &Retry, delivery: &Delivery, now: Timestamp) -> Option<Timestamp> {
    let wait = retry.seconds.saturating_mul(1000);
    let more = hashed(delivery.tries as u64, &delivery.id) % (wait / 10).max(1);
    let wait = wait.saturating_add(more).try_into().unwrap_or(i64::MAX);
    now.checked_add(SignedDuration::from_millis(wait)).ok()
}
