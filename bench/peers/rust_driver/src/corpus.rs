//! Reads a corpus: JSON lines `{"id":"17","text":"..."}`, the id being the number of the line, from
//! 0.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Bytes read from the file at once.
const BUFFER_BYTES: usize = 1 << 20;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// One article: tokens in lower case with single spaces between them.
pub struct Article<'a> {
    pub id: u64,
    pub text: Cow<'a, str>,
}

/// A corpus file, read article by article in its order.
pub struct Corpus {
    path: PathBuf,
    reader: BufReader<File>,
    line: String,
    line_count: u64,
}

impl Corpus {
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            reader: BufReader::with_capacity(BUFFER_BYTES, file),
            line: String::new(),
            line_count: 0,
        })
    }

    /// The next article, borrowed until the next call; `None` after the last.
    pub fn next_article(&mut self) -> Result<Option<Article<'_>>> {
        self.line.clear();
        let place = || format!("{}:{}", self.path.display(), self.line_count + 1);
        if self.reader.read_line(&mut self.line).with_context(place)? == 0 {
            return Ok(None);
        }
        let Line { id, text } = serde_json::from_str(&self.line).with_context(place)?;
        ensure!(
            id.parse() == Ok(self.line_count),
            "{}: id `{id}` is not the number of the line, from 0; write it with the normaliser",
            place()
        );
        let id = self.line_count;
        self.line_count += 1;
        Ok(Some(Article { id, text }))
    }
}
