//! Builds the index: one shard, one field of words split at white space, nothing stored. SeekStorm
//! numbers the documents of a shard in the order they come in, so its document number is the
//! article's `id`.

use anyhow::{Result, anyhow};
use rust_driver::Corpus;
use seekstorm::index::{
    AccessType, Close, Clustering, Document, DocumentCompression, FileType, FrequentwordType,
    IndexDocument, IndexMetaObject, LexicalSimilarity, NgramSet, StemmerType, StopwordType,
    TokenizerType, create_index,
};
use seekstorm::vector::Inference;
use serde_json::Value;
use std::path::Path;

const TEXT_FIELD: &str = "text";
const SCHEMA: &str = r#"[{"field": "text", "field_type": "Text", "store": false,
                          "index_lexical": true, "longest": true}]"#;

/// One shard is searched by one thread, and indexed by one.
const SHARDS: usize = 1;

/// SeekStorm's default: 2^11 partitions of the dictionary.
const SEGMENT_NUMBER_BITS: usize = 11;

/// SeekStorm's own list of frequent English words, sorted. Runs of two and three of them are
/// indexed as one term, its default, for phrases. `search.rs` has to know them, as the library also
/// keeps their answers in a cache.
pub const FREQUENT_WORDS: [&str; 39] = [
    "a", "all", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is",
    "it", "most", "no", "not", "of", "on", "only", "or", "r", "such", "that", "the", "their",
    "then", "there", "these", "they", "this", "to", "up", "was", "who", "will", "with",
];

pub async fn build(mut corpus: Corpus, index_dir: &Path) -> Result<()> {
    let schema = serde_json::from_str(SCHEMA)?;
    let mute = true;
    let index = create_index(index_dir, meta(), &schema, &Vec::new(), mute, Some(SHARDS))
        .await
        .map_err(|message| anyhow!(message))?;
    while let Some(article) = corpus.next_article()? {
        let mut document = Document::default();
        document.insert(TEXT_FIELD.to_owned(), Value::String(article.text.into_owned()));
        index.index_document(document, FileType::None).await;
    }
    index.close().await; // commits
    Ok(())
}

fn meta() -> IndexMetaObject {
    IndexMetaObject {
        id: 0,
        name: "articles".to_owned(),
        lexical_similarity: LexicalSimilarity::Bm25f,
        tokenizer: TokenizerType::Whitespace,
        stemmer: StemmerType::None,
        stop_words: StopwordType::None,
        frequent_words: FrequentwordType::Custom {
            terms: FREQUENT_WORDS.iter().map(|&word| word.to_owned()).collect(),
        },
        ngram_indexing: NgramSet::NgramFF as u8 | NgramSet::NgramFFF as u8,
        document_compression: DocumentCompression::None,
        access_type: AccessType::Ram,
        spelling_correction: None,
        query_completion: None,
        clustering: Clustering::None,
        inference: Inference::None,
        segment_number_bits: SEGMENT_NUMBER_BITS,
    }
}
