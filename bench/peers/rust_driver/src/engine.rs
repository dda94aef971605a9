//! What a driver has to implement for its engine.

use crate::{Command, Corpus, LiveReader, LiveWriter, Query};
use anyhow::Result;
use std::path::Path;

/// The constant k1 + 1 by which Tantivy and SeekStorm multiply every BM25 score. It changes no
/// ranking; `reply` divides by it, so that the scores of all engines can be compared.
pub const BM25_SATURATION_FACTOR: f32 = 1.2 + 1.0;

/// A ranked article, as the protocol prints it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The article's `id`: its line in the corpus, from 0.
    pub id: u64,
    pub score: f32,
}

/// An answer as the protocol prints it.
pub struct Reply {
    /// The number of matching articles, if the command asks for it.
    pub count: Option<u64>,
    /// Best first; empty for a command that only counts.
    pub hits: Vec<Hit>,
}

/// A search engine behind the protocol.
pub trait Engine: Sized {
    /// An answer in the engine's own terms: a count, or document numbers with scores in an array.
    type Answer;

    /// The engine's name and version, as reports show it.
    fn version() -> String;

    /// Indexes a corpus into a folder that does not exist yet.
    fn build(corpus: Corpus, index_dir: &Path, threads: usize) -> Result<()>;

    fn open(index_dir: &Path) -> Result<Self>;

    /// Whether the engine can answer this exactly; otherwise the protocol's answer is
    /// `UNSUPPORTED`.
    fn supports(&self, command: Command, query: &Query) -> bool;

    /// Answers a query from its text, parsing included. REQUIRES a supported query that
    /// [`Query::parse`] accepts. This is what is timed.
    fn answer(&self, command: Command, query: &str) -> Result<Self::Answer>;

    /// Leads from the engine's document numbers back to the articles. Not timed.
    fn reply(&self, command: Command, answer: &Self::Answer) -> Reply;

    /// A new index that is changed while it is asked; `None` for an engine without `live`.
    fn open_live(_index_dir: &Path) -> Result<Option<(Box<dyn LiveWriter>, Box<dyn LiveReader>)>> {
        Ok(None)
    }
}
