//! `serve`: answers `COMMAND<TAB>QUERY` lines, one line each, at once.

use crate::score_text::score_text;
use crate::{Command, Engine, Query, Reply};
use anyhow::{Context, Result};
use std::io::{BufRead, Write};

pub fn serve<E: Engine>(engine: &E, input: impl BufRead, mut output: impl Write) -> Result<()> {
    for line in input.lines() {
        let line = line.context("cannot read standard input")?;
        let reply = reply_text(engine, &line)
            .unwrap_or_else(|error| format!("ERROR {error:#}").replace('\n', " "));
        writeln!(output, "{reply}")?;
        output.flush()?;
    }
    Ok(())
}

fn reply_text<E: Engine>(engine: &E, line: &str) -> Result<String> {
    let (command, query) = line.split_once('\t').context("expected COMMAND<TAB>QUERY")?;
    let command = command.parse()?;
    if !engine.supports(command, &Query::parse(query)?) {
        return Ok("UNSUPPORTED".to_owned());
    }
    let answer = engine.answer(command, query)?;
    let Reply { count, hits } = engine.reply(command, &answer);
    let hits: Vec<String> =
        hits.iter().map(|hit| format!("{}:{}", hit.id, score_text(hit.score))).collect();
    let hits = hits.join(" ");
    Ok(match (command, count) {
        (Command::Count, Some(count)) => count.to_string(),
        (_, Some(count)) => format!("{count}\t{hits}"),
        (_, None) => hits,
    })
}
