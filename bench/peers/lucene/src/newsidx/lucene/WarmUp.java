package newsidx.lucene;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Passes that do not count, until the JIT compiler has nothing left to gain. Passes alone say
 * nothing about it: those of {@code COUNT} are over before the compiler's threads have begun, and
 * where other processes keep these waiting, nothing gets faster for seconds. So a window in which
 * the compiler was at work is not one without a gain.
 *
 * @param seconds the least time
 * @param executions the least number of queries that are executed
 * @param maxSeconds the most time, whatever was reached
 */
record WarmUp(double seconds, long executions, double maxSeconds) {
  private static final int WINDOWS_WITHOUT_GAIN = 3;
  private static final double GAIN = 0.98;
  private static final double WINDOW = 0.1; // of the least time; at least one pass
  private static final double COMPILING = 0.05; // of a window: the compiler was at work

  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  /** One pass. */
  interface Pass {
    /** Nanoseconds of all queries together. */
    long run() throws BadInput, IOException;
  }

  /** What was asked before it counted; {@code steady}: no faster at the end, floors reached. */
  record Warming(double seconds, long executions, boolean steady) {
    static final Warming NONE = new Warming(0, 0, false);

    String line() {
      return String.format(
          Locale.ROOT, "warmed\t%.2f\t%d\t%s\n", seconds, executions, steady ? "steady" : "rising");
    }
  }

  /** Makes passes of {@code queries} queries each. */
  Warming run(int queries, Pass pass) throws BadInput, IOException {
    long start = System.nanoTime();
    long executed = 0;
    long best = Long.MAX_VALUE;
    int windowsWithoutGain = 0;
    while (true) {
      double windowStart = secondsSince(start);
      double windowEnd = windowStart + seconds * WINDOW;
      double compiledBefore = secondsOfCompiling();
      long bestOfWindow = Long.MAX_VALUE;
      do {
        bestOfWindow = Math.min(bestOfWindow, pass.run());
        executed += queries;
        if (secondsSince(start) > maxSeconds) {
          return new Warming(secondsSince(start), executed, false);
        }
      } while (secondsSince(start) < windowEnd);
      double window = secondsSince(start) - windowStart;
      boolean isCompiling = secondsOfCompiling() - compiledBefore > COMPILING * window;
      boolean isGain = bestOfWindow < GAIN * best;
      if (isGain) {
        best = bestOfWindow; // small gains add up until they are one
      }
      windowsWithoutGain = isGain || isCompiling ? 0 : windowsWithoutGain + 1;
      if (windowsWithoutGain >= WINDOWS_WITHOUT_GAIN
          && secondsSince(start) >= seconds
          && executed >= executions) {
        return new Warming(secondsSince(start), executed, true);
      }
    }
  }

  private static double secondsOfCompiling() {
    return COMPILER.getTotalCompilationTime() / 1e3;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
