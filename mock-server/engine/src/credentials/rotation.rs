//! Rotation: another secret in the place of one that its owner no longer wants.

use jiff::{SignedDuration, Timestamp};

use crate::credentials::{Issued, Token};
use crate::random::Random;

/// How long both are good when the old one goes later.
const BOTH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// When the old secret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Now,
    Later,
}

impl Issued {
    /// Gives a token another secret; returns the new token, and until when the old one is good.
    pub(crate) fn rotate(
        &mut self,
        secret: &str,
        when: When,
        now: Timestamp,
    ) -> Option<(Token, Timestamp)> {
        let old = self.keys.tokens.find(secret).filter(|it| it.check(now).is_ok())?;
        let mut new = Token::clone(old);
        new.value = alike(&old.value, &mut self.random);
        let end = match when {
            When::Now => now,
            // A clock that stands at the end of time leaves no week.
            When::Later => now.checked_add(BOTH).unwrap_or(Timestamp::MAX),
        };
        let end = old.expires.map_or(end, |it| it.min(end));
        self.keys.tokens.change(secret, |old| match when {
            When::Now => old.is_revoked = true,
            When::Later => old.expires = Some(end),
        });
        self.keys.tokens.add(new.clone());
        Some((new, end))
    }
}

/// Makes a secret that looks like another one: `pit-` and a UUID, a user and a password, a prefix
/// and characters.
fn alike(secret: &str, random: &mut Random) -> String {
    const UUID: usize = 36;
    let tail = secret.len().checked_sub(UUID).and_then(|it| secret.get(it..));
    if tail.is_some_and(is_uuid) {
        return format!("{}{}", &secret[..secret.len() - UUID], random.uuid());
    }
    let start = secret.rfind([':', '_', '-']).map_or(0, |it| it + 1);
    let (prefix, rest) = secret.split_at(start);
    // A short secret would soon be one that was there before.
    format!("{prefix}{}", random.secret(rest.len().max(24)))
}

fn is_uuid(text: &str) -> bool {
    text.bytes().enumerate().all(|(position, it)| match position {
        8 | 13 | 18 | 23 => it == b'-',
        _ => it.is_ascii_hexdigit(),
    })
}
