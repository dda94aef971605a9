package newsidx.lucene;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times queries in process. A pass asks all of them once, in order. Passes go uncounted until the
 * JIT compiler has nothing left to gain: its unions are several times slower after 15 passes than
 * after 80.
 */
final class QueryTimer {
  private static final int MIN_WARM_PASSES = 80;
  private static final int PASSES_WITHOUT_GAIN = 20;
  private static final double GAIN = 0.98;

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

  /** Warms up, measures and prints {@code minimum_us<TAB>median_us<TAB>count} for every query. */
  void run(int passes, int maxSeconds, PrintStream out) throws BadInput, IOException {
    warmUp(deadline(maxSeconds));
    List<long[]> measured = measure(passes, deadline(maxSeconds));
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

  private void warmUp(long deadline) throws BadInput, IOException {
    long best = Long.MAX_VALUE;
    int passesWithoutGain = 0;
    for (int pass = 1; ; ++pass) {
      long total = Arrays.stream(pass()).sum();
      if (total < GAIN * best) {
        best = total;
        passesWithoutGain = 0;
      } else {
        ++passesWithoutGain;
      }
      if (pass >= MIN_WARM_PASSES && passesWithoutGain >= PASSES_WITHOUT_GAIN) {
        return;
      }
      if (System.nanoTime() >= deadline) {
        System.err.println(
            "lucene: warning: not warm after " + pass + " passes (try a larger --max-seconds)");
        return;
      }
    }
  }

  private List<long[]> measure(int passes, long deadline) throws BadInput, IOException {
    List<long[]> measured = new ArrayList<>();
    do {
      measured.add(pass());
    } while (measured.size() < passes && System.nanoTime() < deadline);
    return measured;
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

  private static long deadline(int seconds) {
    return System.nanoTime() + seconds * 1_000_000_000L;
  }
}
