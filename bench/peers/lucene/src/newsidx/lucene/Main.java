package newsidx.lucene;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Version;

/** The command line of the Lucene driver; the protocol is in the README of the peers' folder. */
public final class Main {
  private static final String BUILD = "lucene build CORPUS INDEX_DIR [--threads N] [--reorder]";
  private static final String SERVE = "lucene serve INDEX_DIR";
  private static final String TIME =
      "lucene time INDEX_DIR QUERIES COMMAND [--passes N] [--max-seconds S] [--warm-seconds S]"
          + " [--warm-executions N] [--warm-queries FILE] [--once]";
  private static final String LIVE = "lucene live INDEX_DIR CORPUS READER_IN READER_OUT";
  private static final String RELEVANCE = "lucene relevance DOCS.jsonl QUERIES.tsv [--analyzer NAME] [--depth N]";

  /** Held, lest the setting be collected with it: Lucene tells its SIMD width on every start. */
  private static final Logger LUCENE_LOG = Logger.getLogger("org.apache.lucene");

  private Main() {}

  public static void main(String[] args) {
    LUCENE_LOG.setLevel(Level.WARNING);
    IndexSearcher.setDefaultQueryCache(null);
    IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
    try {
      run(args);
    } catch (BadInput | IOException e) {
      System.err.println("lucene: error: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(String[] args) throws BadInput, IOException {
    switch (args.length == 0 ? "" : args[0]) {
      case "version" -> version();
      case "build" -> build(args);
      case "serve" -> serve(args);
      case "time" -> time(args);
      case "live" -> live(args);
      case "relevance" -> relevance(args);
      default ->
          throw new BadInput("no such command (try: version, build, serve, time, live, relevance)");
    }
  }

  private static void version() {
    System.out.printf("Lucene %s (Java %s)%n", Version.LATEST, Runtime.version());
  }

  private static void build(String[] args) throws BadInput, IOException {
    var arguments = new Arguments(args, BUILD, 2, Set.of("--threads"), Set.of("--reorder"));
    new IndexBuilder(arguments.positive("--threads", 1), arguments.has("--reorder"))
        .build(Path.of(arguments.operand(0)), Path.of(arguments.operand(1)));
  }

  private static void serve(String[] args) throws BadInput, IOException {
    var arguments = new Arguments(args, SERVE, 1, Set.of(), Set.of());
    try (SearchIndex index = new SearchIndex(Path.of(arguments.operand(0)))) {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      new Server(index).serve(in, output());
    }
  }

  private static void time(String[] args) throws BadInput, IOException {
    var arguments =
        new Arguments(
            args,
            TIME,
            3,
            Set.of(
                "--passes", "--max-seconds", "--warm-seconds", "--warm-executions",
                "--warm-queries"),
            Set.of("--once"));
    Command command = Command.of(arguments.operand(2));
    double maxSeconds = arguments.seconds("--max-seconds", 60);
    var warmUp =
        new WarmUp(
            arguments.seconds("--warm-seconds", 10),
            arguments.positive("--warm-executions", 50_000),
            maxSeconds);
    boolean once = arguments.has("--once");
    try (SearchIndex index = new SearchIndex(Path.of(arguments.operand(0)))) {
      var timer = new QueryTimer(index, command, TextLines.read(Path.of(arguments.operand(1))));
      WarmUp.Warming warming = WarmUp.Warming.NONE;
      if (arguments.has("--warm-queries")) {
        var others = TextLines.read(Path.of(arguments.text("--warm-queries")));
        warming = new QueryTimer(index, command, others).warm(warmUp);
      } else if (!once) {
        warming = timer.warm(warmUp);
      }
      PrintStream out = output();
      out.print(warming.line());
      timer.measure(once ? 1 : arguments.positive("--passes", 10), maxSeconds, out);
    }
  }

  private static void live(String[] args) throws BadInput, IOException {
    var arguments = new Arguments(args, LIVE, 4, Set.of(), Set.of());
    var texts = new ArrayList<String>();
    try (JsonLines<Article> articles =
        new JsonLines<>(Path.of(arguments.operand(1)), Article.class)) {
      for (Article article = articles.next(); article != null; article = articles.next()) {
        texts.add(article.text());
      }
    }
    try (LiveIndex index = new LiveIndex(Path.of(arguments.operand(0)))) {
      new LiveServer(index, texts)
          .serve(output(), Path.of(arguments.operand(2)), Path.of(arguments.operand(3)));
    }
  }

  private static void relevance(String[] args) throws BadInput, IOException {
    var arguments = new Arguments(args, RELEVANCE, 2, Set.of("--analyzer", "--depth"), Set.of());
    String analyzer = arguments.has("--analyzer") ? arguments.text("--analyzer") : "english";
    new Relevance(Analyzers.named(analyzer))
        .run(Path.of(arguments.operand(0)), Path.of(arguments.operand(1)),
            arguments.positive("--depth", 1000), output());
  }

  /** Standard output in UTF-8, flushed only where it is asked for. */
  private static PrintStream output() {
    var stream = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    return new PrintStream(stream, false, StandardCharsets.UTF_8);
  }
}
