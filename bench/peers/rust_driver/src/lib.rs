//! What the drivers written in Rust share: the protocol of `bench/peers/README.md`, word for word.
//!
//! A driver implements [`Engine`] on top of its engine's library and calls [`run`]; command line,
//! corpus, query syntax, the serving loop and the timing are here, so that all engines are asked
//! and measured by the same code.

mod command;
mod command_line;
mod corpus;
mod engine;
mod live;
mod query;
mod score_text;
mod serve;
mod stdout;
mod timing;

pub use command::Command;
pub use corpus::{Article, Corpus};
pub use engine::{BM25_SATURATION_FACTOR, Engine, Hit, Reply};
pub use live::{LiveReader, LiveWriter};
pub use query::{Clause, Occur, Query};

use anyhow::{Context, Result, ensure};
use command_line::Invocation;
use std::io::Write;
use std::process::ExitCode;

/// Exit code for bad usage, bad input and everything else that stops a driver.
const FAILURE: u8 = 2;

/// Runs the driver of one engine; `name` is the program's name in messages.
pub fn run<E: Engine>(name: &str) -> ExitCode {
    match Invocation::parse(std::env::args().skip(1)).and_then(execute::<E>) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error:#}");
            ExitCode::from(FAILURE)
        }
    }
}

fn execute<E: Engine>(invocation: Invocation) -> Result<()> {
    let mut output = stdout::reserve()?;
    match invocation {
        Invocation::Version => writeln!(output, "{}", E::version())?,
        Invocation::Build { corpus, index_dir, threads } => {
            ensure!(
                !index_dir.exists(),
                "{}: exists already; give a folder that does not exist yet",
                index_dir.display()
            );
            E::build(Corpus::open(&corpus)?, &index_dir, threads)
                .with_context(|| format!("cannot build {}", index_dir.display()))?;
        }
        Invocation::Serve { index_dir } => {
            serve::serve(&E::open(&index_dir)?, std::io::stdin().lock(), output)?;
        }
        Invocation::Live { index_dir, corpus, reader_in, reader_out } => {
            ensure!(!index_dir.exists(), "{}: exists already", index_dir.display());
            let texts = live::read_texts(Corpus::open(&corpus)?)?;
            let (writer, reader) = E::open_live(&index_dir)?
                .context("this engine has no `live`: it does not change while it is asked")?;
            live::serve(writer, reader, &texts, output, &reader_in, &reader_out)?;
        }
        Invocation::Time { index_dir, queries, command, plan } => {
            let queries = timing::read_queries(&queries)?;
            timing::report(&E::open(&index_dir)?, command, &queries, &plan, output)?;
        }
    }
    Ok(())
}
