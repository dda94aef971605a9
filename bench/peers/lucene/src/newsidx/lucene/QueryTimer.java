package newsidx.lucene;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times queries in process. A pass asks all of them once, in order. */
final class QueryTimer {
  private final SearchIndex index;
  private final Command command;
  private final List<String> queries;
  private final long[] counts;

  QueryTimer(SearchIndex index, Command command, List<String> queries) {
    this.index = index;
    this.command = command;
    this.queries = queries;
    this.counts = new long[queries.size()];
  }

  WarmUp.Warming warm(WarmUp warmUp) throws BadInput, IOException {
    return warmUp.run(queries.size(), () -> Arrays.stream(pass()).sum());
  }

  /** Measures and prints {@code minimum_us<TAB>median_us<TAB>count} for every query. */
  void measure(int passes, double maxSeconds, PrintStream out) throws BadInput, IOException {
    List<long[]> measured = new ArrayList<>();
    long start = System.nanoTime();
    do {
      measured.add(pass());
    } while (measured.size() < passes && (System.nanoTime() - start) / 1e9 < maxSeconds);
    long[] times = new long[measured.size()];
    for (int query = 0; query < queries.size(); ++query) {
      for (int pass = 0; pass < times.length; ++pass) {
        times[pass] = measured.get(pass)[query];
      }
      Arrays.sort(times);
      double medianNs = (times[(times.length - 1) / 2] + times[times.length / 2]) / 2.0;
      out.printf(
          Locale.ROOT, "%.2f\t%.2f\t%d\n", times[0] / 1e3, medianNs / 1e3, counts[query]);
    }
    out.flush();
  }

  /** Nanoseconds of each query. */
  private long[] pass() throws BadInput, IOException {
    long[] times = new long[counts.length];
    for (int query = 0; query < times.length; ++query) {
      String text = queries.get(query);
      long start = System.nanoTime();
      Answer answer = index.ask(command, text);
      times[query] = System.nanoTime() - start;
      counts[query] = answer.count();
    }
    return times;
  }
}
