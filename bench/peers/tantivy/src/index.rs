//! Builds the index: one field of words with frequencies, positions and lengths, `id` beside it as
//! a column; nothing is stored. All segments are merged into one, and what the merge leaves behind
//! is deleted.

use anyhow::Result;
use rust_driver::Corpus;
use std::path::Path;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument};

pub const TEXT_FIELD: &str = "text";
pub const ID_FIELD: &str = "id";

/// Memory an indexing thread fills before it writes a segment: large enough that few segments have
/// to be merged.
const BYTES_PER_THREAD: usize = 256 << 20;

/// The most indexing threads Tantivy allows.
const THREADS_MAX: usize = 8;

pub fn build(mut corpus: Corpus, index_dir: &Path, threads: usize) -> Result<()> {
    let (schema, text, id) = schema(FAST.into());
    std::fs::create_dir_all(index_dir)?;
    let index = Index::create(MmapDirectory::open(index_dir)?, schema, settings())?;
    let threads = threads.min(THREADS_MAX);
    let mut writer = index.writer_with_num_threads(threads, threads * BYTES_PER_THREAD)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    while let Some(article) = corpus.next_article()? {
        let mut document = TantivyDocument::default();
        document.add_text(text, &article.text);
        document.add_u64(id, article.id);
        writer.add_document(document)?;
    }
    writer.commit()?;
    merge_to_one_segment(&index, writer)
}

fn merge_to_one_segment(index: &Index, mut writer: IndexWriter) -> Result<()> {
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

pub fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

/// Where an article has to be found by its id.
pub fn schema_of_ids_to_look_up() -> (Schema, Field, Field) {
    schema(NumericOptions::default().set_indexed())
}

fn schema(id_options: NumericOptions) -> (Schema, Field, Field) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_fieldnorms(true)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text =
        schema.add_text_field(TEXT_FIELD, TextOptions::default().set_indexing_options(indexing));
    let id = schema.add_u64_field(ID_FIELD, id_options);
    (schema.build(), text, id)
}
