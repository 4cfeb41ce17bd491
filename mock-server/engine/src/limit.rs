//! The rate limit: how many requests a caller may send, counted in windows of the mock's clock.
//!
//! A window starts with the first request that finds none open, so that what a test sees does not
//! depend on the time of day. A request that is refused counts for nothing: who waits until the
//! window ends is served again.

mod policy;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::Blueprint;

use crate::answer::phrase;
use crate::credentials::{Caller, Token};
use crate::limit::policy::{Policy, Told};
use crate::mock::Builder;
use crate::random::hashed;
use crate::refusal::Refusal;

/// So many callers are told apart; whoever sends more credentials than that is not counting on it.
const MAX_CALLERS: usize = 100_000;

/// What was said of the rate limit beside the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) is_off: bool,
    /// Requests and seconds: they change the document's window of that length, or add one.
    pub(crate) windows: Vec<(u64, u64)>,
}

/// The rate limit of a mock, and who has used how much of it.
#[derive(Debug)]
pub(crate) struct Limits {
    settings: Settings,
    counting: Mutex<Counting>,
}

#[derive(Debug)]
struct Counting {
    policy: Option<Policy>,
    /// The windows of each caller, in the order of the policy.
    callers: HashMap<u64, Box<[Count]>>,
}

/// How much of a window is used.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// When it started, in milliseconds since 1970; `None` before the first request.
    start: Option<i64>,
    used: u64,
}

/// What the rate limit says of a request.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    is_refused: bool,
    told: Vec<Told>,
}

impl Limits {
    pub(crate) fn new(settings: Settings, blueprint: &Blueprint) -> Self {
        let policy = Policy::of(&settings, blueprint);
        Self { settings, counting: Mutex::new(Counting { policy, callers: HashMap::new() }) }
    }

    /// Goes on with the limits of another blueprint. Counts stay if the windows do.
    pub(crate) fn take_over(&self, blueprint: &Blueprint) {
        let policy = Policy::of(&self.settings, blueprint);
        let mut counting = self.counting();
        if counting.policy != policy {
            *counting = Counting { policy, callers: HashMap::new() };
        }
    }

    /// Forgets what was used.
    pub(crate) fn reset(&self) {
        self.counting().callers.clear();
    }

    /// Counts a request, whatever it is for.
    pub(crate) fn count(&self, caller: &Caller<'_>, now: Timestamp) -> Verdict {
        if self.settings.is_off {
            return Verdict::default();
        }
        let now = now.as_millisecond();
        let mut counting = self.counting();
        let Counting { policy: Some(policy), callers } = &mut *counting else {
            return Verdict::default();
        };
        let caller = key(policy, caller);
        if callers.len() >= MAX_CALLERS && !callers.contains_key(&caller) {
            callers.retain(|_, counts| policy.is_any_open(counts, now));
            if callers.len() >= MAX_CALLERS {
                callers.clear();
            }
        }
        let counts = callers.entry(caller).or_insert_with(|| policy.no_counts());
        policy.judge(counts, now)
    }

    fn counting(&self) -> MutexGuard<'_, Counting> {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells callers apart by what the policy goes by.
fn key(policy: &Policy, caller: &Caller<'_>) -> u64 {
    // An app is one caller, whatever token it shows: a refreshed one is no new start.
    let app = caller.token.as_deref().and_then(Token::app).or(caller.secret.as_deref());
    let app = app.filter(|_| policy.by_token).unwrap_or_default();
    policy.by_claims.iter().fold(hashed(0, app), |key, claim| {
        match caller.token.as_deref().and_then(|it| it.claims.get(claim.as_ref())) {
            None => hashed(key, ""),
            Some(Value::String(text)) => hashed(key, text),
            Some(other) => hashed(key, &other.to_string()),
        }
    })
}

impl Verdict {
    /// Returns the refusal of a request that found no room.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        let status = StatusCode::TOO_MANY_REQUESTS;
        self.is_refused.then(|| Refusal::new(status, phrase(status)))
    }

    /// Tells in the headers of an answer what is left.
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        for (name, value) in self.told {
            headers.insert(name, value);
        }
    }
}

impl Builder {
    /// Lets everybody send as many requests as they like, whatever the document says.
    #[must_use]
    pub fn no_rate_limit(mut self) -> Self {
        self.traffic.limit.is_off = true;
        self
    }

    /// Lets each caller send so many requests in so many seconds: in the place of what the document
    /// says of a window of that length, or beside its other windows.
    #[must_use]
    pub fn rate_limit(mut self, requests: u64, seconds: u64) -> Self {
        self.traffic.limit.windows.push((requests, seconds));
        self
    }
}
