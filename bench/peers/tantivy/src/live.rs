//! An index that changes while it is asked: Tantivy's own merge policy, and a reader that is
//! reloaded.

use crate::index;
use crate::search;
use anyhow::Result;
use rust_driver::{Command, LiveReader, LiveWriter};
use std::path::Path;
use tantivy::directory::MmapDirectory;
use tantivy::schema::Field;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// Of the one indexing thread.
const WRITER_BYTES: usize = 256 << 20;

struct Writer {
    writer: IndexWriter,
    text: Field,
    id: Field,
}

struct Reader {
    reader: IndexReader,
    searcher: Searcher,
    text: Field,
}

pub fn open(index_dir: &Path) -> Result<(Box<dyn LiveWriter>, Box<dyn LiveReader>)> {
    std::fs::create_dir_all(index_dir)?;
    let (schema, text, id) = index::schema_of_ids_to_look_up();
    let index = Index::create(MmapDirectory::open(index_dir)?, schema, index::settings())?;
    let writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    Ok((Box::new(Writer { writer, text, id }), Box::new(Reader { reader, searcher, text })))
}

impl LiveWriter for Writer {
    fn put(&mut self, id: u64, text: &str) -> Result<()> {
        self.erase(id)?;
        let mut document = TantivyDocument::default();
        document.add_text(self.text, text);
        document.add_u64(self.id, id);
        self.writer.add_document(document)?;
        Ok(())
    }

    fn erase(&mut self, id: u64) -> Result<()> {
        self.writer.delete_term(Term::from_field_u64(self.id, id));
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.writer.commit()?;
        Ok(())
    }
}

impl LiveReader for Reader {
    fn refresh(&mut self) -> Result<u64> {
        self.reader.reload()?;
        self.searcher = self.reader.searcher();
        Ok(self.searcher.num_docs())
    }

    fn ask(&self, command: Command, query: &str) -> Result<u64> {
        let answer = search::answer(&self.searcher, self.text, command, query)?;
        Ok(answer.count.unwrap_or(answer.hits.len() as u64))
    }
}
