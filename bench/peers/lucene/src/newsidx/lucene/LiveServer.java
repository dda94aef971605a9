package newsidx.lucene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Answers the lines of {@code live}: the writer's, and in a thread beside it the reader's. */
final class LiveServer {
  private static final String APPLY = "apply ";

  private final LiveIndex index;
  private final List<String> texts;

  /** What is done for a line; returns what is answered beside the time. */
  private interface Act {
    long run(String line) throws BadInput, IOException;
  }

  LiveServer(LiveIndex index, List<String> texts) {
    this.index = index;
    this.texts = texts;
  }

  void serve(PrintStream out, Path readerIn, Path readerOut) throws IOException {
    Thread reader = Thread.ofPlatform().start(() -> serveReader(readerIn, readerOut));
    out.print("ready\n");
    out.flush();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    answerLines(in, out, this::write);
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serveReader(Path readerIn, Path readerOut) {
    try (BufferedReader in = Files.newBufferedReader(readerIn);
        var out = new PrintStream(Files.newOutputStream(readerOut), false, StandardCharsets.UTF_8)) {
      answerLines(in, out, this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answerLines(BufferedReader in, PrintStream out, Act act) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        long start = System.nanoTime();
        long result = act.run(line);
        out.printf(Locale.ROOT, "%.2f\t%d\n", (System.nanoTime() - start) / 1e3, result);
      } catch (BadInput e) {
        out.print("ERROR " + e.getMessage() + "\n");
      }
      out.flush();
    }
  }

  private long write(String line) throws BadInput, IOException {
    if (line.equals("commit")) {
      index.commit();
      return 0;
    }
    if (!line.startsWith(APPLY)) {
      throw new BadInput("the line is not commit or apply ...");
    }
    for (String change : line.substring(APPLY.length()).split(" ")) {
      if (change.startsWith("-")) {
        index.erase(change.substring(1));
      } else {
        int colon = change.indexOf(':');
        index.put(change.substring(0, colon), texts.get(Integer.parseInt(change.substring(colon + 1))));
      }
    }
    return 0;
  }

  private long read(String line) throws BadInput, IOException {
    if (line.equals("refresh")) {
      return index.refresh();
    }
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new BadInput("the line is not refresh or COMMAND<TAB>QUERY");
    }
    return index.ask(Command.of(line.substring(0, tab)), line.substring(tab + 1)).count();
  }
}
