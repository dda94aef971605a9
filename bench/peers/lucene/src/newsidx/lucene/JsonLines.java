package newsidx.lucene;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file of JSON objects, one a line, as records of type {@code T}; keys that the record does
 * not have are ignored. Several threads may share one reader: {@link #next} takes turns.
 */
final class JsonLines<T> implements Closeable {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path path;
  private final MappingIterator<T> records;

  JsonLines(Path path, Class<T> type) throws BadInput, IOException {
    if (!Files.isRegularFile(path)) {
      throw new BadInput("no such file: " + path + " (give a file of JSON lines)");
    }
    this.path = path;
    this.records = MAPPER.readerFor(type).readValues(path.toFile());
  }

  /** The next record, or null after the last. */
  synchronized T next() throws BadInput, IOException {
    try {
      return records.hasNextValue() ? records.nextValue() : null;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new BadInput(path + ":" + line + ": " + e.getOriginalMessage().replace('\n', ' '));
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
