//! Measuring: one server for one round, and the figures of all rounds.

use std::fmt::{Display, Formatter};

use anyhow::Context;
use tests::bench::{median, now};

use crate::exchange::Exchange;
use crate::http;
use crate::load::{Ask, CONNECTIONS, CROWD, Generator};
use crate::server::{Program, Server};
use crate::usage::{self, Memory};

/// How many times a server is started in a round; the last one is put under load.
const STARTS: usize = 5;

/// What one round tells of one server.
pub(crate) struct Round {
    /// Seconds from the start of the process to its first answer.
    starts: Vec<f64>,
    idle: Memory,
    read: Cost,
    /// Latency of a read under many connections, as [`Cost::p99`].
    crowded: f64,
    create: Cost,
}

/// What a request costs, in seconds.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// CPU time, user and system, of the server's process.
    pub(crate) cpu: f64,
    /// Latency that half of the answers did not exceed.
    pub(crate) p50: f64,
    /// Latency that all answers but one in a hundred did not exceed.
    pub(crate) p99: f64,
}

/// The medians over all rounds of one server.
pub(crate) struct Figures {
    /// Seconds from the start of the process to its first answer.
    pub(crate) start: f64,
    /// Memory before the load.
    pub(crate) idle: Memory,
    /// Reading a contact.
    pub(crate) read: Cost,
    /// Latency of a read under many connections, as [`Cost::p99`].
    pub(crate) crowded: f64,
    /// Creating a contact.
    pub(crate) create: Cost,
}

impl Round {
    /// Starts a server and measures it.
    pub(crate) fn measure(
        program: &Program,
        exchange: &Exchange,
        generator: &Generator,
        requests: u32,
    ) -> anyhow::Result<Self> {
        let (mut server, first) = start(program, exchange)?;
        let mut starts = vec![first];
        while starts.len() < STARTS {
            // Two at a time would compete for the cores.
            drop(server);
            let next;
            (server, next) = start(program, exchange)?;
            starts.push(next);
        }
        let idle = Memory::of(server.id())?;
        let cost = |ask| cost(&server, ask, exchange, generator, requests);
        let read = cost(Ask::Read).context("reading contacts")?;
        let crowded = generator.run(server.address, Ask::Read, exchange, requests, CROWD)?.p99;
        let create = cost(Ask::Create).context("creating contacts")?;
        Ok(Self { starts, idle, read, crowded, create })
    }
}

fn start(program: &Program, exchange: &Exchange) -> anyhow::Result<(Server, f64)> {
    let begun = now();
    let server = program.start()?;
    http::get(server.address, &exchange.path(), &exchange.headers)?;
    Ok((server, begun.elapsed().as_secs_f64()))
}

pub(crate) fn cost(
    server: &Server,
    ask: Ask,
    exchange: &Exchange,
    generator: &Generator,
    requests: u32,
) -> anyhow::Result<Cost> {
    // The first requests fill caches and grow buffers, which is not what requests cost.
    generator.run(server.address, ask, exchange, requests / 10, CONNECTIONS)?;
    let before = usage::cpu_time(server.id())?;
    let latency = generator.run(server.address, ask, exchange, requests, CONNECTIONS)?;
    let used = usage::cpu_time(server.id())?.saturating_sub(before);
    let cpu = used.as_secs_f64() / f64::from(requests);
    Ok(Cost { cpu, p50: latency.p50, p99: latency.p99 })
}

impl Display for Round {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{:.2} µs of CPU for a GET, {:.2} µs for a POST",
            self.read.cpu * 1e6,
            self.create.cpu * 1e6
        )
    }
}

impl Figures {
    pub(crate) fn medians(rounds: &[Round]) -> Self {
        let proportional: Option<Vec<f64>> = rounds.iter().map(|it| it.idle.proportional).collect();
        Self {
            start: median(rounds.iter().flat_map(|it| it.starts.iter().copied())),
            idle: Memory {
                resident: median(rounds.iter().map(|it| it.idle.resident)),
                proportional: proportional.map(median),
            },
            read: Cost::medians(rounds.iter().map(|it| it.read)),
            crowded: median(rounds.iter().map(|it| it.crowded)),
            create: Cost::medians(rounds.iter().map(|it| it.create)),
        }
    }
}

impl Cost {
    pub(crate) fn medians(costs: impl Iterator<Item = Self> + Clone) -> Self {
        Self {
            cpu: median(costs.clone().map(|it| it.cpu)),
            p50: median(costs.clone().map(|it| it.p50)),
            p99: median(costs.map(|it| it.p99)),
        }
    }
}
