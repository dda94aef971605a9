package newsidx.lucene;

import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** What the builder and the searcher must agree on. */
final class Schema {
  /** The one indexed field: documents, frequencies, positions and lengths; not stored. */
  static final String TEXT = "text";

  /** The article's id, a numeric doc value: Lucene's own numbers change when it reorders. */
  static final String ID = "id";

  static final Similarity BM25 = new BM25Similarity(1.2f, 0.75f);

  private Schema() {}
}
