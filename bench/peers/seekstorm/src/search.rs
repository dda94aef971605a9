//! Answers queries with SeekStorm's search function and its own query parser, on the calling
//! thread.

use crate::index::{self, FREQUENT_WORDS};
use anyhow::{Result, anyhow, ensure};
use rust_driver::{
    BM25_SATURATION_FACTOR, Clause, Command, Corpus, Engine, Hit, Occur, Query, Reply,
};
use seekstorm::index::{IndexArc, open_index};
use seekstorm::search::{QueryRewriting, QueryType, ResultObject, ResultType, Search, SearchMode};
use std::borrow::Cow;
use std::path::Path;
use tokio::runtime::Runtime;

/// A token that no corpus holds.
const ABSENT_WORD: char = '\u{1}';

pub struct SeekStorm {
    runtime: Runtime,
    index: IndexArc,
}

impl Engine for SeekStorm {
    type Answer = ResultObject;

    fn version() -> String {
        format!("SeekStorm {}", seekstorm::index::version())
    }

    fn build(corpus: Corpus, index_dir: &Path, threads: usize) -> Result<()> {
        if threads > 1 {
            eprintln!(
                "seekstorm: one thread indexes one shard; --threads {threads} changes nothing"
            );
        }
        single_thread_runtime()?.block_on(index::build(corpus, index_dir))
    }

    fn open(index_dir: &Path) -> Result<Self> {
        ensure!(
            index_dir.join("shards").is_dir(),
            "{}: no index of SeekStorm; build it first",
            index_dir.display()
        );
        let runtime = single_thread_runtime()?;
        let index = runtime.block_on(open_index(index_dir)).map_err(|message| anyhow!(message))?;
        Ok(Self { runtime, index })
    }

    /// A `+` before any word makes all words of a query required, so that `+a b` cannot be said; a
    /// word that occurs twice outside of a phrase is scored once.
    fn supports(&self, command: Command, query: &Query) -> bool {
        match query {
            Query::Phrase(_) => true,
            Query::Boolean(clauses) => {
                let some = |occur| clauses.iter().any(|clause| clause.occur == occur);
                let mixed = some(Occur::Must) && some(Occur::Should);
                !mixed && (command == Command::Count || !repeats_a_word(clauses))
            }
        }
    }

    fn answer(&self, command: Command, query: &str) -> Result<ResultObject> {
        let (result_type, limit) = match command {
            // With a length of 0 the library panics while it counts a negated query.
            Command::Count => (ResultType::Count, 1),
            Command::Top { limit } => (ResultType::Topk, limit),
            Command::TopCount { limit } => (ResultType::TopkCount, limit),
        };
        Ok(self.search(past_the_cache(query).into_owned(), result_type, limit))
    }

    fn reply(&self, command: Command, answer: &ResultObject) -> Reply {
        let counted = !matches!(command, Command::Top { .. });
        let hits = answer
            .results
            .iter()
            .map(|hit| Hit { id: hit.doc_id as u64, score: hit.score / BM25_SATURATION_FACTOR });
        Reply { count: counted.then_some(answer.result_count_total as u64), hits: hits.collect() }
    }
}

impl SeekStorm {
    fn search(&self, query: String, result_type: ResultType, limit: usize) -> ResultObject {
        let query_vector = None;
        let enable_empty_query = false;
        let offset = 0;
        let include_uncommitted = false;
        self.runtime.block_on(self.index.search(
            query,
            query_vector,
            QueryType::Union,
            SearchMode::Lexical,
            enable_empty_query,
            offset,
            limit,
            result_type,
            include_uncommitted,
            Vec::new(),
            Vec::new(),
            Vec::new(),
            Vec::new(),
            QueryRewriting::SearchOnly,
        ))
    }
}

/// The library answers a query of one frequent word from a cache filled when the index is opened,
/// which cannot be switched off; beside a word that does not occur the query means the same and is
/// searched for.
fn past_the_cache(query: &str) -> Cow<'_, str> {
    if FREQUENT_WORDS.binary_search(&query.trim_start_matches('+')).is_ok() {
        Cow::Owned(format!("{ABSENT_WORD} {query}"))
    } else {
        Cow::Borrowed(query)
    }
}

fn repeats_a_word(clauses: &[Clause]) -> bool {
    (1..clauses.len()).any(|i| clauses[..i].iter().any(|clause| clause.word == clauses[i].word))
}

fn single_thread_runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().build()?)
}
