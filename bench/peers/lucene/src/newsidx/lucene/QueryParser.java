package newsidx.lucene;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The benchmark's query syntax: words and quoted phrases between spaces, each with {@code +} before
 * it when it must match, {@code -} when it must not. Lucene's own parser would do, but it is
 * several times slower than a small query's search.
 */
final class QueryParser {
  private final String text;
  private int next;

  private QueryParser(String text) {
    this.text = text;
  }

  static Query parse(String text) throws BadInput {
    return new QueryParser(text).query();
  }

  private Query query() throws BadInput {
    List<BooleanClause> clauses = new ArrayList<>();
    for (skipSpaces(); next < text.length(); skipSpaces()) {
      Occur occur = occur();
      clauses.add(new BooleanClause(atQuote() ? phrase() : word(), occur));
    }
    if (clauses.size() == 1 && !clauses.getFirst().isProhibited()) {
      return clauses.getFirst().query();
    }
    return new BooleanQuery.Builder().add(clauses).build();
  }

  private Occur occur() {
    return switch (text.charAt(next)) {
      case '+' -> {
        ++next;
        yield Occur.MUST;
      }
      case '-' -> {
        ++next;
        yield Occur.MUST_NOT;
      }
      default -> Occur.SHOULD;
    };
  }

  private boolean atQuote() {
    return next < text.length() && text.charAt(next) == '"';
  }

  private Query word() throws BadInput {
    int end = endOfWord(text.length());
    if (end == next) {
      throw new BadInput("a + or - without a word: " + text);
    }
    return new TermQuery(term(end));
  }

  private Query phrase() throws BadInput {
    ++next;
    int close = text.indexOf('"', next);
    if (close < 0) {
      throw new BadInput("a phrase without its closing quote: " + text);
    }
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    for (skipSpaces(); next < close; skipSpaces()) {
      phrase.add(term(endOfWord(close)));
    }
    next = close + 1;
    return phrase.build();
  }

  private void skipSpaces() {
    while (next < text.length() && text.charAt(next) == ' ') {
      ++next;
    }
  }

  private int endOfWord(int limit) {
    int space = text.indexOf(' ', next);
    return space < 0 || space > limit ? limit : space;
  }

  private Term term(int end) {
    Term term = new Term(Schema.TEXT, text.substring(next, end));
    next = end;
    return term;
  }
}
