//! The commands of the protocol: `COUNT`, `TOP_10`, `TOP_100`, `TOP_1000`, `TOP_10_COUNT`,
//! `TOP_100_COUNT`.

use anyhow::bail;
use std::str::FromStr;

/// What is asked of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Count,
    /// The best `limit` articles; how many match is not asked, so that the engine may prune.
    Top {
        limit: usize,
    },
    /// The best `limit` articles and the exact number of those that match.
    TopCount {
        limit: usize,
    },
}

impl FromStr for Command {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> anyhow::Result<Self> {
        Ok(match name {
            "COUNT" => Command::Count,
            "TOP_10" => Command::Top { limit: 10 },
            "TOP_100" => Command::Top { limit: 100 },
            "TOP_1000" => Command::Top { limit: 1000 },
            "TOP_10_COUNT" => Command::TopCount { limit: 10 },
            "TOP_100_COUNT" => Command::TopCount { limit: 100 },
            _ => bail!(
                "unknown command `{name}`; one of COUNT, TOP_10, TOP_100, TOP_1000, TOP_10_COUNT, \
                 TOP_100_COUNT"
            ),
        })
    }
}
