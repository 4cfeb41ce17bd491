//! The mock with many contacts: what a list costs, and how much memory they take.

use anyhow::Context;
use tests::bench::now;

use crate::exchange::Exchange;
use crate::load::{Ask, Generator};
use crate::many;
use crate::measure::{Cost, cost};
use crate::server::{Program, Server};
use crate::usage::Memory;

const FEW: usize = 1_000;
const MANY: usize = 1_000_000;

/// The contacts whose memory is measured, and the bytes of the body that each is created from.
const KEPT: usize = 100_000;
const SIZE: usize = 600;

/// What was measured of a mock with many contacts.
pub(crate) struct Figures {
    /// A list of 20 out of a thousand.
    pub(crate) of_few: Cost,
    /// A list of 20 out of a million.
    pub(crate) of_many: Cost,
    /// Bytes that are resident with a hundred thousand contacts.
    pub(crate) memory: f64,
}

pub(crate) fn measure(
    mock: &Program,
    exchange: &Exchange,
    generator: &Generator,
    (rounds, requests): (u16, u32),
) -> anyhow::Result<Figures> {
    let kept = filled(mock, exchange, KEPT, SIZE)?;
    let memory = Memory::of(kept.id())?.resident;
    drop(kept);

    let (few, many) = (filled(mock, exchange, FEW, 0)?, filled(mock, exchange, MANY, 0)?);
    let mut costs = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        costs.0.push(cost(&few, Ask::List, exchange, generator, requests)?);
        costs.1.push(cost(&many, Ask::List, exchange, generator, requests)?);
    }
    let medians = |costs: &[Cost]| Cost::medians(costs.iter().copied());
    Ok(Figures { of_few: medians(&costs.0), of_many: medians(&costs.1), memory })
}

fn filled(
    mock: &Program,
    exchange: &Exchange,
    count: usize,
    size: usize,
) -> anyhow::Result<Server> {
    let server = mock.start()?;
    let begun = now();
    many::create(server.address, exchange, count, size)
        .with_context(|| format!("creating {count} contacts"))?;
    eprintln!("created {count} contacts in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(server)
}
