// source/json/json_splitter_state.h (private)
//
// Where a JsonSplitter is in its text. The tokens are in json_splitter.cc; what is decided by
// them, and the records that are cut out, in json_records.cc; rows of tables in json_table_rows.cc.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/json/json_cursor.h"
#include "source/json/json_frame.h"
#include "source/json/json_splitter.h"
#include "source/json/json_table.h"
#include "source/stream/byte_window.h"

namespace newsidx::source {

struct JsonSplitter::State {
  static constexpr std::uint64_t kNowhere = ~std::uint64_t{0};

  State(ByteStream& stream, std::shared_ptr<const RecordOrigin> record_origin, Options given,
        std::size_t scanned_bytes)
      : bytes(stream),
        block_bytes(scanned_bytes),
        origin(std::move(record_origin)),
        options(std::move(given)) {}

  Result<std::optional<RawRecord>> next();
  void scan();
  void finish();

  // Tokens.
  void step(JsonCursor::Token token);
  void open(bool is_object);
  void close(bool is_object);
  void close_record(std::uint64_t end);
  void close_root(const JsonFrame& frame);
  void close_member(const JsonFrame& frame);
  void take_string();
  void add_text_of_list(const NameShape& list);
  void take_other(char c);
  void give_up_string();

  // Decisions.
  [[nodiscard]] bool is_list_of_articles(const JsonFrame& element) const;
  [[nodiscard]] bool has_article_around() const;
  [[nodiscard]] bool is_in_text() const;
  [[nodiscard]] bool is_block(const JsonFrame& element) const;
  [[nodiscard]] bool has_title_around() const;
  void add_to_map(JsonFrame& map, const JsonFrame& member);
  void begin_records(JsonFrame& list);
  void take_feed();

  // Tables.
  [[nodiscard]] bool is_place_of_header() const;
  [[nodiscard]] bool is_place_of_row() const;
  void open_row();
  void add_cell();
  void close_list(const JsonFrame& list);
  void report_values(const JsonFrame& list);
  void take_column_row();

  // Records.
  [[nodiscard]] RawRecord next_record(std::uint64_t begin);
  [[nodiscard]] static std::string with_id(std::string_view object, std::string_view id_token);
  void emit(std::uint64_t begin, std::uint64_t end, std::string_view id_token = {});
  void report(Problem::Kind kind, Remark remark);
  [[nodiscard]] std::string_view bytes_of(std::uint64_t begin, std::uint64_t end) const {
    return buffer.substr(begin - base(), end - begin);
  }
  // A name that may have been cut is no id.
  [[nodiscard]] static std::string_view id_of_key(const std::string& key) {
    return key.size() < JsonCursor::kKeptStringBytes ? std::string_view(key) : std::string_view();
  }
  [[nodiscard]] std::uint64_t base() const { return bytes.position(); }
  [[nodiscard]] std::uint64_t offset() const { return base() + at; }
  [[nodiscard]] bool is_at_root() const {
    return frames.empty() || frames.back().content == JsonFrame::Content::roots;
  }
  [[nodiscard]] bool is_held(std::uint64_t begin) const { return begin >= base(); }
  void count_lines();
  [[nodiscard]] std::uint64_t first_needed() const;
  void drop_read_bytes();

  ByteWindow bytes;
  std::size_t block_bytes;  // are scanned at a time
  std::shared_ptr<const RecordOrigin> origin;
  Options options;
  ShapeMemory shapes;
  JsonCursor cursor;

  std::string_view buffer;     // of the window, as far as it may be scanned
  std::size_t at = 0;          // in the buffer: up to here it is read
  std::size_t counted_at = 0;  // in the buffer: up to here lines are counted
  std::uint64_t line = 1;
  bool is_at_end = false;

  std::vector<JsonFrame> frames;
  std::size_t deep_count = 0;           // open brackets that have no frame
  std::uint64_t root_begin = kNowhere;  // of the object at hand that stands by itself
  std::uint64_t root_line = 1;
  bool root_has_records = false;
  std::uint64_t record_begin = kNowhere;  // of the element of a list of articles at hand
  std::size_t record_depth = 0;
  bool is_too_long = false;  // what is at hand, and was said

  std::vector<std::string> header;     // of a table: the names of its columns, as written
  std::size_t rows_depth = 0;          // frames around each of its rows
  std::vector<std::string> cells;      // of the array at hand that may be a header
  bool is_row = false;                 // the record at hand
  std::optional<JsonColumns> columns;  // a document that is being given out row by row
  std::uint64_t columns_begin = 0;

  std::deque<RawRecord> ready;
  std::uint64_t last_number = 0;
  std::uint64_t record_count = 0;
  std::uint64_t problem_count = 0;
  bool has_junk = false;  // of the text at hand that is no JSON
  std::string action_id;  // of a dump for Elasticsearch, for the next object
  bool has_action = false;
  std::string feed_title, feed_language, feed_version;  // of the root, as written
};

}  // namespace newsidx::source
