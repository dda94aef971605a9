// common/corpus.h
//
// Reads the articles that every engine indexes: a line {"id":"17","text":"..."} for each, where the
// id is the number of the line from 0 (README.md). Nothing else may stand in the file.
//
// Threads: one reader, one thread.   Cost: one line in memory.
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace newsidx::bench {

class CorpusReader {
 public:
  /// @throws std::runtime_error when the file cannot be opened
  explicit CorpusReader(const std::string& path);
  ~CorpusReader();

  /// Goes to the next article.
  /// @return false at the end of the file
  /// @throws std::runtime_error naming the line when it is not such a record
  bool next();

  /// Number of the article, which is its id.
  [[nodiscard]] std::uint32_t number() const { return count_ - 1; }
  /// Tokens with spaces between them; valid until next().
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  struct Parser;  // keeps simdjson's header out of the drivers

  [[noreturn]] void refuse(std::string_view problem) const;

  std::string path_;
  std::ifstream file_;
  std::unique_ptr<Parser> parser_;
  std::string line_;
  std::string_view text_;
  std::uint32_t count_ = 0;
};

}  // namespace newsidx::bench
