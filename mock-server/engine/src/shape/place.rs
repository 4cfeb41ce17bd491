//! Places: where in an answer a value is made, which decides what is drawn for it.

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use crate::shape::parts::Parts;

/// The start of the FNV-1a hash.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// A place in an answer.
///
/// What is drawn there depends on the seed and the way to it, and on nothing that was drawn
/// before: a new property leaves all others as they were.
#[derive(Clone, Copy)]
pub(super) struct Place<'p, 's> {
    /// The name of the property, or of the list whose item it is.
    pub(super) name: &'p str,
    /// How many objects and lists are around it.
    pub(super) depth: usize,
    /// Whether only what is required is made.
    pub(super) lean: bool,
    /// Whether examples are passed over.
    pub(super) drawn: bool,
    hash: u64,
    /// The seed of whatever is the same for all properties of one object.
    around_hash: u64,
    around: Option<(&'p Place<'p, 's>, &'p Parts<'s>)>,
}

impl<'p, 's> Place<'p, 's> {
    pub(super) fn root(seed: u64) -> Self {
        let hash = mix(seed);
        let (lean, drawn) = (false, false);
        Self { name: "", depth: 0, lean, drawn, hash, around_hash: hash, around: None }
    }

    /// Returns the place of a property.
    pub(super) fn property(&'p self, name: &'p str, parts: &'p Parts<'s>) -> Self {
        self.below(name, name, parts)
    }

    /// Returns the place of an item. It is called like its list: the items of `emails` are mail.
    pub(super) fn item(&'p self, position: usize, parts: &'p Parts<'s>) -> Self {
        let name = self.name.strip_suffix('s').unwrap_or(self.name);
        self.below(name, &position.to_string(), parts)
    }

    fn below(&'p self, name: &'p str, step: &str, parts: &'p Parts<'s>) -> Self {
        let hash = step.bytes().fold(self.hash ^ BASIS, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            name,
            depth: self.depth + 1,
            lean: self.lean,
            drawn: self.drawn,
            hash: mix(hash),
            around_hash: self.hash,
            around: Some((self, parts)),
        }
    }

    /// Returns the same place, where only what is required is made.
    pub(super) fn lean(self) -> Self {
        Self { lean: true, ..self }
    }

    /// Returns the same place, where examples are passed over.
    pub(super) fn drawn(self) -> Self {
        Self { drawn: true, ..self }
    }

    /// Whether the value would be made from a schema from which one around it is made already.
    pub(super) fn repeats(&self, parts: &Parts<'s>) -> bool {
        self.around
            .is_some_and(|(place, around)| around.shares_part_with(parts) || place.repeats(parts))
    }

    /// Returns random numbers; each attempt has others.
    pub(super) fn random(&self, attempt: u64) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(mix(self.hash ^ attempt))
    }

    /// Returns random numbers that are the same for all properties of one object.
    pub(super) fn random_around(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.around_hash)
    }
}

/// Spreads a number over all bits (the last step of `SplitMix64`).
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
