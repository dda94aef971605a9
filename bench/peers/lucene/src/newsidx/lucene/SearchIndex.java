package newsidx.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.MMapDirectory;

/**
 * An index opened for searching: mapped into memory, every page touched at once, no query cache, no
 * threads. Rewriting and pruning are Lucene's own.
 */
final class SearchIndex implements Closeable {
  private final MMapDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  SearchIndex(Path folder) throws BadInput, IOException {
    if (!folder.toFile().isDirectory()) {
      throw new BadInput("no such index folder: " + folder + " (make it with: build)");
    }
    directory = new MMapDirectory(folder);
    directory.setPreload(MMapDirectory.ALL_FILES);
    if (!DirectoryReader.indexExists(directory)) {
      throw new BadInput("no Lucene index in " + folder + " (make it with: build)");
    }
    reader = DirectoryReader.open(directory);
    if (reader.leaves().size() != 1) {
      throw new BadInput("not one segment but " + reader.leaves().size() + ": " + folder);
    }
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    searcher.setSimilarity(Schema.BM25);
  }

  /** From the query's text to the answer: what {@link QueryTimer} times. */
  Answer ask(Command command, String text) throws BadInput, IOException {
    return ask(searcher, command, text);
  }

  static Answer ask(IndexSearcher searcher, Command command, String text)
      throws BadInput, IOException {
    Query query = QueryParser.parse(text);
    if (command.k == 0) {
      return new Answer(searcher.count(query), null);
    }
    // With a threshold of k, Lucene stops counting and starts skipping once k documents are found.
    int exactHitsUpTo = command.counts ? Integer.MAX_VALUE : command.k;
    TopDocs top =
        searcher.search(query, new TopScoreDocCollectorManager(command.k, null, exactHitsUpTo));
    long count = command.counts ? top.totalHits.value() : top.scoreDocs.length;
    return new Answer(count, top.scoreDocs);
  }

  /** The article's id for each of Lucene's document numbers. */
  long[] articleIds() throws IOException {
    LeafReader leaf = reader.leaves().getFirst().reader();
    long[] ids = new long[leaf.maxDoc()];
    NumericDocValues values = leaf.getNumericDocValues(Schema.ID);
    for (int doc = 0; doc < ids.length; ++doc) {
      values.advanceExact(doc);
      ids[doc] = values.longValue();
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
