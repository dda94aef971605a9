//! Answers queries with Tantivy's own queries and collectors, on the calling thread.
//!
//! `TOP_K` collects scores only, which leaves block-max pruning on; `COUNT` asks the query's
//! weight, which knows a single term's document frequency; `TOP_K_COUNT` collects both in one run.

use crate::index::{self, ID_FIELD, TEXT_FIELD};
use crate::live;
use anyhow::{Context, Result, bail};
use rust_driver::{
    BM25_SATURATION_FACTOR, Command, Corpus, Engine, Hit, LiveReader, LiveWriter, Occur, Query,
    Reply,
};
use std::path::Path;
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{
    BooleanQuery, Occur as TantivyOccur, PhraseQuery, Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Index, ReloadPolicy, Score, Searcher, Term};

pub struct Tantivy {
    searcher: Searcher,
    text: Field,
    /// Document number -> `id`.
    ids: Column<u64>,
}

pub struct Answer {
    pub count: Option<u64>,
    pub hits: Vec<(Score, DocAddress)>,
}

impl Engine for Tantivy {
    type Answer = Answer;

    fn version() -> String {
        let version = tantivy::version_string(); // "tantivy v0.27.0, index_format v7"
        let number = version.split([' ', ',']).nth(1).unwrap_or(version);
        format!("Tantivy {}", number.trim_start_matches('v'))
    }

    fn build(corpus: Corpus, index_dir: &Path, threads: usize) -> Result<()> {
        index::build(corpus, index_dir, threads)
    }

    fn open(index_dir: &Path) -> Result<Self> {
        let context = || format!("cannot open {}; build the index first", index_dir.display());
        let index = Index::open_in_dir(index_dir).with_context(context)?;
        let text = index.schema().get_field(TEXT_FIELD).with_context(context)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let [segment] = searcher.segment_readers() else {
            let count = searcher.segment_readers().len();
            bail!("{}: {count} segments in place of one; build it again", index_dir.display());
        };
        let ids = segment.fast_fields().u64(ID_FIELD).with_context(context)?;
        Ok(Self { searcher, text, ids })
    }

    fn supports(&self, _command: Command, _query: &Query) -> bool {
        true
    }

    fn answer(&self, command: Command, query: &str) -> Result<Answer> {
        answer(&self.searcher, self.text, command, query)
    }

    fn reply(&self, _command: Command, answer: &Answer) -> Reply {
        let identify = |&(score, address): &(Score, DocAddress)| Hit {
            id: self.ids.first(address.doc_id).expect("every article was indexed with its id"),
            score: score / BM25_SATURATION_FACTOR,
        };
        Reply { count: answer.count, hits: answer.hits.iter().map(identify).collect() }
    }

    fn open_live(index_dir: &Path) -> Result<Option<(Box<dyn LiveWriter>, Box<dyn LiveReader>)>> {
        live::open(index_dir).map(Some)
    }
}

pub fn answer(searcher: &Searcher, text: Field, command: Command, query: &str) -> Result<Answer> {
    let query = translate(text, &Query::parse(query)?);
    Ok(match command {
        Command::Count => {
            let count = query.count(searcher)?;
            Answer { count: Some(count as u64), hits: Vec::new() }
        }
        Command::Top { limit } => {
            let best = TopDocs::with_limit(limit).order_by_score();
            Answer { count: None, hits: searcher.search(&query, &best)? }
        }
        Command::TopCount { limit } => {
            let best = TopDocs::with_limit(limit).order_by_score();
            let (hits, count) = searcher.search(&query, &(best, Count))?;
            Answer { count: Some(count as u64), hits }
        }
    })
}

fn translate(text: Field, query: &Query) -> Box<dyn TantivyQuery> {
    let term = |word: &str| Term::from_field_text(text, word);
    let term_query = |word: &str| -> Box<dyn TantivyQuery> {
        Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs))
    };
    match query {
        Query::Phrase(words) => {
            Box::new(PhraseQuery::new(words.iter().map(|word| term(word)).collect()))
        }
        Query::Boolean(clauses) => match clauses[..] {
            [clause] => term_query(clause.word),
            _ => Box::new(BooleanQuery::new(
                clauses
                    .iter()
                    .map(|clause| (occur(clause.occur), term_query(clause.word)))
                    .collect(),
            )),
        },
    }
}

fn occur(occur: Occur) -> TantivyOccur {
    match occur {
        Occur::Should => TantivyOccur::Should,
        Occur::Must => TantivyOccur::Must,
        Occur::MustNot => TantivyOccur::MustNot,
    }
}
