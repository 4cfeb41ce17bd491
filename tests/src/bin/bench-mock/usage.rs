//! What a process uses, as `/proc` tells it.

use std::time::Duration;

use anyhow::Context;

/// The key of the clock ticks per second in the auxiliary vector (`AT_CLKTCK`).
const CLOCK_TICKS: usize = 17;

/// The memory of a process.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// Bytes that are resident, shared ones included.
    pub(crate) resident: f64,
    /// Bytes that are resident, shared ones divided by those who share them; older kernels do not
    /// tell.
    pub(crate) proportional: Option<f64>,
}

impl Memory {
    pub(crate) fn of(process: u32) -> anyhow::Result<Self> {
        let status = read(process, "status")?;
        let resident = kibibytes(&status, "VmRSS:")
            .with_context(|| format!("`/proc/{process}/status` has no `VmRSS`"))?;
        let rollup = read(process, "smaps_rollup").ok();
        let proportional = rollup.and_then(|it| kibibytes(&it, "Pss:"));
        Ok(Self { resident, proportional })
    }
}

/// Returns the CPU time, user and system, that all threads of a process have used.
pub(crate) fn cpu_time(process: u32) -> anyhow::Result<Duration> {
    let stat = read(process, "stat")?;
    let ticks = ticks_in(&stat)
        .with_context(|| format!("`/proc/{process}/stat` has another form than proc(5) says"))?;
    Ok(Duration::from_micros(ticks * 1_000_000 / ticks_per_second()?))
}

/// Adds up user and system time in a line of `/proc/PID/stat`.
fn ticks_in(stat: &str) -> Option<u64> {
    // The second field is the program's name, which may hold blanks and parentheses itself.
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// Reads the unit of CPU times, which kernels are built with, from where the C library takes it.
fn ticks_per_second() -> anyhow::Result<u64> {
    const WORD: usize = size_of::<usize>();
    let vector = std::fs::read("/proc/self/auxv").context("reading `/proc/self/auxv`")?;
    let word = |it: &[u8]| it.try_into().map(usize::from_ne_bytes).unwrap_or_default();
    let ticks = vector
        .chunks_exact(2 * WORD)
        .find(|it| word(&it[..WORD]) == CLOCK_TICKS)
        .map(|it| word(&it[WORD..]))
        .filter(|it| *it > 0)
        .context("`/proc/self/auxv` has no clock ticks per second")?;
    Ok(u64::try_from(ticks)?)
}

/// Returns a quantity of a listing like `VmRSS:  10824 kB`, in bytes.
fn kibibytes(listing: &str, key: &str) -> Option<f64> {
    let line = listing.lines().find_map(|it| it.strip_prefix(key))?;
    let number: u32 = line.split_whitespace().next()?.parse().ok()?;
    Some(f64::from(number) * 1024.0)
}

fn read(process: u32, file: &str) -> anyhow::Result<String> {
    let path = format!("/proc/{process}/{file}");
    std::fs::read_to_string(&path).with_context(|| format!("reading `{path}`"))
}
