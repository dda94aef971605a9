package newsidx.lucene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.apache.lucene.search.ScoreDoc;

/** Answers {@code COMMAND<TAB>QUERY} lines, each with one line. */
final class Server {
  private static final MathContext SEVEN_DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

  private final SearchIndex index;
  private final long[] articleIds;

  Server(SearchIndex index) throws IOException {
    this.index = index;
    this.articleIds = index.articleIds();
  }

  void serve(BufferedReader in, PrintStream out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.print(answer(line) + "\n");
      out.flush();
    }
  }

  private String answer(String line) throws IOException {
    try {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new BadInput("no tab between command and query: " + line);
      }
      Command command = Command.of(line.substring(0, tab));
      Answer answer = index.ask(command, line.substring(tab + 1));
      if (command.k == 0) {
        return Long.toString(answer.count());
      }
      String hits = hits(answer.hits());
      return command.counts ? answer.count() + "\t" + hits : hits;
    } catch (BadInput e) {
      return "ERROR " + e.getMessage();
    }
  }

  private String hits(ScoreDoc[] hits) {
    StringBuilder line = new StringBuilder();
    for (ScoreDoc hit : hits) {
      line.append(line.isEmpty() ? "" : " ")
          .append(articleIds[hit.doc])
          .append(':')
          .append(score(hit.score));
    }
    return line.toString();
  }

  /** Like C's {@code %.7g}, but never with an exponent; Java's own {@code %g} pads with zeros. */
  private static String score(float score) {
    return new BigDecimal(score).round(SEVEN_DIGITS).stripTrailingZeros().toPlainString();
  }
}
