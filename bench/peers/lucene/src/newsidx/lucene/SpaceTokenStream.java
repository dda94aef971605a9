package newsidx.lucene;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The tokens of a normalised text: what stands between its spaces. Does the work of Lucene's {@code
 * WhitespaceTokenizer} without its character classes, its copying through a {@code Reader} and its
 * limit of 255 characters a token. Positions go up by one, the attribute's default, and offsets are
 * not indexed: the attributes are cleared once a text, not once a token. One object serves all the
 * articles of a thread.
 */
final class SpaceTokenStream extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private String text = "";
  private int next;

  void setText(String newText) {
    text = newText;
  }

  @Override
  public void reset() {
    clearAttributes();
    next = 0;
  }

  @Override
  public boolean incrementToken() {
    int length = text.length();
    while (next < length && text.charAt(next) == ' ') {
      ++next;
    }
    if (next == length) {
      return false;
    }
    int end = text.indexOf(' ', next);
    if (end < 0) {
      end = length;
    }
    char[] buffer = term.resizeBuffer(end - next);
    text.getChars(next, end, buffer, 0);
    term.setLength(end - next);
    next = end;
    return true;
  }
}
