package newsidx.lucene;

/**
 * A line of a normalised corpus.
 *
 * @param id the number of its line
 * @param text tokens with single spaces between them
 */
record Article(Long id, String text) {
  Article {
    if (id == null || text == null) {
      throw new IllegalArgumentException("an article needs \"id\" and \"text\"");
    }
  }
}
