package newsidx.lucene;

/** What may be asked about a query. */
enum Command {
  COUNT(0, true),
  TOP_10(10, false),
  TOP_100(100, false),
  TOP_1000(1000, false),
  TOP_10_COUNT(10, true),
  TOP_100_COUNT(100, true);

  /** How many of the best documents; 0: none. */
  final int k;

  /** Whether the exact number of matches is asked for. */
  final boolean counts;

  Command(int k, boolean counts) {
    this.k = k;
    this.counts = counts;
  }

  static Command of(String name) throws BadInput {
    for (Command command : values()) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    throw new BadInput("no such command: " + name + " (try TOP_10)");
  }
}
