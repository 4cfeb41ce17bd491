//! The mock beside itself with other flags: what a feature costs.

use tests::bench::median;

use crate::exchange::Exchange;
use crate::load::{Ask, Generator};
use crate::measure::cost;
use crate::server::Program;
use crate::usage::Memory;

/// What was measured of one of the two.
#[derive(Default)]
struct Figures {
    read: Vec<f64>,
    create: Vec<f64>,
    idle: Vec<f64>,
}

/// Measures both in turn and prints what each request costs; the second program has other flags.
pub(crate) fn measure(
    programs: [&Program; 2],
    exchange: &Exchange,
    generator: &Generator,
    (rounds, requests): (u16, u32),
) -> anyhow::Result<()> {
    let mut figures = [Figures::default(), Figures::default()];
    for number in 1..=rounds {
        for (program, figures) in programs.iter().zip(&mut figures) {
            let server = program.start()?;
            figures.idle.push(Memory::of(server.id())?.resident);
            for (ask, taken) in [(Ask::Read, &mut figures.read), (Ask::Create, &mut figures.create)]
            {
                taken.push(cost(&server, ask, exchange, generator, requests)?.cpu);
            }
        }
        eprintln!("round {number} of {rounds}");
    }
    for (program, figures) in programs.iter().zip(figures) {
        println!(
            "{:.2} µs of CPU for a GET, {:.2} µs for a POST, {:.2} MB idle: {}",
            median(figures.read) * 1e6,
            median(figures.create) * 1e6,
            median(figures.idle) / 1e6,
            program.flags(),
        );
    }
    Ok(())
}
