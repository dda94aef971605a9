//! The command line of every driver.

use crate::Command;
use crate::timing::Plan;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

const USAGE: &str = "usage: version | build CORPUS INDEX_DIR [--threads N] | serve INDEX_DIR | \
                     time INDEX_DIR QUERIES COMMAND [--passes N] [--max-seconds S] \
                     [--warm-seconds S] [--warm-executions N] [--warm-queries FILE] [--once] | \
                     live INDEX_DIR CORPUS READER_IN READER_OUT";

#[derive(Debug)]
pub enum Invocation {
    Version,
    Build { corpus: PathBuf, index_dir: PathBuf, threads: usize },
    Serve { index_dir: PathBuf },
    Time { index_dir: PathBuf, queries: PathBuf, command: Command, plan: Plan },
    Live { index_dir: PathBuf, corpus: PathBuf, reader_in: PathBuf, reader_out: PathBuf },
}

impl Invocation {
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Arguments { rest: arguments.collect() };
        anyhow::ensure!(!arguments.rest.is_empty(), USAGE);
        let verb = arguments.rest.remove(0);
        let invocation = match verb.as_str() {
            "version" => Invocation::Version,
            "build" => {
                let threads = arguments.take_option("--threads")?.unwrap_or(1);
                let [corpus, index_dir] = arguments.operands()?;
                Invocation::Build {
                    corpus: corpus.into(),
                    index_dir: index_dir.into(),
                    threads: at_least_one("--threads", threads)?,
                }
            }
            "serve" => {
                let [index_dir] = arguments.operands()?;
                Invocation::Serve { index_dir: index_dir.into() }
            }
            "time" => {
                let plan = arguments.take_plan()?;
                let [index_dir, queries, command] = arguments.operands()?;
                Invocation::Time {
                    index_dir: index_dir.into(),
                    queries: queries.into(),
                    command: command.parse()?,
                    plan,
                }
            }
            "live" => {
                let [index_dir, corpus, reader_in, reader_out] =
                    arguments.operands()?.map(PathBuf::from);
                Invocation::Live { index_dir, corpus, reader_in, reader_out }
            }
            _ => bail!(USAGE),
        };
        arguments.rest.is_empty().then_some(invocation).context(USAGE)
    }
}

fn at_least_one(option: &str, number: usize) -> Result<usize> {
    if number == 0 {
        bail!("{option} 0: at least 1 is needed");
    }
    Ok(number)
}

struct Arguments {
    rest: Vec<String>,
}

impl Arguments {
    fn take_plan(&mut self) -> Result<Plan> {
        let mut plan = Plan::default();
        if let Some(passes) = self.take_option("--passes")? {
            plan.passes = at_least_one("--passes", passes)?;
        }
        if let Some(time) = self.take_seconds("--max-seconds")? {
            plan.max_time = time;
        }
        if let Some(time) = self.take_seconds("--warm-seconds")? {
            plan.warm_time = time;
        }
        if let Some(executions) = self.take_option("--warm-executions")? {
            plan.warm_executions = executions;
        }
        plan.warm_queries = self.take_option("--warm-queries")?;
        if let Some(place) = self.rest.iter().position(|argument| argument == "--once") {
            self.rest.remove(place);
            plan.once = true;
        }
        Ok(plan)
    }

    fn take_seconds(&mut self, name: &str) -> Result<Option<Duration>> {
        let Some(seconds) = self.take_option(name)? else { return Ok(None) };
        let time =
            Duration::try_from_secs_f64(seconds).with_context(|| format!("{name} {seconds}"))?;
        Ok(Some(time))
    }

    /// Takes all that is left: the operands, as many as are wanted.
    fn operands<const N: usize>(&mut self) -> Result<[String; N]> {
        std::mem::take(&mut self.rest).try_into().ok().context(USAGE)
    }

    /// Removes `name VALUE` from the arguments.
    fn take_option<Value: FromStr>(&mut self, name: &str) -> Result<Option<Value>> {
        let Some(place) = self.rest.iter().position(|argument| argument == name) else {
            return Ok(None);
        };
        let Some(text) = self.rest.get(place + 1) else {
            bail!("{name}: a number must follow; {USAGE}");
        };
        let Ok(value) = text.parse() else {
            bail!("{name} {text}: not a number this option takes; {USAGE}");
        };
        self.rest.drain(place..place + 2);
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::Invocation;

    fn parse(line: &str) -> anyhow::Result<Invocation> {
        Invocation::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_may_stand_anywhere() {
        let invocation = parse("build --threads 2 corpus index").unwrap();
        assert!(matches!(invocation, Invocation::Build { threads: 2, .. }));
        let invocation = parse("time --once index q COUNT --warm-queries others").unwrap();
        assert!(matches!(invocation, Invocation::Time { plan, .. }
            if plan.once && plan.warm_queries.as_deref() == Some("others".as_ref())));
    }

    #[test]
    fn bad_usage_is_refused() {
        for line in [
            "",
            "build corpus",
            "serve index --threads 2",
            "build corpus index --threads 0",
            "build corpus index --threads",
            "time index queries TOP_7",
            "time index queries COUNT --max-seconds -1",
            "time index queries COUNT --forget",
            "version now",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
