package newsidx.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.MMapDirectory;

/**
 * An index that one thread changes while another asks it: Lucene's own merge policy and scheduler,
 * and near-real-time readers.
 */
final class LiveIndex implements Closeable {
  private static final double RAM_BUFFER_MB = 256;

  private final MMapDirectory directory;
  private final IndexWriter writer;
  private final SpaceTokenStream tokens = new SpaceTokenStream();
  private final Field id = new StringField(Schema.ID, "", Field.Store.NO);
  private final List<Field> document = List.of(new TextField(Schema.TEXT, tokens), id);
  private DirectoryReader reader;
  private IndexSearcher searcher;

  LiveIndex(Path folder) throws BadInput, IOException {
    if (Files.exists(folder)) {
      throw new BadInput("exists already: " + folder + " (try: another folder)");
    }
    directory = new MMapDirectory(folder);
    var config = new IndexWriterConfig().setSimilarity(Schema.BM25).setRAMBufferSizeMB(RAM_BUFFER_MB);
    writer = new IndexWriter(directory, config);
    writer.commit();
    take(DirectoryReader.open(writer));
  }

  void put(String articleId, String text) throws IOException {
    tokens.setText(text);
    id.setStringValue(articleId);
    writer.updateDocument(new Term(Schema.ID, articleId), document);
  }

  void erase(String articleId) throws IOException {
    writer.deleteDocuments(new Term(Schema.ID, articleId));
  }

  void commit() throws IOException {
    writer.commit();
  }

  /** Goes to the newest state; returns its articles. */
  long refresh() throws IOException {
    DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
    if (newer != null) {
      reader.close();
      take(newer);
    }
    return reader.numDocs();
  }

  Answer ask(Command command, String text) throws BadInput, IOException {
    return SearchIndex.ask(searcher, command, text);
  }

  private void take(DirectoryReader opened) {
    reader = opened;
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    searcher.setSimilarity(Schema.BM25);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    writer.close();
    directory.close();
  }
}
