//! `time`: asks all queries of a file, pass after pass, and reports each query's minimum and
//! median.

use crate::{Command, Engine, Query};
use anyhow::{Context, Result};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Warming ends when the best pass has not become this much faster ...
const WORTHWHILE_GAIN: f64 = 0.02;
/// ... for this many passes.
const PATIENCE_PASSES: usize = 3;

/// How often and how long queries are asked.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Passes that count.
    pub passes: usize,
    /// Bound on warming and on counting, each.
    pub max_time: Duration,
}

impl Default for Plan {
    fn default() -> Self {
        Self { passes: 10, max_time: Duration::from_secs(60) }
    }
}

/// One query's timings; `None` in place of it means that the engine does not support the query.
struct Record<'a> {
    query: &'a str,
    durations: Vec<Duration>,
    /// The count if the command asks for it, else the number of hits; known from the first pass on.
    result: Option<u64>,
}

/// Reads a query file, one query a line, and checks that every line is a query.
pub fn read_queries(path: &Path) -> Result<Vec<String>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let queries: Vec<String> = text.lines().map(str::to_owned).collect();
    for (index, query) in queries.iter().enumerate() {
        Query::parse(query).with_context(|| format!("{}:{}", path.display(), index + 1))?;
    }
    Ok(queries)
}

/// Times the queries and prints `<minimum_us><TAB><median_us><TAB><result>` or `UNSUPPORTED` for
/// each.
pub fn report<E: Engine>(
    engine: &E,
    command: Command,
    queries: &[String],
    plan: Plan,
    mut output: impl Write,
) -> Result<()> {
    let mut records = Vec::with_capacity(queries.len());
    for query in queries {
        let supported = engine.supports(command, &Query::parse(query)?);
        records.push(supported.then(|| Record { query, durations: Vec::new(), result: None }));
    }
    if records.iter().any(Option::is_some) {
        warm(engine, command, &mut records, plan.max_time)?;
        measure(engine, command, &mut records, plan)?;
    }
    for record in records {
        match record {
            None => writeln!(output, "UNSUPPORTED")?,
            Some(Record { mut durations, result, .. }) => {
                durations.sort_unstable();
                let [minimum, median] = [durations[0], median(&durations)].map(microseconds);
                let result = result.expect("at least one pass was made");
                writeln!(output, "{minimum:.2}\t{median:.2}\t{result}")?;
            }
        }
    }
    output.flush()?;
    Ok(())
}

fn warm<E: Engine>(
    engine: &E,
    command: Command,
    records: &mut [Option<Record>],
    max_time: Duration,
) -> Result<()> {
    let start = Instant::now();
    let mut best = Duration::MAX;
    let mut passes_without_gain = 0;
    while passes_without_gain < PATIENCE_PASSES {
        let duration = pass(engine, command, records)?;
        if duration < best.mul_f64(1.0 - WORTHWHILE_GAIN) {
            best = duration;
            passes_without_gain = 0;
        } else {
            passes_without_gain += 1;
        }
        if start.elapsed() >= max_time {
            break;
        }
    }
    for record in records.iter_mut().flatten() {
        record.durations.clear();
    }
    Ok(())
}

fn measure<E: Engine>(
    engine: &E,
    command: Command,
    records: &mut [Option<Record>],
    plan: Plan,
) -> Result<()> {
    let start = Instant::now();
    for _ in 0..plan.passes {
        pass(engine, command, records)?;
        if start.elapsed() >= plan.max_time {
            break;
        }
    }
    Ok(())
}

/// Asks every query once and returns the time of all answers together.
fn pass<E: Engine>(
    engine: &E,
    command: Command,
    records: &mut [Option<Record>],
) -> Result<Duration> {
    let mut total = Duration::ZERO;
    for record in records.iter_mut().flatten() {
        let start = Instant::now();
        let answer = black_box(engine.answer(command, black_box(record.query))?);
        let duration = start.elapsed();
        record.durations.push(duration);
        total += duration;
        if record.result.is_none() {
            let reply = engine.reply(command, &answer);
            record.result = reply.count.or(Some(reply.hits.len() as u64));
        }
    }
    Ok(total)
}

/// The median of sorted durations, the mean of the middle two if their number is even.
fn median(sorted: &[Duration]) -> Duration {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2 }
}

fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

#[cfg(test)]
mod tests {
    use super::median;
    use std::time::Duration;

    #[test]
    fn median_of_odd_and_even_numbers() {
        let durations = [1, 2, 4, 9].map(Duration::from_micros);
        assert_eq!(median(&durations[..3]), durations[1]);
        assert_eq!(median(&durations), Duration::from_micros(3));
    }
}
