//! The command line of every driver.

use crate::Command;
use crate::timing::Plan;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

const USAGE: &str = "usage: version | build CORPUS INDEX_DIR [--threads N] | serve INDEX_DIR | \
                     time INDEX_DIR QUERIES COMMAND [--passes N] [--max-seconds S]";

#[derive(Debug)]
pub enum Invocation {
    Version,
    Build { corpus: PathBuf, index_dir: PathBuf, threads: usize },
    Serve { index_dir: PathBuf },
    Time { index_dir: PathBuf, queries: PathBuf, command: Command, plan: Plan },
}

impl Invocation {
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Arguments { rest: arguments.collect() };
        let threads = arguments.take_option("--threads")?;
        let passes = arguments.take_option("--passes")?;
        let max_seconds = arguments.take_option::<f64>("--max-seconds")?;
        let rest: Vec<&str> = arguments.rest.iter().map(String::as_str).collect();
        match (&rest[..], threads, passes, max_seconds) {
            (["version"], None, None, None) => Ok(Invocation::Version),
            (["build", corpus, index_dir], threads, None, None) => Ok(Invocation::Build {
                corpus: corpus.into(),
                index_dir: index_dir.into(),
                threads: at_least_one("--threads", threads.unwrap_or(1))?,
            }),
            (["serve", index_dir], None, None, None) => {
                Ok(Invocation::Serve { index_dir: index_dir.into() })
            }
            (["time", index_dir, queries, command], None, passes, max_seconds) => {
                let mut plan = Plan::default();
                if let Some(passes) = passes {
                    plan.passes = at_least_one("--passes", passes)?;
                }
                if let Some(seconds) = max_seconds {
                    plan.max_time = Duration::try_from_secs_f64(seconds)
                        .with_context(|| format!("--max-seconds {seconds}"))?;
                }
                Ok(Invocation::Time {
                    index_dir: index_dir.into(),
                    queries: queries.into(),
                    command: command.parse()?,
                    plan,
                })
            }
            _ => bail!(USAGE),
        }
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
            "version now",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
