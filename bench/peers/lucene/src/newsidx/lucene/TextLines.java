package newsidx.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the lines of a file of queries. */
final class TextLines {
  private TextLines() {}

  static List<String> read(Path path) throws BadInput, IOException {
    if (!Files.isRegularFile(path)) {
      throw new BadInput("no such file: " + path + " (give a file of queries, one a line)");
    }
    return Files.readAllLines(path);
  }
}
