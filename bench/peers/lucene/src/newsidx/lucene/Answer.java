package newsidx.lucene;

import org.apache.lucene.search.ScoreDoc;

/**
 * @param count exact number of matches where the command asks for it, else that of {@code hits}
 * @param hits the best documents by Lucene's own numbers, best first; null for COUNT
 */
record Answer(long count, ScoreDoc[] hits) {}
