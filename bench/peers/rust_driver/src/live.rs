//! `live`: an index that one thread changes while another asks it.

use crate::{Command, Corpus};
use anyhow::{Context, Result};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

/// Changes an index.
pub trait LiveWriter {
    /// An article takes the place of that of its id.
    fn put(&mut self, id: u64, text: &str) -> Result<()>;
    fn erase(&mut self, id: u64) -> Result<()>;
    /// What was put and erased is on disk when this returns, synced.
    fn commit(&mut self) -> Result<()>;
}

/// Asks it.
pub trait LiveReader: Send {
    /// Goes to the newest state; returns its articles.
    fn refresh(&mut self) -> Result<u64>;
    /// Answers a query; returns the count, or the number of hits.
    fn ask(&self, command: Command, query: &str) -> Result<u64>;
}

pub fn read_texts(mut corpus: Corpus) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    while let Some(article) = corpus.next_article()? {
        texts.push(article.text.into_owned());
    }
    Ok(texts)
}

/// Answers the writer's lines until their end, and those of the reader in a thread beside it.
pub fn serve(
    mut writer: Box<dyn LiveWriter>,
    mut reader: Box<dyn LiveReader>,
    texts: &[String],
    mut output: impl Write,
    reader_in: &Path,
    reader_out: &Path,
) -> Result<()> {
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || -> Result<()> {
            let input = BufReader::new(File::open(reader_in)?);
            let output = OpenOptions::new().write(true).open(reader_out)?;
            answer_lines(input, output, |line| read(reader.as_mut(), line))
        });
        writeln!(output, "ready")?;
        output.flush()?;
        answer_lines(std::io::stdin().lock(), output, |line| {
            write(writer.as_mut(), texts, line).map(|()| 0)
        })?;
        reading.join().expect("the reader's thread does not panic")
    })
}

fn answer_lines(
    input: impl BufRead,
    mut output: impl Write,
    mut act: impl FnMut(&str) -> Result<u64>,
) -> Result<()> {
    for line in input.lines() {
        let line = line?;
        let start = Instant::now();
        match act(&line) {
            Ok(result) => {
                let micros = start.elapsed().as_secs_f64() * 1e6;
                writeln!(output, "{micros:.2}\t{result}")?;
            }
            Err(error) => {
                writeln!(output, "{}", format!("ERROR {error:#}").replace('\n', " "))?;
            }
        }
        output.flush()?;
    }
    Ok(())
}

fn write(writer: &mut dyn LiveWriter, texts: &[String], line: &str) -> Result<()> {
    if line == "commit" {
        return writer.commit();
    }
    let changes = line.strip_prefix("apply ").context("the line is not commit or apply ...")?;
    for change in changes.split(' ') {
        if let Some(id) = change.strip_prefix('-') {
            writer.erase(id.parse()?)?;
        } else {
            let (id, line) = change.split_once(':').context("a change is ID:LINE or -ID")?;
            let text = texts.get(line.parse::<usize>()?).context("the corpus has no such line")?;
            writer.put(id.parse()?, text)?;
        }
    }
    Ok(())
}

fn read(reader: &mut dyn LiveReader, line: &str) -> Result<u64> {
    if line == "refresh" {
        return reader.refresh();
    }
    let (command, query) =
        line.split_once('\t').context("the line is not refresh or COMMAND<TAB>QUERY")?;
    reader.ask(command.parse()?, query)
}
