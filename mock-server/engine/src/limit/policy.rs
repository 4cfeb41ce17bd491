//! The policy: the windows of a document and of flags, and what their headers say.

use http::{HeaderName, HeaderValue};
use twinspec_blueprint::{Blueprint, List, Text, Unit, WindowHeaders};

use crate::limit::{Count, Settings, Verdict};

/// A header, ready to be sent.
pub(super) type Told = (HeaderName, HeaderValue);

/// What callers are told apart by, and how much each may ask for.
#[derive(Debug, PartialEq)]
pub(super) struct Policy {
    pub(super) by_token: bool,
    pub(super) by_claims: List<Text>,
    windows: Vec<Window>,
}

#[derive(Debug, PartialEq)]
struct Window {
    limit: u64,
    seconds: u64,
    unit: Unit,
    /// What every answer says alike.
    fixed: Vec<Told>,
    remaining: Option<HeaderName>,
    reset: Option<HeaderName>,
    retry: Option<HeaderName>,
}

impl Policy {
    /// Puts together what the document and the settings say; `None` if nobody is limited.
    pub(super) fn of(settings: &Settings, blueprint: &Blueprint) -> Option<Self> {
        let described = blueprint.rate_limit.as_ref();
        let mut windows = described.map(|it| it.windows.to_vec()).unwrap_or_default();
        for (limit, seconds) in settings.windows.iter().copied() {
            if let Some(known) = windows.iter_mut().find(|it| it.seconds == seconds) {
                known.limit = limit;
                continue;
            }
            // Two windows cannot tell of themselves in the same headers.
            let headers =
                if windows.is_empty() { usual_headers() } else { WindowHeaders::default() };
            windows.push(twinspec_blueprint::Window {
                limit,
                seconds,
                unit: Unit::Seconds,
                headers,
            });
        }
        if settings.is_off || windows.is_empty() {
            return None;
        }
        Some(Self {
            by_token: described.is_none_or(|it| it.by_token),
            by_claims: described.map(|it| it.by_claims.clone()).unwrap_or_default(),
            windows: windows.iter().map(Window::new).collect(),
        })
    }

    pub(super) fn no_counts(&self) -> Box<[Count]> {
        vec![Count::default(); self.windows.len()].into()
    }

    /// Whether a window of a caller still lasts.
    pub(super) fn is_any_open(&self, counts: &[Count], now: i64) -> bool {
        self.windows.iter().zip(counts).any(|(window, count)| window.left(count, now).is_some())
    }

    /// Counts a request where there is room for it, and says what is left.
    pub(super) fn judge(&self, counts: &mut [Count], now: i64) -> Verdict {
        for (window, count) in self.windows.iter().zip(counts.iter_mut()) {
            if window.left(count, now).is_none() {
                *count = Count { start: Some(now), used: 0 };
            }
        }
        let is_full = |(window, count): (&Window, &Count)| count.used >= window.limit;
        let is_refused = self.windows.iter().zip(counts.iter()).any(is_full);
        let mut told = Vec::with_capacity(3 * self.windows.len());
        for (window, count) in self.windows.iter().zip(counts) {
            let is_full = count.used >= window.limit;
            if !is_refused {
                count.used += 1;
            }
            window.tell(count, now, is_full, &mut told);
        }
        Verdict { is_refused, told }
    }
}

impl Window {
    fn new(described: &twinspec_blueprint::Window) -> Self {
        let twinspec_blueprint::Window { limit, seconds, unit, headers } = described;
        let (limit, seconds, unit) = (*limit, *seconds, *unit);
        // A name that is none was refused where the document was read.
        let name = |it: &Option<Text>| HeaderName::from_bytes(it.as_ref()?.as_bytes()).ok();
        let interval = name(&headers.interval)
            .map(|it| (it, HeaderValue::from(in_unit(unit, seconds.saturating_mul(1000)))));
        let own = name(&headers.limit).map(|it| (it, HeaderValue::from(limit)));
        Self {
            limit,
            seconds,
            unit,
            fixed: own.into_iter().chain(interval).collect(),
            remaining: name(&headers.remaining),
            reset: name(&headers.reset),
            retry: name(&headers.retry),
        }
    }

    /// Returns how many milliseconds a window lasts; `None` if it is over.
    fn left(&self, count: &Count, now: i64) -> Option<u64> {
        let passed = now.checked_sub(count.start?)?;
        // A clock that was set back is before every window.
        let passed = u64::try_from(passed).ok()?;
        self.seconds.saturating_mul(1000).checked_sub(passed).filter(|it| *it > 0)
    }

    fn tell(&self, count: &Count, now: i64, is_full: bool, told: &mut Vec<Told>) {
        told.extend_from_slice(&self.fixed);
        let left = self.left(count, now).unwrap_or_default();
        let numbers = [
            (&self.remaining, self.limit.saturating_sub(count.used)),
            (&self.reset, in_unit(self.unit, left)),
        ];
        for (name, number) in numbers {
            if let Some(name) = name {
                told.push((name.clone(), number.into()));
            }
        }
        if let Some(name) = self.retry.as_ref().filter(|_| is_full) {
            told.push((name.clone(), in_unit(Unit::Seconds, left).into()));
        }
    }
}

/// Writes a time so that whoever waits for it never comes too early.
fn in_unit(unit: Unit, milliseconds: u64) -> u64 {
    match unit {
        Unit::Seconds => milliseconds.div_ceil(1000),
        Unit::Milliseconds => milliseconds,
    }
}

/// The headers of a window that no document describes.
fn usual_headers() -> WindowHeaders {
    WindowHeaders {
        limit: Some("X-RateLimit-Limit".into()),
        remaining: Some("X-RateLimit-Remaining".into()),
        interval: None,
        reset: Some("X-RateLimit-Reset".into()),
        retry: Some("Retry-After".into()),
    }
}
