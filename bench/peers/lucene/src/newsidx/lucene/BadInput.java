package newsidx.lucene;

/** A mistake of the caller's, in one line: what, where, what to try. The process exits with 2. */
final class BadInput extends Exception {
  private static final long serialVersionUID = 1L;

  BadInput(String message) {
    super(message);
  }
}
