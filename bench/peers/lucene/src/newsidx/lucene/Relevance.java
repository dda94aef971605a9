package newsidx.lucene;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * The standard baseline on a judged collection: an analyser of the language, one field of title and
 * body, BM25 with k1 = 1.2 and b = 0.75, the query being the OR of its tokens. Prints the lines of
 * a TREC run; equal scores stay in the order of the documents' file.
 */
final class Relevance {
  private static final String RUN_NAME = "lucene";

  /** A line of the documents' file; a title or body may be missing. */
  record Document(String id, String title, String body) {
    Document {
      if (id == null) {
        throw new IllegalArgumentException("a document needs \"id\"");
      }
      title = title == null ? "" : title;
      body = body == null ? "" : body;
    }
  }

  private final Analyzer analyzer;

  Relevance(Analyzer analyzer) {
    this.analyzer = analyzer;
  }

  void run(Path documents, Path queries, int depth, PrintStream out) throws BadInput, IOException {
    List<String> topics = TextLines.read(queries);
    try (Directory directory = new ByteBuffersDirectory()) {
      List<String> ids = index(documents, directory);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(Schema.BM25);
        for (String topic : topics) {
          search(searcher, ids, topic, depth, out);
        }
      }
    }
    out.flush();
  }

  /** Returns the ids by Lucene's document number: LogDocMergePolicy keeps the order of adding. */
  private List<String> index(Path documents, Directory directory) throws BadInput, IOException {
    IndexWriterConfig config =
        new IndexWriterConfig(analyzer)
            .setSimilarity(Schema.BM25)
            .setMergePolicy(new LogDocMergePolicy());
    List<String> ids = new ArrayList<>();
    try (JsonLines<Document> lines = new JsonLines<>(documents, Document.class);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (Document document = lines.next(); document != null; document = lines.next()) {
        String text = document.title() + "\n" + document.body();
        writer.addDocument(List.of(new TextField(Schema.TEXT, text, Store.NO)));
        ids.add(document.id());
      }
    }
    return ids;
  }

  private void search(
      IndexSearcher searcher, List<String> ids, String topic, int depth, PrintStream out)
      throws BadInput, IOException {
    int tab = topic.indexOf('\t');
    if (tab < 0) {
      throw new BadInput("a query needs ID<TAB>TEXT: " + topic);
    }
    String text = topic.substring(tab + 1);
    Query query = new QueryBuilder(analyzer).createBooleanQuery(Schema.TEXT, text);
    if (query == null) {
      return; // nothing but stop words
    }
    String queryId = topic.substring(0, tab);
    int rank = 0;
    for (ScoreDoc hit : searcher.search(query, depth).scoreDocs) {
      String documentId = ids.get(hit.doc);
      ++rank;
      String line = "%s Q0 %s %s %s %s".formatted(queryId, documentId, rank, hit.score, RUN_NAME);
      out.print(line + "\n");
    }
  }
}
