//! `time`: asks all queries of a file, pass after pass, and reports each query's minimum and
//! median.

use crate::{Command, Engine, Query};
use anyhow::{Context, Result};
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Warming ends when the best pass of a window was not this much faster ...
const WORTHWHILE_GAIN: f64 = 0.02;
/// ... for this many windows.
const PATIENCE_WINDOWS: usize = 3;
/// A window is this share of the least time of warming, and at least one pass.
const WINDOW: f64 = 0.1;

/// How often and how long queries are asked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Passes that count.
    pub passes: usize,
    /// Bound on warming and on counting, each.
    pub max_time: Duration,
    /// Warming takes no less ...
    pub warm_time: Duration,
    /// ... and asks no fewer queries.
    pub warm_executions: u64,
    /// Warm with the queries of this file, not with those that are timed.
    pub warm_queries: Option<PathBuf>,
    /// One pass that counts, and no warming but with `warm_queries`.
    pub once: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            passes: 10,
            max_time: Duration::from_secs(60),
            warm_time: Duration::from_secs(1),
            warm_executions: 1000,
            warm_queries: None,
            once: false,
        }
    }
}

/// What was asked before it counted.
#[derive(Debug, Default)]
struct Warming {
    time: Duration,
    executions: u64,
    /// Both floors were reached, and the last passes were no faster.
    is_steady: bool,
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

/// Times the queries and prints how they were warmed, then
/// `<minimum_us><TAB><median_us><TAB><result>` or `UNSUPPORTED` for each.
pub fn report<E: Engine>(
    engine: &E,
    command: Command,
    queries: &[String],
    plan: &Plan,
    mut output: impl Write,
) -> Result<()> {
    let mut records = records_of(engine, command, queries)?;
    let warming = match &plan.warm_queries {
        Some(path) => {
            let others = read_queries(path)?;
            warm(&mut records_of(engine, command, &others)?, plan, |it| pass(engine, command, it))?
        }
        None if plan.once => Warming::default(),
        None => warm(&mut records, plan, |it| pass(engine, command, it))?,
    };
    if records.iter().any(Option::is_some) {
        measure(engine, command, &mut records, plan)?;
    }
    let end = if warming.is_steady { "steady" } else { "rising" };
    let seconds = warming.time.as_secs_f64();
    writeln!(output, "warmed\t{seconds:.2}\t{}\t{end}", warming.executions)?;
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

type Records<'a> = Vec<Option<Record<'a>>>;

fn records_of<'a, E: Engine>(
    engine: &E,
    command: Command,
    queries: &'a [String],
) -> Result<Records<'a>> {
    let mut records = Vec::with_capacity(queries.len());
    for query in queries {
        let supported = engine.supports(command, &Query::parse(query)?);
        records.push(supported.then(|| Record { query, durations: Vec::new(), result: None }));
    }
    Ok(records)
}

/// Warming by the rule of `bench/peers/README.md`; `pass` asks every query once and tells the time
/// of all answers together.
fn warm<'a>(
    records: &mut Records<'a>,
    plan: &Plan,
    mut pass: impl FnMut(&mut Records<'a>) -> Result<Duration>,
) -> Result<Warming> {
    let per_pass = records.iter().flatten().count() as u64;
    let mut warming = Warming { is_steady: per_pass == 0, ..Warming::default() };
    let start = Instant::now();
    let mut best = Duration::MAX;
    let mut windows_without_gain = 0;
    while per_pass > 0 {
        let window_end = start.elapsed() + plan.warm_time.mul_f64(WINDOW);
        let mut best_of_window = Duration::MAX;
        loop {
            best_of_window = best_of_window.min(pass(records)?);
            warming.executions += per_pass;
            if start.elapsed() >= window_end.min(plan.max_time) {
                break;
            }
        }
        if best_of_window < best.mul_f64(1.0 - WORTHWHILE_GAIN) {
            best = best_of_window; // small gains add up until they are one
            windows_without_gain = 0;
        } else {
            windows_without_gain += 1;
        }
        warming.is_steady = windows_without_gain >= PATIENCE_WINDOWS
            && start.elapsed() >= plan.warm_time
            && warming.executions >= plan.warm_executions;
        if warming.is_steady || start.elapsed() >= plan.max_time {
            break;
        }
    }
    warming.time = start.elapsed();
    for record in records.iter_mut().flatten() {
        record.durations.clear();
    }
    Ok(warming)
}

fn measure<E: Engine>(
    engine: &E,
    command: Command,
    records: &mut [Option<Record>],
    plan: &Plan,
) -> Result<()> {
    let start = Instant::now();
    for _ in 0..if plan.once { 1 } else { plan.passes } {
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
    use super::{Plan, Record, median, warm};
    use std::time::Duration;

    #[test]
    fn median_of_odd_and_even_numbers() {
        let durations = [1, 2, 4, 9].map(Duration::from_micros);
        assert_eq!(median(&durations[..3]), durations[1]);
        assert_eq!(median(&durations), Duration::from_micros(3));
    }

    #[test]
    fn warming_has_floors_and_a_bound() {
        let plan = |warm_seconds: f64, warm_executions, max_seconds: f64| Plan {
            warm_time: Duration::from_secs_f64(warm_seconds),
            warm_executions,
            max_time: Duration::from_secs_f64(max_seconds),
            ..Plan::default()
        };
        let run = |plan| {
            let mut records =
                vec![Some(Record { query: "oil", durations: Vec::new(), result: None }), None];
            warm(&mut records, &plan, |_| Ok(Duration::from_micros(1))).unwrap()
        };
        let by_time = run(plan(0.05, 1, 9.0));
        assert!(by_time.is_steady && by_time.time >= Duration::from_millis(50));
        let by_executions = run(plan(0.001, 500_000, 9.0));
        assert!(by_executions.is_steady && by_executions.executions >= 500_000);
        let bounded = run(plan(5.0, 1, 0.05));
        assert!(!bounded.is_steady && bounded.time < Duration::from_secs(4));
    }
}
